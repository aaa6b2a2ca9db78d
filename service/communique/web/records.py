"""Positions with their evidence as values: what lookups give out and pages show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import Field

from communique.store.positions import EvidenceKey
from communique.store.things import ThingIndex
from communique.vocabulary import CQ, DCTERMS, RDFS
from communique.web.details import Details, rows_about
from communique.web.items import Item, Reference
from communique.web.served import ServedDataset

_Key = TypeVar("_Key")


class EvidenceRecord(Item):
    """One annotation: where in which article a position is evidenced, and by whom."""

    ID_COLUMN = "annotation"

    id: str
    article: Reference
    outlet: Reference
    rendering: Reference
    method: str
    annotator: Reference
    confidence: float | None
    start: int
    end: int
    exact: str | None
    first_words: str | None
    last_words: str | None
    gloss: str | None


class PositionRecord(Item):
    """One position with one piece of evidence."""

    ID_COLUMN = "position"

    id: str
    stated_on: str
    holder: Reference
    on_behalf_of: Reference | None
    ascribed_by: Reference | None
    stance: Reference
    stance_family: str
    polarity_toward_target: int | None = Field(description="1 in favour, 0 neither, -1 against")
    polarity_toward_actor: int | None = Field(description="The same toward those whom it addresses")
    target: Reference
    towards: list[Reference]
    about: list[Reference]
    stated_at: list[Reference]
    variants: list[str]
    evidence: EvidenceRecord


@dataclass(frozen=True, slots=True)
class PositionPage:
    """Some positions; ``next`` is the ``after`` of those that follow, or None; ``total`` counts evidence."""

    positions: list[PositionRecord]
    next: str | None
    total: int


def find_positions(
    served: ServedDataset,
    *choices: Mapping[str, str],
    limit: int,
    earliest: str | None = None,
    latest: str | None = None,
    after: str | None = None,
) -> PositionPage:
    """One page of positions in the order of their dates, positions and annotations.

    Args:
        served: the dataset.
        choices: sets of filters (:data:`communique.store.positions.FILTERS`); what passes any set is given,
            each piece of evidence once.
        limit: how many pieces of evidence to give at most.
        earliest: first day, month or year.
        latest: last day, month or year.
        after: the ``next`` of the page before.
    """
    found = served.positions.find(*choices, earliest=earliest, latest=latest, after=after, limit=limit)
    return PositionPage(load_records(served, found.keys), found.next, found.total)


def by_position(records: Iterable[PositionRecord]) -> list[list[PositionRecord]]:
    """Records of the same position together, so that a position is shown once with all its evidence."""
    return list(grouped_by(records, lambda record: record.id).values())


def grouped_by(
    records: Iterable[PositionRecord], of: Callable[[PositionRecord], _Key]
) -> dict[_Key, list[PositionRecord]]:
    """Records by something of theirs, in the order in which each comes first.

    Args:
        records: the records.
        of: what they are put together by.
    """
    found: dict[_Key, list[PositionRecord]] = {}
    for record in records:
        found.setdefault(of(record), []).append(record)
    return found


# As texts, because looking up a term in its namespace takes longer than most of what is done with it here.
_HAND = str(CQ.hand)
_ABOUT = str(CQ.about)
_ASCRIBED_BY = str(CQ.ascribedBy)
_CONFIDENCE = str(CQ.confidence)
_HOLDER = str(CQ.holder)
_METHOD = str(CQ.method)
_ON_BEHALF_OF = str(CQ.onBehalfOf)
_POLARITY_TOWARD_ACTOR = str(CQ.polarityTowardActor)
_POLARITY_TOWARD_TARGET = str(CQ.polarityTowardTarget)
_RENDERING = str(CQ.rendering)
_STANCE = str(CQ.stance)
_STANCE_FAMILY = str(CQ.stanceFamily)
_STATED_AT = str(CQ.statedAt)
_TARGET = str(CQ.target)
_TOWARDS = str(CQ.towards)
_VARIANT_OF = str(CQ.variantOf)
_CREATOR = str(DCTERMS.creator)
_COMMENT = str(RDFS.comment)


def load_records(served: ServedDataset, keys: Sequence[EvidenceKey]) -> list[PositionRecord]:
    """The positions and their evidence that some keys stand for."""
    details = Details(served, [iri for key in keys for iri in (key.position, key.annotation)])
    stances = Details(served, {stance for key in keys for stance in details.all(key.position, _STANCE)})
    variants: dict[str, set[str]] = {}
    for position, variant in rows_about(served, "variants", (key.position for key in keys)):
        variants.setdefault(position, set()).add(variant)
    places: dict[str, dict[str, str]] = {}
    for annotation, *values in rows_about(served, "places", (key.annotation for key in keys)):
        place = zip(_PLACE, values, strict=True)
        places.setdefault(annotation, {}).update({name: value for name, value in place if value})
    gathered = _Gathered(served.things, details, stances, variants, places)
    return [gathered.record(key) for key in keys]


_PLACE = ("article", "outlet", "start", "end", "exact", "first", "last")
"""What the query of the places selects beside the annotation, in its order."""


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What the dataset says of the positions and annotations of one page."""

    things: ThingIndex
    details: Details
    stances: Details
    variants: Mapping[str, set[str]]
    places: Mapping[str, Mapping[str, str]]

    def record(self, key: EvidenceKey) -> PositionRecord:
        """One position with one piece of evidence."""
        position, details = key.position, self.details
        stance = details.all(position, _STANCE)[0]
        return PositionRecord(
            id=position,
            holder=self._one(position, _HOLDER),
            on_behalf_of=self._maybe(position, _ON_BEHALF_OF),
            ascribed_by=self._maybe(position, _ASCRIBED_BY),
            stance=self._refer(stance),
            stance_family=self.stances.one(stance, _STANCE_FAMILY) or "procedural",
            polarity_toward_target=self._sign(stance, _POLARITY_TOWARD_TARGET),
            polarity_toward_actor=self._sign(stance, _POLARITY_TOWARD_ACTOR),
            target=self._one(position, _TARGET),
            towards=self._several(position, _TOWARDS),
            about=self._several(position, _ABOUT),
            stated_on=key.stated_on,
            stated_at=self._several(position, _STATED_AT),
            variants=sorted(self.variants.get(position, set()).union(details.all(position, _VARIANT_OF))),
            evidence=self._evidence(key.annotation),
        )

    def _evidence(self, annotation: str) -> EvidenceRecord:
        details, place = self.details, self.places[annotation]
        confidence = details.one(annotation, _CONFIDENCE)
        return EvidenceRecord(
            id=annotation,
            article=self._refer(place["article"]),
            outlet=self._refer(place["outlet"]),
            rendering=self._one(annotation, _RENDERING),
            method="hand" if details.one(annotation, _METHOD) == _HAND else "machine",
            annotator=self._one(annotation, _CREATOR),
            confidence=None if confidence is None else float(confidence),
            start=int(place.get("start", 0)),
            end=int(place.get("end", 0)),
            exact=place.get("exact"),
            first_words=place.get("first"),
            last_words=place.get("last"),
            gloss=details.one(annotation, _COMMENT),
        )

    def _refer(self, iri: str) -> Reference:
        return Reference(id=iri, label=self.things.label(iri))

    def _one(self, iri: str, term: str) -> Reference:
        return self._refer(self.details.all(iri, term)[0])

    def _maybe(self, iri: str, term: str) -> Reference | None:
        value = self.details.one(iri, term)
        return None if value is None else self._refer(value)

    def _several(self, iri: str, term: str) -> list[Reference]:
        return [self._refer(value) for value in self.details.all(iri, term)]

    def _sign(self, stance: str, term: str) -> int | None:
        sign = self.stances.one(stance, term)
        return None if sign is None else int(sign)
