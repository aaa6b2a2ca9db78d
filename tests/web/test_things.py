import pyoxigraph
import pytest
from rdflib import Graph, URIRef

from communique.vocabulary import CQ, OA, thing
from sample.workspace import ACCORD, HERALD

HTML = {"Accept": "text/html,*/*;q=0.8"}
CALL = f"anna-berg/calls-for/{ACCORD}.1/2021-06-10"


@pytest.mark.parametrize(
    ("suffix", "accept", "media_type"),
    [
        ("", "text/turtle", "text/turtle"),
        (".ttl", "*/*", "text/turtle"),
        ("", "application/ld+json", "application/ld+json"),
        (".jsonld", "text/html", "application/ld+json"),
        (".nt", "*/*", "application/n-triples"),
        (".rdf", "*/*", "application/rdf+xml"),
    ],
)
def test_a_thing_in_rdf(client, suffix, accept, media_type):
    answer = client.get(f"/id/position/{CALL}{suffix}", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    triples = pyoxigraph.parse(answer.content, format=pyoxigraph.RdfFormat.from_media_type(media_type))
    plain = pyoxigraph.serialize(
        (pyoxigraph.Triple(t.subject, t.predicate, t.object) for t in triples),
        format=pyoxigraph.RdfFormat.N_TRIPLES,
    )
    graph = Graph().parse(data=plain, format="nt")
    position = thing("position", CALL)
    assert (position, CQ.holder, thing("actor", "anna-berg")) in graph
    # Its evidence comes along, down to the words, which hang on blank nodes four steps away.
    assert {str(words) for words in graph.objects(None, OA.exact)} >= {
        "Let the ferries",
        "said Berg",
        "ferries must run",
    }


def test_html_by_accept_and_suffix(client):
    for path, headers in ((f"/id/agreement/{ACCORD}", HTML), (f"/id/agreement/{ACCORD}.html", {})):
        answer = client.get(path, headers=headers)
        assert answer.headers["content-type"].startswith("text/html")
        assert "River Accord of 1 May 2020" in answer.text
    assert (
        client.get(f"/id/agreement/{ACCORD}", headers={"Accept": "*/*"})
        .headers["content-type"]
        .startswith("text/turtle")
    )
    assert client.get(f"/id/agreement/{ACCORD}", headers={"Accept": "image/png"}).status_code == 406


def test_parts_and_facts_about_facts_come_along(client):
    graph = Graph().parse(data=client.get(f"/id/agreement/{ACCORD}.ttl").text, format="turtle")
    part = URIRef(f"{thing('agreement', ACCORD)}#participation-anna-berg-signed")
    assert (part, CQ.participant, thing("actor", "anna-berg")) in graph
    assert len(list(graph.subjects(URIRef("http://www.w3.org/2002/07/owl#annotatedSource"), None))) == 1


def test_every_kind_of_slug(client):
    for path in (
        f"provision/{ACCORD}/10",
        f"article/{HERALD}",
        "stance/calls-for",
        "rendering/readout",
        "issue/ferries",
        "collection/river-accords",
        "annotator/machine",
        "source/gazette",
        "participation-role/signed",
        "scheme/stances",
        "tenure/anna-berg-foreign-minister-of-norland-2019-03-01",
        "post/foreign-minister-of-norland",
    ):
        for headers in (HTML, {"Accept": "text/turtle"}):
            answer = client.get(f"/id/{path}", headers=headers)
            assert answer.status_code == 200, path
            assert len(answer.text) > 100


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/id/actor/ana-berg", 404),
        ("/id/actor/anna-berg.pdf", 404),
        ("/id/actor/", 404),
        ("/id/actr/anna-berg", 404),
        ("/id/actor/%3Cscript%3E", 404),
        ("/id/actor/%00", 404),
        ("/id/actor/" + "x" * 3000, 404),
        ("/id/position/nobody/affirms/nothing/2020", 404),
        ("/id/actor/..%2f..%2fetc", 404),
        ("/id/actor/%22%7D%20INSERT", 404),
    ],
)
def test_unknown_things_are_404(client, path, status):
    for headers in (HTML, {"Accept": "application/json"}):
        answer = client.get(path, headers=headers)
        assert answer.status_code == status
        assert headers is not HTML or "<script" not in answer.text
    assert client.get(path).headers["content-type"] == "application/problem+json"


def test_the_nearest_names_are_suggested(client):
    problem = client.get("/id/actor/ana-berg").json()
    assert problem["suggestions"][0] == "/id/actor/anna-berg"
    assert 'href="/id/actor/anna-berg"' in client.get("/id/actor/ana-berg", headers=HTML).text


@pytest.mark.parametrize(
    "slug",
    [
        "%7F",
        "%5B",
        "%25zz",
        "%C2%80",
        "%EE%80%80",
        "%EF%BF%BE",
        "%3Ca%3E",
        "a%20b",
        "caf%C3%A9",
        "a%0A",
        "a?b",
    ],
)
@pytest.mark.parametrize("path", ["/id/actor/{}", "/id/position/{}/x", "/actors/{}", "/agreements/{}"])
def test_what_cannot_be_a_name_is_404_and_logs_nothing(client, caplog, path, slug):
    for headers in (HTML, {"Accept": "application/json"}, {"Accept": "text/turtle"}):
        answer = client.get(path.format(slug), headers=headers)
        assert answer.status_code == 404
    assert caplog.records == []


@pytest.mark.parametrize(
    "value", ["a b", "<x>", '"', "x{y}", "actor/", "%zz", "\x7f", "https://example.org/ x", "a|b"]
)
def test_no_stranger_can_fill_the_log(client, caplog, value):
    for path, name in (
        ("/api/positions", "holder"),
        ("/api/positions", "target"),
        ("/api/queries/positions-of-actor", "actor"),
    ):
        assert client.get(path, params={name: value}).status_code == 404
    assert caplog.records == []
