"""How results look in a notebook: tables of HTML in which every value is text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from communique.client.columns import Column, written

SHOWN_ROWS = 20
SHOWN_CHARACTERS = 200
"""How much of one value is shown."""


def table_html(columns: Sequence[Column[Any]], items: Sequence[Any], truncated: bool) -> str:
    """The first rows of a result, with a line that says how many there are."""
    shown = items[:SHOWN_ROWS]
    cells = [[written(cell, column.kind) for cell in column.cells(shown)] for column in columns]
    rows = [[cell[number] for cell in cells] for number in range(len(shown))]
    note = f"{len(items):,} rows" if len(shown) == len(items) else f"{len(shown)} of {len(items):,} rows"
    cut = "; the service cut the answer off here" if truncated else ""
    return f"{rows_html([column.name for column in columns], rows)}<p>{note}{cut}</p>"


def rows_html(names: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of texts."""
    head = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join(f"<tr>{''.join(f'<td>{_shown(text)}</td>' for text in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _shown(text: str) -> str:
    return escape(text if len(text) <= SHOWN_CHARACTERS else f"{text[: SHOWN_CHARACTERS - 1]}…")
