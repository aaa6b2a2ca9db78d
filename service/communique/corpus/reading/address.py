"""Reading a page at an address that anybody may have written: where it may go, how long, how much.

An address is resolved once, what it resolves to is checked, and the connection is made to that very
address: a name that points into a local network, or does so only when asked for again, leads nowhere. Each
redirect is checked in the same way.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from dataclasses import dataclass

import httpx

from communique.corpus.reading.errors import SourceError
from communique.corpus.reading.limits import FetchLimits

PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}")
_PORTS = {"http": 80, "https": 443}
_NETWORKS_WITHIN = (
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("64:ff9b:1::/48"),
    ipaddress.ip_network("2002::/16"),
    ipaddress.ip_network("2001::/32"),
)
"""Ranges of IPv6 that carry an IPv4 address, which may be a private one."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was found at an address."""

    address: str
    """Where it was found, after redirects."""
    content: bytes
    media_type: str
    charset: str | None


class StatusError(SourceError):
    """An answer that is not the page; the message names its status."""

    def __init__(self, status: int) -> None:
        # The server's own words for it are a stranger's, and this is printed on terminals.
        super().__init__(f"the server answers {status} {httpx.codes.get_reason_phrase(status)}".rstrip())
        self.is_unavailable = httpx.codes.BAD_REQUEST <= status < httpx.codes.INTERNAL_SERVER_ERROR
        """Whether it is not there for us, be it unknown or forbidden."""


def fetch(address: str, limits: FetchLimits, media_types: tuple[str, ...] = PAGE_TYPES) -> Fetched:
    """Read what is at an address. Not to be called from within an event loop.

    Args:
        address: ``http://…`` or ``https://…``.
        limits: what it may take.
        media_types: what it may be.

    Raises:
        SourceError: the address may not be read, does not answer, or answers with something else.
    """
    try:
        return asyncio.run(_within_time(address, limits, media_types))
    except TimeoutError as error:
        raise SourceError(f"no whole answer within {limits.seconds:g} seconds; try again later") from error
    except httpx.HTTPError as error:
        raise SourceError(f"cannot be reached: {error or type(error).__name__}") from error


async def _within_time(address: str, limits: FetchLimits, media_types: tuple[str, ...]) -> Fetched:
    async with asyncio.timeout(limits.seconds):
        async with httpx.AsyncClient(
            trust_env=False, follow_redirects=False, timeout=limits.seconds, max_redirects=0
        ) as client:
            for _ in range(limits.redirects + 1):
                outcome = await _request(client, _checked(address, limits), limits, media_types)
                if isinstance(outcome, Fetched):
                    return outcome
                address = outcome
    raise SourceError(f"it is redirected more than {limits.redirects} times")


async def _request(
    client: httpx.AsyncClient, url: httpx.URL, limits: FetchLimits, media_types: tuple[str, ...]
) -> Fetched | str:
    """One request: what is there, or the address that it redirects to."""
    host = url.raw_host.decode("ascii")
    place = await _resolved(host, url.port or _PORTS[url.scheme], limits)
    request = client.build_request(
        "GET",
        url.copy_with(host=place, fragment=None),
        headers={
            "Host": url.netloc.decode("ascii"),
            "User-Agent": limits.user_agent,
            "Accept": ", ".join(media_types),
            "Accept-Encoding": "gzip",
        },
        extensions={"sni_hostname": host},
    )
    answer = await client.send(request, stream=True)
    try:
        if answer.is_redirect and "location" in answer.headers:
            return str(url.join(answer.headers["location"]))
        if answer.status_code != httpx.codes.OK:
            raise StatusError(answer.status_code)
        media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type not in media_types:
            named = media_type if _MEDIA_TYPE.fullmatch(media_type) else "of no type that can be told"
            raise SourceError(f"it is {named}; only {', '.join(media_types)} is read")
        return Fetched(str(url), await _body(answer, limits.size), media_type, answer.charset_encoding)
    finally:
        await answer.aclose()


async def _body(answer: httpx.Response, limit: int) -> bytes:
    content = bytearray()
    async for part in answer.aiter_bytes():
        content += part
        if len(content) > limit:
            raise SourceError(f"it is longer than {limit:,} bytes")
    return bytes(content)


def _checked(address: str, limits: FetchLimits) -> httpx.URL:
    """The parts of an address, if it is one that may be asked for."""
    try:
        url = httpx.URL(address)
        port = url.port or _PORTS.get(url.scheme, 0)
    except (httpx.InvalidURL, ValueError) as error:
        raise SourceError(f"it is no address that can be read: {error}") from error
    if url.scheme not in _PORTS or not url.host:
        raise SourceError("only addresses that begin with http:// or https:// and name a host are read")
    if url.userinfo:
        raise SourceError("an address with a user or password in it is not read; take them out")
    if port not in _PORTS.values() and not limits.allow_private:
        raise SourceError(f"port {port} is not read, only 80 and 443; COMMUNIQUE_FETCH_PRIVATE=1 allows it")
    return url


async def _resolved(host: str, port: int, limits: FetchLimits) -> str:
    """The address of a host to connect to, if all that it resolves to may be."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(f"the host {host} is not known; check the spelling") from error
    places = [str(entry[4][0]) for entry in found]
    for place in places:
        if not limits.allow_private and not is_public(place):
            raise SourceError(
                f"the host {host} is at {place}, on this machine or in a local network; "
                "COMMUNIQUE_FETCH_PRIVATE=1 allows such addresses"
            )
    if not places:
        raise SourceError(f"the host {host} has no address")
    return places[0]


def is_public(place: str) -> bool:
    """Whether an IP address is one of the public internet, whatever it is wrapped in."""
    address = ipaddress.ip_address(place.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if any(address in network for network in _NETWORKS_WITHIN):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved
