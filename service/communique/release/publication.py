"""What the descriptions of a dataset say beside its numbers: names, addresses, files, licence."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef

from communique.release.provenance import LICENCE
from communique.vocabulary import (
    BASE,
    DATASET,
    DCAT,
    DCTERMS,
    FOAF,
    FORMATS,
    OWL,
    PREFIXES,
    PUBLISHER,
    RDF,
    SD,
    SPDX,
    VOID,
    XSD,
    dataset_version_iri,
)

TITLE = "Communiqué dataset: positions on agreements, with evidence"
DESCRIPTION = (
    "Who said what about which agreement, when, and where is that written: positions on agreements and their "
    "provisions, by holder and day, each with the span of the article that it rests on. Records are "
    "attributions: they say that a source reports a statement, not that what was stated is true."
)
PUBLISHER_NAME = "Communiqué developers"
KEYWORDS = ("knowledge graph", "peace agreements", "news analysis", "stance", "international law")
LICENCE_NAME = "CC-BY-4.0"

DESCRIPTION_PREFIXES: dict[str, str] = {
    "dcat": str(DCAT),
    "formats": str(FORMATS),
    "sd": str(SD),
    "spdx": str(SPDX),
    "void": str(VOID),
    **{name: PREFIXES[name] for name in ("cq", "dct", "foaf", "oa", "org", "owl", "prov", "rdf", "rdfs")},
    **{name: PREFIXES[name] for name in ("schema", "skos", "xsd")},
}
"""The prefixes under which descriptions write IRIs."""


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One file that holds the dataset, or a part of it, in one form."""

    name: str
    title: str
    media_type: str
    """Of what is in the file, unpacked."""
    size_bytes: int
    sha256: str
    """64 hexadecimal digits."""
    compression: str = ""
    """Media type of the packing; empty for a file that is not packed."""
    whole: bool = True
    """Whether it holds all triples; tables hold only a part of what the dataset says."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One version of the dataset as it is published."""

    version: str
    """64 hexadecimal digits."""
    label: str
    """What people call it: a name such as ``2026.11``, or the first sixteen digits of the version.

    Empty if it goes by the name of another publication of the same version.
    """
    address: str
    """Where the service is or will be, with a slash at the end."""
    folder: str
    """Where the files are, relative to the address: ``data/`` or ``data/{release}/``."""
    files: tuple[PublishedFile, ...] = ()
    date: str = ""
    """Day of the release as ``YYYY-MM-DD``; empty for a build that was not released."""
    previous: str = ""
    """The version before this one, 64 hexadecimal digits; empty if there is none."""

    @property
    def dataset(self) -> URIRef:
        """The IRI of this version of the dataset."""
        return dataset_version_iri(self.version)

    def download(self, file: PublishedFile) -> URIRef:
        """The address of one of the files."""
        return URIRef(f"{self.address}{self.folder}{file.name}")


def description_graph() -> Graph:
    """An empty graph for a description, with the prefixes of the vocabularies that describe."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in DESCRIPTION_PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def add_number(graph: Graph, subject: URIRef, predicate: URIRef, number: int) -> None:
    """State a number as xsd:integer."""
    graph.add((subject, predicate, Literal(number, datatype=XSD.integer)))


def add_version(graph: Graph, publication: Publication) -> None:
    """State what every description says of a version: titles, licence, publisher, dates."""
    dataset = publication.dataset
    for predicate, value in (
        (DCTERMS.title, Literal(TITLE, lang="en")),
        (DCTERMS.description, Literal(DESCRIPTION, lang="en")),
        (DCTERMS.license, LICENCE),
        (DCTERMS.publisher, PUBLISHER),
        (DCTERMS.isVersionOf, DATASET),
        (OWL.versionInfo, Literal(publication.version)),
        (FOAF.homepage, URIRef(BASE)),
    ):
        graph.add((dataset, predicate, value))
    graph.add((PUBLISHER, RDF.type, FOAF.Agent))
    graph.add((PUBLISHER, FOAF.name, Literal(PUBLISHER_NAME)))
    if publication.date:
        graph.add((dataset, DCTERMS.issued, Literal(publication.date, datatype=XSD.date)))
