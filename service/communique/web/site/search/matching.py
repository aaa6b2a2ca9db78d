"""Where in a text the words of a search stand, so that a page can mark them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from communique.store.folding import fold

Piece = tuple[str, bool]
"""A part of a text, and whether it is one of the words that were looked for."""
_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_BEFORE = 60
"""How many characters an excerpt keeps before the first word that was looked for."""


def asked_words(text: str) -> tuple[str, ...]:
    """The words of a search as they are compared: without case and accents, each once."""
    return tuple(dict.fromkeys(re.findall(r"[^\W_]+", fold(text))))


def found_words(text: str, words: Sequence[str]) -> set[str]:
    """Those of some words that a text has, or has a word that begins with them."""
    folded = asked_words(text)
    return {word for word in words if any(known.startswith(word) for known in folded)}


def marked(text: str, words: Sequence[str]) -> list[Piece]:
    """A text in pieces, those apart that begin with a word that was looked for.

    Args:
        text: as it stands in the dataset.
        words: as :func:`asked_words` gives them.
    """
    text = unicodedata.normalize("NFC", text)
    pieces: list[Piece] = []
    end = 0
    for match in _WORD.finditer(text) if words else ():
        if fold(match[0]).startswith(tuple(words)):
            if match.start() > end:
                pieces.append((text[end : match.start()], False))
            pieces.append((match[0], True))
            end = match.end()
    if end < len(text):
        pieces.append((text[end:], False))
    return pieces


def excerpt(text: str, words: Sequence[str], length: int) -> str:
    """So much of a text as shows what was found: its beginning, or what is around the first word found.

    Args:
        text: any text.
        words: as :func:`asked_words` gives them.
        length: most characters to keep.
    """
    if len(text) <= length:
        return text
    first = next(
        (m.start() for m in _WORD.finditer(text) if fold(m[0]).startswith(tuple(words) or ("\0",))), 0
    )
    begin = 0 if first < length - _BEFORE else first - _BEFORE
    kept = text[begin : begin + length]
    if begin:
        kept = "… " + kept.partition(" ")[2]
    return kept if begin + length >= len(text) else kept.rpartition(" ")[0] + " …"
