"""Who holds what in invented sentences of wires, readouts and interviews, with and without the parser."""

from pathlib import Path

import pytest
import yaml

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
HEADED = ("turns", "headings")
"""Groups whose texts begin with a headline."""
ALL = [
    pytest.param(group, case, parser, id=f"{group}-{number}-{'parser' if parser else 'rules'}")
    for group, cases in CASES.items()
    for number, case in enumerate(cases)
    for parser in (True, False)
    if parser or case.get("rules", True)
]


@pytest.mark.parametrize(("group", "case", "parser"), ALL)
def test_holders(told, group, case, parser):
    found = told(case["text"], parser=parser, outlet=case.get("outlet"), has_headline=group in HEADED)
    held = {
        f"{holder} via {item.ascribed_by}" if item.ascribed_by else holder
        for item in found
        if not item.is_negated
        for holder in item.holders
    }
    assert held == set(case["held"])


def test_there_are_enough_cases():
    assert sum(len(cases) for cases in CASES.values()) >= 50
