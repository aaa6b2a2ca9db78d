"""The SPARQL endpoint (SPARQL 1.1 Protocol, query only).

It stands beside the framework, not in it, because it streams, watches whether its client is still there, and
must cost little for small queries.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from communique.store.formats import SUFFIXES
from communique.store.protocol import AnswerTooLargeError, QueryError
from communique.store.workers.delivery import Delivery
from communique.store.workers.wire import Head
from communique.web.caching import AnswerCache, Kept, RequestHeaders, validators
from communique.web.encoding import choose_coding
from communique.web.errors import ProblemError, problem_page
from communique.web.headers import (
    LICENCE_LINK,
    NOT_KEPT,
    TRUNCATED_HEADER,
    RawHeaders,
    common_headers,
    matches,
    raw,
)
from communique.web.negotiation import prefers_html
from communique.web.protocol import ProtocolRequest, read_get, read_post
from communique.web.query_problem import query_problem_page
from communique.web.rendering import Pages
from communique.web.results import Result, results_page
from communique.web.served import ServedDataset
from communique.web.sparql_description import PATH
from communique.web.sparql_request import Asked, job_for, problem_of
from communique.web.watching import Watched
from communique.web.wellknown import Descriptions

_log = logging.getLogger(__name__)

METHODS = "GET, HEAD, POST, OPTIONS"
_HTML = "text/html; charset=utf-8"
_SEND_SECONDS = 60.0
"""How long a client may take nothing of its answer before the connection is closed."""
_PAGE_BYTES = 32 << 20
"""Longest answer that is made a page of."""
_KEPT_BYTES = 8 << 20
"""Longest answer that is kept for those who ask the same again."""
_UNSTEADY = re.compile(r"now|rand|uuid|bnode|\\u", re.IGNORECASE)
"""Without these letters, and without escapes that stand for letters, a query cannot call a function that
gives something else each time."""


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
            await self._tell(scope, send, problem)
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
            self._answer(Asked(asked, headers, scope["http_version"], browser, key if steady else None), send)
        )

    async def _answer(self, asked: Asked, send: Send) -> None:
        delivery: Delivery | None = None
        try:
            delivery = await self._served.pool.ask(job_for(asked))
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
            problem = problem_of(error, asked.request)
            if not asked.browser:
                raise problem from None
            page = await run_in_threadpool(query_problem_page, self._pages, asked.request, problem, error)
            await self._tell_page(send, problem, page)
        finally:
            if delivery is not None:
                delivery.close()

    async def _tell(self, scope: Scope, send: Send, problem: ProblemError) -> None:
        """Tell what is wrong with a request: a program in a line, a person on a page."""
        is_named = b"format=" in scope["query_string"]
        if not is_named and prefers_html(RequestHeaders.of(scope).accept):
            await self._tell_page(send, problem, problem_page(self._pages, problem))
            return
        headers = {"Content-Type": "text/plain; charset=utf-8", **NOT_KEPT, **problem.headers}
        body = f"{problem.detail}\n".encode()
        await _send(send, problem.status, [*self._common, *raw(headers)], body)

    async def _tell_page(self, send: Send, problem: ProblemError, page: str) -> None:
        headers = {"Content-Type": _HTML, **NOT_KEPT, **problem.headers}
        await _send(send, problem.status, [*self._common, *raw(headers)], page.encode())

    async def _give_whole(self, send: Send, asked: Asked, head: Head, body: bytes, cut: bool) -> None:
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

    async def _stream(self, send: Send, asked: Asked, head: Head, delivery: Delivery) -> None:
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

    async def _give_page(self, send: Send, asked: Asked, head: Head, delivery: Delivery) -> None:
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
        about = {"Content-Type": _HTML, **({TRUNCATED_HEADER: "true"} if cut else {})}
        await self._give(send, self._kept(raw(about), page.encode()), known)


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
