"""Which evidence of which positions passes which filters, in the order of days: an index held in memory."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from rdflib import URIRef

from communique.store.protocol import Row, Store
from communique.store.reading import read_rows
from communique.vocabulary import CQ, SDO

OWN, ASCRIBED = "own", "ascribed"
"""Values of the filter ``ascribed``: said by the holder, or said of the holder by somebody else."""
FILTERS = (
    "actor",
    "annotator",
    "article",
    "ascribed",
    "ascribedBy",
    "event",
    "holder",
    "issue",
    "method",
    "onBehalfOf",
    "outlet",
    "position",
    "rendering",
    "stance",
    "target",
    "towards",
    "within",
)
"""What positions can be filtered by.

``actor`` is anyone who holds a position, in whose name it is held, or who ascribes it; ``within`` is a target
or the agreement whose provision is the target; all but ``ascribed`` take IRIs.
"""


class EvidenceKey(NamedTuple):
    """One piece of evidence for one position; sorted, they are in the order of days."""

    stated_on: str
    position: str
    annotation: str


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """Some evidence; ``next`` is the ``after`` of what follows, or None; ``total`` counts all that passes."""

    keys: list[EvidenceKey]
    next: str | None
    total: int


class PositionIndex:
    """All evidence of one dataset version, numbered in the order of days; the numbers by filter and value.

    A page is found in a few milliseconds whatever is asked, where the same question in SPARQL has to sort
    every position. It takes about half a kilobyte of memory for each piece of evidence.
    """

    def __init__(self, keys: list[str], numbers: Mapping[str, Mapping[str, array[int]]]) -> None:
        self._keys, self._numbers = keys, numbers

    @classmethod
    def of(cls, store: Store) -> PositionIndex:
        """Read the index from a store."""
        links = _links(store)
        found = {_key(row): row for row in _evidence(store)}
        keys = sorted(found)
        numbers: dict[str, dict[str, array[int]]] = {name: {} for name in FILTERS}
        for number, key in enumerate(keys):
            for name, value in _values(found[key], links):
                listed = numbers[name].setdefault(value, array("I"))
                if not listed or listed[-1] != number:
                    listed.append(number)
        return cls(keys, numbers)

    def __len__(self) -> int:
        return len(self._keys)

    def find(
        self,
        *choices: Mapping[str, str],
        earliest: str | None = None,
        latest: str | None = None,
        after: str | None = None,
        limit: int,
    ) -> EvidencePage:
        """One page of the evidence that passes all filters of any of the choices.

        Args:
            choices: filters by name, one of :data:`FILTERS`; without any, everything passes.
            earliest: first day, month or year; compared at the precision that both days have.
            latest: likewise, the last.
            after: the ``next`` of the page before.
            limit: most pieces of evidence to give.

        Raises:
            KeyError: there is no such filter.
        """
        passing = self._within(self._passing(choices), earliest, latest)
        start = bisect_left(passing, bisect_right(self._keys, after)) if after is not None else 0
        page = passing[start : start + limit]
        following = self._keys[page[-1]] if page and start + len(page) < len(passing) else None
        return EvidencePage([self.key(number) for number in page], following, len(passing))

    def key(self, number: int) -> EvidenceKey:
        """A piece of evidence by its number."""
        return EvidenceKey(*self._keys[number].split(" "))

    def having(self, name: str) -> Mapping[str, array[int]]:
        """The numbers of the evidence, sorted, by the values of one filter."""
        return self._numbers[name]

    def values_of(self, name: str, numbers: Iterable[int]) -> set[str]:
        """The values with which some evidence passes a filter."""
        wanted = set(numbers)
        return {value for value, listed in self._numbers[name].items() if not wanted.isdisjoint(listed)}

    def nearest(self, iri: str) -> list[str]:
        """The IRIs of positions that begin most like another: the same holder, stance and target, say."""
        place = bisect_left(self._positions, iri)
        around = self._positions[max(0, place - _NEAR) : place + _NEAR]
        return sorted(around, key=lambda known: (-_shared_length(iri, known), known))[:_NEAR]

    @cached_property
    def _positions(self) -> list[str]:
        return sorted(self._numbers["position"])

    def _passing(self, choices: Iterable[Mapping[str, str]]) -> range | array[int] | list[int]:
        """The numbers, sorted, that pass all filters of any of the choices."""
        results = [self._all_of(choice) for choice in choices]
        if not results:
            return range(len(self._keys))
        if len(results) == 1:
            return results[0]
        return sorted(set().union(*results))

    def _all_of(self, filters: Mapping[str, str]) -> range | array[int] | list[int]:
        listed = sorted((self._numbers[name].get(value, _NONE) for name, value in filters.items()), key=len)
        if not listed:
            return range(len(self._keys))
        if len(listed) == 1:
            return listed[0]
        return sorted(set(listed[0]).intersection(*listed[1:]))

    def _within(
        self, numbers: range | array[int] | list[int], earliest: str | None, latest: str | None
    ) -> range | array[int] | list[int]:
        if earliest is None and latest is None:
            return numbers
        known: dict[str, bool] = {}
        kept = array("I")
        for number in numbers:
            day = self._keys[number].partition(" ")[0]
            if day not in known:
                known[day] = is_within(day, earliest, latest)
            if known[day]:
                kept.append(number)
        return kept


_NONE: array[int] = array("I")
_NEAR = 5
"""How many positions are suggested for one that does not exist."""


def _shared_length(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def is_within(day: str, earliest: str | None, latest: str | None) -> bool:
    """Whether a day, month or year lies between two others, compared at the precision that both have."""
    if earliest is not None and day[: len(earliest)] < earliest[: len(day)]:
        return False
    return latest is None or day[: len(latest)] <= latest[: len(day)]


_LINKS = (
    CQ.onBehalfOf,
    CQ.ascribedBy,
    CQ.towards,
    CQ.about,
    CQ.statedAt,
    CQ.provisionOf,
    SDO.publisher,
)


_COLUMNS = (
    "stance",
    "position",
    "statedOn",
    "holder",
    "target",
    "annotation",
    "article",
    "rendering",
    "method",
    "annotator",
)
"""What the query of the evidence selects, in its order."""


def _evidence(store: Store) -> Iterator[Row]:
    """All evidence; asked in parts, so that no answer grows with the whole dataset."""
    for (stance,) in read_rows(store, "stances-taken"):
        for row in read_rows(store, "positions", {"stance": URIRef(stance)}):
            yield dict(zip(_COLUMNS, row, strict=True))


def _links(store: Store) -> dict[str, dict[str, list[str]]]:
    """For each property, what each thing is linked to by it."""
    links: dict[str, dict[str, list[str]]] = {}
    for item in _LINKS:
        linked = links.setdefault(str(item), {})
        for _, origin, end in read_rows(store, "position-links", {"property": item}):
            linked.setdefault(origin, []).append(end)
    return links


def _key(row: Row) -> str:
    return f"{row['statedOn']} {row['position']} {row['annotation']}"


def _values(row: Row, links: Mapping[str, Mapping[str, list[str]]]) -> Iterator[tuple[str, str]]:
    """The filters that a piece of evidence passes, each with the value that it passes it with."""

    def linked(property_iri: str, name: str) -> list[str]:
        return links.get(str(property_iri), {}).get(row[name], [])

    for name in ("position", "holder", "stance", "target", "article", "rendering", "method", "annotator"):
        yield name, row[name]
    ascribers, represented = linked(CQ.ascribedBy, "position"), linked(CQ.onBehalfOf, "position")
    for name, values in (
        ("onBehalfOf", represented),
        ("ascribedBy", ascribers),
        ("actor", [row["holder"], *represented, *ascribers]),
        ("towards", linked(CQ.towards, "position")),
        ("issue", linked(CQ.about, "position")),
        ("event", linked(CQ.statedAt, "position")),
        ("within", [row["target"], *linked(CQ.provisionOf, "target")]),
        ("outlet", linked(SDO.publisher, "article")),
        ("ascribed", [ASCRIBED if ascribers else OWN]),
    ):
        for value in values:
            yield name, value
