"""The pages for readers."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from communique.vocabulary import CQ
from communique.web.lookups import actor_items, agreement_items, article_items
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.things import locate
from communique.web.views import thing_page


def router(served: ServedDataset, pages: Pages, app: FastAPI) -> APIRouter:
    """The routes of the pages; they are for people and stay out of the OpenAPI description."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    def page(template: str, **values: object) -> HTMLResponse:
        return HTMLResponse(pages.render(template, **values))

    @routes.get("/")
    def home() -> HTMLResponse:
        return page(
            "home.html",
            stats=served.stats,
            articles=article_items(served),
            agreements=[item for item in agreement_items(served) if item.positions],
            actors=sorted(
                (item for item in actor_items(served) if item.positions), key=lambda item: -item.positions
            ),
            collections=_spoken_of(served, CQ.Collection),
            events=_spoken_of(served, CQ.Event),
            queries=list(served.catalogue.queries.values()),
        )

    @routes.get("/actors")
    def actors() -> HTMLResponse:
        return page("actors.html", items=actor_items(served))

    @routes.get("/agreements")
    def agreements() -> HTMLResponse:
        return page(
            "agreements.html",
            items=agreement_items(served),
            collections=served.things.of_class(str(CQ.Collection)),
        )

    @routes.get("/articles")
    def articles() -> HTMLResponse:
        return page("articles.html", items=article_items(served), counts=served.stats.counts)

    @routes.get("/queries")
    def queries() -> HTMLResponse:
        return page(
            "queries.html", queries=list(served.catalogue.queries.values()), broken=served.catalogue.broken
        )

    @routes.get("/docs")
    def documentation() -> HTMLResponse:
        return page("docs.html", operations=_operations(app))

    for address, kind in (("/actors", "actor"), ("/agreements", "agreement"), ("/articles", "article")):
        _add_thing_page(routes, served, pages, address, kind)
    return routes


def _add_thing_page(routes: APIRouter, served: ServedDataset, pages: Pages, address: str, kind: str) -> None:
    @routes.get(f"{address}/{{slug}}")
    def single(slug: str, request: Request) -> HTMLResponse:
        iri, _ = locate(served, kind, slug)
        return HTMLResponse(thing_page(served, pages, iri))


def _spoken_of(served: ServedDataset, class_iri: str) -> list[tuple[str, int]]:
    """The things of a class that positions have to do with, and how many."""
    counts = served.position_counts
    return [(iri, counts[iri]) for iri in served.things.of_class(str(class_iri)) if iri in counts]


def _operations(app: FastAPI) -> list[tuple[str, str, dict[str, object]]]:
    """Every operation of the interface: method, path, description."""
    return [
        (method.upper(), path, operation)
        for path, methods in app.openapi()["paths"].items()
        for method, operation in methods.items()
    ]
