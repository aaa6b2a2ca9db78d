"""Saying to a remote store who we are."""

from __future__ import annotations

import ipaddress
from collections.abc import Generator
from dataclasses import dataclass, field

import httpx

from communique.store.protocol import EngineError


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who we are to a remote store. The password is shown nowhere."""

    user: str
    password: str = field(repr=False)


class ChallengedAuth(httpx.Auth):
    """Says who we are in the way that the server asks for: by a digest, or in clear where nobody listens."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a request as it is, and once more with proof if the server asks for that."""
        if self._chosen is None:
            response = yield request
            if response.status_code != 401:
                return
            self._chosen = self._choose(response)
        yield from self._chosen.auth_flow(request)

    def _choose(self, response: httpx.Response) -> httpx.Auth:
        user, password = self._credentials.user, self._credentials.password
        asked = response.headers.get("www-authenticate", "").lower()
        if "digest" in asked:
            return httpx.DigestAuth(user, password)
        if "basic" not in asked:
            raise EngineError(
                "the store asks for a way to sign in that is not known here (neither Digest nor Basic)"
            )
        if response.request.url.scheme != "https" and not _is_this_machine(response.request.url.host):
            raise EngineError("the store wants the password in clear; use its https address")
        return httpx.BasicAuth(user, password)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
