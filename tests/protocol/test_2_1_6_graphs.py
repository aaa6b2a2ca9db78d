"""SPARQL 1.1 Protocol 2.1.6, success: CONSTRUCT and DESCRIBE in each format, read by rdflib."""

import pytest
from rdflib import XSD, Dataset, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from communique.graph.annotations import to_graph
from protocol.asking import JSONLD, NQUADS, NTRIPLES, RDFXML, TRIG, TURTLE
from protocol.invented import COURIER, DESCRIBE, HERALD, NORLAND
from sample.workspace import COURIER as COURIER_ARTICLE
from sample.workspace import HERALD as HERALD_ARTICLE
from sample.workspace import annotations

# rdflib's own readers of JSON-LD, TriG and N-Quads use what rdflib has marked as going away.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

TRIPLES = {TURTLE: "turtle", NTRIPLES: "nt", RDFXML: "xml", JSONLD: "json-ld"}
QUADS = {TRIG: "trig", NQUADS: "nquads"}
FORMATS = [*TRIPLES, *QUADS]
AWKWARD = {
    (URIRef("https://example.org/a%20b"), URIRef("https://example.org/p"), Literal(text, lang=language))
    for text, language in [
        ("plain", None),
        ("colour", "en"),
        ("գետ 🕊", "hy"),
        ('"quoted"\\\n\tlines', None),
        ("<&>", None),
        ("", None),
    ]
}


def read(endpoint, query, media_type, parameters=()):
    """A graph in a format, as rdflib reads it."""
    answer = endpoint.get(query, parameters, Accept=media_type)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == media_type
    text = answer.content.decode("utf-8")
    if media_type in TRIPLES:
        return Graph().parse(data=text, format=TRIPLES[media_type])
    dataset = Dataset()
    dataset.parse(data=text, format=QUADS[media_type])
    # The answer to a query is a graph, which in these formats is the one without a name.
    graph = dataset.default_graph
    assert [other for other in dataset.graphs() if len(other) and other != graph] == []
    return graph


def plain(graph):
    """A graph with every whole number as xsd:integer: stores keep the number, not which kind was written."""
    result = Graph()
    for subject, predicate, value in graph:
        whole = isinstance(value, Literal) and value.datatype == XSD.nonNegativeInteger
        result.add((subject, predicate, Literal(str(value), datatype=XSD.integer) if whole else value))
    return result


@pytest.mark.parametrize("media_type", FORMATS)
@pytest.mark.parametrize(
    ("graph", "article"), [(COURIER, COURIER_ARTICLE), (HERALD, HERALD_ARTICLE)], ids=["courier", "herald"]
)
def test_2_1_6_construct_gives_back_a_whole_graph_with_blank_nodes(endpoint, media_type, graph, article):
    (source,) = [
        item for item in annotations() if (item.article, item.annotator) == (article, "first-reader")
    ]
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    assert isomorphic(plain(read(endpoint, query, media_type)), plain(to_graph(source)))


@pytest.mark.parametrize("media_type", FORMATS)
def test_2_1_6_construct_every_kind_of_literal(endpoint, media_type):
    template = " . ".join(" ".join(term.n3() for term in triple) for triple in sorted(AWKWARD))
    query = f"CONSTRUCT {{ {template} }} WHERE {{}}"
    assert set(read(endpoint, query, media_type)) == AWKWARD


@pytest.mark.parametrize("media_type", FORMATS)
def test_2_1_6_construct_blank_nodes_of_the_template_are_new_for_each_row(endpoint, media_type):
    query = "CONSTRUCT { [] <https://example.org/p> ?x } WHERE { VALUES ?x { 1 2 3 } }"
    graph = read(endpoint, query, media_type)
    assert len(set(graph.subjects())) == 3
    assert {int(value) for value in graph.objects()} == {1, 2, 3}


@pytest.mark.parametrize("media_type", FORMATS)
def test_2_1_6_construct_an_empty_graph(endpoint, media_type):
    assert len(read(endpoint, "CONSTRUCT { ?s ?p ?o } WHERE { FILTER(false) . ?s ?p ?o }", media_type)) == 0


@pytest.mark.parametrize("media_type", FORMATS)
def test_2_1_6_construct_gives_each_triple_once(endpoint, media_type):
    query = "CONSTRUCT { <https://example.org/s> <https://example.org/p> 1 } WHERE { VALUES ?x { 1 2 3 } }"
    assert len(read(endpoint, query, media_type)) == 1


def test_2_1_6_construct_in_n_triples_gives_each_triple_once_in_the_text(endpoint):
    query = "CONSTRUCT { <https://example.org/s> <https://example.org/p> 1 } WHERE { VALUES ?x { 1 2 3 } }"
    assert len(endpoint.get(query, Accept=NTRIPLES).text.splitlines()) == 1


@pytest.mark.parametrize("media_type", FORMATS)
def test_2_1_6_describe_tells_about_the_thing(endpoint, media_type):
    """What else a description holds is the service's business."""
    own = f"CONSTRUCT {{ <{NORLAND}> ?p ?o }} WHERE {{ <{NORLAND}> ?p ?o }}"
    expected = set(read(endpoint, own, NTRIPLES))
    assert len(expected) == 5  # type, label, other label, source, verification
    assert expected <= set(read(endpoint, DESCRIBE, media_type))


@pytest.mark.parametrize("media_type", FORMATS)
def test_2_1_6_describe_something_unknown_is_an_empty_graph(endpoint, media_type):
    assert len(read(endpoint, "DESCRIBE <https://example.org/none>", media_type)) == 0
