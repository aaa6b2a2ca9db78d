"""Who is silent: parties whose words at an event are reported, but none on a clause that was raised there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.store.positions import OWN
from communique.web.details import rows_about
from communique.web.served import ServedDataset
from communique.web.site.charts.positions import ChartData, ChartPosition
from communique.web.site.standing.linked import values_by_position

MOST_EVENTS = 40
"""How many events are looked at: those at which the agreement was raised last."""
MOST_NAMED = 3
"""How many of them one silence names."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A party that is not told to have spoken of something where others raised it.

    Attributes:
        actor: the party.
        events: where, the latest first.
        more: at how many more events.
        spoke_of: issues regulated by it of which the party is told to have spoken there.
    """

    actor: str
    events: list[str]
    more: int
    spoke_of: list[str]


@dataclass(frozen=True, slots=True)
class Raised:
    """A clause, agreement or collection that was raised.

    Attributes:
        target: the clause, agreement or collection.
        positions: those that raise it.
        issues: the issues that it regulates.
        more: other positions, whose holders are not silent of it either.
    """

    target: str
    positions: Sequence[ChartPosition]
    issues: Collection[str] = ()
    more: Sequence[ChartPosition] = ()


class Talks:
    """The events at which something was raised: who took part, and what each is told to have spoken of."""

    def __init__(self, served: ServedDataset, data: ChartData, positions: Iterable[ChartPosition]) -> None:
        own = {one.iri: one for one in positions if one.voice == OWN}
        index = served.positions
        self._events = values_by_position(index, "event", own)
        days = {event: own[iri].stated_on for iri, events in self._events.items() for event in events}
        latest = sorted(days, key=lambda event: (days[event], event), reverse=True)[:MOST_EVENTS]
        told = {
            event: {index.key(number).position for number in index.having("event")[event]} for event in latest
        }
        wanted = set().union(*told.values())
        known = {one.iri: one for one in data.positions if one.iri in wanted and one.voice == OWN}
        self._told = {event: [known[iri] for iri in iris if iri in known] for event, iris in told.items()}
        self._parties = _parties(served, latest)

    def silent(self, raised: Raised) -> list[Silence]:
        """The parties that are silent of something at some of these events, those most often silent first."""
        raised_at: dict[str, set[str]] = defaultdict(set)
        spoken_on: dict[str, set[str]] = defaultdict(set)
        for position in (*raised.positions, *raised.more):
            spoken_on[position.stated_on].update(position.actors)
        for position in raised.positions:
            for event in self._events.get(position.iri, ()):
                raised_at[event].add(position.stated_on)
        silent: dict[str, list[str]] = defaultdict(list)
        spoke_of: dict[str, set[str]] = defaultdict(set)
        for event, told in self._told.items():
            if event not in raised_at:
                continue
            spoke = {actor for position in told for actor in position.actors}
            # Who spoke of it elsewhere on that day is not silent of it: one day has several events.
            spoke_of_it = {actor for day in raised_at[event] for actor in spoken_on[day]}
            for actor in (self._parties.get(event, set()) & spoke) - spoke_of_it:
                silent[actor].append(event)
                spoke_of[actor].update(
                    position.target
                    for position in told
                    if actor in position.actors and position.target in raised.issues
                )
        return [
            Silence(actor, events[:MOST_NAMED], len(events[MOST_NAMED:]), sorted(spoke_of[actor]))
            for actor, events in sorted(silent.items(), key=lambda item: (-len(item[1]), item[0]))
        ]


def _parties(served: ServedDataset, events: Sequence[str]) -> Mapping[str, set[str]]:
    """Those in whose name somebody took part in each of some events, or who did so for themselves."""
    people: dict[tuple[str, str], str] = {}
    represented: dict[tuple[str, str], str] = {}
    for event, part, participant, party in rows_about(served, "event-parties", events):
        if participant:
            people[event, part] = participant
        else:
            represented[event, part] = party
    found: dict[str, set[str]] = defaultdict(set)
    for key, participant in people.items():
        found[key[0]].add(represented.get(key, participant))
    return found
