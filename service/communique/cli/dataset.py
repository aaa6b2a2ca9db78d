"""Commands on the dataset: `validate`, `build`, `stats`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.common import (
    CorpusOption,
    QuietOption,
    TableFormat,
    WorkspaceArgument,
    corpus_folder,
    one_line,
    open_workspace,
    print_rows,
    progress_printer,
)


class ReportFormat(StrEnum):
    """How a validation report is printed."""

    text = "text"
    json = "json"
    ttl = "ttl"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(epilog="Example: communique validate . --corpus ../texts --format json")(validate)
    app.command(epilog="Example: communique build .")(build)
    app.command(epilog="Example: communique stats . --format csv")(stats)


def validate(
    workspace: WorkspaceArgument = Path(),
    corpus: CorpusOption = None,
    output: Annotated[ReportFormat, typer.Option("--format", help="How to print.")] = ReportFormat.text,
    fresh: Annotated[bool, typer.Option("--fresh", help="Check again what has passed unchanged.")] = False,
    quiet: QuietOption = False,
) -> None:
    """Check reference data, articles, annotations and evidence; exit with 1 if anything is wrong."""
    from communique.validation import validate as run

    opened = open_workspace(workspace)
    progress = progress_printer(quiet or output is not ReportFormat.text)
    report = run(opened, corpus_folder(opened, corpus), use_cache=not fresh, progress=progress)
    if output is ReportFormat.json:
        print(report.as_json())
    elif output is ReportFormat.ttl:
        print(report.as_turtle(), end="")
    elif not (quiet and report.conforms):
        print(report.as_text())
    raise typer.Exit(0 if report.conforms else 1)


def build(
    workspace: WorkspaceArgument = Path(), corpus: CorpusOption = None, quiet: QuietOption = False
) -> None:
    """Validate the workspace and compile it into a store named by the hash of its content."""
    from communique.release.build import BuildRefused
    from communique.release.build import build as run

    opened = open_workspace(workspace)
    try:
        built = run(opened, corpus_folder(opened, corpus), progress=progress_printer(quiet))
    except BuildRefused as refused:
        print(refused.report.as_text())
        raise typer.Exit(one_line("nothing was built; the last good build stays in use", status=1)) from None
    print(
        built.path if quiet else f"dataset version {built.version}, {built.triples} triples, in {built.path}"
    )


def stats(
    workspace: WorkspaceArgument = Path(),
    output: Annotated[TableFormat, typer.Option("--format", help="How to print.")] = TableFormat.table,
) -> None:
    """Count what the dataset holds: by article, outlet, stance, rendering and method."""
    from communique.release.stats import dataset_stats

    rows = dataset_stats(open_workspace(workspace))
    print_rows(("what", "which", "count"), rows, output)
