"""What a store can be asked, whatever engine stands behind it, and what can go wrong in asking."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Protocol

from rdflib import Literal, URIRef

Term = URIRef | Literal
Row = dict[str, str]
"""One solution: the lexical form of each bound variable; an unbound one is missing."""


class Form(StrEnum):
    """What kind of answer a query gives."""

    table = "table"
    boolean = "boolean"
    graph = "graph"


class QueryError(ValueError):
    """A query that was not answered; the message says why and what to do."""


class QuerySyntaxError(QueryError):
    """A query that is not SPARQL 1.1.

    Attributes:
        line: where the trouble was noticed, counted from 1, or None if not known.
        column: likewise, in characters.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message, line, column)
        self.message, self.line, self.column = message, line, column

    def __str__(self) -> str:
        if self.line is None:
            return self.message
        return f"line {self.line}, column {self.column}: {self.message}"


class QueryRefusedError(QueryError):
    """A sound request that this service does not carry out: update, SERVICE, a graph it does not have."""


class NotAcceptableError(QueryError):
    """The answer cannot be written in any format that the client takes."""


class DeadlineError(QueryError):
    """A query stopped at its time limit."""


class MemoryLimitError(QueryError):
    """A query stopped at its memory limit."""


class AnswerTooLargeError(QueryError):
    """An answer longer than the service gives out."""


class EngineError(QueryError):
    """A query that failed through no fault of its own."""


class BusyError(QueryError):
    """Too many queries wait already."""


class Answer(Protocol):
    """The answer to one query; it can be read once, in one of the two ways."""

    @property
    def form(self) -> Form:
        """What kind of answer this is."""
        ...

    @property
    def variables(self) -> list[str]:
        """The names of the columns of a table."""
        ...

    def serialise(self, media_type: str) -> bytes:
        """The whole answer in a format of its kind (see :mod:`communique.store.formats`).

        Raises:
            NotAcceptableError: the format is none for this kind of answer.
        """
        ...

    def rows(self) -> list[Row]:
        """The solutions of a table."""
        ...


class Store(Protocol):
    """A dataset of one fixed version that answers SPARQL 1.1 queries.

    Without a choice of graphs the default graph is the merge of all named graphs, each triple once; a choice
    made here wins over FROM in the text.
    """

    @property
    def version(self) -> str:
        """The version of the dataset: 64 hexadecimal digits."""
        ...

    @property
    def graphs(self) -> frozenset[str]:
        """The IRIs of the named graphs."""
        ...

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: Collection[str] | None = None,
        named_graphs: Collection[str] | None = None,
    ) -> Answer:
        """Answer a query that is known to be safe.

        Args:
            text: a SPARQL 1.1 query.
            bindings: values of variables, as terms; each has to be projected by the query and by each
                sub-select that uses it (:func:`communique.store.safety.unbindable` tells).
            default_graphs: graphs that make up the default graph.
            named_graphs: graphs that GRAPH can name.

        Raises:
            QuerySyntaxError: the text is not a query.
            QueryError: a variable cannot be bound.
        """
        ...
