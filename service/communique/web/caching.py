"""Answers that follow from the dataset and the address alone: told apart before they are made, and kept."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.store.compression import SMALL_BYTES, compress
from communique.web.encoding import Coding, choose_coding
from communique.web.headers import RawHeaders, common_headers, is_private, matches, raw
from communique.web.served import ServedDataset

Key = tuple[object, ...]
"""What a kept answer is found by: parts of a request."""
LIMIT_BYTES = 64 * 2**20
"""How much memory kept answers may take together."""
_LARGEST_SHARE = 4
"""No answer takes more than one part in so many of the memory, so that one cannot push out all others."""
_OVERHEAD_BYTES = 1_000
"""What a kept answer takes beside its texts, about."""
_HEADER_BYTES = 160
"""What a header takes beside its texts, about."""
_FIRST_SEGMENTS = frozenset(
    {
        "",
        ".well-known",
        "actors",
        "agreements",
        "api",
        "articles",
        "cite",
        "compare",
        "docs",
        "events",
        "id",
        "issues",
        "method",
        "network",
        "network.graphml",
        "network.svg",
        "ontology",
        "openapi.json",
        "queries",
        "search",
        "timeline",
    }
)
"""The addresses whose answers follow from the dataset alone. Free SPARQL is kept by its endpoint."""
_LONG_BYTES = 200_000
"""Longer answers are compressed outside the event loop."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with status 200: its headers as ASGI has them, and its body."""

    headers: RawHeaders
    body: bytes
    tag: str = ""


