"""The page of the full-text search: words, facets that narrow by address, results in pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from communique.store.canned import THING_TYPES, ParameterError, UnknownThingError
from communique.store.protocol import Term
from communique.vocabulary import kind_and_slug, thing
from communique.web.citing import require_version
from communique.web.errors import ProblemError
from communique.web.items import SearchItem
from communique.web.lookups.filters import read_filters
from communique.web.lookups.searching import SearchListing
from communique.web.parameters import filled, single_values
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site.search.matching import asked_words
from communique.web.site.search.results import FACETS, FacetLinks, Link, Result, address, facet_links, results

PAGE_RESULTS = 25
"""How many results a page shows."""
_NEAR_KINDS = ("actor", "agreement", "event", "issue", "collection", "article")
"""Kinds of things among which a name is suggested, where nothing is found."""
_NEAR_EACH = 3
"""How many things of one kind are suggested at most."""
_LEFT_OUT = 4
"""Most words that are tried without."""


@dataclass(slots=True)
class Shown:
    """What the page shows of one search.

    Attributes:
        given: the words and facets that were asked for, for the form.
        chosen: the facets chosen, each with the address without it.
        results: what is found, or None where nothing was asked.
        relaxed: where nothing is found, searches for less that find something.
        near: where nothing is found, or something unknown is named, what may have been meant.
    """

    given: dict[str, str] = field(default_factory=dict)
    chosen: list[tuple[str, Link]] = field(default_factory=list)
    results: list[Result] | None = None
    total: int = 0
    facets: list[FacetLinks] = field(default_factory=list)
    following: str = ""
    continued: bool = False
    relaxed: list[Link] = field(default_factory=list)
    near: list[Link] = field(default_factory=list)
    problem: str = ""
    status: int = 200

    @property
    def words(self) -> str:
        """The words that were asked for."""
        return self.given.get("q", "")


def router(served: ServedDataset, pages: Pages) -> APIRouter:
    """The route of the search page.

    Args:
        served: the dataset.
        pages: the templates.
    """
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    listing = SearchListing.described()

    @routes.get("/search")
    def search(request: Request) -> HTMLResponse:
        shown = _shown(served, listing, filled(request))
        body = pages.render(
            "search.html",
            shown=shown,
            titles=FACETS,
            start=address(shown.given),
            data=address(shown.given).replace("/search", "/api/search", 1),
        )
        return HTMLResponse(body, shown.status)

    return routes


def _shown(served: ServedDataset, listing: SearchListing, asked: list[tuple[str, str]]) -> Shown:
    shown = Shown()
    try:
        values = single_values(asked)
        require_version(values, served.version)
        after = values.pop("after", None)
        shown.given, shown.continued = values, after is not None
        terms = read_filters(listing.filters, values, served.things, ("after", "dataset"))
        shown.chosen = [(name, _chosen(served, name, terms, values)) for name in FACETS if name in values]
        _search(served, listing, shown, terms, after)
    except ParameterError as error:
        shown.problem = str(error)
        shown.status = 404 if isinstance(error, UnknownThingError) else 400
        if error.parameter in FACETS and error.parameter in shown.given:
            shown.near = [
                Link(_called(served, error.parameter, name), address(shown.given, **{error.parameter: name}))
                for name in error.suggestions
            ]
    except ProblemError as error:
        shown.problem, shown.status = error.detail, error.status
    return shown


def _search(
    served: ServedDataset, listing: SearchListing, shown: Shown, terms: Mapping[str, Term], after: str | None
) -> None:
    """Put into what is shown what a search finds."""
    # Without a question the facets are shown, to begin with, and no results.
    found = listing.find(served, terms, limit=PAGE_RESULTS if terms else 1, after=after)
    shown.facets = facet_links(cast(Mapping[str, object], found.more["facets"]), shown.given, found.total)
    shown.total = found.total
    if not terms:
        return
    shown.results = results(served, cast(list[SearchItem], found.items), asked_words(shown.words))
    if found.next is not None:
        shown.following = address(shown.given, after=found.next)
    if not found.total:
        shown.relaxed = _relaxed(served, shown.given, terms)
        shown.near = _near(served, shown.words)


def _chosen(served: ServedDataset, name: str, terms: Mapping[str, Term], values: Mapping[str, str]) -> Link:
    """A chosen value of a facet, with the address of the search without it."""
    iri = str(terms[name])
    label = served.things.label(iri) if kind_and_slug(iri) else values[name].replace("-", " ")
    return Link(label, address({key: value for key, value in values.items() if key != name}))


def _called(served: ServedDataset, name: str, value: str) -> str:
    """What people call a value of a facet."""
    iri = served.things.find(name, value) if name in THING_TYPES else None
    return value.replace("-", " ") if iri is None else served.things.label(iri)


def _relaxed(served: ServedDataset, given: Mapping[str, str], terms: Mapping[str, Term]) -> list[Link]:
    """Searches for less than what was asked that find something: without the facets, or without a word."""
    text = given.get("q", "")
    facets = {name: str(term) for name, term in terms.items() if name != "q"}
    tried: list[tuple[str, dict[str, str], dict[str, str]]] = []
    if facets and text:
        tried.append(("the same words, without what was chosen", {"q": text}, {}))
    words = text.split()
    for word in words[:_LEFT_OUT] if len(words) > 1 else ():
        rest = " ".join(other for other in words if other != word)
        tried.append((f"without “{word}”", {**given, "q": rest}, facets))
    links = []
    for label, values, chosen in tried:
        count = len(served.search.find(values["q"], chosen).documents) if asked_words(values["q"]) else 0
        if count:
            links.append(Link(label, address(values), count))
    return links


def _near(served: ServedDataset, text: str) -> list[Link]:
    """Things with names that look or read like a text."""
    name = "-".join(asked_words(text))
    if not name:
        return []
    found = [
        (kind, str(thing(kind, slug)))
        for kind in _NEAR_KINDS
        for slug in served.things.nearest(kind, name)[:_NEAR_EACH]
    ]
    return [Link(served.things.label(iri), iri, kind=kind) for kind, iri in found]
