"""Writing the tables of a release as CSV and Parquet, and describing them as a Data Package does."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow
from pyarrow import parquet

from communique.release.columns import Cell, Table, arrow_schema, field, plain

_ROWS_PER_GROUP = 100_000


def write_csv(table: Table, rows: list[list[Cell]], path: Path) -> None:
    """Write a table as CSV: UTF-8, a header line, commas, line feeds, quotes only where needed.

    Raises:
        OSError: the file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in table.columns])
        for row in rows:
            writer.writerow([plain(cell, c.kind) for cell, c in zip(row, table.columns, strict=True)])


def write_parquet(table: Table, rows: list[list[Cell]], path: Path) -> None:
    """Write a table as Parquet; equal rows give equal bytes with the same release of pyarrow.

    The file names that release.

    Raises:
        OSError: the file cannot be written.
    """
    schema = arrow_schema(table)
    columns = zip(*rows, strict=True) if rows else [() for _ in table.columns]
    arrays = [pyarrow.array(values, type=one.type) for values, one in zip(columns, schema, strict=True)]
    parquet.write_table(
        pyarrow.Table.from_arrays(arrays, schema=schema),
        path,
        version="2.6",
        data_page_version="1.0",
        row_group_size=_ROWS_PER_GROUP,
        compression="zstd",
        compression_level=9,
        use_dictionary=True,
        write_statistics=True,
        store_schema=True,  # without it, readers would not get the descriptions of the columns
    )


def table_schema(table: Table) -> dict[str, object]:
    """The Table Schema of a table's CSV file (https://specs.frictionlessdata.io/table-schema/)."""
    key = table.columns[0].name
    return {
        "fields": [field(column, key=column.name == key) for column in table.columns],
        "primaryKey": [key],
        "missingValues": [""],
        "foreignKeys": [
            {"fields": [column], "reference": {"resource": other, "fields": [other.removesuffix("s")]}}
            for column, other in table.references
        ],
    }
