"""Events: the list by date, and the addresses of the page of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import cast
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from communique.store.canned import ParameterError, UnknownThingError
from communique.vocabulary import kind_and_slug, thing
from communique.web.citing import require_version
from communique.web.errors import ProblemError
from communique.web.items import EventItem
from communique.web.lookups.catalogue import events as event_listing
from communique.web.lookups.filters import read_filters
from communique.web.lookups.listing import ThingListing
from communique.web.parameters import filled, single_values
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site.events.event import event_page
from communique.web.things import locate

PAGE_EVENTS = 50
"""How many events a page of the list has."""
MOST_SUGGESTED = 300
"""How many participants a form suggests."""
OLDEST, NEWEST = "oldest", "newest"
ORDERS = {OLDEST: "earliest first", NEWEST: "latest first"}
"""In which order the list may be, with words for people; those without a date come first or last."""
_FIELDS = ("kind", "participant", "from", "to", "order")


def router(served: ServedDataset, pages: Pages) -> APIRouter:
    """The routes of the list and of the page of an event.

    Args:
        served: the dataset.
        pages: the templates.
    """
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    listing = event_listing(served.things)

    @cache  # the same for every request
    def suggestions() -> list[tuple[str, str]]:
        return _participants(served)

    @routes.get("/events")
    def several(request: Request) -> HTMLResponse:
        shown, status = _list_page(served, listing, filled(request))
        return HTMLResponse(pages.render("events.html", participants=suggestions(), **shown), status)

    @routes.get("/events/{slug}")
    def single(slug: str, request: Request) -> HTMLResponse:
        iri, _ = locate(served, "event", slug)
        return HTMLResponse(event_page(served, pages, iri, request.query_params.get("after")))

    return routes


def _participants(served: ServedDataset) -> list[tuple[str, str]]:
    """Slugs and labels of those who took part in events, by label."""
    iris = [row["actor"] for row in served.rows("event-participants")]
    named = [(served.things.label(iri), (kind_and_slug(iri) or ("", ""))[1]) for iri in iris]
    return [(slug, label) for label, slug in sorted(named)][:MOST_SUGGESTED]


def _list_page(
    served: ServedDataset, listing: ThingListing, asked: list[tuple[str, str]]
) -> tuple[dict[str, object], int]:
    """What the list shows, and the status of the answer."""
    given: dict[str, str] = {}
    items: Sequence[EventItem] = []
    total, following, problem, status, continued = 0, "", "", 200, False
    try:
        given = single_values(asked)
        require_version(given, served.version)
        after = given.pop("after", None)
        continued = after is not None
        filters = {name: value for name, value in given.items() if name != "order"}
        terms = read_filters(listing.filters, filters, served.things, ("order", "after", "dataset"))
        is_newest_first = _order(given.get("order", OLDEST)) == NEWEST
        page = listing.find(served, terms, limit=PAGE_EVENTS, after=after, backwards=is_newest_first)
        items, total = cast(Sequence[EventItem], page.items), page.total
        following = "" if page.next is None else _address({**given, "after": page.next})
    except ParameterError as error:
        problem, status = str(error), 404 if isinstance(error, UnknownThingError) else 400
    except ProblemError as error:
        problem, status = error.detail, error.status
    kinds = next(item.parameter.choices for item in listing.filters if item.name == "kind")
    return {
        "items": items,
        "total": total,
        "following": following,
        "continued": continued,
        "start": _address(given),
        "data": _address({name: value for name, value in given.items() if name != "order"}, "/api/events"),
        "given": {name: given.get(name, "") for name in _FIELDS},
        "orders": ORDERS,
        "chosen": [(name, value, _without(given, name)) for name, value in given.items() if name != "order"],
        "kinds": [(name, served.things.label(str(thing("event-kind", name)))) for name in kinds],
        "problem": problem,
    }, status


def _order(name: str) -> str:
    """One of the orders.

    Raises:
        ParameterError: there is none of that name.
    """
    if name not in ORDERS:
        raise ParameterError("order", f"order: '{name[:40]}' is not one of {', '.join(ORDERS)}")
    return name


def _address(values: Mapping[str, str], path: str = "/events") -> str:
    return f"{path}?{urlencode(values)}" if values else path


def _without(values: Mapping[str, str], name: str) -> str:
    return _address({key: value for key, value in values.items() if key != name})
