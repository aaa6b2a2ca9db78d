"""The triples of a dataset by subject and property, for going through it thing by thing."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib import URIRef

from communique.vocabulary import OA, RDF, SKOS, kind_and_slug

Subject = NamedNode | BlankNode
_TYPE = NamedNode(str(RDF.type))
_REVERSED = frozenset({NamedNode(str(OA.hasBody))})
"""Properties that are also followed backwards."""


class Facts:
    """All graphs merged, in memory; what is given for one thing comes in code point order."""

    def __init__(self, statements: Iterable[Quad | Triple]) -> None:
        self._values: dict[object, dict[NamedNode, set[object]]] = {}
        self._members: dict[object, set[object]] = {}
        self._backwards: dict[tuple[object, NamedNode], set[object]] = {}
        for statement in statements:
            values = self._values.setdefault(statement.subject, {})
            values.setdefault(statement.predicate, set()).add(statement.object)
            if statement.predicate == _TYPE:
                self._members.setdefault(statement.object, set()).add(statement.subject)
            elif statement.predicate in _REVERSED:
                key = (statement.object, statement.predicate)
                self._backwards.setdefault(key, set()).add(statement.subject)

    def members(self, *classes: URIRef) -> list[NamedNode]:
        """The things of some classes that have an IRI, in the order of their IRIs."""
        found = {thing for name in classes for thing in self._members.get(NamedNode(str(name)), ())}
        return sorted((t for t in found if isinstance(t, NamedNode)), key=lambda thing: thing.value)

    def all_members(self, name: URIRef) -> list[object]:
        """The members of a class, blank nodes among them, in no particular order."""
        return list(self._members.get(NamedNode(str(name)), ()))

    def is_a(self, thing: object, name: URIRef) -> bool:
        """Whether a thing is of a class."""
        return thing in self._members.get(NamedNode(str(name)), ())

    def nodes(self, thing: object, *path: URIRef) -> list[object]:
        """What a thing leads to along a path of properties."""
        nodes = {thing}
        for step in path:
            predicate = NamedNode(str(step))
            nodes = {node for start in nodes for node in self._values.get(start, {}).get(predicate, ())}
        return sorted(nodes, key=str)

    def pointing(self, thing: object, name: URIRef) -> list[object]:
        """The things that lead to a thing by a property; only for those that are followed backwards."""
        return sorted(self._backwards.get((thing, NamedNode(str(name))), ()), key=str)

    def values(self, thing: object, *path: URIRef, language: str | None = None) -> list[str]:
        """The IRIs or lexical forms at the end of a path, without repetition.

        Args:
            thing: where the path begins.
            path: properties.
            language: takes only texts in this language.
        """
        nodes = self.nodes(thing, *path)
        if language is not None:
            nodes = [node for node in nodes if isinstance(node, Literal) and node.language == language]
        return list(dict.fromkeys(n.value for n in nodes if isinstance(n, NamedNode | Literal)))

    def value(self, thing: object, *path: URIRef) -> str | None:
        """The first of :meth:`values`, or None if there is none."""
        found = self.values(thing, *path)
        return found[0] if found else None

    def label(self, thing: object) -> str:
        """The English label of a thing, else any label, else what its IRI ends in."""
        found = self.values(thing, SKOS.prefLabel, language="en") or self.values(thing, SKOS.prefLabel)
        if found:
            return found[0]
        iri = thing.value if isinstance(thing, NamedNode) else str(thing)
        named = kind_and_slug(iri)
        return named[1] if named else iri

    def statements(self, thing: object) -> frozenset[str]:
        """Everything said of a thing, as text; blank nodes have the names that the data give them."""
        return frozenset(
            f"{predicate} {node}"
            for predicate, nodes in self._values.get(thing, {}).items()
            for node in nodes
        )
