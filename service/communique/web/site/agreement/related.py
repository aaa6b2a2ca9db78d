"""Other agreements and orders that have to do with one, and the collections it counts among."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import URIRef

from communique.vocabulary import CQ, thing
from communique.web.details import Details
from communique.web.served import ServedDataset
from communique.web.site.charts.timeline_items import AGREEMENTS, ORDERS, DatedThing

MOST_RELATED = 60
"""How many a page lists."""
COURT_ORDER = str(thing("agreement-kind", "court-order"))
"""The kind of agreements that orders of courts are."""
RELATIONS = (
    "cites this one",
    "cited by this one",
    "in the same proceedings",
    "in the same collection",
    "on the same matter",
)
"""What two agreements can have to do with each other, in the order in which pages tell it."""


@dataclass(frozen=True, slots=True)
class Link:
    """One way in which two agreements hang together.

    Attributes:
        relation: one of :data:`RELATIONS`.
        clauses: the clauses by which they do; empty for the agreement as a whole.
        by: the proceedings, collections or issues by which they do.
    """

    relation: str
    clauses: list[str]
    by: list[str]


@dataclass(frozen=True, slots=True)
class RelatedAgreement:
    """Another agreement.

    Attributes:
        iri: the agreement.
        kind: what sort of instrument it is; empty if that is not told.
        adopted_on: the day, month or year; empty for a draft.
        links: what it has to do with this one.
    """

    iri: str
    kind: str
    adopted_on: str
    links: list[Link]


def related_agreements(served: ServedDataset, iri: str) -> list[RelatedAgreement]:
    """The agreements that have to do with one, in the order of their days; drafts come last."""
    found: dict[str, dict[str, tuple[set[str], set[str]]]] = {}
    for row in served.rows("related-agreements", {"agreement": URIRef(iri)}):
        clauses, by = found.setdefault(row["other"], {}).setdefault(row["relation"], (set(), set()))
        clauses.update({row["clause"]} if "clause" in row else ())
        by.update({row["by"]} if "by" in row else ())
    details = Details(served, found)
    items = [
        RelatedAgreement(
            other,
            details.one(other, str(CQ.agreementKind)) or "",
            details.one(other, str(CQ.adoptedOn)) or "",
            [
                Link(relation, sorted(relations[relation][0]), sorted(relations[relation][1]))
                for relation in RELATIONS
                if relation in relations
            ],
        )
        for other, relations in found.items()
    ]
    return sorted(items, key=lambda item: (item.adopted_on or "9999", item.iri))


def as_dated(served: ServedDataset, items: list[RelatedAgreement]) -> list[DatedThing]:
    """Those that were adopted, as what is drawn into charts."""
    return [
        DatedThing(
            item.iri,
            served.things.label(item.iri),
            ORDERS if item.kind == COURT_ORDER else AGREEMENTS,
            item.adopted_on,
            item.adopted_on,
            served.position_counts.get(item.iri, 0),
        )
        for item in items
        if item.adopted_on
    ]


def collections_of(served: ServedDataset, iri: str) -> dict[str, str]:
    """The collections that an agreement counts among, with the day from which it does (or an empty text)."""
    rows = served.rows("collections-of", {"agreement": URIRef(iri)})
    return {row["collection"]: row.get("since", "") for row in rows}
