"""The lines of a text, each without the blanks around it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from communique.model import Span

_BLANKS = " \t\u00a0\u200b\ufeff"
"""What may stand around a line and is no part of it; a mark of UTF-8 is one of these."""


@dataclass(frozen=True)
class Line:
    """A line that is not blank."""

    text: str
    start: int
    """Where it begins in the canonical text, in code points."""

    @property
    def span(self) -> Span:
        """Where it stands in the canonical text."""
        return Span(self.start, self.start + len(self.text))

    def part(self, start: int, end: int | None = None) -> Span:
        """Where a part of the line stands in the canonical text; ``start`` and ``end`` count in the line."""
        return Span(self.start + start, self.start + (len(self.text) if end is None else end))

    @cached_property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @cached_property
    def is_running(self) -> bool:
        """Whether it reads like a paragraph: a sentence of some length that ends like one."""
        ending = self.text.rstrip("”’\"')]»")
        return (self.words >= _PARAGRAPH_WORDS and ending.endswith((".", "!", "?", "…", ":", ";"))) or (
            self.words >= _LONG_PARAGRAPH_WORDS
        )


_PARAGRAPH_WORDS = 9
_LONG_PARAGRAPH_WORDS = 40
"""So many words are a paragraph however they end."""


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order."""
    found = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip(_BLANKS)
        if stripped:
            found.append(Line(stripped, start + line.index(stripped)))
        start += len(line) + 1
    return found
