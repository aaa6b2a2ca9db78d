"""The pages of the site beyond lists and single things; one module for each page."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter

from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site import editor, issues
from communique.web.site.about import method
from communique.web.site.about import page as about
from communique.web.site.charts import compare, timeline
from communique.web.site.citations.routes import router as citation_routes
from communique.web.site.events.listing import router as event_routes
from communique.web.site.network.page import router as network_routes
from communique.web.site.ontology import page as ontology
from communique.web.site.ontology import shapes
from communique.web.site.search.page import router as search_routes


def routers(served: ServedDataset, pages: Pages) -> Iterator[APIRouter]:
    """The routes of all these pages.

    Args:
        served: the dataset.
        pages: the templates.
    """
    yield search_routes(served, pages)
    yield event_routes(served, pages)
    yield network_routes(served, pages)
    yield citation_routes(served, pages)
    for page in (issues, compare, timeline, ontology, shapes, method, about):
        yield page.router(served, pages)
    yield editor.router(served)
