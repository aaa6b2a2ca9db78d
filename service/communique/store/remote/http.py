"""Talking to a SPARQL server that is not ours: one request, one whole reply, and limits on both.

What comes back is as untrusted as what strangers send. Redirects are not followed, a reply is read no
further than its limit, one deadline holds from the first byte sent to the last one read, and what a server
says of its own troubles goes to the log of the service, never to the client.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import threading
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import SplitResult, urlencode, urlsplit

import httpx

from communique.store.protocol import (
    AnswerTooLargeError,
    BusyError,
    DeadlineError,
    EngineError,
    QueryError,
    QuerySyntaxError,
)
from communique.store.remote.auth import ChallengedAuth, Credentials

__all__ = [
    "Credentials",
    "RemoteHttp",
    "RemoteLimits",
    "Reply",
    "checked_address",
    "form_body",
    "split_address",
]

_log = logging.getLogger(__name__)
_POSITION = re.compile(r"(?:error at |line )(\d+)(?::(\d+)|[, ]+column (\d+))?", re.IGNORECASE)
_OUT_OF_TIME = re.compile(r"timed? ?out|timeout|execution time|time limit|S1T00", re.IGNORECASE)
_SQL_STATE = re.compile(r"Virtuoso (22|37|42001)\w* ")
"""How Virtuoso, whatever its status, begins a complaint about the query itself."""
_BEYOND = {
    "22": "an expression has no value, as in a division by zero, or LIMIT does not suit ORDER BY or OFFSET",
    "42001": "it does not know one of the functions",
}
_COMPLAINT_BYTES = 4096
"""How much of an error is read."""


class UnansweredError(QueryError):
    """A query that the store does not carry out, though it may be sound SPARQL 1.1."""


Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class RemoteLimits:
    """What one request to a remote store may take."""

    deadline_seconds: float = 10.0
    answer_bytes: int = 256 << 20
    connections: int = 8
    """How many requests run at once; more wait for a place as long as their deadline lets them."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply."""

    media_type: str
    body: bytes
    row_limit: int | None = None
    """The server's own limit on rows, where it says that it has applied one."""
    is_from_virtuoso: bool = False
    """Whether it comes from Virtuoso, which cuts graphs without a word and has a spelling of its own."""


def split_address(url: str) -> SplitResult:
    """The parts of a web address.

    Raises:
        ValueError: it has none. The message does not repeat it, because it may hold a password.
    """
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is the check
    except ValueError:
        raise ValueError(
            "what was given is no web address; it should look like https://example.org/"
        ) from None
    return parts


def checked_address(url: str) -> str:
    """The address of a service, if it is one that may be used.

    Raises:
        ValueError: it is not http or https, or holds a user or password.
    """
    parts = split_address(url)
    if parts.username is not None or parts.password is not None:
        raise ValueError(
            "the address of a store must hold no user or password, because addresses are printed and logged; "
            "give the user with --user and the password in COMMUNIQUE_STORE_PASSWORD"
        )
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.fragment:
        raise ValueError(f"{url!r} is no address of a store; it should look like https://example.org/sparql")
    return url


