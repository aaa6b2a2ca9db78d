"""Which stretches of a text stand between quotation marks; roughly, for dates that a speaker speaks of."""

from __future__ import annotations

import re

from communique.model import Span

_OPENING, _CLOSING = "“«", "”»"
_MARKS = re.compile(r"[“”«»\"\n]")


def quoted_stretches(text: str) -> tuple[Span, ...]:
    """The quoted stretches of a text; a mark left open reaches to the end of its paragraph."""
    found: list[Span] = []
    start: int | None = None
    for match in _MARKS.finditer(f"{text}\n"):
        place, character = match.start(), match[0]
        if character == "\n":
            if start is not None and start + 1 < place:
                found.append(Span(start, place))
            start = None
        elif character in _OPENING or (character == '"' and start is None):
            start = place if start is None else start
        elif (character in _CLOSING or character == '"') and start is not None:
            found.append(Span(start, place + 1))
            start = None
    return tuple(found)
