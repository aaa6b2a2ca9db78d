"""The SPARQL endpoint (SPARQL 1.1 Protocol, query only)."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from communique.store.formats import GRAPH_FORMATS, SUFFIXES, TABLE_FORMATS
from communique.store.protocol import (
    AnswerTooLargeError,
    BusyError,
    DeadlineError,
    EngineError,
    MemoryLimitError,
    NotAcceptableError,
    QueryError,
    QueryRefusedError,
)
from communique.store.worker import Job
from communique.web.errors import ProblemError
from communique.web.negotiation import choose, prefers_html
from communique.web.protocol import ProtocolRequest, read_get, read_post
from communique.web.rendering import Pages
from communique.web.results import results_page
from communique.web.served import ServedDataset

_STATUS: dict[type[QueryError], int] = {
    QueryRefusedError: 403,
    NotAcceptableError: 406,
    AnswerTooLargeError: 422,
    DeadlineError: 503,
    MemoryLimitError: 503,
    BusyError: 503,
    EngineError: 500,
}

_GRAPH_LIST = {"type": "array", "items": {"type": "string", "format": "uri"}}
_EXAMPLE = "SELECT * WHERE { ?s ?p ?o } LIMIT 5"
_OPENAPI = {
    "parameters": [
        {"name": "query", "in": "query", "required": True, "schema": {"type": "string"}, "example": _EXAMPLE},
        {"name": "default-graph-uri", "in": "query", "schema": _GRAPH_LIST},
        {"name": "named-graph-uri", "in": "query", "schema": _GRAPH_LIST},
        {
            "name": "format",
            "in": "query",
            "description": "Wins over Accept.",
            "schema": {"type": "string", "enum": list(SUFFIXES)},
        },
    ]
}


def router(served: ServedDataset, pages: Pages, body_bytes: int) -> APIRouter:
    """The routes of the endpoint."""
    routes = APIRouter(tags=["sparql"])

    @routes.get("/sparql", summary="Run a SPARQL 1.1 query", response_class=Response, openapi_extra=_OPENAPI)
    async def get(request: Request) -> Response:
        asked = read_get(request, body_bytes)
        if asked.query is None:
            return _without_query(request, pages, asked)
        return await _answer(request, served, pages, asked)

    @routes.post("/sparql", summary="Run a SPARQL 1.1 query", response_class=Response)
    async def post(request: Request) -> Response:
        return await _answer(request, served, pages, await read_post(request, body_bytes))

    return routes


def _without_query(request: Request, pages: Pages, asked: ProtocolRequest) -> Response:
    if asked.format is None and prefers_html(request.headers.get("accept")):
        return HTMLResponse(pages.render("sparql.html"))
    raise ProblemError(400, "the parameter 'query' is missing; for example /sparql?query=ASK%20%7B%7D")


async def _answer(request: Request, served: ServedDataset, pages: Pages, asked: ProtocolRequest) -> Response:
    accept = request.headers.get("accept")
    browser = asked.format is None and prefers_html(accept)
    try:
        result = await run_in_threadpool(served.pool.run, _job(asked, accept, browser))
    except QueryError as error:
        status = _STATUS.get(type(error), 400)
        message = str(error)
        if isinstance(error, NotAcceptableError) and asked.format is not None:
            message = f"format={asked.format} cannot hold the answer to this query"
        raise ProblemError(status, message, headers={"Retry-After": "5"} if status == 503 else None) from None
    if browser:
        # Not in the event loop: a long answer would hold up everybody else.
        return HTMLResponse(await run_in_threadpool(results_page, pages, asked, result))
    return Response(result.body, media_type=result.media_type)


def _job(asked: ProtocolRequest, accept: str | None, browser: bool) -> Job:
    """A request for the workers; a page is made from the first of the formats of each kind."""
    if asked.format is not None:
        media_type = SUFFIXES[asked.format]
        table = media_type if media_type in TABLE_FORMATS else None
        graph = media_type if media_type in GRAPH_FORMATS else None
    elif browser:
        table, graph = next(iter(TABLE_FORMATS)), next(iter(GRAPH_FORMATS))
    else:
        table, graph = choose(accept, list(TABLE_FORMATS)), choose(accept, list(GRAPH_FORMATS))
    chosen = asked.default_graphs or asked.named_graphs
    return Job(
        asked.query or "",
        table,
        graph,
        asked.default_graphs if chosen else None,
        asked.named_graphs if chosen else None,
    )
