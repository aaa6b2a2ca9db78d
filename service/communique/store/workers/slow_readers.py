"""What waits for slow readers altogether, and who is held up when it becomes too much."""

from __future__ import annotations

from communique.store.protocol import BusyError
from communique.store.workers.connection import WorkerConnection
from communique.store.workers.delivery import Delivery
from communique.store.workers.spool import MEMORY_BYTES

_SPOOL_BYTES = 2 << 30
"""How much may wait for slow readers altogether, in memory and on disk, before workers are held up."""


class SlowReaders:
    """The answers that are being read, and the workers that wait for room."""

    def __init__(self) -> None:
        self._spooled: set[Delivery] = set()
        self._held_up: set[WorkerConnection] = set()

    @property
    def held_up(self) -> int:
        """How many workers wait for room."""
        return len(self._held_up)

    def restrain(self, worker: WorkerConnection) -> None:
        """Hold a worker up if too much waits for slow readers, unless its own answer is a short one.

        What takes the most room gives way if nobody works on it any more: its reader has had the time that
        all of it took, and would else hold up everybody who asks for much.
        """
        delivery = worker.delivery
        assert delivery is not None and worker.transport is not None  # noqa: S101, PT018 - it has sent a piece
        self._spooled.add(delivery)
        while self._waiting_bytes() > _SPOOL_BYTES:
            largest = max(self._spooled, key=lambda each: each.spool.waiting)
            if not largest.ended or largest.spool.waiting <= delivery.spool.waiting:
                break
            self._spooled.discard(largest)
            largest.drop(BusyError("the answer was read too slowly; ask for less, or compressed"))
        if self._waiting_bytes() > _SPOOL_BYTES and delivery.spool.waiting > MEMORY_BYTES:
            worker.transport.pause_reading()
            self._held_up.add(worker)
        self.relax()

    def relax(self) -> None:
        """Let all workers go on if there is room again."""
        if self._held_up and self._waiting_bytes() <= _SPOOL_BYTES:
            for worker in list(self._held_up):
                self.release(worker)

    def release(self, worker: WorkerConnection) -> None:
        """Let a worker go on: there is room, or it has been ended and that could not be noticed else."""
        if worker in self._held_up:
            self._held_up.discard(worker)
            if worker.transport is not None and not worker.transport.is_closing():
                worker.transport.resume_reading()

    def forget(self, delivery: Delivery) -> None:
        """Count an answer no longer: nobody reads it any more."""
        self._spooled.discard(delivery)
        self.relax()

    def _waiting_bytes(self) -> int:
        return sum(delivery.spool.waiting for delivery in self._spooled)
