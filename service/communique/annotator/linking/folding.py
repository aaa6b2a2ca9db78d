"""Folding of text for look-ups: case, apostrophes and dashes made alike, without moving any offset."""

from __future__ import annotations

_ALIKE = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "‐": "-",
        "\u00a0": " ",
        "\u202f": " ",
    }
)


def fold(text: str) -> str:
    """The text in lower case with one kind of apostrophe, dash and space; its length stays the same."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return lowered.translate(_ALIKE)


def plain(text: str) -> str:
    """The text with one kind of apostrophe, dash and space, its case kept; its length stays the same."""
    return text.translate(_ALIKE)


def is_word(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins and ends at word bounds."""
    return not (
        (start > 0 and text[start - 1].isalnum() and text[start].isalnum())
        or (end < len(text) and text[end].isalnum() and text[end - 1].isalnum())
    )
