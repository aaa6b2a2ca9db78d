"""The host that a client names: under which address it found the service, and whether it may call it so."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from communique.web.errors import PROBLEM, ProblemError
from communique.web.headers import NOT_KEPT, SECURITY_HEADERS, raw

_HOST = re.compile(
    r"(?P<name>[A-Za-z0-9._-]{1,255})(:[0-9]{1,5})?|\[(?P<six>[0-9A-Fa-f:.]{2,45})\](:[0-9]{1,5})?"
)
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


class CalledByName:
    """ASGI application that answers for another one only where it is called by one of some hosts.

    A page of a stranger can have the browser of somebody ask any address, but not read the answer of another
    host. With a name of its own that it lets point at that machine (DNS rebinding), both are one host to the
    browser: then the name alone tells that the one who asks is a stranger. (Starlette has the like, which
    takes no addresses of IPv6 and cannot say what to do.)
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        """Wrap an application.

        Args:
            app: the application.
            hosts: names and addresses, without ports; those of IPv6 without brackets.
        """
        self._app = app
        self._hosts = {host.lower(): None for host in hosts}
        self._refusal = ProblemError(
            421,
            f"this service shows texts to its own reader, and answers only as {' or '.join(self._hosts)}; "
            "call it so, set COMMUNIQUE_ADDRESS to the address that it is to have, or run it without "
            "COMMUNIQUE_SHOW_TEXTS",
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        named = [value for name, value in scope["headers"] if name == b"host"]
        if len(named) == 1 and _host_name(named[0]) in self._hosts:
            await self._app(scope, receive, send)
            return
        headers = raw({**SECURITY_HEADERS, **NOT_KEPT, "Content-Type": PROBLEM})
        body = json.dumps(self._refusal.content).encode()
        headers.append((b"content-length", str(len(body)).encode("ascii")))
        await send({"type": "http.response.start", "status": self._refusal.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def _host_name(header: bytes) -> str | None:
    """The host of a Host header, in small letters; None where it names none."""
    found = _HOST.fullmatch(header.decode("latin-1"))
    return (found["name"] or found["six"]).lower().removesuffix(".") if found else None
