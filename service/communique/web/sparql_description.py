"""The SPARQL endpoint in the OpenAPI description; the framework itself knows nothing of it."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from communique.store.formats import GRAPH_FORMATS, SUFFIXES, TABLE_FORMATS
from communique.web.protocol import FORM, QUERY

PATH = "/sparql"
_GRAPH_LIST = {"type": "array", "items": {"type": "string", "format": "uri"}}
_EXAMPLE = "SELECT * WHERE { ?s ?p ?o } LIMIT 5"
_FORMATS = [*TABLE_FORMATS, *GRAPH_FORMATS]
_OPENAPI: dict[str, Any] = {
    "tags": ["sparql"],
    "summary": "Run a SPARQL 1.1 query",
    "responses": {
        "200": {
            "description": "The answer, or without a query the description of the service.",
            "content": {name: {"schema": {"type": "string"}} for name in [*_FORMATS, "text/html"]},
        },
        **{
            status: {"description": said, "content": {"text/plain": {"schema": {"type": "string"}}}}
            for status, said in (
                ("400", "Not a query, or a parameter that is unknown or given twice."),
                ("403", "An update, SERVICE, or a graph that is not in the dataset."),
                ("406", "Nothing in Accept can hold the answer."),
                ("413", "The request is too long."),
                ("415", "The body is of another type."),
                ("422", "The answer is too large."),
                ("503", "Stopped at a limit, or too many queries wait; see Retry-After."),
            )
        },
    },
}
_PARAMETERS: list[dict[str, Any]] = [
    {"name": "query", "in": "query", "schema": {"type": "string"}, "example": _EXAMPLE},
    {"name": "default-graph-uri", "in": "query", "schema": _GRAPH_LIST},
    {"name": "named-graph-uri", "in": "query", "schema": _GRAPH_LIST},
    {
        "name": "format",
        "in": "query",
        "description": "Wins over Accept.",
        "schema": {"type": "string", "enum": list(SUFFIXES)},
    },
]
_FIELDS = {item["name"]: item["schema"] for item in _PARAMETERS}
_BODY = {
    "required": True,
    "content": {
        FORM: {"schema": {"type": "object", "required": ["query"], "properties": _FIELDS}},
        QUERY: {"schema": {"type": "string"}, "example": _EXAMPLE},
    },
}


def describe_in(app: FastAPI) -> None:
    """Add the endpoint to the description of an app that does not answer for it."""
    described = app.openapi

    def openapi() -> dict[str, Any]:
        known = app.openapi_schema is not None
        schema = described()
        if not known:
            get = {**_OPENAPI, "operationId": "sparql_get", "parameters": _PARAMETERS}
            post = {**_OPENAPI, "operationId": "sparql_post", "requestBody": _BODY}
            schema["paths"] = {PATH: {"get": get, "post": post}, **schema["paths"]}
        return schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI documents this way
