"""A free query that was not answered, as a page: what is wrong, where, and the query to be mended."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.store.protocol import QueryError, QuerySyntaxError
from communique.web.errors import ProblemError
from communique.web.protocol import ProtocolRequest
from communique.web.rendering import Pages

LINES_BEFORE = 2
"""How many lines the page shows before the one with the mistake."""
LINE_CHARACTERS = 200
"""Most characters of a line that it shows; of the one with the mistake, as many on each side of it."""
_WORD = re.compile(r"\S{1,40}")


@dataclass(frozen=True, slots=True)
class QueryLine:
    """A line of a query with the word that a mistake begins with, if it is in this line."""

    number: int
    before: str
    word: str = ""
    after: str = ""
    is_wrong: bool = False


def query_problem_page(pages: Pages, asked: ProtocolRequest, problem: ProblemError, error: QueryError) -> str:
    """The page.

    Args:
        pages: the templates.
        asked: the request with the query, which the page keeps in its form.
        problem: what is told.
        error: why the query was not answered; one of syntax knows the place.
    """
    place = _place(error)
    query = asked.query or ""
    return pages.render(
        "query-problem.html",
        problem=problem,
        query=query,
        place=place,
        lines=surroundings(query, *place) if place else [],
    )


def _place(error: QueryError) -> tuple[int, int] | None:
    if isinstance(error, QuerySyntaxError) and error.line is not None:
        return error.line, error.column or 1
    return None


def surroundings(query: str, line: int, column: int) -> list[QueryLine]:
    """The line with a mistake and those before it; none where the query has no such line.

    Args:
        query: the whole query.
        line: the line, counted from 1.
        column: where in it the mistake was noticed, in characters, counted from 1.
    """
    lines = query.split("\n")
    if not 1 <= line <= len(lines):
        return []
    first = max(1, line - LINES_BEFORE)
    shown = [QueryLine(number, _begun(lines[number - 1])) for number in range(first, line)]
    return [*shown, _wrong(line, lines[line - 1].rstrip("\r"), column - 1)]


def _begun(line: str) -> str:
    return line if len(line) <= LINE_CHARACTERS else f"{line[:LINE_CHARACTERS]} …"


def _wrong(number: int, line: str, place: int) -> QueryLine:
    found = _WORD.search(line, place)
    start, end = found.span() if found else (len(line), len(line))
    before, after = line[:start], line[end:]
    if len(before) > LINE_CHARACTERS:
        before = f"… {before[-LINE_CHARACTERS:]}"
    return QueryLine(number, before, line[start:end], _begun(after), is_wrong=True)
