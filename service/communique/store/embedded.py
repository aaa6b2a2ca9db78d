"""Oxigraph inside the process, read-only, on the folder of a build."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pyoxigraph
from rdflib import Literal, URIRef

from communique.graph.turtle import new_graph, write_turtle
from communique.store.formats import GRAPH_FORMATS, TABLE_FORMATS
from communique.store.protocol import (
    AnswerTooLargeError,
    Form,
    NotAcceptableError,
    QueryError,
    QuerySyntaxError,
    Row,
    Term,
)

_POSITION = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
_ENGINE_FAULTS = (OSError, RuntimeError)
"""What Oxigraph raises for a store that it cannot read; RuntimeError where its content is damaged."""
_ENGINE_NOISE = re.compile(r",?\s*\[[^\]]*\](\s*\|\s*[^,]*)?")


class StoreError(ValueError):
    """A store that cannot be opened or read; the message is one line that says what to do."""


class EmbeddedAnswer:
    """An answer of the embedded engine; see :class:`communique.store.protocol.Answer`.

    The engine's own object must end in the thread that made it. It is therefore given up as soon as the
    answer has been read, or could not be, and nothing that outlives the reading (a traceback, say) keeps it.
    """

    def __init__(
        self, result: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples
    ) -> None:
        self._result: object = result
        self.form = _form_of(result)
        """What kind of answer this is."""
        self.variables: list[str] = []
        """The names of the columns of a table; none for other answers."""
        if isinstance(result, pyoxigraph.QuerySolutions):
            self.variables = [variable.value for variable in result.variables]

    def serialise(self, media_type: str, *, size_limit: int | None = None) -> bytes:
        """The whole answer in a format of its kind, written by the engine.

        Args:
            media_type: one of the formats of this kind of answer.
            size_limit: the longest answer, in bytes, that is given out; None for any length.

        Raises:
            NotAcceptableError: the format is none for this kind of answer.
            AnswerTooLargeError: the answer is longer than the limit.
            QueryError: the answer has been read already.
            StoreError: the engine failed while it was answering.
        """
        output = _LimitedBuffer(size_limit)
        try:
            with _reading():
                if isinstance(self._result, pyoxigraph.QueryTriples):
                    self._result.serialize(output, GRAPH_FORMATS[media_type])
                elif isinstance(self._result, pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean):
                    self._result.serialize(output, TABLE_FORMATS[media_type])
                else:
                    raise QueryError(_READ_ALREADY)
        except KeyError:
            raise NotAcceptableError(f"{media_type} is no format for this kind of answer") from None
        finally:
            self._result = None
        return output.getvalue()

    def serialise_tidily(self, media_type: str) -> bytes:
        """A small graph as people like to read it: in a stable order, Turtle with prefixes and nested nodes.

        Raises:
            QueryError: the answer is not a graph, or has been read already.
            StoreError: the engine failed while it was answering.
        """
        try:
            if not isinstance(self._result, pyoxigraph.QueryTriples):
                graph = self.form is Form.graph
                raise QueryError(_READ_ALREADY if graph else "only a CONSTRUCT or DESCRIBE query has a graph")
            with _reading():
                triples = sorted(self._result, key=str)
        finally:
            self._result = None
        if media_type == "text/turtle":
            plain = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
            return write_turtle(new_graph().parse(data=plain or b"", format="nt")).encode("utf-8")
        return pyoxigraph.serialize(triples, format=GRAPH_FORMATS[media_type]) or b""

    def rows(self) -> list[Row]:
        """The solutions of a table.

        Raises:
            QueryError: the answer is not a table, or has been read already.
            StoreError: the engine failed while it was answering.
        """
        try:
            if not isinstance(self._result, pyoxigraph.QuerySolutions):
                table = self.form is Form.table
                raise QueryError(_READ_ALREADY if table else "only a SELECT query has rows")
            with _reading():
                solutions = list(self._result)
        finally:
            self._result = None
        return [
            {name: value for name in self.variables if (value := _lexical(solution[name])) is not None}
            for solution in solutions
        ]


_READ_ALREADY = "an answer can be read once, and this one has been"


def _form_of(result: object) -> Form:
    if isinstance(result, pyoxigraph.QuerySolutions):
        return Form.table
    return Form.boolean if isinstance(result, pyoxigraph.QueryBoolean) else Form.graph


class EmbeddedStore:
    """A build opened read-only; see :class:`communique.store.protocol.Store`. Safe to use from threads.

    Its default graph holds all named graphs merged (see :mod:`communique.release.build`).
    """

    def __init__(self, store: pyoxigraph.Store, version: str) -> None:
        self._store = store
        self.version = version
        self.graphs = frozenset(
            graph.value for graph in store.named_graphs() if isinstance(graph, pyoxigraph.NamedNode)
        )

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
        except _ENGINE_FAULTS as error:
            trouble = _one_line(error)
        # Out here the engine's error is gone, and with it its iterators, which may not end in another thread.
        raise StoreError(f"the store in {folder} cannot be opened ({trouble}); run `communique build`")

    @property
    def size(self) -> int:
        """How many statements it holds: those of the named graphs and those of the default graph.

        Raises:
            StoreError: the store is damaged.
        """
        with _reading():
            return len(self._store)

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
        chosen = default_graphs is not None or named_graphs is not None
        try:
            result = self._store.query(
                text,
                default_graph=[*_nodes(default_graphs or ())] if chosen else None,
                named_graphs=[*_nodes(named_graphs or ())] if chosen else None,
                substitutions={pyoxigraph.Variable(name): _term(v) for name, v in (bindings or {}).items()},
            )
        except SyntaxError as error:
            raise syntax_error(str(error.msg)) from error
        except _ENGINE_FAULTS as error:
            raise QueryError(_one_line(error)) from error
        return EmbeddedAnswer(result)


def syntax_error(message: str) -> QuerySyntaxError:
    """Oxigraph's complaint about a query, its position taken out, its lists of characters left out."""
    found = _POSITION.match(message)
    if found is None:
        return QuerySyntaxError(message)
    complaint = _ENGINE_NOISE.sub("", found[3]).strip(" ,")
    return QuerySyntaxError(complaint or "this is not SPARQL 1.1", int(found[1]), int(found[2]))


@contextlib.contextmanager
def _reading() -> Iterator[None]:
    """Answers are worked out while they are read, so that damage to the store may come to light only then."""
    try:
        yield
    except _ENGINE_FAULTS as error:
        raise StoreError(
            f"the engine failed while answering ({_one_line(error)}); "
            "if the store is damaged, `communique build` makes it anew"
        ) from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _nodes(graphs: Collection[str]) -> list[pyoxigraph.NamedNode]:
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


def _lexical(term: object) -> str | None:
    if term is None:
        return None
    return term.value if isinstance(term, pyoxigraph.NamedNode | pyoxigraph.Literal) else str(term)


class _LimitedBuffer(io.BytesIO):
    """A buffer that takes no more than so many bytes."""

    def __init__(self, limit: int | None) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        written = super().write(data)
        if self._limit is not None and self.tell() > self._limit:
            raise AnswerTooLargeError(
                f"the answer is longer than {self._limit:,} bytes; ask for less, for example with LIMIT"
            )
        return written
