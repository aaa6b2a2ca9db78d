"""The process that runs one query after the other: it can be killed, has a memory limit and can open nothing.

Parsing happens here as well, because a query can be made to keep a parser busy for as long as an engine, and
so does compression, which costs more than many a query.
"""

from __future__ import annotations

import logging
import os
import resource
import socket
from dataclasses import dataclass, field
from pathlib import Path

from communique.store.compression import SMALL_BYTES, Compressor, compressor
from communique.store.cutting import AnswerLimits
from communique.store.embedded import EmbeddedStore
from communique.store.embedded_answer import EmbeddedAnswer
from communique.store.engine import StoreError
from communique.store.protocol import EngineError, Form, MemoryLimitError, NotAcceptableError, QueryError
from communique.store.safety import check_graphs, examine, is_surely_harmless
from communique.store.tokens import plain_text
from communique.store.workers.wire import (
    DATA,
    END,
    READY,
    FrameReader,
    Head,
    Job,
    frame,
    read_job,
    write_error,
    write_head,
)

_log = logging.getLogger(__name__)

CUT = b"cut"
"""Payload of the end of an answer that was cut."""
_RECEIVED_BYTES = 1 << 16
_PIECE_BYTES = 64 << 10
_FRAME_BYTES = 1 << 20
"""A single row may be far longer than a piece should be; it is sent in frames of this length."""
_TRUSTED = AnswerLimits(rows=100_000_000, size_bytes=1 << 30)
"""For queries of our own, which ask for no more than they need; lists of all things may be long."""
_WASTE_BYTES = 128 << 20
"""A worker that has taken so much memory for its queries ends, so that the memory is given back."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use."""

    memory_bytes: int = 1 << 30
    """Address space beyond what the worker starts with."""
    own_bytes: int = 1 << 30
    """A worker that has touched so much memory in all its life ends. The engine counts references inside the
    dataset, so that reading a part of it makes a copy of that part, which lasts: what has been read once is
    read faster again, and in the end each worker would hold all of the dataset alone."""
    answer: AnswerLimits = field(default_factory=AnswerLimits)


def serve_queries(
    connection: socket.socket, store: EmbeddedStore, limits: Limits, closed_files: int = 0
) -> None:
    """Answer jobs from a connection until it closes; this is the whole life of a worker process.

    Args:
        connection: where jobs come from and answers go to.
        store: the dataset.
        limits: what a query may use.
        closed_files: how many files of the store the engine may still have to open.
    """
    confine(connection, limits, closed_files)
    connection.sendall(frame(READY))
    at_first = resource.getrusage(resource.RUSAGE_SELF)
    frames = FrameReader()
    while data := connection.recv(_RECEIVED_BYTES):
        for _, payload in frames.feed(data):
            last = _reply(connection, store, read_job(payload), limits)
            if _has_taken_much(at_first, limits.own_bytes):
                connection.sendall(last)  # without saying that it is ready, or it might be given a query
                return
            connection.sendall(last + frame(READY))


def _has_taken_much(at_first: resource.struct_rusage, own_bytes: int) -> bool:
    now = resource.getrusage(resource.RUSAGE_SELF)
    taken_bytes = (now.ru_maxrss - at_first.ru_maxrss) * 1024
    touched_bytes = (now.ru_minflt - at_first.ru_minflt) * resource.getpagesize()
    return taken_bytes > _WASTE_BYTES or touched_bytes > own_bytes


def _reply(connection: socket.socket, store: EmbeddedStore, job: Job, limits: Limits) -> bytes:
    """Send an answer up to its last frames, which are given back; they tell of an error if there was one."""
    try:
        return answer(connection, store, job, limits.answer)
    except QueryError as error:
        return write_error(error)
    except StoreError as error:
        return write_error(EngineError(str(error)))
    except MemoryError:
        return write_error(
            MemoryLimitError("the query needed more memory than a query may have; make it narrower")
        )
    except Exception as error:  # a fault of ours must not look like one of the query's
        _log.exception("a query worker failed")
        return write_error(
            EngineError(f"the query could not be run ({type(error).__name__}); this has been noted")
        )


