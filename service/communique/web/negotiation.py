"""Choosing a format from what a client accepts."""

from __future__ import annotations

from collections.abc import Sequence

import mimeparse

from communique.store.formats import ALIASES


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type that a client likes best, or None if it takes none of them.

    Args:
        accept: the Accept header; without one, or with one that cannot be read, the first type
            offered is taken.
        offered: media types, the preferred one first; aliases
            (:data:`communique.store.formats.ALIASES`) count as what they stand for.
    """
    if not accept or not accept.strip():
        return offered[0]
    aliases = [alias for alias, name in ALIASES.items() if name in offered and alias not in offered]
    # mimeparse prefers the last of equals, so that the preferred one has to come last.
    try:
        best = mimeparse.best_match([*reversed(aliases), *reversed(offered)], accept)
    except ValueError:
        return offered[0]
    return ALIASES.get(best, best) if best not in offered and best else best or None


def prefers_html(accept: str | None) -> bool:
    """Whether a person with a browser asks: HTML is named and nothing is liked better."""
    return (
        "text/html" in (accept or "")
        and choose(accept, ["text/html", "application/json", "text/turtle"]) == "text/html"
    )
