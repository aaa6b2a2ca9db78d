"""The network of actors and agreements: a drawing, a table of its edges, and files of it.

What makes an edge is told in :mod:`communique.web.site.network.edges`, with the sources of the method.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from communique.release.provenance import LICENCE
from communique.store.canned import Parameter, ParameterError, UnknownThingError, bind
from communique.store.positions import ASCRIBED, OWN
from communique.vocabulary import CQ
from communique.web.parameters import filled, single_values
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site.network.edges import Edge, Network, TooManyPairsError, one_mode, two_mode
from communique.web.site.network.export import GRAPHML, graphml
from communique.web.site.network.layout import HEIGHT, WIDTH, Drawing, Place, draw, kind_of, places
from communique.web.site.network.links import address_of_edge
from communique.web.site.network.statements import (
    AGREEMENTS,
    AS_REPRESENTED,
    AS_SPEAKERS,
    EVERYTHING,
    ISSUES,
    PROVISIONS,
    Choice,
    Statements,
)

TABLE_ROWS = 50
"""How many edges one page lists."""
CHOICE_LIMIT = 300
"""How many agreements the form offers; others can be named in the address."""
STANCES, CONGRUENCE, CONFLICT = "stances", "congruence", "conflict"
COUNTS, BY_ACTIVITY = "counts", "by-activity"
_ANY = "any"
_PARAMETERS = (
    Parameter("view", "text", choices=(STANCES, CONGRUENCE, CONFLICT), default=STANCES),
    Parameter("actors", "text", choices=(AS_REPRESENTED, AS_SPEAKERS), default=AS_REPRESENTED),
    Parameter("targets", "text", choices=(AGREEMENTS, PROVISIONS, ISSUES, EVERYTHING), default=AGREEMENTS),
    Parameter("within", "agreement"),
    Parameter("ascribed", "text", choices=(OWN, ASCRIBED, _ANY), default=OWN),
    Parameter("method", "method"),
    Parameter("from", "date"),
    Parameter("to", "date"),
    Parameter("least", "integer", default="1", minimum=1, maximum=1_000_000),
    Parameter("weights", "text", choices=(COUNTS, BY_ACTIVITY), default=COUNTS),
    Parameter("after", "text"),
)
_DEFAULTS = {item.name: item.default for item in _PARAMETERS if item.default is not None}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for, checked."""

    view: str
    choice: Choice
    least: int
    by_activity: bool
    after: str | None


class Networks:
    """The networks of one dataset. Safe to use from threads."""

    def __init__(self, served: ServedDataset) -> None:
        self._served = served
        self._lock = threading.Lock()
        self._statements: Statements | None = None
        self._places: dict[tuple[str, str], dict[str, Place]] = {}

    def of(self, asked: Asked) -> Network:
        """The network that is asked for.

        Raises:
            TooManyPairsError: it would take too long.
        """
        chosen = self._all().chosen(asked.choice)
        if asked.view == STANCES:
            return two_mode(chosen).with_at_least(asked.least)
        congruent = asked.view == CONGRUENCE
        return one_mode(chosen, congruent=congruent, by_activity=asked.by_activity).with_at_least(asked.least)

    def drawing(self, asked: Asked, network: Network) -> Drawing:
        """A network as it is drawn."""
        names = {node: self._served.things.label(node) for node in network.nodes}
        kind = None if asked.view == STANCES else asked.view
        return draw(network, self._where(asked.choice), names, kind, address_of_edge(asked.choice))

    def _all(self) -> Statements:
        with self._lock:
            if self._statements is None:
                self._statements = Statements.of(self._served)
            return self._statements

    def _where(self, choice: Choice) -> dict[str, Place]:
        """The places of all nodes at a level, whatever is filtered: so that they keep still."""
        level, statements = (choice.actors, choice.targets), self._all()
        with self._lock:
            if level not in self._places:
                self._places[level] = places(two_mode(statements.chosen(Choice(*level))))
            return self._places[level]


def router(served: ServedDataset, pages: Pages) -> APIRouter:
    """The routes of the network: page, drawing, and file for other programs."""
    routes = APIRouter(include_in_schema=False)
    networks = Networks(served)

    @routes.get("/network", response_class=HTMLResponse)
    def page(request: Request) -> HTMLResponse:
        return _page(served, pages, networks, single_values(filled(request)))

    @routes.get("/network.svg")
    def drawing(request: Request) -> Response:
        asked = read(single_values(filled(request)), served)
        shown = networks.drawing(asked, _network(networks, asked))
        text = pages.render(
            "network.svg", drawing=shown, width=WIDTH, height=HEIGHT, title=_TITLES[asked.view]
        )
        return _file(text.encode(), "image/svg+xml", "svg")

    @routes.get("/network.graphml")
    def export(request: Request) -> Response:
        given = single_values(filled(request))
        asked = read(given, served)
        about = {
            "title": _TITLES[asked.view],
            "dataset": f"Communiqué, version {served.version}",
            "filters": urlencode({**_DEFAULTS, **given}),
            "licence": str(LICENCE),
        }
        network = _network(networks, asked)
        body = graphml(network, served.things.label, about, directed=asked.view == STANCES)
        return _file(body, GRAPHML, "graphml")

    return routes


