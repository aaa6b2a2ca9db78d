"""Words in drawings: how wide they are, and where lines break."""

from __future__ import annotations

import textwrap

LETTER = 8.6
"""How wide a letter of the size of the page is, about, in units of a drawing (pixels)."""
BOLD_LETTER = 9.6
"""How wide a bold one is."""
LINE = 21
"""How high a line is."""


def wrapped(words: str, width: float, lines: int, letter: float = LETTER) -> list[str]:
    """Words in lines that fit a width; what does not fit the last line ends in an ellipsis.

    Args:
        words: what to write.
        width: how wide a line may be.
        lines: how many there may be.
        letter: how wide a letter is.
    """
    return textwrap.wrap(words, int(width / letter), max_lines=lines, placeholder=" …") or [""]


def width_of(words: str) -> float:
    """How wide words are on one line, about."""
    return round(len(words) * LETTER, 1)
