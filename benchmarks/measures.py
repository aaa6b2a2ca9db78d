"""What is measured of one running server, measure by measure; each gives records that go into the results."""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import httpx

from benchmarks.canned import Call, Calls
from benchmarks.dataset import BenchmarkDataset
from benchmarks.hostility import provoke, settle
from benchmarks.load import drive, drive_counted
from benchmarks.neighbour import Neighbour
from benchmarks.runaways import RUNAWAYS
from benchmarks.servers import CSV, JSON, PLAIN_GRAPH, TURTLE, Communique, Server

Record = dict[str, Any]
LARGE_ROWS = 10_000
_LARGE = (
    f"SELECT ?subject ?predicate ?object{{n}} WHERE {{ ?subject ?predicate ?object{{n}} }} LIMIT {LARGE_ROWS}"
)
_ASKED_MORE_THAN_ONCE = 20
_SMALL_SECONDS = 1.0
"""What should be small is driven for a time, unless one answer takes this long."""
_LONGEST_SECONDS = 60.0
"""A load that would take longer with each client waiting once is left out."""
_CLIENT = httpx.Client(timeout=60.0, trust_env=False, verify=False)  # noqa: S501 - loopback, without TLS
"""One for all: making a client takes longer than most answers."""
_WARMING = 5
_QUIET_SECONDS = 2.0


@dataclass(frozen=True)
class Options:
    """How measuring is done."""

    dataset: BenchmarkDataset
    clients: tuple[int, ...]
    seconds: float
    runaways: tuple[str, ...]

    @cached_property
    def calls(self) -> Calls:
        """The canned queries; read when first needed, because that takes seconds."""
        return Calls(self.dataset)


def point_lookup(server: Server, options: Options) -> Iterator[Record]:
    """All statements about one thing, another one each time and never asked before."""
    paths = [
        server.path(f"SELECT ?p ?o WHERE {{ <{subject}> ?p ?o }} LIMIT {{n}}")
        for subject in options.dataset.subjects
    ]
    yield from _loads(
        "point-lookup", server, options, lambda clients: paths, counted_from_seconds=_SMALL_SECONDS
    )


def large_answer(server: Server, options: Options) -> Iterator[Record]:
    """Ten thousand rows, as JSON, never asked before."""
    paths = [server.path(_LARGE)]
    rows = _rows(server, paths[0].replace("{n}", "0"))
    if rows != LARGE_ROWS:
        raise ValueError(f"{server.label} gave {rows} rows instead of {LARGE_ROWS}")
    yield from _loads("large-answer", server, options, lambda clients: paths, counted_from_seconds=0)


def canned_cold(server: Server, options: Options) -> Iterator[Record]:
    """A canned query with values that it has not had before."""
    number = 3_000 if isinstance(server, Communique) else 500
    yield from _loads(
        "canned-cold",
        server,
        options,
        lambda clients: _paths(server, options.calls.varied(number, seed=clients)),
    )


def canned_cached(server: Server, options: Options) -> Iterator[Record]:
    """The canned query with values that it has had before."""
    paths = _paths(server, options.calls.varied(_ASKED_MORE_THAN_ONCE, seed=0))
    for path in paths:
        _rows(server, path)
    yield from _loads("canned-cached", server, options, lambda clients: paths)


def not_modified(server: Server, options: Options) -> Iterator[Record]:
    """What the client has already, told by its ETag; servers without one are left out."""
    path = _paths(server, options.calls.varied(1, seed=0))[0]
    tag = _CLIENT.get(server.address + path, headers=JSON).headers.get("etag")
    if tag is None:
        return
    headers = {**JSON, "If-None-Match": tag}
    if _CLIENT.get(server.address + path, headers=headers).status_code != 304:
        raise ValueError(f"{server.label} gives an ETag and does not know it again")
    yield from _loads(
        "not-modified", server, options, lambda clients: [path], headers, counted_from_seconds=_SMALL_SECONDS
    )


def canned_each(server: Server, options: Options) -> Iterator[Record]:
    """Each canned query after a start: for the first time of all, and then in another format.

    No answer is cached either time; but at the first, nothing of what it reads has been read before. This
    service is started three times and gives medians; others, which take minutes for some, once.
    """
    first: dict[str, list[float]] = {}
    times: dict[str, list[float]] = {}
    rows: dict[str, int] = {}
    refused: dict[str, str] = {}
    for _ in range(3 if isinstance(server, Communique) else 1):
        server.stop()
        server.start()
        for path in _paths(server, options.calls.varied(_WARMING, seed=-1)):
            _seconds(server, path, JSON)  # the first calls of all find nothing warm, not even the program
        examples = options.calls.examples()
        for call in examples:
            path = call.path_for_warming if isinstance(server, Communique) else _path(server, call)
            with contextlib.suppress(httpx.HTTPError):  # told of the second time
                seconds = _seconds(server, path, PLAIN_GRAPH if call.is_graph else CSV)
                first.setdefault(call.query.name, []).append(seconds * 1000)
        for call in examples:
            name, path, headers = call.query.name, _path(server, call), TURTLE if call.is_graph else JSON
            started = time.perf_counter()
            try:
                rows[name] = _rows(server, path, headers)
                times.setdefault(name, []).append((time.perf_counter() - started) * 1000)
            except (ValueError, httpx.HTTPError) as error:
                refused[name] = f"{type(error).__name__}: {error}"
    common: Record = {"measure": "canned-each", "server": server.name}
    for name, milliseconds in times.items():
        yield common | {
            "query": name,
            "rows": rows[name],
            "first_milliseconds": statistics.median(first[name]),
            "milliseconds": statistics.median(milliseconds),
        }
    for name, reason in refused.items():
        yield common | {"query": name, "failed": reason}


