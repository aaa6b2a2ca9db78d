"""Turtle files: strict reading with a position for each error, and one canonical way of writing."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import pyoxigraph
from rdflib import Graph
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import BNode, Node

from communique.vocabulary import PREFIXES


class TurtleError(ValueError):
    """A Turtle file that cannot be read; the message names file, line and column."""


def read_turtle(path: Path) -> Graph:
    """Read a Turtle file.

    Oxigraph reads it first: its grammar is strict and it is the engine that will load the file, while
    rdflib lets through things that it would not.

    Raises:
        TurtleError: the file is missing, not plain UTF-8 or not Turtle.
    """
    try:
        content = path.read_bytes()
        if content.startswith(codecs.BOM_UTF8):
            raise TurtleError(f"{path}: starts with a byte order mark; save the file as UTF-8 without one")
        content.decode("utf-8")
        for _ in pyoxigraph.parse(content, format=pyoxigraph.RdfFormat.TURTLE):
            pass
    except OSError as error:
        raise TurtleError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise TurtleError(f"{path}: not UTF-8 at byte {error.start}; save the file as UTF-8") from error
    except SyntaxError as error:
        where = f"{path}:{error.lineno}:{error.offset}" if error.lineno else str(path)
        raise TurtleError(f"{where}: not valid Turtle: {error.msg}") from error
    return new_graph().parse(data=content, format="turtle")


def new_graph() -> Graph:
    """An empty graph that knows the project's prefixes and no others."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def write_turtle(graph: Graph) -> str:
    """The graph as Turtle in canonical order: subjects by IRI with numbers compared as numbers.

    Blank nodes stand inside the subject that refers to them; two graphs that are equal node by node give
    the same text, so ``git diff`` shows what changed and nothing else.
    """
    tidy = new_graph()
    tidy += graph
    return tidy.serialize(format=_SERIALIZER)


_SERIALIZER = "communique-turtle"


def _natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", text)]


class CanonicalTurtle(TurtleSerializer):
    """Turtle with one fixed order of subjects; rdflib's own order depends on how often each is used."""

    def orderSubjects(self) -> list[Node]:  # noqa: N802 - rdflib's name
        """All subjects, named ones first, in natural order of their IRIs.

        Of blank nodes, what nothing refers to comes first: others, such as the cells of a list, are written
        where they are referred to.
        """
        return sorted(self._subjects, key=self._place)

    def _place(self, node: Node) -> tuple[bool, bool, list[tuple[int, str]]]:
        is_blank = isinstance(node, BNode)
        return is_blank, is_blank and self._references[node] > 0, _natural(str(node))


def _register() -> None:
    from rdflib.plugin import register
    from rdflib.serializer import Serializer

    register(_SERIALIZER, Serializer, __name__, CanonicalTurtle.__name__)


_register()
