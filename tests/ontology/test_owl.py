"""The ontology stays within OWL 2 DL."""

from rdflib import OWL, RDF, RDFS, Literal, URIRef
from rdflib.term import Node

from ontology.reading import OWL_DATATYPES, PROPERTY_TYPES, ontology

# OWL 2 DL


def test_every_property_has_one_kind() -> None:
    for term in {subject for kind in PROPERTY_TYPES for subject in ontology().subjects(RDF.type, kind)}:
        kinds = set(ontology().objects(term, RDF.type)) & set(PROPERTY_TYPES)
        assert len(kinds) == 1, term
        assert (term, RDF.type, OWL.Class) not in ontology(), term


def test_every_property_used_is_declared() -> None:
    built_in = (str(RDF), str(RDFS), str(OWL))
    known = {term for kind in PROPERTY_TYPES for term in ontology().subjects(RDF.type, kind)}
    used = {predicate for predicate in ontology().predicates() if not str(predicate).startswith(built_in)}
    assert used - known == set()


def test_every_class_used_is_declared() -> None:
    graph = ontology()
    known = set(graph.subjects(RDF.type, OWL.Class)) | OWL_DATATYPES
    used: set[Node] = set()
    for predicate in (RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.allValuesFrom, OWL.equivalentClass):
        used |= set(graph.objects(None, predicate))
    for predicate in (OWL.unionOf, OWL.members):
        for members in graph.objects(None, predicate):
            used |= set(graph.items(members))
    used |= {kind for kind in graph.objects(None, RDF.type) if not str(kind).startswith(str(OWL))}
    used -= {RDFS.Datatype}
    assert {term for term in used if isinstance(term, URIRef)} - known == set()


def test_values_fit_the_kind_of_property() -> None:
    graph = ontology()
    for subject, predicate, value in graph:
        if (predicate, RDF.type, OWL.ObjectProperty) in graph:
            assert not isinstance(value, Literal), (subject, predicate)
        if (predicate, RDF.type, OWL.DatatypeProperty) in graph:
            assert isinstance(value, Literal), (subject, predicate)


def test_datatypes_are_in_the_owl_map() -> None:
    for subject, predicate, value in ontology():
        if isinstance(value, Literal) and value.datatype is not None:
            assert value.datatype in OWL_DATATYPES, (subject, predicate)


def test_annotations_on_axioms_use_annotation_properties() -> None:
    graph = ontology()
    structural = {RDF.type, OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget}
    for axiom in graph.subjects(RDF.type, OWL.Axiom):
        for predicate in set(graph.predicates(axiom)) - structural:
            assert (predicate, RDF.type, OWL.AnnotationProperty) in graph, predicate
