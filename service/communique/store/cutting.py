"""Cutting an answer off at a limit, in such a way that the cut shows.

The engine writes answers itself, and knows no limit while it does. So a table is cut where it passes by: rows
are told apart by byte sequences that each format has between them and nowhere else, which costs next to
nothing. A graph is cut by giving the engine no more triples to write. Either way the answer ends well formed
and says in its own way that it is not whole:

=====================  ====================================================================================
JSON (SPARQL results)  a member ``truncated`` beside ``results``
XML, RDF/XML           a comment after the root element
CSV, TSV               a last line that begins with ``# truncated``, which strict readers refuse
JSON-LD                a last object whose only member, ``truncated``, is no RDF
other RDF              a last line that is a comment
=====================  ====================================================================================
"""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from communique.store.protocol import AnswerTooLargeError

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class AnswerLimits:
    """How long an answer may be, before it is compressed."""

    rows: int = 1_000_000
    """Rows of a table, triples of a graph."""
    size_bytes: int = 256 << 20


UNLIMITED = AnswerLimits(sys.maxsize, sys.maxsize)
"""For answers to queries of our own, read where they are worked out."""


def statement(rows: int) -> str:
    """What a cut answer says of itself."""
    return f"truncated after {rows} rows, this service gives no more at once; use LIMIT and OFFSET"


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a format sets rows apart."""

    row_end: re.Pattern[bytes]
    """Matches where a row ends, and what it matches belongs to the row."""
    marks: tuple[bytes, ...]
    """What shows a row end, to be counted and found fast."""
    kept: int
    """How many bytes of a mark belong to the row before it."""
    close: Callable[[str], bytes]
    """What completes a table that was cut."""
    plain: Callable[[bytes], bytes] = lambda data: data
    """Makes values that hold marks harmless, every byte in its place; given whole rows and a part of one."""
    between: bool = False
    """Whether marks stand between rows rather than after each."""
    header_rows: int = 0


_CSV_QUOTED = re.compile(rb'"[^"]*"')
_JSON_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)


def _plain_csv(data: bytes) -> bytes:
    """CSV without what is quoted; a quotation that goes on is taken out, too."""
    if b'"' not in data:
        return data
    plain = _CSV_QUOTED.sub(lambda match: b"x" * len(match[0]), data)
    opened = plain.find(b'"')
    return plain if opened < 0 else plain[:opened] + b"x" * (len(plain) - opened)


def _plain_json(data: bytes) -> bytes:
    """JSON without what stands in strings, if any of it could be mistaken for the end of a row.

    After a true end comes the name of a variable, or nothing. In a string a quotation mark is escaped, so
    that a value can hold the first mark only where its own end makes a part of it; then no name follows.
    """
    doubtful = b"},{}" in data or b'},{",' in data or b'},{"}' in data or data.endswith(b'},{"')
    return _JSON_STRING.sub(lambda match: b'"'.ljust(len(match[0]), b"x"), data) if doubtful else data


_LAYOUTS = {
    "application/sparql-results+json": _Layout(
        re.compile(rb'\}(?=,\{["}])'),
        (b'},{"', b"},{}"),
        1,
        lambda said: b']},"truncated":"' + said.encode("ascii") + b'"}',
        plain=_plain_json,
        between=True,
    ),
    "application/sparql-results+xml": _Layout(
        re.compile(rb"</result>"),
        (b"</result>",),
        9,
        lambda said: b"</results></sparql><!-- " + said.encode("ascii") + b" -->\n",
    ),
    "text/csv": _Layout(
        re.compile(rb"\r\n"),
        (b"\r\n",),
        2,
        lambda said: b"# " + said.encode("ascii") + b"\r\n",
        plain=_plain_csv,
        header_rows=1,
    ),
    "text/tab-separated-values": _Layout(
        re.compile(rb"\n"),
        (b"\n",),
        1,
        lambda said: b"# " + said.encode("ascii") + b"\n",
        header_rows=1,
    ),
}


class TableCutter:
    """Hands a table on, whole rows up to a limit; made for one answer.

    Attributes:
        cut: whether the limit was reached; what :meth:`feed` gave then was the end.
    """

    def __init__(self, media_type: str, limits: AnswerLimits) -> None:
        self._layout, self._limits = _LAYOUTS[media_type], limits
        self._rows = -self._layout.header_rows
        self._passed = 0
        self._rest = b""
        self.cut = False

    def feed(self, data: bytes) -> bytes:
        """The rows that are complete by now.

        Raises:
            AnswerTooLargeError: not even one row fits.
        """
        data = self._rest + data
        plain = self._layout.plain(data)
        end = self._last_end(plain)
        if end == 0 and len(data) > self._limits.size_bytes:
            raise AnswerTooLargeError(f"one row alone is longer than {self._limits.size_bytes:,} bytes")
        ended = self._count(plain, end)
        rows = self._rows + ended
        if rows > self._limits.rows or (self._layout.between and rows == self._limits.rows and end):
            return self._end(data, plain, self._limits.rows - self._rows)
        if self._passed + end > self._limits.size_bytes:
            allowed = plain[: self._limits.size_bytes - self._passed]
            return self._end(data, plain, sum(1 for _ in self._layout.row_end.finditer(allowed)))
        self._rows, self._rest = rows, data[end:]
        self._passed += end
        return data[:end]

    def finish(self) -> bytes:
        """What is left of a table that has come to its end."""
        rest, self._rest = self._rest, b""
        return rest

    def _last_end(self, plain: bytes) -> int:
        """Where the last complete row ends, or 0."""
        last = max(plain.rfind(mark) for mark in self._layout.marks)
        return last + self._layout.kept if last >= 0 else 0

    def _count(self, plain: bytes, end: int) -> int:
        """How many rows end up to a place."""
        if any(mark in plain for mark in self._layout.marks[1:]):  # such marks overlap
            return len(self._layout.row_end.findall(plain[: end + 3]))
        mark = self._layout.marks[0]
        return plain.count(mark, 0, end - self._layout.kept + len(mark))

    def _end(self, data: bytes, plain: bytes, rows: int) -> bytes:
        """The data up to the end of so many rows, and the close."""
        if self._passed == 0 and rows <= 0:
            raise AnswerTooLargeError(f"not one row fits into {self._limits.size_bytes:,} bytes")
        self.cut, self._rest = True, b""
        ends = (match.end() for match in self._layout.row_end.finditer(plain))
        end = next(itertools.islice(ends, rows - 1, None)) if rows > 0 else 0
        return data[:end] + self._layout.close(statement(self._rows + rows))


_BATCH = 1000


class GraphCutter:
    """Gives triples to whoever writes them, up to a limit.

    Attributes:
        cut: whether the limit was reached.
    """

    def __init__(self, limits: AnswerLimits, written: Callable[[], int]) -> None:
        """Make one for one answer.

        Args:
            limits: how long it may be.
            written: tells how many bytes have been written so far.
        """
        self._limits, self._written = limits, written
        self._given = 0
        self.cut = False

    def take(self, triples: Iterable[Item]) -> Iterator[Item]:
        """The triples up to the limit."""
        return itertools.chain.from_iterable(self._batches(iter(triples)))

    def _batches(self, triples: Iterator[Item]) -> Iterator[Iterable[Item]]:
        # In batches, so that no code of ours runs for every single triple.
        while True:
            first = next(triples, None)
            if first is None:
                return
            room = min(_BATCH, self._limits.rows - self._given)
            if room <= 0 or self._written() > self._limits.size_bytes:
                self.cut = True
                return
            self._given += room
            yield itertools.chain((first,), itertools.islice(triples, room - 1))

    def close(self, media_type: str, ending: bytes) -> bytes:
        """The end of a graph that was cut, in place of the end that the engine wrote.

        Args:
            media_type: the format.
            ending: the last bytes of the engine's.
        """
        said = statement(self._given).replace("rows", "triples")
        if media_type == "application/ld+json":
            body = ending.rstrip()
            comma = b"," if not body[:-1].rstrip().endswith(b"[") else b""
            return body[:-1] + comma + b'{"truncated":"' + said.encode("ascii") + b'"}]'
        if media_type == "application/rdf+xml":
            return ending + f"\n<!-- {said} -->\n".encode("ascii")
        return ending + f"# {said}\n".encode("ascii")
