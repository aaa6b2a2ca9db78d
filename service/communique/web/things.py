"""Every IRI of the dataset resolves: to a page, Turtle or JSON-LD, by Accept or by suffix."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from rdflib import URIRef

from communique.store.formats import GRAPH_FORMATS, SUFFIXES
from communique.store.things import is_slug
from communique.vocabulary import KINDS, thing
from communique.web.errors import ProblemError
from communique.web.negotiation import choose, prefers_html
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.views import thing_page

HTML = "text/html"


def router(served: ServedDataset, pages: Pages) -> APIRouter:
    """The routes of things."""
    routes = APIRouter(tags=["things"])

    @routes.get(
        "/id/{kind}/{slug:path}",
        summary="A thing as a page, Turtle, JSON-LD or another RDF format",
        description="By Accept, or by a suffix: .html, .ttl, .jsonld, .nt, .rdf.",
        response_class=Response,
        responses={200: {"content": {name: {} for name in [HTML, *GRAPH_FORMATS]}}},
    )
    def resolve(kind: str, slug: str, request: Request) -> Response:
        iri, suffix = locate(served, kind, slug)
        media_type = thing_format(suffix, request.headers.get("accept"))
        if media_type == HTML:
            return HTMLResponse(thing_page(served, pages, iri, request.query_params.get("after")))
        body = served.ask("describe", {"thing": URIRef(iri)}).serialise_tidily(media_type)
        return Response(body, media_type=media_type)

    return routes


def locate(served: ServedDataset, kind: str, slug: str) -> tuple[str, str]:
    """The IRI of a thing and the suffix that was asked for, an empty string for none.

    Raises:
        ProblemError: there is no such thing; the nearest names are suggested.
    """
    if kind in KINDS and is_slug(slug):
        if exists(served, thing(kind, slug)):
            return str(thing(kind, slug)), ""
        stem, _, suffix = slug.rpartition(".")
        if (
            stem
            and (suffix == "html" or SUFFIXES.get(suffix) in GRAPH_FORMATS)
            and exists(served, thing(kind, stem))
        ):
            return str(thing(kind, stem)), suffix
    if kind not in KINDS:
        raise ProblemError(404, f"there is no kind of thing '{kind[:80]}'; the kinds are {', '.join(KINDS)}")
    near = [f"/id/{kind}/{name}" for name in served.things.nearest(kind, slug)]
    raise ProblemError(
        404, f"there is no {kind.replace('-', ' ')} '{slug[:200]}' in this dataset", suggestions=near
    )


def exists(served: ServedDataset, iri: URIRef) -> bool:
    """Whether anything is said of a thing."""
    return str(iri) in served.things or bool(served.rows("exists", {"thing": iri}))


def thing_format(suffix: str, accept: str | None) -> str:
    """The media type of a thing's description: by its suffix, else by the Accept header.

    Raises:
        ProblemError: nothing in Accept fits.
    """
    if suffix:
        return HTML if suffix == "html" else SUFFIXES[suffix]
    if prefers_html(accept):
        return HTML
    chosen = choose(accept, [*GRAPH_FORMATS, HTML])
    if chosen is None:
        raise ProblemError(406, f"nothing in Accept fits; there is {', '.join([HTML, *GRAPH_FORMATS])}")
    return chosen
