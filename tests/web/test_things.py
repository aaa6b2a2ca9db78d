import pyoxigraph
import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

from communique.vocabulary import CQ, OA, thing
from sample.workspace import ACCORD, HERALD

HTML = {"Accept": "text/html,*/*;q=0.8"}
CALL = f"anna-berg/calls-for/{ACCORD}.1/2021-06-10"


def followed(client, path, accept):
    """The document that a thing's address leads to."""
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == 303, path
    assert "Accept" in answer.headers["vary"]
    return client.get(answer.headers["location"], headers={"Accept": "text/html"})


def graph_of(answer):
    media_type = answer.headers["content-type"].partition(";")[0]
    quads = pyoxigraph.parse(answer.content, format=pyoxigraph.RdfFormat.from_media_type(media_type))
    plain = pyoxigraph.serialize(
        (pyoxigraph.Triple(t.subject, t.predicate, t.object) for t in quads),
        format=pyoxigraph.RdfFormat.N_TRIPLES,
    )
    return Graph().parse(data=plain, format="nt")


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [
        (".ttl", "text/turtle"),
        (".jsonld", "application/ld+json"),
        (".nt", "application/n-triples"),
        (".rdf", "application/rdf+xml"),
        (".trig", "application/trig"),
        (".nq", "application/n-quads"),
    ],
)
def test_a_thing_in_rdf(client, suffix, media_type):
    address = f"/id/position/{CALL}"
    document = client.get(address + suffix, headers={"Accept": "image/png"})  # the suffix wins
    assert document.status_code == 200
    assert document.headers["content-type"].partition(";")[0] == media_type
    assert followed(client, address, media_type).content == document.content
    graph = graph_of(document)
    position = thing("position", CALL)
    assert (position, CQ.holder, thing("actor", "anna-berg")) in graph
    # Its evidence comes along, down to the words, which hang on blank nodes four steps away.
    assert {str(words) for words in graph.objects(None, OA.exact)} >= {
        "Let the ferries",
        "said Berg",
        "ferries must run",
    }
    assert isomorphic(graph, graph_of(client.get(f"{address}.nt")))


def test_no_thing_is_a_document(client):
    """An actor, an agreement and even the record of an article are told apart from what is said of them."""
    for path in ("actor/anna-berg", f"agreement/{ACCORD}", f"article/{HERALD}", f"position/{CALL}"):
        answer = client.get(f"/id/{path}?after=x", headers={"Accept": "text/turtle"})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/id/{path}.ttl?after=x")
        described = {link["url"]: link["type"] for link in parse_links(answer, "describedby")}
        assert described[f"/id/{path}.jsonld"] == "application/ld+json"
        head = client.head(f"/id/{path}", headers=HTML)
        assert (head.status_code, head.headers["location"]) == (303, f"/id/{path}.html")
    assert client.get("/id/actor/anna-berg").headers["location"].endswith(".ttl")
    assert client.get("/id/actor/anna-berg", headers={"Accept": "image/png"}).status_code == 406


def test_a_document_links_to_what_it_describes_and_to_its_other_forms(client):
    answer = client.get(f"/id/agreement/{ACCORD}.ttl")
    version = answer.headers["dataset-version"]
    assert [link["url"] for link in parse_links(answer, "describes")] == [str(thing("agreement", ACCORD))]
    (canonical,) = parse_links(answer, "canonical")
    assert canonical["url"] == f"/id/agreement/{ACCORD}.ttl?dataset={version[:16]}"
    assert client.get(canonical["url"]).content == answer.content
    alternates = {link["url"]: link["type"] for link in parse_links(answer, "alternate")}
    assert f"/id/agreement/{ACCORD}.ttl" not in alternates
    for address, media_type in alternates.items():
        assert client.get(address).headers["content-type"].partition(";")[0] == media_type
    assert len(alternates) == 6
    assert parse_links(answer, "license")


def test_another_version_of_the_dataset_is_not_passed_off_as_the_one_asked_for(client):
    for path in ("/id/actor/anna-berg.ttl", "/id/actor/anna-berg", "/api/actors", "/api/positions"):
        gone = client.get(path, params={"dataset": "0" * 16})
        assert gone.status_code == 410
        assert "/data" in gone.json()["detail"]
        for senseless in ("", "now", "0" * 15, "0" * 65, "g" * 16):
            assert client.get(path, params={"dataset": senseless}).status_code == 400


def parse_links(answer, relation):
    """The links of an answer that stand in one relation (httpx keeps only one of each)."""
    found = []
    for part in answer.headers["link"].split(", "):
        address, *attributes = part.split("; ")
        named = dict(attribute.split("=", 1) for attribute in attributes)
        values = {name: value.strip('"') for name, value in named.items()}
        if values["rel"] == relation:
            found.append({"url": address.strip("<>"), **values})
    return found


def test_json_ld_reads_like_the_things_it_tells_of(client):
    document = client.get(f"/id/position/{CALL}.jsonld").json()
    nodes = {node["@id"]: node for node in document["@graph"]}
    assert nodes[str(thing("position", CALL))]["cq:holder"] == {"@id": "actor:anna-berg"}
    assert not [name for name in nodes if name.startswith("_:")]  # each stands where it belongs
    places = [node["oa:hasTarget"]["oa:hasSource"] for node in nodes.values() if "oa:hasTarget" in node]
    assert {"@id": f"article:{HERALD}"} in places


def test_a_page_by_accept_and_suffix(client):
    document = client.get(f"/id/agreement/{ACCORD}.html")
    assert document.headers["content-type"].startswith("text/html")
    assert "River Accord of 1 May 2020" in document.text
    assert followed(client, f"/id/agreement/{ACCORD}", HTML["Accept"]).text == document.text


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
        for accept in (HTML["Accept"], "text/turtle"):
            answer = followed(client, f"/id/{path}", accept)
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
