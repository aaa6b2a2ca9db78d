"""Asking a store and reading what it answers, whichever store it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from rdflib import Graph

from communique.client.values import Value, read_value
from communique.store.protocol import AnswerTooLargeError, EngineError, Form, Store, Term
from communique.store.remote.answer import PLAIN_FORMATS

_CUT_GRAPH = b"# truncated"


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it has come: its columns, and for each row the values by column."""

    columns: tuple[str, ...]
    rows: list[dict[str, Value]]


Content = Table | bool | Graph


def ask(store: Store, text: str, bindings: Mapping[str, Term] | None = None) -> tuple[Content, bool]:
    """The answer to a query, and whether it was cut off.

    Raises:
        QueryError: in one of its kinds, whatever went wrong.
    """
    answer = store.query(text, bindings=bindings)
    return read(answer.form, answer.serialise(PLAIN_FORMATS[answer.form]))


def ask_own(store: Store, name: str, bindings: Mapping[str, Term] | None = None) -> list[dict[str, Value]]:
    """The rows of one of the queries of this room.

    Raises:
        QueryError: in one of its kinds, whatever went wrong; also if the answer was cut off.
    """
    text = (files("communique.client") / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    return whole_table(store, text, bindings)


def whole_table(
    store: Store, text: str, bindings: Mapping[str, Term] | None = None
) -> list[dict[str, Value]]:
    """The rows of a query whose answer is of no use unless it is whole.

    Raises:
        QueryError: in one of its kinds, whatever went wrong; also if the answer was cut off.
    """
    content, truncated = ask(store, text, bindings)
    assert isinstance(content, Table)  # noqa: S101 - the queries of this room are SELECT queries
    if truncated:
        raise AnswerTooLargeError(
            "the service cuts off an answer this long; ask for less, such as one holder or one article"
        )
    return content.rows


def read(form: Form, body: bytes) -> tuple[Content, bool]:
    """An answer from its bytes in the plain format of its kind, and whether it was cut off.

    Raises:
        EngineError: the bytes are no such answer.
    """
    try:
        if form is Form.graph:
            return Graph().parse(data=body, format="nt"), _is_cut_graph(body)
        document: dict[str, Any] = json.loads(body)
        if form is Form.boolean:
            return bool(document["boolean"]), False
        columns = tuple(document["head"]["vars"])
        rows = [
            {name: read_value(term) for name, term in row.items()} for row in document["results"]["bindings"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EngineError(
            f"what came is no answer to the query ({type(error).__name__}); try again"
        ) from error
    return Table(columns, rows), "truncated" in document


def _is_cut_graph(body: bytes) -> bool:
    return body.rstrip().rpartition(b"\n")[2].startswith(_CUT_GRAPH)
