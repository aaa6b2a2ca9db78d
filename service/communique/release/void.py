"""The dataset described in VoID (https://www.w3.org/TR/void/)."""

from __future__ import annotations

import hashlib

from rdflib import Graph, Literal, URIRef

from communique.release.counts import DatasetCounts
from communique.release.publication import (
    DESCRIPTION_PREFIXES,
    Publication,
    add_number,
    add_version,
    description_graph,
)
from communique.store.formats import GRAPH_FORMATS
from communique.vocabulary import BASE, CQ, DCTERMS, FOAF, FORMATS, RDF, VOID, WIKIDATA

_EXAMPLES = (CQ.Position, CQ.Agreement, CQ.Provision, CQ.Person, CQ.State, CQ.Article, CQ.Evidence)
"""Classes of which one member is named as an example."""

FORMAT_NAMES: dict[str, URIRef] = {
    "text/turtle": FORMATS["Turtle"],
    "application/ld+json": FORMATS["JSON-LD"],
    "application/n-triples": FORMATS["N-Triples"],
    "application/rdf+xml": FORMATS["RDF_XML"],
    "application/trig": FORMATS["TriG"],
    "application/n-quads": FORMATS["N-Quads"],
}
"""Names of RDF formats (https://www.w3.org/ns/formats/) by media type."""


def void(counts: DatasetCounts, publication: Publication) -> Graph:
    """The VoID description of one version of the dataset, without blank nodes.

    Its own triples are those of the default graph: all named graphs merged. Each named graph is a subset.
    """
    graph = description_graph()
    dataset = publication.dataset
    document = URIRef(f"{publication.address}.well-known/void")
    graph.add((document, RDF.type, VOID.DatasetDescription))
    graph.add((document, FOAF.primaryTopic, dataset))
    graph.add((document, DCTERMS.title, Literal("Description of the Communiqué dataset", lang="en")))
    graph.add((dataset, RDF.type, VOID.Dataset))
    add_version(graph, publication)
    _add_access(graph, publication)
    _add_totals(graph, dataset, counts)
    _add_partitions(graph, dataset, counts)
    for name, triples in counts.graphs.items():
        graph.add((dataset, VOID.subset, URIRef(name)))
        graph.add((URIRef(name), RDF.type, VOID.Dataset))
        add_number(graph, URIRef(name), VOID.triples, triples)
    _add_linksets(graph, dataset, counts)
    return graph


def _add_access(graph: Graph, publication: Publication) -> None:
    dataset = publication.dataset
    graph.add((dataset, VOID.sparqlEndpoint, URIRef(f"{publication.address}sparql")))
    for file in publication.files:
        if file.whole:
            graph.add((dataset, VOID.dataDump, publication.download(file)))
    graph.add((dataset, VOID.uriSpace, Literal(f"{BASE}id/")))
    for media_type in GRAPH_FORMATS:
        graph.add((dataset, VOID.feature, FORMAT_NAMES[media_type]))


def _add_totals(graph: Graph, dataset: URIRef, counts: DatasetCounts) -> None:
    for predicate, number in (
        (VOID.triples, counts.triples),
        (VOID.entities, counts.entities),
        (VOID.classes, len(counts.classes)),
        (VOID.properties, len(counts.properties)),
        (VOID.distinctSubjects, counts.subjects),
        (VOID.distinctObjects, counts.objects),
    ):
        add_number(graph, dataset, predicate, number)
    for example in _EXAMPLES:
        if str(example) in counts.examples:
            graph.add((dataset, VOID.exampleResource, URIRef(counts.examples[str(example)])))
    for namespace in sorted(_namespaces([*counts.classes, *counts.properties])):
        graph.add((dataset, VOID.vocabulary, URIRef(namespace)))


def _add_partitions(graph: Graph, dataset: URIRef, counts: DatasetCounts) -> None:
    for term, members in counts.classes.items():
        partition = URIRef(f"{dataset}#class-{_short(term)}")
        graph.add((dataset, VOID.classPartition, partition))
        graph.add((partition, RDF.type, VOID.Dataset))
        graph.add((partition, VOID["class"], URIRef(term)))
        add_number(graph, partition, VOID.entities, members)
    for term, numbers in counts.properties.items():
        partition = URIRef(f"{dataset}#property-{_short(term)}")
        graph.add((dataset, VOID.propertyPartition, partition))
        graph.add((partition, RDF.type, VOID.Dataset))
        graph.add((partition, VOID.property, URIRef(term)))
        add_number(graph, partition, VOID.triples, numbers.triples)
        add_number(graph, partition, VOID.distinctSubjects, numbers.subjects)
        add_number(graph, partition, VOID.distinctObjects, numbers.objects)


def _add_linksets(graph: Graph, dataset: URIRef, counts: DatasetCounts) -> None:
    wikidata = URIRef(f"{dataset}#wikidata")
    for term, links in counts.wikidata_links.items():
        linkset = URIRef(f"{dataset}#wikidata-{_short(term)}")
        graph.add((dataset, VOID.subset, linkset))
        graph.add((linkset, RDF.type, VOID.Linkset))
        graph.add((linkset, VOID.subjectsTarget, dataset))
        graph.add((linkset, VOID.objectsTarget, wikidata))
        graph.add((linkset, VOID.linkPredicate, URIRef(term)))
        add_number(graph, linkset, VOID.triples, links)
        graph.add((wikidata, RDF.type, VOID.Dataset))
        graph.add((wikidata, VOID.uriSpace, Literal(str(WIKIDATA))))
        graph.add((wikidata, FOAF.homepage, URIRef("https://www.wikidata.org/")))


def _namespaces(terms: list[str]) -> set[str]:
    """The vocabularies that terms come from; those of ours that are things (kinds, say) are none."""
    found = {term[: max(term.rfind("#"), term.rfind("/")) + 1] for term in terms}
    return {namespace for namespace in found if not namespace.startswith(f"{BASE}id/")}


def _short(term: str) -> str:
    """A term as the end of an IRI: its prefix and name, or part of its hash if it has no prefix here."""
    for prefix, namespace in DESCRIPTION_PREFIXES.items():
        name = term.removeprefix(namespace)
        if name != term and name.isalnum():
            return f"{prefix}-{name}"
    return hashlib.sha256(term.encode()).hexdigest()[:12]
