"""How the columns of the tables are typed, described and written as CSV and Parquet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import pyarrow
from pyoxigraph import NamedNode
from rdflib import URIRef

from communique.release.facts import Facts
from communique.release.separators import IRI_SEPARATOR, TEXT_SEPARATOR

Cell = str | int | float | bool | list[str] | None


class Kind(StrEnum):
    """What a column holds."""

    iri = "iri"
    iris = "iris"
    text = "text"
    texts = "texts"
    day = "day"
    integer = "integer"
    number = "number"
    boolean = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it means, and where its cells come from."""

    name: str
    kind: Kind
    description: str
    cell: Callable[[Facts, NamedNode], Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a row per thing of some classes, in the order of their IRIs; the first column is the key."""

    name: str
    title: str
    description: str
    classes: tuple[URIRef, ...]
    columns: tuple[Column, ...]
    references: tuple[tuple[str, str], ...] = ()
    """Columns that hold keys of other tables, each with the name of the table."""

    def rows(self, facts: Facts) -> list[list[Cell]]:
        """The rows of the table.

        Raises:
            ValueError: a text holds what separates texts in CSV.
        """
        return [
            [_checked(column, column.cell(facts, thing)) for column in self.columns]
            for thing in facts.members(*self.classes)
        ]


_ARROW: dict[Kind, pyarrow.DataType] = {
    Kind.iri: pyarrow.string(),
    Kind.iris: pyarrow.list_(pyarrow.string()),
    Kind.text: pyarrow.string(),
    Kind.texts: pyarrow.list_(pyarrow.string()),
    Kind.day: pyarrow.string(),
    Kind.integer: pyarrow.int64(),
    Kind.number: pyarrow.float64(),
    Kind.boolean: pyarrow.bool_(),
}
_FIELD: dict[Kind, dict[str, object]] = {
    Kind.iri: {"type": "string", "format": "uri"},
    Kind.iris: {"type": "string"},
    Kind.text: {"type": "string"},
    Kind.texts: {"type": "string"},
    Kind.day: {"type": "string", "constraints": {"pattern": r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"}},
    Kind.integer: {"type": "integer"},
    Kind.number: {"type": "number"},
    Kind.boolean: {"type": "boolean"},
}
_REMARKS: dict[Kind, str] = {
    Kind.iris: "Several IRIs: separated by one space in CSV, a list in Parquet.",
    Kind.texts: "Several texts: separated by “ | ” in CSV, a list in Parquet.",
    Kind.day: "YYYY-MM-DD, or YYYY-MM or YYYY where no more is known.",
}


def describe(column: Column) -> str:
    """What a column means, with how it is written."""
    return " ".join(part for part in (column.description, _REMARKS.get(column.kind, "")) if part)


def arrow_schema(table: Table) -> pyarrow.Schema:
    """The schema of a table in Parquet; each field carries its description."""
    return pyarrow.schema(
        [
            pyarrow.field(column.name, _ARROW[column.kind], metadata={"description": describe(column)})
            for column in table.columns
        ]
    )


def field(column: Column, *, key: bool) -> dict[str, object]:
    """A column of the CSV file as a field of a Table Schema (https://specs.frictionlessdata.io/table-schema/)."""
    described = {"name": column.name, **_FIELD[column.kind], "description": describe(column)}
    return {**described, "constraints": {"required": True, "unique": True}} if key else described


def plain(cell: Cell, kind: Kind) -> str | int | float | None:
    """A cell as CSV has it."""
    if isinstance(cell, list):
        return (IRI_SEPARATOR if kind is Kind.iris else TEXT_SEPARATOR).join(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell


def _checked(column: Column, cell: Cell) -> Cell:
    if column.kind is Kind.texts and isinstance(cell, list):
        for text in cell:
            if TEXT_SEPARATOR in text:
                raise ValueError(
                    f"the text “{text}” holds “{TEXT_SEPARATOR}”, which separates texts in the column "
                    f"{column.name} of the tables; write it differently"
                )
    return cell
