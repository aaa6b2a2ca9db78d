import re

import pytest
from rdflib import SH, Graph

from communique.release.build import build
from communique.store.workers.pool import PoolSettings
from communique.web.limits import ServiceLimits
from communique.web.site.ontology.rules import read_shapes
from sample.fixtures import serving
from sample.workspace import REPOSITORY, accepts, make_workspace
from web.site.looked_at import ask, words

FILES = sorted((REPOSITORY / "shapes").glob("*.ttl"))


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A client of a service over the sample with the shapes of the project."""
    folder = tmp_path_factory.mktemp("shapes")
    workspace = make_workspace(folder)
    for path in FILES:
        (folder / "shapes" / path.name).write_bytes(path.read_bytes())
    build(workspace, None, validator=accepts)
    with serving(workspace, ServiceLimits(pool=PoolSettings(workers=1))) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(real):
    """The page of the shapes."""
    return ask(real, "/shapes")


def test_every_rule_has_a_place_and_its_message(page):
    for path in FILES:
        graph = Graph().parse(path)
        for shape, message in graph.subject_objects(SH.message):
            name = str(shape).rpartition("#")[2]
            (part,) = page.xpath(f"//*[@id='{name}']")
            assert " ".join(str(message).split()) in words(part), name


def test_no_name_stands_twice_and_all_links_lead_somewhere(page):
    anchors = page.xpath("//@id")
    assert len(anchors) == len(set(anchors))
    inner = [address[1:] for address in page.xpath("//main//a/@href") if address.startswith("#")]
    assert len(inner) > 100
    assert set(inner) <= set(anchors)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("position-stance", "cq:stance: exactly 1; a cq:Stance"),
        ("agreement-adopted", "cq:adoptedOn: at most 1; as shapes:ReferenceDate says"),
        ("annotator-method", "cq:method: exactly 1; one of cq:hand, cq:machine"),
        ("membership-owner", "cq:membership (from the other end): exactly 1"),
        ("quote-too-long", "oa:exact: at most 160 characters"),
        ("tenure-backwards", "cq:startedOn: not after cq:endedOn"),
        ("range-quote-too-long", "oa:exact of oa:hasStartSelector or oa:hasEndSelector: either at most 60"),
        ("evidence-gloss", "either cq:method: not (among them cq:hand), or rdfs:comment: exactly 1"),
    ],
)
def test_what_a_rule_demands_is_told_in_words(page, name, expected):
    (part,) = page.xpath(f"//*[@id='{name}']")
    assert expected in words(part)


def test_what_only_warns_is_marked(page):
    marked = {part.get("id") for part in page.xpath("//*[@class='rule'][h4/span[contains(@class, 'mark')]]")}
    assert marked == {"position-towards-holder"}


def test_a_query_can_be_read(page):
    (part,) = page.xpath("//*[@id='position-key']")
    query = part.xpath(".//pre")[0].text
    assert query.startswith("SELECT $this")
    assert "cq:holder ?holder" in query


def test_targets_lead_to_the_ontology(page):
    assert page.xpath("//section[@id='Position']/p[1]/a/@href") == ["/ontology#Position"]


def test_as_turtle_it_is_what_stands_in_the_files(real):
    answer = real.get("/shapes.ttl")
    assert answer.headers["content-type"].startswith("text/turtle")
    expected = sum(len(Graph().parse(path)) for path in FILES)
    assert len(Graph().parse(data=answer.text, format="turtle")) == expected
    assert real.get("/shapes", headers={"Accept": "text/turtle"}).text == answer.text
    assert real.get("/shapes", headers={"Accept": "image/png"}).status_code == 406


def test_without_shapes_the_page_says_so(client):
    assert "This workspace has no shapes." in words(ask(client, "/shapes"))


def test_a_file_that_cannot_be_read_says_so(tmp_path):
    path = tmp_path / "broken.ttl"
    path.write_text("this is no Turtle")
    (found,) = read_shapes([path])
    assert (found.title, found.shapes) == ("broken", [])
    assert re.search("cannot be read", found.problem)
