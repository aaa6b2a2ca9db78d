"""What a build says about itself: which dataset, which version, made by what from which graphs.

Nothing here depends on when or where the build ran, so that equal data give equal builds.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import Graph, Literal, URIRef

from communique import __version__
from communique.graph.turtle import new_graph
from communique.vocabulary import DATASET, DCTERMS, OWL, PROV, RDF, RDFS, VOID, dataset_version_iri

LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")


def provenance(version: str, graphs: Iterable[str]) -> Graph:
    """The content of the provenance graph; how large the dataset is, its description says.

    Args:
        version: SHA-256 over the canonical N-Quads of all other graphs.
        graphs: IRIs of these.
    """
    graph = new_graph()
    dataset = dataset_version_iri(version)
    activity, generator = URIRef(f"{dataset}#build"), URIRef(f"{dataset}#generator")
    for predicate, value in (
        (RDF.type, VOID.Dataset),
        (RDF.type, PROV.Entity),
        (DCTERMS.title, Literal("Communiqué", lang="en")),
        (DCTERMS.isVersionOf, DATASET),
        (DCTERMS.license, LICENCE),
        (OWL.versionInfo, Literal(version)),
        (PROV.wasGeneratedBy, activity),
    ):
        graph.add((dataset, predicate, value))
    for name in graphs:
        graph.add((activity, PROV.used, URIRef(name)))
    graph.add((activity, RDF.type, PROV.Activity))
    graph.add((activity, PROV.wasAssociatedWith, generator))
    graph.add((generator, RDF.type, PROV.SoftwareAgent))
    graph.add((generator, RDFS.label, Literal("communique", lang="en")))
    graph.add((generator, OWL.versionInfo, Literal(__version__)))
    return graph
