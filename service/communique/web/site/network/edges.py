"""Networks from statements: actors with what they speak of, and actors with each other.

The method is discourse network analysis. Actors and the concepts that they refer to make a two-mode network;
projected on the actors it makes a congruence network (two actors are tied by each concept on which they take
the same side) and a conflict network (by each on which they take opposite sides). Here the concepts are the
targets of positions, and the sides the signs of the stances. Stances that are neither for nor against tie no
two actors: to discuss something is no side.

Sources: Philip Leifeld, “Discourse Network Analysis: Policy Debates as Dynamic Networks”, in: The Oxford
Handbook of Political Networks (2017), chapter 12; Philip Leifeld and Sebastian Haunss, “Political Discourse
Networks and the Conflict over Software Patents in Europe”, European Journal of Political Research 51 (2012),
pages 382-409.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from communique.web.site.network.statements import Statement

MOST_PAIRS = 400_000
"""How many pairs of actors on the same target are gone through at most; with more, a choice is too wide."""


class TooManyPairsError(ValueError):
    """So many actors speak of the same things that their network cannot be made in reasonable time."""

    def __init__(self) -> None:
        super().__init__(
            "too many actors speak of the same targets for a network of all of them; "
            "choose one agreement or a shorter period"
        )


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie between two nodes.

    Attributes:
        source: an actor.
        end: a target, or another actor.
        weight: how strong the tie is.
        counts: of a tie to a target, how many positions are for it, neither, and against it.
        shared: of a tie between actors, the targets that make it, each with the sign that ``source`` has.
    """

    source: str
    end: str
    weight: float
    counts: tuple[int, int, int] = (0, 0, 0)
    shared: tuple[tuple[str, int], ...] = ()

    @property
    def order(self) -> tuple[float, str, str]:
        """What edges are sorted by: the strongest first."""
        return (-self.weight, self.source, self.end)


@dataclass(frozen=True, slots=True)
class Network:
    """Edges, the strongest first, and for each node how many positions it has in all that was chosen."""

    edges: tuple[Edge, ...]
    positions: Mapping[str, int]
    actors: frozenset[str]

    @property
    def nodes(self) -> list[str]:
        """The nodes that have an edge, in the order of their names."""
        return sorted({node for edge in self.edges for node in (edge.source, edge.end)})

    def with_at_least(self, weight: float) -> Network:
        """The network without its weaker edges."""
        edges = tuple(edge for edge in self.edges if edge.weight >= weight)
        return Network(edges, self.positions, self.actors)


def two_mode(statements: Iterable[Statement]) -> Network:
    """Actors with the targets of their positions; an edge weighs as much as there are positions."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    positions: dict[str, int] = defaultdict(int)
    actors = set()
    for statement in statements:
        counts[statement.actor, statement.target][1 - statement.sign] += 1
        positions[statement.actor] += 1
        if statement.target != statement.actor:
            positions[statement.target] += 1
        actors.add(statement.actor)
    edges = [
        Edge(actor, target, float(sum(found)), (found[0], found[1], found[2]))
        for (actor, target), found in counts.items()
    ]
    return Network(tuple(sorted(edges, key=lambda edge: edge.order)), positions, frozenset(actors))


def one_mode(statements: Iterable[Statement], *, congruent: bool, by_activity: bool = False) -> Network:
    """Actors with each other.

    Args:
        statements: what they stand to; the two sides of a target are ``for`` and ``against``.
        congruent: ties are targets on which both take the same side (congruence), else those on which they
            take opposite ones (conflict). However often an actor repeats itself, a side counts once.
        by_activity: weights are divided by the average number of targets on which the two take a side, so
            that actors of whom much is recorded are not close to everybody for that alone.

    Raises:
        TooManyPairsError: that would take too long.
    """
    sides: dict[str, dict[int, set[str]]] = defaultdict(lambda: {1: set(), -1: set()})
    activity: dict[str, set[str]] = defaultdict(set)
    positions: dict[str, int] = defaultdict(int)
    for statement in statements:
        positions[statement.actor] += 1
        if statement.sign:
            sides[statement.target][statement.sign].add(statement.actor)
            activity[statement.actor].add(statement.target)
    if sum((len(side[1]) + len(side[-1])) ** 2 for side in sides.values()) > 2 * MOST_PAIRS:
        raise TooManyPairsError
    shared: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for target, side in sides.items():
        for one, other, sign in _pairs(side, congruent=congruent):
            shared[one, other].append((target, sign))
    edges = []
    for (one, other), ties in shared.items():
        divisor = (len(activity[one]) + len(activity[other])) / 2 if by_activity else 1
        weight = round(len(ties) / divisor, 4)
        edges.append(
            Edge(one, other, float(weight), shared=tuple(sorted(ties, key=lambda tie: (tie[0], -tie[1]))))
        )
    ordered = tuple(sorted(edges, key=lambda edge: edge.order))
    return Network(ordered, positions, frozenset(positions))


def _pairs(side: Mapping[int, set[str]], *, congruent: bool) -> Iterable[tuple[str, str, int]]:
    """Pairs of actors on the same side, or on opposite ones, in the order of names; with the first's sign."""
    if congruent:
        for sign, actors in side.items():
            for one, other in combinations(sorted(actors), 2):
                yield one, other, sign
        return
    for one, other in product(side[1], side[-1]):
        if one < other:
            yield one, other, 1
        elif other < one:
            yield other, one, -1
