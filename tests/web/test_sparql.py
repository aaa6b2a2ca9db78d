import asyncio
import json
import re
from html import unescape
from urllib.parse import quote

import pytest

CQ = "PREFIX cq: <https://w3id.org/communique/ontology#> "
SELECT = CQ + "SELECT ?p { ?p a cq:Position } ORDER BY ?p LIMIT 1"
CONSTRUCT = CQ + "CONSTRUCT { ?p a cq:Position } WHERE { ?p a cq:Position }"
PROVENANCE = "https://w3id.org/communique/graph/provenance"
QUERY = {"Content-Type": "application/sparql-query"}


def test_the_three_ways_of_asking_give_one_answer(client):
    answers = [
        client.get("/sparql", params={"query": SELECT}),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers=QUERY),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].headers["content-type"] == "application/sparql-results+json"
    assert len(answers[0].json()["results"]["bindings"]) == 1


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (SELECT, None, "application/sparql-results+json"),
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "application/json", "application/sparql-results+json"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/csv;q=0.2, application/sparql-results+xml;q=0.7", "application/sparql-results+xml"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "image/png, */*;q=0.1", "application/sparql-results+json"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("ASK {}", "text/csv", "text/csv; charset=utf-8"),
        (CONSTRUCT, None, "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "text/*", "text/turtle; charset=utf-8"),
        (
            "DESCRIBE <https://w3id.org/communique/id/actor/norland>",
            "text/turtle",
            "text/turtle; charset=utf-8",
        ),
    ],
)
def test_formats_are_negotiated(client, query, accept, media_type):
    answer = client.get(
        "/sparql", params={"query": query}, headers={"Accept": accept} if accept else {"Accept": ""}
    )
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type
    assert answer.content
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("query", "accept"), [(SELECT, "image/png"), (SELECT, "text/turtle"), (CONSTRUCT, "text/csv")]
)
def test_nothing_acceptable_is_406(client, query, accept):
    assert client.get("/sparql", params={"query": query}, headers={"Accept": accept}).status_code == 406


def test_syntax_errors_are_400_with_a_position(client):
    answer = client.get("/sparql", params={"query": "SELECT *\n{ ?s ?p ?o"})
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert "line 2, column" in answer.text
    assert (
        "line 1, column 21: Prefix not found"
        in client.get("/sparql", params={"query": "SELECT * {?s foo:bar ?o}"}).text
    )


@pytest.mark.parametrize(
    "call",
    [
        {"data": {"update": "DROP ALL"}},
        {"data": {"query": "DROP ALL"}},
        {"content": "DROP ALL", "headers": {"Content-Type": "application/sparql-update"}},
        {"content": "INSERT DATA { <a:a> <a:b> <a:c> }", "headers": QUERY},
        {"content": "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "headers": QUERY},
        {"content": "SELECT * FROM <http://127.0.0.1/> { ?s ?p ?o }", "headers": QUERY},
        {"params": {"default-graph-uri": "file:///etc/passwd"}, "content": "ASK {}", "headers": QUERY},
    ],
)
def test_what_is_refused_is_403(client, call):
    answer = client.post("/sparql", **call)
    assert answer.status_code == 403
    assert answer.text.strip()


def test_wrong_bodies_methods_and_parameters(client):
    assert client.post("/sparql", content="x", headers={"Content-Type": "text/plain"}).status_code == 415
    assert client.post("/sparql").status_code == 415
    assert client.post("/sparql", data={"other": "x"}).status_code == 400
    assert client.post("/sparql", data={"default-graph-uri": PROVENANCE}).status_code == 400
    assert client.post("/sparql", content=b"\xff", headers=QUERY).status_code == 400
    assert client.get("/sparql?query=ASK{}&query=ASK{}").status_code == 400
    assert client.get("/sparql?query=%FF").status_code == 400
    for method in ("PUT", "DELETE", "PATCH"):
        answer = client.request(method, "/sparql")
        assert answer.status_code == 405
        assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_requests_that_are_too_long_are_413(client):
    assert client.post("/sparql", data={"query": "#" * 70_000}).status_code == 413
    assert client.post("/sparql", content="#" * 70_000, headers=QUERY).status_code == 413


def test_graphs_are_chosen_by_the_request(client):
    asked = {"query": "SELECT (COUNT(*) AS ?n) { ?s a ?o }", "default-graph-uri": PROVENANCE}
    for answer in (client.get("/sparql", params=asked), client.post("/sparql", data=asked)):
        assert answer.json()["results"]["bindings"][0]["n"]["value"] == "4"
    named = {"query": "SELECT (COUNT(*) AS ?n) { ?s a ?o }", "named-graph-uri": PROVENANCE}
    assert client.get("/sparql", params=named).json()["results"]["bindings"][0]["n"]["value"] == "0"


@pytest.mark.parametrize("word", ["a%20b", "a+b", "Հայաստան", "50%", "a&b=c"])
def test_text_survives_every_way_of_sending(client, word):
    iri = f"https://example.org/{quote(word)}"
    query = f'SELECT (<{iri}> AS ?iri) ("{word}" AS ?text) {{}}'
    for answer in (
        client.get("/sparql", params={"query": query}),
        client.post("/sparql", data={"query": query}),
        client.post("/sparql", content=query.encode(), headers=QUERY),
    ):
        (row,) = answer.json()["results"]["bindings"]
        assert (row["iri"]["value"], row["text"]["value"]) == (iri, word)


def test_a_runaway_query_is_stopped_and_others_are_served(client):
    answer = client.get(
        "/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}
    )
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert "stopped after 1.5 s" in answer.text
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_head_is_get_without_the_body(client):
    whole = client.get("/sparql", params={"query": SELECT})
    head = client.head("/sparql", params={"query": SELECT})
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["etag"] == whole.headers["etag"]


def test_equal_answers_need_not_be_sent_twice(client):
    first = client.get("/sparql", params={"query": SELECT})
    again = client.get("/sparql", params={"query": SELECT}, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["dataset-version"] == first.headers["dataset-version"]


def test_people_get_a_form_and_a_table(client):
    html = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert "<textarea" in client.get("/sparql", headers=html).text
    table = client.get("/sparql", params={"query": SELECT}, headers=html)
    assert table.headers["content-type"].startswith("text/html")
    assert '<th scope="col">p</th>' in table.text
    assert "&lt;" in client.get("/sparql", params={"query": CONSTRUCT}, headers=html).text
    hostile = client.get(
        "/sparql", params={"query": 'SELECT ("<script>alert(1)</script>" AS ?x) {}'}, headers=html
    )
    assert not re.findall(r'<script(?! src="/static/)', hostile.text)


def test_answers_are_what_a_sparql_library_reads(client):
    body = client.get("/sparql", params={"query": "SELECT (1 AS ?x) {}"}).content
    assert json.loads(body)["head"] == {"vars": ["x"]}


@pytest.mark.parametrize(
    ("query", "name", "media_type"),
    [
        (SELECT, "csv", "text/csv; charset=utf-8"),
        (SELECT, "json", "application/sparql-results+json"),
        (SELECT, "xml", "application/sparql-results+xml"),
        (SELECT, "tsv", "text/tab-separated-values; charset=utf-8"),
        ("ASK {}", "json", "application/sparql-results+json"),
        (CONSTRUCT, "ttl", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "nt", "application/n-triples"),
        (CONSTRUCT, "jsonld", "application/ld+json"),
        (CONSTRUCT, "rdf", "application/rdf+xml"),
        (CONSTRUCT, "trig", "application/trig"),
        (CONSTRUCT, "nq", "application/n-quads"),
    ],
)
def test_a_format_by_name_wins_over_accept(client, query, name, media_type):
    html = {"Accept": "text/html,*/*;q=0.8"}
    asked = {"query": query, "format": name}
    for answer in (
        client.get("/sparql", params=asked, headers=html),
        client.post("/sparql", data=asked, headers=html),
        client.post("/sparql", params={"format": name}, content=query, headers={**QUERY, **html}),
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"] == media_type


def test_formats_that_do_not_fit(client):
    unknown = client.get("/sparql", params={"query": SELECT, "format": "pdf"})
    assert unknown.status_code == 400
    assert "json, csv, xml, tsv, ttl, jsonld, nt, rdf, trig, nq" in unknown.text
    wrong = client.get("/sparql", params={"query": CONSTRUCT, "format": "csv"})
    assert wrong.status_code == 406
    assert "format=csv" in wrong.text
    assert client.get("/sparql?query=ASK{}&format=csv&format=json").status_code == 400
    assert client.get("/sparql?format=csv").status_code == 400
    assert client.get("/sparql?query=ASK{}&colour=red").status_code == 400


MANY = "SELECT ?a ?b { ?a a ?c . ?b a ?d } LIMIT 1500"


def test_a_long_table_is_cut_and_says_so(client):
    html = {"Accept": "text/html,*/*;q=0.8"}
    text = client.get("/sparql", params={"query": MANY}, headers=html).text
    assert text.count("<tr>") == 1 + 1000
    assert "Cut short" in text
    whole = [unescape(link) for link in re.findall(r'href="(/sparql[?][^"]+)"', text)]
    rows = client.get(next(link for link in whole if link.endswith("format=csv"))).text
    assert rows.count("\r\n") == 1 + 1500
    assert any(link.endswith("format=json") for link in whole)
    for query in (MANY.replace("1500", "1000"), "SELECT ?a { ?a a ?c } LIMIT 3"):
        assert "Cut short" not in client.get("/sparql", params={"query": query}, headers=html).text


def test_long_graphs_and_long_words_are_cut_too(client):
    html = {"Accept": "text/html,*/*;q=0.8"}
    graph = "CONSTRUCT { ?a ?p ?b } { ?a ?p ?x . ?b a ?d } LIMIT 9000"
    text = client.get("/sparql", params={"query": graph}, headers=html).text
    assert "Cut short" in text
    assert "format=ttl" in text
    assert len(text) < 400_000
    word = 'SELECT (CONCAT(?t, ?t, ?t, ?t) AS ?long) { BIND("' + "x" * 5000 + '" AS ?t) }'
    text = client.get("/sparql", params={"query": word}, headers=html).text
    assert "Cut short" in text


def test_pages_are_not_made_in_the_event_loop(client, monkeypatch):
    places = []

    def note(pages, asked, result, truncated):
        try:
            places.append(asyncio.get_running_loop())
        except RuntimeError:
            places.append(None)
        return "made"

    monkeypatch.setattr("communique.web.sparql.results_page", note)
    assert client.get("/sparql", params={"query": SELECT}, headers={"Accept": "text/html"}).text == "made"
    assert places == [None]
