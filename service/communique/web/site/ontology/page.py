"""The page ``/ontology``, and the ontology as RDF."""

from __future__ import annotations

from collections import Counter
from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from rdflib import Graph

from communique.graph.turtle import new_graph
from communique.release.tidy import write_tidily
from communique.store.formats import GRAPH_FORMATS
from communique.vocabulary import CQ, DCTERMS, OWL
from communique.web.citing import link_header
from communique.web.errors import ProblemError
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site.charts.positions import chart_data
from communique.web.site.ontology.concepts import read_schemes
from communique.web.site.ontology.terms import Terms
from communique.web.things import DOCUMENTS, HTML, thing_format

PATH = "/ontology"
ONTOLOGY = str(CQ._NS).rstrip("#")
TURTLE = "text/turtle"


def router(served: ServedDataset, pages: Pages) -> APIRouter:
    """The routes of the ontology: a page and, by Accept or by suffix, RDF.

    Args:
        served: the dataset.
        pages: the templates.
    """
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @cache  # it is long, and follows from the dataset
    def page() -> str:
        return pages.render("ontology.html", **_values(served))

    def answer(media_type: str) -> Response:
        links = [
            (f"{PATH}.{suffix}", {"rel": "alternate", "type": form})
            for suffix, form in DOCUMENTS.items()
            if form != media_type
        ]
        headers = {"Link": link_header(links)}
        if media_type == HTML:
            return HTMLResponse(page(), headers=headers)
        return Response(_written(served, media_type), media_type=media_type, headers=headers)

    @routes.get(PATH)
    def chosen(request: Request) -> Response:
        return answer(thing_format(request.headers.get("accept")))

    @routes.get(f"{PATH}.{{suffix}}")
    def document(suffix: str) -> Response:
        if suffix not in DOCUMENTS:
            raise ProblemError(
                404,
                f"the ontology is not written as '{suffix[:20]}'; there is {', '.join(DOCUMENTS)}",
                suggestions=[PATH, *(f"{PATH}.{name}" for name in DOCUMENTS)],
            )
        return answer(DOCUMENTS[suffix])

    return routes


def ontology_graph(served: ServedDataset) -> Graph:
    """The ontology with its vocabularies, as the dataset has it."""
    return new_graph().parse(data=served.ask("ontology").serialise("application/n-triples"), format="nt")


def _written(served: ServedDataset, media_type: str) -> bytes:
    """The ontology in one of the formats for graphs."""
    if media_type == TURTLE:  # the ontology has lists, which our own way of writing Turtle is not made for
        return ontology_graph(served).serialize(format="turtle", encoding="utf-8")
    return write_tidily(served.ask("ontology").serialise("application/n-triples"), media_type)


def _values(served: ServedDataset) -> dict[str, object]:
    graph = ontology_graph(served)
    terms = Terms(graph)
    return {
        "iri": ONTOLOGY,
        "about": _about(graph),
        "classes": terms.classes,
        "properties": terms.properties,
        "schemes": read_schemes(graph, terms, _used(served)),
        "formats": [suffix for suffix, form in DOCUMENTS.items() if form in GRAPH_FORMATS],
    }


def _about(graph: Graph) -> dict[str, str]:
    """What the ontology says of itself."""
    named = next((one for one in graph.subjects(None, OWL.Ontology) if str(one) == ONTOLOGY), None)
    return {
        name: str(graph.value(named, term) or "") if named is not None else ""
        for name, term in (
            ("title", DCTERMS.title),
            ("description", DCTERMS.description),
            ("version", OWL.versionInfo),
        )
    }


def _used(served: ServedDataset) -> dict[str, int]:
    """How many positions take each stance or have to do with each issue, how much evidence is told how."""
    data, index = chart_data(served), served.positions
    concerned: dict[str, set[str]] = {
        iri: {index.key(number).position for number in numbers}
        for iri, numbers in index.having("issue").items()
    }
    for one in data.positions:
        concerned.setdefault(one.target, set()).add(one.iri)
    return {
        **{iri: len(positions) for iri, positions in concerned.items()},
        **Counter(one.stance for one in data.positions),
        **{iri: len(numbers) for iri, numbers in index.having("rendering").items()},
    }
