"""Annotating many articles: the one door, for the command line and for programs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from communique.annotator.engines.archives import Common, open_archive
from communique.annotator.engines.local import LocalEngine
from communique.annotator.engines.pipeline_recipe import PipelineRecipe
from communique.annotator.engines.processes import ProcessEngine
from communique.annotator.engines.results import Results
from communique.annotator.engines.running import Progress, Run, annotate_archive
from communique.annotator.engines.work import Engine, EngineError
from communique.annotator.proposal import MIN_CONFIDENCE
from communique.workspace import Workspace


class EngineName(StrEnum):
    """Who does the work."""

    LOCAL = "local"
    PROCESSES = "processes"
    DASK = "dask"


@dataclass(frozen=True, slots=True)
class ManyOptions:
    """What to annotate, with what, and where to."""

    archive: Path
    """A folder of ``.txt`` and ``.html`` files, or a file of JSON lines."""
    results: Path
    """Folder for the results; what is done there is skipped."""
    engine: EngineName = EngineName.LOCAL
    scheduler: str | None = None
    """Address of a Dask scheduler; None with the engine ``dask`` for a cluster of this machine."""
    workers: int | None = None
    """Processes of this machine; None for one for each processor."""
    outlet: str | None = None
    """Slug of the outlet of articles that do not say theirs."""
    published: str | None = None
    """Day of publication of articles that do not say theirs."""
    rules_only: bool = False
    min_confidence: float = MIN_CONFIDENCE


def annotate_many(
    options: ManyOptions, workspace: Workspace, tell: Callable[[Progress], None] = lambda progress: None
) -> Run:
    """Annotate what is not yet done of an archive.

    Args:
        options: what, with what, where to.
        workspace: where the knowledge comes from.
        tell: called with the progress, at the beginning and after each chunk.

    Raises:
        ArchiveError: the archive is none.
        EngineError: the engine is not installed or cannot be reached.
        ResultsInUseError: another run writes into the same folder.
        TurtleError: a file of the workspace cannot be read.
    """
    archive = open_archive(options.archive, Common(options.outlet, options.published))
    engine = engine_of(options)
    recipe = PipelineRecipe.from_workspace(
        workspace, rules_only=options.rules_only, min_confidence=options.min_confidence
    )
    return annotate_archive(archive, Results(options.results), engine, recipe, tell)


def engine_of(options: ManyOptions) -> Engine:
    """The engine by its name.

    Raises:
        EngineError: it is not installed, or was given what it has no use for.
    """
    if options.scheduler and options.engine is not EngineName.DASK:
        raise EngineError(f"a scheduler is of use to the engine dask only, not to {options.engine}")
    if options.engine is EngineName.LOCAL:
        return LocalEngine()
    if options.engine is EngineName.PROCESSES:
        return ProcessEngine(options.workers)
    try:
        from communique.annotator.engines.dask import DaskEngine
    except ModuleNotFoundError as error:
        raise EngineError(
            f"the engine dask needs {error.name}; install Communiqué with its extra `scale`"
        ) from error
    return DaskEngine(options.scheduler, options.workers)
