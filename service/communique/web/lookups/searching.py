"""Full-text search, as a list: its items come best first, and its answers count the values of facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from communique.store.canned import Parameter
from communique.store.protocol import Term
from communique.store.search import FACETS, Document
from communique.vocabulary import CQ, KINDS
from communique.web.errors import ProblemError
from communique.web.items import Facet, FacetValue, Item, SearchItem
from communique.web.lookups.filters import OUTLET, RENDERING, STANCE, Filter
from communique.web.lookups.listing import ItemPage, Listing
from communique.web.records import PositionRecord, load_records
from communique.web.served import ServedDataset

FACET_VALUES = 20
"""How many values of each facet an answer counts; it says how many it leaves off."""
_METHODS = {str(CQ.hand): "hand", str(CQ.machine): "machine"}
_FILTERS = (
    Filter(
        Parameter(
            "q",
            "text",
            "Words in any script, without regard to case and accents; each finds what begins with it, and "
            "all must be found. Phrases stand in double quotes. Without words, everything is found.",
            example="lachin corridor",
        )
    ),
    Filter(
        Parameter(
            "kind",
            "text",
            "The kind of thing; `position` for the glosses of evidence",
            example="position",
            choices=tuple(kind for kind in KINDS if kind != "annotation"),
        )
    ),
    Filter(
        Parameter(
            "actor", "actor", "Who holds or ascribes the position; or the actor itself", example="armenia"
        )
    ),
    Filter(
        Parameter(
            "agreement",
            "agreement",
            "What the position is on, its provisions included; or the agreement and its provisions",
            example="trilateral-statement-2020-11-09",
        )
    ),
    STANCE,
    RENDERING,
    OUTLET,
    Filter(Parameter("method", "method", "How the position was found: hand or machine", example="hand")),
    Filter(
        Parameter(
            "year",
            "integer",
            "Year in which the position was stated, the agreement adopted, the event held, the article "
            "published",
            example="2023",
            minimum=1000,
            maximum=9999,
        )
    ),
)


@dataclass(frozen=True)
class SearchListing(Listing):
    """What a search finds; it has no single items, for each is told of by a list of its own."""

    @classmethod
    def described(cls) -> SearchListing:
        """The list as the service has it."""
        counted = Annotated[dict[str, Facet], Field(description="What is found, counted by facet")]
        return cls(
            "search",
            "",
            "result",
            SearchItem,
            _FILTERS,
            "",
            may_be_empty=frozenset({"q"}),
            more={"facets": counted},
        )

    def find(
        self, served: ServedDataset, terms: Mapping[str, Term], *, limit: int, after: str | None = None
    ) -> ItemPage:
        """See :meth:`Listing.find`; ``after`` is the IRI of the last item of the page before.

        Raises:
            ProblemError: that item is not among what is found.
        """
        chosen = {name: str(value) for name, value in terms.items() if name != "q"}
        found = served.search.find(str(terms.get("q", "")), chosen)
        begin = 0 if after is None else _place(found.documents, after) + 1
        page = found.documents[begin : begin + limit]
        following = page[-1].iri if begin + len(page) < len(found.documents) and page else None
        facets = {
            name: _counted(served, name, found.facets[name]).model_dump(by_alias=True) for name in FACETS
        }
        return ItemPage(_items(served, page), following, len(found.documents), {"facets": facets})

    def one(self, served: ServedDataset, iri: str) -> Sequence[Item]:
        """Nothing; see the class."""
        return []


def _place(documents: Sequence[Document], iri: str) -> int:
    for number, document in enumerate(documents):
        if document.iri == iri:
            return number
    raise ProblemError(
        400,
        "after: this is no item of this answer; take `next` of the page before, or leave it out",
        parameter="after",
    )


def _counted(served: ServedDataset, name: str, counter: Counter[str]) -> Facet:
    """The commonest values of a facet, and how many others there are."""
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    values = [
        FacetValue(value=_METHODS.get(value, value), label=_label(served, name, value), count=count)
        for value, count in ordered[:FACET_VALUES]
    ]
    return Facet(values=values, left_off=max(0, len(ordered) - FACET_VALUES))


def _label(served: ServedDataset, name: str, value: str) -> str:
    if name in ("kind", "year"):
        return value.replace("-", " ")
    return _METHODS.get(value) or served.things.label(value)


def _items(served: ServedDataset, documents: Sequence[Document]) -> list[SearchItem]:
    """What is found, as items; what they say of positions is looked up for all of them at once."""
    numbers = [document.evidence for document in documents if document.evidence is not None]
    records = load_records(served, [served.positions.key(number) for number in numbers])
    known = {record.evidence.id: record for record in records}
    return [
        _of_evidence(known[document.iri])
        if document.iri in known
        else _of_thing(document, served.things.label(document.iri))
        for document in documents
    ]


def _of_evidence(record: PositionRecord) -> SearchItem:
    return SearchItem(
        id=record.evidence.id,
        kind="position",
        label=f"{record.holder.label} {record.stance.label} {record.target.label}",
        text=record.evidence.gloss,
        position=record.id,
        stated_on=record.stated_on,
        holder=record.holder,
        stance=record.stance,
        target=record.target,
        rendering=record.evidence.rendering,
        article=record.evidence.article,
        outlet=record.evidence.outlet,
    )


def _of_thing(document: Document, label: str) -> SearchItem:
    nothing = dict.fromkeys(
        ("position", "stated_on", "holder", "stance", "target", "rendering", "article", "outlet")
    )
    return SearchItem(id=document.iri, kind=document.kind, label=label, text=document.text or None, **nothing)
