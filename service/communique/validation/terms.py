"""The terms that data uses: each must be one that the ontology declares, or it is a slip of the pen."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from rdflib import Graph, URIRef
from rdflib.term import Node

from communique.validation.report import Finding
from communique.validation.shapes import owner
from communique.vocabulary import BASE, RDF

_TERMS = BASE + "ontology#"


def declared_terms(ontology: Graph) -> frozenset[str]:
    """The IRIs of the classes, properties and individuals that the ontology declares."""
    return frozenset(str(node) for node in ontology.subjects(RDF.type, None) if str(node).startswith(_TERMS))


def used_terms(graph: Graph) -> list[tuple[Node, str]]:
    """The properties and classes under our own address that data uses, each with the node that uses it."""
    used = {(node, str(term)) for node, term in graph.subject_predicates()}
    used |= {(node, str(term)) for node, term in graph.subject_objects(RDF.type) if isinstance(term, URIRef)}
    return [(node, term) for node, term in used if term.startswith(BASE)]


def check_terms(graph: Graph, declared: Collection[str], name: str) -> list[Finding]:
    """Look for properties and classes that the ontology does not declare.

    Args:
        graph: the content of one file.
        declared: the terms of the ontology.
        name: how findings call the file.
    """
    return sorted(
        {
            Finding(
                name,
                str(owner(graph, node)),
                "term-unknown",
                f"The ontology declares no term {_short(term)}; {_advice(term, declared)}",
                value=term,
            )
            for node, term in used_terms(graph)
            if term not in declared
        }
    )


def _short(term: str) -> str:
    return f"cq:{term.removeprefix(_TERMS)}" if term.startswith(_TERMS) else f"<{term}>"


def _advice(term: str, declared: Collection[str]) -> str:
    local = term.removeprefix(_TERMS).rpartition("/")[2]
    names = sorted(other.removeprefix(_TERMS) for other in declared)
    nearest = get_close_matches(local, names, n=1)
    if nearest:
        return f"write cq:{nearest[0]} if that is meant, otherwise take it out."
    return "choose a term of ontology/communique.ttl, or take it out."
