"""Commands for annotators: `locate`, `sheet`, `evaluate`."""

from __future__ import annotations

import datetime
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.common import (
    CallError,
    CorpusOption,
    QuietOption,
    TableFormat,
    WorkspaceOption,
    corpus_folder,
    open_workspace,
    print_rows,
    print_table,
)
from communique.model import Quote, Selector, Span
from communique.vocabulary import CQ, RDF, kind_and_slug
from communique.workspace import Workspace


class SelectorFormat(StrEnum):
    """How a selector is printed."""

    ttl = "ttl"
    json = "json"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(epilog=_LOCATE_EXAMPLE)(locate)
    app.command(epilog=_SHEET_EXAMPLE)(sheet)
    app.command(epilog=_EVALUATE_EXAMPLE)(evaluate)


_LOCATE_EXAMPLE = (
    'Example: communique locate infocom-2023-03-20-foreign-ministers-discussed "Both sides … Lachin Corridor"'
)
_SHEET_EXAMPLE = "Example: communique sheet my-sheet.yaml --annotator reader-1"
_EVALUATE_EXAMPLE = "Example: communique evaluate docs/readings/first docs/readings/second"


def locate(
    article: Annotated[str, typer.Argument(help="Slug of the article, or a text file.")],
    words: Annotated[
        str,
        typer.Argument(help="The words of the span, or its first and last words with ' … ' between them."),
    ],
    workspace: WorkspaceOption = Path(),
    corpus: CorpusOption = None,
    output: Annotated[SelectorFormat, typer.Option("--format", help="How to print.")] = SelectorFormat.ttl,
) -> None:
    """Turn an article (or a text file) and quoted words into a selector, so that nobody counts characters."""
    from communique.corpus.quoting import QuotingError, describe
    from communique.corpus.quoting import locate as locate_words

    file = Path(article)
    text = _file_text(file) if file.is_file() else _article_text(open_workspace(workspace), article, corpus)
    try:
        span = locate_words(text, words)
        selector = describe(text, span)
    except QuotingError as error:
        raise CallError(error) from error
    if output is SelectorFormat.json:
        print(json.dumps(_selector_json(span, selector), ensure_ascii=False, indent=2))
    else:
        print(_selector_turtle(span, selector))


def sheet(
    file: Annotated[Path, typer.Argument(help="The coding sheet (YAML).", exists=True, dir_okay=False)],
    annotator: Annotated[str, typer.Option(help="Slug of the annotator who wrote it.")],
    into: Annotated[
        Path | None,
        typer.Option(help="File to write. (default: the annotator's file in data/annotations/hand/)"),
    ] = None,
    workspace: WorkspaceOption = Path(),
    corpus: CorpusOption = None,
    quiet: QuietOption = False,
) -> None:
    """Turn a hand annotator's coding sheet into annotations in Turtle, with offsets and selectors."""
    from communique.annotator.sheets import SheetError, annotations_of, read_sheet
    from communique.graph.annotations import to_graph
    from communique.graph.reference import tenures
    from communique.graph.turtle import write_turtle
    from communique.workspace import save

    opened = open_workspace(workspace)
    _check_annotator(opened, annotator)
    content = _file_text(file)
    try:
        coded = read_sheet(content)
        text = _article_text(opened, coded.article, corpus)
        now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
        annotations = annotations_of(coded, text, annotator, tenures(opened.reference), now)
    except SheetError as error:
        raise CallError(f"{file}:\n" + "\n".join(f"  {line}" for line in str(error).splitlines())) from error
    target = into or opened.annotation_path(coded.article, annotator)
    with opened.lock():
        save(target, write_turtle(to_graph(annotations)))
    if not quiet:
        print(f"{target}: {len(annotations.positions)} positions, {len(annotations.mentions)} mentions")


