"""Answers to free queries as pages: the beginning of a long one, with the way to all of it."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from urllib.parse import urlencode

import pyoxigraph

from communique.store.protocol import Form
from communique.web.protocol import ProtocolRequest
from communique.web.rendering import Pages

ROWS = 1_000
"""Most rows that a page shows."""
CELL_CHARACTERS = 5_000
"""Longest value that a page shows in one cell."""
TEXT_BYTES = 200_000
"""How much of a graph a page shows."""
_WHOLE = {
    Form.table: (("CSV", "csv"), ("JSON", "json")),
    Form.graph: (("Turtle", "ttl"), ("JSON-LD", "jsonld"), ("N-Triples", "nt")),
    Form.boolean: (),
}


@dataclass(frozen=True, slots=True)
class Result:
    """A whole answer."""

    form: Form
    media_type: str
    body: bytes


def results_page(pages: Pages, asked: ProtocolRequest, result: Result, *, truncated: bool = False) -> str:
    """An answer for people: a table, or the text of a graph.

    What does not fit on a page is left out, and the page says so. Only what is shown is ever parsed, so that
    an answer of many megabytes costs no more than a short one; still, do not call this in the event loop.

    Args:
        pages: the templates.
        asked: the request.
        result: the answer.
        truncated: whether the service has cut the answer itself, so that there is no way to all of it.
    """
    columns: list[str] = []
    rows: list[list[str]] = []
    text, cut = "", False
    if result.form is Form.table:
        columns, rows, cut = _table(result.body, truncated=truncated)
    elif result.form is Form.boolean:
        text = str(
            bool(pyoxigraph.parse_query_results(result.body, pyoxigraph.QueryResultsFormat.JSON))
        ).lower()
    else:
        text = result.body[:TEXT_BYTES].decode("utf-8", errors="ignore")
        cut = len(result.body) > TEXT_BYTES
    return pages.render(
        "results.html",
        query=asked.query,
        columns=columns,
        rows=rows,
        text=text,
        cut=cut,
        truncated=truncated,
        whole=[(title, _address(asked, name)) for title, name in _WHOLE[result.form]],
    )


def _table(body: bytes, *, truncated: bool) -> tuple[list[str], list[list[str]], bool]:
    """The columns and first rows of a table, and whether anything is left out."""
    if truncated:  # the parser takes no member after the rows, and the page says in words what it says
        document = json.loads(body)
        document.pop("truncated", None)
        body = json.dumps(document).encode()
    solutions = pyoxigraph.parse_query_results(body, pyoxigraph.QueryResultsFormat.JSON)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)  # noqa: S101 - a table, says the worker
    columns = [variable.value for variable in solutions.variables]
    cut, rows = False, []
    for number, solution in enumerate(itertools.islice(solutions, ROWS + 1)):
        if number == ROWS:
            cut = True
            break
        values = [_lexical(solution[name]) for name in columns]
        cut = cut or any(len(value) > CELL_CHARACTERS for value in values)
        rows.append(
            [value if len(value) <= CELL_CHARACTERS else f"{value[:CELL_CHARACTERS]} […]" for value in values]
        )
    return columns, rows, cut


def _lexical(term: object) -> str:
    if term is None:
        return ""
    if isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal | pyoxigraph.BlankNode):
        return term.value
    return str(term)


def _address(asked: ProtocolRequest, format_name: str) -> str:
    """Where the same answer is to be had whole, in another format."""
    graphs = [("default-graph-uri", graph) for graph in asked.default_graphs]
    graphs += [("named-graph-uri", graph) for graph in asked.named_graphs]
    return f"/sparql?{urlencode([('query', asked.query or ''), *graphs, ('format', format_name)])}"
