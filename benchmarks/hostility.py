"""What a runaway query does to its server and to everybody else, and how it ends."""

from __future__ import annotations

import statistics
import threading
import time
from dataclasses import dataclass

import httpx

from benchmarks.neighbour import Neighbour
from benchmarks.servers import JSON, Server

_MEMORY_LIMIT_BYTES = 8 << 30
"""At this much memory (RSS) the server is stopped, for the machine's sake."""
_GRACE_SECONDS = 5.0
"""How long beyond the limit a client waits for a server that knows no limit, or does not keep it."""
_AFTER_SECONDS = 2.0
_EDGE_BYTES = 4096
_RESTING = 0.05
"""Share of one processor below which a server rests."""


@dataclass(frozen=True)
class Ending:
    """How a runaway query ended."""

    kind: str
    how: str
    """Status code; for 200 also whether the answer is whole, says that it was cut, or broke off."""
    is_clean: bool
    """Whether a client can tell that it has not got the whole answer, or has got it in time."""
    seconds: float
    cpu_seconds_after: float
    """Processor time used in the two seconds after the answer, less what an idle server uses."""
    neighbour_p50_milliseconds: float
    neighbour_worst_milliseconds: float
    neighbour_failures: int
    memory_bytes: int


def provoke(server: Server, kind: str, query: str) -> Ending:
    """Ask a runaway query while a neighbour asks small ones.

    A server that cannot be used any more afterwards is stopped; one that was is started again before.
    """
    if not server.is_running:
        server.start()
    settle(server)
    idle = _cpu_rate(server, 0.5)
    neighbour, guard = Neighbour(server), _Guard(server)
    neighbour.start()
    guard.start()
    time.sleep(0.3)
    started = time.monotonic()
    how, is_clean = _ask(server, query)
    seconds = time.monotonic() - started
    guard.stop()
    neighbour.stop()
    after = 0.0 if guard.has_struck else max(0.0, (_cpu_rate(server, _AFTER_SECONDS) - idle) * _AFTER_SECONDS)
    neighbour.join()
    if guard.has_struck:
        how, is_clean = f"stopped by us at {_MEMORY_LIMIT_BYTES >> 30} GiB", False
    elif not server.is_running:
        how, is_clean = f"{how}, and the server ended", False
    memory = 0 if guard.has_struck else server.tree.memory_bytes()
    if guard.has_struck or after > 0.5 or not _is_well(server):
        server.stop()
    return Ending(
        kind,
        how,
        is_clean,
        seconds,
        after,
        statistics.median(neighbour.milliseconds or [0.0]),
        max(neighbour.milliseconds, default=0.0),
        neighbour.failures,
        memory,
    )


def _ask(server: Server, query: str) -> tuple[str, bool]:
    """How an answer ended, and whether a client can tell whether it is whole."""
    patience = server.limit_seconds + _GRACE_SECONDS
    give_up = time.monotonic() + patience
    first, last, status = b"", b"", 0
    try:
        with (
            httpx.Client(timeout=patience) as client,
            client.stream(
                "POST", f"{server.address}{server.sparql}", data={"query": query}, headers=JSON
            ) as answer,
        ):
            status = answer.status_code
            stated = " ".join(answer.headers).lower() + " ".join(answer.headers.values()).lower()
            for piece in answer.iter_bytes():
                first, last = (first + piece)[:_EDGE_BYTES], (last + piece)[-_EDGE_BYTES:]
                if time.monotonic() > give_up:
                    return f"{status}, still sending", False
    except httpx.TimeoutException:
        return "no end", False
    except httpx.HTTPError:
        return (f"{status}, broken off" if status else "connection broken"), True
    if status >= 400:
        return str(status), True
    if b"truncat" in first + last or "truncat" in stated:
        return f"{status}, says that it is cut short", True
    # The braces and brackets of JSON tell whether the end is an end.
    return (f"{status}, whole", True) if last.rstrip().endswith(b"}") else (f"{status}, silently cut", False)


def settle(server: Server) -> None:
    """Wait until a server rests, so that its work for others is not counted; ten seconds at most."""
    for _ in range(20):
        if _cpu_rate(server, 0.5) < _RESTING:
            return


def _cpu_rate(server: Server, seconds: float) -> float:
    before, started = server.tree.cpu_seconds(), time.monotonic()
    time.sleep(seconds)
    return (server.tree.cpu_seconds() - before) / (time.monotonic() - started)


def _is_well(server: Server) -> bool:
    try:
        path = server.path("ASK { ?s ?p ?o }")
        return httpx.get(f"{server.address}{path}", headers=JSON, timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


class _Guard:
    """Ends a server that takes too much memory, before the machine suffers."""

    def __init__(self, server: Server) -> None:
        self._server, self._ended = server, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.has_struck = False

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        tree = self._server.tree
        while not self._ended.wait(0.1):
            if tree.resident_bytes() > _MEMORY_LIMIT_BYTES:
                self.has_struck = True
                tree.kill()
                return
