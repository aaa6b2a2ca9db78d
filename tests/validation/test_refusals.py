"""Each broken input is refused by the rule that was made for it, and by no other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from rdflib.namespace import SH

from communique.graph.turtle import new_graph, read_turtle
from communique.validation import Report
from communique.validation.report import SHAPES
from communique.workspace import Workspace
from validation.broken_inputs import Broken, broken_inputs

CASES = broken_inputs()

ACTIONS = re.compile(
    r"\b(add|annotate|choose|copy|correct|describe|give|keep|leave|let|make|move|name|propose|put|quote|read"
    r"|replace|restore|say|settle|shorten|take|write)\b"
)
"""What a message can tell people to do."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_broken_input_is_refused_by_its_rule_only(
    case: Broken, workspace: Workspace, check: Callable[[], Report]
) -> None:
    case.apply(workspace.root)
    report = check()
    assert {finding.rule for finding in report.findings} == {case.rule}, report.as_text()
    assert report.conforms == case.warning
    for finding in report.findings:
        assert finding.file
        wrong, _, remedy = finding.message.partition("; ")
        assert len(wrong.split()) >= 3, f"does not say what is wrong: {finding.message}"
        assert ACTIONS.search(remedy), f"does not say what to do: {finding.message}"
        assert "{" not in finding.message, "a value was not filled in"


def test_broken_inputs_differ() -> None:
    assert max(Counter((case.rule, case.name) for case in CASES).values()) == 1
    assert len(CASES) >= 45


def test_every_rule_of_the_shapes_has_a_message_and_a_broken_input(passed: Workspace) -> None:
    shapes = new_graph()
    for path in passed.shapes_files:
        shapes += read_turtle(path)
    rules = set(shapes.subjects(SH.message))
    assert all(rule in SHAPES for rule in rules)
    named = {str(rule).removeprefix(str(SHAPES)) for rule in rules}
    assert named - {case.rule for case in CASES} == set()
    constraints = set(shapes.objects(None, SH.sparql)) | {
        shape for shape in shapes.objects(None, SH.property) if shape in SHAPES
    }
    assert constraints <= rules