def memory(server: Server, options: Options) -> Iterator[Record]:
    """Memory after some lookups."""
    drive(
        server.tree,
        server.address,
        [server.path(f"SELECT ?p ?o WHERE {{ <{s}> ?p ?o }}") for s in options.dataset.subjects[:1000]],
        clients=4,
        seconds=1,
        headers=JSON,
    )
    yield {"measure": "memory", "server": server.name, "bytes": server.tree.memory_bytes()}


def load_time(server: Server, options: Options) -> Iterator[Record]:
    """Seconds from N-Quads to what is opened at a start, and from the start to the first answer."""
    server.stop()
    loading = server.load()
    starting = server.start()
    yield {"measure": "load", "server": server.name, "load_seconds": loading, "start_seconds": starting}


def runaways(server: Server, options: Options) -> Iterator[Record]:
    """Each runaway query, and the latency of another client meanwhile."""
    if not server.is_limited:
        server.stop()
        server.is_limited = True
        server.start()
    quiet = Neighbour(server)
    quiet.start()
    time.sleep(_QUIET_SECONDS)
    quiet.stop()
    quiet.join()
    yield {
        "measure": "runaways",
        "server": server.name,
        "kind": "(quiet)",
        "neighbour_p50_milliseconds": statistics.median(quiet.milliseconds),
        "neighbour_worst_milliseconds": max(quiet.milliseconds),
    }
    for kind in options.runaways[: server.runaways]:
        ending = provoke(server, kind, RUNAWAYS[kind])
        yield {"measure": "runaways", "server": server.name, "limit_seconds": server.limit_seconds} | asdict(
            ending
        )


MEASURES: dict[str, Callable[[Server, Options], Iterator[Record]]] = {
    "load": load_time,
    "point-lookup": point_lookup,
    "canned-cold": canned_cold,
    "canned-cached": canned_cached,
    "not-modified": not_modified,
    "large-answer": large_answer,
    "memory": memory,
    "canned-each": canned_each,
    "runaways": runaways,
}
"""The measures by name, in the order in which they are taken."""


def _loads(
    measure: str,
    server: Server,
    options: Options,
    paths: Callable[[int], list[str]],
    headers: dict[str, str] = JSON,
    *,
    counted_from_seconds: float = 0.05,
) -> Iterator[Record]:
    """Load by one number of clients after the other, each with its own paths.

    What takes long is counted: what is under way at the end of a time would be too much of it all.
    """
    for clients in options.clients:
        chosen = paths(clients)
        once = min(_seconds(server, chosen[-1].replace("{n}", str(n)), headers) for n in range(1, 4))
        if once * clients > _LONGEST_SECONDS:
            continue
        settle(server)
        if once > counted_from_seconds:
            requests = max(clients, round(2 * options.seconds / once))
            load = drive_counted(
                server.tree, server.address, chosen, clients=clients, requests=requests, headers=headers
            )
        else:
            load = drive(
                server.tree, server.address, chosen, clients=clients, seconds=options.seconds, headers=headers
            )
        yield {"measure": measure, "server": server.name, **asdict(load)}


def _path(server: Server, call: Call) -> str:
    return call.path if isinstance(server, Communique) else server.path(call.text)


def _paths(server: Server, calls: list[Call]) -> list[str]:
    return [_path(server, call) for call in calls]


def _rows(server: Server, path: str, headers: dict[str, str] = JSON) -> int:
    """How many rows an answer has, or how many lines if it is a graph.

    Raises:
        ValueError: the server refused.
    """
    answer = _CLIENT.get(server.address + path, headers=headers)
    if answer.status_code != 200:
        raise ValueError(f"{server.label} answered {answer.status_code}: {answer.text[:300]}")
    if headers == TURTLE:
        return answer.text.count("\n")
    found = answer.json()
    # This service can give its canned queries in a plain JSON of its own as well.
    return len(found["results"]["bindings"] if "results" in found else found.get("rows", ()))


def _seconds(server: Server, path: str, headers: dict[str, str]) -> float:
    started = time.perf_counter()
    _CLIENT.get(server.address + path, headers=headers)
    return time.perf_counter() - started
