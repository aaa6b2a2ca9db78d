"""Commands on releases: `release`, `verify`."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.common import (
    CorpusOption,
    QuietOption,
    WorkspaceArgument,
    corpus_folder,
    one_line,
    open_workspace,
    progress_printer,
)
from communique.vocabulary import BASE


class CheckFormat(StrEnum):
    """How the checks of a copy are printed."""

    text = "text"
    json = "json"


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command(epilog="Example: communique release . --name 2026.11 --output releases/2026.11")(release)
    app.command(epilog="Example: communique verify releases/2026.11")(verify)


def release(
    workspace: WorkspaceArgument = Path(),
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Folder to make. (default: releases/NAME in the workspace)",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        str,
        typer.Option(
            "--name",
            help="Name of the release, such as 2026.11. (default: 16 digits of the dataset version)",
            show_default=False,
        ),
    ] = "",
    date: Annotated[
        str,
        typer.Option(
            "--date",
            help="Day of the release, YYYY-MM-DD. (default: that of the latest annotation)",
            show_default=False,
        ),
    ] = "",
    since: Annotated[
        Path | None,
        typer.Option(
            "--since",
            help="Release to compare with. (default: the newest earlier one in releases/)",
            show_default=False,
        ),
    ] = None,
    address: Annotated[
        str, typer.Option("--address", help="Where the service that offers it is, with a slash at the end.")
    ] = BASE,
    corpus: CorpusOption = None,
    quiet: QuietOption = False,
) -> None:
    """Validate and build the workspace, and write a release: dumps, tables, descriptions, changes, sums."""
    from communique.release.build import BuildRefused
    from communique.release.making import make_release
    from communique.release.writing import ReleaseOptions

    opened = open_workspace(workspace)
    options = ReleaseOptions(output, name, date, since, address)
    try:
        made = make_release(opened, corpus_folder(opened, corpus), options, progress=progress_printer(quiet))
    except BuildRefused as refused:
        print(refused.report.as_text())
        raise typer.Exit(one_line("no release was made; mend the data first", status=1)) from None
    print(
        made.folder
        if quiet
        else f"release {made.label} of {made.date}, dataset version {made.version}, {made.triples} triples, "
        f"in {made.folder}"
    )


def verify(
    folder: Annotated[Path, typer.Argument(help="Copy of a release.", show_default=False)],
    output: Annotated[CheckFormat, typer.Option("--format", help="How to print.")] = CheckFormat.text,
    quiet: QuietOption = False,
) -> None:
    """Check a copy of a release: sums, canonical hash, all files against each other; exit 1 if damaged."""
    from communique.release.verify import verify as run

    checks = []
    for check in run(folder):
        checks.append(check)
        if output is CheckFormat.text and not (quiet and check.passed):
            print(f"{'ok    ' if check.passed else 'FAILED'}  {check.name}", flush=True)
            for fault in check.faults:
                print(f"        {fault}")
    sound = all(check.passed for check in checks)
    if output is CheckFormat.json:
        print(json.dumps({"sound": sound, "checks": [check.as_json() for check in checks]}, indent=2))
    raise typer.Exit(0 if sound else 1)
