"""A request to the SPARQL endpoint as it has been understood, and the job for the workers that it is."""

from __future__ import annotations

from dataclasses import dataclass

from communique.store.compression import ENCODINGS
from communique.store.formats import GRAPH_FORMATS, SUFFIXES, TABLE_FORMATS
from communique.store.protocol import NotAcceptableError, QueryError
from communique.store.workers.wire import Job
from communique.web.caching import Key, RequestHeaders
from communique.web.encoding import Coding, choose_coding
from communique.web.errors import ProblemError, client_query_problem
from communique.web.negotiation import choose
from communique.web.protocol import ProtocolRequest

_TABLES, _GRAPHS = tuple(TABLE_FORMATS), tuple(GRAPH_FORMATS)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it has been understood."""

    request: ProtocolRequest
    headers: RequestHeaders
    http_version: str
    browser: bool
    """Whether the answer is to be a page."""
    key: Key | None
    """Under which its answer may be kept; None for not at all."""


def job_for(asked: Asked) -> Job:
    """A request for the workers; a page is made from the first of the formats of each kind.

    Raises:
        ProblemError: the client takes nothing that an answer could be sent as.
    """
    request = asked.request
    coding = _coding(asked)
    if request.format is not None:
        media_type = SUFFIXES[request.format]
        table = media_type if media_type in TABLE_FORMATS else None
        graph = media_type if media_type in GRAPH_FORMATS else None
    elif asked.browser:
        table, graph, coding = next(iter(TABLE_FORMATS)), next(iter(GRAPH_FORMATS)), Coding(None)
    else:
        table = choose(asked.headers.accept, _TABLES)
        graph = choose(asked.headers.accept, _GRAPHS)
    chosen = request.default_graphs or request.named_graphs
    return Job(
        request.query or "",
        table,
        graph,
        request.default_graphs if chosen else None,
        request.named_graphs if chosen else None,
        encoding=coding.name,
        forced=coding.forced,
    )


def problem_of(error: QueryError, asked: ProtocolRequest) -> ProblemError:
    """What a client is told of its query that was not answered."""
    if isinstance(error, NotAcceptableError):
        error = NotAcceptableError(_formats_that_fit(asked))
    return client_query_problem(error)


def _coding(asked: Asked) -> Coding:
    coding = choose_coding(asked.headers.accept_encoding)
    if not coding.possible:
        raise ProblemError(406, f"nothing in Accept-Encoding fits; there is {', '.join(ENCODINGS)}")
    return coding


def _formats_that_fit(asked: ProtocolRequest) -> str:
    if asked.format is not None:
        return f"format={asked.format} cannot hold the answer to this query"
    return (
        f"nothing in Accept can hold the answer; a table comes as {', '.join(_TABLES)}, "
        f"a graph as {', '.join(_GRAPHS)}"
    )
