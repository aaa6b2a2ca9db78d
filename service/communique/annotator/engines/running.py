"""Annotating an archive: what is done is skipped, what is not is annotated and kept.

An engine may carry out a task more than once, and be killed at any moment. What makes each result there
exactly once is that the results of a chunk are one file under a name that follows from its articles.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from filelock import FileLock, Timeout

from communique.annotator.engines.archives import Archive, ArchiveError, Place
from communique.annotator.engines.chunks import Chunk, cut
from communique.annotator.engines.entries import Entry, Problem
from communique.annotator.engines.results import Results, digest_of
from communique.annotator.engines.work import Engine, Recipe, Task


class ResultsInUseError(ValueError):
    """Another run writes into the same folder."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, in articles."""

    done: int
    total: int
    skipped: int
    """Of those that are done, how many were so before."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gave."""

    articles: int
    """In the archive, without those that could not even be read from it."""
    repeated: int
    """Entries that are in the archive more than once; they are annotated once."""
    skipped: int
    """Articles that were done before."""
    annotated: int
    """Articles that were annotated now; failed ones count as well."""
    problems: tuple[Problem, ...]
    """What was not annotated, and why."""
    digest: str | None
    """Over all results; None if some are missing."""
    chunks: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every article was annotated."""
        return self.digest is not None and not self.problems


@dataclass
class _Contents:
    """What is in an archive."""

    places: list[Place] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    repeated: int = 0


def annotate_archive(
    archive: Archive,
    results: Results,
    engine: Engine,
    recipe: Recipe,
    tell: Callable[[Progress], None] = lambda progress: None,
) -> Run:
    """Annotate what is not yet done.

    Args:
        archive: the articles.
        results: where results are, and are put.
        engine: who does the work.
        recipe: how it is done.
        tell: called with the progress, at the beginning and after each chunk.

    Raises:
        ResultsInUseError: another run writes into the same folder.
        EngineError: the engine does not work.
        OSError: the archive cannot be read, or the results cannot be written.
    """
    with _locked(results):
        results.tidy()
        contents = _contents(archive)
        chunks = cut(contents.places, recipe.fingerprint)
        waiting = [chunk for chunk in chunks if not results.is_done(chunk)]
        skipped = len(contents.places) - _articles(waiting)
        tell(Progress(skipped, len(contents.places), skipped))
        done = skipped
        tasks = _Tasks(archive, waiting)
        for outcome in engine.run(recipe, tasks):
            chunk = tasks.chunks[outcome.name]
            if outcome.lost:
                contents.problems += [Problem(place.identifier, outcome.lost) for place in chunk.places]
                continue
            results.write(chunk, outcome.records)
            done += len(chunk.places)
            tell(Progress(done, len(contents.places), skipped))
        contents.problems += tasks.problems
        return _finished(results, chunks, contents, skipped, done - skipped)


class _Tasks:
    """The tasks of chunks, each read from the archive when an engine asks for it."""

    def __init__(self, archive: Archive, chunks: Iterable[Chunk]) -> None:
        self._archive = archive
        self.chunks = {chunk.name: chunk for chunk in chunks}
        self.problems: list[Problem] = []

    def __iter__(self) -> Iterator[Task]:
        for chunk in self.chunks.values():
            entries = self._entries(chunk)
            if entries:
                yield Task(chunk.name, entries)

    def _entries(self, chunk: Chunk) -> tuple[Entry, ...]:
        """The articles of a chunk; none at all if one of them cannot be read any more."""
        entries, problems = [], []
        for place in chunk.places:
            try:
                entries.append(self._archive.entry(place))
            except ArchiveError as error:
                problems.append(Problem(place.identifier, str(error)))
        self.problems += problems
        return () if problems else tuple(entries)


def _contents(archive: Archive) -> _Contents:
    contents = _Contents()
    known: dict[str, str] = {}
    for found in archive.places():
        if isinstance(found, Problem):
            contents.problems.append(found)
        elif found.identifier not in known:
            known[found.identifier] = found.digest
            contents.places.append(found)
        elif known[found.identifier] == found.digest:
            contents.repeated += 1
        else:
            reason = "another article of the archive has the same id; give it one of its own"
            contents.problems.append(Problem(found.identifier, reason))
    return contents


def _finished(
    results: Results, chunks: list[Chunk], contents: _Contents, skipped: int, annotated: int
) -> Run:
    problems = list(contents.problems)
    kept = [chunk for chunk in chunks if results.is_there(chunk)]
    problems += [
        Problem(record["id"], record["error"]) for record in results.all_records(kept) if "error" in record
    ]
    run = Run(
        len(contents.places),
        contents.repeated,
        skipped,
        annotated,
        tuple(sorted(problems, key=lambda problem: (problem.identifier, problem.reason))),
        digest_of(results.all_records(kept)) if len(kept) == len(chunks) else None,
        tuple(chunk.name for chunk in chunks),
    )
    results.summarise(
        {
            "articles": run.articles,
            "digest": run.digest,
            "problems": [{"id": problem.identifier, "reason": problem.reason} for problem in run.problems],
            "chunks": list(run.chunks),
        }
    )
    return run


def _articles(chunks: Iterable[Chunk]) -> int:
    return sum(len(chunk.places) for chunk in chunks)


@contextlib.contextmanager
def _locked(results: Results) -> Iterator[None]:
    results.folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(results.folder / ".lock", timeout=0):
            yield
    except Timeout as error:
        raise ResultsInUseError(
            f"another run writes into {results.folder}; wait for its end, or name another folder"
        ) from error
