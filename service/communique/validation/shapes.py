"""The SHACL shapes, run by pyshacl, and its results as findings."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from rdflib import Graph, URIRef
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import BNode, Node

from communique.validation.report import Finding
from communique.vocabulary import OWL, SHAPES

_FAILED = "The shapes could not be checked ({error}); look for values unlike their datatype, and report this."

FileOf = Callable[[str], str]
"""Which file describes a node, given by its IRI."""


class PreparedGraph(Graph):
    """A graph that translates the text of a query only once.

    A SPARQL constraint runs the same query for every node it looks at, and translating the text takes rdflib
    longer than answering it.
    """

    def query(self, query_object: str | Query, *arguments: Any, **options: Any) -> Result:  # noqa: ANN401
        """As :meth:`rdflib.Graph.query`, with queries given as text kept in translated form."""
        query = (
            _prepared(_with_sorted_prefixes(query_object)) if isinstance(query_object, str) else query_object
        )
        return super().query(query, *arguments, **options)


def _with_sorted_prefixes(text: str) -> str:
    # pyshacl puts the prefixes before a query in another order each time that it reads the shapes.
    prefixes, blank, rest = text.partition("\n\n")
    lines = prefixes.split("\n")
    return (
        "\n".join(sorted(lines)) + blank + rest if all(line.startswith("PREFIX ") for line in lines) else text
    )


@lru_cache(maxsize=256)
def _prepared(text: str) -> Query:
    return prepareQuery(text)


def check_shapes(shapes: Graph, data: Graph, surroundings: Graph, file_of: FileOf) -> list[Finding]:
    """Check data against shapes.

    Args:
        shapes: the shapes; each rule is a shape or constraint with an IRI in :data:`SHAPES`.
        data: what is checked.
        surroundings: what the data refers to; only there to be looked up.
        file_of: tells the file to name in a finding.

    Returns:
        One finding per violation, each once, in the order of files and nodes.
    """
    import pyshacl  # slow to load, and not needed if everything is found in the cache

    together = PreparedGraph(bind_namespaces="none")
    together += data
    together += surroundings
    try:
        _, results, _ = pyshacl.validate(
            together, shacl_graph=shapes, inference="none", advanced=True, meta_shacl=False, inplace=True
        )
    except Exception as error:  # rdflib raises errors of many kinds on strange literals
        return [Finding(file_of(""), "", "shapes-failed", _FAILED.format(error=repr(error)))]
    if not isinstance(results, Graph):
        return [Finding(file_of(""), "", "shapes-failed", _FAILED.format(error=results))]
    return sorted({_finding(results, node, data, file_of) for node in results.objects(None, SH.result)})


def _finding(results: Graph, result: Node, data: Graph, file_of: FileOf) -> Finding:
    focus = str(owner(data, results.value(result, SH.focusNode)))
    value = results.value(result, SH.value)
    messages = sorted(str(message) for message in results.objects(result, SH.resultMessage))
    return Finding(
        file=file_of(focus),
        node=focus,
        rule=_rule(results, result),
        message=messages[0] if messages else "",
        severity="warning" if results.value(result, SH.resultSeverity) == SH.Warning else "error",
        value="" if value is None or isinstance(value, BNode) or str(value) == focus else str(value),
    )


def _rule(results: Graph, result: Node) -> str:
    # The constraint is named first: several SPARQL constraints share the shape that they stand in.
    for predicate in (SH.sourceConstraint, SH.sourceShape):
        name = results.value(result, predicate)
        if isinstance(name, URIRef) and name in SHAPES:
            return name.removeprefix(str(SHAPES))
    return "unnamed-rule"


def owner(data: Graph, node: Node | None) -> Node | None:
    """The named thing that a blank node belongs to; a named node itself."""
    seen: set[Node] = set()
    while isinstance(node, BNode) and node not in seen:
        seen.add(node)
        # An owl:Axiom has no name and nothing refers to it: it belongs to the thing whose fact it qualifies.
        node = data.value(node, OWL.annotatedSource) or next(data.subjects(None, node), None) or node
    return node
