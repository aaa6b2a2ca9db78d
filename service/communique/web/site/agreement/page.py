"""The page of an agreement: what it is, who took part, and who stands where on each of its clauses."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import URIRef

from communique.store.protocol import Row
from communique.vocabulary import DCTERMS, thing
from communique.web.facts import facts_of, is_unverified
from communique.web.records import by_position, find_positions, grouped_by
from communique.web.rendering import Pages, href
from communique.web.served import ServedDataset
from communique.web.site.agreement.before_after import concerns
from communique.web.site.agreement.clauses import MOST_CLAUSES, Standings, clause_rows, on_collections
from communique.web.site.agreement.differing import MOST_ALLEGATIONS, allegations, told_in_two_ways
from communique.web.site.agreement.related import (
    MOST_RELATED,
    as_dated,
    collections_of,
    related_agreements,
)
from communique.web.site.charts.positions import chart_data
from communique.web.site.citations.cited import cite
from communique.web.site.citations.formats import as_text
from communique.web.site.standing import words
from communique.web.site.standing.sources import Sources
from communique.web.site.standing.strip import Axis
from communique.web.views import by_role

_BINDING = {
    str(thing("participation-role", name)) for name in ("party", "signed", "initialled", "guaranteed")
}
"""The roles of those of whom a reader wants to know what they say of it."""


def agreement_page(served: ServedDataset, pages: Pages, iri: str, after: str | None = None) -> str:
    """The page of an agreement.

    Args:
        served: the dataset.
        pages: the templates.
        iri: the agreement.
        after: where the page before ended, for an agreement with more positions than a page holds; such a
            page has their words only.
    """
    rows = served.rows("facts", {"thing": URIRef(iri)})
    found = find_positions(served, {"within": iri}, limit=words.PAGE_ROWS, after=after)
    clauses = clause_rows(served, iri)
    parties = by_role(served.rows("parties", {"agreement": URIRef(iri)}))
    overview = _overview(served, iri, clauses, parties) if after is None else {}
    by_target = grouped_by(found.positions, lambda record: record.target.id)
    return pages.render(
        "agreement.html",
        iri=iri,
        title=served.things.label(iri),
        unverified_thing=is_unverified(rows),
        facts=facts_of(rows, without=(str(DCTERMS.source),)),
        sources=Sources.about(served, iri),
        parties=parties,
        clauses=clauses[:MOST_CLAUSES],
        clauses_left_out=len(clauses[MOST_CLAUSES:]),
        said={target: by_position(records) for target, records in by_target.items()},
        address=href(iri),
        following=found.next,
        continued=after is not None,
        citation=as_text(cite(served, iri)),
        **overview,
    )


def _overview(
    served: ServedDataset, iri: str, clauses: list[Row], parties: list[Row]
) -> Mapping[str, object]:
    """What the first page has beside the words: who stands where, what differs, what is related."""
    data = chart_data(served)
    positions = [one for one in data.positions if iri in one.within]
    collected = on_collections(data, collections_of(served, iri))
    related = related_agreements(served, iri)
    spoken = [one.stated_on for found in (positions, *collected.values()) for one in found]
    axis = Axis.of(spoken, as_dated(served, related))
    bound = [row for row in parties if row["role"] in _BINDING]
    named = list(dict.fromkeys(row.get("onBehalfOf", row["participant"]) for row in bound))
    standings = Standings(served, data, iri, positions, collected, named, axis)
    alleged = allegations(served, data, positions)
    return {
        "axis": axis,
        "total": len(positions),
        "whole": standings.whole(),
        "standings": {
            clause.row["provision"]: clause for clause in standings.clauses(clauses[:MOST_CLAUSES])
        },
        "collections": standings.collections(),
        "allegations": alleged[:MOST_ALLEGATIONS],
        "allegations_left_out": len(alleged[MOST_ALLEGATIONS:]),
        "variants": told_in_two_ways(served, iri),
        "under_orders": {
            row["provision"] for row in clauses if any(concerns(item, row["provision"]) for item in related)
        },
        "related": related[:MOST_RELATED],
        "related_left_out": len(related[MOST_RELATED:]),
    }
