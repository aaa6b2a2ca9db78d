"""The address under which a client found the service: for links, descriptions and code to be copied."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from communique.web.errors import ProblemError

_HOST = re.compile(r"[A-Za-z0-9._-]{1,255}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
_ADDRESS = re.compile(r"https?://[^/]+(/[A-Za-z0-9._~-]+)*/")


def service_address(request: Request) -> str:
    """Where the client found the service, with a slash at the end.

    The host is what the client says it is, unless the service was told its address (:class:`KnownAddress`).

    Raises:
        ProblemError: the client names a host that no address could have; it is not repeated.
    """
    address = request.base_url
    host = request.headers.get("host", address.netloc)
    if _HOST.fullmatch(host) is None or _ADDRESS.fullmatch(str(address)) is None:
        raise ProblemError(400, "the Host header names no host; give the name under which the service is")
    return str(address)


class KnownAddress:
    """ASGI application that has another one believe that it is always found under one address.

    Behind a proxy the service sees neither the scheme that its clients use nor, often, the name.
    """

    def __init__(self, app: ASGIApp, address: str) -> None:
        """Wrap an application.

        Args:
            app: the application.
            address: ``http://host/`` or ``https://host:port/``; it has no path.
        """
        self._app = app
        self._scheme, host, *_ = urlsplit(address)
        self._host = (b"host", host.encode("ascii"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        others = [header for header in scope["headers"] if header[0] != b"host"]
        await self._app({**scope, "scheme": self._scheme, "headers": [self._host, *others]}, receive, send)
