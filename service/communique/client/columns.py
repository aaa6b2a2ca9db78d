"""The columns of a result: their names and types, and their cells as CSV has them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

from communique.client.values import Value, plain
from communique.release.separators import IRI_SEPARATOR, TEXT_SEPARATOR

Item = TypeVar("Item")
Cell = Value | tuple[str, ...] | None


class Kind(StrEnum):
    """What a column holds."""

    text = "text"
    texts = "texts"
    iris = "iris"
    integer = "integer"
    decimal = "decimal"
    number = "number"
    boolean = "boolean"
    day = "day"
    moment = "moment"
    """A day with time and time zone."""
    local_moment = "local_moment"
    """A day with time and no time zone."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Item]):
    """A column: its name, what it holds, and how its cell is read from an item."""

    name: str
    kind: Kind
    read: Callable[[Item], Cell]

    def cells(self, items: Sequence[Item]) -> list[Cell]:
        """The cells of some items, all of them of this kind."""
        convert = _CONVERTERS.get(self.kind)
        cells = [self.read(item) for item in items]
        return cells if convert is None else [None if cell is None else convert(cell) for cell in cells]


def kind_of(values: Sequence[Value | None]) -> Kind:
    """The kind of a column that can hold some values; text where they are of several."""
    found = {_kind_of_one(value) for value in values if value is not None}
    if len(found) == 1:
        return found.pop()
    if found == {Kind.integer, Kind.decimal}:
        return Kind.decimal
    if found and found <= {Kind.integer, Kind.decimal, Kind.number}:
        return Kind.number
    return Kind.text


def written(cell: Cell, kind: Kind) -> str:
    """A cell as CSV has it, as in the tables of a release; empty where there is no value."""
    if cell is None:
        return ""
    if isinstance(cell, tuple):
        return (IRI_SEPARATOR if kind is Kind.iris else TEXT_SEPARATOR).join(cell)
    return plain(cell)


_LARGEST = 2**63
_LONGEST_DECIMAL = 38


def _kind_of_one(value: Value) -> Kind:
    if isinstance(value, bool):  # before int, which it is too
        return Kind.boolean
    if isinstance(value, int):
        return Kind.integer if -_LARGEST <= value < _LARGEST else Kind.text
    if isinstance(value, Decimal):
        return Kind.decimal if value.is_finite() and _digits(value) <= _LONGEST_DECIMAL else Kind.text
    if isinstance(value, float):
        return Kind.number
    if isinstance(value, datetime.datetime):  # before date, which it is too
        return Kind.local_moment if value.tzinfo is None else Kind.moment
    return Kind.day if isinstance(value, datetime.date) else Kind.text


def _digits(value: Decimal) -> int:
    """How many digits a decimal takes, before and after the point; room is left for a common scale."""
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)  # noqa: S101 - it is for finite numbers
    return 2 * max(len(digits), len(digits) + exponent, -exponent)


def _as_text(cell: Cell) -> Cell:
    return cell if isinstance(cell, str | tuple) or cell is None else plain(cell)


def _as_decimal(cell: Cell) -> Cell:
    return Decimal(cell) if isinstance(cell, int) else cell


def _as_number(cell: Cell) -> Cell:
    return float(cell) if isinstance(cell, int | Decimal) else cell


_CONVERTERS: dict[Kind, Callable[[Cell], Cell]] = {
    Kind.text: _as_text,
    Kind.decimal: _as_decimal,
    Kind.number: _as_number,
}
