"""The routes of the lists: each list as a whole, and one thing of it."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response

from communique.web.citing import citation, stable_address
from communique.web.items import Item
from communique.web.lookups.answering import list_answer, single_answer
from communique.web.lookups.catalogue import listings
from communique.web.lookups.describing import (
    list_parameters,
    page_model,
    responses,
    single_model,
    single_parameters,
)
from communique.web.lookups.listing import ItemPage, Listing
from communique.web.lookups.searching import SearchListing
from communique.web.served import ServedDataset

_DESCRIPTION = (
    "Filters combine. Things are named by slug, by kind/slug or by IRI. A page is followed by the page that "
    "has its `next` as `after`; CSV has that in the Link header. `address` gives exactly this answer for as "
    "long as the service has this version of the dataset, and says so when it has not."
)


def router(served: ServedDataset, page_rows: int) -> APIRouter:
    """The routes of the lists.

    Args:
        served: the dataset.
        page_rows: most items of one page.
    """
    routes = APIRouter(prefix="/api", tags=["lookups"])
    for listing in listings(served.things):
        example = listing.find(served, {}, limit=1)
        _add_list(routes, served, listing, page_rows, example)
        _add_single(routes, served, listing, example.items)
    search = SearchListing.described()
    found = search.find(served, {}, limit=1)
    _add_list(routes, served, search, page_rows, found)
    return routes


def _add_list(
    routes: APIRouter,
    served: ServedDataset,
    listing: Listing,
    page_rows: int,
    example: ItemPage,
) -> None:
    shown = {
        **_cited(served, f"/api/{listing.name}"),
        listing.key: [item.as_json() for item in example.items],
        "next": example.next,
        "total": example.total,
        **example.more,
    }

    @routes.get(
        f"/{listing.name}",
        name=f"list_{listing.name}",
        summary=f"{listing.name.capitalize()}, in pages",
        description=_DESCRIPTION,
        response_class=Response,
        responses=responses(page_model(listing), shown),
        openapi_extra={"parameters": list_parameters(listing, page_rows)},
    )
    def several(request: Request) -> Response:
        return list_answer(request, served, listing, page_rows)


def _add_single(routes: APIRouter, served: ServedDataset, listing: Listing, items: Sequence[Item]) -> None:
    content = [item.as_json() for item in items]
    single = {listing.single_key: next(iter(content), None)} if listing.single_key else {listing.key: content}
    shown = {**_cited(served, f"/api/{listing.name}/{listing.example}"), **single}

    @routes.get(
        f"/{listing.name}/{{slug:path}}",
        name=f"one_of_{listing.name}",
        summary=f"One {listing.singular}",
        description="By slug: what its IRI ends in.",
        response_class=Response,
        responses=responses(single_model(listing), shown),
        openapi_extra={"parameters": [_slug(listing), *single_parameters(listing)]},
    )
    def one(slug: str, request: Request) -> Response:
        return single_answer(request, served, listing, slug)


def _slug(listing: Listing) -> dict[str, object]:
    return {
        "name": "slug",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "minLength": 1},
        "example": listing.example,
    }


def _cited(served: ServedDataset, path: str) -> dict[str, str]:
    address = stable_address(path, {"format": "json"}, served.version)
    return citation(served.version, address)
