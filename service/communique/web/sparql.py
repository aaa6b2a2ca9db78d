"""The SPARQL endpoint (SPARQL 1.1 Protocol, query only).

It stands beside the framework, not in it, because it streams, watches whether its client is still there, and
must cost little for small queries.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from communique.store.compression import ENCODINGS
from communique.store.formats import GRAPH_FORMATS, SUFFIXES, TABLE_FORMATS
from communique.store.protocol import AnswerTooLargeError, NotAcceptableError, QueryError
from communique.store.workers.delivery import Delivery
from communique.store.workers.wire import Head, Job
from communique.web.caching import AnswerCache, Kept, Key, RequestHeaders, validators
from communique.web.encoding import Coding, choose_coding
from communique.web.errors import ProblemError, client_query_problem
from communique.web.headers import (
    LICENCE_LINK,
    NOT_KEPT,
    TRUNCATED_HEADER,
    RawHeaders,
    common_headers,
    matches,
    raw,
)
from communique.web.negotiation import choose, prefers_html
from communique.web.protocol import ProtocolRequest, read_get, read_post
from communique.web.rendering import Pages
from communique.web.results import Result, results_page
from communique.web.served import ServedDataset
from communique.web.sparql_description import PATH
from communique.web.watching import Watched
from communique.web.wellknown import Descriptions

_log = logging.getLogger(__name__)

METHODS = "GET, HEAD, POST, OPTIONS"
_SEND_SECONDS = 60.0
"""How long a client may take nothing of its answer before the connection is closed."""
_PAGE_BYTES = 32 << 20
"""Longest answer that is made a page of."""
_KEPT_BYTES = 8 << 20
"""Longest answer that is kept for those who ask the same again."""
_UNSTEADY = re.compile(r"now|rand|uuid|bnode|\\u", re.IGNORECASE)
"""Without these letters, and without escapes that stand for letters, a query cannot call a function that
gives something else each time."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request as it has been understood."""

    request: ProtocolRequest
    headers: RequestHeaders
    http_version: str
    browser: bool
    key: Key | None
    """Under which its answer may be kept; None for not at all."""


