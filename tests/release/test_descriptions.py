"""VoID, DCAT and the service description of one dataset, held against queries and against each other."""

import pytest
from rdflib import Graph, Literal, URIRef

from communique.release.build import build, current_build
from communique.release.catalogue import catalogue
from communique.release.counts import COUNTS_FILE, DatasetCounts, count, counts_of
from communique.release.opening import open_store
from communique.release.publication import Publication, PublishedFile
from communique.release.service_description import describe_service
from communique.release.void import void
from communique.store.formats import GRAPH_FORMATS, TABLE_FORMATS
from communique.vocabulary import (
    BASE,
    CATALOG,
    CQ,
    DATASET,
    DCAT,
    DCTERMS,
    FORMATS,
    RDF,
    SD,
    SKOS,
    SPDX,
    VOID,
    WIKIDATA,
    XSD,
    dataset_version_iri,
)
from communique.workspace import Workspace
from sample.workspace import accepts, make_workspace

ADDRESS = "https://kg.example/"
FILE = PublishedFile("communique.ttl", "Turtle", "text/turtle", 1234, "ab" * 32, "application/gzip")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """The sample with two links to Wikidata, built."""
    workspace = make_workspace(tmp_path_factory.mktemp("described"))
    things = workspace.root / "data" / "reference" / "things.ttl"
    links = "".join(
        f"actor:{name} skos:exactMatch <{WIKIDATA}{item}> .\n"
        for name, item in (("norland", "Q1"), ("sudmark", "Q2"))
    )
    things.write_text(things.read_text() + links)
    build(Workspace.open(workspace.root), None, validator=accepts)
    return workspace


@pytest.fixture(scope="module")
def opened(place):
    return open_store(place)


@pytest.fixture(scope="module")
def counts(opened):
    return count(opened)


@pytest.fixture(scope="module")
def publication(opened):
    return Publication(opened.version, "2026.01", ADDRESS, "data/2026.01/", (FILE,), "2026-01-02", "0" * 64)


def asked(opened, pattern, counted="*"):
    (row,) = opened.query(f"SELECT (COUNT({counted}) AS ?n) WHERE {{ {pattern} }}").rows()
    return int(row["n"])


def number(graph, subject, predicate):
    (value,) = graph.objects(subject, predicate)
    assert value.datatype == XSD.integer
    return int(value)


def test_void_states_what_queries_find(opened, counts, publication):
    graph, dataset = void(counts, publication), dataset_version_iri(opened.version)
    for predicate, pattern, counted in (
        (VOID.triples, "?s ?p ?o", "*"),
        (VOID.distinctSubjects, "?s ?p ?o", "DISTINCT ?s"),
        (VOID.distinctObjects, "?s ?p ?o", "DISTINCT ?o"),
        (VOID.properties, "?s ?p ?o", "DISTINCT ?p"),
        (VOID.classes, "?s a ?class FILTER(ISIRI(?class))", "DISTINCT ?class"),
        (VOID.entities, f'?s ?p ?o FILTER(STRSTARTS(STR(?s), "{BASE}id/"))', "DISTINCT ?s"),
    ):
        assert number(graph, dataset, predicate) == asked(opened, pattern, counted), predicate
    for part in graph.objects(dataset, VOID.classPartition):
        name = graph.value(part, VOID["class"])
        assert number(graph, part, VOID.entities) == asked(opened, f"?s a <{name}>", "DISTINCT ?s")
    properties = list(graph.objects(dataset, VOID.propertyPartition))
    assert len(properties) == asked(opened, "?s ?p ?o", "DISTINCT ?p")
    for part in properties:
        name = graph.value(part, VOID.property)
        assert number(graph, part, VOID.triples) == asked(opened, f"?s <{name}> ?o")
        assert number(graph, part, VOID.distinctSubjects) == asked(opened, f"?s <{name}> ?o", "DISTINCT ?s")
        assert number(graph, part, VOID.distinctObjects) == asked(opened, f"?s <{name}> ?o", "DISTINCT ?o")


