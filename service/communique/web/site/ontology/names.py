"""How terms are called on pages: by their short names, and with links into the pages of this room."""

from __future__ import annotations

from dataclasses import dataclass

from communique.vocabulary import CQ, PREFIXES, SHAPES
from communique.web.rendering import external, href

_MORE_PREFIXES = {
    "gaf": "http://groundedannotationframework.org/gaf#",
    "grasp": "http://groundedannotationframework.org/grasp#",
    "plover": "https://w3id.org/communique/id/scheme/plover#",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "shapes": str(SHAPES),
}
_BY_LENGTH = sorted({**PREFIXES, **_MORE_PREFIXES}.items(), key=lambda item: len(item[1]), reverse=True)
_OWN = str(CQ._NS)


@dataclass(frozen=True, slots=True)
class Name:
    """A term as a page names it.

    Attributes:
        text: its short name.
        address: where it is told of, here or elsewhere; empty if nowhere.
    """

    text: str
    address: str


def name_of(iri: str) -> Name:
    """The name of a term, a thing or a shape."""
    if iri.startswith(_OWN):
        address = f"/ontology#{iri.removeprefix(_OWN)}"
    elif iri.startswith(str(SHAPES)):
        address = f"/shapes#{iri.removeprefix(str(SHAPES))}"
    else:
        address = href(iri) or external(iri)
    return Name(short(iri), address)


def short(iri: str) -> str:
    """An IRI with a prefix, or as it is where there is none for it."""
    for prefix, namespace in _BY_LENGTH:
        if iri.startswith(namespace) and iri != namespace:
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
