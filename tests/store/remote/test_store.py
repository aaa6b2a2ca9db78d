"""Real servers as the store: the same answers as the embedded store, whatever else they hold."""

import contextlib
import json
import re

import pyoxigraph
import pytest
from rdflib import Literal, URIRef

from communique.store.embedded import EmbeddedStore
from communique.store.engine import StoreError
from communique.store.protocol import QueryError, QuerySyntaxError
from communique.store.remote.release import NotPublishedError, check_sorting
from communique.store.remote.store import RemoteStore
from communique.vocabulary import (
    DATASET,
    DCTERMS,
    GRAPHS,
    MERGED_GRAPH,
    OWL,
    PROVENANCE_GRAPH,
    REFERENCE_GRAPH,
)
from sample.workspace import ACCORD, COURIER
from servers.fixtures import connection, oxigraph, published, sample_build, server, virtuoso, writer
from servers.scripted import scripted_server
from servers.virtuoso import virtuoso_server

__all__ = ["oxigraph", "sample_build", "server", "virtuoso"]

PREFIXES = """
PREFIX cq: <https://w3id.org/communique/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
CQ = "https://w3id.org/communique/ontology#"
COURIER_GRAPH = f"{GRAPHS}annotations/{COURIER}/first-reader"
MACHINE_GRAPH = f"{GRAPHS}annotations/{COURIER}/machine"
FOREIGN = "https://example.org/foreign"


@pytest.fixture(scope="module")
def embedded(sample_build):
    return EmbeddedStore.open(sample_build.store_folder, sample_build.version)


@pytest.fixture(scope="module")
def store(server, sample_build):
    """The sample in a server that also holds something of somebody else's."""
    published(server, sample_build)
    with contextlib.closing(connection(server)) as http:
        secret = pyoxigraph.Triple(*(pyoxigraph.NamedNode(f"urn:secret:{part}") for part in "abc"))
        writer(server, http).replace(FOREIGN, [secret])
    with contextlib.closing(RemoteStore.open(server.query)) as opened:
        yield opened


def rows(answer):
    """Rows in a stable order, blank nodes without their names."""
    return sorted(
        sorted((name, "_" if value.startswith("_:") else value) for name, value in row.items())
        for row in answer.rows()
    )


def test_version_and_graphs_are_those_of_what_was_published(store, embedded):
    assert store.version == embedded.version
    assert store.graphs == embedded.graphs
    assert str(MERGED_GRAPH) not in store.graphs
    assert store.trouble() is None


@pytest.mark.parametrize(
    "pattern",
    [
        "SELECT ?s ?p ?o { ?s ?p ?o }",
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
        "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }",
        "SELECT (COUNT(*) AS ?n) { ?e oa:hasTarget ?t . GRAPH ?g { ?t oa:hasSource ?a } }",
        "SELECT ?p ?l { ?p cq:stance ?s OPTIONAL { ?p cq:holder/skos:prefLabel ?l FILTER(LANG(?l)='en') } }",
        "SELECT ?p { ?p a cq:Position FILTER NOT EXISTS { ?p cq:ascribedBy ?a } }",
        "SELECT ?p { ?p cq:statedOn ?d FILTER(?d = '2021-06-10'^^xsd:date) }",
        "SELECT ?e ?c { ?e cq:confidence ?c FILTER(?c > 0.7) }",
        "SELECT ?a ?t { ?a cq:machineTranslated ?t }",
        "SELECT ?a ?p { ?a ^cq:provisionOf ?p } ORDER BY ?p",
        "SELECT ?x { VALUES ?x { 'a\\u0022b' '\\u00e9' '😀' } }",
        "SELECT ?s { ?s ?p 'SERVICE <http://example.org/> { } # FROM' }",
    ],
)
def test_the_answers_are_those_of_the_embedded_store(store, embedded, pattern):
    text = PREFIXES + pattern
    assert rows(store.query(text)) == rows(embedded.query(text))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("ASK { ?p a cq:Position }", b"true"),
        ("ASK { ?p a cq:Nothing }", b"false"),
        ("ASK { GRAPH <https://example.org/foreign> { ?s ?p ?o } }", b"false"),
        ("ASK { <urn:secret:a> ?p ?o }", b"false"),
        ("ASK FROM <https://example.org/foreign> { ?s ?p ?o }", b"false"),
        ("ASK FROM NAMED <https://example.org/foreign> { GRAPH ?g { ?s ?p ?o } }", b"false"),
    ],
)
def test_only_the_dataset_is_there(store, pattern, expected):
    assert store.query(PREFIXES + pattern).serialise("text/csv") == expected


