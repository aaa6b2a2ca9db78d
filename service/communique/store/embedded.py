"""Oxigraph inside the process, read-only, on the folder of a build."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

import pyoxigraph
from rdflib import Literal, URIRef

from communique.store.embedded_answer import EmbeddedAnswer
from communique.store.engine import ENGINE_FAULTS, StoreError, one_line, reading
from communique.store.protocol import QueryError, QuerySyntaxError, Term
from communique.vocabulary import BASE

_POSITION = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_SOME = 2000
_ENGINE_NOISE = re.compile(r",?\s*\[[^\]]*\](\s*\|\s*[^,]*)?")


class EmbeddedStore:
    """A build opened read-only; see :class:`communique.store.protocol.Store`. Safe to use from threads.

    Its default graph holds all named graphs merged (see :mod:`communique.release.build`).
    """

    def __init__(self, store: pyoxigraph.Store, version: str, graphs: Collection[str] | None = None) -> None:
        self._store = store
        self.version = version
        if graphs is None:
            found = store.named_graphs()
            graphs = [graph.value for graph in found if isinstance(graph, pyoxigraph.NamedNode)]
        self.graphs = frozenset(graphs)

    @classmethod
    def open(cls, folder: Path, version: str) -> EmbeddedStore:
        """Open a store folder.

        Raises:
            StoreError: there is no store, or it is damaged.
        """
        if not folder.is_dir():
            raise StoreError(f"there is no store in {folder}; run `communique build`")
        try:
            return cls(pyoxigraph.Store.read_only(str(folder)), version)
        except ENGINE_FAULTS as error:
            trouble = one_line(error)
        # Out here the engine's error is gone, and with it its iterators, which may not end in another thread.
        raise StoreError(f"the store in {folder} cannot be opened ({trouble}); run `communique build`")

    @classmethod
    def load(cls, dataset: Path, version: str) -> EmbeddedStore:
        """Load N-Quads into memory, the named graphs and all of them merged; blank nodes keep their names.

        Raises:
            StoreError: the file cannot be read.
        """
        store = pyoxigraph.Store()
        try:
            store.bulk_extend(_quads(dataset))
            store.bulk_extend(pyoxigraph.Quad(q.subject, q.predicate, q.object) for q in _quads(dataset))
        except (*ENGINE_FAULTS, SyntaxError) as error:
            trouble = one_line(error)
        else:
            return cls(store, version)
        raise StoreError(f"{dataset} cannot be loaded ({trouble}); run `communique build`")

    @property
    def size(self) -> int:
        """How many statements it holds: those of the named graphs and those of the default graph.

        Raises:
            StoreError: the store is damaged.
        """
        with reading():
            return len(self._store)

    def touch(self, numbers: Iterable[int]) -> None:
        """Read a little at places spread over the whole store, other places for other numbers.

        Things are stored by a hash of their name, so that one which does not exist leads to anywhere.

        Raises:
            StoreError: the store is damaged.
        """
        with reading():
            some = list(islice(self._store, _SOME))  # the names of their objects lie all over the store
            predicates = {quad.predicate for quad in some}
            for number in numbers:
                nowhere = pyoxigraph.NamedNode(f"{BASE}nowhere/{number}")
                for pattern in (
                    (nowhere, None, None, None),
                    (None, None, nowhere, None),
                    (None, None, None, nowhere),
                    (None, None, nowhere, nowhere),
                    *((None, predicate, nowhere, None) for predicate in predicates),
                    (None, next(iter(predicates), None), None, nowhere),
                ):
                    next(self._store.quads_for_pattern(*pattern), None)

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: Collection[str] | None = None,
        named_graphs: Collection[str] | None = None,
    ) -> EmbeddedAnswer:
        """Answer a query that is known to be safe; see :meth:`communique.store.protocol.Store.query`.

        Raises:
            QuerySyntaxError: the text is not a query.
            QueryError: a variable cannot be bound, or the engine failed.
        """
        try:
            store, default_graph, named = self._chosen(default_graphs, named_graphs)
            result = store.query(
                text,
                base_iri=BASE,
                default_graph=default_graph,
                named_graphs=named,
                substitutions={pyoxigraph.Variable(name): _term(v) for name, v in (bindings or {}).items()},
            )
        except SyntaxError as error:
            raise syntax_error(str(error.msg)) from error
        except ENGINE_FAULTS as error:
            raise QueryError(one_line(error)) from error
        return EmbeddedAnswer(result)

    def _chosen(
        self, default_graphs: Collection[str] | None, named_graphs: Collection[str] | None
    ) -> tuple[pyoxigraph.Store, list[_Graph] | None, list[_Named] | None]:
        """The store to ask and what to tell it about graphs.

        Of several graphs Oxigraph makes a default graph in which a triple that stands in two of them matches
        twice. So they are merged first, in a store for this one query.
        """
        if default_graphs is None and named_graphs is None:
            return self._store, None, None
        wanted, named = set(default_graphs or ()), _nodes(named_graphs or ())
        if len(wanted) <= 1:
            return self._store, [*_nodes(wanted)], named
        if wanted >= self.graphs:
            return self._store, [pyoxigraph.DefaultGraph()], named
        merged = pyoxigraph.Store()
        for graph in _nodes(sorted(wanted)):
            quads = self._store.quads_for_pattern(None, None, None, graph)
            merged.bulk_extend(pyoxigraph.Quad(q.subject, q.predicate, q.object) for q in quads)
        for graph in named:
            merged.bulk_extend(self._store.quads_for_pattern(None, None, None, graph))
        return merged, [pyoxigraph.DefaultGraph()], named


def syntax_error(message: str) -> QuerySyntaxError:
    """Oxigraph's complaint about a query, its position taken out, its lists of characters left out."""
    found = _POSITION.match(message)
    if found is None:
        return QuerySyntaxError(message)
    complaint = _ENGINE_NOISE.sub("", found[3]).strip(" ,")
    return QuerySyntaxError(complaint or "this is not SPARQL 1.1", int(found[1]), int(found[2]))


def _quads(dataset: Path) -> Iterator[pyoxigraph.Quad]:
    return pyoxigraph.parse(path=str(dataset), format=pyoxigraph.RdfFormat.N_QUADS)


_Named = pyoxigraph.NamedNode | pyoxigraph.BlankNode
_Graph = _Named | pyoxigraph.DefaultGraph


def _nodes(graphs: Collection[str]) -> list[_Named]:
    return [pyoxigraph.NamedNode(graph) for graph in graphs]


def _term(term: Term) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if isinstance(term, URIRef):
        return pyoxigraph.NamedNode(str(term))
    assert isinstance(term, Literal)  # noqa: S101 - the type says so; a wrong one is a mistake of ours
    if term.language:
        return pyoxigraph.Literal(str(term), language=term.language)
    if term.datatype:
        return pyoxigraph.Literal(str(term), datatype=pyoxigraph.NamedNode(str(term.datatype)))
    return pyoxigraph.Literal(str(term))
