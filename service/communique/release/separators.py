"""What stands between the values of one cell of a table in CSV."""

from __future__ import annotations

IRI_SEPARATOR = " "
"""Between IRIs, none of which has a space."""
TEXT_SEPARATOR = " | "
"""Between texts; that no text has it is checked when the tables of a release are written."""