class SparqlEndpoint:
    """ASGI application for the path of the endpoint."""

    def __init__(
        self,
        served: ServedDataset,
        pages: Pages,
        body_bytes: int,
        cache: AnswerCache,
    ) -> None:
        self._served, self._pages, self._body_bytes = served, pages, body_bytes
        self._cache, self._descriptions = cache, Descriptions(served)
        self._version = served.version
        self._common = raw(common_headers(served.version))
        self._answered = [*self._common, *raw({"Link": LICENCE_LINK})]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        try:
            await self._handle(scope, receive, send)
        except ProblemError as problem:
            headers = {"Content-Type": "text/plain; charset=utf-8", **NOT_KEPT, **problem.headers}
            body = f"{problem.detail}\n".encode()
            await _send(send, problem.status, [*self._common, *raw(headers)], body)
        except ClientDisconnect:  # before the end of its request, so there is nobody to answer
            _log.info("a client left in the middle of its request")
        except Exception:
            _log.exception("unexpected error in %s %s", scope["method"], scope["path"])
            headers = {"Content-Type": "text/plain; charset=utf-8", **NOT_KEPT}
            body = b"something went wrong here; it has been noted in the log\n"
            await _send(send, 500, [*self._common, *raw(headers)], body)

    async def _handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, headers = scope["method"], RequestHeaders.of(scope)
        if method == "GET":
            key = (PATH, scope["query_string"], headers.accept, choose_coding(headers.accept_encoding))
            kept = self._cache.get(key)
            if kept is not None:
                await self._give(send, kept, headers.if_none_match)
                return
            asked = read_get(scope["query_string"], self._body_bytes)
            if asked.query is None:
                await self._without_query(Request(scope), send, asked)
                return
            steady = _UNSTEADY.search(asked.query) is None
        elif method == "POST":
            request = Request(scope, receive)
            asked, key, steady = await read_post(request, self._body_bytes), None, False
        else:
            raise ProblemError(405, f"{method} is not possible here", headers={"Allow": METHODS})
        browser = asked.format is None and prefers_html(headers.accept)
        await Watched(receive).run(
            self._answer(
                _Asked(asked, headers, scope["http_version"], browser, key if steady else None), send
            )
        )

    async def _answer(self, asked: _Asked, send: Send) -> None:
        delivery: Delivery | None = None
        try:
            delivery = await self._served.pool.ask(_job(asked))
            head = await delivery.settled()
            if asked.browser:
                await self._give_page(send, asked, head, delivery)
                return
            body = delivery.whole()
            if body is None:
                await self._stream(send, asked, head, delivery)
            else:
                await self._give_whole(send, asked, head, body, delivery.cut)
        except QueryError as error:
            raise _problem(error, asked.request) from None
        finally:
            if delivery is not None:
                delivery.close()

    async def _give_whole(self, send: Send, asked: _Asked, head: Head, body: bytes, cut: bool) -> None:
        kept = self._kept(_about(head, cut), body)
        if asked.key is not None:
            self._cache.put(asked.key, kept)
        await self._give(send, kept, asked.headers.if_none_match if asked.key is not None else None)

    def _kept(self, about: RawHeaders, body: bytes) -> Kept:
        digest = hashlib.blake2b(body, digest_size=16).hexdigest()
        tag = f'"{self._version[:16]}-{digest}"'
        headers = [*self._answered, *about, *raw(validators(tag))]
        headers.append((b"content-length", str(len(body)).encode("ascii")))
        return Kept(headers, body, tag)

    async def _give(self, send: Send, kept: Kept, known: str | None) -> None:
        if matches(known, kept.tag):
            await _send(send, 304, [*self._common, *raw(validators(kept.tag))], b"")
            return
        await send({"type": "http.response.start", "status": 200, "headers": kept.headers})
        await send({"type": "http.response.body", "body": kept.body})

    async def _stream(self, send: Send, asked: _Asked, head: Head, delivery: Delivery) -> None:
        """Send an answer while it comes; if it breaks off, so does the transfer."""
        length: RawHeaders = []
        if asked.http_version == "1.0":  # only its length can show that a transfer broke off
            length = [(b"content-length", str(await delivery.completed()).encode("ascii"))]
        headers = [*self._answered, *_about(head, delivery.complete and delivery.cut), *length]
        headers += raw(NOT_KEPT)
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        kept: list[bytes] = []
        size = 0
        try:
            async for piece in delivery.pieces():
                size += len(piece)
                if asked.key is not None and size <= _KEPT_BYTES:
                    kept.append(piece)
                else:
                    kept.clear()  # a slow client would hold it for long, and for nothing
                async with asyncio.timeout(_SEND_SECONDS):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
        except (QueryError, TimeoutError) as error:
            # The server closes the connection in the middle of the transfer, and the client sees that.
            _log.info("an answer was broken off: %s", error)
            return
        await send({"type": "http.response.body", "body": b""})
        if asked.key is not None and size <= _KEPT_BYTES:
            self._cache.put(asked.key, self._kept(_about(head, delivery.cut), b"".join(kept)))

    async def _give_page(self, send: Send, asked: _Asked, head: Head, delivery: Delivery) -> None:
        body = bytearray()
        async for piece in delivery.pieces():
            body += piece
            if len(body) > _PAGE_BYTES:
                raise AnswerTooLargeError(
                    f"the answer is longer than {_PAGE_BYTES:,} bytes, too long for a page; "
                    "add LIMIT, or &format=csv for all of it"
                )
        # Not in the event loop: a long answer would hold up everybody else.
        result = Result(head.form, head.media_type, bytes(body))
        cut = delivery.cut
        page = await run_in_threadpool(results_page, self._pages, asked.request, result, truncated=cut)
        await self._give_html(send, page, asked.headers.if_none_match, cut=cut)

    async def _without_query(self, request: Request, send: Send, asked: ProtocolRequest) -> None:
        if request.url.query:
            raise ProblemError(
                400, "the parameter 'query' is missing; for example /sparql?query=ASK%20%7B%7D"
            )
        if asked.format is None and prefers_html(request.headers.get("accept")):
            known = request.headers.get("if-none-match")
            await self._give_html(send, self._pages.render("sparql.html"), known)
            return
        media_type, body = await run_in_threadpool(self._description, request, asked.format)
        kept = self._kept(raw({"Content-Type": media_type}), body)
        await self._give(send, kept, request.headers.get("if-none-match"))

    def _description(self, request: Request, named: str | None) -> tuple[str, bytes]:
        """What the endpoint says of itself, in the format asked for: media type and body."""
        accept = None if named is None else SUFFIXES[named]
        answer = self._descriptions.service(request, accept)
        return answer.headers["content-type"], bytes(answer.body)

    async def _give_html(self, send: Send, page: str, known: str | None, *, cut: bool = False) -> None:
        about = {"Content-Type": "text/html; charset=utf-8", **({TRUNCATED_HEADER: "true"} if cut else {})}
        await self._give(send, self._kept(raw(about), page.encode()), known)


