"""Whose verb it is, as words."""

from __future__ import annotations

from dataclasses import dataclass

from communique.annotator.parsing.parsed import Token


@dataclass(frozen=True, slots=True)
class Subject:
    """The head of the words that name who acts."""

    token: Token
    is_shared: bool = False
    """It is the subject of another verb too."""
    is_guess: bool = False
    is_tag: bool = False
    """It stands with its verb behind a comma or quotation mark: “…, X said”."""
    first: int | None = None
    """Of a tag, the first token, titles included."""
    is_last: bool = False
    """What is said stands before the tag, all of it."""
