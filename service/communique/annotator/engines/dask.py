"""A Dask cluster: one that is running somewhere, or one of this machine for the time of the run.

Dask starts a task again when its worker has died. It may thus carry out a task twice; that each result is
kept once is the business of the files (:mod:`communique.annotator.engines.results`).
"""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Iterable, Iterator
from itertools import islice

import dask
from distributed import Client, KilledWorker, LocalCluster, Worker, WorkerPlugin, as_completed
from distributed.client import Future

from communique.annotator.engines.entries import Entry, Record
from communique.annotator.engines.work import EngineError, Outcome, Recipe, Task, workshop

RETRIES = 2
"""So often a task that raises an error is tried again; deaths of workers are counted by Dask itself."""
CONNECT_SECONDS = 30
_MALLOC = {"distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": None}
"""Dask makes its workers give memory back at once. The parser takes and frees much of it for each batch of
sentences, and a tenth of its time went into asking for the same pages again."""
_TASKS_AT_HAND = 3
"""For each thread of the cluster, so that none waits for its next one."""


class DaskEngine:
    """A cluster by the address of its scheduler, or a local one."""

    def __init__(self, scheduler: str | None = None, workers: int | None = None) -> None:
        """Choose the cluster.

        Args:
            scheduler: address of a running scheduler, such as ``tcp://10.0.0.5:8786``; None for a cluster of
                this machine, with a process of one thread for each worker.
            workers: number of workers of the local cluster; None for one for each processor.
        """
        self.scheduler = scheduler
        self.workers = workers or os.cpu_count() or 1

    def run(self, recipe: Recipe, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """Carry out all tasks, as in the protocol.

        Raises:
            EngineError: the scheduler cannot be reached, or was lost.
        """
        with self._client() as client:
            # A plugin reaches workers that join or are replaced later, too.
            try:
                client.wait_for_workers(1, timeout=CONNECT_SECONDS)
            except TimeoutError as error:
                raise EngineError(
                    "the Dask cluster has no worker; start one (dask worker ADDRESS)"
                ) from error
            client.register_plugin(RecipePlugin(recipe), name=f"communique-{recipe.fingerprint}")
            yield from _carry_out(client, recipe, iter(tasks))

    @contextlib.contextmanager
    def _client(self) -> Iterator[Client]:
        with contextlib.ExitStack() as stack:
            stack.enter_context(dask.config.set(_MALLOC))
            try:
                address = self.scheduler or stack.enter_context(
                    LocalCluster(  # type: ignore[no-untyped-call]
                        n_workers=self.workers,
                        threads_per_worker=1,
                        processes=True,
                        host="127.0.0.1",
                        dashboard_address=None,
                    )
                )
                opened = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
            except (OSError, TimeoutError, ValueError) as error:
                raise EngineError(
                    f"the Dask scheduler at {self.scheduler} cannot be reached ({error}); is it running, "
                    "and is the address right (tcp://HOST:8786)?"
                ) from error
            yield stack.enter_context(opened)


class RecipePlugin(WorkerPlugin):
    """Hands the recipe to each worker, once."""

    def __init__(self, recipe: Recipe) -> None:
        self._recipe = recipe

    def setup(self, worker: Worker) -> None:
        """Called in the worker."""
        workshop.give(self._recipe)


def _carry_out(client: Client, recipe: Recipe, tasks: Iterator[Task]) -> Iterator[Outcome]:
    running = _Running(client, recipe)
    suspects: list[Task] = []
    running.take(tasks)
    for task, future in running:
        try:
            yield Outcome(task.name, future.result())
        except KilledWorker:
            suspects.append(task)
        running.take(tasks)
    # Dask blames every task that a dying worker had before it. Alone, each shows whether it is to blame.
    for suspect in suspects:
        running.take(iter([suspect]))
        for task, future in running:
            try:
                yield Outcome(task.name, future.result())
            except KilledWorker:
                yield Outcome(task.name, lost="the workers that annotate it die every time")


class _Running:
    """The tasks that the cluster has been given."""

    def __init__(self, client: Client, recipe: Recipe) -> None:
        self._client, self._recipe = client, recipe
        self._tasks: dict[str, Task] = {}
        self._futures = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]

    def __iter__(self) -> Iterator[tuple[Task, Future[list[Record]]]]:
        """Each task that has ended, as it ends; further ones may be taken meanwhile."""
        for future in self._futures:
            yield self._tasks.pop(future.key), future

    def take(self, tasks: Iterator[Task]) -> None:
        """Keep every thread busy that the cluster has by now: workers come and go."""
        threads = sum(self._client.nthreads().values())  # type: ignore[no-untyped-call]
        for task in islice(tasks, max(0, _TASKS_AT_HAND * max(1, threads) - len(self._tasks))):
            # The cluster may still know the tasks of a run that was broken off, so names are new each time.
            key = f"communique-{task.name}-{uuid.uuid4().hex}"
            self._tasks[key] = task
            self._futures.add(  # type: ignore[no-untyped-call]
                self._client.submit(
                    _annotate, self._recipe.fingerprint, task.entries, key=key, retries=RETRIES, pure=False
                )
            )


def _annotate(fingerprint: str, entries: tuple[Entry, ...]) -> list[Record]:
    return workshop.annotate(fingerprint, entries)
