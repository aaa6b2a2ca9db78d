"""The versions of the dataset, their files and the services described in DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/)."""

from __future__ import annotations

from collections.abc import Sequence

from rdflib import Graph, Literal, URIRef

from communique.release.counts import DatasetCounts
from communique.release.provenance import LICENCE
from communique.release.publication import (
    DESCRIPTION,
    KEYWORDS,
    TITLE,
    Publication,
    PublishedFile,
    add_number,
    add_version,
    description_graph,
)
from communique.vocabulary import (
    CATALOG,
    DATASET,
    DCAT,
    DCTERMS,
    PUBLISHER,
    RDF,
    SPDX,
    VOID,
    XSD,
    dataset_version_iri,
)

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_THEME = URIRef("http://publications.europa.eu/resource/authority/data-theme/INTR")
"""International issues, in the list of themes of European data portals."""
_DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}


def catalogue(publications: Sequence[tuple[Publication, DatasetCounts | None]], address: str) -> Graph:
    """The catalogue of published versions and of the services over them, without blank nodes.

    Args:
        publications: the versions, each with its numbers where they are known.
        address: where the service is, with a slash at the end.
    """
    graph = description_graph()
    for subject, kind, title in (
        (CATALOG, DCAT.Catalog, "Communiqué: versions of the dataset and services"),
        (DATASET, DCAT.Dataset, TITLE),
    ):
        graph.add((subject, RDF.type, kind))
        graph.add((subject, DCTERMS.title, Literal(title, lang="en")))
        graph.add((subject, DCTERMS.publisher, PUBLISHER))
        graph.add((subject, DCTERMS.license, LICENCE))
    graph.add((DATASET, DCTERMS.description, Literal(DESCRIPTION, lang="en")))
    graph.add((CATALOG, DCTERMS.description, Literal(DESCRIPTION, lang="en")))
    graph.add((CATALOG, DCAT.dataset, DATASET))
    for publication, counts in publications:
        _add_version(graph, publication, counts)
    _add_services(graph, address, sorted({publication.dataset for publication, _ in publications}))
    return graph


def _add_version(graph: Graph, publication: Publication, counts: DatasetCounts | None) -> None:
    dataset = publication.dataset
    add_version(graph, publication)
    graph.add((CATALOG, DCAT.dataset, dataset))
    graph.add((DATASET, DCAT.hasVersion, dataset))
    for predicate, value in (
        (RDF.type, DCAT.Dataset),
        (DCAT.isVersionOf, DATASET),
        (DCTERMS.identifier, Literal(publication.version)),
        (DCAT.theme, _THEME),
        (DCAT.landingPage, URIRef(f"{publication.address}data")),
        *((DCAT.keyword, Literal(word, lang="en")) for word in KEYWORDS),
    ):
        graph.add((dataset, predicate, value))
    if publication.label:
        graph.add((dataset, DCAT.version, Literal(publication.label)))
    if publication.previous:
        graph.add((dataset, DCAT.previousVersion, dataset_version_iri(publication.previous)))
    if counts is not None:
        add_number(graph, dataset, VOID.triples, counts.triples)
        _add_period(graph, dataset, counts)
    for file in publication.files:
        _add_distribution(graph, publication, file)


def _add_period(graph: Graph, dataset: URIRef, counts: DatasetCounts) -> None:
    period = URIRef(f"{dataset}#period")
    for predicate, day in ((DCAT.startDate, counts.first_day), (DCAT.endDate, counts.last_day)):
        if day:
            graph.add((dataset, DCTERMS.temporal, period))
            graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
            graph.add((period, predicate, Literal(day, datatype=_DATE_TYPES.get(len(day)))))


def _add_distribution(graph: Graph, publication: Publication, file: PublishedFile) -> None:
    download = publication.download(file)
    distribution, checksum = URIRef(f"{download}#distribution"), URIRef(f"{download}#sha256")
    for subject, predicate, value in (
        (publication.dataset, DCAT.distribution, distribution),
        (distribution, RDF.type, DCAT.Distribution),
        (distribution, DCTERMS.title, Literal(file.title, lang="en")),
        (distribution, DCTERMS.license, LICENCE),
        (distribution, DCAT.accessURL, URIRef(f"{publication.address}data")),
        (distribution, DCAT.downloadURL, download),
        (distribution, DCAT.mediaType, URIRef(_MEDIA_TYPES + file.media_type)),
        (distribution, SPDX.checksum, checksum),
        (checksum, RDF.type, SPDX.Checksum),
        (checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
        (checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)),
        (distribution, DCAT.byteSize, Literal(file.size_bytes, datatype=XSD.nonNegativeInteger)),
    ):
        graph.add((subject, predicate, value))
    if file.compression:
        graph.add((distribution, DCAT.compressFormat, URIRef(_MEDIA_TYPES + file.compression)))


def _add_services(graph: Graph, address: str, datasets: Sequence[URIRef]) -> None:
    for place, title, described in (
        ("sparql", "SPARQL 1.1 endpoint", "sparql"),
        ("api", "Lookups over HTTP, with answers in JSON and CSV", "openapi.json"),
    ):
        service = URIRef(f"{address}{place}#service")
        for predicate, value in (
            (RDF.type, DCAT.DataService),
            (DCTERMS.title, Literal(title, lang="en")),
            (DCTERMS.license, LICENCE),
            (DCTERMS.publisher, PUBLISHER),
            (DCAT.endpointURL, URIRef(f"{address}{place}")),
            (DCAT.endpointDescription, URIRef(f"{address}{described}")),
        ):
            graph.add((service, predicate, value))
        graph.add((CATALOG, DCAT.service, service))
        for dataset in datasets:
            graph.add((service, DCAT.servesDataset, dataset))
    protocol = URIRef("https://www.w3.org/TR/sparql11-protocol/")
    graph.add((URIRef(f"{address}sparql#service"), DCTERMS.conformsTo, protocol))
