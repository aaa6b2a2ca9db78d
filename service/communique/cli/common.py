"""What the commands share: options, opening a workspace, printing tables, and errors of one line."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from communique.settings import Settings, default_corpus
from communique.workspace import Workspace

WorkspaceArgument = Annotated[
    Path, typer.Argument(help="Folder that holds ontology/, data/, shapes/ and queries/.", show_default=True)
]
WorkspaceOption = Annotated[
    Path, typer.Option("--workspace", "-w", help="Folder that holds ontology/, data/, shapes/ and queries/.")
]
CorpusOption = Annotated[
    Path | None,
    typer.Option(
        "--corpus",
        help="Folder of article texts, found by their hashes. "
        "(default: COMMUNIQUE_CORPUS, else corpus/ in the workspace, else ../shared/corpus)",
        show_default=False,
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but the result.")]


class CallError(ValueError):
    """A call that cannot be carried out as it stands; the message says what to change."""


class TableFormat(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"


def open_workspace(folder: Path) -> Workspace:
    """The workspace in a folder.

    Raises:
        WorkspaceError: the folder is none.
    """
    return Workspace.open(folder)


def read_settings() -> Settings:
    """The settings of the environment.

    Raises:
        CallError: a variable has a value that makes no sense.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = [f"{item['loc'][0]}={item['input']}: {item['msg']}" for item in error.errors()]
        raise CallError(f"a setting of the environment cannot be used: {'; '.join(problems)}") from error


def corpus_folder(workspace: Workspace, named: Path | None) -> Path | None:
    """The corpus folder: the one named, that of the setting, or one of the usual places if it exists.

    Raises:
        CallError: a folder was named and is not there.
    """
    folder = named or read_settings().corpus
    if folder is None:
        return default_corpus(workspace.root)
    if not folder.is_dir():
        raise CallError(f"the corpus folder {folder} does not exist; name one that holds the article texts")
    return folder


def progress_printer(quiet: bool) -> Callable[[str], None]:
    """A function that tells on standard error what is being done, unless all should be quiet."""
    if quiet:
        return lambda message: None
    console = Console(stderr=True, highlight=False)
    return lambda message: console.print(f"[dim]{message}[/dim]")


def one_line(message: object, *, status: int) -> int:
    """Print what went wrong on standard error, and hand the exit status on."""
    print(f"communique: {message}", file=sys.stderr)
    return status


def print_rows(header: Sequence[str], rows: Sequence[Sequence[object]], output: TableFormat) -> None:
    """Print rows as a table for people, or as JSON or CSV for programs."""
    if output is TableFormat.json:
        records = [dict(zip(header, row, strict=True)) for row in rows]
        print(json.dumps(records, ensure_ascii=False, indent=2))
    elif output is TableFormat.csv:
        print(as_csv(header, rows), end="")
    else:
        print_table(header, rows)


def as_csv(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows as CSV with a header line."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return buffer.getvalue()


def print_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Rows as a table; where the output is no terminal, lines are never folded."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, name in enumerate(header):
        numeric = bool(rows) and all(isinstance(row[number], int | float) for row in rows)
        table.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    console = Console(highlight=False, markup=False, width=None if sys.stdout.isatty() else 10_000)
    console.print(table)
