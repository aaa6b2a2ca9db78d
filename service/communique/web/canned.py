"""The canned queries as typed endpoints."""

from __future__ import annotations

import difflib

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from communique.store.canned import CannedQuery, bind
from communique.store.formats import ALIASES, SUFFIXES, TABLE_FORMATS
from communique.web.errors import ProblemError
from communique.web.negotiation import choose
from communique.web.parameters import single_values
from communique.web.served import ServedDataset

_OFFERED = [
    "application/sparql-results+json",
    "text/csv",
    "application/sparql-results+xml",
    "text/tab-separated-values",
]


class ParameterDescription(BaseModel):
    """A parameter of a canned query."""

    name: str
    type: str
    required: bool
    default: str | None
    description: str
    example: str | None


class QueryDescription(BaseModel):
    """A canned query: what it answers and how it is called."""

    name: str
    title: str
    summary: str
    tags: list[str]
    parameters: list[ParameterDescription]
    address: str
    sparql: str


def router(served: ServedDataset) -> APIRouter:
    """The routes of the canned queries."""
    routes = APIRouter(prefix="/api/queries", tags=["canned queries"])

    @routes.get("", summary="All canned queries")
    def queries() -> list[QueryDescription]:
        return [describe(query) for query in served.catalogue.queries.values()]

    @routes.get(
        "/{name}",
        summary="The answer of a canned query, as JSON (SPARQL results), CSV, XML or TSV",
        description="Parameters are those that /api/queries lists, plus format=json|csv|xml|tsv.",
        responses={200: {"content": {name: {} for name in _OFFERED}}},
        response_class=Response,
    )
    def answer(name: str, request: Request) -> Response:
        query = find(served, name)
        values = single_values(request.query_params.multi_items())
        media_type = table_format(values.pop("format", None), request.headers.get("accept"))
        bindings = bind(query.parameters, values, served.things)
        body = served.store.query(query.text, bindings=bindings).serialise(media_type)
        return Response(body, media_type=media_type)

    return routes


def describe(query: CannedQuery) -> QueryDescription:
    """A canned query for clients."""
    parameters = [
        ParameterDescription(
            name=parameter.name,
            type=parameter.type,
            required=parameter.required,
            default=parameter.default,
            description=parameter.description,
            example=parameter.example,
        )
        for parameter in query.parameters
    ]
    return QueryDescription(
        name=query.name,
        title=query.title,
        summary=query.summary,
        tags=list(query.tags),
        parameters=parameters,
        address=f"/api/queries/{query.name}",
        sparql=query.text,
    )


def find(served: ServedDataset, name: str) -> CannedQuery:
    """A canned query by name.

    Raises:
        ProblemError: there is none, or its file is broken.
    """
    if name in served.catalogue.broken:
        raise ProblemError(503, f"the query is broken: {served.catalogue.broken[name]}")
    if name not in served.catalogue.queries:
        near = difflib.get_close_matches(name[:200], served.catalogue.queries, n=3, cutoff=0.4)
        raise ProblemError(404, f"there is no canned query '{name[:100]}'", suggestions=near)
    return served.catalogue.queries[name]


def table_format(named: str | None, accept: str | None) -> str:
    """The media type of a table: as named by ``format``, else by the Accept header.

    Raises:
        ProblemError: neither fits.
    """
    if named is not None:
        media_type = SUFFIXES.get(named, "")
        if media_type not in TABLE_FORMATS:
            raise ProblemError(
                400, f"format: '{named[:40]}' is not one of json, csv, xml, tsv", parameter="format"
            )
        return media_type
    chosen = choose(accept, [*_OFFERED, "text/html"])
    if chosen is None:
        raise ProblemError(406, f"nothing in Accept fits; there is {', '.join([*_OFFERED, *ALIASES])}")
    return _OFFERED[0] if chosen == "text/html" else chosen
