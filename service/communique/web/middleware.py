"""What holds for every answer: security headers, the dataset version, entity tags."""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web.headers import LICENCE_LINK, ORIGIN_HEADERS, common_headers, is_private, matches


class Envelope:
    """ASGI application around another that completes each answer, also one that tells of a fault of ours.

    The entity tag is a hash of the body, so it can never promise more than is true; with it goes the dataset
    version. Answers that bring their own tag (files) are passed through untouched.
    """

    def __init__(self, app: ASGIApp, version: str) -> None:
        self._app, self._version = app, version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        answer = _Answer(self._version, Headers(scope=scope).get("if-none-match"), scope["method"], send)
        try:
            await self._app(scope, receive, answer)
        except Exception:
            # Starlette raises once more what it has answered with 500 and we have logged; the server would
            # take that for a broken answer and drop the connection.
            if not answer.complete:
                raise


class _Answer:
    """Collects an answer that gets a tag, and sends it when it is whole."""

    def __init__(self, version: str, known_tags: str | None, method: str, send: Send) -> None:
        self._version, self._known, self._method, self._send = version, known_tags, method, send
        self._start: Message | None = None
        self._body = bytearray()
        self.complete = False
        """Whether the answer has been sent to its end."""

    async def __call__(self, message: Message) -> None:
        await self._handle(message)
        if message["type"] == "http.response.body":
            self.complete = not message.get("more_body", False)

    async def _handle(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            unfit = ORIGIN_HEADERS if is_private(headers) else {}
            for name, value in common_headers(self._version).items():
                if name not in unfit:
                    headers.setdefault(name, value)
            if message["status"] == 200 and self._method == "GET":
                headers.append("Link", LICENCE_LINK)
                if "etag" not in headers:
                    self._start = message
                    return
            await self._send(message)
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)
        else:
            await self._send(message)

    async def _finish(self, start: Message) -> None:
        headers = MutableHeaders(scope=start)
        digest = hashlib.sha256(self._body).hexdigest()[:16]
        tag = f'"{self._version[:16]}-{digest}"'
        headers["ETag"] = tag
        headers.setdefault("Cache-Control", "no-cache")
        headers.add_vary_header("Accept")
        if matches(self._known, tag):
            for name in ("content-length", "content-type"):
                del headers[name]
            await self._send({**start, "status": 304})
            await self._send({"type": "http.response.body", "body": b""})
            return
        await self._send(start)
        await self._send({"type": "http.response.body", "body": bytes(self._body)})
