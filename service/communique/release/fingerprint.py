"""Whether two graphs say the same: blank nodes may have other names, values other spellings.

Stores are free to keep numbers and times as values and to write them in their own way (SPARQL 1.1 compares
values too). Therefore literals are first written in the canonical way of XML Schema, as far as needed, and
then the graph is canonicalised (RDFC-1.0) and hashed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from pyoxigraph import Dataset, Literal, NamedNode, Quad, Triple

from communique.release.canonical import canonical_lines, version_of
from communique.vocabulary import XSD

_WHOLE_NUMBERS = frozenset(
    str(XSD[name])
    for name in (
        *("integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("long", "int", "short", "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)
"""All of these are kept as ``xsd:integer`` by Oxigraph."""
_WHOLE = re.compile(r"([+-]?)0*(\d+)")
_TIME = re.compile(r"(.*T\d\d:\d\d:\d\d)(?:\.(\d*?)0*)?(Z|[+-]\d\d:\d\d)?")


def fingerprint(triples: Iterable[Triple]) -> str:
    """SHA-256 of a graph's canonical form, as 64 hexadecimal digits; equal for graphs of equal meaning."""
    return version_of(canonical_lines(Dataset(_plainly(triple) for triple in triples)))


def _plainly(triple: Triple) -> Quad:
    value = triple.object
    return Quad(triple.subject, triple.predicate, _literal(value) if isinstance(value, Literal) else value)


def _literal(literal: Literal) -> Literal:
    datatype = literal.datatype.value
    if literal.language or not datatype.startswith(str(XSD)) or datatype == str(XSD.string):
        return literal
    kept = str(XSD.integer) if datatype in _WHOLE_NUMBERS else datatype
    return Literal(_canonical(literal.value, datatype), datatype=NamedNode(kept))


def _canonical(text: str, datatype: str) -> str:
    """A lexical form as XML Schema's canonical mapping has it; what is none is left as it is."""
    if datatype in _WHOLE_NUMBERS:
        found = _WHOLE.fullmatch(text)
        return text if found is None else f"{'-' if found[1] == '-' and found[2] != '0' else ''}{found[2]}"
    if datatype == str(XSD.boolean):
        return {"1": "true", "0": "false"}.get(text, text)
    if datatype == str(XSD.dateTime):
        return _time(text)
    try:
        if datatype == str(XSD.decimal):
            number = Decimal(text)
            return f"{number.normalize():f}" if number else "0"
        if datatype in (str(XSD.double), str(XSD.float)):
            return repr(float(text))
    except (InvalidOperation, ValueError):
        pass
    return text


def _time(text: str) -> str:
    found = _TIME.fullmatch(text)
    if found is None:
        return text
    fraction = f".{found[2]}" if found[2] else ""
    zone = "Z" if found[3] in ("+00:00", "-00:00") else found[3] or ""
    return f"{found[1]}{fraction}{zone}"
