"""Invented words: text of any length that says nothing, for datasets that may be shown to anyone."""

from __future__ import annotations

import random
import zlib

_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "st", "tr")
_VOWELS = ("a", "e", "i", "o", "u")
_CODAS = ("", "", "n", "r", "s", "l")
_VOCABULARY_SIZE = 2_000
_TEXT_WORDS = 60_000


class InventedText:
    """A long text of invented words, of which any stretch can be had; equal seeds give equal texts."""

    def __init__(self, seed: int) -> None:
        chosen = random.Random(f"words {seed}")  # noqa: S311 - no secret
        vocabulary = [_word(chosen) for _ in range(_VOCABULARY_SIZE)]
        # Words of a language are used very unequally, and so are these.
        weights = [1 / rank for rank in range(1, _VOCABULARY_SIZE + 1)]
        self._text = " ".join(chosen.choices(vocabulary, weights, k=_TEXT_WORDS))

    def stretch(self, length: int, chosen: random.Random) -> str:
        """Some text of this many characters, with no space at either end."""
        return self._from(chosen.randrange(len(self._text) - length), length)

    def name(self, key: str, length: int) -> str:
        """Text of this many characters that is always the same for the same key, as names are."""
        return self._from(zlib.crc32(key.encode()) % (len(self._text) - length), length)

    def _from(self, start: int, length: int) -> str:
        text = self._text[start : start + length]
        return "".join(
            "a" if edge and mark == " " else mark for mark, edge in zip(text, _edges(length), strict=True)
        )


def _edges(length: int) -> list[bool]:
    return [place in (0, length - 1) for place in range(length)]


def _word(chosen: random.Random) -> str:
    return "".join(
        chosen.choice(_ONSETS) + chosen.choice(_VOWELS) + chosen.choice(_CODAS)
        for _ in range(chosen.choices((1, 2, 3, 4), (3, 5, 3, 1))[0])
    )
