"""SPARQL 1.1 Service Description (W3C Recommendation 21 March 2013): the endpoint tells what it is."""

import pytest
from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.compare import isomorphic

from protocol.asking import (
    BROWSER,
    FORM,
    JSONLD,
    NTRIPLES,
    PATH,
    RDFXML,
    TURTLE,
    by_get,
    column,
    complaint,
    exchange,
    raw,
    rows,
)
from protocol.invented import ALL_GRAPHS, NAMED_GRAPHS

# rdflib's own reader of JSON-LD uses what rdflib has marked as going away.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
READERS = {TURTLE: "turtle", NTRIPLES: "nt", RDFXML: "xml", JSONLD: "json-ld"}
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH <%s> { ?s ?p ?o } }"


def described(endpoint, accept=TURTLE, media_type=None):
    """The description in a format."""
    answer = endpoint.request("GET", headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == (media_type or accept)
    base = str(endpoint.client.base_url.join(PATH))
    return Graph().parse(data=answer.text, format=READERS[media_type or accept], publicID=base)


@pytest.fixture
def graph(endpoint):
    """The description as a graph."""
    return described(endpoint)


@pytest.fixture
def service(graph):
    """The one service that is described."""
    (service,) = graph.subjects(RDF.type, SD.Service)
    return service


def test_sd_2_get_without_parameters_returns_a_description(endpoint):
    assert (None, RDF.type, SD.Service) in described(endpoint, "*/*", TURTLE)


def test_sd_2_without_accept_and_with_an_empty_query_string_too(endpoint):
    for request in (raw("GET", PATH), raw("GET", f"{PATH}?")):
        answer = exchange(endpoint, request)
        assert (answer.status, answer.header("content-type")) == (200, TURTLE)
        assert len(Graph().parse(data=answer.body, format="turtle")) > 0


@pytest.mark.parametrize("media_type", READERS)
def test_sd_2_content_negotiation_gives_the_same_graph_in_each_serialisation(endpoint, media_type):
    assert isomorphic(described(endpoint, media_type), described(endpoint, TURTLE))


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/rdf+xml;q=0.9, text/turtle;q=0.5", RDFXML),
        ("text/html;q=0.5, text/turtle", TURTLE),
        ("application/*;q=0.5, application/n-triples", NTRIPLES),
        ("text/csv, application/ld+json;q=0.1", JSONLD),
        ("text/turtle; charset=utf-8", TURTLE),
    ],
)
def test_sd_2_content_negotiation_follows_q(endpoint, accept, media_type):
    assert len(described(endpoint, accept, media_type)) > 0


def test_sd_2_nothing_that_fits_is_406(endpoint):
    for accept in ("image/png", "text/turtle;q=0", "text/csv"):
        complaint(endpoint.request("GET", headers={"Accept": accept}), 406)


def test_sd_2_a_browser_gets_a_form(endpoint):
    answer = endpoint.request("GET", headers={"Accept": BROWSER})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<form" in answer.text
    assert 'name="query"' in answer.text
    assert "accept" in answer.headers["vary"].lower()


def test_sd_2_head_is_get_without_the_body(endpoint):
    head, whole = (endpoint.request(method, headers={"Accept": TURTLE}) for method in ("HEAD", "GET"))
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "etag", "dataset-version", "vary"):
        assert head.headers[name] == whole.headers[name]


def test_sd_2_it_is_a_document_like_any_other(endpoint):
    first = endpoint.request("GET", headers={"Accept": TURTLE, "Origin": "https://a.example"})
    assert first.headers["access-control-allow-origin"] == "*"
    assert "accept" in first.headers["vary"].lower()
    again = endpoint.request("GET", headers={"Accept": TURTLE, "If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_sd_2_a_parameter_without_a_query_gets_no_description(endpoint):
    for query_string in ("query=", "colour=red", "default-graph-uri=a:a", "format=ttl"):
        complaint(endpoint.request("GET", query_string), 400, 403)


def test_sd_2_post_without_a_query_gets_no_description(endpoint):
    complaint(endpoint.request("POST", content="", headers={"Content-Type": FORM}), 400)


def test_sd_service_there_is_exactly_one(graph, service):
    assert service is not None
    assert len(set(graph.subjects(SD.endpoint, None))) == 1


def test_sd_endpoint_is_the_address_that_was_asked(endpoint, graph, service):
    (address,) = graph.objects(service, SD.endpoint)
    assert isinstance(address, URIRef)
    assert str(address).endswith(PATH)
    assert endpoint.client.get(str(address), params={"query": "ASK {}"}).json()["boolean"] is True


def test_sd_supported_language_is_query_and_not_update(graph, service):
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}


def test_sd_result_format_names_each_format(graph, service):
    named = {str(item).removeprefix(str(FORMATS)) for item in graph.objects(service, SD.resultFormat)}
    tables = {"SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"}
    graphs = {"Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"}
    assert named == tables | graphs


def test_sd_input_format_there_is_none(graph, service):
    """Only a service that fetches documents has one."""
    assert list(graph.objects(service, SD.inputFormat)) == []


def test_sd_feature_says_that_the_default_graph_is_the_union(endpoint, graph, service):
    features = set(graph.objects(service, SD.feature))
    assert features == {SD.UnionDefaultGraph}
    merged = "ASK { GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } }"
    assert by_get(endpoint, merged).json()["boolean"] is False


def test_sd_default_dataset_names_each_graph(endpoint, graph, service):
    (dataset,) = graph.objects(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in graph
    parts = list(graph.objects(dataset, SD.namedGraph))
    named = sorted(str(name) for part in parts for name in graph.objects(part, SD.name))
    assert named == ALL_GRAPHS == column(by_get(endpoint, NAMED_GRAPHS))
    assert all((part, RDF.type, SD.NamedGraph) in graph for part in parts)


def test_sd_graph_says_how_many_triples_there_are(endpoint, graph, service):
    (dataset,) = graph.objects(service, SD.defaultDataset)
    for part in graph.objects(dataset, SD.namedGraph):
        (name,) = graph.objects(part, SD.name)
        (content,) = graph.objects(part, SD.graph)
        (triples,) = graph.objects(content, VOID.triples)
        assert rows(by_get(endpoint, COUNT % name)) == [{"n": str(int(triples))}]


def test_sd_default_graph_says_how_many_triples_there_are(endpoint, graph, service):
    (dataset,) = graph.objects(service, SD.defaultDataset)
    (content,) = graph.objects(dataset, SD.defaultGraph)
    assert (content, RDF.type, SD.Graph) in graph
    (triples,) = graph.objects(content, VOID.triples)
    assert rows(by_get(endpoint, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")) == [{"n": str(int(triples))}]


def test_sd_no_term_is_made_up_in_the_namespace(graph):
    known = {
        "Service", "Dataset", "Graph", "NamedGraph", "GraphCollection", "endpoint", "feature", "name",
        "supportedLanguage", "resultFormat", "defaultDataset", "availableGraphs", "defaultGraph",
        "namedGraph", "graph", "SPARQL11Query", "UnionDefaultGraph", "languageExtension",
        "extensionFunction", "extensionAggregate", "defaultEntailmentRegime", "entailmentRegime",
    }  # fmt: skip
    used = {
        str(term).removeprefix(str(SD))
        for triple in graph
        for term in triple
        if str(term).startswith(str(SD))
    }
    assert used <= known


def test_sd_the_service_has_a_name_for_people(graph, service):
    labels = set(graph.objects(service, RDFS.label)) | set(
        graph.objects(service, URIRef("http://purl.org/dc/terms/title"))
    )
    assert any(str(label).strip() for label in labels)
