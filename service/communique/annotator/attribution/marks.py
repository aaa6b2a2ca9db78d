"""Marks between which words are quoted, and other punctuation."""

from __future__ import annotations

OPENING = frozenset({"“", "«", '"', "„", "``", "‘"})
"""Marks that open a quotation; the straight one does both."""
CLOSING = frozenset({"”", "»", '"', "''", "’"})
"""Marks that close a quotation."""
MARKS = OPENING | CLOSING | frozenset({",", ".", ";", ":", "—", "–", "-", "…", "(", ")"})
"""All marks that may stand at the edge of what is said."""
