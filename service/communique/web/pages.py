"""The pages for readers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse

from communique.vocabulary import CQ
from communique.web.canned import add_pages as add_query_pages
from communique.web.lookups import actor_items, agreement_items, article_items
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site.actor.page import actor_page
from communique.web.site.agreement.page import agreement_page
from communique.web.site.home import front_page
from communique.web.texts import text_headers
from communique.web.things import locate
from communique.web.views import thing_page


def router(served: ServedDataset, pages: Pages, app: FastAPI) -> APIRouter:
    """The routes of the pages; they are for people and stay out of the OpenAPI description."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/")
    def home() -> HTMLResponse:
        return HTMLResponse(pages.render("home.html", **front_page(served)))

    @cache  # it is long, and always the same
    def documentation_page() -> str:
        return pages.render("docs.html", operations=_operations(app))

    @routes.get("/docs")
    def documentation() -> HTMLResponse:
        return HTMLResponse(documentation_page())

    _add_lists(routes, served, pages)
    add_query_pages(routes, served, pages)
    _add_thing_page(routes, served, pages, "actor", actor_page)
    _add_thing_page(routes, served, pages, "agreement", agreement_page)
    _add_thing_page(routes, served, pages, "article", thing_page)
    return routes


def _add_lists(routes: APIRouter, served: ServedDataset, pages: Pages) -> None:
    @routes.get("/actors")
    def actors() -> HTMLResponse:
        return HTMLResponse(pages.render("actors.html", items=actor_items(served)))

    @routes.get("/agreements")
    def agreements() -> HTMLResponse:
        collections = served.things.of_class(str(CQ.Collection))
        body = pages.render("agreements.html", items=agreement_items(served), collections=collections)
        return HTMLResponse(body)

    @routes.get("/articles")
    def articles() -> HTMLResponse:
        body = pages.render("articles.html", items=article_items(served), counts=served.stats.counts)
        return HTMLResponse(body)


def _add_thing_page(
    routes: APIRouter, served: ServedDataset, pages: Pages, kind: str, show: Callable[..., str]
) -> None:
    @routes.get(f"/{kind}s/{{slug}}")
    def single(slug: str, request: Request) -> HTMLResponse:
        iri, _ = locate(served, kind, slug)
        body = show(served, pages, iri, request.query_params.get("after"))
        return HTMLResponse(body, headers=text_headers(served.shown_texts, kind))


def _operations(app: FastAPI) -> list[tuple[str, str, dict[str, object]]]:
    """Every operation of the interface: method, path, description."""
    return [
        (method.upper(), path, operation)
        for path, methods in app.openapi()["paths"].items()
        for method, operation in methods.items()
    ]
