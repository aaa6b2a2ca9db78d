"""Results: sequences of typed items that can also be had as data frames, Arrow tables and CSV."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar, overload

from communique.client.columns import Column, kind_of, written
from communique.client.frames import to_arrow, to_pandas
from communique.client.layouts import evidence_columns
from communique.client.notebook import table_html
from communique.client.records import EvidenceRecord, PositionRecord
from communique.client.values import Value

if TYPE_CHECKING:
    import pandas
    import pyarrow

Item = TypeVar("Item")


class Row(Mapping[str, Value | None]):
    """One row of an answer: values by the names of their columns; None where there is no value."""

    __slots__ = ("_values",)

    def __init__(self, names: tuple[str, ...], values: Mapping[str, Value]) -> None:
        self._values = {name: values.get(name) for name in names}

    def __getitem__(self, name: str) -> Value | None:
        try:
            return self._values[name]
        except KeyError:
            raise KeyError(f"there is no column {name!r}; there is: {', '.join(self._values)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(tuple(self._values.values()))

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={value!r}' for name, value in self._values.items())})"


class Result(Sequence[Item], Generic[Item]):
    """The items of an answer, in order; it does not change.

    Attributes:
        version: the version of the dataset that gave it, 64 hexadecimal digits.
        truncated: whether the service cut the answer off at its limit.
    """

    def __init__(
        self, items: Sequence[Item], columns: Sequence[Column[Item]], version: str, *, truncated: bool = False
    ) -> None:
        self._items, self._columns = tuple(items), tuple(columns)
        self.version, self.truncated = version, truncated

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of its table."""
        return tuple(column.name for column in self._columns)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items)

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Result[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Result[Item]:
        """An item, or a part of the result whose columns have the same types."""
        if isinstance(place, slice):
            return type(self)(self._items[place], self._columns, self.version, truncated=self.truncated)
        return self._items[place]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Result):
            return NotImplemented
        return (self._items, self.columns, self.version, self.truncated) == (
            other._items,
            other.columns,
            other.version,
            other.truncated,
        )

    def __hash__(self) -> int:
        return hash((self._items, self.version))

    def __repr__(self) -> str:
        cut = ", truncated" if self.truncated else ""
        return f"<{type(self).__name__}: {len(self):,} rows of dataset {self.version[:16]}{cut}>"

    def to_pandas(self) -> pandas.DataFrame:
        """A data frame with a row for each item; missing values are NA, whole dates are datetime64.

        Raises:
            MissingLibraryError: pandas is not installed.
        """
        return to_pandas(self._columns, self._items)

    def to_arrow(self) -> pyarrow.Table:
        """An Arrow table with a row for each item.

        Raises:
            MissingLibraryError: pyarrow is not installed.
        """
        return to_arrow(self._columns, self._items)

    def to_csv(self, path: str | os.PathLike[str]) -> None:
        """Write the table as CSV: UTF-8, a header line, commas, line feeds; what is missing is empty.

        Several values in one cell are set apart as a release does: IRIs by a space, texts by “ | ”.

        Raises:
            OSError: the file cannot be written.
        """
        cells = [column.cells(self._items) for column in self._columns]
        kinds = [column.kind for column in self._columns]
        with Path(path).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(self.columns)
            for row in zip(*cells, strict=True):
                writer.writerow([written(cell, kind) for cell, kind in zip(row, kinds, strict=True)])

    def _repr_html_(self) -> str:
        """The first rows, for notebooks."""
        return table_html(self._columns, self._items, self.truncated)


class Positions(Result[PositionRecord]):
    """Positions, each with the evidence that was asked for."""

    @property
    def evidence(self) -> Result[EvidenceRecord]:
        """All evidence of these positions, a row for each annotation."""
        items = [item for position in self for item in position.evidence]
        return Result(items, evidence_columns(self), self.version, truncated=self.truncated)


def table_result(
    names: Sequence[str], rows: Sequence[Mapping[str, Value]], version: str, *, truncated: bool = False
) -> Result[Row]:
    """The answer to a SELECT query; the type of a column is that of its values.

    Args:
        names: the columns.
        rows: values by column; one that is missing has none.
        version: version of the dataset.
        truncated: whether rows were cut off.
    """
    columns = tuple(names)
    items = [Row(columns, row) for row in rows]
    layout = [_column(name, items) for name in columns]
    return Result(items, layout, version, truncated=truncated)


def _column(name: str, rows: Sequence[Row]) -> Column[Row]:
    return Column(name, kind_of([row[name] for row in rows]), lambda row: row[name])
