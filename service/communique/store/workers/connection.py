"""The connection of a pool to one of its worker processes."""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol, cast

from communique.store.protocol import EngineError, QueryError
from communique.store.workers.delivery import Delivery
from communique.store.workers.wire import DATA, END, FAILED, HEAD, READY, FrameReader, read_error, read_head
from communique.store.workers.worker import CUT

_log = logging.getLogger(__name__)


class Pool(Protocol):
    """What a connection tells the pool that it belongs to."""

    def connected(self, worker: WorkerConnection) -> None:
        """The connection stands."""

    def free(self, worker: WorkerConnection) -> None:
        """The worker can take a query."""

    def answered(self, worker: WorkerConnection) -> None:
        """The worker has ended its answer."""

    def restrain(self, worker: WorkerConnection) -> None:
        """A piece of an answer has come; hold the worker up if too much waits for slow readers."""

    def lost(self, worker: WorkerConnection) -> None:
        """The worker has ended."""

    def give_up(self, worker: WorkerConnection, error: QueryError) -> None:
        """The worker cannot be used any more."""


class WorkerConnection(asyncio.Protocol):
    """The connection to one worker process, and the answer that it is giving."""

    def __init__(self, pool: Pool, number: int) -> None:
        self._pool, self.number = pool, number
        self._frames = FrameReader()
        self.transport: asyncio.Transport | None = None
        self.delivery: Delivery | None = None
        self.timer: asyncio.TimerHandle | None = None
        self.has_been_ready = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The event loop has connected the socket."""
        # A stream socket has a transport for both ways; uvloop's is one without saying so.
        self.transport = cast(asyncio.Transport, transport)
        self._pool.connected(self)

    def data_received(self, data: bytes) -> None:
        """Something has come from the worker."""
        try:
            for kind, payload in self._frames.feed(data):
                self._take(kind, payload)
        except (ValueError, KeyError, TypeError, RecursionError, OSError) as error:
            _log.exception("a query worker was not understood")
            self._pool.give_up(self, EngineError(f"the answer could not be kept ({type(error).__name__})"))

    def connection_lost(self, exc: Exception | None) -> None:
        """The worker has ended, or has been given up."""
        self._pool.lost(self)

    def _take(self, kind: bytes, payload: bytes) -> None:
        delivery = self.delivery
        if kind == READY:
            self.has_been_ready = True
            self._pool.free(self)
        elif delivery is None:
            return
        elif kind == DATA:
            delivery.add(payload)
            self._pool.restrain(self)
        elif kind == HEAD:
            delivery.begin(read_head(payload))
        elif kind == END:
            self._pool.answered(self)
            delivery.finish(payload == CUT)
        elif kind == FAILED:
            self._pool.answered(self)
            delivery.fail(read_error(payload))
