"""A store whose queries run in the worker processes of a pool."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Protocol

from communique.store.formats import GRAPH_FORMATS, TABLE_FORMATS
from communique.store.protocol import Form, QueryError, Row, Term
from communique.store.workers.wire import Head, Job

_JSON = "application/sparql-results+json"
_N_TRIPLES = "application/n-triples"


class Runner(Protocol):
    """Who runs a job to its end; see :meth:`communique.store.workers.pool.QueryPool.run`."""

    def run(self, job: Job) -> tuple[Head, bytes]:
        """The whole answer to a query."""
        ...


class PooledAnswer:
    """An answer that is asked for when it is read; see :class:`communique.store.protocol.Answer`."""

    def __init__(self, runner: Runner, job: Job) -> None:
        self._runner, self._job = runner, job
        self._table: tuple[Form, dict[str, Any]] | None = None

    @property
    def form(self) -> Form:
        """What kind of answer this is."""
        return self._read()[0]

    @property
    def variables(self) -> list[str]:
        """The names of the columns of a table; none for other answers."""
        return [str(name) for name in self._read()[1].get("head", {}).get("vars", [])]

    def serialise(self, media_type: str) -> bytes:
        """The whole answer in a format of its kind.

        Raises:
            NotAcceptableError: the format is none for this kind of answer.
            QueryError: in its other kinds, whatever went wrong.
        """
        table = media_type if media_type in TABLE_FORMATS else None
        graph = media_type if media_type in GRAPH_FORMATS else None
        return self._runner.run(replace(self._job, table_format=table, graph_format=graph))[1]

    def rows(self) -> list[Row]:
        """The solutions of a table.

        Raises:
            QueryError: the answer is not a table, or whatever else went wrong.
        """
        form, read = self._read()
        if form is not Form.table:
            raise QueryError("only a SELECT query has rows")
        return [
            {name: _lexical(term) for name, term in binding.items()}
            for binding in read["results"]["bindings"]
        ]

    def _read(self) -> tuple[Form, dict[str, Any]]:
        if self._table is None:
            head, body = self._runner.run(replace(self._job, table_format=_JSON, graph_format=_N_TRIPLES))
            self._table = head.form, {} if head.form is Form.graph else json.loads(body)
        return self._table


def _lexical(term: dict[str, Any]) -> str:
    if term["type"] == "bnode":
        return f"_:{term['value']}"
    return term["value"] if isinstance(term["value"], str) else json.dumps(term["value"])


class PooledStore:
    """A dataset whose trusted queries run in a pool; see :class:`communique.store.protocol.Store`.

    Not to be used in the event loop of the pool: who asks waits.
    """

    def __init__(self, runner: Runner, version: str, graphs: Collection[str]) -> None:
        self._runner = runner
        self.version = version
        self.graphs = frozenset(graphs)

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: Collection[str] | None = None,
        named_graphs: Collection[str] | None = None,
    ) -> PooledAnswer:
        """Answer a query that is known to be safe; see :meth:`communique.store.protocol.Store.query`.

        It is run when its answer is read, and what is wrong with it is said then.
        """
        chosen = default_graphs is not None or named_graphs is not None
        job = Job(
            text,
            None,
            None,
            tuple(default_graphs or ()) if chosen else None,
            tuple(named_graphs or ()) if chosen else None,
            tuple((bindings or {}).items()),
            trusted=True,
        )
        return PooledAnswer(self._runner, job)
