"""Answers of lists: read from the request, given out as JSON or CSV, with how to cite them and go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import JSONResponse, Response

from communique.release.provenance import LICENCE
from communique.store.things import is_slug
from communique.vocabulary import thing
from communique.web.citing import link_header, require_version, stable_address
from communique.web.errors import ProblemError
from communique.web.items import Item
from communique.web.lookups.fields import as_row, chosen, columns, read_fields
from communique.web.lookups.filters import read_filters
from communique.web.lookups.listing import Listing
from communique.web.negotiation import choose
from communique.web.parameters import single_values, whole_number
from communique.web.served import ServedDataset
from communique.web.tables import CSV, as_csv

PAGE_ITEMS = 100
"""How many items a page has unless it is told otherwise."""
BESIDES_FILTERS = ("limit", "after", "fields", "format", "dataset")
"""What every list takes beside its filters."""
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks of a list, apart from its filters."""

    path: str
    given: Mapping[str, str]
    """Every parameter as it was given."""
    media_type: str
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
        kind = "outlet" if listing.name == "outlets" else listing.kind
        near = [f"/api/{listing.name}/{name}" for name in served.things.nearest(kind, slug)]
        raise ProblemError(
            404, f"there is no {listing.singular} '{slug[:200]}' in this dataset", suggestions=near
        )
    several = listing.key != "items"
    content: dict[str, Sequence[Item] | Item] = {listing.key: items} if several else {"item": items[0]}
    return _respond(served, listing, asked, items, content, {}, [])


def _read(request: Request, served: ServedDataset, listing: Listing) -> tuple[dict[str, str], Asked]:
    """The parameters that are left when those are taken out that every answer understands."""
    values = single_values(request.query_params.multi_items())
    given = dict(values)
    require_version(values, served.version)
    media_type = list_format(values.pop("format", None), request.headers.get("accept"))
    fields = read_fields(values.pop("fields", None), listing.item)
    return values, Asked(request.url.path, given, media_type, fields)


def _respond(
    served: ServedDataset,
    listing: Listing,
    asked: Asked,
    items: Sequence[Item],
    content: Mapping[str, Sequence[Item] | Item],
    rest: Mapping[str, object],
    links: Sequence[tuple[str, Mapping[str, str]]],
) -> Response:
    named = {"format": "csv" if asked.media_type == CSV else "json"}
    address = stable_address(asked.path, {**asked.given, **named}, served.version)
    headers = {"Link": link_header([(address, {"rel": "canonical"}), *links])}
    if asked.media_type == CSV:
        header = columns(listing.item, asked.fields)
        rows = [as_row(listing.item, _dump(item)) for item in items]
        cells = [{name: row[name] for name in header} for row in rows]
        return Response(as_csv(header, cells), media_type=CSV, headers=headers)
    shown = {
        name: chosen(_dump(value), asked.fields)
        if isinstance(value, Item)
        else [chosen(_dump(item), asked.fields) for item in value]
        for name, value in content.items()
    }
    cited = {"dataset": served.version, "licence": str(LICENCE), "address": address}
    return JSONResponse({**cited, **shown, **rest}, headers=headers)


def _dump(item: Item) -> Mapping[str, object]:
    return item.model_dump(mode="json", by_alias=True)


def list_format(named: str | None, accept: str | None) -> str:
    """JSON or CSV: as named by ``format``, else by the Accept header.

    Raises:
        ProblemError: neither fits.
    """
    if named is not None:
        if named not in ("json", "csv"):
            raise ProblemError(400, f"format: '{named[:40]}' is neither json nor csv", parameter="format")
        return CSV if named == "csv" else JSON
    chosen_type = choose(accept, [JSON, CSV, "text/html"])
    if chosen_type is None:
        raise ProblemError(406, f"nothing in Accept fits; there is {JSON} and {CSV}")
    return CSV if chosen_type == CSV else JSON