def answer(connection: socket.socket, store: EmbeddedStore, job: Job, limits: AnswerLimits) -> bytes:
    """Check and run one job, and send the answer up to its last frames, which are given back.

    Raises:
        QueryError: in one of its kinds, whatever went wrong.
        StoreError: the engine failed.
    """
    result = _run(store, job)
    output = _Output(connection, result.form, _media_type(result.form, job), job)
    cut = result.write(output, output.media_type, _TRUSTED if job.trusted else limits)
    return output.finish(cut)


def _media_type(form: Form, job: Job) -> str:
    media_type = job.graph_format if form is Form.graph else job.table_format
    if media_type is None:
        raise NotAcceptableError(f"none of the formats in Accept can hold the answer, which is a {form}")
    return media_type


def _run(store: EmbeddedStore, job: Job) -> EmbeddedAnswer:
    default_graphs, named_graphs, text = job.default_graphs, job.named_graphs, job.text
    if not job.trusted:
        text = plain_text(text)
        check_graphs({*(default_graphs or ()), *(named_graphs or ())}, store.graphs)
        if not is_surely_harmless(text):
            examined = examine(text, store.graphs)
            if default_graphs is None and named_graphs is None:  # else the request wins over FROM
                default_graphs, named_graphs = examined.default_graphs, examined.named_graphs
    try:
        return store.query(
            text,
            bindings=dict(job.bindings),
            default_graphs=default_graphs,
            named_graphs=named_graphs,
        )
    except QueryError:
        # The engine knows no updates; reading the query can tell one from a mistake.
        if not job.trusted:
            examine(text, store.graphs)
        raise


class _Output:
    """Where an answer is written to: sends it on in pieces, compressed if it is worth it."""

    def __init__(self, connection: socket.socket, form: Form, media_type: str, job: Job) -> None:
        self._connection = connection
        self._form, self.media_type = form, media_type
        self._encoding, self._forced = job.encoding, job.forced
        self._pieces: list[bytes] = []
        self._size = 0
        self._begun = False
        self._compressor: Compressor | None = None

    def write(self, data: bytes, /) -> int:
        self._pieces.append(data)
        self._size += len(data)
        if self._size >= _PIECE_BYTES:
            self._connection.sendall(self._frames(last=False))
        return len(data)

    def finish(self, cut: bool) -> bytes:
        """What is left to be sent, and that the answer is complete."""
        return self._frames(last=True) + frame(END, CUT if cut else b"")

    def _frames(self, *, last: bool) -> bytes:
        head = b""
        if not self._begun:
            self._begun = True
            if self._encoding is not None and (self._forced or not last or self._size >= SMALL_BYTES):
                self._compressor = compressor(self._encoding)
            else:
                self._encoding = None
            head = write_head(Head(self._form, self.media_type, self._encoding))
        data = b"".join(self._pieces)
        self._pieces, self._size = [], 0
        if self._compressor is not None:
            data = self._compressor.compress(data) + (self._compressor.flush() if last else b"")
        pieces = (data[start : start + _FRAME_BYTES] for start in range(0, len(data), _FRAME_BYTES))
        return head + b"".join(frame(DATA, piece) for piece in pieces)


_WARMING = (
    "ASK { ?s ?p ?o }",
    "SELECT * { ?s ?p ?o } LIMIT 1",
    "DESCRIBE ?s { ?s ?p ?o } LIMIT 1",
    "PREFIX graph: <https://example.org/> SELECT * FROM graph:unknown { ?s ?p ?o }",
    "DELETE WHERE { ?s ?p ?o }",
    "not a query",
)
"""One query of every kind that takes a way of its own through the parser or the engine."""


def warm_up(store: EmbeddedStore) -> None:
    """Run each kind of query once, so that all that opens a file or takes long at first has done so."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for text in _WARMING:
            for encoding in ("gzip", "zstd"):
                _reply(theirs, store, Job(text, "text/csv", "text/turtle", encoding=encoding), Limits())


def confine(connection: socket.socket, limits: Limits, closed_files: int = 0) -> None:
    """Take away what a query never needs: files and sockets but for so many, more memory, core dumps."""
    used_bytes = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    ceiling = used_bytes + limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Every number below the limit is taken, so that nothing can be opened, neither a file nor a socket.
    highest = max(connection.fileno(), *(int(name) for name in os.listdir("/proc/self/fd")))  # noqa: PTH208
    for _ in range(highest):
        if os.dup(0) >= highest:
            break
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + closed_files, highest + closed_files))
