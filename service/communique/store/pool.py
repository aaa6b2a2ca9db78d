"""A small pool of worker processes, each running one stranger's query at a time under a deadline.

A query that runs over its time is ended by killing its process, which is the only way that works; a new
worker takes the place at once.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import queue
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from communique.store.protocol import BusyError, DeadlineError, MemoryLimitError, QueryError
from communique.store.worker import Job, Limits, Result, serve_queries

START_SECONDS = 60.0
"""How long a worker may take to open the store before the service gives it up."""


class PoolError(RuntimeError):
    """Workers that cannot be started."""


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """How many queries run at once, for how long, and how many wait."""

    workers: int = 2
    deadline_seconds: float = 10.0
    queue_limit: int = 16
    limits: Limits = field(default_factory=Limits)


class _Worker:
    """One process and the connection to it."""

    def __init__(self, folder: Path, version: str, limits: Limits) -> None:
        # A fork server starts workers in milliseconds; forking this process would not be sound with threads.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["__main__", "communique.store.worker"])
        ours, theirs = context.Pipe()
        self._connection: Connection = ours
        self._process: ForkServerProcess = context.Process(
            target=serve_queries, args=(theirs, folder, version, limits), daemon=True, name="query worker"
        )
        self._process.start()
        theirs.close()
        if not self._connection.poll(START_SECONDS):
            self.kill()
            raise PoolError(f"a query worker did not start within {START_SECONDS:.0f} s")
        try:
            self._connection.recv()
        except EOFError:
            self.kill()
            raise PoolError(f"a query worker could not open the store in {folder}") from None

    @property
    def process_id(self) -> int | None:
        return self._process.pid

    def run(self, job: Job, seconds: float) -> Result:
        """Run a job; any :class:`QueryError` that is not about the job itself leaves the worker unusable."""
        try:
            self._connection.send(job)
            if not self._connection.poll(seconds):
                raise DeadlineError(f"the query was stopped after {seconds:g} s; make it narrower")
            reply = self._connection.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            # The engine ends its process when memory runs out; so does an operator, or the kernel.
            raise MemoryLimitError(
                "the query ended its worker, most likely for want of memory; make it narrower"
            ) from None
        if isinstance(reply, QueryError):
            raise reply
        assert isinstance(reply, Result)  # noqa: S101 - the worker sends nothing else
        return reply

    def kill(self) -> None:
        """End the process at once and wait until it is gone."""
        with contextlib.suppress(OSError):
            self._connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()


class QueryPool:
    """Runs strangers' queries; safe to use from many threads."""

    def __init__(self, folder: Path, version: str, settings: PoolSettings | None = None) -> None:
        """Nothing is started yet; the first query or :meth:`start` does that."""
        self._folder, self._version = folder, version
        self.settings = settings or PoolSettings()
        self._idle: queue.SimpleQueue[_Worker | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._waiting = 0
        self._started = False
        self._closed = False

    def start(self) -> None:
        """Start the workers, if they are not running yet.

        Raises:
            PoolError: they cannot be started.
        """
        with self._lock:
            if self._started:
                return
            for _ in range(self.settings.workers):
                self._idle.put(self._new_worker())
            self._started = True

    def run(self, job: Job) -> Result:
        """Run one query when a worker is free.

        Raises:
            BusyError: too many wait already, or none became free within the deadline.
            DeadlineError: it ran out of time.
            MemoryLimitError: it ran out of memory.
            QueryError: in its other kinds, what is wrong with the query.
            PoolError: the workers cannot be started, or the pool is closed.
        """
        self.start()
        worker = self._take() or self._new_worker()
        usable = False
        try:
            result = worker.run(job, self.settings.deadline_seconds)
            usable = True
            return result
        except (DeadlineError, MemoryLimitError):
            raise
        except QueryError:
            usable = True
            raise
        finally:
            self._give_back(worker, usable)

    def close(self) -> None:
        """End all idle workers; busy ones end with their query."""
        with self._lock:
            self._closed = True
        with contextlib.suppress(queue.Empty):
            while True:
                worker = self._idle.get_nowait()
                if worker is not None:
                    worker.kill()

    def _take(self) -> _Worker | None:
        """An idle worker, or None where one has to be started anew."""
        with self._lock:
            if self._closed:
                raise PoolError("the pool of query workers is closed")
            if self._waiting >= self.settings.queue_limit:
                raise BusyError(f"{self._waiting} queries wait already; try again in a few seconds")
            self._waiting += 1
        ends = time.monotonic() + self.settings.deadline_seconds
        try:
            return self._idle.get(timeout=max(0.0, ends - time.monotonic()))
        except queue.Empty:
            raise BusyError("no query worker became free; try again in a few seconds") from None
        finally:
            with self._lock:
                self._waiting -= 1

    def _give_back(self, worker: _Worker, usable: bool) -> None:
        if usable and not self._closed:
            self._idle.put(worker)
            return
        worker.kill()
        if self._closed:
            return
        try:
            self._idle.put(self._new_worker())
        except PoolError:
            # The place is kept: whoever takes it next tries again to start a worker.
            self._idle.put(None)

    def _new_worker(self) -> _Worker:
        return _Worker(self._folder, self._version, self.settings.limits)
