"""The machine's files in a workspace: what they hold, writing them, and what people coded beside them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
from rdflib import Graph, Literal, URIRef

from communique.annotator.machine.provenance import Run, provenance
from communique.annotator.machine.record import ANNOTATOR, Recorded
from communique.graph.annotations import read_position, to_graph
from communique.graph.turtle import new_graph, write_turtle
from communique.model import Position
from communique.vocabulary import BASE, CQ, PROV, RDF, SKOS, thing
from communique.workspace import Workspace, save

_POSITIONS = f"{BASE}id/position/"
_PROGRAM = f"""
<{thing("annotator", ANNOTATOR)}> a <{CQ.Annotator}>, <{PROV.Agent}> ;
    <{CQ.method}> <{CQ.machine}> ;
    <{SKOS.prefLabel}> "Machine"@en ;
    <{SKOS.definition}> "The annotator program of Communiqué. Which version of it, with which model and \
settings, is told for each article by the provenance beside its annotations."@en .
"""


def machine_turtle(recorded: Recorded, run: Run) -> str:
    """The annotations of one article with their provenance; equal input gives equal bytes."""
    graph = new_graph()
    graph += to_graph(recorded.annotations)
    graph += provenance(run)
    return write_turtle(graph)


def machine_path(workspace: Workspace, article: str) -> Path:
    """Where the machine's file for an article lies."""
    return workspace.root / "data" / "annotations" / "machine" / f"{article}.ttl"


def save_machine_file(workspace: Workspace, article: str, content: str) -> Path:
    """Write the machine's file for an article, and the record of the program if the data lack it.

    A file that is the same already is not touched.

    Raises:
        OSError: the workspace cannot be written to.
        WorkspaceError: another process is changing the workspace.
    """
    path = machine_path(workspace, article)
    with workspace.lock():
        _ensure_annotator(workspace)
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            save(path, content)
    return path


def _ensure_annotator(workspace: Workspace) -> None:
    # Added at the end as text: the file is written by people, with an order and remarks of their own.
    path = workspace.root / "data" / "annotators.ttl"
    if (thing("annotator", ANNOTATOR), RDF.type, CQ.Annotator) in workspace.reference:
        return
    content = path.read_text(encoding="utf-8") if path.is_file() else ""
    if f"<{thing('annotator', ANNOTATOR)}> a" not in content:
        save(path, content + _PROGRAM)


def positions_by_hand(workspace: Workspace) -> dict[tuple[str, str, str, str, str | None], Position]:
    """The positions that people coded in any article, by key; what several files say of one is joined.

    Raises:
        SyntaxError: a file is not Turtle.
        ReadingError: a position lacks something.
    """
    graph = Graph()
    for file in workspace.annotation_files:
        if file.method == "hand":
            # Oxigraph reads a file in a hundredth of the time, and of most of it nothing is needed here.
            for triple in pyoxigraph.parse(path=str(file.path), format=pyoxigraph.RdfFormat.TURTLE):
                _add_of_position(graph, triple)
    found = (read_position(graph, node) for node in graph.subjects(RDF.type, CQ.Position))
    return {position.key: position for position in found}


def _add_of_position(graph: Graph, triple: pyoxigraph.Quad) -> None:
    subject, value = triple.subject, triple.object
    if not isinstance(subject, pyoxigraph.NamedNode) or not subject.value.startswith(_POSITIONS):
        return
    node = URIRef(subject.value), URIRef(triple.predicate.value)
    if isinstance(value, pyoxigraph.NamedNode):
        graph.add((*node, URIRef(value.value)))
    elif isinstance(value, pyoxigraph.Literal):
        graph.add((*node, Literal(value.value)))
