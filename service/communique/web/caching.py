"""Answers that follow from the dataset and the address alone: told apart before they are made, and kept."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web.middleware import matches
from communique.web.served import ServedDataset

LIMIT_BYTES = 64 * 2**20
"""How much memory kept answers may take together."""
_LARGEST_SHARE = 4
"""No answer takes more than one part in so many of the memory, so that one cannot push out all others."""
_OVERHEAD_BYTES = 1_000
"""What a kept answer takes beside its body, about."""
_FIRST_SEGMENTS = frozenset({"", "actors", "agreements", "api", "articles", "docs", "id", "queries"})
"""The addresses whose answers follow from the dataset alone. Free SPARQL is none: ``NOW()``, ``RAND()``."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer with status 200: its headers as ASGI has them, and its body."""

    headers: list[tuple[bytes, bytes]]
    body: bytes


class AnswerCache:
    """The answers used last, up to so many bytes. For the event loop: not to be used from several threads."""

    def __init__(self, limit_bytes: int = LIMIT_BYTES) -> None:
        self._limit, self._kept = limit_bytes, OrderedDict[str, Kept]()
        self.size_bytes = 0

    def get(self, key: str) -> Kept | None:
        """A kept answer, which by that becomes the one used last."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def put(self, key: str, answer: Kept) -> None:
        """Keep an answer, unless it is too large, and drop those unused longest."""
        if key in self._kept:
            self.size_bytes -= _size(self._kept.pop(key))
        if _size(answer) * _LARGEST_SHARE > self._limit:
            return
        self._kept[key] = answer
        self.size_bytes += _size(answer)
        while self.size_bytes > self._limit:
            self.size_bytes -= _size(self._kept.popitem(last=False)[1])


def _size(answer: Kept) -> int:
    return len(answer.body) + _OVERHEAD_BYTES


def fingerprint(served: ServedDataset, *settings: object) -> str:
    """What answers depend on beside the request: the dataset, the canned queries, settings, this program."""
    digest = hashlib.sha256(served.version.encode())
    for name, query in sorted(served.catalogue.queries.items()):
        digest.update(f"\0{name}\0{query.text}".encode())
    digest.update(repr((sorted(served.catalogue.broken.items()), settings)).encode())
    package = Path(str(files("communique")))
    for path in sorted(package.rglob("*")):
        if path.suffix in (".py", ".rq", ".html"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


class Cached:
    """ASGI middleware that answers what it knows before any work is done.

    The entity tag is a hash of everything that the answer depends on (see :func:`fingerprint`), of address,
    query string and Accept header. So it is known before the answer is, and a client that has the answer is
    told so at once. Only answers with status 200 get the tag and are kept.
    """

    def __init__(self, app: ASGIApp, version: str, state: str, cache: AnswerCache) -> None:
        self._app, self._version, self._state, self._cache = app, version, state, cache

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _follows_from_dataset(scope["path"]):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        key = self._key(scope, headers.getlist("accept"))
        tag = f'"{self._version[:16]}-{key[:32]}"'
        known = headers.get("if-none-match")
        # Whether a "*" matches is only known when there is an answer.
        if known is not None and known.strip() != "*" and matches(known, tag):
            await _send_not_modified(send, tag)
            return
        kept = self._cache.get(key)
        if kept is None:
            recorder = _Recorder(send)
            await self._app(scope, receive, recorder)
            kept = recorder.answer(tag)
            if kept is None:
                return
            self._cache.put(key, kept)
        if matches(known, tag):
            await _send_not_modified(send, tag)
            return
        # A copy, because whoever completes the answer writes into the list.
        await send({"type": "http.response.start", "status": 200, "headers": list(kept.headers)})
        await send({"type": "http.response.body", "body": kept.body})

    def _key(self, scope: Scope, accept: Iterable[str]) -> str:
        parts = [self._state, scope["path"], scope["query_string"].decode("latin-1"), ",".join(accept)]
        return hashlib.sha256("\0".join(parts).encode("utf-8", errors="surrogatepass")).hexdigest()


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

    def answer(self, tag: str) -> Kept | None:
        """The answer with its tag, if it is whole and has the status 200."""
        if self._start is None or not self._whole:
            return None
        headers = MutableHeaders(raw=list(self._start["headers"]))
        headers.update(_validators(tag))
        return Kept(headers.raw, bytes(self._body))


def _validators(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept"}


async def _send_not_modified(send: Send, tag: str) -> None:
    headers = MutableHeaders(_validators(tag))
    await send({"type": "http.response.start", "status": 304, "headers": headers.raw})
    await send({"type": "http.response.body", "body": b""})


def _follows_from_dataset(path: str) -> bool:
    return path.removeprefix("/").partition("/")[0] in _FIRST_SEGMENTS
