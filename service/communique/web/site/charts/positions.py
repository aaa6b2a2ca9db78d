"""Positions as charts count them: each once, with what marks and places it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from communique.store.positions import ASCRIBED, OWN, PositionIndex
from communique.vocabulary import CQ, thing
from communique.web.details import Details
from communique.web.served import ServedDataset

ARTICLE = "article"
"""The voice of a position that an article takes itself, with no source named."""
VOICES = (OWN, ASCRIBED, ARTICLE)
"""In whose voice a position is told, in the order in which charts show them."""
HAND, MACHINE = "hand", "machine"
_FAMILIES = ("affirmative", "procedural", "critical")
_HAND = str(CQ.hand)
_ARTICLE_VOICE = str(thing("rendering", "article-voice"))


@dataclass(frozen=True, slots=True)
class ChartStance:
    """A stance with what tells it apart in a chart: its family and its sign toward the target."""

    iri: str
    label: str
    family: str
    polarity: int

    @property
    def order(self) -> tuple[int, str]:
        """Where it stands among others: affirmative, procedural, critical, and by name."""
        place = _FAMILIES.index(self.family) if self.family in _FAMILIES else len(_FAMILIES)
        return (place, self.label)


@dataclass(frozen=True, slots=True)
class ChartPosition:
    """One position, with all its evidence taken together.

    Attributes:
        iri: the position.
        stated_on: day, month or year.
        holder: who holds it.
        actors: who holds it, and in whose name it is held.
        stance: its stance.
        target: what it is on.
        within: the target, and the agreement whose provision that is.
        voice: one of :data:`VOICES`.
        methods: how it was found, by hand or machine or both.
    """

    iri: str
    stated_on: str
    holder: str
    actors: tuple[str, ...]
    stance: str
    target: str
    within: tuple[str, ...]
    voice: str
    methods: tuple[str, ...]

    @property
    def is_machine_only(self) -> bool:
        """Whether no person has found it."""
        return self.methods == (MACHINE,)


@dataclass(frozen=True)
class ChartData:
    """All positions of a dataset in the order of their days, and the stances that they take."""

    positions: tuple[ChartPosition, ...]
    stances: Mapping[str, ChartStance]


_known: WeakKeyDictionary[PositionIndex, ChartData] = WeakKeyDictionary()
"""What was read of each dataset that is served, so that all charts of it share that."""


def chart_data(served: ServedDataset) -> ChartData:
    """The positions of a dataset, read once for as long as it is served."""
    if served.positions not in _known:
        _known[served.positions] = ChartData(_positions(served.positions), _stances(served))
    return _known[served.positions]


def _positions(index: PositionIndex) -> tuple[ChartPosition, ...]:
    """Every position, from the index of its evidence."""
    one = {name: _by_number(index, name) for name in ("holder", "stance", "target", "ascribed")}
    several = {name: _all_by_number(index, name) for name in ("onBehalfOf", "within")}
    methods, renderings = _by_number(index, "method"), _by_number(index, "rendering")
    found = []
    for iri, numbers in index.having("position").items():
        number = numbers[0]  # what follows is said of the position, and so the same with all its evidence
        holder = one["holder"][number]
        found.append(
            ChartPosition(
                iri,
                index.key(number).stated_on,
                holder,
                _distinct([holder, *several["onBehalfOf"].get(number, ())]),
                one["stance"][number],
                one["target"][number],
                _distinct([one["target"][number], *several["within"].get(number, ())]),
                _voice(one["ascribed"][number], {renderings[each] for each in numbers}),
                tuple(sorted({HAND if methods[each] == _HAND else MACHINE for each in numbers})),
            )
        )
    return tuple(sorted(found, key=lambda position: (position.stated_on, position.iri)))


def _voice(ascribed: str, renderings: set[str]) -> str:
    if ascribed == ASCRIBED:
        return ASCRIBED
    return ARTICLE if renderings == {_ARTICLE_VOICE} else OWN


def _by_number(index: PositionIndex, name: str) -> dict[int, str]:
    return {number: value for value, numbers in index.having(name).items() for number in numbers}


def _all_by_number(index: PositionIndex, name: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for value, numbers in index.having(name).items():
        for number in numbers:
            found.setdefault(number, []).append(value)
    return found


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _stances(served: ServedDataset) -> dict[str, ChartStance]:
    iris = list(served.positions.having("stance"))
    details = Details(served, iris)
    return {
        iri: ChartStance(
            iri,
            served.things.label(iri),
            details.one(iri, str(CQ.stanceFamily)) or "procedural",
            int(details.one(iri, str(CQ.polarityTowardTarget)) or 0),
        )
        for iri in iris
    }
