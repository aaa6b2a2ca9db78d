"""Talking to a Communiqué service over HTTP: one request, one whole reply, limits on both."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from communique.client.errors import DatasetChangedError, OpenError, ServiceError
from communique.store.protocol import AnswerTooLargeError, DeadlineError
from communique.store.remote.http import form_body, split_address

VERSION_HEADER = "Dataset-Version"
_COMPLAINT_BYTES = 65_536
_PIECE_BYTES = 1 << 20
"""How much of an answer is unpacked at once."""


@dataclass(frozen=True, slots=True)
class HttpLimits:
    """What one request may take."""

    timeout_seconds: float = 30.0
    answer_bytes: int = 256 << 20

    def __post_init__(self) -> None:
        """Refuse limits that nothing could keep.

        Raises:
            ValueError: one of them is not above zero.
        """
        if not self.timeout_seconds > 0 or self.answer_bytes <= 0:
            raise ValueError("timeout_seconds and answer_bytes must be above zero")


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole reply."""

    status: int
    media_type: str
    headers: Mapping[str, str]
    body: bytes

    def problem(self) -> dict[str, Any]:
        """What an error says of itself: ``detail``, and maybe ``parameter`` and ``suggestions``."""
        text = self.body[:_COMPLAINT_BYTES].decode("utf-8", "replace").strip()
        if self.media_type == "application/problem+json":
            try:
                found = json.loads(text)
            except (ValueError, RecursionError):
                found = None
            if isinstance(found, dict) and isinstance(found.get("detail"), str):
                return found
        is_text = self.media_type == "text/plain" and text
        return {"detail": text[:1000] if is_text else f"the service answered with status {self.status}"}


class ServiceHttp:
    """Requests to one service. Safe to use from threads."""

    def __init__(self, base: str, limits: HttpLimits) -> None:
        self.base, self.limits = base, limits
        self.version: str | None = None
        """The version that every answer has to be of, once it is known."""
        self._client = httpx.Client(
            follow_redirects=False,
            timeout=limits.timeout_seconds,
            headers={"User-Agent": "communique", "Accept-Encoding": "gzip"},
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def get(self, path: str, parameters: Mapping[str, str] | None = None) -> Reply:
        """Ask for something under the address of the service.

        Raises:
            QueryError: in one of its kinds, if no whole reply comes.
        """
        return self._exchange(self._client.build_request("GET", self.base + path, params=parameters))

    def post_form(self, path: str, fields: Sequence[tuple[str, str]], accept: str) -> Reply:
        """Send a form.

        Raises:
            QueryError: in one of its kinds, if no whole reply comes.
        """
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        content = form_body(fields)
        return self._exchange(
            self._client.build_request("POST", self.base + path, content=content, headers=headers)
        )

    def _exchange(self, request: httpx.Request) -> Reply:
        seconds = self.limits.timeout_seconds
        deadline = time.monotonic() + seconds
        try:
            response = self._client.send(request, stream=True)
            try:
                body = self._read(response, deadline)
            finally:
                response.close()
        except (httpx.TimeoutException, TimeoutError):
            raise DeadlineError(
                f"{self.base} gave no whole answer within {seconds:g} s; "
                "ask for less, or open it with a longer timeout_seconds"
            ) from None
        except httpx.HTTPError as error:
            said = " ".join(str(error).split()) or type(error).__name__
            raise ServiceError(f"{self.base} cannot be reached, or broke its answer off ({said})") from None
        self._check_version(response)
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Reply(response.status_code, media_type, response.headers, body)

    def _read(self, response: httpx.Response, deadline: float) -> bytes:
        limit, size, pieces = self.limits.answer_bytes, 0, []
        for piece in _unpacked(response):
            size += len(piece)
            if size > limit:
                raise AnswerTooLargeError(
                    f"the answer is longer than {limit:,} bytes; ask for less, or open with more answer_bytes"
                )
            if time.monotonic() > deadline:
                raise TimeoutError
            pieces.append(piece)
        return b"".join(pieces)

    def _check_version(self, response: httpx.Response) -> None:
        found = response.headers.get(VERSION_HEADER)
        if self.version is not None and found is not None and found != self.version:
            raise DatasetChangedError(
                f"{self.base} now serves version {found[:16]} of the dataset, no more {self.version[:16]}; "
                "open it again, so that all answers are of one version"
            )


def _unpacked(response: httpx.Response) -> Iterator[bytes]:
    """The body of a response, unpacked here in small pieces: httpx would unpack whatever is sent at once.

    Raises:
        ServiceError: it is packed in a way that was not asked for, or damaged.
    """
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing in ("", "identity"):
        yield from response.iter_raw()
        return
    if packing not in ("gzip", "x-gzip"):
        raise ServiceError(f"the service packs its answer as {packing[:40]}, which was not asked for")
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)  # 16: with the header of gzip
    try:
        for packed in response.iter_raw():
            rest = packed
            while rest and not unpacking.eof:
                yield unpacking.decompress(rest, _PIECE_BYTES)
                rest = unpacking.unconsumed_tail
    except zlib.error:
        raise ServiceError("the service sent a damaged answer; try again") from None
    if not unpacking.eof:
        raise ServiceError("the service broke its answer off; try again")


def json_of(reply: Reply) -> dict[str, Any]:
    """The object of JSON that a reply holds; an empty one if it holds none."""
    try:
        found = json.loads(reply.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def service_base(url: str) -> str:
    """The address of a service without ``/sparql`` and slash at its end.

    Raises:
        OpenError: it is no address that may be used.
    """
    try:
        parts = split_address(url)
    except ValueError as error:
        raise OpenError(str(error)) from None
    if parts.username is not None or parts.password is not None:
        raise OpenError("the address must hold no user or password; what is read here is public")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise OpenError(f"{url!r} is no web address; it should look like https://example.org/")
    if parts.query or parts.fragment:
        raise OpenError(f"{url!r} holds a question mark or hash; give the address of the service alone")
    path = parts.path.rstrip("/").removesuffix("/sparql")
    return f"{parts.scheme}://{parts.netloc}{path}"
