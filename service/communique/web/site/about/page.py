"""The page ``/about``: what this is, who makes it, under which licence, and how to cite it."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from communique import __version__
from communique.release.provenance import LICENCE
from communique.web.releases import Shelf
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site.about.citation_file import read_citation
from communique.web.site.citations.cited import cite_dataset
from communique.web.site.citations.formats import as_text

PATH = "/about"


def router(served: ServedDataset, pages: Pages) -> APIRouter:
    """The route of the page.

    Args:
        served: the dataset.
        pages: the templates.
    """
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    citation = read_citation(served.build.path.parent.parent)
    shelf = Shelf(served.build)

    @routes.get(PATH)
    def about() -> HTMLResponse:
        body = pages.render(
            "about.html",
            citation=citation,
            cited=as_text(cite_dataset(served)),
            licence=str(LICENCE),
            software=__version__,
            triples=served.build.triples,
            recorded=served.last_recorded,
            release=next(iter(shelf.releases()), None),
            version=served.version,
        )
        return HTMLResponse(body)

    return routes
