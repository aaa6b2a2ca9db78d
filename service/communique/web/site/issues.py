"""Issues: the list of what positions are on or about, and the page of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from communique.web.citing import require_version
from communique.web.items import IssueItem
from communique.web.lookups.catalogue import issues as issue_listing
from communique.web.lookups.filters import read_filters
from communique.web.parameters import single_values
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.things import locate
from communique.web.views import thing_page

PAGE_ISSUES = 100
"""How many issues a page of the list has."""


def router(served: ServedDataset, pages: Pages) -> APIRouter:
    """The routes of the list and of the page of an issue.

    Args:
        served: the dataset.
        pages: the templates.
    """
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    listing = issue_listing()

    @routes.get("/issues")
    def several(request: Request) -> HTMLResponse:
        values = single_values(request.query_params.multi_items())
        require_version(values, served.version)
        after = values.pop("after", None)
        terms = read_filters(listing.filters, values, served.things, ("after", "dataset"))
        page = listing.find(served, terms, limit=PAGE_ISSUES, after=after)
        body = pages.render(
            "issues.html",
            items=cast(Sequence[IssueItem], page.items),
            about=_positions_about(served, [item.id for item in cast(Sequence[IssueItem], page.items)]),
            total=page.total,
            following=page.next,
            continued=after is not None,
        )
        return HTMLResponse(body)

    @routes.get("/issues/{slug}")
    def single(slug: str, request: Request) -> HTMLResponse:
        iri, _ = locate(served, "issue", slug)
        return HTMLResponse(thing_page(served, pages, iri, request.query_params.get("after")))

    return routes


def _positions_about(served: ServedDataset, iris: Sequence[str]) -> dict[str, int]:
    """How many positions are about each of some issues without being on it."""
    index = served.positions
    return {
        iri: len({index.key(number).position for number in index.having("issue").get(iri, ())})
        for iri in iris
    }
