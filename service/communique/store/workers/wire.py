"""What the service and its query workers say to each other, as frames over a socket.

Nothing here is pickled: a worker runs strangers' queries, and what comes from it is read as data only. A
frame is one byte for its kind, four for the length of its payload (big-endian), and the payload.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from communique.store import protocol
from communique.store.protocol import EngineError, Form, QueryError, QuerySyntaxError, Term
from communique.store.workers.terms import read_term, write_term

READY = b"R"
"""A worker can take a job."""
JOB = b"J"
"""A job for a worker."""
HEAD = b"H"
"""What kind of answer follows, in which format."""
DATA = b"D"
"""A piece of the answer."""
END = b"E"
"""The answer is complete; a payload of ``cut`` says that it was cut at a limit and states so itself."""
FAILED = b"F"
"""There is no answer, or no more of it; the payload says why."""

FRAME = struct.Struct(">cI")
LONGEST_FRAME = 16 << 20
"""No frame is longer, in bytes; one that claims to be is not believed."""


@dataclass(frozen=True, slots=True)
class Job:
    """One query and the formats that its client takes, one for each kind of answer; None for none."""

    text: str
    table_format: str | None
    graph_format: str | None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    bindings: tuple[tuple[str, Term], ...] = ()
    encoding: str | None = None
    """``gzip`` or ``zstd``, or None for an answer as it is."""
    forced: bool = False
    """Whether even a short answer has to be compressed."""
    trusted: bool = False
    """Whether the text is one of ours, which needs no check."""


@dataclass(frozen=True, slots=True)
class Head:
    """What kind of answer follows."""

    form: Form
    media_type: str
    encoding: str | None = None


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """One frame."""
    return FRAME.pack(kind, len(payload)) + payload


class FrameReader:
    """Takes bytes as they come and gives the frames that are complete."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """The kind and payload of each frame that the data complete.

        Raises:
            ValueError: a frame claims to be longer than any is.
        """
        self._buffer += data
        start, available = 0, len(self._buffer)
        while available - start >= FRAME.size:
            kind, length = FRAME.unpack_from(self._buffer, start)
            if length > LONGEST_FRAME:
                raise ValueError(f"a frame of {length} bytes")
            end = start + FRAME.size + length
            if end > available:
                break
            yield kind, bytes(self._buffer[start + FRAME.size : end])
            start = end
        del self._buffer[:start]


def write_job(job: Job) -> bytes:
    """A job as a frame."""
    fields = (
        job.text,
        job.table_format,
        job.graph_format,
        job.default_graphs,
        job.named_graphs,
        [(name, write_term(term)) for name, term in job.bindings],
        job.encoding,
        job.forced,
        job.trusted,
    )
    return frame(JOB, json.dumps(fields).encode("ascii"))


def read_job(payload: bytes) -> Job:
    """A job from the payload of its frame."""
    text, table, graph, defaults, named, bindings, *rest = json.loads(payload)
    return Job(
        text,
        table,
        graph,
        None if defaults is None else tuple(defaults),
        None if named is None else tuple(named),
        tuple((name, read_term(term)) for name, term in bindings),
        *rest,
    )


def write_head(head: Head) -> bytes:
    """The head of an answer as a frame."""
    return frame(HEAD, "\n".join((head.form, head.media_type, head.encoding or "")).encode("ascii"))


def read_head(payload: bytes) -> Head:
    """The head of an answer from the payload of its frame."""
    form, media_type, encoding = payload.decode("ascii").split("\n")
    return Head(Form(form), media_type, encoding or None)


def write_error(error: QueryError) -> bytes:
    """An error as a frame."""
    fields: dict[str, Any] = {"kind": type(error).__name__, "message": str(error)}
    if isinstance(error, QuerySyntaxError):
        fields |= {"message": error.message, "line": error.line, "column": error.column}
    return frame(FAILED, json.dumps(fields).encode("ascii"))


def read_error(payload: bytes) -> QueryError:
    """An error from the payload of its frame; one of a kind that does not exist is a fault of the engine."""
    fields = json.loads(payload)
    if fields["kind"] == QuerySyntaxError.__name__:
        return QuerySyntaxError(fields["message"], fields["line"], fields["column"])
    kind = getattr(protocol, fields["kind"], None)
    if not (isinstance(kind, type) and issubclass(kind, QueryError)):
        kind = EngineError
    return kind(fields["message"])
