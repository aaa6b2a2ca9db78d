"""Choosing a format from what a client accepts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from communique.store.formats import ALIASES

_USUAL_CHARACTERS = 1_000
"""What was chosen is not remembered for longer headers: whoever sends such ones could fill the memory."""


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type that a client likes best, or None if it takes none of them.

    Args:
        accept: the Accept header; without one, or with one of which nothing can be read, the first type
            offered is taken.
        offered: media types, the preferred one first; each may also be asked for by a more general name
            (:data:`communique.store.formats.ALIASES`).
    """
    if accept is not None and len(accept) > _USUAL_CHARACTERS:
        return _best(accept, tuple(offered))
    return _choose(accept or "", tuple(offered))


@lru_cache(maxsize=4096)
def _choose(accept: str, offered: tuple[str, ...]) -> str | None:
    return _best(accept, offered)


def _best(accept: str, offered: tuple[str, ...]) -> str | None:
    accepted = _read(accept)
    if not accepted:
        return offered[0]
    named = _named(accepted)
    ranked = [(_quality(accepted, named, name), -place) for place, name in enumerate(offered)]
    quality, place = max(ranked)
    return offered[-place] if quality > 0 else None


def _read(accept: str) -> MIMEAccept:
    # What is no media type says nothing; it must not spoil the rest.
    return MIMEAccept([item for item in parse_accept_header(accept, MIMEAccept) if _is_media_range(item[0])])


def _is_media_range(part: str) -> bool:
    kind, slash, subtype = part.partition(";")[0].strip().partition("/")
    return bool(kind and slash and subtype) and (kind != "*" or subtype == "*")


def _quality(accepted: MIMEAccept, named: Mapping[str, float], name: str) -> float:
    """How much a client likes a type, by its own name or a general one."""
    if name in named:
        return named[name]
    general = [named[alias] for alias, meant in ALIASES.items() if name in meant and alias in named]
    return max(general) if general else float(accepted.quality(name))


def _named(accepted: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The qualities of the types that are named as they are, whatever their parameters; the first counts."""
    named: dict[str, float] = {}
    for given, quality in accepted:
        named.setdefault(given.partition(";")[0].strip().lower(), quality)
    return named


def prefers_html(accept: str | None) -> bool:
    """Whether a person with a browser asks: HTML is named and nothing is liked better."""
    return (
        "text/html" in (accept or "").lower()
        and choose(accept, ["text/html", "application/json", "text/csv", "text/turtle"]) == "text/html"
    )