@pytest.mark.parametrize(
    ("default", "named"),
    [
        ([COURIER_GRAPH], None),
        ([COURIER_GRAPH, COURIER_GRAPH], None),
        ([COURIER_GRAPH, MACHINE_GRAPH], []),
        (None, [COURIER_GRAPH, MACHINE_GRAPH]),
        ([str(REFERENCE_GRAPH)], [MACHINE_GRAPH]),
        ([], []),
        ([FOREIGN], [FOREIGN]),
    ],
)
def test_chosen_graphs_are_all_that_is_asked(store, embedded, default, named):
    for pattern in (
        "SELECT (COUNT(?s) AS ?n) { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
        f"SELECT (COUNT(?s) AS ?n) FROM <{REFERENCE_GRAPH}> {{ ?s ?p ?o }}",
    ):
        ours = embedded.query(pattern, default_graphs=default, named_graphs=named)
        assert rows(store.query(pattern, default_graphs=default, named_graphs=named)) == rows(ours)


@pytest.mark.parametrize("extra", [[], [str(REFERENCE_GRAPH)]])
def test_a_triple_of_two_chosen_graphs_matches_once(store, embedded, extra):
    """No store does that by itself; both graphs hold the call of Anna Berg."""
    graphs = [COURIER_GRAPH, MACHINE_GRAPH, *extra]
    clauses = "".join(f"FROM <{graph}> " for graph in graphs)

    def both(pattern):
        text = PREFIXES + "SELECT ?p " + "%s { " + pattern + " }"
        found = rows(store.query(text % f"{clauses} FROM NAMED <{MACHINE_GRAPH}>"))
        assert found == rows(store.query(text % "", default_graphs=graphs, named_graphs=[MACHINE_GRAPH]))
        assert found == rows(embedded.query(text % "", default_graphs=graphs, named_graphs=[MACHINE_GRAPH]))
        return found

    assert len(both("?p a cq:Position")) == 3
    assert both("GRAPH ?g { ?e oa:hasBody ?p ; oa:hasTarget ?t } ?t oa:hasSource ?a") != []
    asked = store.query(f"{PREFIXES} ASK {clauses} {{ GRAPH ?g {{ ?p a cq:Position }} }}")
    assert asked.serialise("text/csv") == b"false"
    graph = store.query(f"{PREFIXES} CONSTRUCT {clauses} WHERE {{ ?p a cq:Position }}")
    assert len(graph.triples()) == 3


def test_all_graphs_chosen_are_the_merge(store, embedded):
    clauses = "".join(f"FROM <{graph}> " for graph in sorted(embedded.graphs))
    text = f"SELECT (COUNT(*) AS ?n) {clauses} {{ ?s ?p ?o }}"
    assert rows(store.query(text)) == rows(embedded.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))


