"""What the start page shows: the latest positions, agreements and events, and how to cite and download."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from urllib.parse import quote

from communique.release.provenance import LICENCE
from communique.release.publication import PUBLISHER_NAME, TITLE
from communique.store.positions import PositionIndex
from communique.vocabulary import CQ, dataset_version_iri, kind_and_slug, thing
from communique.web.items import EventItem
from communique.web.lookups.loading import load_agreements, load_events
from communique.web.records import PositionRecord, load_records
from communique.web.releases import current_files
from communique.web.served import ServedDataset

LATEST_POSITIONS = 10
"""How many positions the start page shows."""
MOST_EVIDENCE = 20
"""How many pieces of evidence of one position are looked at."""
MOST_OF_A_DAY = 1_000
"""How many pieces of evidence of one day are looked at."""
AGREEMENTS, COLLECTIONS, ACTORS = 10, 5, 10
"""How many agreements, collections and actors it lists: those that most positions have to do with."""
_COUNTED = ("positions", "evidence annotations", "articles", "agreements", "provisions")
_MEETING = str(thing("event-kind", "meeting"))
_ACTOR_CLASSES = (CQ.Person, CQ.State, CQ.Body, CQ.Population, CQ.Collective)


def front_page(served: ServedDataset) -> dict[str, object]:
    """The values of the template of the start page.

    Args:
        served: the dataset.
    """
    agreements = load_agreements(served, _spoken_of(served, (CQ.Agreement,), AGREEMENTS))
    events = _latest_events(served)
    return {
        "counts": [(kind, served.stats.of(kind)) for kind in _COUNTED],
        "latest": latest_positions(served, LATEST_POSITIONS),
        "agreements": agreements,
        "collections": _counted(served, _spoken_of(served, (CQ.Collection,), COLLECTIONS)),
        "actors": _counted(served, _spoken_of(served, _ACTOR_CLASSES, ACTORS)),
        "events": events,
        "clause": next(iter(_spoken_of(served, (CQ.Provision,), 1)), ""),
        "meeting": _most_reported(events),
        "files": [(f"/data/{quote(file.name)}", file) for file in current_files(served.build)],
        "citation": (
            f"{PUBLISHER_NAME}: {TITLE}. Dataset version {served.version[:16]}. "
            f"{dataset_version_iri(served.version)}"
        ),
        "licence": str(LICENCE),
    }


def latest_positions(served: ServedDataset, number: int) -> list[list[PositionRecord]]:
    """The positions stated last, the latest day first, each with its evidence.

    Of the positions of one day each holder has one before any has two: which come first must not hang on
    the alphabet.

    Args:
        served: the dataset.
        number: how many positions.
    """
    index = served.positions
    chosen: list[str] = []
    for positions in _days_backwards(index):
        chosen += _in_turns(positions)[: number - len(chosen)]
        if len(chosen) == number:
            break
    numbers = {iri: index.having("position")[iri][:MOST_EVIDENCE] for iri in chosen}
    records = load_records(served, [index.key(place) for iri in chosen for place in numbers[iri]])
    groups: dict[str, list[PositionRecord]] = {iri: [] for iri in chosen}
    for record in records:
        groups[record.id].append(record)
    # What a person found stands first: it is what the line about the position tells of.
    return [sorted(group, key=lambda record: record.evidence.method) for group in groups.values()]


def _days_backwards(index: PositionIndex) -> Iterator[list[str]]:
    """The positions of each day, the latest day first; of a very long day only the last in the index."""
    places = range(len(index) - 1, -1, -1)
    for _, keys in groupby((index.key(place) for place in places), key=lambda key: key.stated_on):
        yield sorted({key.position for key in islice(keys, MOST_OF_A_DAY)})


def _in_turns(positions: Sequence[str]) -> list[str]:
    """Positions in an order in which their holders take turns."""
    turns: Counter[str] = Counter()
    order = []
    for iri in positions:
        holder = (kind_and_slug(iri) or ("", ""))[1].partition("/")[0]
        order.append((turns[holder], iri))
        turns[holder] += 1
    return [iri for _, iri in sorted(order)]


def _latest_events(served: ServedDataset) -> Sequence[EventItem]:
    return load_events(served, [row["event"] for row in served.rows("latest-events")])


def _most_reported(events: Sequence[EventItem]) -> EventItem | None:
    """The event that can be compared best: in most articles, and of those the one with most positions."""
    met = [item for item in events if item.positions and item.kind and item.kind.id == _MEETING]
    return max(met, key=lambda item: (len(item.articles), item.positions), default=None)


def _spoken_of(served: ServedDataset, classes: Sequence[str], most: int) -> list[str]:
    """The things of some classes that most positions have to do with."""
    counts, things = served.position_counts, served.things
    iris = [iri for class_iri in classes for iri in things.of_class(str(class_iri)) if iri in counts]
    return sorted(iris, key=lambda iri: -counts[iri])[:most]


def _counted(served: ServedDataset, iris: Sequence[str]) -> list[tuple[str, int]]:
    return [(iri, served.position_counts[iri]) for iri in iris]
