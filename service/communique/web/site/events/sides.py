"""What is reported of each side of an event, matter by matter: on what both, on what only one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from communique.store.protocol import Row
from communique.vocabulary import CQ, thing
from communique.web.served import ServedDataset
from communique.web.site.charts.positions import VOICES, ChartData, ChartPosition, ChartStance, chart_data
from communique.web.site.standing.stances import party

MOST_MATTERS = 40
"""How many matters a page of an event sets side against side."""
_TOOK_PART = str(thing("participation-role", "took-part"))
_NO_OUTLETS = (CQ.State, CQ.Body, CQ.Person)
"""What a publisher is that is no outlet but speaks for itself or a side."""


@dataclass(frozen=True, slots=True)
class SideStance:
    """The positions of one stance and voice that one side is reported to have taken on one matter.

    Attributes:
        stance: the stance.
        voice: one of :data:`communique.web.site.charts.positions.VOICES`.
        positions: how many there are.
        machine_only: how many of them no person has found.
    """

    stance: ChartStance
    voice: str
    positions: int
    machine_only: int


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """A matter with what is reported of each side on it, in the order of the sides."""

    target: str
    cells: list[list[SideStance]]


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides of an event set against each other.

    Attributes:
        sides: those who took part, or those in whose name they did; hosts and helpers only if they spoke.
        matters: what they spoke of; first what more of them did.
        total: how many matters there are, those without a row included.
        tallies: for each side, on how many matters it is reported, and on how many of them no other side is.
        own_reports: whether an article on the event is published by a state, a body or a person.
    """

    sides: list[str]
    matters: list[SpokenOf]
    total: int
    tallies: list[tuple[int, int]]
    own_reports: bool


def by_side(
    served: ServedDataset, event: str, participations: Sequence[Row], outlets: Collection[str]
) -> Sides | None:
    """What is reported of each side of an event; None where there are no two sides, or nothing is recorded.

    Args:
        served: the dataset.
        event: the event.
        participations: who took part, and in whose name.
        outlets: who published articles on it.
    """
    side_of = {row["participant"]: row.get("onBehalfOf", row["participant"]) for row in participations}
    side_of |= {side: side for side in side_of.values()}
    index = served.positions
    stated = {index.key(number).position for number in index.having("event").get(event, ())}
    data = chart_data(served)
    found: dict[str, dict[str, list[ChartPosition]]] = {}
    for position in (one for one in data.positions if one.iri in stated):
        side = side_of.get(party(position)) or side_of.get(position.holder)
        if side:
            found.setdefault(position.target, {}).setdefault(side, []).append(position)
    present = {side_of[row["participant"]] for row in participations if row["role"] == _TOOK_PART}
    heard = {side for positions in found.values() for side in positions}
    sides = sorted(present | heard, key=served.things.label)
    if len(sides) < 2 or not found:
        return None
    matters = [
        SpokenOf(target, [_stances(data, voices.get(side, [])) for side in sides])
        for target, voices in sorted(
            found.items(), key=lambda one: (-len(one[1]), served.things.label(one[0]))
        )
    ]
    bodies = {iri for kind in _NO_OUTLETS for iri in served.things.of_class(str(kind))}
    own_reports = not bodies.isdisjoint(outlets)
    return Sides(sides, matters[:MOST_MATTERS], len(matters), _tallies(found, sides), own_reports)


def _stances(data: ChartData, positions: Sequence[ChartPosition]) -> list[SideStance]:
    counts: Counter[tuple[str, str]] = Counter()
    machine: Counter[tuple[str, str]] = Counter()
    for position in positions:
        key = (position.stance, position.voice)
        counts[key] += 1
        machine[key] += position.is_machine_only
    ordered = sorted(counts, key=lambda key: (data.stances[key[0]].order, VOICES.index(key[1])))
    return [SideStance(data.stances[key[0]], key[1], counts[key], machine[key]) for key in ordered]


def _tallies(found: Mapping[str, Mapping[str, object]], sides: Sequence[str]) -> list[tuple[int, int]]:
    """For each side, the matters on which it is reported, and those on which no other is."""
    return [
        (
            sum(side in heard for heard in found.values()),
            sum(set(heard) == {side} for heard in found.values()),
        )
        for side in sides
    ]
