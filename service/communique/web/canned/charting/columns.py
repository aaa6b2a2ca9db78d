"""What the columns of an answer hold, read from the values in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rdflib.namespace import XSD

from communique.vocabulary import kind_and_slug
from communique.web.canned.paging import SparqlRow
from communique.web.canned.readable import readable_value
from communique.web.rendering import slug

MOST_READ = 10_000
"""A chart is drawn from so many rows at most."""
HOLDERS = ("holder", "actor", "party", "demander", "outlet")
"""What queries call the column of those who hold stances, the plainest name first."""
_DAYS = ("statedOn", "day")
"""What they call the day on which something was said; a table may have other dates as well."""
_DATES = {str(XSD[name]) for name in ("date", "gYear", "gYearMonth")}
_RECORDS = {"position", "evidence"}
"""Kinds of things that are records, one or more for each row, and nothing to be compared."""
_PLACES = {"start", "end", "number", "confidence"}
"""Columns with numbers that count nothing."""


@dataclass(frozen=True)
class Answer:
    """A table with what is known of its columns.

    Attributes:
        columns: all of them, in order.
        rows: the first rows, :data:`MOST_READ` at most.
        given: columns of parameters that have a value, and so the same value in every row.
        is_cut: whether there are more rows.
    """

    columns: Sequence[str]
    rows: Sequence[SparqlRow]
    given: Collection[str]
    is_cut: bool = False

    @classmethod
    def of(cls, columns: Sequence[str], rows: Sequence[SparqlRow], given: Collection[str]) -> Answer:
        """The part of an answer that charts are drawn from."""
        return cls(columns, rows[:MOST_READ], given, len(rows) > MOST_READ)

    @cached_property
    def stance(self) -> str | None:
        """The column of stances."""
        return self._first_of_kind({"stance"})

    @cached_property
    def record(self) -> str | None:
        """The column of positions, by which rows that tell the same one are known."""
        return self._first_of_kind({"position"})

    @cached_property
    def holder(self) -> str | None:
        """The column of those whose stances these are."""
        named = (name for name in HOLDERS if name in self.columns)
        return next((name for name in named if self._kinds(name) == {"actor"}), None)

    @cached_property
    def target(self) -> str | None:
        """The column of what the stances are on; the answer names it, else it is what was asked for."""
        named = ("target", "agreement")
        return next((name for name in named if f"{name}Label" in self.columns and self._kinds(name)), None)

    @cached_property
    def date(self) -> str | None:
        """The column of the days, months or years on which something was said."""
        found = [name for name in self.columns if name not in self.given and self._is_dates(name)]
        return next((name for name in _DAYS if name in found), found[0] if len(found) == 1 else None)

    @cached_property
    def counts(self) -> list[str]:
        """The columns with numbers of things."""
        return [
            name for name in self.columns if name not in {*self.given, *_PLACES} and self._is_counts(name)
        ]

    @cached_property
    def names(self) -> list[str]:
        """The columns of things and words that rows can be told apart by."""
        left_out = {*self.given, *self.counts, *_PLACES}
        return [name for name in self.columns if name not in left_out and self._is_names(name)]

    def label(self, row: SparqlRow, column: str) -> str:
        """What the value of a row is called."""
        if f"{column}Label" in row:
            return row[f"{column}Label"]["value"]
        value = row[column]["value"] if column in row else ""
        return slug(value) if kind_and_slug(value) else value

    def identity(self, row: SparqlRow) -> str:
        """The position that a row tells; without one, every row tells something of its own."""
        if self.record and self.record in row:
            return row[self.record]["value"]
        return str([(name, row[name]["value"]) for name in self.columns if name in row])

    def _values(self, name: str) -> list[Mapping[str, str]]:
        return [row[name] for row in self.rows if name in row]

    def _kinds(self, name: str) -> set[str]:
        named = [kind_and_slug(cell["value"]) for cell in self._values(name) if cell["type"] == "uri"]
        return {one[0] for one in named if one}

    def _first_of_kind(self, kinds: set[str]) -> str | None:
        return next((name for name in self.columns if self._kinds(name) == kinds), None)

    def _is_dates(self, name: str) -> bool:
        found = self._values(name)
        return bool(found) and all(cell.get("datatype") in _DATES for cell in found)

    def _is_counts(self, name: str) -> bool:
        found = [readable_value(cell) for cell in self._values(name)]
        return bool(found) and all(type(value) is int and value >= 0 for value in found)

    def _is_names(self, name: str) -> bool:
        if name.endswith("Label") and name.removesuffix("Label") in self.columns:
            return False
        found = self._values(name)
        return (
            bool(found)
            and not self._kinds(name) & _RECORDS
            and all(
                cell["type"] == "uri" or cell.get("datatype") in (None, str(XSD.string)) for cell in found
            )
        )
