"""Each mapping to another vocabulary is justified, once."""

from rdflib import OWL, RDF, SKOS, BNode, Literal

from ontology.reading import MAPPINGS, ROOT, TERM, defined, ontology, parsed

# Alignments


def test_every_mapping_has_its_reason() -> None:
    graph = parsed(ROOT / "ontology" / "alignments.ttl")
    explained = {
        (
            graph.value(axiom, OWL.annotatedSource),
            graph.value(axiom, OWL.annotatedProperty),
            graph.value(axiom, OWL.annotatedTarget),
        )
        for axiom in graph.subjects(RDF.type, OWL.Axiom)
        if any(
            isinstance(note, Literal) and note.language == "en" for note in graph.objects(axiom, SKOS.note)
        )
    }
    stated = {triple for predicate in MAPPINGS for triple in graph.triples((None, predicate, None))}
    assert stated
    assert stated == explained


def test_mappings_start_from_terms_of_ours() -> None:
    graph = parsed(ROOT / "ontology" / "alignments.ttl")
    concepts = set(ontology().subjects(SKOS.inScheme, None))
    for predicate in MAPPINGS:
        for subject, target in graph.subject_objects(predicate):
            assert subject in concepts or str(subject).removeprefix(TERM) in defined(), subject
            assert not isinstance(target, BNode), subject
            assert not str(target).startswith(TERM), target


def test_no_pair_is_mapped_twice() -> None:
    graph = parsed(ROOT / "ontology" / "alignments.ttl")
    pairs = [pair for predicate in MAPPINGS for pair in graph.subject_objects(predicate)]
    assert len(pairs) == len(set(pairs))
