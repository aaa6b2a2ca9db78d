"""What a validation found, as values, readable text, JSON and a SHACL validation report."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import SH

from communique.graph.turtle import new_graph
from communique.vocabulary import RDF, RDFS, SHAPES

Severity = Literal["error", "warning"]

_SEVERITIES = {"error": SH.Violation, "warning": SH.Warning}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong, and what to do about it."""

    file: str
    """Path relative to the workspace, with line and column where they are known."""
    node: str
    """IRI of the annotation, position or thing at fault; empty if the file itself is."""
    rule: str
    """Local name of the rule under ``https://w3id.org/communique/shapes#``."""
    message: str
    severity: Severity = "error"
    value: str = ""
    """The value at fault or a hint at the right one; empty if there is none."""


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one validation."""

    findings: tuple[Finding, ...]
    counts: dict[str, int]
    """Articles, positions, evidence, mentions, spans checked against the texts, …"""
    unchecked: dict[str, int] = field(default_factory=dict)
    """Reasons why spans were not compared with a text, each with the number of spans."""
    notes: tuple[str, ...] = ()
    """What could not be checked at all, and why."""
    seconds: dict[str, float] = field(default_factory=dict)
    """Time per phase, in seconds."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that make the data invalid."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def conforms(self) -> bool:
        """Whether the data may be built and published: no finding but warnings."""
        return not self.errors

    def as_text(self) -> str:
        """The report for people, grouped by file."""
        lines: list[str] = []
        file = None
        for finding in self.findings:
            if finding.file != file:
                file = finding.file
                lines += ["", file] if lines else [file]
            lines.append(f"  {finding.severity} {finding.rule}")
            lines += [f"    {part}" for part in (finding.node, finding.message) if part]
            if finding.value and finding.value not in finding.message:
                lines.append(f"    value: {finding.value}")
        return "\n".join([*lines, *([""] if lines else []), *self._summary()])

    def _summary(self) -> list[str]:
        counted = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in self.counts.items())
        lines = [f"Checked: {counted}."]
        lines += [
            f"Not compared with a text: {number:,} spans: {why}" for why, number in self.unchecked.items()
        ]
        lines += [f"Not checked: {note}" for note in self.notes]
        lines.append(
            "Time: " + ", ".join(f"{name} {time:.2f} s" for name, time in self.seconds.items()) + "."
        )
        errors, warnings = len(self.errors), len(self.findings) - len(self.errors)
        verdict = "The data is sound." if self.conforms else "The data is NOT sound."
        lines.append(f"{verdict} Errors: {errors}; warnings: {warnings}.")
        return lines

    def as_json(self) -> str:
        """The report for programs, as indented JSON."""
        content: dict[str, Any] = {
            "conforms": self.conforms,
            "findings": [asdict(finding) for finding in self.findings],
            "counts": self.counts,
            "unchecked": self.unchecked,
            "notes": list(self.notes),
            "seconds": {name: round(time, 3) for name, time in self.seconds.items()},
        }
        return json.dumps(content, ensure_ascii=False, indent=2)

    def as_graph(self) -> Graph:
        """The report as an ``sh:ValidationReport``; findings of either severity are results."""
        graph = new_graph()
        graph.bind("sh", SH)
        report = BNode("report")
        graph.add((report, RDF.type, SH.ValidationReport))
        graph.add((report, SH.conforms, RdfLiteral(self.conforms)))
        for number, finding in enumerate(self.findings):
            _add_result(graph, report, BNode(f"result{number}"), finding)
        return graph

    def as_turtle(self) -> str:
        """The validation report of :meth:`as_graph` as Turtle."""
        return self.as_graph().serialize(format="turtle")


def _add_result(graph: Graph, report: BNode, result: BNode, finding: Finding) -> None:
    graph.add((report, SH.result, result))
    graph.add((result, RDF.type, SH.ValidationResult))
    graph.add((result, SH.resultSeverity, _SEVERITIES[finding.severity]))
    graph.add((result, SH.sourceShape, SHAPES[finding.rule]))
    graph.add((result, SH.sourceConstraintComponent, SH.SPARQLConstraintComponent))
    # A fault of a file as a whole has no focus node in the data; the file then stands for itself.
    focus = URIRef(finding.node) if finding.node else URIRef(finding.file.replace(" ", "%20"))
    graph.add((result, SH.focusNode, focus))
    graph.add((result, SH.resultMessage, RdfLiteral(finding.message, lang="en")))
    graph.add((result, RDFS.comment, RdfLiteral(f"File: {finding.file}", lang="en")))
    if finding.value:
        graph.add((result, SH.value, RdfLiteral(finding.value)))
