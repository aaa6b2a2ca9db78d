"""Answers as JSON that reads without knowing SPARQL."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from rdflib import Literal
from rdflib.namespace import XSD

from communique.store.canned import CannedQuery
from communique.store.protocol import Term
from communique.web.canned.paging import SparqlRow

Value = str | int | float | bool | None

_WHOLE = {
    str(XSD[name])
    for name in (
        "byte",
        "int",
        "integer",
        "long",
        "negativeInteger",
        "nonNegativeInteger",
        "nonPositiveInteger",
        "positiveInteger",
        "short",
        "unsignedByte",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
    )
}
_BOOLEAN = str(XSD.boolean)
_FRACTIONAL = {str(XSD.decimal), str(XSD.double), str(XSD.float)}


def readable_answer(
    cited: Mapping[str, str],
    query: CannedQuery,
    bindings: Mapping[str, Term],
    document: Mapping[str, Any],
    following: str | None,
) -> dict[str, Any]:
    """An answer with what it answers.

    Args:
        cited: what it says of itself (:func:`communique.web.citing.citation`).
        query: the query.
        bindings: values of its parameters.
        document: the answer as SPARQL's JSON has it.
        following: the cursor of the next page.
    """
    asked = {
        **cited,
        "query": query.name,
        "title": query.title,
        "parameters": {item.name: _given(bindings.get(item.name)) for item in query.parameters},
    }
    if "boolean" in document:
        return {**asked, "answer": document["boolean"]}
    columns = document["head"]["vars"]
    rows = [
        {name: readable_value(row.get(name)) for name in columns} for row in document["results"]["bindings"]
    ]
    cut = {"truncated": document["truncated"]} if "truncated" in document else {}
    return {**asked, "columns": columns, "rows": rows, "next": following, **cut}


def readable_value(cell: Mapping[str, str] | None) -> Value:
    """A value as JSON has it: numbers and truth values as such, anything else as text, none as null."""
    if cell is None:
        return None
    text, datatype = cell["value"], cell.get("datatype")
    if datatype is None:
        return f"_:{text}" if cell["type"] == "bnode" else text
    try:
        if datatype in _WHOLE:
            return int(text)
        if datatype in _FRACTIONAL and math.isfinite(float(text)):  # JSON has no word for the others
            return float(text)
    except ValueError:  # an ill-formed number is no number, whatever its type says
        return text
    return text == "true" if datatype == _BOOLEAN and text in ("true", "false") else text


def cells(row: SparqlRow) -> dict[str, str]:
    """The values of a row as texts."""
    return {name: cell["value"] for name, cell in row.items()}


def _given(term: Term | None) -> Value:
    if isinstance(term, Literal) and isinstance(term.value, int):
        return int(term.value)
    return None if term is None else str(term)
