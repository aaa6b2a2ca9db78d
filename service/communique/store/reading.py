"""Reading large parts of a store into memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from importlib.resources import files

from communique.store.protocol import Answer, Store, Term


def read_rows(store: Store, name: str, bindings: Mapping[str, Term] | None = None) -> Iterator[list[str]]:
    """The rows of one of the queries of this room, each value in its lexical form, nothing as empty text.

    Args:
        store: the store.
        name: the query.
        bindings: values of its variables.
    """
    text = (files("communique.store") / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    return quick_rows(store.query(text, bindings=bindings))


def quick_rows(answer: Answer) -> Iterator[list[str]]:
    """The rows of a table, each value in its lexical form, nothing as empty text.

    They are asked for as CSV, which is written by the engine and read several times as fast as anything else.

    Args:
        answer: the answer to a SELECT.
    """
    rows = csv.reader(io.StringIO(answer.serialise("text/csv").decode("utf-8"), newline=""))
    next(rows)
    return rows
