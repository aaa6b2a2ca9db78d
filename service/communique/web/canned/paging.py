"""Pages of an answer by keyset cursors.

The rows of a canned query are ordered, and the same for every call until the dataset changes. So a page need
not be a query of its own with a place to bind the cursor, which every query file would have to provide: the
answer is kept as a whole (:mod:`communique.web.canned.asking`) and a page is a slice of it. The place is
marked by the last row itself, by a hash of all its values. A number alone would not notice that it stands on
another row; the values of the sort keys alone would not do, for a query may order by expressions that are
not in its answer. A cursor says which dataset and which question it belongs to; on any other it is refused,
because its place would mean nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.store.protocol import Term
from communique.web.errors import ProblemError

PAGE_ROWS = 10_000
"""Most rows of a page; without ``limit`` and ``after`` the answer is given whole."""
_DIGITS = 16
_LONGEST = 200
"""No cursor has more characters."""

SparqlRow = Mapping[str, Mapping[str, str]]
"""A solution as SPARQL's JSON has it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a cursor belongs to: a dataset, and a query with values of its parameters."""

    dataset: str
    digest: str

    @classmethod
    def of(cls, dataset: str, text: str, bindings: Mapping[str, Term]) -> Question:
        """The question that a query asks with some values.

        Args:
            dataset: version of the dataset.
            text: the query.
            bindings: values of its parameters.
        """
        values = sorted((name, term.n3()) for name, term in bindings.items())
        return cls(dataset[:_DIGITS], _digest([text, values]))


def slice_rows(
    rows: Sequence[SparqlRow], question: Question, limit: int | None, after: str | None
) -> tuple[Sequence[SparqlRow], str | None]:
    """One page of rows, and the cursor of the next if there is one.

    Args:
        rows: the whole answer.
        question: what it answers.
        limit: how many rows at most; None for all the rest.
        after: the cursor of the page before.

    Raises:
        ProblemError: the cursor is none, or belongs to another dataset or question.
    """
    begin = 0 if after is None else _place(rows, *_read(after, question)) + 1
    end = len(rows) if limit is None else min(begin + limit, len(rows))
    if end == len(rows) or end == begin:
        return rows[begin:end], None
    last = rows[end - 1]
    return rows[begin:end], _write(question, _digest(last), end - 1)


def _write(question: Question, row: str, number: int) -> str:
    content = json.dumps([question.dataset, question.digest, row, number], separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def _read(cursor: str, question: Question) -> tuple[str, int]:
    """The hash of the row that a cursor stands on, and the number that this row had."""
    content = _decoded(cursor)
    match content:
        case [str(dataset), str(digest), str(row), int(number)]:
            pass
        case _:
            raise _refusal(400, "this is no cursor; take `next` of the page before, or leave it out")
    if dataset != question.dataset:
        raise _refusal(410, "the dataset has changed since that page; begin again without it")
    if digest != question.digest:
        raise _refusal(400, "this cursor belongs to another query or other values; begin again without it")
    return row, number


def _decoded(cursor: str) -> object:
    """What a cursor holds, or None for what is no cursor."""
    if len(cursor) > _LONGEST:
        return None
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        return json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (ValueError, RecursionError):  # binascii.Error and UnicodeError are kinds of ValueError
        return None


def _refusal(status: int, message: str) -> ProblemError:
    return ProblemError(status, f"after: {message}", parameter="after")


def _place(rows: Sequence[SparqlRow], wanted: str, number: int) -> int:
    """Where the row is: as a rule where it was, so that a long answer need not be searched."""
    if 0 <= number < len(rows) and _digest(rows[number]) == wanted:
        return number
    for place, row in enumerate(rows):
        if _digest(row) == wanted:
            return place
    raise _refusal(410, "the row it stands on is not in this answer; begin again without it")


def _digest(content: object) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
