"""The closed vocabulary that a model may choose from: stances and issues with what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import Graph, Literal
from rdflib.term import Node

from communique.vocabulary import CQ, RDF, SKOS, kind_and_slug


@dataclass(frozen=True)
class Choices:
    """Slugs with definitions in plain English."""

    stances: Mapping[str, str]
    issues: Mapping[str, str]

    @classmethod
    def from_graphs(cls, *graphs: Graph) -> Choices:
        """The stances and issues that graphs define."""
        together = sum(graphs, Graph())
        return cls(_defined(together, CQ.Stance), _defined(together, CQ.Issue))


def _defined(graph: Graph, kind: Node) -> dict[str, str]:
    found = {}
    for slug, node in _named(graph, kind):
        words = [_english(graph, node, SKOS.definition), _english(graph, node, SKOS.scopeNote)]
        found[slug] = " ".join(filter(None, words)) or _english(graph, node, SKOS.prefLabel)
    return found


def _named(graph: Graph, kind: Node) -> list[tuple[str, Node]]:
    nodes = graph.subjects(RDF.type, kind)
    return sorted((named[1], node) for node in nodes if (named := kind_and_slug(str(node))))


def _english(graph: Graph, node: Node, predicate: Node) -> str:
    found = [
        str(value)
        for value in graph.objects(node, predicate)
        if isinstance(value, Literal) and value.language in (None, "en")
    ]
    return min(found, default="")
