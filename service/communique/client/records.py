"""What a dataset holds, as typed values with labels: positions, their evidence, and what is around them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from communique.model import Method, PartialDate, Quote, Selector, Span
from communique.vocabulary import kind_and_slug


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A thing by its IRI and English label."""

    iri: str
    label: str

    def __str__(self) -> str:
        return self.label

    @property
    def slug(self) -> str:
        """Its name within its kind, such as ``ararat-mirzoyan``; the IRI for what is no thing of ours."""
        named = kind_and_slug(self.iri)
        return named[1] if named else self.iri


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """One annotator's evidence for one position in one article."""

    iri: str
    position: str
    """The IRI of the position."""
    article: Entity
    outlet: Entity
    span: Span
    """Where the words stand, in code points of the canonical text of the article."""
    selector: Selector
    """The words themselves, or the first and last of a longer span."""
    rendering: Entity
    method: Method
    annotator: Entity
    created: datetime.datetime
    gloss: str
    """What is said, in the annotator's own words; empty where there is none."""
    confidence: Decimal | None

    @property
    def words(self) -> str:
        """The words of the span; of a longer span the first and the last with ``…`` between."""
        if isinstance(self.selector, Quote):
            return self.selector.exact
        return f"{self.selector.first.exact} … {self.selector.last.exact}"


@dataclass(frozen=True, slots=True)
class PositionRecord:
    """A holder takes a stance on a target on a day, with the evidence that was asked for."""

    iri: str
    holder: Entity
    on_behalf_of: Entity | None
    ascribed_by: Entity | None
    """Who says that the holder takes this stance; None where the holder speaks."""
    stance: Entity
    polarity_toward_target: int | None
    """1 in favour of the target, 0 neither, -1 against it."""
    polarity_toward_actor: int | None
    """The same toward those whom the position addresses."""
    target: Entity
    agreement: Entity | None
    """The agreement that the target is, or is a provision of."""
    towards: tuple[Entity, ...]
    about: tuple[Entity, ...]
    stated_on: PartialDate
    stated_at: tuple[Entity, ...]
    variants: tuple[str, ...]
    """IRIs of positions that are other accounts of the same utterance."""
    evidence: tuple[EvidenceRecord, ...]


@dataclass(frozen=True, slots=True)
class ActorRecord:
    """A person, state, body, outlet, population or collective."""

    iri: str
    label: str
    kind: str
    other_names: tuple[str, ...]
    part_of: tuple[Entity, ...]
    based_in: Entity | None
    wikidata: str | None
    verification: str | None
    """``verified`` or ``unverified``: whether the sources named were found to say what is said of it."""


@dataclass(frozen=True, slots=True)
class ProvisionRecord:
    """A numbered or separable point of an agreement."""

    iri: str
    label: str
    agreement: Entity
    number: str | None
    summary: str
    """What it says, summed up in the words of the dataset."""
    about: tuple[Entity, ...]
    verification: str | None


@dataclass(frozen=True, slots=True)
class AgreementRecord:
    """An agreement in the wide sense: signed instrument, court order, resolution, draft, unilateral act."""

    iri: str
    label: str
    kind: Entity | None
    other_names: tuple[str, ...]
    official_titles: tuple[str, ...]
    adopted_on: PartialDate | None
    places: tuple[str, ...]
    participants: tuple[Entity, ...]
    provisions: tuple[ProvisionRecord, ...]
    cites: tuple[Entity, ...]
    wikidata: str | None
    verification: str | None


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """The record of an article; its text stays with its publisher."""

    iri: str
    headline: str
    outlet: Entity | None
    published: PartialDate | datetime.datetime | None
    """With the time of day where the article gives it."""
    address: str | None
    language: str | None
    machine_translated: bool | None
    length: int | None
    """Length of the canonical text in code points."""
    sha256: str | None
    """SHA-256 of the canonical text."""
    reports: tuple[Entity, ...]
    """The events that it reports."""


@dataclass(frozen=True, slots=True)
class EventRecord:
    """A meeting, phone call, press conference or statement."""

    iri: str
    label: str
    kind: Entity | None
    held_on: PartialDate | None
    places: tuple[str, ...]
    participants: tuple[Entity, ...]
    verification: str | None
