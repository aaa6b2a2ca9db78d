"""The process that runs strangers' queries: it can be killed, has a memory limit and can open nothing.

Parsing happens here as well, because a query can be made to keep a parser busy for as long as an engine.
"""

from __future__ import annotations

import contextlib
import logging
import os
import resource
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from communique.store.embedded import EmbeddedStore, StoreError
from communique.store.protocol import EngineError, Form, MemoryLimitError, NotAcceptableError, QueryError
from communique.store.safety import check

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """One query and the formats that its client takes, one for each kind of answer; None for none."""

    text: str
    table_format: str | None
    graph_format: str | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A whole answer."""

    form: Form
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """What one worker may use."""

    memory_bytes: int = 1 << 30
    """Address space beyond what the open store takes."""
    answer_bytes: int = 64 << 20
    """Longest answer."""


READY = "ready"
"""The first message of a worker that has opened the store; any other says in a line why it has not."""


def serve_queries(
    connection: Connection, folder: Path, version: str, limits: Limits, longest_seconds: float
) -> None:
    """Answer jobs from a connection until it closes; this is the whole life of a worker process.

    Args:
        connection: where jobs come from and results go to.
        folder: the store.
        version: the version of its dataset.
        limits: what a query may use.
        longest_seconds: how long a query can possibly run. The service ends it before; if the service is no
            more, nothing else would, and a runaway query would keep a processor busy for good.
    """
    # Ctrl-C reaches the whole group; the service ends its workers itself, in good order.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        store = EmbeddedStore.open(folder, version)
    except StoreError as error:
        connection.send(str(error))
        return
    _warm_up(store)
    _confine(limits)
    connection.send(READY)
    while True:
        try:
            job = connection.recv()
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_REAL, longest_seconds)  # SIGALRM ends the process
        try:
            reply: Result | QueryError = answer(store, job, limits)
        except QueryError as error:
            reply = error
        except MemoryError:
            reply = MemoryLimitError("the query needed more memory than a query may have; make it narrower")
        except Exception as error:  # a fault of ours must not look like one of the query's
            _log.exception("a query worker failed")
            reply = EngineError(f"the query could not be run ({type(error).__name__}); this has been noted")
        with contextlib.suppress(BrokenPipeError):
            connection.send(reply)
        signal.setitimer(signal.ITIMER_REAL, 0)


def answer(store: EmbeddedStore, job: Job, limits: Limits) -> Result:
    """Check and run one job.

    Raises:
        QueryError: in one of its kinds, whatever went wrong.
    """
    chosen = {*(job.default_graphs or ()), *(job.named_graphs or ())}
    form = check(job.text, store.graphs, chosen)
    media_type = job.graph_format if form is Form.graph else job.table_format
    if media_type is None:
        raise NotAcceptableError(f"none of the formats in Accept can hold the answer, which is a {form}")
    result = store.query(job.text, default_graphs=job.default_graphs, named_graphs=job.named_graphs)
    return Result(form, media_type, result.serialise(media_type, size_limit=limits.answer_bytes))


_WARMING = (
    "ASK { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } LIMIT 1",
    "DESCRIBE ?s { ?s ?p ?o } LIMIT 1",
    "PREFIX graph: <https://example.org/> SELECT * FROM graph:unknown { ?s ?p ?o }",
    "DELETE WHERE { ?s ?p ?o }",
    "not a query",
)
"""One query of every kind that takes a way of its own through the parser or the engine."""


def _warm_up(store: EmbeddedStore) -> None:
    """Run each kind of query once, so that everything that opens a file has done so."""
    for text in _WARMING:
        with contextlib.suppress(QueryError, StoreError):
            answer(store, Job(text, "text/csv", "text/turtle"), Limits())


def _confine(limits: Limits) -> None:
    """Take away what a query never needs: new files and sockets, more memory, core dumps."""
    used_bytes = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    ceiling = used_bytes + limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Every number below the limit is taken, so that nothing can be opened, neither a file nor a socket.
    highest = max(int(name) for name in os.listdir("/proc/self/fd"))  # noqa: PTH208 - the names are what counts
    for _ in range(highest):
        if os.dup(0) >= highest:
            break
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest, highest))
