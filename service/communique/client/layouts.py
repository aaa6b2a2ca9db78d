"""The columns of the tables of records; where a release has the same table, they bear the same names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, TypeVar

from communique.client.columns import Cell, Column, Kind
from communique.client.records import (
    ActorRecord,
    AgreementRecord,
    ArticleRecord,
    Entity,
    EventRecord,
    EvidenceRecord,
    PositionRecord,
    ProvisionRecord,
)
from communique.model import Quote, QuoteRange
from communique.vocabulary import kind_and_slug

Item = TypeVar("Item")


def _iri(name: str) -> Callable[[Any], Cell]:
    get = attrgetter(name)
    return lambda item: _iri_of(get(item))


def _iri_of(entity: Entity | None) -> str | None:
    return None if entity is None else entity.iri


def _label(name: str) -> Callable[[Any], Cell]:
    get = attrgetter(name)
    return lambda item: None if get(item) is None else get(item).label


def _iris(name: str) -> Callable[[Any], Cell]:
    get = attrgetter(name)
    return lambda item: tuple(entity.iri for entity in get(item))


def _text(name: str, kind: Kind = Kind.text, value: str = "") -> Column[Any]:
    return Column(name, kind, attrgetter(value or name))


def _entity(name: str) -> tuple[Column[Any], Column[Any]]:
    return Column(name, Kind.text, _iri(name)), Column(f"{name}_label", Kind.text, _label(name))


def _several(name: str) -> Column[Any]:
    return Column(name, Kind.iris, _iris(name))


def _kind_of_target(position: PositionRecord) -> Cell:
    named = kind_and_slug(position.target.iri)
    return named[0] if named else None


def _articles(position: PositionRecord) -> Cell:
    return tuple(sorted({item.article.iri for item in position.evidence}))


POSITIONS: tuple[Column[PositionRecord], ...] = (
    _text("position", value="iri"),
    *_entity("holder"),
    *_entity("on_behalf_of"),
    *_entity("ascribed_by"),
    *_entity("stance"),
    _text("polarity_toward_target", Kind.integer),
    _text("polarity_toward_actor", Kind.integer),
    *_entity("target"),
    Column("target_kind", Kind.text, _kind_of_target),
    *_entity("agreement"),
    _several("towards"),
    _several("about"),
    _text("stated_on"),
    # A month or a year has no place among dates, so that these two are beside it.
    Column("first_day", Kind.day, lambda position: position.stated_on.first_day),
    Column("last_day", Kind.day, lambda position: position.stated_on.last_day),
    _several("stated_at"),
    _text("variants", Kind.iris),
    Column("articles", Kind.iris, _articles),
    Column("evidence_count", Kind.integer, lambda position: len(position.evidence)),
)


def _exact(item: EvidenceRecord) -> Cell:
    return item.selector.exact if isinstance(item.selector, Quote) else None


def _first_words(item: EvidenceRecord) -> Cell:
    return item.selector.first.exact if isinstance(item.selector, QuoteRange) else None


def _last_words(item: EvidenceRecord) -> Cell:
    return item.selector.last.exact if isinstance(item.selector, QuoteRange) else None


def evidence_columns(positions: Iterable[PositionRecord]) -> tuple[Column[EvidenceRecord], ...]:
    """The columns of the evidence of some positions: those of the position first, then its own."""
    known = {position.iri: position for position in positions}

    def of_position(column: Column[PositionRecord]) -> Column[EvidenceRecord]:
        return Column(column.name, column.kind, lambda item: column.read(known[item.position]))

    shared = (
        "stated_on", "holder", "holder_label", "on_behalf_of", "on_behalf_of_label", "ascribed_by",
        "ascribed_by_label", "stance", "stance_label", "target", "target_label",
    )  # fmt: skip
    return (
        _text("annotation", value="iri"),
        _text("position"),
        *(of_position(column) for column in POSITIONS if column.name in shared),
        Column("article", Kind.text, _iri("article")),
        Column("headline", Kind.text, _label("article")),
        *_entity("outlet"),
        _text("start", Kind.integer, "span.start"),
        _text("end", Kind.integer, "span.end"),
        Column("exact", Kind.text, _exact),
        Column("first_words", Kind.text, _first_words),
        Column("last_words", Kind.text, _last_words),
        *_entity("rendering"),
        _text("method"),
        _text("confidence", Kind.number),
        Column("gloss", Kind.text, lambda item: item.gloss or None),
        *_entity("annotator"),
        _text("created", Kind.moment),
    )


ACTORS: tuple[Column[ActorRecord], ...] = (
    _text("actor", value="iri"),
    _text("kind"),
    _text("label"),
    _text("other_names", Kind.texts),
    _several("part_of"),
    Column("based_in", Kind.text, _iri("based_in")),
    _text("wikidata"),
    _text("verification"),
)

AGREEMENTS: tuple[Column[AgreementRecord], ...] = (
    _text("agreement", value="iri"),
    *_entity("kind"),
    _text("label"),
    _text("other_names", Kind.texts),
    _text("official_titles", Kind.texts),
    _text("adopted_on"),
    _text("places", Kind.texts),
    _several("participants"),
    Column("provisions", Kind.iris, lambda item: tuple(part.iri for part in item.provisions)),
    _several("cites"),
    _text("wikidata"),
    _text("verification"),
)

PROVISIONS: tuple[Column[ProvisionRecord], ...] = (
    _text("provision", value="iri"),
    *_entity("agreement"),
    _text("number"),
    _text("label"),
    _text("summary"),
    _several("about"),
    _text("verification"),
)

ARTICLES: tuple[Column[ArticleRecord], ...] = (
    _text("article", value="iri"),
    _text("headline"),
    *_entity("outlet"),
    _text("published"),
    _text("address"),
    _text("language"),
    _text("machine_translated", Kind.boolean),
    _text("length", Kind.integer),
    _text("sha256"),
    _several("reports"),
)

EVENTS: tuple[Column[EventRecord], ...] = (
    _text("event", value="iri"),
    *_entity("kind"),
    _text("label"),
    _text("held_on"),
    _text("places", Kind.texts),
    _several("participants"),
    _text("verification"),
)
