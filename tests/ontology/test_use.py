"""What data, shapes and queries use is defined, and used as defined."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Node

from ontology.reading import (
    CONCEPTS,
    DATATYPE_PROPERTIES,
    OBJECT_PROPERTIES,
    ROOT,
    SHACL,
    TERM,
    THING,
    defined,
    local,
    ontology,
    parsed,
)

# Use in the rest of the project


def files(folder: str, ending: str) -> list[Path]:
    """The files of a folder of the project, at any depth; none where there is no such folder."""
    return sorted((ROOT / folder).rglob(f"*.{ending}"))


def terms_in_query(text: str) -> set[str]:
    """Local names of our terms in a SPARQL text, whichever prefix is bound to our namespace, or in full."""
    text = re.sub(r"(?m)(^|\s)#.*$", " ", text)
    prefixes = {"cq"} | set(re.findall(rf"(?i)prefix\s+([\w-]*):\s*<{re.escape(TERM)}>", text))
    text = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)
    full = set(re.findall(rf"<{re.escape(TERM)}([\w-]+)>", text))
    short = {
        name
        for prefix in prefixes
        for name in re.findall(rf"(?<![\w:-]){re.escape(prefix)}:([A-Za-z][\w-]*)", text)
    }
    return full | short


def terms_in_graph(graph: Graph) -> Iterator[str]:
    """Local names of our terms in a graph, including those in SPARQL texts of SHACL constraints."""
    for triple in graph:
        for term in triple:
            if isinstance(term, URIRef) and term.startswith(TERM) and term != TERM:
                yield str(term).removeprefix(TERM)
        if triple[1] in (SHACL.select, SHACL.ask, SHACL.construct):
            yield from terms_in_query(str(triple[2]))


@pytest.mark.parametrize("folder", ["data", "shapes", "queries"])
def test_no_undefined_term_is_used(folder: str) -> None:
    undefined = {
        f"{path.relative_to(ROOT)}: cq:{name}"
        for path in files(folder, "ttl")
        for name in terms_in_graph(parsed(path))
        if name not in defined()
    }
    undefined |= {
        f"{path.relative_to(ROOT)}: cq:{name}"
        for path in files(folder, "rq")
        for name in terms_in_query(path.read_text(encoding="utf-8"))
        if name not in defined()
    }
    assert undefined == set()


@pytest.mark.parametrize("folder", ["data", "shapes", "queries"])
def test_no_undefined_concept_is_used(folder: str) -> None:
    """A stance, rendering, issue, kind or role that is not in its scheme."""
    known = set(ontology().subjects(SKOS.inScheme, None))
    paths = tuple(f"{THING}{path}/" for _, path, _ in CONCEPTS.values())
    undefined = {
        f"{path.relative_to(ROOT)}: {term}"
        for path in files(folder, "ttl")
        for triple in parsed(path)
        for term in triple
        if isinstance(term, URIRef) and str(term).startswith(paths) and term not in known
    }
    assert undefined == set()


def allowed(term: URIRef, axiom: URIRef) -> list[set[Node]]:
    """The classes which each domain or range axiom of a property allows."""
    graph = ontology()
    unions = [(given, graph.value(given, OWL.unionOf)) for given in graph.objects(term, axiom)]
    return [set(graph.items(members)) if members else {given} for given, members in unions]


def test_data_fit_domains_and_ranges() -> None:
    """A reasoner would draw a class from each domain and range; the data must not contradict it."""
    data = Graph()
    for path in files("data", "ttl"):
        data += parsed(path)
    terms = [local(name) for name in OBJECT_PROPERTIES | DATATYPE_PROPERTIES]
    misfits = set()
    for axiom, place in ((RDFS.domain, 0), (RDFS.range, 2)):
        for term in terms:
            for classes in allowed(term, axiom):
                for triple in data.triples((None, term, None)):
                    kinds = {
                        *data.objects(triple[place], RDF.type),
                        *ontology().objects(triple[place], RDF.type),
                    }
                    above = {
                        up for kind in kinds for up in ontology().transitive_objects(kind, RDFS.subClassOf)
                    }
                    if kinds and not above & classes:
                        misfits.add(f"{triple[place]} does not fit {term}")
    assert misfits == set()


def test_queries_are_well_formed() -> None:
    for path in files("queries", "rq"):
        prepareQuery(path.read_text(encoding="utf-8"))


def test_terms_are_found_in_queries() -> None:
    text = f"""
        # cq:inAComment
        PREFIX cq: <{TERM}> prefix other: <{TERM}>
        SELECT * {{ ?p cq:holder/^other:target ?x ; <{TERM}stance> ?s FILTER(STR(?s) = "cq:inAString") }}
    """
    assert terms_in_query(text) == {"holder", "target", "stance"}
