import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse
from rdflib import Graph

from communique.vocabulary import CQ, SKOS
from communique.web.site.ontology.names import name_of, short
from sample.workspace import REPOSITORY
from web.site.looked_at import ask, words


@pytest.fixture(scope="module")
def page(client):
    """The page of the ontology."""
    return ask(client, "/ontology")


def section(page, anchor):
    return page.xpath(f"//section[@id='{anchor}']")[0]


def fact(part, title):
    return words(part.xpath(f".//dl/div[dt='{title}']/dd")[0])


def test_every_term_of_the_ontology_has_a_place(page):
    graph = Graph().parse(REPOSITORY / "ontology" / "communique.ttl")
    terms = {
        str(term).rpartition("#")[2] for term in set(graph.subjects()) if str(term).startswith(str(CQ._NS))
    }
    assert len(terms) > 80
    assert terms <= set(page.xpath("//@id"))


@pytest.mark.parametrize("name", ["stances", "renderings", "issues", "kinds"])
def test_every_concept_has_a_place_and_leads_to_its_page(page, name):
    graph = Graph().parse(REPOSITORY / "ontology" / f"{name}.ttl")
    concepts = [str(one).partition("/id/")[2] for one in graph.subjects(SKOS.inScheme)]
    assert len(concepts) > 4
    for concept in concepts:
        part = section(page, concept.replace("/", "-"))
        assert any(address.endswith(f"/{concept.partition('/')[2]}") for address in part.xpath("h3/a/@href"))


def test_links_stay_within_the_page_and_the_service(client, page):
    anchors = set(page.xpath("//@id"))
    inner = [address for address in page.xpath("//main//a/@href") if address.startswith("#")]
    assert len(inner) > 200
    assert {address[1:] for address in inner} <= anchors
    assert client.get("/issues/ferries").status_code == 200


def test_a_class(page):
    part = section(page, "Person")
    assert "A human being who is named in the record." in words(part)
    assert "cq:Actor" in fact(part, "is also")
    assert fact(section(page, "Actor"), "among them") == (
        "cq:Body, cq:Collective, cq:Outlet, cq:Person, cq:Population, cq:State"
    )
    assert fact(section(page, "Evidence"), "always") == "oa:hasBody leads to cq:Position only"
    assert "holder" in fact(section(page, "Position"), "has").split(", ")
    assert "by hand: Decided by a reader" in words(section(page, "Method"))


def test_a_property(page):
    assert fact(section(page, "onBehalfOf"), "of") == "cq:Position or cq:Participation"
    assert fact(section(page, "onBehalfOf"), "leads to a thing") == "cq:State or cq:Body"
    assert fact(section(page, "stanceFamily"), "has a value") == "“affirmative” or “procedural” or “critical”"
    assert fact(section(page, "confidence"), "has a value") == "xsd:decimal"


def test_a_stance_has_signs_cues_and_how_often_it_is_taken(page):
    part = section(page, "stance-alleges-violation-of")
    assert fact(part, "family") == "critical"
    assert fact(part, "toward the target") == "+ in favour of"
    assert fact(part, "toward whom it addresses") == "− against"
    assert "does not comply with" in fact(part, "typical cues")
    assert fact(part, "in this dataset") == "0 positions"
    # The call is told twice by hand and once by machine: one position.
    assert fact(section(page, "stance-calls-for"), "in this dataset") == "1 position"
    assert fact(section(page, "issue-lachin-corridor"), "in this dataset") == "0 positions on or about it"
    assert fact(section(page, "rendering-readout"), "in this dataset") == "2 pieces of evidence"


def test_a_mapping_says_why(page):
    text = fact(section(page, "Actor"), "elsewhere")
    assert "close to sem:Actor Both take part in events." in text


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/html", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("*/*", "text/turtle"),
    ],
)
def test_it_is_a_page_or_data_by_accept(client, accept, expected):
    answer = client.get("/ontology", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(expected)
    assert "accept" in answer.headers["vary"].lower()


def canonical(*texts, form):
    """The triples of some documents, blank nodes by their place."""
    found = Dataset(quad for text in texts for quad in parse(text, format=form, rename_blank_nodes=True))
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in found}


def test_the_data_are_the_ontology(client):
    files = [path.read_bytes() for path in (REPOSITORY / "ontology").glob("*.ttl")]
    expected = canonical(*files, form=RdfFormat.TURTLE)
    assert len(expected) > 2_000
    assert canonical(client.get("/ontology.ttl").content, form=RdfFormat.TURTLE) == expected
    assert canonical(client.get("/ontology.nt").content, form=RdfFormat.N_TRIPLES) == expected
    assert client.get("/ontology.pdf").status_code == 404
    assert client.get("/ontology", headers={"Accept": "image/png"}).status_code == 406


def test_names_are_short_and_lead_somewhere():
    assert short("http://www.w3.org/2004/02/skos/core#Concept") == "skos:Concept"
    assert name_of(str(CQ.Position)).address == "/ontology#Position"
    assert name_of("https://w3id.org/communique/shapes#Position").address == "/shapes#Position"
    assert name_of("https://w3id.org/communique/id/issue/ferries").address == "/issues/ferries"
    assert name_of("javascript:alert(1)").address == ""
