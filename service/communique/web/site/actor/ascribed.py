"""What others say that an actor holds, beside what it says itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from communique.store.positions import ASCRIBED, PositionIndex
from communique.web.site.charts.positions import ChartData, ChartPosition, ChartStance
from communique.web.site.standing.linked import values_by_position
from communique.web.site.standing.stances import cell_address

MOST_TARGETS = 30
"""How many targets a page has: those with most ascribed positions."""
MOST_TELLINGS = 6
"""How many ascribed positions on one target: the latest."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One position that somebody ascribes to an actor."""

    position: str
    stated_on: str
    stance: ChartStance
    ascribers: list[str]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is ascribed to an actor on one target, beside what it holds itself.

    Attributes:
        target: the target.
        tellings: what is ascribed, the latest first.
        more: how much more is.
        own: the stances that the actor takes itself, with their numbers.
        own_days: the first and last date of these; none without any.
        own_address: where their evidence is.
        comparison: how the two are: ``same stance``, ``same sign``, ``another sign``; empty without own ones.
    """

    target: str
    tellings: list[Telling]
    more: int
    own: list[tuple[ChartStance, int]]
    own_days: tuple[str, str] | None
    own_address: str
    comparison: str


def ascribed_beside_own(
    index: PositionIndex, data: ChartData, actor: str, positions: Sequence[ChartPosition]
) -> tuple[list[Beside], int]:
    """What is ascribed to an actor, target by target; and on how many more targets anything is.

    Args:
        index: the evidence of the dataset.
        data: its positions, with their stances.
        actor: the actor.
        positions: those that it holds, or that are held in its name.
    """
    ascribed: dict[str, list[ChartPosition]] = {}
    for one in positions:
        if one.voice == ASCRIBED:
            ascribed.setdefault(one.target, []).append(one)
    order = sorted(ascribed, key=lambda target: (-len(ascribed[target]), target))
    shown = {target: ascribed[target][::-1] for target in order[:MOST_TARGETS]}
    iris = [one.iri for found in shown.values() for one in found[:MOST_TELLINGS]]
    ascribers = values_by_position(index, "ascribedBy", iris)
    rows = []
    for target, found in shown.items():
        own = [one for one in positions if one.target == target and one.voice != ASCRIBED]
        counts = Counter(one.stance for one in own)
        rows.append(
            Beside(
                target,
                [
                    Telling(one.iri, one.stated_on, data.stances[one.stance], ascribers.get(one.iri, []))
                    for one in found[:MOST_TELLINGS]
                ],
                len(found[MOST_TELLINGS:]),
                [
                    (data.stances[iri], counts[iri])
                    for iri in sorted(counts, key=lambda iri: data.stances[iri].order)
                ],
                (min(one.stated_on for one in own), max(one.stated_on for one in own)) if own else None,
                cell_address(actor, target, "own"),
                _compared(data, {one.stance for one in found}, set(counts)),
            )
        )
    return rows, len(order) - len(shown)


def _compared(data: ChartData, ascribed: set[str], own: set[str]) -> str:
    if not own:
        return ""
    if ascribed & own:
        return "same stance"
    signs = [{data.stances[iri].polarity for iri in iris} for iris in (ascribed, own)]
    return "same sign" if signs[0] & signs[1] else "another sign"
