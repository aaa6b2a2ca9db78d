"""The answer of a remote store: read as data of unknown worth, written in whatever format is wanted."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator
from typing import ParamSpec, TypeVar

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

from communique.store.cutting import AnswerLimits
from communique.store.embedded_answer import Output, write_graph, write_table
from communique.store.formats import GRAPH_FORMATS, TABLE_FORMATS
from communique.store.protocol import (
    AnswerTooLargeError,
    EngineError,
    Form,
    NotAcceptableError,
    QueryError,
    Row,
)
from communique.store.remote.http import Reply

Parameters = ParamSpec("Parameters")
Outcome = TypeVar("Outcome")
_TABLES = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
ACCEPT = {
    Form.table: _TABLES,
    Form.boolean: _TABLES,
    # N-Triples first: in Turtle some stores write numbers so that they come back as others.
    Form.graph: "application/n-triples, text/turtle;q=0.8",
}
"""What is asked for each kind of answer."""
PLAIN_FORMATS = {
    Form.table: "application/sparql-results+json",
    Form.boolean: "application/sparql-results+json",
    Form.graph: "application/n-triples",
}
"""The format of each kind of answer that programs read back."""

ROWS_ASSURED = 100_000
"""So many rows a store has to give at least, which is checked when it is opened."""

_BOOLEAN = re.compile(rb'("datatype"\s*:\s*"[^"\\]+#boolean"\s*,\s*"value"\s*:\s*")([01])"')
_BLANK_NODE = re.compile(rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")nodeID://')
"""A truth value and a blank node as Virtuoso writes them. Nothing in a string can look like this, because the
quotes would be escaped."""
_VIRTUOSO_TRUTH = "__ASK_RETVAL"
_VIRTUOSO_NOTHING = "_star_fake"
"""The column of a Virtuoso table that has none: ``SELECT *`` without a variable."""
_SPELT = {b"0": b"false", b"1": b"true"}

_Result = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean
_READABLE_TABLES = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
}
_READABLE_GRAPHS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
}


def only_query_errors(function: Callable[Parameters, Outcome]) -> Callable[Parameters, Outcome]:
    """Make a function that reads what a store sent say so, in one kind of error, where it is no answer.

    Answers are parsed while they are read, so that it may come to light only then. The error that leaves the
    function keeps nothing of what was read: the engine's objects must end in the thread that made them.
    """

    @functools.wraps(function)
    def read(*values: Parameters.args, **named: Parameters.kwargs) -> Outcome:
        try:
            return function(*values, **named)
        except QueryError as error:
            trouble = error.with_traceback(None)
            trouble.__cause__ = trouble.__context__ = None
        except (SyntaxError, ValueError, RecursionError):
            trouble = _broken()
        raise trouble

    return read


class RemoteAnswer:
    """An answer that has come whole; see :class:`communique.store.protocol.Answer`."""

    @only_query_errors
    def __init__(self, form: Form, reply: Reply) -> None:
        self.form = form
        """What kind of answer this is."""
        self._reply = reply
        self.variables: list[str] = []
        """The names of the columns of a table; none for other answers."""
        if form is Form.table:
            solutions = self.solutions()
            if reply.row_limit is not None:
                _refuse_cut(solutions, reply.row_limit)
            self.variables = [variable.value for variable in solutions.variables]

    @only_query_errors
    def serialise(self, media_type: str) -> bytes:
        """The whole answer in a format of its kind.

        Args:
            media_type: one of the formats of this kind of answer.

        Raises:
            NotAcceptableError: the format is none for this kind of answer.
            AnswerTooLargeError: it may have been cut by the store.
            EngineError: what the store sent is not what it says it is.
        """
        self._check_format(media_type)
        if self.form is Form.graph:
            return pyoxigraph.serialize(self._triples(), format=GRAPH_FORMATS[media_type]) or b""
        return self._result().serialize(format=TABLE_FORMATS[media_type]) or b""

    @only_query_errors
    def write(self, output: Output, media_type: str, limits: AnswerLimits) -> bool:
        """Write the answer up to a limit; see :meth:`communique.store.embedded_answer.EmbeddedAnswer.write`.

        Raises:
            NotAcceptableError: the format is none for this kind of answer.
            QueryError: what the store sent is not what it says it is, or not even one row fits.
        """
        self._check_format(media_type)
        if self.form is Form.graph:
            return write_graph(self._triples(), output, media_type, limits)
        if self.form is Form.table:
            return write_table(self.solutions(), output, media_type, limits)
        output.write(self._result().serialize(format=TABLE_FORMATS[media_type]) or b"")
        return False

    @only_query_errors
    def rows(self) -> list[Row]:
        """The solutions of a table.

        Raises:
            QueryError: the answer is not a table, or not what it says it is.
        """
        if self.form is not Form.table:
            raise QueryError("only a SELECT query has rows")
        return [
            {name: _lexical(value) for name in self.variables if (value := solution[name]) is not None}
            for solution in self.solutions()
        ]

    @only_query_errors
    def solutions(self) -> pyoxigraph.QuerySolutions:
        """The solutions of a table as terms; to be read in the thread that asks for them.

        Raises:
            EngineError: what the store sent is not what it says it is.
        """
        result = self._result()
        assert isinstance(result, pyoxigraph.QuerySolutions)  # noqa: S101 - the form has been compared
        return result

    @only_query_errors
    def triples(self, *, checked: bool = True) -> list[pyoxigraph.Triple]:
        """The different triples of a graph.

        Args:
            checked: whether to refuse a graph that may not be whole.

        Raises:
            QueryError: the answer is not a graph, or not what it says it is.
        """
        if self.form is not Form.graph:
            raise QueryError("only a CONSTRUCT or DESCRIBE query has a graph")
        return list(dict.fromkeys(self._triples(checked=checked)))

    def _check_format(self, media_type: str) -> None:
        if media_type not in (GRAPH_FORMATS if self.form is Form.graph else TABLE_FORMATS):
            raise NotAcceptableError(f"{media_type} is no format for this kind of answer")

    def _triples(self, *, checked: bool = True) -> Iterator[pyoxigraph.Triple]:
        format_ = _READABLE_GRAPHS.get(self._reply.media_type)
        if format_ is None:
            raise _broken()
        may_be_cut = checked and self._reply.is_from_virtuoso
        for count, quad in enumerate(pyoxigraph.parse(self._reply.body, format=format_), 1):
            if may_be_cut and count >= ROWS_ASSURED:
                raise AnswerTooLargeError(
                    f"the store does not say whether a graph of {count:,} triples is whole; "
                    "use LIMIT and OFFSET to get less at once"
                )
            yield pyoxigraph.Triple(quad.subject, quad.predicate, quad.object)

    def _result(self) -> _Result:
        format_ = _READABLE_TABLES.get(self._reply.media_type)
        if format_ is None:
            raise _broken()
        body = self._reply.body
        if self._reply.is_from_virtuoso and format_ is QueryResultsFormat.JSON:
            body = _BOOLEAN.sub(lambda found: found[1] + _SPELT[found[2]] + b'"', body)
            body = _BLANK_NODE.sub(rb"\1", body)
        result = pyoxigraph.parse_query_results(body, format=format_)
        if isinstance(result, pyoxigraph.QuerySolutions):
            result = _truth(result) if self.form is Form.boolean else _without_columns(result)
        if isinstance(result, pyoxigraph.QueryBoolean) != (self.form is Form.boolean):
            raise _broken()
        return result


def _truth(solutions: pyoxigraph.QuerySolutions) -> _Result:
    """The truth value that Virtuoso writes as a table of its own kind; any other table as it is."""
    if [variable.value for variable in solutions.variables] != [_VIRTUOSO_TRUTH]:
        return solutions
    values = [solution[_VIRTUOSO_TRUTH] for solution in solutions]
    said = bool(values) and isinstance(values[0], pyoxigraph.Literal) and values[0].value == "1"
    written = json.dumps({"head": {}, "boolean": said})
    return pyoxigraph.parse_query_results(written, format=QueryResultsFormat.JSON)


def _without_columns(solutions: pyoxigraph.QuerySolutions) -> _Result:
    """A table without columns, for which Virtuoso makes one up; any other table as it is."""
    if [variable.value for variable in solutions.variables] != [_VIRTUOSO_NOTHING]:
        return solutions
    written = json.dumps({"head": {"vars": []}, "results": {"bindings": [{} for _ in solutions]}})
    return pyoxigraph.parse_query_results(written, format=QueryResultsFormat.JSON)


def _refuse_cut(solutions: pyoxigraph.QuerySolutions, row_limit: int) -> None:
    """Refuse an answer that the store may have cut at its own limit: nothing else would show that."""
    rows = sum(1 for _ in solutions)
    if rows >= row_limit:
        raise AnswerTooLargeError(
            f"the store gives no more than {row_limit:,} rows at once; use LIMIT and OFFSET to get all"
        )


def _broken() -> EngineError:
    return EngineError("what the store sent is no answer to the query; try again later")


def _lexical(term: object) -> str:
    return term.value if isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal) else str(term)
