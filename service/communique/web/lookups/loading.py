"""The items of lists, from what the dataset says of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from communique.vocabulary import CQ, ORG, SDO, SKOS
from communique.web.details import Details, rows_about
from communique.web.items import (
    ActorItem,
    AgreementItem,
    ArticleItem,
    EventItem,
    IssueItem,
    OutletItem,
    Reference,
)
from communique.web.served import ServedDataset

ACTOR_CLASSES = ("Person", "State", "Body", "Outlet", "Population", "Collective")


def load_actors(served: ServedDataset, iris: Sequence[str]) -> list[ActorItem]:
    """Actors as items."""
    known = _Known(served, iris)
    kinds = {str(CQ[name]): name.lower() for name in ACTOR_CLASSES}
    return [
        ActorItem(
            id=iri,
            label=known.label(iri),
            kind=next(word for class_iri, word in kinds.items() if served.things.is_a(iri, class_iri)),
            positions=served.position_counts.get(iri, 0),
            aliases=known.details.all(iri, SKOS.altLabel),
            part_of=known.refer(iri, ORG.subOrganizationOf),
            same_as=known.details.all(iri, SKOS.exactMatch),
            verification=known.word(iri, CQ.verification),
        )
        for iri in iris
    ]


def load_agreements(served: ServedDataset, iris: Sequence[str]) -> list[AgreementItem]:
    """Agreements as items."""
    known = _Known(served, iris)
    participants = _linked(served, "participants", iris)
    return [
        AgreementItem(
            id=iri,
            label=known.label(iri),
            kind=known.refer(iri, CQ.agreementKind),
            adopted_on=known.details.one(iri, CQ.adoptedOn),
            positions=served.position_counts.get(iri, 0),
            aliases=known.details.all(iri, SKOS.altLabel),
            participants=known.refer_all(participants(iri)),
            case=known.refer(iri, CQ.inCase),
            same_as=known.details.all(iri, SKOS.exactMatch),
            verification=known.word(iri, CQ.verification),
        )
        for iri in iris
    ]


def load_events(served: ServedDataset, iris: Sequence[str]) -> list[EventItem]:
    """Events as items."""
    known = _Known(served, iris)
    participants, articles = _linked(served, "participants", iris), _linked(served, "reports", iris)
    return [
        EventItem(
            id=iri,
            label=known.label(iri),
            kind=known.refer(iri, CQ.eventKind),
            held_on=known.details.one(iri, CQ.heldOn),
            ended_on=known.details.one(iri, CQ.endedOn),
            place=known.details.text(iri, CQ.place),
            positions=served.position_counts.get(iri, 0),
            participants=known.refer_all(participants(iri)),
            articles=known.refer_all(articles(iri)),
            verification=known.word(iri, CQ.verification),
        )
        for iri in iris
    ]


def load_issues(served: ServedDataset, iris: Sequence[str]) -> list[IssueItem]:
    """Issues as items."""
    known = _Known(served, iris)
    return [
        IssueItem(
            id=iri,
            label=known.label(iri),
            definition=known.details.text(iri, SKOS.definition),
            positions=served.position_counts.get(iri, 0),
            aliases=known.details.all(iri, SKOS.altLabel),
            broader=known.refer_all(known.details.all(iri, SKOS.broader)),
        )
        for iri in iris
    ]


def load_outlets(served: ServedDataset, iris: Sequence[str]) -> list[OutletItem]:
    """Outlets as items."""
    known = _Known(served, iris)
    published = _linked(served, "published", iris)
    return [
        OutletItem(
            id=iri,
            label=known.label(iri),
            url=known.details.one(iri, SDO.url),
            positions=served.position_counts.get(iri, 0),
            articles=len(published(iri)),
            aliases=known.details.all(iri, SKOS.altLabel),
            verification=known.word(iri, CQ.verification),
        )
        for iri in iris
    ]


def load_articles(served: ServedDataset, iris: Sequence[str]) -> list[ArticleItem]:
    """Article records as items."""
    known = _Known(served, iris)
    details = known.details

    def item(iri: str) -> ArticleItem:
        translated, length = details.one(iri, CQ.machineTranslated), details.one(iri, CQ.length)
        outlet = details.all(iri, SDO.publisher)[0]
        return ArticleItem(
            id=iri,
            headline=details.text(iri, SDO.headline) or known.label(iri),
            outlet=Reference(id=outlet, label=known.label(outlet)),
            published=details.one(iri, SDO.datePublished),
            url=details.one(iri, SDO.url),
            language=details.one(iri, SDO.inLanguage),
            machine_translated=None if translated is None else translated in ("true", "1"),
            length=None if length is None else int(length),
            sha256=details.one(iri, CQ.sha256),
            positions=known.positions_in(iri),
            events=known.refer_all(details.all(iri, CQ.reports)),
        )

    return [item(iri) for iri in iris]


class _Known:
    """What is known of some things, in the shapes that items have."""

    def __init__(self, served: ServedDataset, iris: Sequence[str]) -> None:
        self._served, self._index = served, served.positions
        self.details = Details(served, iris)

    def label(self, iri: str) -> str:
        return self._served.things.label(iri)

    def refer(self, iri: str, term: str) -> Reference | None:
        value = self.details.one(iri, term)
        return None if value is None else Reference(id=value, label=self.label(value))

    def refer_all(self, iris: Sequence[str]) -> list[Reference]:
        return [Reference(id=iri, label=self.label(iri)) for iri in iris]

    def word(self, iri: str, term: str) -> str | None:
        value = self.details.one(iri, term)
        return None if value is None else value.rpartition("#")[2].rpartition("/")[2]

    def positions_in(self, article: str) -> int:
        numbers = self._index.having("article").get(article, ())
        return len({self._index.key(number).position for number in numbers})


def _linked(served: ServedDataset, name: str, iris: Sequence[str]) -> Callable[[str], list[str]]:
    """What a query of this room links each of some things to, sorted."""
    linked: dict[str, set[str]] = {}
    for item, value in rows_about(served, name, iris):
        linked.setdefault(item, set()).add(value)
    return lambda iri: sorted(linked.get(iri, ()))
