"""All rules of one annotation file: shapes, place, codebook and evidence."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph

from communique.graph.annotations import from_graph
from communique.graph.turtle import new_graph
from communique.model import Evidence, Mention
from communique.validation.evidence import check_evidence
from communique.validation.files import annotation_nodes, check_codebook, check_file
from communique.validation.layers import quiet, read_or_report
from communique.validation.report import Finding
from communique.validation.shapes import check_shapes
from communique.validation.terms import check_terms
from communique.validation.texts import Texts
from communique.vocabulary import CQ, OA, RDF
from communique.workspace import AnnotationFile

AT_FAULT = "the annotation itself is at fault"


@dataclass
class FileResult:
    """The outcome for one annotation file."""

    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    unchecked: dict[str, int] = field(default_factory=dict)
    items: list[Evidence | Mention] = field(default_factory=list)
    """The annotations whose structure is sound."""
    duplicated: bool = False
    """Whether one of the annotations stands in another file as well."""
    seconds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Rules:
    """What annotation files are checked against."""

    shapes: Graph
    """The shapes of annotations."""
    terms: Collection[str]
    """The terms that the ontology declares."""
    texts: Texts
    """The texts at hand."""
    duplicates: Collection[str]
    """Annotations that stand in more than one file."""


def check_annotations(
    file: AnnotationFile, name: str, graph: Graph, nearby: Graph, rules: Rules
) -> FileResult:
    """Check one file.

    Args:
        file: the file, whose place tells article, annotator and method.
        name: how findings call the file.
        graph: its content.
        nearby: what the content refers to.
        rules: what it is checked against.
    """
    result = FileResult()
    nodes = annotation_nodes(graph)
    result.duplicated = any(str(node) in rules.duplicates for node in nodes)
    started = time.perf_counter()
    result.findings = _structure(file, name, graph, nearby, rules)
    result.seconds["shapes"] = time.perf_counter() - started
    started = time.perf_counter()
    result.items = _sound(graph, _at_fault(result.findings), result.findings, name)
    result.findings += check_codebook(result.items, name)
    evidence = check_evidence(result.items, rules.texts, name)
    result.findings += evidence.findings
    result.seconds["evidence"] = time.perf_counter() - started
    result.unchecked = dict(Counter(evidence.unchecked) + Counter({AT_FAULT: len(nodes) - len(result.items)}))
    result.counts = {
        "evidence": sum((node, RDF.type, CQ.Evidence) in graph for node in nodes),
        "mentions": sum((node, RDF.type, CQ.Mention) in graph for node in nodes),
        "spans_checked": evidence.checked,
    }
    return result


def _structure(file: AnnotationFile, name: str, graph: Graph, nearby: Graph, rules: Rules) -> list[Finding]:
    """Terms, shapes and place."""
    unknown = check_terms(graph, rules.terms, name)
    with quiet():
        found = check_shapes(rules.shapes, graph, nearby, lambda _: name)
    # One fault, one finding: what a misspelt term leaves out is not missing.
    findings = unknown + [finding for finding in found if finding.node not in _at_fault(unknown)]
    return findings + check_file(file, graph, name, {*rules.duplicates, *_at_fault(findings)})


def _at_fault(findings: list[Finding]) -> set[str]:
    return {finding.node for finding in findings if finding.severity == "error"}


def _sound(graph: Graph, faulty: set[str], findings: list[Finding], name: str) -> list[Evidence | Mention]:
    """The annotations that have no finding and whose positions have none: one fault, one finding."""
    sound = new_graph()
    sound += graph
    for node in annotation_nodes(graph):
        bodies = {str(body) for body in graph.objects(node, OA.hasBody)}
        if str(node) in faulty or bodies & faulty:
            sound.remove((node, RDF.type, None))
    try:
        return from_graph(sound)
    except ValueError as error:
        findings.append(
            Finding(name, "", "annotation-unreadable", f"{error}; correct or remove this annotation.")
        )
        return []


def readable(path: Path) -> list[Evidence | Mention]:
    """The annotations of a file that passed before."""
    graph = read_or_report(path, path.name)
    try:
        return [] if isinstance(graph, Finding) else from_graph(graph)
    except ValueError:
        return []
