"""The headers that every answer has."""

from __future__ import annotations

from collections.abc import Mapping

from communique.release.provenance import LICENCE

ASKED_METHOD = "communique.method"
"""Where a request says that it came as HEAD, though it is answered like GET."""
VERSION_HEADER = "Dataset-Version"
TRUNCATED_HEADER = "Answer-Truncated"

SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}

ORIGIN_HEADERS = {
    # For scripts of any page: the data are public, and no answer depends on who asks.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": f"{VERSION_HEADER}, {TRUNCATED_HEADER}, ETag, Link, Retry-After, Allow",
}

METHODS = "GET, HEAD, OPTIONS"
"""What can be done with everything but the SPARQL endpoint."""
PREFLIGHT_HEADERS = {
    "Allow": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
}

PRIVATE = {"Cache-Control": "private, no-store", "Cross-Origin-Resource-Policy": "same-origin"}
"""For what is meant for its reader alone: no cache keeps it, and no script of another page may read it."""

NOT_KEPT = {"Cache-Control": "no-cache", "Vary": "Accept, Accept-Encoding"}
"""For errors, which may be mended in a moment, and which come in a form that suits the client."""

LICENCE_LINK = f'<{LICENCE}>; rel="license"'

RawHeaders = list[tuple[bytes, bytes]]


def common_headers(version: str) -> dict[str, str]:
    """What every answer says, whatever it is."""
    return {**SECURITY_HEADERS, **ORIGIN_HEADERS, VERSION_HEADER: version}


def is_private(headers: Mapping[str, str]) -> bool:
    """Whether an answer is meant for its reader alone (:data:`PRIVATE`); names in small letters."""
    return "no-store" in headers.get("cache-control", "")


def raw(headers: dict[str, str]) -> RawHeaders:
    """Headers as ASGI has them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


def matches(known: str | None, tag: str) -> bool:
    """Whether an If-None-Match header names a tag (compared weakly, as RFC 9110 has it)."""
    if known is None:
        return False
    candidates = [candidate.strip().removeprefix("W/") for candidate in known.split(",")]
    return "*" in candidates or tag.removeprefix("W/") in candidates
