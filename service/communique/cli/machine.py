"""The command `annotate`: what the machine finds in articles, printed, written or saved."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.annotator.proposal import MIN_CONFIDENCE
from communique.cli.common import (
    CallError,
    QuietOption,
    WorkspaceOption,
    one_line,
    open_workspace,
)
from communique.model import PartialDate
from communique.workspace import Workspace

if TYPE_CHECKING:
    from communique.annotator.machine.session import Given, Options

_EXAMPLES = (
    "Example: communique annotate readout.txt --outlet mfa-armenia --published 2023-03-20"
    "\n\nExample: communique annotate https://example.org/news/1 --format report --output report.html"
    "\n\nExample: communique annotate articles/ --outlet massis-post --format json > found.jsonl"
)


class OutputFormat(StrEnum):
    """How what was found is printed."""

    table = "table"
    json = "json"
    ttl = "ttl"
    report = "report"


class EngineChoice(StrEnum):
    """Who annotates a whole archive."""

    local = "local"
    processes = "processes"
    dask = "dask"


OutletOption = Annotated[
    str | None, typer.Option(help="Slug or name of the outlet. (default: what the page or the data say)")
]
PublishedOption = Annotated[
    str | None,
    typer.Option(help="Day of publication: YYYY-MM-DD, YYYY-MM or YYYY. (default: what the page says)"),
]


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command(epilog=_EXAMPLES)(annotate)


def annotate(
    files: Annotated[
        list[str],
        typer.Argument(
            help="Text or HTML files, folders of them, addresses (http, https), or - for standard input."
        ),
    ],
    outlet: OutletOption = None,
    published: PublishedOption = None,
    url: Annotated[
        str | None, typer.Option(help="Where the article is published, for a single file.")
    ] = None,
    output_format: Annotated[
        OutputFormat | None,
        typer.Option("--format", help="How to print. (default: table; with --save, a line for each article)"),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option(help="Leave out positions with less confidence.", min=0, max=1)
    ] = MIN_CONFIDENCE,
    output: Annotated[
        Path | None,
        typer.Option(help="File to write to; for several articles as ttl or report, a folder."),
    ] = None,
    save: Annotated[
        bool, typer.Option("--save", help="Write data/annotations/machine/{article}.ttl in the workspace.")
    ] = False,
    at: Annotated[
        str | None,
        typer.Option(
            help="Time that annotations in RDF carry. (default: the beginning of the day of publication)"
        ),
    ] = None,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Do without the parser even where it is installed.")
    ] = False,
    engine: Annotated[
        EngineChoice | None,
        typer.Option(help="Annotate a whole folder or file of JSON lines with this engine, into --output."),
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="With --engine dask: address of a scheduler. (default: this machine)")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="With --engine: processes. (default: one for each processor)", min=1)
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Annotate again what has been annotated alike.")
    ] = False,
    workspace: WorkspaceOption = Path(),
    quiet: QuietOption = False,
) -> None:
    """Find mentions and positions in articles by the codebook, each with its evidence, and propose them.

    What was found is proposed by a program; nobody has checked it. Several articles are printed as JSON lines
    with --format json. Articles annotated before with the same program, settings and data are not annotated
    again. One that cannot be read is reported, and the rest is done (exit status 1).

    With --engine, a folder or a file of JSON lines is annotated as a whole, into the folder --output.
    """
    from communique.annotator.machine.session import Given, Options
    from communique.cli.machine_sources import is_archive

    opened = open_workspace(workspace)
    options = Options(rules_only, min_confidence, fresh)
    given = Given(outlet, read_day(published), url)
    if engine or any(is_archive(file) for file in files):
        if output_format or save or url or len(files) != 1 or output is None:
            raise CallError(
                "an archive is annotated as a whole: name one folder or file of JSON lines, a folder for the "
                "results with --output, and neither --format, --save nor --url"
            )
        _annotate_archive(files[0], output, opened, options, given, (engine, scheduler, workers), quiet)
    else:
        if scheduler or workers:
            raise CallError("--scheduler and --workers need --engine")
        target = Target(output_format, output, save, read_time(at), quiet)
        _annotate_each(files, opened, options, given, target)


@dataclass(frozen=True, slots=True)
class Target:
    """How and where what was found is given out."""

    format: OutputFormat | None
    """None for a line for each article that is saved."""
    output: Path | None
    is_saving: bool
    at: datetime.datetime | None
    """The time that annotations in RDF carry; None for the day of publication."""
    quiet: bool


def _annotate_each(
    files: list[str], workspace: Workspace, options: Options, given: Given, target: Target
) -> None:
    """One article after the other; one that cannot be annotated does not stop the others."""
    from communique.annotator.machine.session import Session
    from communique.cli.machine_output import Printer
    from communique.cli.machine_sources import fetch_limits, sources_of

    sources = sources_of(files)
    if given.address and sources.are_several:
        raise CallError("--url is the address of one article; give it with a single file")
    session = Session(workspace, options, fetch_limits())
    printer = Printer(session, target, are_several=sources.are_several)
    failed = 0
    for source in sources.each(quiet=target.quiet):
        try:
            article = session.read(source.content, given)
            printer.take(source.name, article, session.annotate(article))
        except Exception as error:  # one article is no reason to give up the others
            failed += 1
            one_line(f"{source.name}: {_told(error)}", status=1)
    printer.close()
    if failed:
        raise typer.Exit(1)


def _annotate_archive(
    archive: str,
    results: Path,
    workspace: Workspace,
    options: Options,
    given: Given,
    engine: tuple[EngineChoice | None, str | None, int | None],
    quiet: bool,
) -> None:
    """A whole archive, by an engine."""
    from communique.annotator.engines.many import EngineName, ManyOptions
    from communique.cli.machine_many import annotate_archive

    name, scheduler, workers = engine
    many = ManyOptions(
        archive=Path(archive),
        results=results,
        engine=EngineName(name or EngineChoice.local),
        scheduler=scheduler,
        workers=workers,
        outlet=given.outlet,
        published=given.published.text if given.published else None,
        rules_only=options.rules_only,
        min_confidence=options.min_confidence,
    )
    annotate_archive(many, workspace, quiet=quiet)


def _told(error: Exception) -> str:
    """What went wrong; an error that nobody foresaw is named by its kind."""
    return str(error) if isinstance(error, ValueError | OSError) else f"{type(error).__name__}: {error}"


def read_day(text: str | None) -> PartialDate | None:
    """A day as it is given on the command line: in digits, in words, or as a moment of it.

    Raises:
        CallError: it is none.
    """
    from communique.corpus.reading.dates import printed_day

    if text is None:
        return None
    try:
        return PartialDate(text[:10] if text[10:11] in ("T", " ") else text)
    except ValueError as error:
        in_words = printed_day(text)
        if in_words is None:
            raise CallError(f"--published: {error}") from error
        return in_words


def read_time(text: str | None) -> datetime.datetime | None:
    """A moment as it is given on the command line; without time zone, in UTC.

    Raises:
        CallError: it is none.
    """
    if text is None:
        return None
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise CallError(f"--at: '{text}' is no time; write 2023-07-26T09:00:00+00:00") from error
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)
