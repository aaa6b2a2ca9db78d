"""The dataset as Python sees it: what can be asked of it, wherever it lies."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from rdflib import Graph

from communique.client.asking import Content, Table, ask
from communique.client.canned import CannedQueries, CannedSource
from communique.client.citation import Citation
from communique.client.errors import ClosedError, TruncatedAnswerWarning
from communique.client.layouts import ACTORS, AGREEMENTS, ARTICLES, EVENTS, POSITIONS, PROVISIONS
from communique.client.positions import find_positions, wanted
from communique.client.records import (
    ActorRecord,
    AgreementRecord,
    ArticleRecord,
    Entity,
    EventRecord,
    ProvisionRecord,
)
from communique.client.reference import Reference
from communique.client.result import Positions, Result, Row, table_result
from communique.client.values import Day, Given, as_term, as_text
from communique.store.protocol import QueryError, Store
from communique.store.safety import check, unbindable

Name = str | Entity
"""A slug, ``kind/slug``, an IRI, or a thing that another answer gave."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a dataset comes from."""

    name: str
    """The path or address, for people."""
    store: Store
    reference: Reference
    canned: CannedSource
    citation: Citation
    close: Callable[[], None]


class KnowledgeGraph:
    """One version of the dataset, opened for reading (:func:`communique.open`). Safe to use from threads."""

    def __init__(self, source: Source) -> None:
        self._source: Source | None = source
        self._closing = threading.Lock()
        self._name, self._citation, self._version = source.name, source.citation, source.store.version

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        state = ", closed" if self._source is None else ""
        return f"<KnowledgeGraph {self._name}, version {self._version[:16]}{state}>"

    def close(self) -> None:
        """Close it; afterwards it answers nothing more. What it has answered stays."""
        with self._closing:
            source, self._source = self._source, None  # and so the memory that it takes is given back
        if source is not None:
            source.close()

    @property
    def version(self) -> str:
        """The version of the dataset: 64 hexadecimal digits, the SHA-256 of its canonical N-Quads."""
        return self._version

    def cite(self, style: str = "text") -> str:
        """How to cite this version.

        Args:
            style: ``text`` or ``bibtex``.

        Raises:
            ValueError: there is no such style.
        """
        return self._citation.write(style)

    def positions(
        self,
        *,
        holder: Name | None = None,
        stance: Name | None = None,
        target: Name | None = None,
        agreement: Name | None = None,
        article: Name | None = None,
        outlet: Name | None = None,
        method: str | None = None,
        rendering: Name | None = None,
        annotator: Name | None = None,
        on_behalf_of: Name | None = None,
        ascribed_by: Name | None = None,
        towards: Name | None = None,
        issue: Name | None = None,
        event: Name | None = None,
        since: Day | None = None,
        until: Day | None = None,
        ascribed: bool | None = None,
    ) -> Positions:
        """The positions that pass all filters, in the order of days, each with the evidence that passes them.

        Args:
            holder: who takes the stance.
            stance: the stance, such as ``calls-for``.
            target: what exactly the stance is on: a provision, agreement, collection, event, issue or actor.
            agreement: an agreement that is the target, or one of whose provisions is.
            article: the article that tells of it.
            outlet: the publisher of the article.
            method: ``hand`` or ``machine``.
            rendering: how the article gives it, such as ``direct-quotation``.
            annotator: who or what read the article.
            on_behalf_of: for whom the holder speaks on that day.
            ascribed_by: who says that the holder takes the stance.
            towards: who is asked, accused, warned, answered or supported.
            issue: what it is about.
            event: where it was stated.
            since: first day, month or year; days are compared at the precision that both have.
            until: last day, month or year, itself included.
            ascribed: True for positions that others ascribe to the holder, False for the holder's own.

        Raises:
            UnknownThingError: the dataset has no such thing; the message names the nearest.
            ParameterError: a value of another kind does not fit.
            ClosedError: the dataset has been closed.
            QueryError: it could not be asked.
        """
        filters = {
            "holder": holder, "stance": stance, "target": target, "agreement": agreement, "article": article,
            "outlet": outlet, "method": method, "rendering": rendering, "annotator": annotator,
            "on_behalf_of": on_behalf_of, "ascribed_by": ascribed_by, "towards": towards, "issue": issue,
            "event": event,
        }  # fmt: skip
        source = self._open()
        choice = wanted(filters, since, until, ascribed)
        return Positions(find_positions(source.store, source.reference, choice), POSITIONS, self._version)

    def actors(self) -> Result[ActorRecord]:
        """All persons, states, bodies, outlets, populations and collectives, by label.

        Raises:
            QueryError: the dataset could not be asked.
        """
        return Result(self._open().reference.actors(), ACTORS, self._version)

    def agreements(self) -> Result[AgreementRecord]:
        """All agreements with their provisions, by label.

        Raises:
            QueryError: the dataset could not be asked.
        """
        return Result(self._open().reference.agreements(), AGREEMENTS, self._version)

    def provisions(self) -> Result[ProvisionRecord]:
        """All provisions of agreements, by agreement and number.

        Raises:
            QueryError: the dataset could not be asked.
        """
        return Result(self._open().reference.provisions(), PROVISIONS, self._version)

    def articles(self) -> Result[ArticleRecord]:
        """The records of all articles, by day of publication.

        Raises:
            QueryError: the dataset could not be asked.
        """
        return Result(self._open().reference.articles(), ARTICLES, self._version)

    def events(self) -> Result[EventRecord]:
        """All events, by day.

        Raises:
            QueryError: the dataset could not be asked.
        """
        return Result(self._open().reference.events(), EVENTS, self._version)

    @property
    def queries(self) -> CannedQueries:
        """The canned queries by name, with titles and parameters.

        Raises:
            CannedQueryError: the dataset came without any.
            QueryError: the service did not tell.
        """
        return self._open().canned.queries()

    def canned(self, name: str, /, **parameters: Given | None) -> Result[Row] | bool | Graph:
        """Ask a canned query.

        Args:
            name: one of :attr:`queries`.
            parameters: values of its parameters; None leaves one out. A name that Python keeps for itself
                gets an underscore: ``from_="2023-03"``.

        Returns:
            a table, a truth value or a graph, as the query has it.

        Raises:
            UnknownQueryError: there is no such query; the message names the nearest.
            UnknownThingError: a value names no thing of the dataset; likewise.
            ParameterError: a parameter does not fit.
            CannedQueryError: the query is broken, or the dataset came without any.
            QueryError: it could not be answered.
        """
        given = {
            key.removesuffix("_"): as_text(value) for key, value in parameters.items() if value is not None
        }
        return self._result(*self._open().canned.ask(name, given))

    def query(self, sparql: str, bindings: Mapping[str, Given] | None = None) -> Result[Row] | bool | Graph:
        """Ask a SPARQL 1.1 query.

        Args:
            sparql: a SELECT, ASK, CONSTRUCT or DESCRIBE query.
            bindings: values by the names of variables. They are bound as RDF terms, never pasted into the
                text; a plain string is a plain literal, so give things as entities or ``rdflib.URIRef``.

        Returns:
            a table for SELECT, a truth value for ASK, an ``rdflib.Graph`` for CONSTRUCT and DESCRIBE.

        Raises:
            QuerySyntaxError: the text is not SPARQL 1.1; the message says where.
            QueryRefusedError: it is an update, calls another service, or names a graph that is not there.
            QueryError: a variable cannot be bound, or the query could not be answered.
        """
        store = self._open().store
        check(sparql, store.graphs)
        terms = {name.removeprefix("?"): as_term(value) for name, value in (bindings or {}).items()}
        lost = unbindable(sparql, terms)
        if lost:
            raise QueryError(
                f"a value of ?{lost[0]} would not reach all of the query; name it after SELECT, also in "
                "each sub-select that uses it, and use COALESCE instead of BOUND and BIND"
            )
        return self._result(*ask(store, sparql, terms))

    def _open(self) -> Source:
        source = self._source
        if source is None:
            raise ClosedError(f"{self._name} has been closed; open it again with communique.open")
        return source

    def _result(self, content: Content, truncated: bool) -> Result[Row] | bool | Graph:
        if truncated:
            warnings.warn(
                "the service cut this answer off at its limit; use LIMIT and OFFSET, or open a release",
                TruncatedAnswerWarning,
                stacklevel=3,
            )
        if isinstance(content, Table):
            return table_result(content.columns, content.rows, self._version, truncated=truncated)
        return content
