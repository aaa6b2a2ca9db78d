"""Results as data frames of pandas and tables of Arrow; both are only loaded when they are asked for."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

from communique.client.columns import Cell, Column, Kind
from communique.client.errors import MissingLibraryError

if TYPE_CHECKING:
    import pandas
    import pyarrow

_PANDAS: dict[Kind, str] = {
    Kind.text: "string",
    Kind.texts: "object",
    Kind.iris: "object",
    Kind.integer: "Int64",
    Kind.decimal: "object",
    Kind.number: "Float64",
    Kind.boolean: "boolean",
    Kind.day: "datetime64[s]",
    Kind.moment: "datetime64[us, UTC]",
    Kind.local_moment: "datetime64[us]",
}
"""Types that know missing values; decimals stay exact."""
_INSTALLED_AS = {"pandas": "'communique[frames]'"}


def to_pandas(columns: Sequence[Column[Any]], items: Sequence[Any]) -> pandas.DataFrame:
    """A data frame with a row for each item.

    Raises:
        MissingLibraryError: pandas is not installed.
    """
    pd = _library("pandas")
    # With an index, a result without columns still has its rows, and one without rows its types.
    index = pd.RangeIndex(len(items))
    series = {column.name: _series(pd, column, items, index) for column in columns}
    frame: pandas.DataFrame = pd.DataFrame(series, index=index)
    return frame


def _series(pd: ModuleType, column: Column[Any], items: Sequence[Any], index: Any) -> Any:  # noqa: ANN401
    cells: list[Any] = column.cells(items)
    if column.kind in (Kind.texts, Kind.iris):
        cells = [None if cell is None else list(cell) for cell in cells]
    if column.kind is Kind.moment:
        return pd.Series(pd.to_datetime(cells, utc=True), index=index).astype(_PANDAS[column.kind])
    return pd.Series(cells, index=index, dtype=_PANDAS[column.kind])


def to_arrow(columns: Sequence[Column[Any]], items: Sequence[Any]) -> pyarrow.Table:
    """A table of Arrow with a row for each item.

    Raises:
        MissingLibraryError: pyarrow is not installed.
    """
    pa = _library("pyarrow")
    names = [column.name for column in columns]
    arrays = [_array(pa, column.kind, column.cells(items)) for column in columns]
    table: pyarrow.Table = pa.Table.from_arrays(arrays, names=names)
    return table


def _array(pa: ModuleType, kind: Kind, cells: list[Cell]) -> Any:  # noqa: ANN401
    types = {
        Kind.text: pa.string(),
        Kind.texts: pa.list_(pa.string()),
        Kind.iris: pa.list_(pa.string()),
        Kind.integer: pa.int64(),
        Kind.number: pa.float64(),
        Kind.boolean: pa.bool_(),
        Kind.day: pa.date32(),
        Kind.moment: pa.timestamp("us", tz="UTC"),
        Kind.local_moment: pa.timestamp("us"),
    }
    if kind is Kind.decimal and all(cell is None for cell in cells):
        return pa.array(cells, type=pa.decimal128(38, 3))
    return pa.array(cells, type=types.get(kind))  # of decimals Arrow finds the digits itself


def _library(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingLibraryError(
            f"{name} is not installed; install it with: pip install {_INSTALLED_AS.get(name, name)}",
            name=name,
        ) from error
