"""Marks between which words are quoted, and other punctuation."""

from __future__ import annotations

from communique.annotator.parsing.parsed import Token

OPENING = frozenset({"“", "«", '"', "„", "``", "‘"})
"""Marks that open a quotation; the straight one does both."""
CLOSING = frozenset({"”", "»", '"', "''", "’"})
"""Marks that close a quotation."""
MARKS = OPENING | CLOSING | frozenset({",", ".", ";", ":", "—", "–", "-", "…", "(", ")"})
"""All marks that may stand at the edge of what is said."""


def opens(token: Token) -> bool:
    """Whether a mark opens a quotation; of a straight one, which does both, its tag tells."""
    return token.text in OPENING and (token.text != '"' or token.tag != "''")
