"""What the OpenAPI description says of one canned query."""

from __future__ import annotations

from typing import Any

from communique.store.canned import (
    CLOSED_TYPES,
    THING_TYPES,
    CannedQuery,
    ChoiceLists,
    Parameter,
)
from communique.store.protocol import Form
from communique.web.canned.formats import READABLE, offered
from communique.web.canned.paging import PAGE_ROWS
from communique.web.described_parameters import (
    DATASET,
    format_parameter,
    query_parameter,
    typed_parameter,
)

_EVERY = 10_000
"""More than any closed type has values."""
_PROBLEM = {
    "application/problem+json": {"schema": {"type": "object", "required": ["title", "status", "detail"]}}
}


def operation_parameters(query: CannedQuery, lists: ChoiceLists) -> list[dict[str, Any]]:
    """The parameters of a query as OpenAPI has them, each with its own type."""
    own = [_parameter(query.name, parameter, lists) for parameter in query.parameters]
    return [*own, *common_parameters(query.form)]


def common_parameters(form: Form) -> list[dict[str, Any]]:
    """The parameters that every query with a kind of answer has."""
    formats = offered(form)
    own = " `json` has rows with numbers as numbers; `sparql-json` is SPARQL's own."
    named = format_parameter(formats, own if READABLE in formats.values() else "")
    if form is not Form.table:
        return [named, DATASET]
    limit = query_parameter(
        "limit",
        "Give a page of so many rows; without it the answer is given whole.",
        {"type": "integer", "minimum": 1, "maximum": PAGE_ROWS},
        100,
    )
    after = query_parameter(
        "after",
        "`next` of the page before; other formats than JSON have it in the Link header.",
        {"type": "string"},
    )
    return [named, limit, after, DATASET]


def responses(query: CannedQuery) -> dict[int | str, dict[str, Any]]:
    """The answers of a query as OpenAPI has them."""
    content: dict[str, Any] = {media_type: {} for media_type in offered(query.form).values()}
    if READABLE in content:
        content[READABLE] = {"schema": _answer(query)}
    found: dict[int | str, dict[str, Any]] = {
        200: {"description": query.summary or query.title, "content": content},
        400: {"description": "A parameter does not fit; the answer says which and why.", "content": _PROBLEM},
        406: {"description": "Nothing in Accept fits.", "content": _PROBLEM},
        503: {"description": "The answer is not to be had now; try again.", "content": _PROBLEM},
    }
    if any(parameter.type in THING_TYPES for parameter in query.parameters):
        message = "A parameter names a thing that the dataset does not have; the nearest are suggested."
        found[404] = {"description": message, "content": _PROBLEM}
    found[410] = {"description": "The cursor or the version is of another dataset.", "content": _PROBLEM}
    return found


def refusals() -> dict[int | str, dict[str, Any]]:
    """What is answered where a query is named that there is not, or asked for what it does not have."""
    return {
        400: {"description": "A parameter does not fit; the answer says which and why.", "content": _PROBLEM},
        404: {"description": "There is no such query; the nearest are suggested.", "content": _PROBLEM},
        503: {"description": "The file of the query is broken; the answer says how.", "content": _PROBLEM},
    }


def _parameter(query: str, parameter: Parameter, lists: ChoiceLists) -> dict[str, Any]:
    is_closed, is_thing = parameter.type in CLOSED_TYPES, parameter.type in THING_TYPES
    found = lists.of(parameter, limit=_EVERY) if is_closed or parameter.choices else None
    choices = [choice.value for choice in found.items] if found else []
    where = f"/api/queries/{query}/choices/{parameter.name}"
    more = f" A slug, kind/slug or whole IRI; {where} lists them." if is_thing and not is_closed else ""
    return typed_parameter(parameter, choices, example=lists.example(parameter), more=more)


def _answer(query: CannedQuery) -> dict[str, Any]:
    text = {"type": "string"}
    properties: dict[str, Any] = {
        "dataset": {**text, "description": "Version of the dataset."},
        "licence": {**text, "description": "Licence of the data."},
        "address": {**text, "description": "Address of exactly this answer, for citations."},
        "query": {**text, "const": query.name},
        "title": text,
        "parameters": {"type": "object", "description": "The values as they were understood."},
    }
    if query.form is Form.boolean:
        properties["answer"] = {"type": "boolean"}
    else:
        value = {"type": ["string", "number", "boolean", "null"]}
        row = {
            "type": "object",
            "properties": dict.fromkeys(query.columns, value),
            "required": list(query.columns),
        }
        properties |= {
            "columns": {"type": "array", "items": text, "examples": [list(query.columns)]},
            "rows": {"type": "array", "items": row},
            "next": {"type": ["string", "null"], "description": "The `after` of the next page."},
        }
    return {"type": "object", "properties": properties, "required": list(properties)}
