"""The concepts that values are taken from: stances, renderings, issues, kinds and roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import Graph, URIRef

from communique.vocabulary import CQ, DCTERMS, SKOS, kind_and_slug, thing
from communique.web.site.ontology.terms import Described, Terms

SCHEMES = ("stances", "renderings", "issues", "agreement-kinds", "event-kinds", "participation-roles")
"""The lists of the ontology, in the order in which its page has them."""
_FAMILIES = ("affirmative", "procedural", "critical")


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept.

    Attributes:
        iri: the concept.
        anchor: its anchor on the page.
        told: what is said of it; the examples of a stance are its cues.
        aliases: other names.
        broader: the concepts above it.
        family: of a stance, its family; empty for others.
        toward_target: of a stance, its sign toward the target.
        toward_actor: of a stance, its sign toward those whom it addresses.
        used: how much in the dataset has it: positions for a stance, evidence for a rendering.
    """

    iri: str
    anchor: str
    told: Described
    aliases: list[str]
    broader: list[str]
    family: str
    toward_target: int
    toward_actor: int
    used: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """A list of concepts."""

    slug: str
    iri: str
    title: str
    description: str
    concepts: list[Concept]


def read_schemes(graph: Graph, terms: Terms, used: Mapping[str, int]) -> list[Scheme]:
    """The lists of the ontology.

    Args:
        graph: the graph of the ontology.
        terms: what is said of its terms.
        used: how much in the dataset has a concept, by its IRI.
    """
    schemes = []
    for slug in SCHEMES:
        iri = thing("scheme", slug)
        concepts = [
            _concept(graph, terms, URIRef(str(one)), used) for one in graph.subjects(SKOS.inScheme, iri)
        ]
        title = terms.text(iri, SKOS.prefLabel)
        if concepts:
            schemes.append(
                Scheme(
                    slug, str(iri), title, terms.text(iri, DCTERMS.description), sorted(concepts, key=_order)
                )
            )
    return schemes


def _concept(graph: Graph, terms: Terms, iri: URIRef, used: Mapping[str, int]) -> Concept:
    kind, slug = kind_and_slug(str(iri)) or ("", str(iri))
    return Concept(
        str(iri),
        f"{kind}-{slug}",
        terms.described(iri),
        terms.texts(iri, SKOS.altLabel),
        sorted(str(one) for one in graph.objects(iri, SKOS.broader)),
        str(graph.value(iri, CQ.stanceFamily) or ""),
        int(str(graph.value(iri, CQ.polarityTowardTarget) or 0)),
        int(str(graph.value(iri, CQ.polarityTowardActor) or 0)),
        used.get(str(iri), 0),
    )


def _order(concept: Concept) -> tuple[int, str]:
    """Stances by family, and all by name."""
    family = _FAMILIES.index(concept.family) if concept.family in _FAMILIES else len(_FAMILIES)
    return family, concept.told.label.casefold()
