"""Whether a stranger's query may run, decided on what it means, never on how it looks.

rdflib's parser reads the query first; only then does the engine see it. Words in strings or comments
mislead nobody that way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.algebra import translatePrologue
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable

from communique.store.protocol import Form, QueryRefusedError, QuerySyntaxError
from communique.store.tokens import plain_text
from communique.vocabulary import BASE

QUERY_SIZE_LIMIT = 65_536
"""Longest query, in characters, that is read at all."""

_FORMS = {
    "SelectQuery": Form.table,
    "AskQuery": Form.boolean,
    "ConstructQuery": Form.graph,
    "DescribeQuery": Form.graph,
}


@dataclass(frozen=True, slots=True)
class Examined:
    """What a query that may run is."""

    form: Form
    default_graphs: tuple[str, ...] | None
    """The graphs that FROM names; None where the query has neither FROM nor FROM NAMED."""
    named_graphs: tuple[str, ...] | None
    """The graphs that FROM NAMED names; likewise."""


def check(text: str, known_graphs: Set[str], chosen_graphs: Collection[str] = ()) -> Form:
    """Decide whether a query may run, and tell what kind of answer it gives; see :func:`examine`."""
    return examine(text, known_graphs, chosen_graphs).form


def examine(text: str, known_graphs: Set[str], chosen_graphs: Collection[str] = ()) -> Examined:
    """Decide whether a query may run, and tell what kind of answer it gives and which graphs it names.

    Args:
        text: the query.
        known_graphs: IRIs of the graphs in the dataset.
        chosen_graphs: graphs that the request names outside the text.

    Raises:
        QuerySyntaxError: it is not a SPARQL 1.1 query.
        QueryRefusedError: it is an update, calls another service, or names a graph that is not there.
    """
    # rdflib and the engine disagree on what an escape such as \\u005C does to the text around it, so that one
    # would see a string where the other sees a SERVICE. Whoever runs the query runs the text without escapes.
    parsed = _parse(plain_text(text))
    if any(node.name == "ServiceGraphPattern" for node in _nodes(parsed)):
        raise QueryRefusedError(
            "SERVICE is not allowed: this endpoint asks no other one; "
            "fetch the other data yourself and join there"
        )
    defaults, named = _dataset_clause(parsed)
    check_graphs({*defaults, *named, *chosen_graphs}, known_graphs)
    chosen = bool(defaults or named)
    return Examined(
        _FORMS[parsed[1].name], tuple(defaults) if chosen else None, tuple(named) if chosen else None
    )


def check_graphs(named: Set[str], known_graphs: Set[str]) -> None:
    """See to it that only graphs of the dataset are named.

    Raises:
        QueryRefusedError: another graph is.
    """
    unknown = sorted(named - known_graphs)
    if unknown:
        raise QueryRefusedError(
            f"there is no graph <{unknown[0][:_SHOWN_CHARACTERS]}> in this dataset; "
            "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } lists the graphs"
        )


def is_surely_harmless(text: str) -> bool:
    """Whether a query can be run without being read first, because nothing that is refused can stand in it.

    SERVICE and FROM cannot be written without their letters, unless with escapes. So a text without any of
    these needs no parsing, which takes far longer than a small query. This refuses nothing: a text that holds
    the letters, in a string maybe, is parsed and judged by what it means. The engine itself takes no updates.
    """
    return len(text) <= QUERY_SIZE_LIMIT and _SUSPECT.search(text) is None


_SHOWN_CHARACTERS = 200
_SUSPECT = re.compile(r"service|from|\\u", re.IGNORECASE)


def unbindable(text: str, names: Iterable[str]) -> list[str]:
    """The variables among ``names`` which the engine would silently fail to bind in a query.

    A SELECT has to project a variable for a value to reach it; inside a sub-select that uses the variable
    without projecting it, the value would be ignored and the answer wrong. The same goes for BOUND(?variable)
    and BIND(… ?variable …), which Oxigraph works out before values are known; COALESCE serves instead.

    Raises:
        QuerySyntaxError: it is not a SPARQL 1.1 query.
    """
    parsed = _parse(text)
    wanted = set(names)
    lost: set[str] = set()
    for node in _nodes(parsed):
        if node.name in ("Builtin_BOUND", "Bind"):
            lost |= wanted & {str(variable) for variable in _variables(node, patterns=False)}
        if node.name not in ("SelectQuery", "SubSelect") or not node.projection:
            continue
        # An alias gives its own variable a value, so only plain projection counts.
        projected = {str(item.var) for item in node.projection if item.var is not None and not item.evar}
        used = {str(variable) for variable in _variables(node)} if node.name == "SubSelect" else wanted
        lost |= (wanted & used) - projected
    return sorted(lost)


@lru_cache(maxsize=1)  # whoever checks a query asks more than one thing about it
def _parse(text: str) -> ParseResults:
    if len(text) > QUERY_SIZE_LIMIT:
        raise QueryRefusedError(
            f"the query has {len(text):,} characters; the limit is {QUERY_SIZE_LIMIT:,}: shorten it"
        )
    try:
        return parseQuery(text)
    except ParseException as error:
        if _is_update(text):
            raise QueryRefusedError(
                "updates are not allowed: this endpoint is read-only; "
                "the dataset changes only through releases"
            ) from None
        raise QuerySyntaxError(_complaint(text, error), error.lineno, error.column) from None
    except RecursionError:
        raise QueryRefusedError("the query is nested too deeply; flatten its groups") from None
    except Exception as error:  # rdflib's parse actions raise many kinds, all of them about the text
        raise QuerySyntaxError(str(error) or type(error).__name__) from None


def _is_update(text: str) -> bool:
    try:
        return bool(parseUpdate(text).request)
    except Exception:  # whatever it is, it is no update
        return False


def _complaint(text: str, error: ParseException) -> str:
    rest = text[error.loc :].split("\n", 1)[0].strip()
    where = f"before “{rest[:40]}”" if rest else "at the end of the line"
    if not text.strip():
        return "the query is empty"
    return f"this is not SPARQL 1.1 {where}"


def _dataset_clause(parsed: ParseResults) -> tuple[list[str], list[str]]:
    """The graphs of FROM and those of FROM NAMED."""
    clauses = parsed[1].datasetClause or []
    if not clauses:
        return [], []
    prologue = translatePrologue(parsed[0], BASE)

    def named(graphs: Iterable[Any]) -> list[str]:
        return [str(prologue.absolutize(graph)) for graph in graphs if graph is not None]

    return named(clause.default for clause in clauses), named(clause.named for clause in clauses)


def _nodes(part: object) -> Iterator[CompValue]:
    """Every node of a parsed query, at any depth."""
    if isinstance(part, CompValue):
        yield part
        for value in part.values():
            yield from _nodes(value)
    elif isinstance(part, ParseResults | list | tuple):
        for item in part:
            yield from _nodes(item)


def _variables(part: object, *, patterns: bool = True) -> Iterator[Variable]:
    """Every variable in a part of a query, with or without those in the patterns of EXISTS."""
    if isinstance(part, Variable):
        yield part
    elif isinstance(part, CompValue):
        if patterns or part.name not in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
            for value in part.values():
                yield from _variables(value, patterns=patterns)
    elif isinstance(part, ParseResults | list | tuple):
        for item in part:
            yield from _variables(item, patterns=patterns)
