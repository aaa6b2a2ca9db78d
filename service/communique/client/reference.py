"""The reference layer of one dataset version as typed records: read once, when it is first needed."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterable
from functools import cached_property

from rdflib import URIRef

from communique.client.asking import ask_own
from communique.client.records import (
    ActorRecord,
    AgreementRecord,
    ArticleRecord,
    Entity,
    EventRecord,
    ProvisionRecord,
)
from communique.client.values import Value, plain
from communique.model import PartialDate
from communique.store.protocol import Store
from communique.store.things import ThingIndex
from communique.vocabulary import CQ, ORG, SDO, SKOS, WIKIDATA

_ACTOR_CLASSES = (CQ.Person, CQ.State, CQ.Body, CQ.Outlet, CQ.Population, CQ.Collective)


class Facts:
    """What is said of the things of one class."""

    def __init__(self, rows: Iterable[dict[str, Value]]) -> None:
        self._values: dict[str, dict[str, set[Value]]] = {}
        for row in rows:
            said = self._values.setdefault(str(row["thing"]), {})
            said.setdefault(str(row["property"]), set()).add(row["value"])

    @property
    def things(self) -> list[str]:
        """The IRIs of the things, sorted."""
        return sorted(self._values)

    def all(self, iri: str, term: URIRef) -> tuple[Value, ...]:
        """The values of a property, in a stable order."""
        return tuple(sorted(self._values.get(iri, {}).get(str(term), ()), key=str))

    def texts(self, iri: str, term: URIRef) -> tuple[str, ...]:
        """The values of a property as texts."""
        return tuple(map(str, self.all(iri, term)))

    def one(self, iri: str, term: URIRef) -> Value | None:
        """A value of a property: the first, if there are several."""
        return next(iter(self.all(iri, term)), None)

    def text(self, iri: str, term: URIRef) -> str | None:
        """The same as text."""
        value = self.one(iri, term)
        return None if value is None else str(value)

    def day(self, iri: str, term: URIRef) -> PartialDate | None:
        """The same as a date of whatever precision."""
        value = self.when(iri, term)
        return PartialDate(value.date().isoformat()) if isinstance(value, datetime.datetime) else value

    def when(self, iri: str, term: URIRef) -> PartialDate | datetime.datetime | None:
        """The same as a date, or as a day with its time."""
        value = self.one(iri, term)
        if value is None or isinstance(value, PartialDate | datetime.datetime):
            return value
        return PartialDate(str(value))

    def integer(self, iri: str, term: URIRef) -> int | None:
        """The same as a whole number."""
        value = self.one(iri, term)
        return value if isinstance(value, int) else None


class Reference:
    """Everything of the dataset but positions and annotations. Safe to use from threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.RLock()
        self._things: ThingIndex | None = None
        self._facts: dict[str, Facts] = {}

    @property
    def things(self) -> ThingIndex:
        """All things by kind and slug, with their labels."""
        with self._lock:
            if self._things is None:
                self._things = ThingIndex.of(self._store)
            return self._things

    def entity(self, iri: Value) -> Entity:
        """A thing with its label."""
        return Entity(str(iri), self.things.label(str(iri)))

    def facts(self, class_iri: URIRef) -> Facts:
        """What is said of the things of a class."""
        with self._lock:
            if str(class_iri) not in self._facts:
                self._facts[str(class_iri)] = Facts(ask_own(self._store, "facts", {"class": class_iri}))
            return self._facts[str(class_iri)]

    def agreement_of(self, target: str) -> Entity | None:
        """The agreement that a target is, or is a provision of."""
        if self.things.is_a(target, str(CQ.Agreement)):
            return self.entity(target)
        whole = self.facts(CQ.Provision).one(target, CQ.provisionOf)
        return None if whole is None else self.entity(whole)

    def actors(self) -> list[ActorRecord]:
        """All actors, by label."""
        found: dict[str, ActorRecord] = {}
        for class_iri in _ACTOR_CLASSES:
            kind = str(class_iri).rpartition("#")[2].lower()
            facts = self.facts(class_iri)
            found |= {iri: self._actor(iri, kind, facts) for iri in facts.things if iri not in found}
        return sorted(found.values(), key=lambda actor: (actor.label, actor.iri))

    def agreements(self) -> list[AgreementRecord]:
        """All agreements, by label."""
        provisions: dict[str, list[ProvisionRecord]] = {}
        for provision in self.provisions():
            provisions.setdefault(provision.agreement.iri, []).append(provision)
        participants, facts = self._participants, self.facts(CQ.Agreement)
        return sorted(
            (
                AgreementRecord(
                    iri,
                    self.things.label(iri),
                    self._maybe(facts.one(iri, CQ.agreementKind)),
                    facts.texts(iri, SKOS.altLabel),
                    facts.texts(iri, CQ.officialTitle),
                    facts.day(iri, CQ.adoptedOn),
                    facts.texts(iri, CQ.place),
                    participants.get(iri, ()),
                    tuple(provisions.get(iri, ())),
                    self._entities(facts.all(iri, CQ.cites)),
                    _wikidata(facts, iri),
                    _local(facts.text(iri, CQ.verification)),
                )
                for iri in facts.things
            ),
            key=lambda agreement: (agreement.label, agreement.iri),
        )

    def provisions(self) -> list[ProvisionRecord]:
        """All provisions, by agreement and number."""
        facts = self.facts(CQ.Provision)
        return sorted(
            (
                ProvisionRecord(
                    iri,
                    self.things.label(iri),
                    self.entity(whole),
                    facts.text(iri, CQ.number),
                    facts.text(iri, SKOS.definition) or "",
                    self._entities(facts.all(iri, CQ.about)),
                    _local(facts.text(iri, CQ.verification)),
                )
                for iri in facts.things
                if (whole := facts.one(iri, CQ.provisionOf)) is not None
            ),
            # 10 comes after 2, and what has no plain number after all that have.
            key=lambda provision: (provision.agreement.iri, _place(provision.number), provision.iri),
        )

    def articles(self) -> list[ArticleRecord]:
        """All articles, by day of publication."""
        facts = self.facts(CQ.Article)
        return sorted(
            (self._article(iri, facts) for iri in facts.things),
            key=lambda article: ("" if article.published is None else plain(article.published), article.iri),
        )

    def events(self) -> list[EventRecord]:
        """All events, by day."""
        participants, facts = self._participants, self.facts(CQ.Event)
        return sorted(
            (
                EventRecord(
                    iri,
                    self.things.label(iri),
                    self._maybe(facts.one(iri, CQ.eventKind)),
                    facts.day(iri, CQ.heldOn),
                    facts.texts(iri, CQ.place),
                    participants.get(iri, ()),
                    _local(facts.text(iri, CQ.verification)),
                )
                for iri in facts.things
            ),
            key=lambda event: (event.held_on.text if event.held_on else "", event.iri),
        )

    @cached_property
    def _participants(self) -> dict[str, tuple[Entity, ...]]:
        found: dict[str, list[Entity]] = {}
        for row in ask_own(self._store, "participants"):
            found.setdefault(str(row["thing"]), []).append(self.entity(row["participant"]))
        return {iri: tuple(sorted(entities)) for iri, entities in found.items()}

    def _actor(self, iri: str, kind: str, facts: Facts) -> ActorRecord:
        return ActorRecord(
            iri,
            self.things.label(iri),
            kind,
            facts.texts(iri, SKOS.altLabel),
            self._entities(facts.all(iri, ORG.subOrganizationOf)),
            self._maybe(facts.one(iri, CQ.basedIn)),
            _wikidata(facts, iri),
            _local(facts.text(iri, CQ.verification)),
        )

    def _article(self, iri: str, facts: Facts) -> ArticleRecord:
        translated = facts.one(iri, CQ.machineTranslated)
        return ArticleRecord(
            iri,
            facts.text(iri, SDO.headline) or self.things.label(iri),
            self._maybe(facts.one(iri, SDO.publisher)),
            facts.when(iri, SDO.datePublished),
            facts.text(iri, SDO.url),
            facts.text(iri, SDO.inLanguage),
            translated if isinstance(translated, bool) else None,
            facts.integer(iri, CQ.length),
            facts.text(iri, CQ.sha256),
            self._entities(facts.all(iri, CQ.reports)),
        )

    def _entities(self, iris: Iterable[Value]) -> tuple[Entity, ...]:
        return tuple(self.entity(iri) for iri in iris)

    def _maybe(self, iri: Value | None) -> Entity | None:
        return None if iri is None else self.entity(iri)


def _place(number: str | None) -> tuple[bool, int, str]:
    text = number or ""
    is_plain = text.isascii() and text.isdigit()
    return (not is_plain, int(text) if is_plain else 0, text)


def _wikidata(facts: Facts, iri: str) -> str | None:
    matches = facts.texts(iri, SKOS.exactMatch)
    return next((address for address in matches if address.startswith(str(WIKIDATA))), None)


def _local(iri: str | None) -> str | None:
    """The name of an individual of the ontology, such as ``unverified``."""
    return None if iri is None else iri.rpartition("#")[2]