def _job(asked: _Asked) -> Job:
    """A request for the workers; a page is made from the first of the formats of each kind."""
    request = asked.request
    coding = _coding(asked)
    if request.format is not None:
        media_type = SUFFIXES[request.format]
        table = media_type if media_type in TABLE_FORMATS else None
        graph = media_type if media_type in GRAPH_FORMATS else None
    elif asked.browser:
        table, graph, coding = next(iter(TABLE_FORMATS)), next(iter(GRAPH_FORMATS)), Coding(None)
    else:
        table = choose(asked.headers.accept, _TABLES)
        graph = choose(asked.headers.accept, _GRAPHS)
    chosen = request.default_graphs or request.named_graphs
    return Job(
        request.query or "",
        table,
        graph,
        request.default_graphs if chosen else None,
        request.named_graphs if chosen else None,
        encoding=coding.name,
        forced=coding.forced,
    )


def _coding(asked: _Asked) -> Coding:
    coding = choose_coding(asked.headers.accept_encoding)
    if not coding.possible:
        raise ProblemError(406, f"nothing in Accept-Encoding fits; there is {', '.join(ENCODINGS)}")
    return coding


_TABLES, _GRAPHS = tuple(TABLE_FORMATS), tuple(GRAPH_FORMATS)


def _problem(error: QueryError, asked: ProtocolRequest) -> ProblemError:
    if isinstance(error, NotAcceptableError):
        error = NotAcceptableError(_formats_that_fit(asked))
    return client_query_problem(error)


def _formats_that_fit(asked: ProtocolRequest) -> str:
    if asked.format is not None:
        return f"format={asked.format} cannot hold the answer to this query"
    return (
        f"nothing in Accept can hold the answer; a table comes as {', '.join(_TABLES)}, "
        f"a graph as {', '.join(_GRAPHS)}"
    )


def _about(head: Head, cut: bool) -> RawHeaders:
    """The headers that tell what the body is."""
    media_type = head.media_type
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    headers = {"Content-Type": f"{media_type}{charset}"}
    if head.encoding is not None:
        headers["Content-Encoding"] = head.encoding
    if cut:
        headers[TRUNCATED_HEADER] = "true"
    return raw(headers)


async def _send(send: Send, status: int, headers: RawHeaders, body: bytes) -> None:
    sized = headers if status == 304 else [*headers, (b"content-length", str(len(body)).encode("ascii"))]
    await send({"type": "http.response.start", "status": status, "headers": sized})
    await send({"type": "http.response.body", "body": body})
