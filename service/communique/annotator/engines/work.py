"""What a worker does: it opens a recipe once and then annotates chunk after chunk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from communique.annotator.engines.entries import Entry, Record, failed, succeeded

LONGEST_REASON = 300


class Recipe(Protocol):
    """How articles are annotated; small enough to be sent to a worker, which opens it once."""

    @property
    def fingerprint(self) -> str:
        """Equal fingerprint, equal annotations of equal articles."""

    def open(self) -> Callable[[Entry], dict[str, Any]]:
        """Load all that is needed; gives the function from an article to its annotations as JSON."""


@dataclass(frozen=True, slots=True)
class Task:
    """A chunk with its articles, ready to be annotated."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: its records, or why it has none."""

    name: str
    records: Sequence[Record] = ()
    lost: str | None = None


class Engine(Protocol):
    """Something that carries out tasks, in whatever order, each at least once."""

    def run(self, recipe: Recipe, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Carry out all tasks; they are asked for only as fast as they are carried out.

        Raises:
            EngineError: the engine as a whole does not work.
        """


class EngineError(ValueError):
    """An engine that cannot carry out anything; the message says what to do."""


class Workshop:
    """The recipes that this process has been given, each opened when it is first needed."""

    def __init__(self) -> None:
        self._recipes: dict[str, Recipe] = {}
        self._opened: dict[str, Callable[[Entry], dict[str, Any]]] = {}
        # A Dask worker with several threads would otherwise load the model twice, and parse with it at once.
        self._lock = threading.Lock()

    def give(self, recipe: Recipe) -> None:
        """Keep a recipe for the tasks to come."""
        self._recipes[recipe.fingerprint] = recipe

    def annotate(self, fingerprint: str, entries: Iterable[Entry]) -> list[Record]:
        """The records of articles; one that cannot be annotated says so, and the rest is done.

        Raises:
            KeyError: no such recipe has been given.
        """
        with self._lock:
            if fingerprint not in self._opened:
                self._opened[fingerprint] = self._recipes[fingerprint].open()
            annotate = self._opened[fingerprint]
            return [_record(annotate, entry) for entry in entries]


workshop = Workshop()
"""That of this process. A task can bring nothing but its arguments, so what it needs must lie ready here."""


def _record(annotate: Callable[[Entry], dict[str, Any]], entry: Entry) -> Record:
    try:
        return succeeded(entry, annotate(entry))
    except Exception as error:
        return failed(entry, f"{type(error).__name__}: {error}"[:LONGEST_REASON])
