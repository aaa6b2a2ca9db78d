"""Canned queries: SPARQL files with a header that says what they answer and which parameters they take.

The header is YAML in ``#+`` comments, as grlc has it. Parameters are bound as RDF terms; they never become
part of the text of a query.
"""

from communique.store.canned.binding import CHARACTER_LIMIT, bind
from communique.store.canned.catalogue import CannedQuery, Catalogue, load_catalogue, read_query
from communique.store.canned.choices import Choice, ChoiceLists, Choices
from communique.store.canned.errors import (
    CannedQueryError,
    ParameterError,
    UnknownParameterError,
    UnknownThingError,
)
from communique.store.canned.parameters import CLOSED_TYPES, THING_TYPES, TYPES, Parameter

__all__ = [
    "CHARACTER_LIMIT",
    "CLOSED_TYPES",
    "THING_TYPES",
    "TYPES",
    "CannedQuery",
    "CannedQueryError",
    "Catalogue",
    "Choice",
    "ChoiceLists",
    "Choices",
    "Parameter",
    "ParameterError",
    "UnknownParameterError",
    "UnknownThingError",
    "bind",
    "load_catalogue",
    "read_query",
]
