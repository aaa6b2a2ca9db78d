"""Where those who speak of an agreement differ: alleged breaches, and utterances told in two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from communique.store.positions import ASCRIBED
from communique.vocabulary import thing
from communique.web.records import PositionRecord, load_records
from communique.web.served import ServedDataset
from communique.web.site.charts.positions import ChartData, ChartPosition, ChartStance
from communique.web.site.standing.linked import values_by_position
from communique.web.site.standing.stances import cell_address, party

MOST_ALLEGATIONS, MOST_VARIANTS = 30, 20
"""How many alleged breaches, and how many utterances told in two ways, a page lists."""
_ALLEGES = str(thing("stance", "alleges-violation-of"))


@dataclass(frozen=True, slots=True)
class Allegation:
    """That a party is said to break a clause, beside what that party says of the clause itself.

    Attributes:
        accuser: who says so, or in whose name that is said.
        is_ascribed: whether somebody else tells that the accuser says so.
        target: the clause or agreement.
        accused: who is said to break it; empty if nobody is named.
        positions: how often.
        days: the first and the last date.
        address: where the evidence is.
        answers: the stances that the accused takes itself on the clause, with their numbers.
        answers_address: where their evidence is.
    """

    accuser: str
    is_ascribed: bool
    target: str
    accused: str
    positions: int
    days: tuple[str, str]
    address: str
    answers: list[tuple[ChartStance, int]]
    answers_address: str


def allegations(
    served: ServedDataset, data: ChartData, positions: Sequence[ChartPosition]
) -> list[Allegation]:
    """The breaches that some positions allege, those most often alleged first.

    Args:
        served: the dataset.
        data: its positions, with their stances.
        positions: those on an agreement and its clauses.
    """
    alleging = [one for one in positions if one.stance == _ALLEGES]
    accused = values_by_position(served.positions, "towards", [one.iri for one in alleging])
    found: dict[tuple[str, bool, str, str], list[str]] = {}
    for one in alleging:
        for actor in accused.get(one.iri, [""]):
            key = (party(one), one.voice == ASCRIBED, one.target, actor)
            found.setdefault(key, []).append(one.stated_on)
    listed = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        Allegation(
            *key,
            len(days),
            (min(days), max(days)),
            cell_address(key[0], key[2]),
            _answers(data, positions, key[3], key[2]),
            cell_address(key[3], key[2]) if key[3] else "",
        )
        for key, days in listed
    ]


def _answers(
    data: ChartData, positions: Iterable[ChartPosition], actor: str, target: str
) -> list[tuple[ChartStance, int]]:
    """The stances that an actor takes itself on a target."""
    counts = Counter(
        one.stance
        for one in positions
        if one.target == target and actor in one.actors and one.voice != ASCRIBED
    )
    return [
        (data.stances[iri], counts[iri]) for iri in sorted(counts, key=lambda iri: data.stances[iri].order)
    ]


def told_in_two_ways(served: ServedDataset, agreement: str) -> list[tuple[PositionRecord, PositionRecord]]:
    """Utterances that are recorded as two positions, as articles tell them with another stance or target.

    Args:
        served: the dataset.
        agreement: one of the two positions is on it or on one of its clauses.
    """
    rows = served.rows("agreement-variants", {"agreement": URIRef(agreement)})[: MOST_VARIANTS + 1]
    index = served.positions
    iris = {row[name] for row in rows for name in ("telling", "utterance")}
    keys = [
        index.key(index.having("position")[iri][0]) for iri in sorted(iris & index.having("position").keys())
    ]
    records = {record.id: record for record in load_records(served, keys)}
    return [
        (records[row["utterance"]], records[row["telling"]])
        for row in rows
        if row["utterance"] in records and row["telling"] in records
    ]
