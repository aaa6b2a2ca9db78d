"""A pool of query workers, each running one query at a time under a deadline.

A query that runs over its time is ended by killing its process, which is the only way that works; the data
process forks another in milliseconds. A client that leaves ends its query the same way. All of it happens in
one event loop; :meth:`QueryPool.run` is for other threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from communique.store.protocol import (
    AnswerTooLargeError,
    BusyError,
    DeadlineError,
    EngineError,
    MemoryLimitError,
    QueryError,
)
from communique.store.workers.connection import WorkerConnection
from communique.store.workers.delivery import Delivery
from communique.store.workers.slow_readers import SlowReaders
from communique.store.workers.supervisor import Supervisor
from communique.store.workers.wire import Head, Job, write_job
from communique.store.workers.worker import Limits

_log = logging.getLogger(__name__)
_STOPPING = "the service is stopping; try again in a few seconds"
_PAUSE_SECONDS = 0.2
"""How long to wait after a worker that could not even start."""
_GOING_SECONDS = 0.2
"""How long an error waits for the worker that has been ended to be gone."""


@dataclass(frozen=True, slots=True)
class PoolSettings:
    """How many queries run at once, for how long, and how many wait."""

    workers: int = 4
    deadline_seconds: float = 10.0
    queue_limit: int = 16
    limits: Limits = field(default_factory=Limits)


class QueryPool:
    """Runs queries in worker processes."""

    def __init__(self, supervisor: Supervisor, settings: PoolSettings | None = None) -> None:
        self._supervisor = supervisor
        self.settings = settings or PoolSettings()
        self._workers: set[WorkerConnection] = set()
        self._idle: list[WorkerConnection] = []
        self._waiting: deque[tuple[Job, asyncio.Future[Delivery]]] = deque()
        self._slow_readers = SlowReaders()
        self._going: dict[WorkerConnection, tuple[Delivery, QueryError]] = {}
        self._connecting: set[int] = set()
        self._closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = 0

    async def start(self) -> None:
        """Have the workers started; queries may come at once and wait for them."""
        self._loop, self._thread = asyncio.get_running_loop(), threading.get_ident()
        self._supervisor.when_started(self._fill)
        self._fill()

    @property
    def idle(self) -> int:
        """How many workers wait for a query."""
        return len(self._idle)

    @property
    def waiting(self) -> int:
        """How many queries wait for a worker."""
        return len(self._waiting)

    @property
    def held_up(self) -> int:
        """How many workers wait for slow readers."""
        return self._slow_readers.held_up

    async def ask(self, job: Job) -> Delivery:
        """Run a query when a worker is free; its answer begins to come at once.

        Raises:
            BusyError: too many wait already, none became free in time, or the pool is closed.
        """
        if self._closed:
            raise BusyError(_STOPPING)
        if self._idle:
            return self._assign(self._idle.pop(), job)
        if len(self._waiting) >= self.settings.queue_limit:
            raise BusyError(f"the queue is full ({len(self._waiting)}); try again in a few seconds")
        loop = asyncio.get_running_loop()
        place: asyncio.Future[Delivery] = loop.create_future()
        entry = (job, place)
        self._waiting.append(entry)
        timer = loop.call_later(self.settings.deadline_seconds, _no_worker, place)
        try:
            return await place
        except asyncio.CancelledError:
            if place.done() and not place.cancelled() and place.exception() is None:
                place.result().close()
            raise
        finally:
            timer.cancel()
            with contextlib.suppress(ValueError):
                self._waiting.remove(entry)

    async def answer(self, job: Job) -> tuple[Head, bytes]:
        """The whole answer to a query.

        Raises:
            QueryError: in one of its kinds, whatever went wrong.
            AnswerTooLargeError: it was cut.
        """
        delivery = await self.ask(job)
        try:
            head = await delivery.settled()
            body = delivery.whole()
            if body is None:
                body = b"".join([piece async for piece in delivery.pieces()])
            if delivery.cut:
                raise AnswerTooLargeError("the answer is longer than this service gives out at once")
            return head, body
        finally:
            delivery.close()

    def run(self, job: Job) -> tuple[Head, bytes]:
        """The whole answer to a query, for threads other than that of the event loop.

        Raises:
            QueryError: in one of its kinds, whatever went wrong.
        """
        if self._loop is None or self._closed:
            raise BusyError(_STOPPING)
        assert threading.get_ident() != self._thread  # noqa: S101 - it would wait for itself
        try:
            return asyncio.run_coroutine_threadsafe(self.answer(job), self._loop).result()
        except (asyncio.CancelledError, RuntimeError):  # the loop has ended
            raise BusyError(_STOPPING) from None

    async def close(self) -> None:
        """End all workers; a query that is running or waiting ends with :class:`BusyError`."""
        self._closed = True
        for worker in list(self._workers):
            self._stop(worker, BusyError(_STOPPING))
        for worker in list(self._going):
            self._gone(worker)
        for _, place in self._waiting:
            if not place.done():
                place.set_exception(BusyError(_STOPPING))

    # What workers report.

    def connected(self, worker: WorkerConnection) -> None:
        """A worker has been started."""
        if self._closed and self._loop is not None:
            # Not at once: uvloop would lose the socket of a transport that ends while it begins.
            self._loop.call_soon(self._stop, worker, BusyError(_STOPPING))

    def answered(self, worker: WorkerConnection) -> None:
        """A worker has ended a query; whether it will take another it says itself."""
        if worker.timer is not None:
            worker.timer.cancel()
            worker.timer = None
        worker.delivery = None

    def free(self, worker: WorkerConnection) -> None:
        """A worker can take a query."""
        if worker not in self._workers:
            return
        while self._waiting:
            job, place = self._waiting.popleft()
            if not place.done():
                place.set_result(self._assign(worker, job))
                return
        self._idle.append(worker)

    def lost(self, worker: WorkerConnection) -> None:
        """A worker has ended, whether by itself or because it was ended."""
        self._gone(worker)
        if worker in self._workers:
            # The engine ends its process when memory runs out; so does an operator, or the kernel.
            error = MemoryLimitError(
                "the worker of the query ended, most likely for want of memory; make the query narrower"
            )
            self._stop(worker, error)
        if worker.has_been_ready or self._loop is None:
            self._fill()
        else:  # the next will hardly fare better
            self._loop.call_later(_PAUSE_SECONDS, self._fill)

    def give_up(self, worker: WorkerConnection, error: QueryError) -> None:
        """A worker cannot be used any more.

        Whoever waits for its answer is told when it is gone: the kernel closes its connection after it has
        taken back its memory, so that an error means that the query costs nothing any more.
        """
        if worker not in self._workers:
            return  # it has been given up, and what it still sends is understood no better
        delivery, worker.delivery = worker.delivery, None
        if delivery is None or worker.transport is None:
            self._stop(worker, error)
        else:
            self._discard(worker)
            self._going[worker] = delivery, error
            asyncio.get_running_loop().call_later(_GOING_SECONDS, worker.transport.abort)
        self._fill()

    def restrain(self, worker: WorkerConnection) -> None:
        """A piece of an answer has come; see :meth:`SlowReaders.restrain`."""
        self._slow_readers.restrain(worker)

    # Giving work out and taking it back.

    def _assign(self, worker: WorkerConnection, job: Job) -> Delivery:
        delivery = Delivery(self._abandoned, self._slow_readers.relax)
        worker.delivery = delivery
        loop = asyncio.get_running_loop()
        worker.timer = loop.call_later(self.settings.deadline_seconds, self._overrun, worker, delivery)
        assert worker.transport is not None  # noqa: S101 - it has said that it is ready
        worker.transport.write(write_job(job))
        return delivery

    def _overrun(self, worker: WorkerConnection, delivery: Delivery) -> None:
        if worker.delivery is delivery:
            seconds = self.settings.deadline_seconds
            self.give_up(
                worker, DeadlineError(f"the query was stopped after {seconds:g} s; make it narrower")
            )

    def _abandoned(self, delivery: Delivery) -> None:
        self._slow_readers.forget(delivery)
        if not delivery.ended:
            for worker in list(self._workers):
                if worker.delivery is delivery:
                    self._stop(worker, EngineError("nobody waits for this answer any more"))
            self._fill()

    def _stop(self, worker: WorkerConnection, error: QueryError) -> None:
        """End a worker and wait for nothing."""
        self._discard(worker)
        if worker.transport is not None:
            worker.transport.abort()
        if worker.delivery is not None:
            worker.delivery.fail(error)

    def _gone(self, worker: WorkerConnection) -> None:
        """Tell whoever has waited for the end of a worker that was given up."""
        if worker in self._going:
            delivery, error = self._going.pop(worker)
            delivery.fail(error)

    def _discard(self, worker: WorkerConnection) -> None:
        """End a worker, which is no longer one of the pool."""
        self._workers.discard(worker)
        self._slow_readers.release(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        if worker.timer is not None:
            worker.timer.cancel()
        self._supervisor.kill(worker.number)

    def _fill(self) -> None:
        """Start as many workers as are missing."""
        assert self._loop is not None  # noqa: S101 - the pool has been started
        while not self._closed and len(self._workers) + len(self._connecting) < self.settings.workers:
            forked = self._supervisor.fork()
            if forked is None:
                return  # the supervisor calls again when it can
            number, connection = forked
            self._connecting.add(number)
            connecting = self._loop.create_unix_connection(self._maker(number), sock=connection)
            self._loop.create_task(connecting).add_done_callback(partial(self._connected, number))

    def _maker(self, number: int) -> Callable[[], WorkerConnection]:
        def make() -> WorkerConnection:
            worker = WorkerConnection(self, number)
            self._workers.add(worker)
            self._connecting.discard(number)
            return worker

        return make

    def _connected(
        self, number: int, task: asyncio.Task[tuple[asyncio.BaseTransport, WorkerConnection]]
    ) -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("a query worker could not be connected: %s", error)
        if number in self._connecting:  # it never came to be
            self._connecting.discard(number)
            self._supervisor.kill(number)
            if self._loop is not None and not self._closed:
                self._loop.call_later(_PAUSE_SECONDS, self._fill)


def _no_worker(place: asyncio.Future[Delivery]) -> None:
    if not place.done():
        place.set_exception(BusyError("no query worker became free; try again in a few seconds"))
