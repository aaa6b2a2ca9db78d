"""The invented articles with expected annotations, as tests and measurements read them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from communique.annotator.sheets import Sheet, annotations_of
from communique.model import ArticleAnnotations, Tenure

FOLDER = Path(__file__).parents[1] / "annotator" / "readouts"
PARTS = ("development", "held-out")
READ_AT = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)


@dataclass(frozen=True)
class Readout:
    """One invented article: what an annotator is given, and the sheet with what is expected of it."""

    path: Path
    invented: bool
    outlet: str
    published: str
    url: str
    text: str
    sheet: Sheet

    @property
    def name(self) -> str:
        """The part and the file: what a failing test shows."""
        return f"{self.path.parent.name}/{self.path.stem}"

    def expected(self, tenures: Sequence[Tenure] = ()) -> ArticleAnnotations:
        """The expected annotations.

        Raises:
            SheetError: words that do not single out a span.
        """
        return annotations_of(self.sheet, self.text, "editors", tenures, READ_AT)


def read_readout(path: Path) -> Readout:
    """Read one file."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    published = str(content["published"])
    coded = {name: content.get(name) for name in ("positions", "mentions", "new") if content.get(name)}
    return Readout(
        path=path,
        invented=content["invented"],
        outlet=content["outlet"],
        published=published,
        url=content["url"],
        text=content["text"],
        sheet=Sheet(article=f"{content['outlet']}-{published}-{path.stem[3:]}", **coded),
    )


def readouts(part: str) -> list[Readout]:
    """The articles of a part, in the order of their numbers."""
    return [read_readout(path) for path in sorted((FOLDER / part).glob("*.yaml"))]
