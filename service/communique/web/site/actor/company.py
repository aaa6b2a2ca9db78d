"""The company that an actor keeps: who takes part in the same, and who stands on the same side or the other.

The second is the idea of discourse network analysis (see :mod:`communique.web.site.network.edges`) seen from
one actor: another is close to it by each target on which both take the same side, in their own voice. However
often an actor repeats itself, a side counts once; stances that are neither for nor against are no side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from communique.store.positions import OWN
from communique.vocabulary import kind_and_slug
from communique.web.served import ServedDataset
from communique.web.site.charts.positions import ChartData, ChartPosition
from communique.web.site.charts.question import Question

MOST_COMPANIONS = 12
"""How many a list has."""
MOST_SHARED = 4
"""How many shared targets, or occasions, it names."""


@dataclass(frozen=True, slots=True)
class Companion:
    """Another actor that takes part in the same.

    Attributes:
        actor: the other.
        events: how many events.
        agreements: how many agreements.
        named: some of both.
    """

    actor: str
    events: int
    agreements: int
    named: list[str]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another actor that takes a side on the same targets.

    Attributes:
        actor: the other.
        targets: on how many targets.
        named: some of them, with the sign that the actor of the page has.
        address: the two of them side by side.
    """

    actor: str
    targets: int
    named: list[tuple[str, int]]
    address: str


def companions(served: ServedDataset, actor: str) -> tuple[list[Companion], int]:
    """Who takes part in the same events and agreements, those with most first; and how many more do."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in served.rows("companions", {"actor": URIRef(actor)}):
        found[row["companion"]].append(row["whole"])
    listed = []
    for other, wholes in found.items():
        kinds = [(kind_and_slug(whole) or ("", ""))[0] for whole in wholes]
        listed.append(
            Companion(other, kinds.count("event"), kinds.count("agreement"), wholes[-MOST_SHARED:][::-1])
        )
    listed.sort(key=lambda one: (-one.events - one.agreements, one.actor))
    return listed[:MOST_COMPANIONS], len(listed[MOST_COMPANIONS:])


def neighbours(data: ChartData, actor: str) -> tuple[list[Neighbour], list[Neighbour]]:
    """Who stands on the same side as an actor on something, and who on the other, those with most first.

    Args:
        data: the positions of the dataset, with their stances.
        actor: the actor.
    """
    sides: dict[str, set[int]] = defaultdict(set)
    others: list[tuple[ChartPosition, int]] = []
    for one in data.positions:
        sign = data.stances[one.stance].polarity
        if one.voice != OWN or not sign:
            continue
        if actor in one.actors:
            sides[one.target].add(sign)
        else:
            others.append((one, sign))
    shared: dict[int, dict[str, set[tuple[str, int]]]] = {1: defaultdict(set), -1: defaultdict(set)}
    for one, sign in others:
        for side in sides.get(one.target, ()):
            for other in one.actors:
                shared[side * sign][other].add((one.target, side))
    return _listed(actor, shared[1]), _listed(actor, shared[-1])


def _listed(actor: str, shared: Mapping[str, set[tuple[str, int]]]) -> list[Neighbour]:
    ordered: Sequence[tuple[str, set[tuple[str, int]]]] = sorted(
        shared.items(), key=lambda item: (-len(item[1]), item[0])
    )
    return [
        Neighbour(
            other,
            len(targets),
            sorted(targets)[:MOST_SHARED],
            Question((actor, other), tuple(sorted({target for target, _ in targets}))[:MOST_SHARED]).address(
                "/compare"
            ),
        )
        for other, targets in ordered[:MOST_COMPANIONS]
    ]
