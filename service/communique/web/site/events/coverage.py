"""What each outlet tells of one event, utterance by utterance, with silence and missing data kept apart.

Which outlet tells an utterance, is silent on it, was not read, or has no article on the event, is what the
canned query ``event-coverage`` answers; here the words of each outlet are put beside that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rdflib import URIRef

from communique.store.positions import EvidenceKey
from communique.store.protocol import Row
from communique.web.details import rows_about
from communique.web.items import Reference
from communique.web.records import PositionRecord, load_records
from communique.web.served import ServedDataset

TOLD, SILENT, NOT_READ, NO_ARTICLE = "told", "silent", "not read", "no article"
"""What the query says of an outlet and an utterance."""
_ALL = 1_000_000
"""More pieces of evidence than one event will ever have."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one outlet has of one utterance.

    Attributes:
        outlet: the outlet.
        coverage: one of the four words above.
        tellings: its evidence, by position: the utterance itself, or it told with another stance or target.
    """

    outlet: Reference
    coverage: str
    tellings: list[list[PositionRecord]] = field(default_factory=list)

    @property
    def is_by_machine(self) -> bool:
        """Whether nobody but a machine has found the utterance in this outlet."""
        found = [record.evidence.method for telling in self.tellings for record in telling]
        return bool(found) and "hand" not in found

    @property
    def renderings(self) -> list[str]:
        """How the outlet gives it, each rendering once."""
        records = (record for telling in self.tellings for record in telling)
        return list(dict.fromkeys(record.evidence.rendering.label for record in records))


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something said at an event, with what each outlet that reports the event has of it.

    Attributes:
        iri: the position that stands for it.
        record: this position; where only variants of it were stated at the event, one of those.
        cells: one for each outlet, in the same order for every utterance.
    """

    iri: str
    record: PositionRecord
    cells: list[Cell]

    @property
    def tellers(self) -> list[Cell]:
        """The cells of the outlets that tell it."""
        return [cell for cell in self.cells if cell.coverage == TOLD]

    @property
    def is_missed(self) -> bool:
        """Whether an outlet that reports the event and was read does not have it."""
        return any(cell.coverage == SILENT for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Tally:
    """What one outlet has of a whole event, in numbers of utterances.

    Attributes:
        outlet: the outlet.
        told: how many it tells.
        alone: how many of these no other outlet tells, though another was read.
        silent: on how many it is silent.
        not_read: whether none of its articles on the event has been read.
        reports: how many of its articles report the event.
    """

    outlet: Reference
    told: int
    alone: int
    silent: int
    not_read: bool
    reports: int


class Coverage:
    """What the outlets of a dataset tell of one event."""

    def __init__(self, served: ServedDataset, event: str) -> None:
        self._served, self._event = served, event
        query = served.catalogue.queries["event-coverage"]
        self._rows = served.store.query(query.text, bindings={"event": URIRef(event)}).rows()
        self._words: dict[str, dict[str, Row]] = {}
        for row in self._rows:
            self._words.setdefault(row["utterance"], {})[row["outlet"]] = row

    @property
    def utterances(self) -> list[str]:
        """The IRIs of the utterances, those first that more outlets tell."""

        def tellers(iri: str) -> int:
            return sum(row["coverage"] == TOLD for row in self._words[iri].values())

        return sorted(self._words, key=lambda iri: -tellers(iri))

    def outlets(self) -> list[Reference]:
        """The outlets that tell something of the event or have an article on it, by label."""
        return self._outlets(lambda row: row["coverage"] != NO_ARTICLE)

    def without_article(self) -> list[Reference]:
        """The outlets without an article that reports the event, as far as the dataset knows."""
        present = {outlet.id for outlet in self.outlets()}
        return [outlet for outlet in self._outlets(lambda row: True) if outlet.id not in present]

    def tallies(self) -> list[Tally]:
        """The outlets in numbers."""
        words: dict[str, Counter[str]] = {}
        reports: dict[str, int] = {}
        for rows in self._words.values():
            several = sum(row["coverage"] == TOLD for row in rows.values()) > 1
            missed = any(row["coverage"] == SILENT for row in rows.values())
            for outlet, row in rows.items():
                counted = words.setdefault(outlet, Counter())
                counted[row["coverage"]] += 1
                counted["alone"] += row["coverage"] == TOLD and missed and not several
                reports[outlet] = int(row["reports"])
        return [
            Tally(
                outlet,
                words[outlet.id][TOLD],
                words[outlet.id]["alone"],
                words[outlet.id][SILENT],
                words[outlet.id][NOT_READ] > 0,
                reports[outlet.id],
            )
            for outlet in self.outlets()
        ]

    def told(self, utterances: Sequence[str]) -> list[Utterance]:
        """Some utterances with the words of each outlet.

        Args:
            utterances: some of :attr:`utterances`.
        """
        keys = self._keys(utterances)
        every = dict.fromkeys(key for listed in keys.values() for key in listed)
        records = {record.evidence.id: record for record in load_records(self._served, list(every))}
        outlets = self.outlets()
        found = []
        for iri in utterances:
            listed = [records[key.annotation] for key in keys[iri]]
            if not listed:  # stated, the record says, but nowhere evidenced: there are no words to show
                continue
            own = [record for record in listed if record.id == iri]
            cells = [self._cell(iri, outlet, listed) for outlet in outlets]
            found.append(Utterance(iri, (own or listed)[0], cells))
        return found

    def _cell(self, utterance: str, outlet: Reference, records: Iterable[PositionRecord]) -> Cell:
        tellings: dict[str, list[PositionRecord]] = {}
        for record in records:
            if record.evidence.outlet.id == outlet.id:
                tellings.setdefault(record.id, []).append(record)
        return Cell(outlet, self._words[utterance][outlet.id]["coverage"], list(tellings.values()))

    def _keys(self, utterances: Sequence[str]) -> Mapping[str, list[EvidenceKey]]:
        """The evidence of each utterance: of its position and of its variants, if stated at the event."""
        stated: dict[str, list[EvidenceKey]] = {}
        for key in self._served.positions.find({"event": self._event}, limit=_ALL).keys:
            stated.setdefault(key.position, []).append(key)
        told = {iri: list(stated.get(iri, [])) for iri in utterances}
        for iri, variant in rows_about(self._served, "variants", utterances):
            told[iri] += stated.get(variant, [])
        return told

    def _outlets(self, fits: Callable[[Row], bool]) -> list[Reference]:
        found = {row["outlet"] for row in self._rows if fits(row)}
        named = [Reference.to(iri, self._served.things) for iri in found]
        return sorted(named, key=lambda outlet: (outlet.label.casefold(), outlet.id))
