"""A text with spans that overlap, cut at all their ends, so that each piece is simply inside or outside."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from communique.model import Span

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that the same spans cover from its first to its last code point."""

    words: str
    covering: tuple[int, ...]
    """Which of the spans, by their place in the list that was given."""
    beginning: frozenset[int]
    """Which of these have not covered a piece before."""


def cut(text: str, spans: Sequence[Span]) -> list[list[Piece]]:
    """The paragraphs of a text, each as pieces in their order.

    Args:
        text: the text.
        spans: stretches of it, in any order, which may overlap, nest or be the same; what lies outside the
            text is left out.
    """
    edges = sorted({edge for span in spans for edge in (span.start, span.end)})
    seen: set[int] = set()
    paragraphs = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if line[0].isspace():
            continue
        inner = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        pieces = []
        for first, last in zip([start, *inner], [*inner, end], strict=True):
            covering = tuple(
                number for number, span in enumerate(spans) if span.start <= first and last <= span.end
            )
            pieces.append(Piece(text[first:last], covering, frozenset(covering) - seen))
            seen.update(covering)
        paragraphs.append(pieces)
    return paragraphs
