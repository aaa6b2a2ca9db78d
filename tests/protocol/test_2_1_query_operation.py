"""SPARQL 1.1 Protocol 2.1, query operation: the methods, and how often each parameter may be given."""

import pytest

from protocol.asking import (
    CSV,
    DIRECT,
    FORM,
    JSON,
    PATH,
    WAYS,
    by_form,
    by_get,
    complaint,
    converse,
    directly,
    encode,
    exchange,
    raw,
    target,
)
from protocol.invented import COURIER, LARGE, POSITIONS

ASK = "ASK {}"


def test_2_1_the_three_ways_of_asking_give_the_same_answer(endpoint):
    answers = [send(endpoint, f"{POSITIONS} ORDER BY ?position") for send in WAYS.values()]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["content-type"] for answer in answers}) == 1


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_2_1_must_be_get_or_post_other_methods_are_405_with_allow(endpoint, method):
    answer = endpoint.request(method, encode([("query", ASK)]))
    complaint(answer, 405)
    allowed = {name.strip() for name in answer.headers["allow"].split(",")}
    assert allowed == {"GET", "HEAD", "POST", "OPTIONS"}


def test_2_1_a_method_that_nobody_knows_is_refused(endpoint):
    answer = exchange(endpoint, raw("FETCH", target(ASK)))
    # Some servers end the connection with 400 before the application sees such a method.
    assert answer.status in (400, 405, 501)


@pytest.mark.parametrize("query", [POSITIONS, ASK, "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 3"])
def test_2_1_head_is_get_without_the_body(endpoint, query):
    whole = endpoint.get(query)
    head = endpoint.request("HEAD", encode([("query", query)]), headers={"Accept": "*/*"})
    assert (head.status_code, whole.status_code) == (200, 200)
    assert head.content == b""
    for name in ("content-type", "dataset-version", "etag", "vary"):
        assert head.headers[name] == whole.headers[name]


def test_2_1_head_sends_no_byte_of_a_body(endpoint):
    """What came after the headers would be taken for the next answer."""
    first, second, third = converse(
        endpoint,
        raw("HEAD", target(LARGE)),
        raw("HEAD", target("SELECT * {")),
        raw("GET", target(ASK), [("Accept", "text/csv")]),
    )
    assert (first.status, second.status) == (200, 400)
    assert third.status == 200
    assert third.body.strip() == b"true"


def test_2_1_exactly_one_query_in_a_form(endpoint):
    headers = {"Content-Type": FORM}
    for body in ("", encode([("default-graph-uri", COURIER)]), encode([("format", "csv")])):
        answer = endpoint.request("POST", content=body, headers=headers)
        assert "query" in complaint(answer, 400)


def test_2_1_exactly_one_query_in_a_get_with_other_parameters(endpoint):
    answer = endpoint.request("GET", encode([("default-graph-uri", COURIER)]))
    assert "query" in complaint(answer, 400)


def test_2_1_exactly_one_query_two_are_refused(endpoint):
    twice = [("query", ASK), ("query", ASK)]
    assert "more than once" in complaint(endpoint.request("GET", encode(twice)), 400)
    form = endpoint.request("POST", content=encode(twice), headers={"Content-Type": FORM})
    assert "more than once" in complaint(form, 400)
    both = endpoint.request(
        "POST", encode([("query", ASK)]), content=encode([("query", ASK)]), headers={"Content-Type": FORM}
    )
    complaint(both, 400)
    direct = endpoint.request("POST", encode([("query", ASK)]), content=ASK, headers={"Content-Type": DIRECT})
    complaint(direct, 400)


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
def test_2_1_every_other_parameter_at_most_once(endpoint, send):
    answer = send(endpoint, ASK, [("format", "csv"), ("format", "csv")])
    assert "format" in complaint(answer, 400)


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("name", ["colour", "Query", "default_graph_uri", "defaultGraphUri", "", "query[]"])
def test_2_1_an_unknown_parameter_is_refused_and_named(endpoint, send, name):
    """A parameter with a slip of the pen must not be ignored: the answer would be to another question."""
    answer = send(endpoint, ASK, [(name, "x")])
    text = complaint(answer, 400)
    assert name in text
    assert "default-graph-uri" in text


def test_2_1_a_hostile_parameter_name_is_shown_shortened_and_harmless(endpoint):
    answer = endpoint.get(ASK, [("<script>" + "x" * 5_000, "y")])
    assert len(complaint(answer, 400)) < 1_000
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_2_1_parameters_may_come_in_any_order(endpoint):
    parameters = [("named-graph-uri", COURIER), ("format", "csv"), ("default-graph-uri", COURIER)]
    first = endpoint.request("GET", encode([("query", POSITIONS), *parameters]))
    last = endpoint.request("GET", encode([*parameters, ("query", POSITIONS)]))
    assert first.status_code == last.status_code == 200
    assert sorted(first.text.split()) == sorted(last.text.split())


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
def test_2_1_a_format_by_name_wins_over_accept(endpoint, send):
    answer = send(endpoint, POSITIONS, [("format", "csv")], Accept=JSON)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == CSV
    assert answer.text.startswith("position\r\n")


@pytest.mark.parametrize(
    ("query", "name", "media_type"),
    [
        (POSITIONS, "json", JSON),
        (POSITIONS, "xml", "application/sparql-results+xml"),
        (POSITIONS, "tsv", "text/tab-separated-values; charset=utf-8"),
        ("CONSTRUCT {} {}", "ttl", "text/turtle; charset=utf-8"),
        ("CONSTRUCT {} {}", "nt", "application/n-triples"),
        ("CONSTRUCT {} {}", "rdf", "application/rdf+xml"),
        ("CONSTRUCT {} {}", "jsonld", "application/ld+json"),
        ("CONSTRUCT {} {}", "trig", "application/trig"),
        ("CONSTRUCT {} {}", "nq", "application/n-quads"),
    ],
)
def test_2_1_each_format_has_a_name(endpoint, query, name, media_type):
    answer = endpoint.get(query, [("format", name)], Accept="image/png")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type


def test_2_1_a_format_by_name_that_is_unknown_or_does_not_fit(endpoint):
    assert "pdf" in complaint(endpoint.get(ASK, [("format", "pdf")]), 400)
    assert "csv" in complaint(endpoint.get("CONSTRUCT {} {}", [("format", "csv")]), 406)
    assert "ttl" in complaint(endpoint.get(POSITIONS, [("format", "ttl")]), 406)


def test_2_1_a_trailing_slash_or_another_path_is_not_the_endpoint(endpoint):
    answer = endpoint.client.get(f"{PATH}/other?{encode([('query', ASK)])}")
    assert answer.status_code == 404


@pytest.mark.parametrize("send", [by_get, by_form, directly])
@pytest.mark.parametrize("blank", ["", " \n\t", "# nothing but a comment"])
def test_2_1_an_empty_query_is_refused(endpoint, send, blank):
    complaint(send(endpoint, blank), 400)
