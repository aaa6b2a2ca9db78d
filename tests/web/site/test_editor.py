import pytest

from communique.vocabulary import CQ, PREFIXES


@pytest.fixture
def offers(client):
    answer = client.get("/sparql/offers.json")
    assert answer.status_code == 200
    return answer.json()


def test_prefixes_are_those_of_the_project(offers):
    assert offers["prefixes"] == PREFIXES
    assert {"actor", "agreement", "issue"} <= set(offers["kinds"])
    assert set(offers["kinds"]) <= set(PREFIXES)


def test_classes_and_properties_are_those_that_occur(offers):
    classes = {term["iri"]: term["label"] for term in offers["classes"]}
    properties = {term["iri"]: term["label"] for term in offers["properties"]}
    assert classes[str(CQ.Position)] == "position"
    assert properties[str(CQ.holder)] == "holder"
    assert str(CQ.paxId) not in properties  # the sample has none


def test_every_canned_query_is_an_example_that_runs_and_answers_as_it_stands(client, offers):
    assert len(offers["examples"]) == len(client.get("/api/queries").json())
    for example in offers["examples"]:
        assert not example["query"].startswith("#+")
        answer = client.get("/sparql", params={"query": example["query"]})
        assert answer.status_code == 200, (example["name"], answer.text)


def test_what_a_query_needs_is_filled_in(client, offers):
    (example,) = [item for item in offers["examples"] if item["name"] == "positions-of-actor"]
    assert "WHERE {\n  VALUES ?actor { <https://w3id.org/communique/id/actor/" in example["query"]
    assert "VALUES ?from" not in example["query"]


def test_the_pages_bring_the_editor_and_work_without_it(client):
    for address in ("/sparql", "/sparql?query=ASK%7B%7D"):
        text = client.get(address, headers={"Accept": "text/html"}).text
        assert '<script src="/static/sparql.js" defer></script>' in text
        assert '<textarea id="query" name="query"' in text
        assert '<section id="answer">' in text