@pytest.mark.parametrize(
    "clause",
    [
        f"FROM <{COURIER_GRAPH}>",
        f"FROM NAMED <{COURIER_GRAPH}>",
        f"FROM <{REFERENCE_GRAPH}> FROM NAMED <{COURIER_GRAPH}> FROM NAMED <{MACHINE_GRAPH}>",
        f"FROM <{PROVENANCE_GRAPH}>",
    ],
)
def test_graphs_chosen_in_the_text(store, embedded, clause):
    for pattern in (
        "SELECT (COUNT(?s) AS ?n) %s { ?s ?p ?o }",
        "SELECT ?g (COUNT(*) AS ?n) %s { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    ):
        text = pattern % clause
        assert rows(store.query(text)) == rows(embedded.query(text))


def test_values_are_bound(store, embedded):
    text = (
        PREFIXES
        + "SELECT ?target ?from ?p { ?p cq:target ?target ; cq:statedOn ?d FILTER(STR(?d) >= ?from) }"
    )
    target = URIRef(f"https://w3id.org/communique/id/provision/{ACCORD}/1")
    bound = {"target": target, "from": Literal("2021")}
    found = rows(store.query(text, bindings=bound))
    assert found == rows(embedded.query(text, bindings=bound))
    assert len(found) == 1
    assert rows(store.query(text, bindings={**bound, "from": Literal('2022" || "1" = "1')})) == []


@pytest.mark.parametrize(
    "value",
    ['a"b', "a\\", '\\" . } #', "\"\"\" ' '''", "a\nb\rc\td", "} UNION { ?s ?p ?o } {", "é名😀", "\\u0022x"],
)
def test_a_nasty_value_comes_back_as_it_was(store, value):
    answer = store.query("SELECT ?x { ?s ?p ?o } LIMIT 1", bindings={"x": Literal(value)})
    assert answer.rows() == [{"x": value}]


def test_every_format(store, embedded):
    table = PREFIXES + "SELECT ?p ?d { ?p cq:statedOn ?d } ORDER BY ?p ?d"
    for media_type in ("text/csv", "text/tab-separated-values"):
        assert store.query(table).serialise(media_type) == embedded.query(table).serialise(media_type)
    result = json.loads(store.query(table).serialise("application/sparql-results+json"))
    expected = json.loads(embedded.query(table).serialise("application/sparql-results+json"))
    assert result == expected
    assert b"<sparql" in store.query(table).serialise("application/sparql-results+xml")
    graph = PREFIXES + "CONSTRUCT { ?p cq:holder ?h } WHERE { ?p cq:holder ?h }"
    held = {str(triple) for triple in store.query(graph).triples()}
    assert len(held) == 5
    for media_type, format_ in {
        "text/turtle": pyoxigraph.RdfFormat.TURTLE,
        "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
        "application/rdf+xml": pyoxigraph.RdfFormat.RDF_XML,
        "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
        "application/trig": pyoxigraph.RdfFormat.TRIG,
        "application/n-quads": pyoxigraph.RdfFormat.N_QUADS,
    }.items():
        parsed = pyoxigraph.parse(store.query(graph).serialise(media_type), format=format_)
        assert {str(pyoxigraph.Triple(q.subject, q.predicate, q.object)) for q in parsed} == held, media_type


def test_truth_values_and_blank_nodes_are_written_in_the_usual_way(store):
    answer = store.query(PREFIXES + "SELECT ?a ?t { ?a cq:machineTranslated ?t }")
    assert {row["t"] for row in answer.rows()} <= {"true", "false"}
    places = store.query(
        PREFIXES + "SELECT ?place { ?e oa:hasTarget ?place FILTER(ISBLANK(?place)) } LIMIT 3"
    )
    assert all(re.fullmatch(r"_:\w+", row["place"]) for row in places.rows())


def test_a_thing_is_described_by_what_is_said_of_it(store, embedded):
    text = f"DESCRIBE <https://w3id.org/communique/id/agreement/{ACCORD}>"
    described = embedded.query(text).serialise("application/n-triples").splitlines()
    assert len(store.query(text).triples()) == len(described)
    both = store.query(f"DESCRIBE ?p WHERE {{ ?p a <{CQ}Position> }}").triples()
    assert {str(triple.subject) for triple in both if "/position/" not in triple.subject.value} == set()


def test_a_table_without_columns_has_none(store):
    answer = store.query("SELECT * {}")
    assert (answer.variables, answer.rows()) == ([], [{}])


def test_relative_iris_are_resolved_as_everywhere(store, embedded):
    for text in (
        "SELECT (<a> AS ?x) (<> AS ?y) (<#b> AS ?z) {}",
        "PREFIX p: <c/> SELECT (p:d AS ?x) {}",
        "BASE <https://example.org/e/f> SELECT (<g> AS ?x) {}",
        "BASE <h/> SELECT (<i> AS ?x) {}",
    ):
        assert store.query(text).rows() == embedded.query(text).rows()


def test_a_syntax_error_is_told(store):
    with pytest.raises(QuerySyntaxError, match=r"SPARQL 1\.1") as caught:
        store.query("SELECT ?x {\n ?x ?y }")
    assert caught.value.line in (1, 2)
    with pytest.raises(QuerySyntaxError):
        store.query("SELECT 'x {}")


def test_nothing_can_be_changed_through_it(store):
    with pytest.raises(QueryError):
        store.query("DROP ALL")
    assert store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows()[0]["n"] != "0"


def test_another_version_is_noticed(server, store, sample_build, monkeypatch):
    monkeypatch.setattr("communique.store.remote.store._CHECKED_SECONDS", -1)  # asked anew each time
    with contextlib.closing(connection(server)) as http:
        into = writer(server, http)
        into.clear(str(PROVENANCE_GRAPH))
        assert "another version of the dataset" in store.trouble()
        with pytest.raises(NotPublishedError, match=re.escape(f"communique publish {server.query}")):
            RemoteStore.open(server.query)
    published(server, sample_build)
    assert store.trouble() is None


def test_a_store_with_two_versions_is_refused(server, store, sample_build):
    other, dataset = pyoxigraph.NamedNode(f"{DATASET}/other"), pyoxigraph.NamedNode(str(DATASET))
    extra = [
        pyoxigraph.Triple(other, pyoxigraph.NamedNode(str(DCTERMS.isVersionOf)), dataset),
        pyoxigraph.Triple(other, pyoxigraph.NamedNode(str(OWL.versionInfo)), pyoxigraph.Literal("1" * 64)),
    ]
    with contextlib.closing(connection(server)) as http:
        writer(server, http).add(str(PROVENANCE_GRAPH), extra)
    with pytest.raises(NotPublishedError, match="several"):
        RemoteStore.open(server.query)
    published(server, sample_build)


def test_a_store_with_low_limits_of_its_own_is_refused(tmp_path, sample_build):
    with virtuoso_server(tmp_path, rows=10_000, sorted_rows=10_000) as small:
        published(small, sample_build)
        with pytest.raises(StoreError, match=r"no more than 10,000 rows.*ResultSetMaxRows"):
            RemoteStore.open(small.query)
        with (
            contextlib.closing(connection(small)) as http,
            pytest.raises(StoreError, match=r"does not sort 100,000 rows.*MaxSortedTopRows"),
        ):
            check_sorting(http, small.query)


def test_what_is_no_store_is_told():
    with scripted_server() as (address, script):
        script.answer(b"<html>", Content_Type="text/html")
        with pytest.raises(QueryError, match="no answer"):
            RemoteStore.open(address)


def test_the_query_is_sent_with_its_graphs():
    """What goes over the wire: the merge as the default graph, the named graphs only where they matter."""
    from urllib.parse import parse_qs

    from communique.store.remote.http import RemoteHttp

    with (
        scripted_server() as (address, script),
        contextlib.closing(RemoteStore(address, RemoteHttp(), "0" * 64, ["urn:g", "urn:h"])) as store,
    ):
        store.query("ASK { ?s ?p ?o }")
        store.query("ASK { GRAPH ?g { ?s ?p ?o } }")
        plain, with_graph = (parse_qs(body.decode()) for _, body in script.asked)
        assert script.asked[0][0]["Content-Type"] == "application/x-www-form-urlencoded"
    assert plain["default-graph-uri"] == with_graph["default-graph-uri"] == [str(MERGED_GRAPH)]
    assert plain["named-graph-uri"] == [f"{GRAPHS}none"]
    assert with_graph["named-graph-uri"] == ["urn:g", "urn:h", f"{GRAPHS}none"]
