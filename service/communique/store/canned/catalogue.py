"""The canned queries of a folder: those that can be used, and what is wrong with the others."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from communique.store.canned.errors import CannedQueryError
from communique.store.canned.header import read_header
from communique.store.canned.parameters import Parameter
from communique.store.protocol import Form, QueryError, QueryRefusedError
from communique.store.safety import check, unbindable
from communique.store.tokens import plain_text, tokens_of

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REMEMBERED = 500
"""How many queries are not read again while their text is the same: parsing takes its time."""


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """A query with its header.

    Attributes:
        name: the name of its file, which is that of its address.
        title: the question in a few words.
        summary: what the answer holds.
        tags: what it is about.
        parameters: what a call gives.
        text: the whole file.
        form: what kind of answer it gives.
        columns: the columns of a table.
        description: more than the summary, where there is more to say.
        ordered: whether the rows of a table come in an order that the query gives.
    """

    name: str
    title: str
    summary: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str
    form: Form = Form.table
    columns: tuple[str, ...] = ()
    description: str = ""
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The queries of a folder, and for each file that cannot be used the reason."""

    queries: dict[str, CannedQuery]
    broken: dict[str, str]


def load_catalogue(paths: Iterable[Path]) -> Catalogue:
    """Read query files; one that is broken is reported by name and leaves the others alone."""
    queries: dict[str, CannedQuery] = {}
    broken: dict[str, str] = {}
    for path in paths:
        try:
            queries[path.stem] = _read_file(path)
        except CannedQueryError as error:
            broken[path.stem] = str(error)
    return Catalogue(queries, broken)


def _read_file(path: Path) -> CannedQuery:
    """A query that is fit to be served: it can be addressed, and its pages hold together."""
    if _NAME.fullmatch(path.stem) is None:
        raise CannedQueryError(
            f"{path.name}: the name of the file becomes an address; "
            "give it small letters, digits and single hyphens only"
        )
    try:
        query = read_query(path.stem, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise CannedQueryError(f"{path.name}: is not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except OSError as error:
        # Not the whole message: it names folders of this machine.
        raise CannedQueryError(f"{path.name}: cannot be read: {error.strerror}") from None
    if query.form is Form.table and not query.ordered:
        raise CannedQueryError(
            f"{path.name}: has no ORDER BY, so its pages would not hold together; "
            "order it by what tells its rows apart"
        )
    return query


def read_query(name: str, text: str) -> CannedQuery:
    """One query from its text.

    Raises:
        CannedQueryError: the header or the query is broken, or a parameter could not be bound.
    """
    try:
        return _read(name, text)
    except (QueryError, CannedQueryError) as error:
        raise CannedQueryError(f"{name}.rq: {error}") from error


@lru_cache(maxsize=_REMEMBERED)
def _read(name: str, text: str) -> CannedQuery:
    header = read_header(text)
    form = _form_of(text)
    names = [parameter.name for parameter in header.parameters]
    lost = unbindable(text, names)
    parsed = parseQuery(text)
    algebra = translateQuery(parsed).algebra
    variables = {str(variable) for variable in algebra.get("_vars") or ()}
    lost += [
        parameter for parameter in names if parameter not in variables or not _described(algebra, parameter)
    ]
    if lost:
        raise CannedQueryError(
            f"parameter {lost[0]} is not projected by every SELECT that uses it, or stands in BOUND or BIND, "
            "so its value would be lost; add it after SELECT, and write COALESCE instead"
        )
    columns: tuple[str, ...] = ()
    ordered = False
    if form is Form.table:
        ordered = _is_ordered(algebra)
        # With * the columns come in no order; in the answer they have the engine's.
        given = algebra.PV if parsed[1].projection else sorted(algebra.PV)
        columns = tuple(str(variable) for variable in given)
    return CannedQuery(
        name,
        header.title,
        header.summary,
        header.tags,
        header.parameters,
        text,
        form,
        columns,
        header.description,
        ordered,
    )


def _form_of(text: str) -> Form:
    """What kind of answer a query gives that is fit to be run over all graphs merged."""
    try:
        return check(text, frozenset())
    except QueryRefusedError:
        if any(token.keyword == "FROM" for token in tokens_of(plain_text(text))):
            raise CannedQueryError(
                "a canned query is asked of all graphs merged; take FROM out of it, and name a graph with "
                "GRAPH where one alone is meant"
            ) from None
        raise


def _is_ordered(algebra: CompValue) -> bool:
    """Whether the outermost SELECT has an ORDER BY."""
    part = algebra.p
    while isinstance(part, CompValue) and part.name in ("Slice", "Distinct", "Reduced", "Project"):
        part = part.p
    return isinstance(part, CompValue) and part.name == "OrderBy"


def _described(algebra: CompValue, parameter: str) -> bool:
    """Whether a value reaches a DESCRIBE, which it does only where the variable itself is described."""
    return algebra.name != "DescribeQuery" or parameter in {str(variable) for variable in algebra.PV}
