"""Each term is declared once, documented, and one that the model knows."""

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef
from rdflib.namespace import DCTERMS

from ontology.reading import (
    ANNOTATION_PROPERTIES,
    CLASSES,
    CQ,
    DATATYPE_PROPERTIES,
    DOCUMENT,
    FILES,
    INDIVIDUALS,
    OBJECT_PROPERTIES,
    ROOT,
    TERM,
    VANN,
    declared,
    defined,
    english,
    local,
    ontology,
    parsed,
)

# Files and header


@pytest.mark.parametrize("name", FILES)
def test_file_parses(name: str) -> None:
    assert len(parsed(ROOT / "ontology" / f"{name}.ttl")) > 0


def test_no_other_files() -> None:
    assert {path.stem for path in (ROOT / "ontology").glob("*.ttl")} == set(FILES)


def test_header() -> None:
    graph = parsed(ROOT / "ontology" / "communique.ttl")
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [DOCUMENT]
    assert english(DOCUMENT, DCTERMS.title)
    assert english(DOCUMENT, DCTERMS.description)
    expected = {
        (DCTERMS.creator, Literal("Communiqué developers")),
        (DCTERMS.license, URIRef("https://creativecommons.org/licenses/by/4.0/")),
        (OWL.versionInfo, Literal("0.1.0")),
        (VANN.preferredNamespacePrefix, Literal("cq")),
        (VANN.preferredNamespaceUri, Literal(TERM)),
    }
    assert expected <= set(graph.predicate_objects(DOCUMENT))


# Terms


def test_terms_are_those_of_the_model() -> None:
    assert declared(OWL.Class) == CLASSES
    assert declared(OWL.ObjectProperty) == OBJECT_PROPERTIES
    assert declared(OWL.DatatypeProperty) == DATATYPE_PROPERTIES
    assert declared(OWL.AnnotationProperty) == ANNOTATION_PROPERTIES
    assert declared(OWL.NamedIndividual) == set(INDIVIDUALS)


def test_individuals_have_their_class() -> None:
    for name, kind in INDIVIDUALS.items():
        assert (local(name), RDF.type, kind) in ontology(), name


@pytest.mark.parametrize(
    "name",
    sorted(CLASSES | OBJECT_PROPERTIES | DATATYPE_PROPERTIES | ANNOTATION_PROPERTIES | set(INDIVIDUALS)),
)
def test_term_is_documented(name: str) -> None:
    term = local(name)
    assert len(english(term, RDFS.label)) == 1
    assert len(english(term, SKOS.definition)) == 1
    assert english(term, SKOS.example)
    assert list(ontology().objects(term, RDFS.isDefinedBy)) == [DOCUMENT]


def test_labels_tell_terms_apart() -> None:
    labels = [label.casefold() for name in defined() for label in english(local(name), RDFS.label)]
    assert {label for label in labels if labels.count(label) > 1} == set()


def test_kinds_of_actor_are_disjoint() -> None:
    graph = ontology()
    kinds = {local(name) for name in ("Person", "State", "Body", "Outlet", "Population", "Collective")}
    lists = graph.objects(None, OWL.members)
    assert any(set(graph.items(members)) == kinds for members in lists)
    assert all((kind, RDFS.subClassOf, CQ.Actor) in graph for kind in kinds)


@pytest.mark.parametrize(
    ("name", "users"),
    [
        ("onBehalfOf", {"Position", "Participation"}),
        ("about", {"Position", "Provision"}),
        ("participation", {"Agreement", "Event", "Case"}),
        ("place", {"Agreement", "Event"}),
        ("endedOn", {"Tenure", "Event"}),
        ("method", {"Evidence", "Mention", "Annotator"}),
    ],
)
def test_shared_property_fits_all_its_users(name: str, users: set[str]) -> None:
    """Several domain axioms would be read as their intersection; shared properties need one union."""
    (domain,) = ontology().objects(local(name), RDFS.domain)
    (members,) = ontology().objects(domain, OWL.unionOf)
    assert set(ontology().items(members)) == {local(user) for user in users}
