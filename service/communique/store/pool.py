"""A small pool of worker processes, each running one stranger's query at a time under a deadline.

A query that runs over its time is ended by killing its process, which is the only way that works; a new
worker takes the place in the background. A place is never lost: where no worker can be started, the place
stays empty and whoever gets it next tries again.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import queue
import threading
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from communique.store.protocol import BusyError, DeadlineError, MemoryLimitError, QueryError
from communique.store.worker import READY, Job, Limits, Result, serve_queries

_log = logging.getLogger(__name__)
_PROCESSES = threading.Lock()
"""Held while processes are started or cleared away: multiprocessing keeps a list of them for all threads."""
_UNAVAILABLE = "no query worker can be started at the moment; try again in a few seconds"
_STOPPING = "the service is stopping; try again in a few seconds"

START_SECONDS = 60.0
"""How long a worker may take to open the store before the service gives it up."""
_ORPHAN_SECONDS = 2.0
"""How long after the deadline a worker ends itself, which matters only where the service was killed."""


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

    def __init__(self, folder: Path, version: str, settings: PoolSettings) -> None:
        # A fork server starts workers in milliseconds; forking this process would not be sound with threads.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["__main__", "communique.store.worker"])
        ours, theirs = context.Pipe()
        self._connection: Connection = ours
        self._process: ForkServerProcess = context.Process(
            target=serve_queries,
            args=(theirs, folder, version, settings.limits, settings.deadline_seconds + _ORPHAN_SECONDS),
            daemon=True,
            name="query worker",
        )
        try:
            with _PROCESSES:
                self._process.start()
        except (OSError, EOFError) as error:
            ours.close()
            raise PoolError(f"a query worker could not be started ({error})") from error
        finally:
            theirs.close()
        try:
            trouble = self._until_ready()
        except BaseException:
            self.kill()
            raise
        if trouble is not None:
            self.kill()
            raise PoolError(trouble)

    def _until_ready(self) -> str | None:
        """Wait for the first message of the worker; what went wrong, or None."""
        try:
            if not self._connection.poll(START_SECONDS):
                return f"a query worker did not start within {START_SECONDS:.0f} s"
            said = self._connection.recv()
        except (OSError, EOFError):
            return "a query worker ended before it was ready"
        return None if said == READY else str(said)

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
        except (EOFError, OSError):
            # The engine ends its process when memory runs out; so does an operator, or the kernel.
            raise MemoryLimitError(
                "the query ended its worker, most likely for want of memory; make it narrower"
            ) from None
        if isinstance(reply, QueryError):
            raise reply
        assert isinstance(reply, Result)  # noqa: S101 - the worker sends nothing else
        return reply

    def stop(self) -> None:
        """End the process at once; :meth:`kill` is still needed to clear it away."""
        self._process.kill()

    def kill(self) -> None:
        """End the process at once and wait until it is gone."""
        with contextlib.suppress(OSError):
            self._connection.close()
        with _PROCESSES:
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
        self._busy: set[_Worker] = set()
        self._replacing: set[threading.Thread] = set()
        self._waiting = 0
        self._started = False
        self._closed = False

    def start(self) -> None:
        """Start the workers, if they are not running yet.

        Raises:
            PoolError: they cannot be started, or the pool is closed.
        """
        with self._lock:
            if self._closed:
                raise PoolError(_STOPPING)
            if self._started:
                return
            workers: list[_Worker] = []
            try:
                while len(workers) < self.settings.workers:
                    workers.append(self._new_worker())
            except BaseException:
                for worker in workers:
                    worker.kill()
                raise
            for worker in workers:
                self._idle.put(worker)
            self._started = True

    def run(self, job: Job) -> Result:
        """Run one query when a worker is free.

        Raises:
            BusyError: too many wait already, none became free within the deadline, no worker can be started,
                or the pool is closed.
            DeadlineError: it ran out of time.
            MemoryLimitError: it ran out of memory.
            QueryError: in its other kinds, what is wrong with the query.
        """
        try:
            self.start()
        except PoolError as error:
            raise self._unavailable(error) from error
        worker = self._take()
        reusable = False
        try:
            if worker is None:
                worker = self._new_worker()
            self._occupy(worker)
            result = worker.run(job, self.settings.deadline_seconds)
            reusable = True
            return result
        except PoolError as error:
            raise self._unavailable(error) from error
        except MemoryLimitError:
            if self._closed:  # its worker was ended by closing the pool
                raise BusyError(_STOPPING) from None
            raise
        except DeadlineError:
            raise
        except QueryError:
            reusable = True
            raise
        finally:
            self._give_back(worker, reusable)

    def close(self) -> None:
        """End all workers; a query that is running or waiting ends with :class:`BusyError`."""
        with self._lock:
            self._closed = True
            for worker in self._busy:
                worker.stop()  # the thread that uses it clears it away
            replacing = list(self._replacing)
        with contextlib.suppress(queue.Empty):
            while True:
                idle = self._idle.get_nowait()
                if idle is not None:
                    idle.kill()
        self._idle.put(None)  # wakes one who waits, who passes it on
        for thread in replacing:
            thread.join(START_SECONDS)

    def _unavailable(self, error: PoolError) -> BusyError:
        if self._closed:
            return BusyError(_STOPPING)
        _log.warning("%s", error)
        return BusyError(_UNAVAILABLE)

    def _take(self) -> _Worker | None:
        """Wait for a place: an idle worker, or None where one has to be started anew."""
        with self._lock:
            if self._closed:
                raise BusyError(_STOPPING)
            if self._waiting >= self.settings.queue_limit:
                raise BusyError(f"{self._waiting} queries wait already; try again in a few seconds")
            self._waiting += 1
        try:
            return self._idle.get(timeout=max(0.0, self.settings.deadline_seconds))
        except queue.Empty:
            raise BusyError("no query worker became free; try again in a few seconds") from None
        finally:
            with self._lock:
                self._waiting -= 1

    def _occupy(self, worker: _Worker) -> None:
        with self._lock:
            if self._closed:
                raise PoolError(_STOPPING)
            self._busy.add(worker)

    def _give_back(self, worker: _Worker | None, reusable: bool) -> None:
        """Free the place of a query, without keeping its client waiting for the next worker."""
        with self._lock:
            if worker is not None:
                self._busy.discard(worker)
            if worker is None or (reusable and not self._closed):
                self._idle.put(worker)
                return
            if not self._closed:
                worker.stop()
                thread = threading.Thread(target=self._replace, args=(worker,), daemon=True)
                self._replacing.add(thread)
                try:
                    thread.start()
                    return
                except RuntimeError:  # no thread can be had: then here and now
                    self._replacing.discard(thread)
        self._replace(worker)

    def _replace(self, worker: _Worker) -> None:
        """Clear a worker away and fill its place, with None if no other can be started."""
        fresh = None
        try:
            worker.kill()
            if not self._closed:
                fresh = self._new_worker()
        except Exception as error:  # the place is kept whatever happens: who takes it next tries again
            _log.warning("a query worker could not be replaced: %s", error)
        finally:
            with self._lock:
                self._replacing.discard(threading.current_thread())
                closed = self._closed
                self._idle.put(None if closed else fresh)
            if closed and fresh is not None:
                fresh.kill()

    def _new_worker(self) -> _Worker:
        return _Worker(self._folder, self._version, self.settings)
