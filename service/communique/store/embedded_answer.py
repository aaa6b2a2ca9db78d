"""Answers of the embedded engine: read as rows, or written whole or piece by piece."""

from __future__ import annotations

import io
import traceback
from collections.abc import Iterable
from typing import IO, Protocol, cast

import pyoxigraph

from communique.store.cutting import UNLIMITED, AnswerLimits, GraphCutter, TableCutter
from communique.store.engine import StoreError, reading
from communique.store.formats import GRAPH_FORMATS, TABLE_FORMATS
from communique.store.protocol import Form, NotAcceptableError, QueryError, Row


class Output(Protocol):
    """Where an answer is written to, piece by piece."""

    def write(self, data: bytes, /) -> int:
        """Take a piece; gives how many bytes it has, as the engine expects."""
        ...


class EmbeddedAnswer:
    """An answer of the embedded engine; see :class:`communique.store.protocol.Answer`.

    The engine's own object must end in the thread that made it. It is therefore given up as soon as the
    answer has been read, or could not be, and nothing that outlives the reading (a traceback, say) keeps it.
    """

    def __init__(
        self, result: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples
    ) -> None:
        self._result: object = result
        self.form = _form_of(result)
        """What kind of answer this is."""
        self.variables: list[str] = []
        """The names of the columns of a table; none for other answers."""
        if isinstance(result, pyoxigraph.QuerySolutions):
            self.variables = [variable.value for variable in result.variables]

    def serialise(self, media_type: str) -> bytes:
        """The whole answer in a format of its kind, written by the engine.

        Args:
            media_type: one of the formats of this kind of answer.

        Raises:
            NotAcceptableError: the format is none for this kind of answer.
            QueryError: the answer has been read already.
            StoreError: the engine failed while it was answering.
        """
        output = io.BytesIO()
        self.write(output, media_type, UNLIMITED)
        return output.getvalue()

    def write(self, output: Output, media_type: str, limits: AnswerLimits) -> bool:
        """Write the answer piece by piece, up to a limit.

        Args:
            output: takes what there is of the answer, in pieces.
            media_type: one of the formats of this kind of answer.
            limits: how long it may be.

        Returns:
            Whether the answer was cut; then it says so itself (see :mod:`communique.store.cutting`).

        Raises:
            NotAcceptableError: the format is none for this kind of answer.
            AnswerTooLargeError: not even one row fits.
            QueryError: the answer has been read already.
            StoreError: the engine failed while it was answering.
        """
        try:
            return self._write(output, media_type, limits)
        except (QueryError, StoreError) as error:
            _forget_frames(error)
            raise
        finally:
            self._result = None

    def _write(self, output: Output, media_type: str, limits: AnswerLimits) -> bool:
        if media_type not in (GRAPH_FORMATS if self.form is Form.graph else TABLE_FORMATS):
            raise NotAcceptableError(f"{media_type} is no format for this kind of answer")
        with reading():
            if isinstance(self._result, pyoxigraph.QueryTriples):
                return write_graph(self._result, output, media_type, limits)
            if isinstance(self._result, pyoxigraph.QuerySolutions):
                return write_table(self._result, output, media_type, limits)
            if isinstance(self._result, pyoxigraph.QueryBoolean):
                output.write(self._result.serialize(format=TABLE_FORMATS[media_type]) or b"")
                return False
            raise QueryError(_READ_ALREADY)

    def rows(self) -> list[Row]:
        """The solutions of a table.

        Raises:
            QueryError: the answer is not a table, or has been read already.
            StoreError: the engine failed while it was answering.
        """
        try:
            if not isinstance(self._result, pyoxigraph.QuerySolutions):
                table = self.form is Form.table
                raise QueryError(_READ_ALREADY if table else "only a SELECT query has rows")
            with reading():
                solutions = list(self._result)
        finally:
            self._result = None
        return [
            {name: value for name in self.variables if (value := _lexical(solution[name])) is not None}
            for solution in solutions
        ]


_READ_ALREADY = "an answer can be read once, and this one has been"


def _forget_frames(error: BaseException | None) -> None:
    """Have an error and its causes hold nothing of the engine in the frames that they came through."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def write_table(
    result: pyoxigraph.QuerySolutions, output: Output, media_type: str, limits: AnswerLimits
) -> bool:
    """Write a table up to a limit; whether it was cut."""
    table = _CutTable(output, media_type, limits)
    try:
        result.serialize(cast(IO[bytes], table), TABLE_FORMATS[media_type])
        table.finish()
    except _TableFull:
        return True
    return False


class _TableFull(Exception):  # noqa: N818 - no error: it ends the engine's writing
    """The table has reached its limit."""


class _CutTable:
    """Where the engine writes a table to: passes on what the cutter lets through."""

    def __init__(self, output: Output, media_type: str, limits: AnswerLimits) -> None:
        self._output, self._media_type, self._limits = output, media_type, limits
        self._cutter: TableCutter | None = None
        self._pieces: list[bytes] = []
        self._size = 0

    def write(self, data: bytes) -> int:
        # The engine writes some 8 KiB at a time; larger pieces cost less.
        self._pieces.append(data)
        self._size += len(data)
        if self._size >= _PIECE_BYTES:
            self._pass_on()
        return len(data)

    def flush(self) -> None:
        """The engine asks for it at the end; :meth:`finish` does it."""

    def finish(self) -> None:
        # A row has at least one byte, so that so short a table need not be looked at.
        if self._cutter is None and self._size <= min(self._limits.rows, self._limits.size_bytes):
            self._output.write(b"".join(self._pieces))
            return
        self._output.write(self._pass_on().finish())

    def _pass_on(self) -> TableCutter:
        if self._cutter is None:
            self._cutter = TableCutter(self._media_type, self._limits)
        pieces, self._pieces, self._size = self._pieces, [], 0
        self._output.write(self._cutter.feed(b"".join(pieces)))
        if self._cutter.cut:
            raise _TableFull
        return self._cutter


_PIECE_BYTES = 64 << 10


def write_graph(
    result: Iterable[pyoxigraph.Triple], output: Output, media_type: str, limits: AnswerLimits
) -> bool:
    """Write a graph up to a limit; whether it was cut."""
    held = _HeldEnd(output)
    cutter = GraphCutter(limits, lambda: held.written)
    pyoxigraph.serialize(cutter.take(result), cast(IO[bytes], held), format=GRAPH_FORMATS[media_type])
    output.write(cutter.close(media_type, held.end) if cutter.cut else held.end)
    return cutter.cut


class _HeldEnd:
    """Where the engine writes a graph to: passes all on but the last few bytes, which may be replaced."""

    def __init__(self, output: Output) -> None:
        self._output, self.end, self.written = output, b"", 0

    def write(self, data: bytes) -> int:
        self.written += len(data)
        both = self.end + data
        self.end = both[-_HELD_BYTES:]
        self._output.write(both[:-_HELD_BYTES])
        return len(data)

    def flush(self) -> None:
        """The engine asks for it at the end; there is nothing to do."""


_HELD_BYTES = 16


def _form_of(result: object) -> Form:
    if isinstance(result, pyoxigraph.QuerySolutions):
        return Form.table
    return Form.boolean if isinstance(result, pyoxigraph.QueryBoolean) else Form.graph


def _lexical(term: object) -> str | None:
    if term is None:
        return None
    return term.value if isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal) else str(term)
