"""`annotate` over an archive, with an engine: results go to a folder, and what is done there is skipped."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from communique.annotator.engines.many import ManyOptions, annotate_many
from communique.annotator.engines.running import Progress, Run
from communique.annotator.engines.work import EngineError
from communique.cli.common import CallError, one_line
from communique.workspace import Workspace


def annotate_archive(options: ManyOptions, workspace: Workspace, *, quiet: bool) -> None:
    """Annotate an archive and tell what came of it.

    Raises:
        CallError: the engine does not work.
        Exit: with status 1, some articles were not annotated.
    """
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task("annotating", total=None)

        def tell(progress: Progress) -> None:
            bar.update(task, completed=progress.done, total=progress.total)

        try:
            run = annotate_many(options, workspace, tell)
        except (EngineError, RuntimeError) as error:
            raise CallError(error) from error
    for problem in run.problems:
        one_line(f"{problem.identifier}: {problem.reason}", status=1)
    if not quiet:
        print(_told(run, options))
    if not run.is_whole:
        raise typer.Exit(1)


def _told(run: Run, options: ManyOptions) -> str:
    return (
        f"{options.results}: {run.articles} articles, {run.annotated} annotated now, "
        f"{run.skipped} done before, {len(run.problems)} not annotated; "
        f"digest {run.digest or 'none, as results are missing'}"
    )