class AnswerCache:
    """The answers used last, up to so many bytes. For the event loop: not to be used from several threads."""

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit, self._kept = limit_bytes, OrderedDict[Key, Kept]()
        self.size_bytes = 0

    def get(self, key: Key) -> Kept | None:
        """A kept answer, which by that becomes the one used last."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Key, answer: Kept) -> None:
        """Keep an answer, unless it is too large, and drop those unused longest."""
        if key in self._kept:
            self.size_bytes -= _size(key, self._kept.pop(key))
        size = _size(key, answer)
        if size * _LARGEST_SHARE > self._limit:
            return
        self._kept[key] = answer
        self.size_bytes += size
        while self.size_bytes > self._limit:
            self.size_bytes -= _size(*self._kept.popitem(last=False))


def _size(key: Key, answer: Kept) -> int:
    """About how many bytes of memory an answer takes, with what it is found by, which strangers choose."""
    parts = (len(part) for part in key if isinstance(part, str | bytes))
    headers = (len(name) + len(value) + _HEADER_BYTES for name, value in answer.headers)
    return len(answer.body) + _OVERHEAD_BYTES + sum(parts) + sum(headers)


def fingerprint(served: ServedDataset, *settings: object) -> str:
    """What answers depend on beside the request: the dataset, the canned queries, settings, this program."""
    digest = hashlib.sha256(served.version.encode())
    for name, query in sorted(served.catalogue.queries.items()):
        digest.update(f"\0{name}\0{query.text}".encode())
    # Where texts are shown, a page that was kept without them is not the same page any more.
    shows_texts = served.shown_texts is not None
    digest.update(repr((sorted(served.catalogue.broken.items()), settings, shows_texts)).encode())
    package = Path(str(files("communique")))
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".rq", ".html", ".svg", ".csv"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class RequestHeaders:
    """The headers of a request that decide how it is answered from the cache; each joined if repeated."""

    host: str
    accept: str | None
    accept_encoding: str | None
    if_none_match: str | None

    @classmethod
    def of(cls, scope: Scope) -> RequestHeaders:
        """Read them from a request."""
        found: dict[bytes, str] = {}
        for name, value in scope["headers"]:
            if name in _WANTED:
                text = value.decode("latin-1")
                found[name] = f"{found[name]},{text}" if name in found else text
        return cls(
            found.get(b"host", ""),
            found.get(b"accept"),
            found.get(b"accept-encoding"),
            found.get(b"if-none-match"),
        )


_WANTED = frozenset({b"host", b"accept", b"accept-encoding", b"if-none-match"})


class Cached:
    """ASGI application that answers what it knows before any work is done.

    The entity tag is a hash of everything that the answer depends on (see :func:`fingerprint`): of address,
    query string, host (some answers name it) and Accept header. So it is known before the answer is, and a
    client that has the answer is told so at once. Only answers with status 200 get the tag and are kept, and
    of these not what is meant for one reader alone (:data:`communique.web.headers.PRIVATE`).
    """

    def __init__(self, app: ASGIApp, version: str, state: str, cache: AnswerCache) -> None:
        self._app, self._version, self._state, self._cache = app, version, state, cache
        self._common = raw(common_headers(version))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["method"] != "GET" or not _follows_from_dataset(scope["path"]):
            await self._app(scope, receive, send)
            return
        asked = RequestHeaders.of(scope)
        coding = choose_coding(asked.accept_encoding)
        key = (scope["path"], scope["query_string"], asked.host, asked.accept, coding)
        kept = self._cache.get(key)
        if kept is None:
            tag = self._tag(scope, asked, coding)
            # Whether a "*" matches is only known when there is an answer.
            if (asked.if_none_match or "*").strip() != "*" and matches(asked.if_none_match, tag):
                await self._not_modified(send, tag)
                return
            kept = await self._make(scope, receive, send, coding, tag)
            if kept is None:
                return
            if kept.tag:
                self._cache.put(key, kept)
        if kept.tag and matches(asked.if_none_match, kept.tag):
            await self._not_modified(send, kept.tag)
            return
        await send({"type": "http.response.start", "status": 200, "headers": kept.headers})
        await send({"type": "http.response.body", "body": kept.body})

    async def _make(
        self, scope: Scope, receive: Receive, send: Send, coding: Coding, tag: str
    ) -> Kept | None:
        """The answer, completed and compressed; None if it has been sent, as its status is not 200.

        One that is meant for its reader alone has no tag, and is not to be kept.
        """
        recorder = _Recorder(send)
        await self._app(scope, receive, recorder)
        found = recorder.answer()
        if found is None:
            return None
        start, body = found
        headers = MutableHeaders(raw=list(start))
        if is_private(headers):
            tag = ""
            del headers["ETag"]
        else:
            headers.update({"ETag": tag, "Cache-Control": "no-cache"})
        headers["Vary"] = "Accept, Accept-Encoding"
        worth = coding.forced or len(body) >= SMALL_BYTES
        if coding.name is not None and worth and "content-encoding" not in headers:
            if len(body) > _LONG_BYTES:
                body = await run_in_threadpool(compress, body, coding.name)
            else:
                body = compress(body, coding.name)
            headers["Content-Encoding"] = coding.name
        headers["Content-Length"] = str(len(body))
        return Kept(headers.raw, body, tag)

    def _tag(self, scope: Scope, asked: RequestHeaders, coding: Coding) -> str:
        parts = [
            self._state,
            scope["path"],
            scope["query_string"].decode("latin-1"),
            asked.host,
            asked.accept or "",
            f"{coding.name}{coding.forced}",
        ]
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", errors="surrogatepass")).hexdigest()
        return f'"{self._version[:16]}-{digest[:32]}"'

    async def _not_modified(self, send: Send, tag: str) -> None:
        headers = [*self._common, *raw(validators(tag))]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


def validators(tag: str) -> dict[str, str]:
    """What tells one answer from another for a cache between here and the client."""
    return {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept, Accept-Encoding"}


class _Recorder:
    """Holds back an answer with status 200 until it is whole, and hands on any other."""

    def __init__(self, send: Send) -> None:
        self._send, self._body, self._whole = send, bytearray(), False
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            self._whole = not message.get("more_body", False)
        else:
            await self._send(message)

    def answer(self) -> tuple[RawHeaders, bytes] | None:
        """Headers and body, if the answer is whole and has the status 200."""
        if self._start is None or not self._whole:
            return None
        return self._start["headers"], bytes(self._body)


def _follows_from_dataset(path: str) -> bool:
    return path[1:].partition("/")[0] in _FIRST_SEGMENTS
