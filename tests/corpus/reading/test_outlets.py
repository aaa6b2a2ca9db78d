import pytest
from rdflib import Graph

from communique.corpus.reading.outlets import Outlets, as_slug

DATA = """
@prefix actor: <https://w3id.org/communique/id/actor/> .
@prefix cq: <https://w3id.org/communique/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
actor:harbour-wire a cq:Outlet ; skos:prefLabel "Harbour Wire"@en ; skos:altLabel "HW News"@en ;
    schema:url <https://www.harbourwire.example/en/> .
actor:hill-post a cq:Outlet ; skos:prefLabel "Hill Post"@en ; skos:altLabel "hillpost.example"@en .
actor:mfa-norland a cq:Body ; skos:prefLabel "Foreign Ministry of Norland"@en .
actor:anna-berg a cq:Person ; skos:prefLabel "Anna Berg"@en .
"""


@pytest.fixture(scope="module")
def outlets():
    return Outlets.from_graph(Graph().parse(data=DATA, format="turtle"))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("harbour-wire", "harbour-wire"),
        ("Harbour Wire", "harbour-wire"),
        ("hw news", "harbour-wire"),
        ("Foreign Ministry of Norland", "mfa-norland"),
        ("Valley Gazette", "valley-gazette"),
        ("L’Écho d'Orient", "lecho-dorient"),
    ],
)
def test_an_outlet_is_known_by_slug_and_names_and_a_new_one_gets_a_slug(outlets, name, slug):
    assert outlets.slug(name, None) == slug


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("https://harbourwire.example/12", "harbour-wire"),
        ("https://en.harbourwire.example/12", "harbour-wire"),
        ("http://www.hillpost.example:8080/x", "hill-post"),
        ("https://valley-gazette.example.org/x", "valley-gazette-example-org"),
    ],
)
def test_an_outlet_is_known_by_the_host_of_an_address(outlets, address, slug):
    assert outlets.slug(None, address) == slug


def test_a_person_is_no_outlet(outlets):
    assert outlets.named("Anna Berg") is None


def test_nothing_known_gives_no_outlet(outlets):
    assert outlets.slug(None, None) is None


def test_a_slug_has_as_many_words_as_asked_for():
    assert as_slug("Lavrov’s “productive” talks, again & again", 4) == "lavrovs-productive-talks-again"
