"""RDF terms as Python values, and Python values as what parameters and variables take."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal

from rdflib import Literal, URIRef

from communique.client.records import Entity
from communique.graph.annotations import date_literal
from communique.model import PartialDate
from communique.store.protocol import Term
from communique.vocabulary import XSD

Value = str | int | float | bool | Decimal | datetime.date | datetime.datetime | PartialDate
"""What a term becomes; IRIs and texts are plain strings."""
Given = Value | Entity | Term
"""What can be given as a value."""
Day = str | datetime.date | PartialDate
"""A day, a month or a year: ``2023-07-25``, ``2023-07``, ``2023``."""

_INTEGERS = (
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
    "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
)  # fmt: skip


def _boolean(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text]


_READERS: dict[str, Callable[[str], Value]] = {
    **{str(XSD[name]): int for name in _INTEGERS},
    str(XSD.decimal): Decimal,
    str(XSD.double): float,
    str(XSD.float): float,
    str(XSD.boolean): _boolean,
    str(XSD.date): datetime.date.fromisoformat,
    str(XSD.dateTime): datetime.datetime.fromisoformat,
    str(XSD.gYear): PartialDate,
    str(XSD.gYearMonth): PartialDate,
}


def read_value(term: Mapping[str, str]) -> Value:
    """A term, as SPARQL's JSON has it, as a Python value.

    What cannot be read as its datatype says (the 30th of February, a date with a time zone) stays text.
    """
    text = term["value"]
    if term["type"] == "bnode":
        return f"_:{text}"
    reader = _READERS.get(term.get("datatype", "")) if term["type"] != "uri" else None
    if reader is not None:
        with contextlib.suppress(ValueError, ArithmeticError, KeyError):
            return reader(text)
    return text


def as_term(value: Given) -> Term:
    """A Python value as the RDF term that a variable is bound to; a plain string becomes a plain literal.

    Raises:
        TypeError: it is of a type that has no term.
    """
    if isinstance(value, Entity):
        return URIRef(value.iri)
    if isinstance(value, URIRef | Literal):
        return value
    if isinstance(value, PartialDate):
        return date_literal(value)
    if isinstance(value, str | bool | int | float | Decimal | datetime.date):
        return Literal(value)
    raise TypeError(
        f"{type(value).__name__} has no RDF term; give a string, number, date, an entity or an rdflib term"
    )


def plain(value: Value) -> str:
    """A value as text."""
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def as_text(value: Given) -> str:
    """A Python value as parameters are written.

    Raises:
        TypeError: it is of a type that no parameter takes.
    """
    if isinstance(value, Entity):
        return value.iri
    if isinstance(value, Value):
        return plain(value)
    raise TypeError(
        f"{type(value).__name__} is no value of a parameter; give a string, number, date or entity"
    )
