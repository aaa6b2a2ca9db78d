"""What a shape demands, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from rdflib import SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from communique.vocabulary import RDF
from communique.web.site.ontology.names import short

_DEEPEST = 6
"""How deep shapes stand in shapes at most; what is deeper is not told."""
_KINDS = {
    str(SH.IRI): "an IRI",
    str(SH.Literal): "a literal",
    str(SH.BlankNode): "a blank node",
    str(SH.BlankNodeOrIRI): "no literal",
}
_SIMPLE: Mapping[URIRef, str] = {
    SH.datatype: "of datatype {}",
    SH.hasValue: "among them {}",
    SH.pattern: "matches {}",
    SH.minInclusive: "at least {}",
    SH.maxInclusive: "at most {}",
    SH.minExclusive: "more than {}",
    SH.maxExclusive: "less than {}",
    SH.minLength: "at least {} characters",
    SH.maxLength: "at most {} characters",
    SH.lessThan: "before {}",
    SH.lessThanOrEquals: "not after {}",
    SH.equals: "the same as {}",
    SH.disjoint: "other than {}",
}


def conditions(graph: Graph, shape: Node, depth: int = 0) -> list[str]:
    """What a shape demands of a node or of the values of a property, one condition for each item.

    Args:
        graph: the shapes.
        shape: one of them.
        depth: how deep it stands in another.
    """
    if depth > _DEEPEST:
        return ["…"]
    found = [*_counts(graph, shape), *_values(graph, shape), *_nested(graph, shape, depth)]
    if Literal(True) in graph.objects(shape, SH.closed):
        found.append("no property but those named")
    return found


def path_words(graph: Graph, path: Node) -> str:
    """A property path in words."""
    if isinstance(path, URIRef):
        return short(str(path))
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return f"{path_words(graph, inverse)} (from the other end)"
    either = graph.value(path, SH.alternativePath)
    if either is not None:
        return " or ".join(path_words(graph, one) for one in Collection(graph, either))
    if (path, RDF.first, None) in graph:
        return " of ".join(path_words(graph, one) for one in reversed(list(Collection(graph, path))))
    return "a path"


def _counts(graph: Graph, shape: Node) -> Iterator[str]:
    for low_term, high_term, of in (
        (SH.minCount, SH.maxCount, ""),
        (SH.qualifiedMinCount, SH.qualifiedMaxCount, " such"),
    ):
        low, high = graph.value(shape, low_term), graph.value(shape, high_term)
        if low is not None and high is not None:
            yield f"exactly {low}{of}" if int(str(low)) == int(str(high)) else f"{low} to {high}{of}"
        elif low is not None:
            yield f"at least {low}{of}"
        elif high is not None:
            yield f"none{of}" if int(str(high)) == 0 else f"at most {high}{of}"


def _values(graph: Graph, shape: Node) -> Iterator[str]:
    for kind in graph.objects(shape, SH.nodeKind):
        yield _KINDS.get(str(kind), short(str(kind)))
    for one in sorted(graph.objects(shape, SH["class"]), key=str):
        yield f"a {_term(one)}"
    for term, words in _SIMPLE.items():
        for one in sorted(graph.objects(shape, term), key=str):
            yield words.format(_term(one))
    for listed in graph.objects(shape, SH["in"]):
        yield "one of " + ", ".join(_term(one) for one in Collection(graph, listed))
    for listed in graph.objects(shape, SH.languageIn):
        yield "in the language " + " or ".join(str(one) for one in Collection(graph, listed))
    if Literal(True) in graph.objects(shape, SH.uniqueLang):
        yield "at most one in each language"


def _nested(graph: Graph, shape: Node, depth: int) -> Iterator[str]:
    def within(node: Node) -> str:
        if isinstance(node, URIRef):
            return f"as {short(str(node))} says"
        return ", ".join(conditions(graph, node, depth + 1)) or "anything"

    joined: tuple[tuple[URIRef, Callable[[list[str]], str]], ...] = (
        (SH["or"], lambda parts: "either " + ", or ".join(parts)),
        (SH.xone, lambda parts: "exactly one of these: " + "; ".join(parts)),
        (SH["and"], lambda parts: "all of these: " + "; ".join(parts)),
    )
    for term, join in joined:
        for listed in graph.objects(shape, term):
            yield join([within(one) for one in Collection(graph, listed)])
    for one in graph.objects(shape, SH["not"]):
        yield f"not ({within(one)})"
    for one in graph.objects(shape, SH.node):
        yield within(one)
    for one in graph.objects(shape, SH.qualifiedValueShape):
        yield f"such: {within(one)}"
    for one in sorted(graph.objects(shape, SH.property), key=str):
        if isinstance(one, BNode):
            path = graph.value(one, SH.path)
            told = ", ".join(conditions(graph, one, depth + 1))
            words = path_words(graph, path) if path is not None else "a path"
            yield f"{words}: {told}" if told else words


def _term(node: Node) -> str:
    if isinstance(node, Literal) and isinstance(node.value, int | Decimal):
        return str(node)
    return f"“{node}”" if isinstance(node, Literal) else short(str(node))
