"""The page ``/shapes``, and the shapes as Turtle."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from communique.web.citing import link_header
from communique.web.errors import ProblemError
from communique.web.negotiation import choose, prefers_html
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site.ontology.rules import read_shapes
from communique.workspace import Workspace

PATH = "/shapes"
TURTLE_PATH, TURTLE = f"{PATH}.ttl", "text/turtle"


def router(served: ServedDataset, pages: Pages) -> APIRouter:
    """The routes of the shapes: a page and, by Accept or by suffix, the files as they are, one by one.

    They are those that were in the workspace when they were first asked for.

    Args:
        served: the dataset.
        pages: the templates.
    """
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @cache  # it is long, and what is checked does not change while a dataset is served
    def page() -> str:
        return pages.render("shapes.html", files=read_shapes(shapes_files(served)))

    @cache
    def turtle() -> bytes:
        return b"\n\n".join(path.read_bytes() for path in shapes_files(served))

    @routes.get(PATH)
    def chosen(request: Request) -> Response:
        accept = request.headers.get("accept")
        if prefers_html(accept) or accept is None:
            links = link_header([(TURTLE_PATH, {"rel": "alternate", "type": TURTLE})])
            return HTMLResponse(page(), headers={"Link": links})
        media_type = choose(accept, ["text/html", TURTLE])
        if media_type is None:
            raise ProblemError(406, f"nothing in Accept fits; there is text/html and {TURTLE}")
        return HTMLResponse(page()) if media_type == "text/html" else Response(turtle(), media_type=TURTLE)

    @routes.get(TURTLE_PATH)
    def document() -> Response:
        return Response(turtle(), media_type=TURTLE)

    return routes


def shapes_files(served: ServedDataset) -> list[Path]:
    """The files of shapes of the workspace whose build is served."""
    return Workspace(served.build.path.parent.parent).shapes_files
