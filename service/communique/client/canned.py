"""The canned queries of a dataset: what there is, and the answers of those in a folder."""

from __future__ import annotations

import difflib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Protocol

from communique.client.asking import Content, ask
from communique.client.errors import UnknownQueryError
from communique.client.notebook import rows_html
from communique.store.canned import CannedQuery, CannedQueryError, Catalogue, bind, load_catalogue
from communique.store.protocol import Store
from communique.store.things import ThingIndex


class CannedQueries(Mapping[str, CannedQuery]):
    """The canned queries by name, each with its title, summary and parameters."""

    def __init__(self, queries: Iterable[CannedQuery]) -> None:
        self._queries = {query.name: query for query in queries}

    def __getitem__(self, name: str) -> CannedQuery:
        return self._queries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)

    def __repr__(self) -> str:
        if not self._queries:
            return "no canned queries"
        return "\n".join(f"{signature(query)}\n    {query.title}" for query in self._queries.values())

    def _repr_html_(self) -> str:
        rows = ((signature(query), query.title, query.summary) for query in self._queries.values())
        return (
            rows_html(("query", "title", "summary"), rows)
            if self._queries
            else f"<p>{escape(repr(self))}</p>"
        )


def signature(query: CannedQuery) -> str:
    """A query with its parameters and their types; what may be left out stands in brackets."""
    parameters = (
        f"{parameter.name}: {parameter.type}"
        if parameter.required
        else f"[{parameter.name}: {parameter.type}]"
        for parameter in query.parameters
    )
    return f"{query.name}({', '.join(parameters)})"


def unknown_query(name: str, names: Iterable[str]) -> UnknownQueryError:
    """The error for a name that no query has, with the nearest names there are."""
    known = list(names)
    near = difflib.get_close_matches(name[:200], known, n=5, cutoff=0.4)
    hint = f"; nearest: {', '.join(near)}" if near else ""
    return UnknownQueryError(f"there is no canned query '{name[:100]}'{hint}", near)


class CannedSource(Protocol):
    """Where canned queries are asked."""

    def queries(self) -> CannedQueries:
        """What queries there are.

        Raises:
            CannedQueryError: there are none to be had here.
        """
        ...

    def ask(self, name: str, values: Mapping[str, str]) -> tuple[Content, bool]:
        """The answer to one, and whether it was cut off.

        Raises:
            UnknownQueryError: there is no such query.
            CannedQueryError: it cannot be used.
            ParameterError: a parameter does not fit.
            QueryError: it could not be answered.
        """
        ...


class FolderOfQueries:
    """The query files of a workspace, asked of a store."""

    def __init__(self, store: Store, files: Iterable[Path], things: Callable[[], ThingIndex]) -> None:
        self._store, self._files, self._things = store, tuple(files), things
        self._lock = threading.Lock()
        self._read: Catalogue | None = None

    def queries(self) -> CannedQueries:
        """The queries of the folder that can be used."""
        return CannedQueries(self._catalogue().queries.values())

    def ask(self, name: str, values: Mapping[str, str]) -> tuple[Content, bool]:
        """The answer to one; see :class:`CannedSource`."""
        catalogue = self._catalogue()
        if name in catalogue.broken:
            raise CannedQueryError(f"the query is broken: {catalogue.broken[name]}")
        if name not in catalogue.queries:
            raise unknown_query(name, catalogue.queries)
        query = catalogue.queries[name]
        return ask(self._store, query.text, bind(query.parameters, values, self._things()))

    def _catalogue(self) -> Catalogue:
        # Reading the files takes longer than opening the dataset, and many never need them.
        with self._lock:
            if self._read is None:
                self._read = load_catalogue(self._files)
            return self._read


class NoQueries:
    """A dataset that came without canned queries.

    Args:
        reason: why there are none, and what to do.
    """

    def __init__(self, reason: str) -> None:
        self._reason = reason

    def queries(self) -> CannedQueries:
        """Refuse.

        Raises:
            CannedQueryError: always.
        """
        raise CannedQueryError(self._reason)

    def ask(self, name: str, values: Mapping[str, str]) -> tuple[Content, bool]:
        """Refuse.

        Raises:
            CannedQueryError: always.
        """
        raise CannedQueryError(self._reason)
