"""The rules of validation, read from the files of shapes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import SH, Graph, URIRef
from rdflib.term import Node

from communique.graph.turtle import TurtleError, read_turtle
from communique.vocabulary import RDF, RDFS, SHAPES
from communique.web.site.ontology.conditions import conditions, path_words
from communique.web.site.ontology.names import Name, name_of

_TARGETS = {
    SH.targetClass: "every",
    SH.targetSubjectsOf: "everything that has",
    SH.targetObjectsOf: "every value of",
    SH.targetNode: "the thing",
}
_BEGINNING = re.compile(r"^:([\w-]+)\s+a\s+sh:", re.MULTILINE)
_TITLES = {
    "annotations": "Positions and annotations",
    "reference": "Reference data",
    "articles": "Article records",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        name: its local name, by which findings name it.
        message: what is wrong where it is broken, and what to do.
        is_warning: whether data that break it may still be built.
        path: the property that it is about, in words; empty for the thing as a whole.
        conditions: what it demands, in words; empty for a query.
        query: the query that finds what breaks it; empty for most.
    """

    name: str
    message: str
    is_warning: bool
    path: str
    conditions: list[str]
    query: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The rules for one kind of thing.

    Attributes:
        name: the local name of the shape.
        targets: what it is about: words, and the names of classes or properties.
        comment: what is said of it.
        rules: its rules.
        elsewhere: rules that it shares with a shape told of before.
    """

    name: str
    targets: list[tuple[str, list[Name]]]
    comment: str
    rules: list[Rule]
    elsewhere: list[str]


@dataclass(frozen=True, slots=True)
class ShapesFile:
    """The shapes of one file."""

    slug: str
    title: str
    shapes: list[Shape]
    problem: str = ""
    """Why it cannot be read; empty if it can."""


def read_shapes(paths: Iterable[Path]) -> list[ShapesFile]:
    """The shapes of some files; a file that cannot be read says so in its place."""
    return [_read(path) for path in sorted(paths, key=lambda path: (path.stem not in _TITLES, path.stem))]


def _read(path: Path) -> ShapesFile:
    title = _TITLES.get(path.stem, path.stem)
    try:
        graph = read_turtle(path)
        order = {name: place for place, name in enumerate(_BEGINNING.findall(path.read_text("utf-8")))}
    except (TurtleError, OSError, UnicodeDecodeError):
        return ShapesFile(path.stem, title, [], "This file of shapes cannot be read.")
    told: set[str] = set()
    shapes = [_shape(graph, node, order, told) for node in _named(graph, SH.NodeShape, order)]
    # Those without a target only serve the others, which a reader wants first.
    return ShapesFile(path.stem, title, sorted(shapes, key=lambda shape: not shape.targets))


def _shape(graph: Graph, node: URIRef, order: Mapping[str, int], told: set[str]) -> Shape:
    parts = {
        part
        for term in (SH.property, SH.sparql)
        for part in graph.objects(node, term)
        if isinstance(part, URIRef)
    }
    names = sorted((_local(part) for part in parts), key=lambda name: (order.get(name, len(order)), name))
    own = [SHAPES[name] for name in names if name not in told]
    elsewhere = [name for name in names if name in told]
    told.update(names)
    rules = [_rule(graph, part) for part in own]
    if graph.value(node, SH.message) is not None:
        rules.insert(0, _rule(graph, node))
    return Shape(
        _local(node),
        list(_targets(graph, node)),
        str(graph.value(node, RDFS.comment) or ""),
        rules,
        elsewhere,
    )


def _rule(graph: Graph, node: URIRef) -> Rule:
    path, query = graph.value(node, SH.path), graph.value(node, SH.select)
    return Rule(
        _local(node),
        str(graph.value(node, SH.message) or ""),
        graph.value(node, SH.severity) == SH.Warning,
        "" if path is None else path_words(graph, path),
        [] if query is not None else conditions(graph, node),
        "" if query is None else _dedented(str(query)),
    )


def _targets(graph: Graph, node: Node) -> Iterator[tuple[str, list[Name]]]:
    for term, words in _TARGETS.items():
        names = [name_of(str(one)) for one in sorted(graph.objects(node, term), key=str)]
        if names:
            yield words, names


def _named(graph: Graph, kind: URIRef, order: Mapping[str, int]) -> list[URIRef]:
    """The shapes that have a name, in the order of their file."""
    found = {one for one in graph.subjects(RDF.type, kind) if isinstance(one, URIRef)}
    return sorted(found, key=lambda one: (order.get(_local(one), len(order)), str(one)))


def _local(iri: Node) -> str:
    return str(iri).removeprefix(str(SHAPES))


def _dedented(query: str) -> str:
    """A query without the indentation that it has in its file."""
    lines = query.strip("\n").rstrip().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return "\n".join(line[margin:] for line in lines)
