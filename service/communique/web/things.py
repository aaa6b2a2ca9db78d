"""Every IRI of the dataset resolves: to a page, Turtle, JSON-LD or another format, by Accept or by suffix.

One rule: an IRI under ``/id/`` stands for a thing, and no thing is a document of ours. That holds for
persons and agreements, and for articles too: the record of an article stands for what the publisher has.
So the IRI itself is answered with 303 and the address of a document about the thing, which is the IRI with
a suffix; only those addresses are answered with 200. What stands after ``#`` in an IRI is told in the
document of what stands before it.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from rdflib import URIRef

from communique.release.tidy import write_tidily
from communique.store.formats import GRAPH_FORMATS, SUFFIXES
from communique.store.things import is_slug
from communique.vocabulary import BASE, KINDS, thing
from communique.web.citing import link_header, require_version, stable_address
from communique.web.errors import ProblemError
from communique.web.negotiation import choose, prefers_html
from communique.web.parameters import single_values
from communique.web.rendering import Pages, data_href
from communique.web.served import ServedDataset
from communique.web.site.actor.page import actor_page
from communique.web.site.agreement.page import agreement_page
from communique.web.site.events.event import event_page
from communique.web.texts import text_headers
from communique.web.views import thing_page

HTML = "text/html"
DOCUMENTS = {"html": HTML, **{name: form for name, form in SUFFIXES.items() if form in GRAPH_FORMATS}}
"""The media types of documents about a thing, by suffix."""
_SUFFIX = {media_type: suffix for suffix, media_type in DOCUMENTS.items()}
_PAGES = {"actor": actor_page, "agreement": agreement_page, "event": event_page}
"""The kinds of things that have a page of their own making."""
_DESCRIPTION = (
    "The address of a thing is answered with 303 and the address of a document about it, chosen by Accept. "
    "That address is the thing's with a suffix: .html, .ttl, .jsonld, .nt, .rdf, .trig, .nq."
)


def router(served: ServedDataset, pages: Pages) -> APIRouter:
    """The routes of things."""
    routes = APIRouter(tags=["things"])

    @routes.get(
        "/id/{kind}/{slug:path}",
        summary="A thing, and documents about it",
        description=_DESCRIPTION,
        response_class=Response,
        responses={
            200: {"description": "A document", "content": {name: {} for name in DOCUMENTS.values()}},
            303: {"description": "The address of a document about the thing"},
            404: {"description": "There is no such thing; the nearest are suggested"},
            406: {"description": "Nothing in Accept fits"},
            410: {"description": "Another version of the dataset is asked for"},
        },
    )
    def resolve(kind: str, slug: str, request: Request) -> Response:
        iri, suffix = locate(served, kind, slug)
        values = single_values(request.query_params.multi_items())
        require_version(values, served.version)
        if not suffix:
            return _see_other(iri, request)
        headers = {"Link": link_header(_links(served, iri, suffix))}
        if suffix == "html":
            headers |= text_headers(served.shown_texts, kind)
            show = _PAGES.get(kind, thing_page)
            return HTMLResponse(show(served, pages, iri, values.get("after")), headers=headers)
        triples = served.ask("describe", {"thing": URIRef(iri)}).serialise("application/n-triples")
        media_type = DOCUMENTS[suffix]
        return Response(write_tidily(triples, media_type), media_type=media_type, headers=headers)

    return routes


def _see_other(iri: str, request: Request) -> Response:
    """The answer about a thing that is no document: where the document is."""
    suffix = _SUFFIX[thing_format(request.headers.get("accept"))]
    query = f"?{request.url.query}" if request.url.query else ""
    described = [
        (f"{data_href(iri)}.{name}", {"rel": "describedby", "type": media_type})
        for name, media_type in DOCUMENTS.items()
    ]
    headers = {"Link": link_header(described), "Vary": "Accept"}
    return RedirectResponse(f"{data_href(iri)}.{suffix}{query}", status_code=303, headers=headers)


def _links(served: ServedDataset, iri: str, suffix: str) -> list[tuple[str, dict[str, str]]]:
    """What a document about a thing links to: the thing, this very document, and the other formats."""
    path = "/id/" + iri.removeprefix(BASE + "id/")
    return [
        (iri, {"rel": "describes"}),
        (stable_address(f"{path}.{suffix}", {}, served.version), {"rel": "canonical"}),
        *(
            (f"{data_href(iri)}.{name}", {"rel": "alternate", "type": media_type})
            for name, media_type in DOCUMENTS.items()
            if name != suffix
        ),
    ]


def locate(served: ServedDataset, kind: str, slug: str) -> tuple[str, str]:
    """The IRI of a thing and the suffix that was asked for, an empty string for none.

    Raises:
        ProblemError: there is no such thing; the nearest names are suggested.
    """
    if kind not in KINDS:
        raise ProblemError(404, f"there is no kind of thing '{kind[:80]}'; the kinds are {', '.join(KINDS)}")
    if is_slug(slug):
        if exists(served, thing(kind, slug)):
            return str(thing(kind, slug)), ""
        stem, _, suffix = slug.rpartition(".")
        if stem and suffix in DOCUMENTS and exists(served, thing(kind, stem)):
            return str(thing(kind, stem)), suffix
    raise ProblemError(
        404,
        f"there is no {kind.replace('-', ' ')} '{slug[:200]}' in this dataset",
        suggestions=_nearest(served, kind, slug),
    )


def _nearest(served: ServedDataset, kind: str, slug: str) -> list[str]:
    """Addresses of things that may have been meant."""
    if kind == "position" and is_slug(slug):
        return [data_href(iri) for iri in served.positions.nearest(str(thing(kind, slug)))]
    if kind == "annotation":
        kind, slug = "article", slug.partition("/")[0]
    return [f"/id/{kind}/{name}" for name in served.things.nearest(kind, slug)]


def exists(served: ServedDataset, iri: URIRef) -> bool:
    """Whether anything is said of a thing."""
    return str(iri) in served.things or bool(served.rows("exists", {"thing": iri}))


def thing_format(accept: str | None) -> str:
    """The media type of a thing's description that suits an Accept header.

    Raises:
        ProblemError: nothing in Accept fits.
    """
    if prefers_html(accept):
        return HTML
    chosen = choose(accept, [*GRAPH_FORMATS, HTML])
    if chosen is None:
        raise ProblemError(406, f"nothing in Accept fits; there is {', '.join(DOCUMENTS.values())}")
    return chosen
