"""Ontology, reference data and shapes as graphs, read as far as they can be read."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph, URIRef

from communique.graph.turtle import TurtleError, new_graph, read_turtle
from communique.validation.closure import vocabulary
from communique.validation.report import Finding
from communique.validation.shapes import check_shapes
from communique.validation.terms import check_terms, declared_terms
from communique.validation.things import check_things
from communique.vocabulary import BASE, CQ, RDF
from communique.workspace import Workspace

_CLOSED_LISTS = (
    CQ.AgreementKind,
    CQ.EventKind,
    CQ.Issue,
    CQ.Method,
    CQ.Numbering,
    CQ.ParticipationRole,
    CQ.Rendering,
    CQ.Stance,
    CQ.Verification,
)

_PLACED_ERROR = re.compile(r"(?P<where>.*?:\d+:\d+): (?P<what>.*)", re.DOTALL)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep rdflib from printing a traceback for each literal unlike its datatype; the shapes report it."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def read_or_report(path: Path, name: str) -> Graph | Finding:
    """The content of a Turtle file, or what is wrong with it."""
    try:
        with quiet():
            return read_turtle(path)
    except TurtleError as error:
        text = str(error).replace(str(path), name, 1)
        placed = _PLACED_ERROR.fullmatch(text)
        where, what = (placed["where"], placed["what"]) if placed else (name, text.removeprefix(f"{name}: "))
        return Finding(
            where, "", "turtle-syntax", f"{what}; correct the file, nothing else in it was checked."
        )


@dataclass
class Layers:
    """What annotations refer to, and the rules for it all."""

    ontology: Graph = field(default_factory=new_graph)
    reference: Graph = field(default_factory=new_graph)
    shapes_of_reference: Graph = field(default_factory=new_graph)
    shapes_of_annotations: Graph = field(default_factory=new_graph)
    file_of: dict[str, str] = field(default_factory=dict)
    """The file that describes each thing of the reference data."""
    reference_parts: list[tuple[str, Graph]] = field(default_factory=list)
    """The reference data file by file, each with its name."""
    unreadable: list[Finding] = field(default_factory=list)
    """Files that could not be read; without them nothing that builds on them can be judged."""


def read_layers(workspace: Workspace) -> Layers:
    """Read ontology, reference data and shapes."""
    layers = Layers()
    root = workspace.root
    shapes = root / "shapes"
    for graph, paths in (
        (layers.ontology, workspace.ontology_files),
        (layers.reference, workspace.reference_files),
        (layers.shapes_of_reference, [shapes / "reference.ttl", shapes / "articles.ttl"]),
        (layers.shapes_of_annotations, [shapes / "annotations.ttl"]),
    ):
        for path, part in _read_each(paths, root, layers):
            graph += part
            if graph is layers.reference:
                name = path.relative_to(root).as_posix()
                layers.file_of.update((str(node), name) for node in part.subjects())
                layers.reference_parts.append((name, part))
    return layers


def _read_each(paths: Iterable[Path], root: Path, layers: Layers) -> Iterator[tuple[Path, Graph]]:
    for path in paths:
        content = read_or_report(path, path.relative_to(root).as_posix())
        if isinstance(content, Finding):
            layers.unreadable.append(content)
        else:
            yield path, content


def check_reference(layers: Layers) -> list[Finding]:
    """Check reference data, article records and annotators against their shapes."""

    def file_of(node: str) -> str:
        return layers.file_of.get(node, "data/reference")

    with quiet():
        findings = check_shapes(
            layers.shapes_of_reference, layers.reference, vocabulary(layers.ontology), file_of
        )
    declared = declared_terms(layers.ontology)
    unknown = [
        finding for name, part in layers.reference_parts for finding in check_terms(part, declared, name)
    ]
    # One fault, one finding: what a misspelt term leaves out is not missing, and an IRI is spoken of once.
    findings = unknown + [finding for finding in findings if finding.node not in {f.node for f in unknown}]
    named = {finding.node for finding in findings if finding.rule.endswith("-iri")}
    findings += [found for found in check_things(layers.reference, layers.file_of) if found.node not in named]
    return findings + _extended_lists(layers)


def _extended_lists(layers: Layers) -> list[Finding]:
    """Members of closed lists, or terms, that reference data describes although only the ontology may."""
    listed = {node for kind in _CLOSED_LISTS for node in layers.reference.subjects(RDF.type, kind)}
    terms = {
        node
        for node in layers.reference.subjects()
        if isinstance(node, URIRef) and node.startswith(BASE + "ontology#")
    }
    return [
        Finding(
            layers.file_of[str(node)],
            str(node),
            "closed-list-extended",
            "Terms and closed lists (stances, renderings, issues, kinds, roles) are described in ontology/ "
            "only; use one of their members, or propose a new one there.",
        )
        for node in sorted(terms | {node for node in listed if isinstance(node, URIRef)})
    ]
