"""What two stretches of a text share."""

from __future__ import annotations

from communique.model import Span


def overlap(one: Span, other: Span) -> int:
    """How many code points two stretches share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def shared(one: Span, other: Span) -> Span | None:
    """The stretch that two stretches share; None if they share nothing."""
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if end > start else None