def test_void_has_what_people_know_of_the_sample(opened, counts, publication):
    graph, dataset = void(counts, publication), dataset_version_iri(opened.version)
    members = {
        graph.value(part, VOID["class"]): number(graph, part, VOID.entities)
        for part in graph.objects(dataset, VOID.classPartition)
    }
    assert (members[CQ.Position], members[CQ.Article], members[CQ.Person], members[CQ.Provision]) == (
        5,
        2,
        2,
        3,
    )
    assert (members[CQ.Evidence], members[CQ.Mention]) == (7, 2)
    assert graph.value(dataset, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert graph.value(dataset, VOID.uriSpace) == Literal(f"{BASE}id/")
    assert graph.value(dataset, VOID.sparqlEndpoint) == URIRef(f"{ADDRESS}sparql")
    assert graph.value(dataset, VOID.dataDump) == URIRef(f"{ADDRESS}data/2026.01/communique.ttl")
    assert URIRef(f"{BASE}id/agreement/bridge-order-2021-01-20") in graph.objects(
        dataset, VOID.exampleResource
    )
    vocabularies = set(graph.objects(dataset, VOID.vocabulary))
    assert {URIRef(str(CQ._NS)), URIRef(str(SKOS)), URIRef("https://schema.org/")} <= vocabularies
    assert set(graph.objects(dataset, VOID.feature)) == {
        FORMATS["Turtle"], FORMATS["JSON-LD"], FORMATS["N-Triples"], FORMATS["RDF_XML"], FORMATS["TriG"],
        FORMATS["N-Quads"],
    }  # fmt: skip


def test_void_has_a_subset_for_each_graph_and_a_linkset(opened, counts, publication):
    graph, dataset = void(counts, publication), dataset_version_iri(opened.version)
    linksets = {graph.value(one, VOID.linkPredicate): one for one in graph.subjects(RDF.type, VOID.Linkset)}
    assert number(graph, linksets[SKOS.exactMatch], VOID.triples) == 2
    for predicate, linkset in linksets.items():
        ours = f'STRSTARTS(STR(?item), "{WIKIDATA}") && STRSTARTS(STR(?s), "{BASE}id/")'
        links = f"?s <{predicate}> ?item FILTER({ours})"
        assert number(graph, linkset, VOID.triples) == asked(opened, links)
        assert graph.value(linkset, VOID.subjectsTarget) == dataset
        assert graph.value(linkset, VOID.objectsTarget / VOID.uriSpace) == Literal(str(WIKIDATA))
    subsets = set(graph.objects(dataset, VOID.subset)) - set(linksets.values())
    assert {str(subset) for subset in subsets} == opened.graphs
    for subset in subsets:
        assert number(graph, subset, VOID.triples) == asked(opened, f"GRAPH <{subset}> {{ ?s ?p ?o }}")


def test_the_service_description_states_graphs_formats_and_language(opened, counts):
    graph = describe_service(counts, ADDRESS)
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == URIRef(f"{ADDRESS}sparql")
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert SD.UnionDefaultGraph in graph.objects(service, SD.feature)
    formats = set(graph.objects(service, SD.resultFormat))
    assert len(formats) == len(TABLE_FORMATS) + len(GRAPH_FORMATS)
    assert {FORMATS["SPARQL_Results_JSON"], FORMATS["SPARQL_Results_CSV"], FORMATS["Turtle"]} <= formats
    dataset = graph.value(service, SD.defaultDataset)
    assert number(graph, graph.value(dataset, SD.defaultGraph), VOID.triples) == asked(opened, "?s ?p ?o")
    entries = list(graph.objects(dataset, SD.namedGraph))
    assert {str(graph.value(entry, SD.name)) for entry in entries} == opened.graphs
    for entry in entries:
        name = graph.value(entry, SD.name)
        stated = number(graph, graph.value(entry, SD.graph), VOID.triples)
        assert stated == asked(opened, f"GRAPH <{name}> {{ ?s ?p ?o }}")


def test_dcat_names_files_services_and_period(opened, counts, publication):
    graph = catalogue([(publication, counts)], ADDRESS)
    dataset = dataset_version_iri(opened.version)
    assert set(graph.objects(CATALOG, DCAT.dataset)) == {dataset, DATASET}
    assert graph.value(dataset, DCAT.isVersionOf) == DATASET
    assert graph.value(DATASET, DCAT.hasVersion) == dataset
    assert graph.value(dataset, DCAT.version) == Literal("2026.01")
    assert graph.value(dataset, DCAT.previousVersion) == dataset_version_iri("0" * 64)
    assert graph.value(dataset, DCTERMS.issued) == Literal("2026-01-02", datatype=XSD.date)
    period = graph.value(dataset, DCTERMS.temporal)
    assert graph.value(period, DCAT.startDate) == Literal("2021-06", datatype=XSD.gYearMonth)
    assert graph.value(period, DCAT.endDate) == Literal("2021-06-10", datatype=XSD.date)
    (distribution,) = graph.objects(dataset, DCAT.distribution)
    assert graph.value(distribution, DCAT.byteSize) == Literal(1234, datatype=XSD.nonNegativeInteger)
    assert graph.value(distribution, SPDX.checksum / SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
    assert str(graph.value(distribution, SPDX.checksum / SPDX.checksumValue)) == "ab" * 32
    endpoints = {str(graph.value(s, DCAT.endpointURL)) for s in graph.objects(CATALOG, DCAT.service)}
    assert endpoints == {f"{ADDRESS}sparql", f"{ADDRESS}api"}
    for service in graph.objects(CATALOG, DCAT.service):
        assert graph.value(service, DCAT.servesDataset) == dataset


def test_the_three_agree(opened, counts, publication):
    dataset = dataset_version_iri(opened.version)
    graphs = (
        void(counts, publication),
        describe_service(counts, ADDRESS),
        catalogue([(publication, counts)], ADDRESS),
    )
    assert {number(graph, dataset, VOID.triples) for graph in graphs} == {asked(opened, "?s ?p ?o")}
    together = Graph()
    for graph in graphs:
        together += graph
    for subject in set(together.subjects(VOID.triples, None)):
        assert len(set(together.objects(subject, VOID.triples))) == 1, subject


def test_the_dataset_does_not_contradict_its_description(opened):
    """What a build says of itself is in the dataset, and under the same name as in the descriptions."""
    assert asked(opened, f"<{dataset_version_iri(opened.version)}> <{VOID.triples}> ?n") == 0


def test_a_build_keeps_the_counts(place, opened, counts):
    folder = current_build(place).path
    assert DatasetCounts.from_json((folder / COUNTS_FILE).read_text()) == counts
    refuses = type("Refuses", (), {"version": opened.version, "query": None})()
    assert counts_of(refuses, folder) == counts  # without asking


@pytest.mark.parametrize("kept", [None, "", "{}", "[]", '{"properties": {}}', "other version"])
def test_counts_that_cannot_be_used_are_counted_anew(opened, counts, tmp_path, kept):
    if kept == "other version":
        kept = counts.as_json().replace(opened.version, "0" * 64).replace('"triples": ', '"triples": 9')
    if kept is not None:
        (tmp_path / COUNTS_FILE).write_text(kept)
    assert counts_of(opened, tmp_path) == counts
    assert counts_of(opened, None) == counts
