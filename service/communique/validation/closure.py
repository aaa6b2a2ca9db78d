"""What an annotation file refers to in ontology and reference data: a small graph of constant size.

Shapes are checked on one file and this closure, never on the whole dataset, so that checking one article
costs the same however large the dataset is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from rdflib import Graph, URIRef
from rdflib.term import Node

from communique.graph.turtle import new_graph
from communique.validation.terms import used_terms
from communique.vocabulary import BASE, CQ, ORG, RDF, RDFS

_TERMS = BASE + "ontology#"

_FOLLOWED = {CQ.provisionOf, CQ.membership}
"""From a target to what dates it: the agreement of a provision, the memberships of a collection."""

_KEPT = {
    RDF.type,
    CQ.adoptedOn,
    CQ.agreementKind,
    CQ.endedOn,
    CQ.heldOn,
    CQ.length,
    CQ.memberFrom,
    CQ.membership,
    CQ.method,
    CQ.provisionOf,
    CQ.startedOn,
    ORG.member,
    ORG.organization,
}
"""All that the shapes of annotations look at in a thing; labels and sources would only cost time."""


def closure(annotations: Graph, reference: Graph, ontology: Graph) -> Graph:
    """The part of reference data and ontology that a graph of annotations refers to.

    Contains the types and dates of every thing referred to, of the agreements behind provisions and
    collections, the tenures of persons, the classes below each of ours, and which of the terms used the
    ontology declares.
    """
    found = new_graph()
    waiting = {node for node in annotations.objects() if isinstance(node, URIRef) and node.startswith(BASE)}
    done: set[Node] = set()
    while waiting:
        node = waiting.pop()
        done.add(node)
        triples = _description(node, reference, ontology)
        for triple in triples:
            found.add(triple)
            if triple[1] in _FOLLOWED and isinstance(triple[2], URIRef) and triple[2] not in done:
                waiting.add(triple[2])
        for tenure in reference.subjects(ORG.member, node):
            for triple in _description(tenure, reference, ontology):
                found.add(triple)
    found += subclasses(ontology)
    for _, term in used_terms(annotations):
        # No shape looks at it, but what passed is checked again when the ontology gives up a term.
        if (URIRef(term), RDF.type, None) in ontology:
            found.add((URIRef(term), RDFS.isDefinedBy, URIRef(BASE + "ontology")))
    return found


def subclasses(ontology: Graph) -> Graph:
    """Which of our classes is below which other one of ours.

    Classes of other vocabularies are left out: a type that a file must state is not to be inferred.
    """
    found = new_graph()
    for lower, higher in ontology.subject_objects(RDFS.subClassOf):
        if str(lower).startswith(_TERMS) and str(higher).startswith(_TERMS):
            found.add((lower, RDFS.subClassOf, higher))
    return found


def vocabulary(ontology: Graph) -> Graph:
    """The members of the closed lists with their classes, and the classes below each other."""
    found = subclasses(ontology)
    for triple in ontology.triples((None, RDF.type, None)):
        if str(triple[2]).startswith(_TERMS):
            found.add(triple)
    return found


def _description(node: Node, reference: Graph, ontology: Graph) -> list[tuple[Node, Node, Node]]:
    return [
        triple
        for graph in (reference, ontology)
        for triple in graph.triples((node, None, None))
        if triple[1] in _KEPT and (triple[1] != RDF.type or str(triple[2]).startswith(_TERMS))
    ]


def digest(graph: Iterable[tuple[Node, Node, Node]]) -> str:
    """SHA-256 over the triples of a graph without blank nodes, in whatever order they come."""
    lines = sorted(" ".join(term.n3() for term in triple) for triple in graph)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
