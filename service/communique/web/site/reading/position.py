"""The page of a position: the articles that carry it, the words that it rests on, who recorded it and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import URIRef

from communique.store.protocol import Row
from communique.vocabulary import CQ, DCTERMS, SDO
from communique.web.details import Details
from communique.web.items import Reference
from communique.web.records import PositionRecord, find_positions
from communique.web.served import ServedDataset
from communique.web.site.citations.cited import cite, cite_position
from communique.web.site.citations.formats import as_bibtex, as_text
from communique.web.site.reading.passages import Passage, passage
from communique.web.site.wording import preposition

PAGE_PASSAGES = 50
"""Most pieces of evidence on one page of a position; each may come with a long passage."""
VARIANTS_SHOWN = 20
"""Most other tellings of the same utterance."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Words of an article in which a position is recorded, by whom ever: they come once for all of these."""

    records: list[PositionRecord]
    passage: Passage | None
    """The words in their context; None where the text is not at hand."""

    @property
    def first(self) -> PositionRecord:
        """One of the records; in what is told of the words, all are alike."""
        return self.records[0]


@dataclass(frozen=True, slots=True)
class Carrier:
    """An article that carries a position."""

    article: Reference
    outlet: Reference
    published: str
    url: str
    is_translated: bool
    sha256: str
    has_text: bool
    readings: list[Reading]

    @property
    def renderings(self) -> list[Reference]:
        """How it gives the position, each way once."""
        return list({reading.first.evidence.rendering.id: reading.first.evidence.rendering
                     for reading in self.readings}.values())  # fmt: skip


def position_values(
    served: ServedDataset, iri: URIRef, records: Sequence[PositionRecord]
) -> dict[str, object]:
    """What the page of a position shows.

    Args:
        served: the dataset.
        iri: the position.
        records: the position with each piece of evidence on this page.
    """
    record = records[0] if records else None
    citation = cite_position(served, record) if record else cite(served, str(iri))
    made = Details(served, [record.evidence.id for record in records])
    return {
        "record": record,
        "preposition": preposition(record.stated_on) if record else "",
        "offices": _offices(served, record) if record else [],
        "carriers": _carriers(served, records),
        "shows_texts": served.shown_texts is not None,
        "created": {r.evidence.id: made.one(r.evidence.id, str(DCTERMS.created)) or "" for r in records},
        "variants": _variants(served, record) if record else [],
        "citation": as_text(citation),
        "bibtex": as_bibtex(citation),
    }


def _offices(served: ServedDataset, record: PositionRecord) -> list[Row]:
    """The posts that a person held on the day of the position, compared at the precision that it has."""
    holder, when = record.holder.id, record.stated_on
    if not served.things.is_a(holder, str(CQ.Person)):
        return []
    return [
        row
        for row in served.rows("tenures", {"actor": URIRef(holder)})
        if row["person"] == holder
        and "post" in row
        and row["started"][: len(when)] <= when
        and ("ended" not in row or when <= row["ended"][: len(when)])
    ]


def _carriers(served: ServedDataset, records: Sequence[PositionRecord]) -> list[Carrier]:
    """The articles that carry a position, in the order of their publication."""
    by_article: dict[str, list[PositionRecord]] = {}
    for record in records:
        by_article.setdefault(record.evidence.article.id, []).append(record)
    details = Details(served, by_article)
    hashes = {article: details.one(article, str(CQ.sha256)) or "" for article in by_article}
    texts = served.shown_texts.find(hashes.values()) if served.shown_texts else {}
    carriers = [
        Carrier(
            article=found[0].evidence.article,
            outlet=found[0].evidence.outlet,
            published=details.one(article, str(SDO.datePublished)) or "",
            url=details.one(article, str(SDO.url)) or "",
            is_translated=details.one(article, str(CQ.machineTranslated)) == "true",
            sha256=hashes[article],
            has_text=hashes[article] in texts,
            readings=_readings(found, texts.get(hashes[article])),
        )
        for article, found in by_article.items()
    ]
    return sorted(carriers, key=lambda carrier: (carrier.published, carrier.outlet.label, carrier.article.id))


def _readings(records: Sequence[PositionRecord], text: str | None) -> list[Reading]:
    """The records of one article by their words, in the order of the text."""
    grouped: dict[tuple[int, int, str], list[PositionRecord]] = {}
    for record in records:
        evidence = record.evidence
        grouped.setdefault((evidence.start, evidence.end, evidence.rendering.id), []).append(record)
    return [
        Reading(sorted(found, key=lambda r: (r.evidence.method, r.evidence.id)), _passage(found[0], text))
        for _, found in sorted(grouped.items())
    ]


def _passage(record: PositionRecord, text: str | None) -> Passage | None:
    if text is None:
        return None
    evidence = record.evidence
    ends = (evidence.first_words, evidence.last_words)
    return passage(
        text,
        evidence.start,
        evidence.end,
        exact=evidence.exact,
        ends=(ends[0], ends[1]) if ends[0] and ends[1] else None,
    )


def _variants(served: ServedDataset, record: PositionRecord) -> list[PositionRecord]:
    """The other tellings of the same utterance, each once, in the order of their days."""
    choices = [{"position": variant} for variant in record.variants[:VARIANTS_SHOWN]]
    if not choices:
        return []
    found = find_positions(served, *choices, limit=VARIANTS_SHOWN * 5).positions
    return list({variant.id: variant for variant in reversed(found)}.values())[::-1]
