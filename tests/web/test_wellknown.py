"""The descriptions as the service gives them: formats, addresses, agreement with each other and the data."""

import pytest
from rdflib import Dataset, Graph, Literal, URIRef

from communique.release.build import build, current_build
from communique.store.formats import GRAPH_FORMATS
from communique.vocabulary import CATALOG, DCAT, DCTERMS, RDF, SD, SPDX, VOID, dataset_version_iri
from communique.web.limits import ServiceLimits
from sample.fixtures import serving
from sample.releases import NAME, exchange_gloss, release
from sample.workspace import accepts, make_workspace

PATHS = ("/.well-known/void", "/data/catalog")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A workspace with a release, and a later build that is served."""
    workspace = make_workspace(tmp_path_factory.mktemp("wellknown"))
    release(workspace, name=NAME)
    exchange_gloss(workspace)
    build(workspace, None, validator=accepts)
    return workspace


@pytest.fixture(scope="module")
def site(place):
    with serving(place, ServiceLimits()) as opened:
        yield opened


def turtle(site, path):
    return Graph().parse(data=site.get(path, headers={"Accept": "text/turtle"}).text, format="turtle")


def counted(site, pattern):
    query = f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"
    answer = site.get(
        "/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+json"}
    )
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
def test_descriptions_come_in_every_rdf_format(site, path):
    names = {
        "application/ld+json": "json-ld",
        "application/n-triples": "nt",
        "application/rdf+xml": "xml",
        "application/trig": "trig",
        "application/n-quads": "nquads",
        "text/turtle": "turtle",
    }
    expected = set(turtle(site, path))
    assert len(expected) > 100
    for media_type in GRAPH_FORMATS:
        answer = site.get(path, headers={"Accept": media_type})
        assert answer.headers["content-type"].partition(";")[0] == media_type
        assert "accept" in answer.headers["vary"].lower()
        graph = Dataset(default_union=True)
        graph.parse(data=answer.text, format=names[media_type])
        assert {(s, p, o) for s, p, o, _ in graph.quads()} == expected


@pytest.mark.parametrize("path", PATHS)
def test_descriptions_go_by_what_is_accepted(site, path):
    for accept, got in (
        ("*/*", "text/turtle"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/turtle"),
        ("application/ld+json;q=0.5, application/rdf+xml", "application/rdf+xml"),
    ):
        assert site.get(path, headers={"Accept": accept}).headers["content-type"].startswith(got)
    refused = site.get(path, headers={"Accept": "image/png"})
    assert refused.status_code == 406
    assert "text/turtle" in refused.json()["detail"]


@pytest.mark.parametrize("path", PATHS)
def test_descriptions_answer_head_and_304(site, path):
    answer = site.get(path)
    head = site.head(path)
    assert (head.content, head.headers["etag"]) == (b"", answer.headers["etag"])
    assert site.get(path, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_addresses_are_those_under_which_the_client_found_the_service(site):
    base = f"{str(site.base_url).rstrip('/')}/"
    dataset = dataset_version_iri(site.get("/data").json()["current"]["version"])
    for host, address in (
        (None, base),
        ("kg.example:8080", "http://kg.example:8080/"),
        ("[::1]:80", "http://[::1]:80/"),
    ):
        answer = site.get("/.well-known/void", headers={"Host": host} if host else {})
        graph = Graph().parse(data=answer.text, format="turtle")
        assert graph.value(dataset, VOID.sparqlEndpoint) == URIRef(f"{address}sparql")


@pytest.mark.parametrize("host", ['a"><script>', "a b", "a/b", "x" * 300, "user@host", "a:b:c", "%0a"])
@pytest.mark.parametrize("path", [*PATHS, "/data"])
def test_a_host_that_is_none_is_not_repeated(site, host, path):
    answer = site.get(path, headers={"Host": host, "Accept": "text/turtle, application/json"})
    assert answer.status_code in (200, 400)
    assert host not in answer.text
    if answer.status_code == 200:
        assert "https://w3id.org/communique/" in answer.text


@pytest.mark.parametrize("path", PATHS)
def test_what_is_described_can_be_fetched(site, path):
    graph = turtle(site, path)
    files = {*graph.objects(None, VOID.dataDump), *graph.objects(None, DCAT.downloadURL)}
    pages = {
        *graph.objects(None, VOID.sparqlEndpoint),
        *graph.objects(None, DCAT.landingPage),
        *graph.objects(None, DCAT.endpointDescription),
    }
    assert files
    assert pages
    for address in (*files, *pages):
        assert site.head(str(address)).status_code == 200, address


def test_the_catalogue_has_the_release_and_what_is_served(site, place):
    graph = turtle(site, "/data/catalog")
    found = site.get("/data").json()
    served, released = found["current"], found["releases"][0]
    assert served["version"] != released["version"]
    for version, label, files in (
        (served["version"], served["version"][:16], served["files"]),
        (released["version"], NAME, released["files"]),
    ):
        dataset = dataset_version_iri(version)
        assert dataset in graph.objects(CATALOG, DCAT.dataset)
        assert graph.value(dataset, DCAT.version) == Literal(label)
        stated = {
            str(graph.value(one, DCAT.downloadURL)): (
                int(graph.value(one, DCAT.byteSize)),
                str(graph.value(one, SPDX.checksum / SPDX.checksumValue)),
            )
            for one in graph.objects(dataset, DCAT.distribution)
        }
        assert stated == {file["address"]: (file["size_bytes"], file["sha256"]) for file in files}
    assert str(graph.value(dataset, DCTERMS.issued)) == released["date"]


def test_a_release_that_is_served_has_one_name(tmp_path):
    workspace = make_workspace(tmp_path)
    made = release(workspace, name=NAME)
    with serving(workspace, ServiceLimits()) as site:
        graph = turtle(site, "/data/catalog")
    assert set(graph.objects(dataset_version_iri(made.version), DCAT.version)) == {Literal(NAME)}


def test_the_descriptions_agree_with_each_other_and_with_queries(site, place):
    version = current_build(place).version
    dataset = dataset_version_iri(version)
    triples = counted(site, "?s ?p ?o")
    void, catalog = turtle(site, "/.well-known/void"), turtle(site, "/data/catalog")
    assert int(void.value(dataset, VOID.triples)) == int(catalog.value(dataset, VOID.triples)) == triples
    graphs = {
        str(subset): int(void.value(subset, VOID.triples))
        for subset in void.objects(dataset, VOID.subset)
        if (subset, RDF.type, VOID.Linkset) not in void
    }
    for name, stated in graphs.items():
        assert counted(site, f"GRAPH <{name}> {{ ?s ?p ?o }}") == stated
    assert sum(graphs.values()) == counted(site, "GRAPH ?g { ?s ?p ?o }")
    service = turtle(site, "/sparql")
    default = service.value(dataset, SD.defaultGraph)
    assert int(service.value(default, VOID.triples)) == triples
    named = {
        str(service.value(entry, SD.name)): int(service.value(service.value(entry, SD.graph), VOID.triples))
        for entry in service.objects(dataset, SD.namedGraph)
    }
    assert named == graphs
