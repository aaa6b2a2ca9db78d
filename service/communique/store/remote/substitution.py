"""Values written into the text of a query in place of its variables, for stores that take nothing but text.

Only for trusted texts: a value is always a whole RDF term, written by the same code that writes dumps, at the
place of a token that is a variable. So a value can never become anything but a term.

A variable that has got a value is none any more. Where SPARQL wants a variable and not a term, this is
written instead:

====================================  ===========================================================
``SELECT ?x``                         ``SELECT (term AS ?x)``; left out in a sub-select
``SELECT *``                          ``BIND(term AS ?x)`` at the end of the outermost group
``GROUP BY ?x``, ``ORDER BY ?x``      ``(STR(term))``, the same for all solutions
``BOUND(?x)``                         ``true``
``VALUES ?x { … }``                   another variable and a FILTER that it is the term
====================================  ===========================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice

import pyoxigraph
from rdflib import URIRef

from communique.store.protocol import QueryError, Term
from communique.store.tokens import Kind, Token, plain_text, tokens_of

_LAST_CLAUSES = ("HAVING", "LIMIT", "OFFSET")


def substitute(text: str, bindings: Mapping[str, Term]) -> str:
    """A query with terms in place of some of its variables, and without escapes (:func:`plain_text`).

    Args:
        text: a SPARQL 1.1 query of ours, not a stranger's.
        bindings: terms by the names of variables.

    Raises:
        QuerySyntaxError: the text cannot be split into tokens.
        QueryRefusedError: a string in it cannot be written without escapes.
        QueryError: a term cannot be written, or the query itself gives the variable a value.
    """
    plain = plain_text(text)
    if not bindings:
        return plain
    written = {name: written_term(term) for name, term in bindings.items()}
    return _Writer(tokens_of(plain), written).write()


def written_term(term: Term) -> str:
    """A term as SPARQL has it.

    Raises:
        QueryError: it is no valid term.
    """
    try:
        if isinstance(term, URIRef):
            return str(pyoxigraph.NamedNode(str(term)))
        datatype = None if term.datatype is None else pyoxigraph.NamedNode(str(term.datatype))
        if term.language:
            return str(pyoxigraph.Literal(str(term), language=term.language))
        str(term).encode("utf-8")
        return str(pyoxigraph.Literal(str(term), datatype=datatype))
    except ValueError as error:
        raise QueryError(f"the value {str(term)[:80]!r} is no RDF term: {error}") from None


class _Clause(Enum):
    """Where in a query a token stands."""

    projection = auto()
    body = auto()
    grouping = auto()
    ordering = auto()
    rest = auto()


@dataclass
class _Select:
    """A SELECT on its way from its first word to its last."""

    braces: int
    """How many braces were open before it."""
    parentheses: int
    outermost: bool
    clause: _Clause = _Clause.projection
    columns: int = 0
    everything: bool = False
    named: set[str] = field(default_factory=set)


class _Writer:
    """One pass over the tokens of a query."""

    def __init__(self, tokens: list[Token], terms: Mapping[str, str]) -> None:
        self._tokens, self._terms = tokens, terms
        self._used = {token.variable for token in tokens}
        self._output: list[str] = []
        self._selects: list[_Select] = []
        self._braces = self._parentheses = 0
        self._position = 0

    def write(self) -> str:
        while self._position < len(self._tokens):
            token = self._tokens[self._position]
            self._position += 1
            if token.kind is Kind.mark:
                self._mark(token.text)
            elif token.kind is Kind.word:
                self._word(token)
            elif token.variable in self._terms:
                self._variable(token.variable)
            else:
                if token.kind is Kind.variable and self._in_projection:
                    self._selects[-1].columns += 1
                self._output.append(token.text)
        return "".join(self._output)

    @property
    def _clause(self) -> _Clause:
        return self._selects[-1].clause if self._selects else _Clause.rest

    @property
    def _at_its_level(self) -> bool:
        """Whether the innermost SELECT itself goes on here, not something in brackets."""
        if not self._selects:
            return False
        innermost = self._selects[-1]
        return (self._braces, self._parentheses) == (innermost.braces, innermost.parentheses)

    @property
    def _in_projection(self) -> bool:
        return self._clause is _Clause.projection and self._at_its_level

    def _mark(self, mark: str) -> None:
        if mark == "(":
            if self._in_projection:
                self._selects[-1].columns += 1
            self._parentheses += 1
        elif mark == ")":
            self._parentheses -= 1
        elif mark == "{":
            if self._in_projection:
                self._end_projection()
            self._braces += 1
        elif mark == "}":
            self._close_brace()
            return
        elif mark == "*" and self._in_projection:
            self._selects[-1].everything = True
        self._output.append(mark)

    def _close_brace(self) -> None:
        self._braces -= 1
        while self._selects and self._braces < self._selects[-1].braces:
            self._selects.pop()
        if self._at_its_level and self._clause is _Clause.body:
            select = self._selects[-1]
            if select.outermost and select.everything:
                bound = sorted(self._used & set(self._terms))
                self._output += [f" BIND({self._terms[name]} AS ?{name})" for name in bound]
            select.clause = _Clause.rest
        self._output.append("}")

    def _word(self, token: Token) -> None:
        word = token.keyword
        if word == "SELECT":
            self._selects.append(_Select(self._braces, self._parentheses, outermost=not self._selects))
        elif word in ("WHERE", "FROM") and self._in_projection:
            self._end_projection()
        elif self._at_its_level and self._clause is not _Clause.body:
            self._modifier(word)
        if word == "BOUND" and (end := self._end_of_bound()):
            self._position = end
            self._output.append("true")
        elif word == "VALUES":
            self._values(token)
        else:
            self._output.append(token.text)

    def _modifier(self, word: str) -> None:
        clause = {"GROUP": _Clause.grouping, "ORDER": _Clause.ordering}.get(word)
        if clause is None and word in _LAST_CLAUSES:
            clause = _Clause.rest
        if clause is not None:
            self._selects[-1].clause = clause

    def _end_projection(self) -> None:
        select = self._selects[-1]
        select.clause = _Clause.body
        if not select.columns and not select.everything:
            self._output.append(f"(1 AS ?{self._new_name('nothing')}) ")

    def _variable(self, name: str) -> None:
        term = self._terms[name]
        if self._follows_as():
            raise QueryError(
                f"?{name} gets its value from the query itself (AS ?{name}); it can be given none"
            )
        if self._in_projection:
            select = self._selects[-1]
            if select.outermost and name not in select.named:
                select.named.add(name)
                select.columns += 1
                self._output.append(f"({term} AS ?{name})")
        elif self._at_its_level and self._clause in (_Clause.grouping, _Clause.ordering):
            self._output.append(f"(STR({term}))")
        else:
            self._output.append(term)

    def _follows_as(self) -> bool:
        before = self._position - 2
        while before >= 0 and self._tokens[before].kind is Kind.space:
            before -= 1
        return before >= 0 and self._tokens[before].keyword == "AS"

    def _end_of_bound(self) -> int:
        """Where a BOUND that begins here ends if its variable has a value, else 0."""
        positions = range(self._position, len(self._tokens))
        ahead = list(islice((n for n in positions if self._tokens[n].kind is not Kind.space), 3))
        names = [self._tokens[number].variable for number in ahead]
        return ahead[2] + 1 if len(ahead) == 3 and names[1] in self._terms else 0

    def _values(self, token: Token) -> None:
        """Copy a block of VALUES, the variables that have a value replaced by others."""
        trailing = self._selects and self._clause not in (_Clause.body, _Clause.projection)
        renamed: dict[str, str] = {}
        self._output.append(token.text)
        while self._position < len(self._tokens):
            item = self._tokens[self._position]
            self._position += 1
            name = item.variable
            if name in self._terms:
                renamed[name] = renamed.get(name) or self._new_name(name)
                self._output.append(f"?{renamed[name]}")
            else:
                self._output.append(item.text)
            if item.text == "}":
                break
        if renamed and (trailing or not self._braces):
            raise QueryError(
                f"?{min(renamed)} stands in VALUES after the query; it can be given no value there"
            )
        for name, other in renamed.items():
            same = f"sameTerm(?{other}, {self._terms[name]})"
            self._output.append(f" FILTER(!BOUND(?{other}) || {same})")

    def _new_name(self, stem: str) -> str:
        number = 1
        while f"{stem}_{number}" in self._used:
            number += 1
        self._used.add(f"{stem}_{number}")
        return f"{stem}_{number}"
