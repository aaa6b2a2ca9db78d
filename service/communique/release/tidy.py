"""Small graphs as people like to read them: in one order, with prefixes, nested where that helps."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pyoxigraph
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from communique.graph.turtle import new_graph, write_turtle
from communique.release.stable import stable_lines
from communique.store.formats import GRAPH_FORMATS
from communique.vocabulary import PREFIXES, XSD


def write_tidily(triples: bytes, media_type: str) -> bytes:
    """A graph in a format for readers; the same graph gives the same text.

    Args:
        triples: the graph as N-Triples, as the store writes it.
        media_type: one of :data:`communique.store.formats.GRAPH_FORMATS`.
    """
    lines = "".join(sorted(stable_lines(triples))).encode("utf-8")
    quads = list(pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES))
    if media_type in _WRITERS:
        graph = new_graph()
        for quad in quads:
            graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
        return _WRITERS[media_type](graph).encode("utf-8")
    form = GRAPH_FORMATS[media_type]
    return pyoxigraph.serialize((quad.triple for quad in quads), format=form, prefixes=PREFIXES) or b""


def _term(term: object) -> Node:
    """A term as rdflib has it; it keeps the names of blank nodes, which its own parser does not."""
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    assert isinstance(term, pyoxigraph.Literal)  # noqa: S101 - the dataset has no other terms
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = URIRef(term.datatype.value)
    return Literal(term.value, datatype=None if datatype == XSD.string else datatype, normalize=False)


def _json_ld(graph: Graph) -> str:
    """JSON-LD with our prefixes; a blank node stands inside the only node that refers to it."""
    expanded = graph.serialize(format="json-ld", context=dict(PREFIXES), use_native_types=False)
    document = json.loads(expanded)
    nodes = {node["@id"]: node for node in _nodes(document)}
    used = Counter(name for node in nodes.values() for name in _references(node))
    once = {name for name, times in used.items() if times == 1 and name.startswith("_:") and name in nodes}
    roots = [_nested(node, nodes, once) for name, node in sorted(nodes.items()) if name not in once]
    text = json.dumps(roots, ensure_ascii=False)
    context = {name: iri for name, iri in PREFIXES.items() if f'"{name}:' in text}
    return json.dumps({"@context": context, "@graph": roots}, ensure_ascii=False, indent=2)


def _nodes(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The nodes of a document; where there is one only, it is the document itself."""
    if "@graph" in document:
        return list(document["@graph"])
    node = {name: value for name, value in document.items() if name != "@context"}
    return [node] if "@id" in node else []


def _references(node: dict[str, Any]) -> Iterator[str]:
    """The nodes that a node refers to, each as often as it does."""
    for name, value in node.items():
        if not name.startswith("@"):
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, dict) and "@id" in item:
                    yield item["@id"]


def _nested(node: dict[str, Any], nodes: dict[str, dict[str, Any]], once: set[str]) -> dict[str, Any]:
    def filled(value: Any) -> Any:  # noqa: ANN401 - whatever JSON has
        if isinstance(value, list):
            return sorted((filled(item) for item in value), key=_order)
        if isinstance(value, dict) and value.get("@id") in once:
            inner = _nested(nodes[value["@id"]], nodes, once)
            return {name: part for name, part in inner.items() if name != "@id"}
        return value

    return {name: value if name.startswith("@") else filled(value) for name, value in sorted(node.items())}


def _order(value: Any) -> str:  # noqa: ANN401 - whatever JSON has
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


_WRITERS: dict[str, Callable[[Graph], str]] = {"text/turtle": write_turtle, "application/ld+json": _json_ld}
