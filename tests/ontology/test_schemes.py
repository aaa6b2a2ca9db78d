"""The closed lists are those of the codebook, documented and tidy."""

import pytest
from rdflib import RDF, SKOS, Literal, URIRef
from rdflib.namespace import DCTERMS

from ontology.reading import CONCEPTS, CQ, ISSUES, POLARITIES, THING, english, ontology

# Concepts


@pytest.mark.parametrize("scheme", CONCEPTS)
def test_scheme_has_exactly_its_concepts(scheme: str) -> None:
    kind, path, slugs = CONCEPTS[scheme]
    expected = {URIRef(f"{THING}{path}/{slug}") for slug in slugs}
    assert set(ontology().subjects(SKOS.inScheme, URIRef(f"{THING}scheme/{scheme}"))) == expected
    assert set(ontology().subjects(RDF.type, kind)) == expected


def test_schemes_are_those_of_the_model() -> None:
    schemes = {
        str(scheme).removeprefix(THING) for scheme in ontology().subjects(RDF.type, SKOS.ConceptScheme)
    }
    assert schemes == {f"scheme/{name}" for name in CONCEPTS} | {"scheme/plover"}


@pytest.mark.parametrize("scheme", [*CONCEPTS, "plover"])
def test_scheme_has_top_concepts(scheme: str) -> None:
    node = URIRef(f"{THING}scheme/{scheme}")
    tops = set(ontology().objects(node, SKOS.hasTopConcept))
    assert tops
    assert tops == set(ontology().subjects(SKOS.topConceptOf, node))
    members = set(ontology().subjects(SKOS.inScheme, node))
    assert tops == {concept for concept in members if not list(ontology().objects(concept, SKOS.broader))}
    for predicate in (SKOS.prefLabel, DCTERMS.title, DCTERMS.description):
        assert english(node, predicate), predicate


@pytest.mark.parametrize("scheme", CONCEPTS)
def test_concepts_are_documented(scheme: str) -> None:
    labels: list[str] = []
    for concept in ontology().subjects(SKOS.inScheme, URIRef(f"{THING}scheme/{scheme}")):
        assert len(english(concept, SKOS.prefLabel)) == 1, concept
        assert len(english(concept, SKOS.definition)) == 1, concept
        if scheme != "issues":
            assert english(concept, SKOS.example), concept
        labels += english(concept, SKOS.prefLabel) + english(concept, SKOS.altLabel)
    folded = [label.casefold() for label in labels]
    assert {label for label in folded if folded.count(label) > 1} == set(), "one name for two concepts"


def test_broader_stays_in_the_scheme_and_ends() -> None:
    graph = ontology()
    for concept, broader in graph.subject_objects(SKOS.broader):
        assert set(graph.objects(concept, SKOS.inScheme)) == set(graph.objects(broader, SKOS.inScheme))
        assert concept not in set(graph.transitive_objects(broader, SKOS.broader)), concept


@pytest.mark.parametrize("slug", POLARITIES)
def test_polarity(slug: str) -> None:
    stance = URIRef(f"{THING}stance/{slug}")
    target, actor = POLARITIES[slug]
    assert list(ontology().objects(stance, CQ.polarityTowardTarget)) == [Literal(target)]
    assert list(ontology().objects(stance, CQ.polarityTowardActor)) == [Literal(actor)]
    family = "critical" if -1 in (target, actor) else "affirmative" if 1 in (target, actor) else "procedural"
    assert list(ontology().objects(stance, CQ.stanceFamily)) == [Literal(family)]


@pytest.mark.parametrize(
    "slug",
    [
        "zangezur-corridor",
        "status-of-nagorno-karabakh",
        "ethnic-cleansing",
        "lachin-corridor",
        "lachin-checkpoint",
        "baku-stepanakert-dialogue",
        "detainees",
        "resettlement",
        "use-of-force",
        "western-involvement",
        "armenian-constitution",
    ],
)
def test_contested_issue_has_a_scope_note(slug: str) -> None:
    assert english(URIRef(f"{THING}issue/{slug}"), SKOS.scopeNote)


def test_contested_names_are_not_preferred() -> None:
    preferred = " ".join(
        label for slug in ISSUES for label in english(URIRef(f"{THING}issue/{slug}"), SKOS.prefLabel)
    ).casefold()
    for name in (
        "zangezur",
        "artsakh",
        "khankendi",
        "stepanakert",
        "blockade",
        "aggression",
        "genocide",
        "crisis",
    ):
        assert name not in preferred
