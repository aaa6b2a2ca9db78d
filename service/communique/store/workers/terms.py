"""RDF terms as values that JSON can hold."""

from __future__ import annotations

from rdflib import Literal, URIRef

from communique.store.protocol import Term


def write_term(term: Term) -> list[str | None]:
    """A term as a list: ``[iri]``, or ``[text, datatype, language]`` for a literal."""
    if isinstance(term, URIRef):
        return [str(term)]
    return [str(term), None if term.datatype is None else str(term.datatype), term.language]


def read_term(value: list[str | None]) -> Term:
    """The term that :func:`write_term` has written."""
    if len(value) == 1:
        return URIRef(str(value[0]))
    text, datatype, language = value
    # As it was written: rdflib would else put its own form of a number or date in place.
    return Literal(
        text, datatype=None if datatype is None else URIRef(datatype), lang=language, normalize=False
    )
