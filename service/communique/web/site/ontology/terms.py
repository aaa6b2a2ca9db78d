"""The classes, properties and closed lists of the ontology, read from its graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from communique.vocabulary import CQ, OWL, RDF, RDFS, SKOS
from communique.web.site.ontology.names import Name, name_of, short

_OWN = str(CQ._NS)
_PROPERTY_KINDS = {
    OWL.ObjectProperty: "leads to a thing",
    OWL.DatatypeProperty: "has a value",
    OWL.AnnotationProperty: "annotates",
}
_MAPPINGS = {
    SKOS.exactMatch: "the same as",
    SKOS.closeMatch: "close to",
    SKOS.broadMatch: "narrower than",
    SKOS.narrowMatch: "broader than",
    SKOS.relatedMatch: "related to",
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a term relates to one of another vocabulary, and why."""

    relation: str
    other: Name
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of a term in words."""

    label: str
    definition: str
    notes: list[str]
    examples: list[str]
    mappings: list[Mapping]


@dataclass(frozen=True, slots=True)
class ClassTerm:
    """A class.

    Attributes:
        name: its local name, which is its anchor on the page.
        iri: the class.
        told: what is said of it.
        parents: what it is a sub-class of.
        children: its sub-classes.
        restrictions: what else holds for its instances, in words.
        individuals: its instances where they are a closed list, with what is said of each.
        properties: the properties that it has.
        values_of: the properties that lead to it.
    """

    name: str
    iri: str
    told: Described
    parents: list[Name]
    children: list[Name]
    restrictions: list[str]
    individuals: list[tuple[str, Described]]
    properties: list[Name]
    values_of: list[Name]


@dataclass(frozen=True, slots=True)
class PropertyTerm:
    """A property.

    Attributes:
        name: its local name, which is its anchor on the page.
        iri: the property.
        told: what is said of it.
        kind: what its values are, in words.
        domain: the classes that have it.
        values: the classes or the datatype of its values, or the values that it can have.
    """

    name: str
    iri: str
    told: Described
    kind: str
    domain: list[Name]
    values: list[Name]


class Terms:
    """The terms of the ontology."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.properties = [
            self._property(iri, words)
            for kind, words in _PROPERTY_KINDS.items()
            for iri in _own(graph.subjects(RDF.type, kind))
        ]
        self.properties.sort(key=lambda term: term.name.casefold())
        self.classes = [self._class(iri) for iri in _own(graph.subjects(RDF.type, OWL.Class))]
        self.classes.sort(key=lambda term: term.name)

    def described(self, iri: Node) -> Described:
        """What is said of a term in words."""
        return Described(
            self.text(iri, RDFS.label) or self.text(iri, SKOS.prefLabel),
            self.text(iri, SKOS.definition),
            self.texts(iri, SKOS.scopeNote),
            self.texts(iri, SKOS.example),
            list(self._mappings(iri)),
        )

    def text(self, iri: Node, term: URIRef) -> str:
        """A text in English, or an empty one."""
        return next(iter(self.texts(iri, term)), "")

    def texts(self, iri: Node, term: URIRef) -> list[str]:
        """All texts in English, or in no language, sorted."""
        found = self._graph.objects(iri, term)
        return sorted(str(one) for one in found if isinstance(one, Literal) and one.language in ("en", None))

    def _class(self, iri: URIRef) -> ClassTerm:
        graph = self._graph
        above = list(graph.objects(iri, RDFS.subClassOf))
        return ClassTerm(
            iri.removeprefix(_OWN),
            str(iri),
            self.described(iri),
            _names(one for one in above if isinstance(one, URIRef)),
            _names(_own(graph.subjects(RDFS.subClassOf, iri))),
            sorted(self._restriction(one) for one in above if isinstance(one, BNode)),
            [
                (one.removeprefix(_OWN), self.described(one))
                for one in _own(graph.subjects(RDF.type, iri))
                if (one, RDF.type, OWL.NamedIndividual) in graph
            ],
            [Name(term.name, f"#{term.name}") for term in self.properties if _has(term.domain, iri)],
            [Name(term.name, f"#{term.name}") for term in self.properties if _has(term.values, iri)],
        )

    def _property(self, iri: URIRef, kind: str) -> PropertyTerm:
        graph = self._graph
        return PropertyTerm(
            iri.removeprefix(_OWN),
            str(iri),
            self.described(iri),
            kind,
            [name for one in graph.objects(iri, RDFS.domain) for name in self._members(one)],
            [name for one in graph.objects(iri, RDFS.range) for name in self._members(one)],
        )

    def _members(self, node: Node) -> list[Name]:
        """A class or datatype, the classes of a union, or the values of a list."""
        for term in (OWL.unionOf, OWL.oneOf):
            listed = self._graph.value(node, term)
            if listed is not None:
                return [_name(one) for one in Collection(self._graph, listed)]
        return [_name(node)]

    def _restriction(self, node: BNode) -> str:
        """What a restriction demands of a property."""
        on, only = (self._graph.value(node, term) for term in (OWL.onProperty, OWL.allValuesFrom))
        values = " or ".join(name.text for name in self._members(only)) if only is not None else "anything"
        return f"{short(str(on))} leads to {values} only"

    def _mappings(self, iri: Node) -> Iterator[Mapping]:
        for term, words in _MAPPINGS.items():
            for other in sorted(self._graph.objects(iri, term), key=str):
                yield Mapping(words, name_of(str(other)), self._reasons(iri, term, other))

    def _reasons(self, iri: Node, term: URIRef, other: Node) -> list[str]:
        graph = self._graph
        return [
            note
            for axiom in graph.subjects(OWL.annotatedSource, iri)
            if graph.value(axiom, OWL.annotatedProperty) == term
            and graph.value(axiom, OWL.annotatedTarget) == other
            for note in self.texts(axiom, SKOS.note)
        ]


def _own(nodes: Iterable[Node]) -> list[URIRef]:
    """Those that are terms of the ontology, sorted, each once."""
    return sorted({node for node in nodes if isinstance(node, URIRef) and node.startswith(_OWN)})


def _names(nodes: Iterable[Node]) -> list[Name]:
    return [name_of(iri) for iri in sorted({str(node) for node in nodes})]


def _name(node: Node) -> Name:
    return Name(f"“{node}”", "") if isinstance(node, Literal) else name_of(str(node))


def _has(names: Iterable[Name], iri: URIRef) -> bool:
    return short(str(iri)) in {name.text for name in names}
