"""Measure how good annotation is on invented articles with expected annotations.

    python -m benchmarks.accuracy                                        # the development part
    python -m benchmarks.accuracy --part held-out                        # for scoring only
    python -m benchmarks.accuracy --part held-out --second         # the second reading, not the machine
    python -m benchmarks.accuracy --rules-only --min-confidence 0.8 --format json
    python -m benchmarks.accuracy --errors errors                        # a page for each article
    python -m benchmarks.accuracy --part held-out --min-confidence 0.3 --quality data/reference/accuracy.ttl

`communique evaluate … --stages` does the same for articles of the dataset (docs/measuring.md).
"""

from __future__ import annotations

import argparse
import datetime
from pathlib import Path

import yaml

from communique.annotator.agreement import stance_signs
from communique.annotator.knowledge import Knowledge
from communique.annotator.machine.names import Names
from communique.annotator.machine.record import Recorder
from communique.annotator.measures.pages import write_pages
from communique.annotator.measures.stages import Annotations
from communique.annotator.pipeline import Annotator
from communique.annotator.sheets import annotations_of, read_sheet
from communique.cli.common import TableFormat
from communique.cli.measuring import Compared, print_stages, write_quality
from communique.corpus.canonical import canonical_text
from communique.corpus.reading.outlets import Outlets
from communique.corpus.reading.reader import read_article
from communique.model import ArticleAnnotations, PartialDate
from communique.workspace import Workspace

HERE = Path(__file__).parent
READOUTS = HERE.parent / "tests" / "annotator" / "readouts"
_READ_AT = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
_SHEET_KEYS = ("positions", "mentions")


def main() -> None:
    """The command line."""
    given = _arguments()
    workspace = Workspace.open(given.workspace)
    knowledge = Knowledge.from_workspace(workspace)
    names = Names.from_graphs(workspace.reference)
    annotator = Annotator(knowledge, rules_only=given.rules_only, min_confidence=given.min_confidence)
    outlets = Outlets.from_graph(workspace.reference)
    expected: dict[str, Annotations] = {}
    found: dict[str, Annotations] = {}
    texts: dict[str, str] = {}
    for file in sorted((READOUTS / given.part).glob("*.yaml")):
        second = READOUTS / "second" / given.part / file.name
        if given.second and not second.exists():
            continue
        sheet = yaml.safe_load(file.read_text(encoding="utf-8"))
        published = PartialDate(str(sheet["published"])[:10])
        text = canonical_text(sheet["text"].encode())
        article = read_article(
            text.encode(), outlet=sheet["outlet"], published=published, address=sheet["url"], outlets=outlets
        )
        by_hand = _expected(file.stem, sheet, text, knowledge)
        if given.second:
            other = _expected(file.stem, yaml.safe_load(second.read_text(encoding="utf-8")), text, knowledge)
        else:
            made = annotator.annotate(article)
            recorder = Recorder(knowledge.with_proposed(made.proposed, are_known=True), names)
            other = recorder.record(file.stem, text, made, _READ_AT).annotations
        expected[file.stem], found[file.stem], texts[file.stem] = _all(by_hand), _all(other), text
    compared = Compared(expected, found, stance_signs(workspace.ontology), ())
    if given.errors:
        write_pages(given.errors, workspace.root, expected, found, compared.signs, texts)
    if given.quality:
        write_quality(compared, given.quality, f"{given.part}, invented articles")
    print_stages(compared, None, TableFormat(given.format))


def _expected(name: str, sheet: dict[str, object], text: str, knowledge: Knowledge) -> ArticleAnnotations:
    coded = {key: sheet[key] for key in _SHEET_KEYS if key in sheet}
    read = read_sheet(yaml.safe_dump({"article": name, **coded}))
    return annotations_of(read, text, "expected", knowledge.plain_tenures, _READ_AT)


def _all(annotations: ArticleAnnotations) -> Annotations:
    return [*annotations.evidence, *annotations.mentions]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--part", choices=["development", "held-out"], default="development")
    parser.add_argument("--second", action="store_true", help="score the second reading, not the machine")
    parser.add_argument("--rules-only", action="store_true", help="do without the parser")
    parser.add_argument("--min-confidence", type=float, default=0.0)
    parser.add_argument("--format", choices=[str(kind) for kind in TableFormat], default="table")
    parser.add_argument("--errors", type=Path, help="folder for a page per article")
    parser.add_argument("--quality", type=Path, help="Turtle file for the figures")
    parser.add_argument("--workspace", type=Path, default=HERE.parent)
    return parser.parse_args()


if __name__ == "__main__":
    main()