class RemoteHttp:
    """Requests to one server, from threads or from any event loop.

    All of them run in one event loop of its own, in a thread that starts with the first request: only there
    can a deadline end a request wherever it stands, and only so can callers of both kinds share connections.
    """

    def __init__(self, credentials: Credentials | None = None, limits: RemoteLimits | None = None) -> None:
        self.limits = limits or RemoteLimits()
        """What one request may take."""
        self._credentials = credentials
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._client: httpx.AsyncClient | None = None

    def send(
        self,
        method: str,
        url: str,
        *,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        deadline_seconds: float | None = None,
    ) -> Reply:
        """Send a request and read its whole reply; blocks the thread.

        Args:
            method: the HTTP method.
            url: an address that :func:`checked_address` has seen.
            content: the body.
            headers: header fields.
            deadline_seconds: how long all of it may take; None for that of the limits.

        Raises:
            QueryError: in one of its kinds, whatever went wrong.
        """
        future = self._submit(self._exchange(method, url, content, headers, deadline_seconds))
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    async def send_async(
        self, method: str, url: str, *, content: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """The same for a coroutine; if that is cancelled, the connection is closed."""
        return await asyncio.wrap_future(self._submit(self._exchange(method, url, content, headers, None)))

    def close(self) -> None:
        """Close the connections and end the thread. The next request would start anew."""
        with self._starting:
            loop, thread, client = self._loop, self._thread, self._client
            self._loop = self._thread = self._client = None
        if loop is None or thread is None or client is None:
            return
        with contextlib.suppress(Exception):
            asyncio.run_coroutine_threadsafe(client.aclose(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def _submit(self, work: Coroutine[Any, Any, Outcome]) -> Future[Outcome]:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._client = self._new_client()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name="remote store", daemon=True
                )
                self._thread.start()
            return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _new_client(self) -> httpx.AsyncClient:
        count = self.limits.connections
        return httpx.AsyncClient(
            auth=None if self._credentials is None else ChallengedAuth(self._credentials),
            follow_redirects=False,
            # Neither proxies nor passwords of the surroundings: the address given is the one that is asked.
            trust_env=False,
            timeout=None,  # noqa: S113 - one deadline holds for all of it
            limits=httpx.Limits(max_connections=count, max_keepalive_connections=count),
            headers={"User-Agent": "communique"},
        )

    async def _exchange(
        self,
        method: str,
        url: str,
        content: bytes | None,
        headers: Mapping[str, str] | None,
        deadline_seconds: float | None,
    ) -> Reply:
        assert self._client is not None  # noqa: S101 - it is made before the loop that runs this
        seconds = self.limits.deadline_seconds if deadline_seconds is None else deadline_seconds
        try:
            async with (
                asyncio.timeout(seconds),
                self._client.stream(method, url, content=content, headers=headers) as response,
            ):
                return await self._read(response)
        except TimeoutError:
            raise DeadlineError(f"the query was stopped after {seconds:g} s; make it narrower") from None
        except httpx.HTTPError as error:
            _log.warning("the remote store failed: %s", type(error).__name__)
            raise BusyError("the store cannot be reached at the moment; try again later") from None

    async def _read(self, response: httpx.Response) -> Reply:
        if not response.is_success:
            body = await _beginning(response)
            if self._credentials is not None and self._credentials.password:
                # A store may repeat what it was told, and this goes to the log.
                body = body.replace(self._credentials.password, "…")
            raise _failure(response.status_code, body)
        if response.headers.get("x-sql-state", "").upper() == "S1TAT":
            # Virtuoso's way to say that what follows, with status 200, is only what it found in time.
            raise DeadlineError("the store stopped the query at its own time limit; make it narrower")
        limit = self.limits.answer_bytes
        chunks, size = [], 0
        async for chunk in response.aiter_bytes():
            size += len(chunk)
            if size > limit:
                raise AnswerTooLargeError(
                    f"the answer is longer than {limit:,} bytes; ask for less, for example with LIMIT"
                )
            chunks.append(chunk)
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Reply(
            media_type,
            b"".join(chunks),
            _number(response.headers.get("x-sparql-maxrows")),
            "virtuoso" in response.headers.get("server", "").lower(),
        )


def form_body(fields: Sequence[tuple[str, str]]) -> bytes:
    """The body of a form."""
    return urlencode(fields).encode("ascii")


async def _beginning(response: httpx.Response) -> str:
    body = b""
    with contextlib.suppress(httpx.HTTPError):
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) >= _COMPLAINT_BYTES:
                break
    return body[:_COMPLAINT_BYTES].decode("utf-8", "replace")


def _failure(status: int, body: str) -> QueryError:
    """What a reply that is none means for whoever asked."""
    _log.warning("the remote store answered %d: %s", status, " ".join(body.split())[:300])
    if status in (408, 504) or (status >= 500 and _OUT_OF_TIME.search(body)):
        return DeadlineError("the store stopped the query at its own time limit; make it narrower")
    state = found[1] if (found := _SQL_STATE.match(body)) else ""
    if state in _BEYOND:
        return UnansweredError(
            f"the store cannot carry out this query: {_BEYOND[state]}; word it differently"
        )
    if status == 400 or state == "37":
        return _syntax_error(body)
    if status in (429, 503):
        return BusyError("the store has too much to do at the moment; try again in a few seconds")
    if status in (401, 403):
        return EngineError("the store does not let this service in; check its user and password")
    if 300 <= status < 400:
        return EngineError("the store has moved: it redirects, which is not followed; give its new address")
    if status in (404, 405, 415):
        return EngineError("there is no such SPARQL service at the address of the store")
    return EngineError(
        f"the store could not answer (status {status}); try again, or word the query differently"
    )


def _syntax_error(body: str) -> QuerySyntaxError:
    found = _POSITION.search(body)
    line = int(found[1]) if found else 0
    column = int(found[2] or found[3] or 1) if found else 0
    message = "the store does not take this for SPARQL 1.1"
    return QuerySyntaxError(message, line, column) if line else QuerySyntaxError(message)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 12 else None
