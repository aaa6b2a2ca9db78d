"""The clauses of an agreement, and beside each who stands where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rdflib import URIRef

from communique.store.positions import is_within
from communique.store.protocol import Row
from communique.vocabulary import CQ
from communique.web.details import Details
from communique.web.served import ServedDataset
from communique.web.site.agreement.silence import Raised, Silence, Talks
from communique.web.site.charts.positions import ChartData, ChartPosition
from communique.web.site.standing.stances import StanceRow, stance_rows
from communique.web.site.standing.strip import Axis

MOST_CLAUSES = 100
"""How many clauses a page has."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands where on one target.

    Attributes:
        target: the agreement, a clause of it, or a collection that it counts among.
        positions: how many positions there are.
        stances: they, by stance.
        is_opposed: whether some are in favour of it and some against.
        silences: who is silent where others raised it.
        unheard: parties of the agreement of whom nothing at all is recorded on it.
    """

    target: str
    positions: int
    stances: list[StanceRow]
    is_opposed: bool
    silences: list[Silence]
    unheard: list[str]


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision with what is said of it."""

    row: Row
    issues: list[str]
    standing: Standing


def clause_rows(served: ServedDataset, iri: str) -> list[Row]:
    """The provisions of an agreement in the order of their numbers."""
    rows = {row["provision"]: row for row in served.rows("provisions", {"agreement": URIRef(iri)})}
    return sorted(rows.values(), key=lambda row: natural(row["number"]))


def natural(number: str) -> list[tuple[int, str]]:
    """Numbers of points in their order: 2 before 10, 1 before 1a; a preamble stands before all."""
    parts = re.findall(r"\d+|\D+", number)
    order = [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
    return order if number[:1].isdecimal() else [(-1, ""), *order]


@dataclass(frozen=True)
class Standings:
    """Who stands where on an agreement, on its clauses and on the collections that it counts among.

    Attributes:
        served: the dataset.
        data: its positions, with their stances.
        agreement: the agreement.
        positions: those on it and its clauses.
        collected: those on collections, by collection, of days on which it counted among them.
        parties: those who are bound by it.
        axis: the time that is shown; None if there is nothing to show.
    """

    served: ServedDataset
    data: ChartData
    agreement: str
    positions: Sequence[ChartPosition]
    collected: Mapping[str, Sequence[ChartPosition]]
    parties: Sequence[str]
    axis: Axis | None

    def whole(self) -> Standing:
        """Who stands where on the agreement as a whole; it is raised by who speaks of a clause, too."""
        raised = Raised(self.agreement, self.positions, more=self._on_collections)
        return self._standing(self._on(self.agreement), raised)

    def collections(self) -> list[Standing]:
        """Who stands where on the collections of which anybody spoke."""
        return [
            self._standing(found, Raised(iri, found, more=self.positions))
            for iri, found in self.collected.items()
            if found
        ]

    def clauses(self, rows: Sequence[Row]) -> Iterator[Clause]:
        """The clauses with who stands where on each.

        Args:
            rows: the provisions.
        """
        details = Details(self.served, [row["provision"] for row in rows])
        for row in rows:
            issues = details.all(row["provision"], str(CQ.about))
            found = self._on(row["provision"])
            yield Clause(row, issues, self._standing(found, Raised(row["provision"], found, issues)))

    @cached_property
    def _talks(self) -> Talks:
        return Talks(self.served, self.data, [*self.positions, *self._on_collections])

    @cached_property
    def _on_collections(self) -> list[ChartPosition]:
        return [one for found in self.collected.values() for one in found]

    def _on(self, target: str) -> list[ChartPosition]:
        return [one for one in self.positions if one.target == target]

    def _standing(self, found: Sequence[ChartPosition], raised: Raised) -> Standing:
        silences = self._talks.silent(raised)
        heard = {actor for one in found for actor in one.actors}.union(one.actor for one in silences)
        return Standing(
            raised.target,
            len(found),
            stance_rows(self.data, found, self.axis, raised.target) if self.axis else [],
            _is_opposed(self.data, found),
            silences,
            [actor for actor in self.parties if actor not in heard],
        )


def _is_opposed(data: ChartData, positions: Collection[ChartPosition]) -> bool:
    return {1, -1} <= {data.stances[one.stance].polarity for one in positions}


def on_collections(data: ChartData, collections: Mapping[str, str]) -> dict[str, list[ChartPosition]]:
    """The positions on some collections, each of a day on which the agreement counted among them.

    Args:
        data: the positions of the dataset.
        collections: for each collection the day from which it did, or an empty text.
    """
    found: dict[str, list[ChartPosition]] = {iri: [] for iri in collections}
    for one in data.positions:
        if one.target in found and is_within(one.stated_on, collections[one.target] or None, None):
            found[one.target].append(one)
    return found
