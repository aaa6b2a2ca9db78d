"""What stands before all parts of the service: methods that hold everywhere, and the way to each part."""

from __future__ import annotations

import json
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web.errors import PROBLEM, ProblemError
from communique.web.headers import ASKED_METHOD, NOT_KEPT, PREFLIGHT_HEADERS, common_headers, raw
from communique.web.sparql_description import PATH

HEADER_BYTES = 16_384
"""Most bytes of all headers of a request."""
ACCEPT_BYTES = 2_048
"""Most bytes of Accept and its like together; weighing more than that would hold up everybody else."""
_TOO_LONG = ProblemError(
    431,
    f"the headers are longer than {HEADER_BYTES:,} bytes, or those of Accept and its like than "
    f"{ACCEPT_BYTES:,}; shorten them",
)


class Front:
    """ASGI application that sends a request to the SPARQL endpoint or to the site.

    HEAD is answered as GET is, without the body; a preflight by a browser is answered for any origin.
    """

    def __init__(self, sparql: ASGIApp, site: ASGIApp, version: str) -> None:
        self._sparql, self._site = sparql, site
        self._preflight = raw({**common_headers(version), **PREFLIGHT_HEADERS})
        self._refusal = raw({**common_headers(version), **NOT_KEPT, "Content-Type": PROBLEM})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        part = self._sparql if scope["path"] == PATH else self._site
        if _are_too_long(scope["headers"]):
            await send({"type": "http.response.start", "status": _TOO_LONG.status, "headers": self._refusal})
            await send({"type": "http.response.body", "body": json.dumps(_TOO_LONG.content).encode()})
        elif scope["method"] == "HEAD":
            await part({**scope, "method": "GET", ASKED_METHOD: "HEAD"}, receive, _without_body(send))
        elif scope["method"] == "OPTIONS":
            await send({"type": "http.response.start", "status": 204, "headers": self._preflight})
            await send({"type": "http.response.body", "body": b""})
        else:
            await part(scope, receive, send)


def _are_too_long(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    size = accepted = 0
    for name, value in headers:
        size += len(name) + len(value)
        if name.startswith(b"accept"):
            accepted += len(value)
    return size > HEADER_BYTES or accepted > ACCEPT_BYTES


def _without_body(send: Send) -> Send:
    async def forward(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return forward
