"""Answers of lists: read from the request, given out as JSON or CSV, with how to cite them and go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from communique.store.things import is_slug
from communique.vocabulary import thing
from communique.web.citing import citation, link_header, require_version, stable_address
from communique.web.errors import ProblemError
from communique.web.items import Item
from communique.web.lookups.fields import as_row, chosen, columns, read_fields
from communique.web.lookups.filters import read_filters
from communique.web.lookups.listing import Listing
from communique.web.parameters import single_values, take_format, whole_number
from communique.web.served import ServedDataset
from communique.web.tables import CSV, as_csv

PAGE_ITEMS = 100
"""How many items a page has unless it is told otherwise."""
BESIDES_FILTERS = ("limit", "after", "fields", "format", "dataset")
"""What every list takes beside its filters."""
FORMATS = {"json": "application/json", "csv": CSV}
"""The formats of lists: media types by name, the preferred one first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks of a list, apart from its filters."""

    path: str
    given: Mapping[str, str]
    """Every parameter as it was given."""
    format: str
    """One of :data:`FORMATS`."""
    fields: tuple[str, ...] | None


def list_answer(request: Request, served: ServedDataset, listing: Listing, page_rows: int) -> Response:
    """One page of a list.

    Raises:
        ProblemError: the request does not fit.
        ParameterError: a parameter does not fit.
    """
    values, asked = _read(request, served, listing)
    limit = whole_number(values, "limit", PAGE_ITEMS, 1, page_rows)
    after = values.pop("after", None)
    values = {name: value for name, value in values.items() if value or name not in listing.may_be_empty}
    terms = read_filters(listing.filters, values, served.things, BESIDES_FILTERS)
    page = listing.find(served, terms, limit=limit, after=after)
    links = []
    if page.next is not None:
        following = urlencode({**asked.given, "after": page.next})
        links.append((f"{asked.path}?{following}", {"rel": "next"}))
    rest = {"next": page.next, "total": page.total, **page.more}
    return _respond(served, listing, asked, page.items, {listing.key: page.items}, rest, links)


def single_answer(request: Request, served: ServedDataset, listing: Listing, slug: str) -> Response:
    """One thing of a list.

    Raises:
        ProblemError: the list has no such thing, or the request does not fit.
        ParameterError: a parameter does not fit.
    """
    values, asked = _read(request, served, listing)
    read_filters((), values, served.things, ("fields", "format", "dataset"))
    items = listing.one(served, str(thing(listing.kind, slug))) if is_slug(slug) else []
    if not items:
        near = [f"/api/{listing.name}/{name}" for name in served.things.nearest(listing.singular, slug)]
        raise ProblemError(
            404, f"there is no {listing.singular} '{slug[:200]}' in this dataset", suggestions=near
        )
    content = {listing.single_key: items[0]} if listing.single_key else {listing.key: items}
    return _respond(served, listing, asked, items, content, {}, [])


def _read(request: Request, served: ServedDataset, listing: Listing) -> tuple[dict[str, str], Asked]:
    """The parameters that are left when those are taken out that every answer understands."""
    values = single_values(request.query_params.multi_items())
    given = dict(values)
    require_version(values, served.version)
    named = take_format(values, FORMATS, request.headers.get("accept"))
    fields = read_fields(values.pop("fields", None), listing.item)
    return values, Asked(request.url.path, given, named, fields)


def _respond(
    served: ServedDataset,
    listing: Listing,
    asked: Asked,
    items: Sequence[Item],
    content: Mapping[str, Sequence[Item] | Item],
    rest: Mapping[str, object],
    links: Sequence[tuple[str, Mapping[str, str]]],
) -> Response:
    address = stable_address(asked.path, {**asked.given, "format": asked.format}, served.version)
    headers = {"Link": link_header([(address, {"rel": "canonical"}), *links])}
    if asked.format == "csv":
        rows = (as_row(listing.item, item.as_json()) for item in items)
        body = as_csv(columns(listing.item, asked.fields), rows)
        return Response(body, media_type=CSV, headers=headers)
    shown = {
        name: chosen(value.as_json(), asked.fields)
        if isinstance(value, Item)
        else [chosen(item.as_json(), asked.fields) for item in value]
        for name, value in content.items()
    }
    return JSONResponse({**citation(served.version, address), **shown, **rest}, headers=headers)
