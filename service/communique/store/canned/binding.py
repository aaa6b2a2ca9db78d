"""Values of parameters as RDF terms: checked by type, never pasted into a query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rdflib import Literal, URIRef

from communique.graph.annotations import date_literal
from communique.model import PartialDate
from communique.store.canned.errors import ParameterError, UnknownParameterError, UnknownThingError
from communique.store.canned.parameters import METHODS, THING_TYPES, Parameter, complain
from communique.store.protocol import Term
from communique.store.things import ThingIndex
from communique.vocabulary import CQ

CHARACTER_LIMIT = 1000
"""Longest value of a parameter, in characters."""

_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold: an answer may repeat a value, and would then not be XML."""


def bind(parameters: Iterable[Parameter], values: Mapping[str, str], things: ThingIndex) -> dict[str, Term]:
    """Values of parameters as RDF terms; parameters without value and default stay unbound.

    Raises:
        UnknownParameterError: a value for a parameter that is not among them.
        ParameterError: a parameter that is missing, or a value of the wrong type.
        UnknownThingError: a value that names no thing of the dataset.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in values:
        if name not in known:
            raise UnknownParameterError(name, known)
    bound: dict[str, Term] = {}
    for parameter in known.values():
        value = values.get(parameter.name, parameter.default)
        if value is not None:
            bound[parameter.name] = _as_term(parameter, value, things)
        elif parameter.required:
            example = f", for example {parameter.name}={parameter.example}" if parameter.example else ""
            raise ParameterError(parameter.name, f"the parameter '{parameter.name}' is missing{example}")
    return bound


def _as_term(parameter: Parameter, value: str, things: ThingIndex) -> Term:
    name = parameter.name
    if value == "":
        raise ParameterError(name, f"{name}: the value is empty; give one or leave the parameter out")
    if len(value) > CHARACTER_LIMIT:
        raise ParameterError(name, f"the value of '{name}' is longer than {CHARACTER_LIMIT} characters")
    unwritable = _UNWRITABLE.search(value)
    if unwritable:
        code = f"U+{ord(unwritable[0]):04X}"
        raise ParameterError(
            name, f"{name}: the value holds the character {code}, which no text has; remove it"
        )
    if parameter.type in THING_TYPES:
        return _as_thing(parameter, value, things)
    complaint = complain(parameter, value)
    if complaint:
        raise ParameterError(name, complaint, METHODS if parameter.type == "method" else parameter.choices)
    if parameter.type == "date":
        return date_literal(PartialDate(value))
    if parameter.type == "method":
        return CQ.hand if value == "hand" else CQ.machine
    return Literal(int(value)) if parameter.type == "integer" else Literal(value)


def _as_thing(parameter: Parameter, value: str, things: ThingIndex) -> URIRef:
    iri = things.find(parameter.type, value)
    if iri is None:
        near = things.nearest(parameter.type, value)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        message = f"{parameter.name}: there is no {parameter.type} '{value[:100]}'{hint}"
        raise UnknownThingError(parameter.name, message, near)
    return URIRef(iri)
