"""Which way of compressing answers a client takes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

from communique.store.compression import ENCODINGS


@dataclass(frozen=True, slots=True)
class Coding:
    """How an answer is to be sent to a client."""

    name: str | None
    """One of :data:`ENCODINGS`, or None for as it is."""
    forced: bool = False
    """Whether the client does not take it as it is, however short it may be."""
    possible: bool = True
    """Whether the client takes any way that there is."""


_USUAL_CHARACTERS = 200
"""What was chosen is not remembered for longer headers: whoever sends such ones could fill the memory."""


def choose_coding(accepted: str | None) -> Coding:
    """How to send an answer for an Accept-Encoding header (RFC 9110, 12.5.3)."""
    is_usual = accepted is None or len(accepted) <= _USUAL_CHARACTERS
    return _remembered(accepted) if is_usual else _choose(accepted)


def _choose(accepted: str | None) -> Coding:
    wanted = parse_accept_header(accepted, Accept)
    if not wanted:
        return Coding(None)
    named = {name.strip().lower(): quality for name, quality in wanted}
    if "x-gzip" in named:
        named.setdefault("gzip", named["x-gzip"])
    rest = named.get("*")
    plain = named.get("identity", 0.0 if rest == 0 else 1e-6)
    ranked = [(named.get(name, rest or 0.0), -place) for place, name in enumerate(ENCODINGS)]
    quality, place = max(ranked)
    if quality > 0 and quality >= plain:
        return Coding(ENCODINGS[-place], forced=plain == 0)
    return Coding(None, possible=plain > 0)


_remembered = lru_cache(maxsize=1024)(_choose)
