"""The SPARQL endpoint (SPARQL 1.1 Protocol, query only)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool

from communique.store.formats import GRAPH_FORMATS, TABLE_FORMATS
from communique.store.protocol import (
    AnswerTooLargeError,
    BusyError,
    DeadlineError,
    EngineError,
    Form,
    MemoryLimitError,
    NotAcceptableError,
    QueryError,
    QueryRefusedError,
)
from communique.store.worker import Job, Result
from communique.web.errors import ProblemError
from communique.web.negotiation import choose, prefers_html
from communique.web.rendering import Pages
from communique.web.served import ServedDataset

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_READ_ONLY = "updates are not allowed: this endpoint is read-only; the dataset changes only through releases"
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
    ]
}


@dataclass(frozen=True, slots=True)
class ProtocolRequest:
    """What a request asks, however it was sent."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


def router(served: ServedDataset, pages: Pages, body_bytes: int) -> APIRouter:
    """The routes of the endpoint."""
    routes = APIRouter(tags=["sparql"])

    @routes.get("/sparql", summary="Run a SPARQL 1.1 query", response_class=Response, openapi_extra=_OPENAPI)
    async def get(request: Request) -> Response:
        asked = read_parameters(_decode(request.scope["query_string"], body_bytes))
        if asked.query is None:
            return _without_query(request, pages)
        return await _answer(request, served, pages, asked)

    @routes.post("/sparql", summary="Run a SPARQL 1.1 query", response_class=Response)
    async def post(request: Request) -> Response:
        return await _answer(request, served, pages, await _read_post(request, body_bytes))

    return routes


def read_parameters(items: Iterable[tuple[str, str]]) -> ProtocolRequest:
    """The parameters of the protocol.

    Raises:
        ProblemError: an update, an unknown parameter, or one given twice that may be given once.
    """
    queries: list[str] = []
    graphs: dict[str, list[str]] = {"default-graph-uri": [], "named-graph-uri": []}
    for name, value in items:
        if name in ("update", "using-graph-uri", "using-named-graph-uri"):
            raise ProblemError(403, _READ_ONLY)
        if name in graphs:
            graphs[name].append(value)
        elif name == "query":
            queries.append(value)
        else:
            raise ProblemError(
                400,
                f"there is no parameter '{name[:80]}'; there is: query, default-graph-uri, named-graph-uri",
            )
    if len(queries) > 1:
        raise ProblemError(400, "the parameter 'query' is given more than once")
    return ProtocolRequest(
        queries[0] if queries else None, tuple(graphs["default-graph-uri"]), tuple(graphs["named-graph-uri"])
    )


async def _read_post(request: Request, body_bytes: int) -> ProtocolRequest:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == "application/sparql-update":
        raise ProblemError(403, _READ_ONLY)
    if media_type not in (FORM, QUERY):
        raise ProblemError(415, f"send the query as {FORM} or {QUERY}, not as '{media_type[:80]}'")
    body = await _read_body(request, body_bytes)
    beside = _decode(request.scope["query_string"], body_bytes)
    if media_type == QUERY:
        return read_parameters([*beside, ("query", _text(body))])
    asked = read_parameters([*beside, *_decode(body, body_bytes)])
    if asked.query is None:
        raise ProblemError(400, "the parameter 'query' is missing")
    return asked


async def _read_body(request: Request, limit: int) -> bytes:
    """A request body, given up as soon as it is too long.

    Raises:
        ProblemError: it is too long.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise ProblemError(413, f"the request is longer than {limit:,} bytes; shorten the query")
    return bytes(body)


def _decode(encoded: bytes, limit: int) -> list[tuple[str, str]]:
    """Names and values of a form or query string, decoded once."""
    if len(encoded) > limit:
        raise ProblemError(413, f"the request is longer than {limit:,} bytes; shorten the query")
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=200)
    except UnicodeDecodeError:
        raise ProblemError(400, "the parameters are not percent-encoded UTF-8") from None
    except ValueError as error:
        raise ProblemError(400, f"the parameters cannot be read: {error}") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(400, f"the query is not UTF-8 at byte {error.start}") from None


def _without_query(request: Request, pages: Pages) -> Response:
    if prefers_html(request.headers.get("accept")):
        return HTMLResponse(pages.render("sparql.html"))
    raise ProblemError(400, "the parameter 'query' is missing; for example /sparql?query=ASK%20%7B%7D")


async def _answer(request: Request, served: ServedDataset, pages: Pages, asked: ProtocolRequest) -> Response:
    accept = request.headers.get("accept")
    browser = prefers_html(accept)
    chosen = asked.default_graphs or asked.named_graphs
    job = Job(
        asked.query or "",
        next(iter(TABLE_FORMATS)) if browser else choose(accept, list(TABLE_FORMATS)),
        next(iter(GRAPH_FORMATS)) if browser else choose(accept, list(GRAPH_FORMATS)),
        asked.default_graphs if chosen else None,
        asked.named_graphs if chosen else None,
    )
    try:
        result = await run_in_threadpool(served.pool.run, job)
    except QueryError as error:
        status = _STATUS.get(type(error), 400)
        raise ProblemError(
            status, str(error), headers={"Retry-After": "5"} if status == 503 else None
        ) from None
    if browser:
        return HTMLResponse(_as_page(pages, asked, result))
    return Response(result.body, media_type=result.media_type)


def _as_page(pages: Pages, asked: ProtocolRequest, result: Result) -> str:
    """An answer for people: a table, or the text of a graph."""
    if result.form is Form.graph:
        return pages.render(
            "results.html", query=asked.query, text=result.body.decode("utf-8"), columns=[], rows=[]
        )
    answer = json.loads(result.body)
    if result.form is Form.boolean:
        return pages.render(
            "results.html", query=asked.query, text=str(answer["boolean"]).lower(), columns=[], rows=[]
        )
    columns = answer["head"]["vars"]
    rows = [
        [cell.get(name, {}).get("value", "") for name in columns] for cell in answer["results"]["bindings"]
    ]
    return pages.render("results.html", query=asked.query, text="", columns=columns, rows=rows)
