"""Every canned query gives the answer that was worked out by reading the data.

Each file in ``expected/`` holds, for the query of its name, one or more calls: of which dataset it is asked
(the sample in ``tests/sample`` or the five articles), with which parameters, and the whole answer in the
named columns, with a note on how it was worked out. An empty cell is written ~, and of a list in a cell the
order does not count. ``where`` restricts the comparison to the rows with certain cells.
"""

from pathlib import Path

import pytest
import yaml

from communique.store.canned import load_catalogue
from communique.vocabulary import kind_and_slug
from sample.workspace import REPOSITORY

FILES = sorted((Path(__file__).parent / "expected").glob("*.yaml"))
CALLS = [
    pytest.param(file.stem, call, id=f"{file.stem}-{place}")
    for file in FILES
    for place, call in enumerate(yaml.safe_load(file.read_text(encoding="utf-8")), start=1)
]
GRAPHS = {"position-graph"}
"""Queries whose answer is a graph; ``test_graphs.py`` has theirs."""


def test_each_query_has_an_expected_answer():
    queries = load_catalogue(sorted((REPOSITORY / "queries").glob("*.rq"))).queries
    assert {file.stem for file in FILES} == set(queries) - GRAPHS


@pytest.mark.parametrize(("name", "call"), CALLS)
def test_the_answer_is_the_one_worked_out(name, call, asked, real):
    assert call["reached"]
    dataset = {"sample": asked, "real": real}[call["dataset"]]
    values = {key: str(value) for key, value in (call.get("parameters") or {}).items()}
    rows = dataset.answer(name, values).rows()
    cells = [{column: _short(value) for column, value in row.items()} for row in rows]
    part = (call.get("where") or {}).items()
    found = [[row.get(column) for column in call["columns"]] for row in cells if part <= row.items()]
    expected = [[None if cell is None else _sorted(str(cell)) for cell in row] for row in call["rows"]]
    assert sorted(found, key=str) == sorted(expected, key=str)


def _short(value):
    """A cell as the files have it: of things of ours what follows the kind; nothing for an empty text."""
    if not value:
        return None
    named = kind_and_slug(value)
    return named[1] if named else _sorted(value.removeprefix("https://w3id.org/communique/ontology#"))


def _sorted(value):
    """A list within a cell is a set: SPARQL leaves its order to the engine."""
    return "; ".join(sorted(value.split("; ")))
