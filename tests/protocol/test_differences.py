"""The differences between stores that the tests of the protocol allow for are known to users, and needed."""

import re
from pathlib import Path

import pytest

from protocol.differences import DIFFERENCES
from sample.workspace import REPOSITORY

STORES = (REPOSITORY / "docs" / "stores.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in STORES.splitlines() if line[:1] == "|"]


@pytest.mark.parametrize("difference", DIFFERENCES.values(), ids=DIFFERENCES)
def test_a_difference_is_told_in_the_documentation(difference):
    (heads,) = (cells for cells in ROWS if cells[1:2] == ["Oxigraph"])
    (row,) = (cells for cells in ROWS if cells[0] == difference.row)
    told = {head.split()[0].lower(): cell for head, cell in zip(heads[1:], row[1:], strict=True)}
    assert told.pop(difference.backend) not in told.values()


def test_each_difference_is_expected_by_a_test():
    texts = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert set(re.findall(r'differs\("([^"]+)"\)', texts)) == set(DIFFERENCES)
