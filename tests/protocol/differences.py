"""Where a store behind the service does not do what SPARQL 1.1 says: the tests expect just that of it.

Each difference is told to users in the table of docs/stores.md, which is tested too. A store that is mended
fails these tests until its line is taken out.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """One thing that one store does in its own way."""

    clause: str
    """The clause whose test it touches."""
    backend: str
    reason: str
    row: str
    """How the row of the table begins that tells users."""


DIFFERENCES = {
    "filter alone": Difference(
        "2.1.4",
        "virtuoso",
        "a FILTER that stands in a group without a triple pattern is passed over",
        "FILTER in a group without a triple pattern",
    ),
    "no value": Difference(
        "2.1.7",
        "virtuoso",
        "a division by zero ends the query, where SPARQL 1.1 leaves the variable without a value",
        "`1/0`",
    ),
    "ill-typed": Difference(
        "2.1.7",
        "virtuoso",
        "text that is no number becomes 0 when it is given the type of a number",
        '`STRDT("x", xsd:integer)`',
    ),
    "blank node": Difference(
        "RFC 9110 8.8.1", "virtuoso", "the function BNODE is not implemented", "`BNODE()`"
    ),
}
