"""What the form of a chart offers: actors and targets to tick, and names to type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from communique.store.things import TARGET_KINDS
from communique.vocabulary import kind_and_slug
from communique.web.served import ServedDataset
from communique.web.site.charts.positions import ChartData
from communique.web.site.charts.question import Reading, actor_name, target_name

TICKED, TYPED = 24, 200
"""How many names can be ticked, and how many more are suggested to who types."""
_KIND_TITLES = {
    "agreement": "Agreements",
    "provision": "Clauses",
    "collection": "Collections",
    "event": "Events",
    "issue": "Issues",
    "actor": "Actors",
}


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be chosen."""

    value: str
    label: str
    positions: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Options of one kind; those of actors have no title."""

    title: str
    options: list[Option]


@dataclass(frozen=True, slots=True)
class ChartForm:
    """The fields of a form, filled with what was given.

    Attributes:
        actors: actors to tick.
        targets: targets to tick, kind by kind.
        more_actors: names that can be typed.
        more_targets: likewise.
        reading: what was given.
    """

    actors: list[OptionGroup]
    targets: list[OptionGroup]
    more_actors: list[Option]
    more_targets: list[Option]
    reading: Reading

    def text(self, name: str, understood: str | None = None) -> str:
        """What stands in a field of text: what was not understood comes first, so that it can be mended."""
        return self.reading.unread.get(name) or understood or ""


class ChartOptions:
    """What the forms of charts can offer of a dataset: all that has positions, the commonest first."""

    def __init__(self, served: ServedDataset, data: ChartData) -> None:
        self._label = served.things.label
        actors = Counter(actor for position in data.positions for actor in position.actors)
        targets = Counter(target for position in data.positions for target in position.within)
        self._actors, self._targets = _ranked(actors), _ranked(targets)

    def form(self, reading: Reading) -> ChartForm:
        """The form that belongs to what was given."""
        actors = self._choose(self._actors, reading.question.actors, actor_name)
        targets = self._choose(self._targets, reading.question.targets, target_name)
        by_kind = [
            OptionGroup(_KIND_TITLES[kind], options)
            for kind in TARGET_KINDS
            if (options := [option for option in targets if option.value.startswith(f"{kind}/")])
        ]
        return ChartForm(
            [OptionGroup("", actors)] if actors else [],
            by_kind,
            self._rest(self._actors, actor_name),
            self._rest(self._targets, target_name),
            reading,
        )

    def _choose(
        self, counts: dict[str, int], chosen: Sequence[str], name: Callable[[str], str]
    ) -> list[Option]:
        """The commonest things and, whatever they are, those chosen; in the order of their labels."""
        listed = dict.fromkeys([*chosen, *list(counts)[:TICKED]])
        options = [
            Option(name(iri), self._label(iri), counts.get(iri, 0), iri in chosen)
            for iri in listed
            if kind_and_slug(iri)
        ]
        return sorted(options, key=lambda option: (option.label.casefold(), option.value))

    def _rest(self, counts: dict[str, int], name: Callable[[str], str]) -> list[Option]:
        rest = list(counts)[TICKED : TICKED + TYPED]
        return [Option(name(iri), self._label(iri), counts[iri], False) for iri in rest if kind_and_slug(iri)]


def _ranked(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda item: (-item[1], item[0])))
