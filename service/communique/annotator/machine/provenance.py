"""How the machine's annotations of one article came about, in the terms of PROV: all that they follow from.

Nothing here comes from the clock, so that the same article, program, settings and data give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import BNode, Graph, Literal, URIRef

from communique.annotator.machine.record import ANNOTATOR
from communique.annotator.machine.software import Software
from communique.vocabulary import DCTERMS, OWL, PROV, RDF, RDFS, annotation_graph, thing


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program on one article."""

    article: str
    """Slug of the article."""
    text_sha256: str
    """Of its canonical text."""
    software: Software
    settings: str
    """In plain words."""
    knowledge_sha256: str
    """Over ontology and reference data."""
    questions: tuple[tuple[str, str], ...] = ()
    """Each question to a language model: name of the model and SHA-256 of the request."""

    @property
    def iri(self) -> URIRef:
        """The address of the run."""
        return thing("annotation", f"{self.article}/{ANNOTATOR}")


def provenance(run: Run) -> Graph:
    """What a run used, who did it, and which named graph came of it."""
    graph = Graph()
    node = run.iri
    graph.add((node, RDF.type, PROV.Activity))
    graph.add((node, PROV.wasAssociatedWith, thing("annotator", ANNOTATOR)))
    graph.add((node, PROV.generated, annotation_graph(run.article, ANNOTATOR)))
    graph.add((node, PROV.used, thing("article", run.article)))
    graph.add((node, RDFS.comment, Literal(run.settings, lang="en")))
    for title, version, sha256 in _used(run):
        _add_used(graph, node, title, version, sha256)
    return graph


def _used(run: Run) -> Iterator[tuple[str, str | None, str]]:
    """What a run used: its name, its version if it has one, and its SHA-256."""
    software = run.software
    yield "Canonical text of the article", None, run.text_sha256
    yield "Annotator of Communiqué", software.version, software.sha256
    yield "Ontology and reference data", None, run.knowledge_sha256
    if software.model and software.model_sha256:
        name, _, version = software.model.rpartition(" ")
        yield f"Model of the parser, {name}", version, software.model_sha256
    for number, (model, sha256) in enumerate(run.questions, start=1):
        yield f"Question {number} to the language model {model}", None, sha256


def _add_used(graph: Graph, node: URIRef, title: str, version: str | None, sha256: str) -> None:
    # Blank nodes are named after what they stand for, so that the same run always gives the same file.
    digest = hashlib.sha256(f"{node} {title}".encode()).hexdigest()[:16]
    used = BNode(f"u{digest}")
    graph.add((node, PROV.used, used))
    graph.add((used, RDF.type, PROV.Entity))
    graph.add((used, DCTERMS.title, Literal(title, lang="en")))
    graph.add((used, DCTERMS.identifier, Literal(f"sha256:{sha256}")))
    if version:
        graph.add((used, OWL.versionInfo, Literal(version)))
