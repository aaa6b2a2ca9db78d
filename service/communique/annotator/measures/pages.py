"""A page per article that shows what was missed and what was wrong, for those who have its text.

The pages quote the articles, whose texts belong to their publishers: they are for one's own eyes and are
never written into a workspace.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from communique.annotator.measures.errors import (
    ErrorKind,
    MentionError,
    PositionError,
    mention_errors,
    position_errors,
)
from communique.annotator.measures.stages import Annotations, Signs
from communique.model import Evidence, Mention, Span
from communique.workspace import save

_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,200}")


class PlaceError(ValueError):
    """A place where no page of an article may be written."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an error as a page shows it."""

    what: str
    where: str
    words: str | None
    more: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An error as a page shows it."""

    kind: ErrorKind
    first: Side | None
    second: Side | None


def write_pages(
    folder: Path,
    workspace: Path,
    first: Mapping[str, Annotations],
    second: Mapping[str, Annotations],
    signs: Signs,
    texts: Mapping[str, str],
) -> list[Path]:
    """Write ``{article}.html`` for each article that both sides have.

    Args:
        folder: where to; made if it is not there.
        workspace: the folder of the dataset, into which the pages must not go.
        first: the reference.
        second: the side that is judged.
        signs: polarity toward the target of each stance, by slug.
        texts: canonical texts by the slug of their article; without one, offsets stand in place of words.

    Raises:
        PlaceError: the folder lies in the workspace, or the slug of an article is not fit for a file name.
        OSError: it cannot be written to.
    """
    if folder.resolve().is_relative_to(workspace.resolve()):
        raise PlaceError(
            f"{folder} lies in the workspace; the pages quote articles, which must not get into the dataset: "
            "name a folder elsewhere"
        )
    written = []
    for article in sorted(first.keys() & second.keys()):
        if not _FILE_NAME.fullmatch(article):
            raise PlaceError(f"“{article[:80]}” is not the slug of an article; mend the annotation file")
        path = folder / f"{article}.html"
        save(path, page(article, first[article], second[article], signs, texts.get(article)))
        written.append(path)
    return written


def page(article: str, first: Annotations, second: Annotations, signs: Signs, text: str | None) -> str:
    """The page of one article as HTML."""
    positions = [_shown(error, text) for error in position_errors(first, second, signs)]
    mentions = [_shown(error, text) for error in mention_errors(first, second)]
    return _template().render(
        article=article, positions=positions, mentions=mentions, has_text=text is not None
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("communique.annotator.measures"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("errors.html")


def _shown(error: PositionError | MentionError, text: str | None) -> Shown:
    return Shown(error.kind, _side(error.first, text), _side(error.second, text))


def _side(item: Evidence | Mention | None, text: str | None) -> Side | None:
    if item is None:
        return None
    where = f"{item.span.start}–{item.span.end}"
    if isinstance(item, Mention):
        return Side(str(item.referent), where, _words(text, item.span))
    position = item.position
    via = f", according to {position.ascribed_by}" if position.ascribed_by else ""
    return Side(
        f"{position.holder} {position.stance} {position.target}, {position.stated_on.text}{via}",
        f"{where}, {item.rendering}",
        _words(text, item.span),
        item.gloss,
    )


def _words(text: str | None, span: Span) -> str | None:
    return None if text is None else text[span.start : span.end]
