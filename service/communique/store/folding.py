"""Texts as they are compared in a search: without case, accents and other marks, in any script."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans({"ə": "e", "ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})
"""Letters of Latin alphabets that Unicode does not take apart, by what people type who do not have them."""


def fold(text: str) -> str:
    """A text without case and marks: ``Ağdərə`` gives ``agdere``, ``Ёлка`` ``елка``, ``և`` ``եւ``."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)
