"""The query service described as SPARQL 1.1 Service Description asks (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef

from communique.release.counts import DatasetCounts
from communique.release.provenance import LICENCE
from communique.release.publication import add_number, description_graph
from communique.release.void import FORMAT_NAMES
from communique.store.formats import GRAPH_FORMATS, TABLE_FORMATS
from communique.vocabulary import DCTERMS, FORMATS, RDF, RDFS, SD, VOID, dataset_version_iri

TABLE_FORMAT_NAMES: dict[str, URIRef] = {
    "application/sparql-results+json": FORMATS["SPARQL_Results_JSON"],
    "text/csv": FORMATS["SPARQL_Results_CSV"],
    "application/sparql-results+xml": FORMATS["SPARQL_Results_XML"],
    "text/tab-separated-values": FORMATS["SPARQL_Results_TSV"],
}
"""Names of formats of SELECT and ASK answers (https://www.w3.org/ns/formats/) by media type."""


def describe_service(counts: DatasetCounts, address: str) -> Graph:
    """The service description of the endpoint over one version of the dataset, without blank nodes.

    Args:
        counts: the numbers of the dataset.
        address: where the service is, with a slash at the end.
    """
    graph = description_graph()
    endpoint, dataset = URIRef(f"{address}sparql"), dataset_version_iri(counts.version)
    service = URIRef(f"{endpoint}#service")
    for predicate, value in (
        (RDF.type, SD.Service),
        (SD.endpoint, endpoint),
        (SD.supportedLanguage, SD.SPARQL11Query),
        # All named graphs merged, whenever a request does not choose graphs.
        (SD.feature, SD.UnionDefaultGraph),
        (SD.defaultEntailmentRegime, URIRef("http://www.w3.org/ns/entailment/Simple")),
        (SD.defaultDataset, dataset),
        (SD.availableGraphs, dataset),
        (DCTERMS.license, LICENCE),
        (RDFS.label, Literal("Communiqué, SPARQL endpoint", lang="en")),
    ):
        graph.add((service, predicate, value))
    for media_type in TABLE_FORMATS:
        graph.add((service, SD.resultFormat, TABLE_FORMAT_NAMES[media_type]))
    for media_type in GRAPH_FORMATS:
        graph.add((service, SD.resultFormat, FORMAT_NAMES[media_type]))
    _add_graphs(graph, dataset, counts)
    return graph


def _add_graphs(graph: Graph, dataset: URIRef, counts: DatasetCounts) -> None:
    default = URIRef(f"{dataset}#default-graph")
    for kind in (SD.Dataset, SD.GraphCollection, VOID.Dataset):
        graph.add((dataset, RDF.type, kind))
    add_number(graph, dataset, VOID.triples, counts.triples)
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    add_number(graph, default, VOID.triples, counts.triples)
    for name, triples in counts.graphs.items():
        # The entry and the graph itself are two things: several services may offer the same graph.
        entry, named = URIRef(f"{dataset}#entry-{name.rpartition('/graph/')[2]}"), URIRef(name)
        graph.add((dataset, SD.namedGraph, entry))
        graph.add((entry, RDF.type, SD.NamedGraph))
        graph.add((entry, SD.name, named))
        graph.add((entry, SD.graph, named))
        graph.add((named, RDF.type, SD.Graph))
        add_number(graph, named, VOID.triples, triples)
