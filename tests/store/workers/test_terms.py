import json

import pytest
from rdflib import Literal, URIRef

from communique.store.workers.terms import read_term, write_term

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    "term",
    [
        URIRef("https://example.org/%20é"),
        Literal("plain"),
        Literal(""),
        Literal('"}\r\n\0\U0001f600'),
        Literal("fleuve", lang="fr"),
        Literal("2021-06-10", datatype=URIRef(f"{XSD}date")),
        Literal("text", datatype=URIRef(f"{XSD}string")),
        Literal("0042", datatype=URIRef(f"{XSD}integer"), normalize=False),
        Literal("1.50", datatype=URIRef(f"{XSD}decimal"), normalize=False),
        Literal("no date", datatype=URIRef(f"{XSD}date")),
    ],
)
def test_a_term_comes_back_as_it_was(term):
    read = read_term(json.loads(json.dumps(write_term(term))))
    assert type(read) is type(term)
    assert read == term
    assert str(read) == str(term)
    assert getattr(read, "datatype", None) == getattr(term, "datatype", None)
    assert getattr(read, "language", None) == getattr(term, "language", None)


def test_an_iri_and_a_literal_of_the_same_text_are_told_apart():
    assert write_term(URIRef("a:b")) != write_term(Literal("a:b"))
    assert isinstance(read_term(["a:b"]), URIRef)
    assert isinstance(read_term(["a:b", None, None]), Literal)
