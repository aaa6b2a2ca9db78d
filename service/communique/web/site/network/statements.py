"""Who stands how to what, as plain statements: what networks of actors and targets are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from communique.store.positions import PositionIndex, is_within
from communique.vocabulary import CQ, kind_and_slug
from communique.web.served import ServedDataset

AS_SPEAKERS, AS_REPRESENTED = "speakers", "represented"
"""Whether a position counts for who speaks, or for those in whose name that is."""
AGREEMENTS, PROVISIONS, ISSUES, EVERYTHING = "agreements", "provisions", "issues", "everything"
"""Which targets make a network: agreements with their provisions as one, each by itself, and so on."""
_TARGET_KINDS = {
    AGREEMENTS: ("agreement", "provision"),
    PROVISIONS: ("agreement", "provision"),
    ISSUES: ("issue",),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which positions make a network, and at which level."""

    actors: str = AS_REPRESENTED
    targets: str = AGREEMENTS
    within: str | None = None
    """An agreement, by its IRI: only positions on it and its provisions."""
    ascribed: str | None = None
    """One of the values of the filter ``ascribed`` of positions; None for both."""
    method: str | None = None
    """``cq:hand`` or ``cq:machine``."""
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One position: an actor stands to a target with a sign (1 in favour, 0 neither, -1 against)."""

    position: str
    actor: str
    target: str
    sign: int


class Statements:
    """The positions of one dataset version in columns, one entry for each piece of evidence."""

    def __init__(self, index: PositionIndex, signs: dict[str, int]) -> None:
        """Gather the columns.

        Args:
            index: the evidence.
            signs: for each stance, how it stands to its target.
        """
        self._index = index
        count = len(index)
        keys = [index.key(number) for number in range(count)]
        self._days = [key.stated_on for key in keys]
        self._positions = [key.position for key in keys]
        self._holders = _column(index, "holder", count)
        self._represented = [
            represented or holder
            for represented, holder in zip(_column(index, "onBehalfOf", count), self._holders, strict=True)
        ]
        self._targets = _column(index, "target", count)
        self._wholes = [
            agreement or target
            for agreement, target in zip(
                _column(index, "within", count, _is_agreement), self._targets, strict=True
            )
        ]
        self._signs = [signs.get(stance, 0) for stance in _column(index, "stance", count)]

    @classmethod
    def of(cls, served: ServedDataset) -> Statements:
        """The statements of a served dataset."""
        rows = served.rows("stance-signs")
        return cls(served.positions, {row["stance"]: int(row["sign"]) for row in rows})

    def chosen(self, choice: Choice) -> Iterator[Statement]:
        """The statements that fit a choice; each position once, however much evidence it has."""
        actors = self._holders if choice.actors == AS_SPEAKERS else self._represented
        targets = self._wholes if choice.targets == AGREEMENTS else self._targets
        kinds = _TARGET_KINDS.get(choice.targets)
        seen: set[str] = set()
        fitting: dict[str, bool] = {}
        for number in self._passing(choice):
            position, target = self._positions[number], targets[number]
            if target not in fitting:
                fitting[target] = kinds is None or _kind(target) in kinds
            if position in seen or not fitting[target]:
                continue
            seen.add(position)
            yield Statement(position, actors[number], target, self._signs[number])

    def _passing(self, choice: Choice) -> Iterator[int]:
        """The numbers of the evidence that passes the filters of a choice."""
        filters = {"ascribed": choice.ascribed, "method": choice.method, "within": choice.within}
        sets = [
            set(self._index.having(name).get(value, ()))
            for name, value in filters.items()
            if value is not None
        ]
        days: dict[str, bool] = {}
        for number, day in enumerate(self._days):
            if day not in days:
                days[day] = is_within(day, choice.earliest, choice.latest)
            if days[day] and all(number in passing for passing in sets):
                yield number


def methods() -> dict[str, str]:
    """The values of the filter ``method`` by the words that addresses have for them."""
    return {"hand": str(CQ.hand), "machine": str(CQ.machine)}


def _column(
    index: PositionIndex, name: str, count: int, wanted: Callable[[str], bool] = lambda value: True
) -> list[str]:
    """For each piece of evidence the value with which it passes a filter, or an empty text."""
    column = [""] * count
    for value in sorted(index.having(name)):  # in a fixed order, so that of several it is always the same one
        if wanted(value):
            for number in index.having(name)[value]:
                column[number] = column[number] or value
    return column


def _kind(iri: str) -> str:
    named = kind_and_slug(iri)
    return named[0] if named else ""


def _is_agreement(iri: str) -> bool:
    return _kind(iri) == "agreement"
