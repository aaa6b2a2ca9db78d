"""The graphs that a query chooses by FROM and FROM NAMED, taken out of its text.

Stores disagree about which graphs are there when some are chosen in the text and some in the request, or only
one kind of them is chosen. Therefore the choice is read here and always sent in full with the request.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urljoin

from communique.store.protocol import QuerySyntaxError
from communique.store.tokens import Kind, Token
from communique.vocabulary import BASE, NO_GRAPH

_LOCAL_ESCAPE = re.compile(r"\\(.)")
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class DatasetClause:
    """A query without its FROM, and the graphs that this named."""

    pieces: tuple[tuple[str, str], ...]
    """The text in pieces, each with the IRI of the graph that it names after GRAPH, or nothing."""
    default_graphs: tuple[str, ...] | None
    """None where the query has no FROM of either kind."""
    named_graphs: tuple[str, ...] | None
    names_graphs: bool
    """Whether it has a GRAPH pattern, so that the named graphs matter at all."""

    def text(self, named_graphs: Collection[str]) -> str:
        """The text, with a graph that is nowhere for each that GRAPH names and that is not among those given.

        Virtuoso takes a graph that is named outright without asking whether it was chosen.
        """
        return "".join(
            piece if not graph or graph in named_graphs else f" <{NO_GRAPH}>" for piece, graph in self.pieces
        )


def split_dataset_clause(tokens: list[Token]) -> DatasetClause:
    """Take FROM and FROM NAMED out of a query.

    Raises:
        QuerySyntaxError: FROM is not followed by the name of a graph.
    """
    reader = _Reader(tokens)
    reader.read()
    chosen = bool(reader.default or reader.named)
    names_graphs = any(token.keyword == "GRAPH" for token in tokens)
    return DatasetClause(
        tuple(reader.kept),
        tuple(reader.default) if chosen else None,
        tuple(reader.named) if chosen else None,
        names_graphs,
    )


class _Reader:
    """One pass over the tokens of a query."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = iter(tokens)
        self._base = BASE
        self._has_base = self._is_relative = False
        self._prefixes: dict[str, str] = {}
        self.default: list[str] = []
        self.named: list[str] = []
        self.kept: list[tuple[str, str]] = []
        """The text, piece by piece, without FROM; see :class:`DatasetClause`."""

    def read(self) -> None:
        for token in self._tokens:
            if self.kept and self.kept[-1][0] == "@":  # a language, whatever it is called
                self.kept.append((token.text, ""))
                continue
            if token.keyword == "FROM":
                self._from()
                self.kept.append((" ", ""))
                continue
            if token.keyword == "BASE":
                self._has_base = True
                self._base = self._resolved(self._next())
                self.kept.append((f"BASE <{self._base}>", ""))
                continue
            self._keep(token)
            if token.keyword == "GRAPH":
                self._graph()
            elif token.keyword == "PREFIX":
                prefix = self._copied().text.removesuffix(":")
                self._prefixes[prefix] = self._resolved(self._copied())
        if self._is_relative:
            self.kept.insert(0, (f"BASE <{BASE}> ", ""))

    def _keep(self, token: Token, before: str = "", graph: str = "") -> None:
        if not self._has_base and token.kind is Kind.iri and _ABSOLUTE.match(token.text) is None:
            self._is_relative = True  # each store would resolve it in its own way
        self.kept.append((f"{before}{token.text}", graph))

    def _copied(self) -> Token:
        """The next token, which belongs to the text that is kept."""
        token = self._next()
        self._keep(token, " ")
        return token

    def _graph(self) -> None:
        token = self._next()
        graph = "" if token.kind is Kind.variable else self._iri(token)
        self._keep(token, " ", graph)

    def _resolved(self, token: Token) -> str:
        return urljoin(self._base, token.text[1:-1])

    def _from(self) -> None:
        token = self._next()
        graphs = self.default
        if token.keyword == "NAMED":
            token, graphs = self._next(), self.named
        graphs.append(self._iri(token))

    def _next(self) -> Token:
        for token in self._tokens:
            if token.kind is not Kind.space:
                return token
        raise QuerySyntaxError("this is not SPARQL 1.1: it ends too early")

    def _iri(self, token: Token) -> str:
        if token.kind is Kind.iri:
            return self._resolved(token)
        prefix, colon, local = token.text.partition(":")
        if token.kind is not Kind.word or not colon or prefix not in self._prefixes:
            raise QuerySyntaxError(f"this is not SPARQL 1.1: {token.text} names no graph")
        return self._prefixes[prefix] + _LOCAL_ESCAPE.sub(r"\1", local)