_TITLES = {
    STANCES: "Actors and what they take positions on",
    CONGRUENCE: "Actors who take the same side",
    CONFLICT: "Actors who take opposite sides",
}


def read(values: Mapping[str, str], served: ServedDataset) -> Asked:
    """What the parameters of an address ask for.

    Raises:
        ParameterError: one is unknown, or its value does not fit.
        UnknownThingError: the agreement is none of the dataset.
    """
    terms = {name: str(term) for name, term in bind(_PARAMETERS, values, served.things).items()}
    ascribed = terms["ascribed"]
    choice = Choice(
        terms["actors"],
        terms["targets"],
        terms.get("within"),
        None if ascribed == _ANY else ascribed,
        terms.get("method"),
        terms.get("from"),
        terms.get("to"),
    )
    return Asked(
        terms["view"], choice, int(terms["least"]), terms["weights"] == BY_ACTIVITY, terms.get("after")
    )


def _network(networks: Networks, asked: Asked) -> Network:
    try:
        return networks.of(asked)
    except TooManyPairsError as error:
        raise ParameterError("within", str(error)) from None


@dataclass(frozen=True, slots=True)
class Row:
    """An edge as the table has it."""

    edge: Edge
    kind: str
    address: str
    """The page with the positions behind it."""


def _page(served: ServedDataset, pages: Pages, networks: Networks, asked_for: dict[str, str]) -> HTMLResponse:
    asked, network, problem, status = None, None, None, 200
    rows: list[Row] = []
    following = None
    try:
        asked = read(asked_for, served)
        network = _network(networks, asked)
        rows, following = _rows(network, asked)
    except ParameterError as error:
        # The form comes back with what was filled in, so that it can be mended.
        problem, status = str(error), 404 if isinstance(error, UnknownThingError) else 400
    given = {name: value for name, value in asked_for.items() if name != "after"}
    view = asked.view if asked else STANCES
    body = pages.render(
        "network.html",
        problem=problem,
        given={**_DEFAULTS, **given},
        agreements=_agreements(served, asked),
        view=view,
        title=_TITLES[view],
        network=network,
        drawing=networks.drawing(asked, network) if asked and network else None,
        rows=rows,
        size=(WIDTH, HEIGHT),
        continued="after" in asked_for,
        beginning=_address("/network", given),
        following=_address("/network", {**given, "after": following}) if following else None,
        graphml=_address("/network.graphml", given),
        svg=_address("/network.svg", given),
    )
    return HTMLResponse(body, status)


def _agreements(served: ServedDataset, asked: Asked | None) -> list[str]:
    """The agreements that the form offers: those with positions, and the one that is chosen."""
    counts = served.position_counts
    within = served.positions.having("within")
    iris = [iri for iri in served.things.of_class(str(CQ.Agreement)) if iri in within]
    offered = sorted(iris, key=lambda iri: (-counts.get(iri, 0), iri))[:CHOICE_LIMIT]
    if asked and asked.choice.within and asked.choice.within not in offered:
        offered.append(asked.choice.within)
    return sorted(offered, key=lambda iri: served.things.label(iri).casefold())


def _rows(network: Network, asked: Asked) -> tuple[list[Row], str | None]:
    """The edges on one page of the table, and where the next begins.

    Raises:
        ParameterError: ``after`` names no place between edges.
    """
    edges = network.edges
    start = 0
    if asked.after is not None:
        start = bisect_right(edges, _place(asked.after), key=lambda edge: edge.order)
    page = edges[start : start + TABLE_ROWS]
    address = address_of_edge(asked.choice)
    rows = [Row(edge, asked.view if asked.view != STANCES else kind_of(edge), address(edge)) for edge in page]
    if not page or start + len(page) >= len(edges):
        return rows, None
    last = page[-1]
    return rows, f"{last.weight!r} {last.source} {last.end}"


def _place(after: str) -> tuple[float, str, str]:
    try:
        weight, source, end = after.split(" ")
        return (-float(weight), source, end)
    except ValueError:
        message = "after: this is no place in the table; begin again without it"
        raise ParameterError("after", message) from None


def _address(path: str, values: Mapping[str, str]) -> str:
    """An address with what differs from the defaults."""
    told = {name: value for name, value in values.items() if _DEFAULTS.get(name) != value}
    return f"{path}?{urlencode(told)}" if told else path


def _file(body: bytes, media_type: str, suffix: str) -> Response:
    disposition = f'attachment; filename="communique-network.{suffix}"'
    return Response(body, media_type=media_type, headers={"Content-Disposition": disposition})