def evaluate(
    first: Annotated[Path, typer.Argument(help="Annotations (file or folder): the reference.", exists=True)],
    second: Annotated[Path, typer.Argument(help="Annotations (file or folder) to compare.", exists=True)],
    stages: Annotated[
        bool, typer.Option("--stages", help="Measure each stage of annotation, with intervals.")
    ] = False,
    by_hand: Annotated[
        Path | None,
        typer.Option(
            help="With --stages: a second hand annotation, compared with FIRST beside it.", exists=True
        ),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(help="With --stages: leave out what SECOND is less sure of.", min=0, max=1)
    ] = 0.0,
    errors: Annotated[
        Path | None,
        typer.Option(help="With --stages: a folder for a page per article of what was missed or wrong."),
    ] = None,
    quality: Annotated[
        Path | None, typer.Option(help="With --stages: a Turtle file for the figures as measurements.")
    ] = None,
    part: Annotated[
        str, typer.Option(help="With --quality: what part of the hand annotations FIRST is.")
    ] = "test",
    workspace: WorkspaceOption = Path(),
    corpus: CorpusOption = None,
    output: Annotated[TableFormat, typer.Option("--format", help="How to print.")] = TableFormat.table,
) -> None:
    """Tell how far two annotations of the same articles agree (docs/hand-annotation.md tells the columns)."""
    opened = open_workspace(workspace)
    if not stages:
        if by_hand or errors or quality or min_confidence:
            raise CallError("--by-hand, --min-confidence, --errors and --quality need --stages")
        _print_agreement(opened, first, second, output)
        return
    from communique.cli.measuring import Compared, print_stages, write_error_pages, write_quality

    compared = Compared.read(opened, first, second, min_confidence)
    if errors:
        write_error_pages(compared, errors, opened, corpus)
    if quality:
        write_quality(compared, quality, part)
    print_stages(compared, Compared.read(opened, first, by_hand, 0) if by_hand else None, output)


def _print_agreement(workspace: Workspace, first: Path, second: Path, output: TableFormat) -> None:
    from communique.annotator.agreement import compare_files

    table = compare_files(workspace, first, second)
    if not table.rows:
        raise CallError("no article has annotations on both sides")
    if output is TableFormat.table:
        print_table(table.header, table.rows)
    else:
        print_rows(table.header, table.rows, output)


def _file_text(file: Path) -> str:
    from communique.corpus.canonical import canonical_text

    try:
        return canonical_text(file.read_bytes())
    except UnicodeDecodeError as error:
        raise CallError(f"{file} is not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except OSError as error:
        raise CallError(f"{file} cannot be read: {error.strerror}") from error


def _check_annotator(workspace: Workspace, slug: str) -> None:
    """The annotator gives the file its name, so only a known one will do."""
    known = sorted(
        named[1]
        for node in workspace.reference.subjects(RDF.type, CQ.Annotator)
        if (named := kind_and_slug(str(node)))
    )
    if slug not in known:
        raise CallError(f"no annotator '{slug}' in data/annotators.ttl; it has: {', '.join(known)}")


def _article_text(workspace: Workspace, slug: str, named: Path | None) -> str:
    from difflib import get_close_matches

    from communique.corpus.folder import find_texts
    from communique.graph.reference import articles

    known = articles(workspace.reference)
    if slug not in known:
        near = get_close_matches(slug, known, n=3, cutoff=0.4)
        raise CallError(f"no article '{slug}'; did you mean {', '.join(near) or ', '.join(list(known)[:3])}?")
    folder = corpus_folder(workspace, named)
    texts = find_texts(folder, [known[slug].sha256])
    if known[slug].sha256 not in texts:
        where = f"in {folder}" if folder else "at hand"
        raise CallError(
            f"the text of {slug} is not {where}; put it there under any name, or name another --corpus"
        )
    return texts[known[slug].sha256]


def _selector_json(span: Span, selector: Selector) -> dict[str, object]:
    def quote(value: Quote) -> dict[str, str]:
        words = {"exact": value.exact, "prefix": value.prefix, "suffix": value.suffix}
        return {"type": "TextQuoteSelector", **{name: text for name, text in words.items() if text}}

    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    if isinstance(selector, Quote):
        return {"selector": [position, quote(selector)]}
    stretch = {
        "type": "RangeSelector",
        "startSelector": quote(selector.first),
        "endSelector": quote(selector.last),
    }
    return {"selector": [position, stretch]}


def _selector_turtle(span: Span, selector: Selector) -> str:
    from rdflib import Literal

    def quote(value: Quote) -> str:
        parts = [("exact", value.exact), ("prefix", value.prefix), ("suffix", value.suffix)]
        words = " ; ".join(f"oa:{name} {Literal(text).n3()}" for name, text in parts if text)
        return f"[ a oa:TextQuoteSelector ; {words} ]"

    start, end = (f'"{offset}"^^xsd:nonNegativeInteger' for offset in (span.start, span.end))
    position = f"[ a oa:TextPositionSelector ; oa:start {start} ; oa:end {end} ]"
    if isinstance(selector, Quote):
        return f"oa:hasSelector {position} ,\n    {quote(selector)}"
    ends = f"oa:hasStartSelector {quote(selector.first)} ;\n      oa:hasEndSelector {quote(selector.last)}"
    return f"oa:hasSelector {position} ,\n    [ a oa:RangeSelector ;\n      {ends} ]"
