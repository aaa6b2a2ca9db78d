"""Several processes of this machine; one that dies is replaced, and what it had in hand is done again."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from communique.annotator.engines.entries import Entry, Record
from communique.annotator.engines.work import Outcome, Recipe, Task, workshop

DEATHS = 2
"""So often a task may end the process that carries it out alone, before it is given up."""
_TASKS_AT_HAND = 2
"""For each process, so that none waits for its next one."""


class ProcessEngine:
    """A pool of processes."""

    def __init__(self, workers: int | None = None) -> None:
        """Decide how many.

        Args:
            workers: number of processes; None for one for each processor.
        """
        self.workers = workers or os.cpu_count() or 1

    def run(self, recipe: Recipe, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Carry out all tasks, as in the protocol.

        When a process dies, the pool cannot tell which task it had in hand. Those that were under way are
        then carried out one at a time, so that the one that is to blame shows itself.
        """
        coming = iter(tasks)
        suspects: deque[Task] = deque()
        deaths: Counter[str] = Counter()
        crew = _Crew(recipe, self.workers)
        try:
            while True:
                if suspects:
                    crew.take([suspects.popleft()])
                else:
                    crew.take(islice(coming, self.workers * _TASKS_AT_HAND - len(crew.under_way)))
                if not crew.under_way:
                    return
                outcomes, fallen = crew.next_ended(all_of_them=bool(suspects))
                yield from outcomes
                if len(fallen) == 1:
                    deaths[fallen[0].name] += 1
                for task in fallen:
                    if deaths[task.name] < DEATHS:
                        suspects.append(task)
                    else:
                        yield Outcome(task.name, lost="the process that annotates it dies every time")
        finally:
            crew.dismiss()


class _Crew:
    """A pool that is made anew when one of its processes has died."""

    def __init__(self, recipe: Recipe, workers: int) -> None:
        self._recipe, self._workers = recipe, workers
        self._pool = self._new_pool()
        self.under_way: dict[Future[list[Record]], Task] = {}

    def take(self, tasks: Iterable[Task]) -> None:
        """Begin tasks."""
        for task in tasks:
            try:
                future = self._pool.submit(_annotate, self._recipe.fingerprint, task.entries)
            except BrokenProcessPool as error:  # it broke between two tasks
                future = Future()
                future.set_exception(error)
            self.under_way[future] = task

    def next_ended(self, *, all_of_them: bool) -> tuple[list[Outcome], list[Task]]:
        """Wait for the end of a task, or of all.

        Returns:
            What has been carried out, and what fell with a process that died.
        """
        wait(self.under_way, return_when="ALL_COMPLETED" if all_of_them else FIRST_COMPLETED)
        ended = [future for future in self.under_way if future.done()]
        if any(isinstance(future.exception(), BrokenProcessPool) for future in ended):
            wait(self.under_way)  # the others fall as well, or had just ended
            ended = list(self.under_way)
        outcomes, fallen = [], []
        for future in ended:
            task = self.under_way.pop(future)
            if isinstance(future.exception(), BrokenProcessPool):
                fallen.append(task)
            else:
                outcomes.append(Outcome(task.name, future.result()))
        if fallen:
            self.dismiss()
            self._pool = self._new_pool()
        return outcomes, fallen

    def dismiss(self) -> None:
        """End all processes, when they have done what they have in hand."""
        self._pool.shutdown(cancel_futures=True)

    def _new_pool(self) -> ProcessPoolExecutor:
        # A fork would copy whatever threads and locks this process has at the moment.
        return ProcessPoolExecutor(
            self._workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(self._recipe,),
        )


def _begin(recipe: Recipe) -> None:
    workshop.give(recipe)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the process that feeds the pool is killed; the pool itself would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _annotate(fingerprint: str, entries: tuple[Entry, ...]) -> list[Record]:
    return workshop.annotate(fingerprint, entries)
