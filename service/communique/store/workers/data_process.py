"""The process that holds the dataset in memory and forks query workers, which share its memory.

It has one thread and runs no query itself, so that a fork is sound and costs milliseconds. The service talks
to it over a socket: one byte and a number for each order, and with the order to start a worker the socket
that this worker is to use.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import selectors
import signal
import socket
import struct
import sys
from dataclasses import dataclass
from pathlib import Path

from communique.store.cutting import AnswerLimits
from communique.store.embedded import EmbeddedStore
from communique.store.engine import StoreError
from communique.store.workers.store_files import allow_many_files, leave_network, open_files_of
from communique.store.workers.worker import Limits, serve_queries, warm_up

FORK = b"F"
"""Start the worker of a number, with the socket that comes along."""
KILL = b"K"
"""End the worker of a number at once."""
ORDER = struct.Struct(">cI")
LOADED = b"loaded\n"
"""What the process says when it is ready; anything else says in a line why it is not."""
_REAP_SECONDS = 0.2
_MAY_OPEN = (
    "a query worker may open {} more files of the store and could not be cut off from the network ({}); only "
    "the check of queries keeps them from the network"
)
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a data process is to hold and how its workers are to be limited."""

    dataset: Path | None
    """N-Quads to load into memory, or None."""
    store_folder: Path | None
    """A store that each worker opens itself, for a dataset too large for memory; None for the dataset."""
    version: str
    memory_bytes: int
    rows: int
    size_bytes: int
    own_bytes: int

    def write(self) -> str:
        """The plan as a word for a command line."""
        return json.dumps({name: _plain(getattr(self, name)) for name in self.__slots__})

    @classmethod
    def read(cls, text: str) -> Plan:
        """The plan from the word that :meth:`write` has written."""
        fields = json.loads(text)
        for name in ("dataset", "store_folder"):
            fields[name] = None if fields[name] is None else Path(fields[name])
        return cls(**fields)

    @property
    def limits(self) -> Limits:
        """The limits of a worker."""
        return Limits(self.memory_bytes, self.own_bytes, AnswerLimits(self.rows, self.size_bytes))


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Path) else value


class _DataProcess:
    """The dataset, the workers that have been forked, and the service's orders."""

    def __init__(self, control: socket.socket, plan: Plan, store: EmbeddedStore | None) -> None:
        self._control, self._plan, self._store = control, plan, store
        self._workers: dict[int, int] = {}

    def run(self) -> None:
        """Follow orders until the service closes the connection."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            while True:
                if selector.select(_REAP_SECONDS if self._workers else None) and not self._obey():
                    break
                self._reap()
        for process_id in self._workers.values():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process_id, signal.SIGKILL)

    def _obey(self) -> bool:
        """Follow one order; whether there was one."""
        order, descriptors, _, _ = socket.recv_fds(self._control, ORDER.size, 1)
        if len(order) < ORDER.size:
            return False
        kind, number = ORDER.unpack(order)
        if kind == FORK and descriptors:
            with socket.socket(fileno=descriptors[0]) as connection:
                self._fork(number, connection)
        elif kind == KILL and number in self._workers:
            # Not waited for by others: only we can, so that the number cannot belong to another process.
            os.kill(self._workers[number], signal.SIGKILL)
        return True

    def _fork(self, number: int, connection: socket.socket) -> None:
        try:
            process_id = os.fork()
        except OSError as error:  # the connection closes, which tells the service
            print(f"a query worker could not be started: {error}", file=sys.stderr, flush=True)
            return
        if process_id == 0:
            _be_worker(connection, self._control, self._plan, self._store)
        self._workers[number] = process_id

    def _reap(self) -> None:
        """Clear away the workers that have ended."""
        for number, process_id in list(self._workers.items()):
            if os.waitpid(process_id, os.WNOHANG)[0]:
                del self._workers[number]


def _be_worker(
    connection: socket.socket, control: socket.socket, plan: Plan, store: EmbeddedStore | None
) -> None:
    """What a forked process does until it ends; it never returns."""
    status, closed_files = 1, 0
    try:
        _end_with_parent()
        control.close()
        if store is None:
            assert plan.store_folder is not None  # noqa: S101 - else it would be shared
            allow_many_files()
            trouble = leave_network()
            store = EmbeddedStore.open(plan.store_folder, plan.version)
            warm_up(store)
            closed_files = open_files_of(store, plan.store_folder)
            if trouble and closed_files:
                print(_MAY_OPEN.format(closed_files, trouble), file=sys.stderr, flush=True)
        serve_queries(connection, store, plan.limits, closed_files)
        status = 0
    except (BrokenPipeError, ConnectionResetError):
        pass  # the service is gone, or wants no more of this worker
    except (OSError, StoreError) as error:
        print(f"a query worker ended: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(status)


def _end_with_parent() -> None:
    """Have the kernel end this process when the one that started it ends, however that comes about."""
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before
        os._exit(1)


def _store_of(plan: Plan) -> EmbeddedStore | None:
    """What all workers share; None if each opens the store itself."""
    return None if plan.dataset is None else EmbeddedStore.load(plan.dataset, plan.version)


def main() -> None:
    """Hold a dataset: ``python -m communique.store.workers.data_process DESCRIPTOR PLAN``."""
    control = socket.socket(fileno=int(sys.argv[1]))
    plan = Plan.read(sys.argv[2])
    # Such signals reach the whole group; the service ends its processes itself, in good order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _end_with_parent()
    try:
        store = _store_of(plan)
    except StoreError as error:
        control.sendall(f"{error}\n".encode())
        return
    if store is not None:
        warm_up(store)
    gc.collect()
    gc.freeze()  # so that a collection in a worker does not touch, and so copy, the pages it shares
    control.sendall(LOADED)
    _DataProcess(control, plan, store).run()


if __name__ == "__main__":
    main()
