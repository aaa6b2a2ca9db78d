"""The list of positions with their evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.store.canned import Parameter
from communique.store.positions import ASCRIBED, OWN
from communique.store.protocol import Term
from communique.web.lookups.filters import OUTLET, RENDERING, STANCE, Filter, word_filter
from communique.web.lookups.listing import ItemPage, Listing
from communique.web.records import PositionRecord, find_positions
from communique.web.served import ServedDataset

_MOST_EVIDENCE = 10_000
"""More pieces of evidence than one position will ever have."""
_INDEXED = {"target": "within", "provision": "target"}
"""Filters that the index knows by other names."""

_FILTERS = (
    Filter(Parameter("holder", "actor", "Who holds the position", example="sergey-lavrov")),
    Filter(Parameter("onBehalfOf", "actor", "In whose name the holder speaks", example="russia")),
    word_filter(
        "ascribed",
        "Whether the holder says it, or somebody else says it of the holder",
        {OWN: "", ASCRIBED: ""},
    ),
    Filter(Parameter("ascribedBy", "actor", "Who ascribes the position", example="sergey-lavrov")),
    STANCE,
    Filter(
        Parameter(
            "target",
            "target",
            "What the position is on; an agreement includes its provisions",
            example="trilateral-statement-2020-11-09",
        )
    ),
    Filter(
        Parameter(
            "provision",
            "provision",
            "The provision that the position is on",
            example="trilateral-statement-2020-11-09/6",
        )
    ),
    Filter(Parameter("issue", "issue", "What the position is about", example="lachin-corridor")),
    Filter(Parameter("towards", "actor", "Who is addressed, accused or answered", example="azerbaijan")),
    Filter(Parameter("event", "event", "Where it was stated", example="meeting-lavrov-mirzoyan-2023-03-20")),
    Filter(
        Parameter(
            "article", "article", "The article it is found in", example="asbarez-2023-07-26-talks-productive"
        )
    ),
    OUTLET,
    RENDERING,
    Filter(Parameter("annotator", "annotator", "Who annotated it", example="editors")),
    Filter(Parameter("method", "method", "How it was found: hand or machine", example="hand")),
    Filter(Parameter("from", "date", "First day, month or year on which it was said", example="2023-03-01")),
    Filter(Parameter("to", "date", "Last day, month or year on which it was said", example="2023-12")),
)


@dataclass(frozen=True)
class PositionListing(Listing):
    """The positions, one item for each piece of evidence; found by the index instead of a query."""

    @classmethod
    def described(cls) -> PositionListing:
        """The list as the service has it."""
        example = "ararat-mirzoyan/calls-for/trilateral-statement-2020-11-09.6/2023-07-25"
        return cls("positions", "position", "position", PositionRecord, _FILTERS, example, key="positions")

    def find(
        self, served: ServedDataset, terms: Mapping[str, Term], *, limit: int, after: str | None = None
    ) -> ItemPage:
        """See :meth:`Listing.find`; the total counts pieces of evidence."""
        days = {name: str(terms[name]) for name in ("from", "to") if name in terms}
        filters = {_INDEXED.get(name, name): str(value) for name, value in terms.items() if name not in days}
        page = find_positions(
            served,
            filters,
            earliest=days.get("from"),
            latest=days.get("to"),
            after=after,
            limit=limit,
        )
        return ItemPage(page.positions, page.next, page.total)

    def one(self, served: ServedDataset, iri: str) -> Sequence[PositionRecord]:
        """See :meth:`Listing.one`; one item for each piece of evidence."""
        return find_positions(served, {"position": iri}, limit=_MOST_EVIDENCE).positions
