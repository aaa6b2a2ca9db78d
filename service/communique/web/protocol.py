"""Requests of the SPARQL 1.1 Protocol: what they ask, however they were sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request
from werkzeug.http import parse_options_header

from communique.store.formats import SUFFIXES
from communique.web.errors import ProblemError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
_NOT_ENCODED = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_READ_ONLY = "updates are not allowed: this endpoint is read-only; the dataset changes only through releases"


@dataclass(frozen=True, slots=True)
class ProtocolRequest:
    """What a request asks, however it was sent."""

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str | None = None
    """One of :data:`communique.store.formats.SUFFIXES`; wins over the Accept header."""


def read_get(query_string: bytes, limit: int) -> ProtocolRequest:
    """What a GET request asks.

    Args:
        query_string: what follows the question mark in its address.
        limit: its longest length, in bytes.

    Raises:
        ProblemError: it cannot be read, or asks what the endpoint does not do.
    """
    return read_parameters(_decode(query_string, limit))


async def read_post(request: Request, limit: int) -> ProtocolRequest:
    """What a POST request asks, with either kind of body.

    Raises:
        ProblemError: it cannot be read, or asks what the endpoint does not do.
    """
    given = request.headers.getlist("content-type")
    media_type, options = parse_options_header(given[0].lower() if len(given) == 1 else None)
    if media_type == "application/sparql-update":
        raise ProblemError(403, _READ_ONLY)
    if media_type not in (FORM, QUERY):
        raise ProblemError(415, f"send the query as {FORM} or {QUERY}, not as '{media_type[:80]}'")
    if options.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise ProblemError(415, f"send the query in UTF-8, not in '{options['charset'][:40]}'")
    coding = request.headers.get("content-encoding", "identity").strip()
    if coding.lower() not in ("", "identity"):
        raise ProblemError(415, f"send the query as it is, not as {coding[:40]}")
    body = await _read_body(request, limit)
    beside = _decode(request.scope["query_string"], limit)
    if media_type == QUERY:
        return read_parameters([*beside, ("query", _text(body))])
    asked = read_parameters([*beside, *_decode(body, limit)])
    if asked.query is None:
        raise ProblemError(400, "the parameter 'query' is missing")
    return asked


def read_parameters(items: Iterable[tuple[str, str]]) -> ProtocolRequest:
    """The parameters of the protocol, and ``format``, which is ours.

    Raises:
        ProblemError: an update, an unknown parameter or format, or one given twice that may be given once.
    """
    once: dict[str, str] = {}
    graphs: dict[str, list[str]] = {"default-graph-uri": [], "named-graph-uri": []}
    for name, value in items:
        if name in ("update", "using-graph-uri", "using-named-graph-uri"):
            raise ProblemError(403, _READ_ONLY)
        if name in graphs:
            graphs[name].append(value)
        elif name not in ("query", "format"):
            accepted = ", ".join(("query", *graphs, "format"))
            raise ProblemError(400, f"there is no parameter '{name[:80]}'; there is: {accepted}")
        elif name in once:
            raise ProblemError(400, f"the parameter '{name}' is given more than once")
        else:
            once[name] = value
    if "format" in once and once["format"] not in SUFFIXES:
        raise ProblemError(400, f"format: '{once['format'][:40]}' is not one of {', '.join(SUFFIXES)}")
    return ProtocolRequest(
        once.get("query"),
        tuple(graphs["default-graph-uri"]),
        tuple(graphs["named-graph-uri"]),
        once.get("format"),
    )


async def _read_body(request: Request, limit: int) -> bytes:
    """A request body, given up as soon as it is too long.

    Raises:
        ProblemError: it is too long.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise ProblemError(413, f"the request is longer than {limit:,} bytes; shorten the query")
    return bytes(body)


def _decode(encoded: bytes, limit: int) -> list[tuple[str, str]]:
    """Names and values of a form or query string, decoded once."""
    if len(encoded) > limit:
        raise ProblemError(413, f"the request is longer than {limit:,} bytes; shorten the query")
    if _NOT_ENCODED.search(encoded):
        raise ProblemError(400, "the parameters are not percent-encoded: % stands before two digits 0-9 A-F")
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=200)
    except UnicodeDecodeError:
        raise ProblemError(400, "the parameters are not percent-encoded UTF-8") from None
    except ValueError as error:
        raise ProblemError(400, f"the parameters cannot be read: {error}") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProblemError(400, f"the query is not UTF-8 at byte {error.start}") from None
