"""Canned queries: SPARQL files with a header that says what they answer and which parameters they take.

The header is YAML in ``#+`` comments, as grlc has it. Parameters are bound as RDF terms; they never become
part of the text of a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rdflib import Literal, URIRef

from communique.graph.annotations import date_literal
from communique.model import PartialDate
from communique.store.protocol import QueryError, Term
from communique.store.safety import check, unbindable
from communique.store.things import ThingIndex
from communique.vocabulary import CQ

THING_TYPES = (
    "actor",
    "agreement",
    "annotator",
    "article",
    "collection",
    "event",
    "issue",
    "outlet",
    "provision",
    "rendering",
    "stance",
    "target",
)
"""Types of parameters whose values are things of the dataset."""
TYPES = (*THING_TYPES, "date", "integer", "method", "text")
TEXT_LIMIT = 1000
"""Longest value of a parameter, in characters."""


class ParameterError(ValueError):
    """A call with parameters that do not fit; the message says which and why.

    Attributes:
        parameter: its name.
        suggestions: values or names that may have been meant.
    """

    def __init__(self, parameter: str, message: str, suggestions: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.parameter, self.suggestions = parameter, list(suggestions)


class UnknownThingError(ParameterError):
    """A parameter that names a thing which the dataset does not have."""


class CannedQueryError(ValueError):
    """A query file that cannot be used; the message says what to mend."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query."""

    name: str
    type: str
    description: str = ""
    required: bool = False
    default: str | None = None
    example: str | None = None


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """A query with its header."""

    name: str
    title: str
    summary: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str


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
            queries[path.stem] = read_query(path.stem, path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, CannedQueryError) as error:
            broken[path.stem] = str(error)
    return Catalogue(queries, broken)


def read_query(name: str, text: str) -> CannedQuery:
    """One query from its text.

    Raises:
        CannedQueryError: the header or the query is broken, or a parameter could not be bound.
    """
    header = _header(name, text)
    try:
        parameters = tuple(_parameter(entry) for entry in header.get("parameters") or ())
        check(text, frozenset())
        lost = unbindable(text, (parameter.name for parameter in parameters))
    except (QueryError, CannedQueryError) as error:
        raise CannedQueryError(f"{name}.rq: {error}") from error
    absent = [parameter.name for parameter in parameters if f"?{parameter.name}" not in text]
    if lost or absent:
        raise CannedQueryError(
            f"{name}.rq: parameter {(lost or absent)[0]} is not projected by every SELECT that uses it, "
            "so its value would be lost; add it after SELECT"
        )
    return CannedQuery(
        name,
        str(header.get("title") or name),
        str(header.get("summary") or ""),
        tuple(str(tag) for tag in header.get("tags") or ()),
        parameters,
        text,
    )


def bind(parameters: Iterable[Parameter], values: Mapping[str, str], things: ThingIndex) -> dict[str, Term]:
    """Values of parameters as RDF terms; parameters without value and default stay unbound.

    Raises:
        ParameterError: an unknown parameter, one that is missing, or a value of the wrong type.
        UnknownThingError: a value that names no thing of the dataset.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in values:
        if name not in known:
            accepted = ", ".join(known) or "none"
            raise ParameterError(name, f"there is no parameter '{name[:80]}'; there is: {accepted}", known)
    bound: dict[str, Term] = {}
    for parameter in known.values():
        value = values.get(parameter.name, parameter.default)
        if value == "":
            name = parameter.name
            raise ParameterError(name, f"{name}: the value is empty; give one or leave the parameter out")
        if value is not None:
            bound[parameter.name] = _as_term(parameter, value, things)
        elif parameter.required:
            example = f", for example {parameter.name}={parameter.example}" if parameter.example else ""
            raise ParameterError(parameter.name, f"the parameter '{parameter.name}' is missing{example}")
    return bound


def _header(name: str, text: str) -> dict[str, Any]:
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        header = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        raise CannedQueryError(
            f"{name}.rq: the #+ header is not YAML: {' '.join(str(error).split())}"
        ) from error
    if not isinstance(header, dict) or not header.get("title"):
        raise CannedQueryError(f"{name}.rq: has no #+ header with a title")
    return header


def _parameter(entry: object) -> Parameter:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise CannedQueryError("each parameter needs a name")
    name, kind = entry["name"], entry.get("type")
    if not name.isidentifier() or kind not in TYPES:
        raise CannedQueryError(f"parameter {name} has the type {kind}; the types are {', '.join(TYPES)}")
    given = {key: None if entry.get(key) is None else str(entry[key]) for key in ("default", "example")}
    return Parameter(
        name,
        kind,
        str(entry.get("description") or ""),
        "default" not in entry,
        given["default"],
        given["example"],
    )


def _as_term(parameter: Parameter, value: str, things: ThingIndex) -> Term:
    name = parameter.name
    if len(value) > TEXT_LIMIT:
        raise ParameterError(name, f"the value of '{name}' is longer than {TEXT_LIMIT} characters")
    if parameter.type in THING_TYPES:
        iri = things.find(parameter.type, value)
        if iri is None:
            near = things.nearest(parameter.type, value)
            hint = f"; nearest: {', '.join(near)}" if near else ""
            raise UnknownThingError(name, f"{name}: there is no {parameter.type} '{value[:100]}'{hint}", near)
        return URIRef(iri)
    if parameter.type == "date":
        try:
            return date_literal(PartialDate(value))
        except ValueError as error:
            raise ParameterError(name, f"{name}: {str(error)[:200]}") from None
    if parameter.type == "method":
        if value not in ("hand", "machine"):
            raise ParameterError(
                name, f"{name}: '{value[:80]}' is neither hand nor machine", ("hand", "machine")
            )
        return CQ.hand if value == "hand" else CQ.machine
    if parameter.type == "integer":
        if not value.removeprefix("-").isascii() or not value.removeprefix("-").isdigit():
            raise ParameterError(name, f"{name}: '{value[:80]}' is not a whole number")
        return Literal(int(value))
    return Literal(value)
