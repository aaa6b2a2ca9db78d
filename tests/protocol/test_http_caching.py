"""RFC 9110, 8.8 and 13.1: entity tags and conditional requests, as the protocol is built on HTTP (2.1.6)."""

import re

import pytest

from protocol.asking import WAYS, by_form, complaint, directly, encode, exchange, named, raw, rows, target
from protocol.invented import CONSTRUCT, COURIER, HERALD, LARGE, POSITIONS

QUERY = f"{POSITIONS} ORDER BY ?position"
TAG = re.compile(r'(W/)?"[\x21\x23-\x7e]*"')


@pytest.mark.parametrize(
    "query", [QUERY, "ASK {}", CONSTRUCT, LARGE], ids=["select", "ask", "construct", "large"]
)
def test_rfc_9110_8_8_3_every_answer_to_a_get_has_a_tag(endpoint, query):
    answer = endpoint.get(query)
    assert TAG.fullmatch(answer.headers["etag"])


def test_rfc_9110_8_8_3_the_same_answer_has_the_same_tag(endpoint):
    assert endpoint.get(QUERY).headers["etag"] == endpoint.get(QUERY).headers["etag"]


def test_rfc_9110_8_8_3_another_answer_has_another_tag(endpoint):
    answers = [
        endpoint.get(QUERY),
        endpoint.get(QUERY, Accept="text/csv"),
        endpoint.get(f"{QUERY} LIMIT 1"),
        endpoint.get(QUERY, [("default-graph-uri", COURIER)]),
        endpoint.get(QUERY, [("default-graph-uri", HERALD)]),
        endpoint.get(QUERY, [("named-graph-uri", COURIER)]),
    ]
    assert len({answer.headers["etag"] for answer in answers}) == len(answers)


@pytest.mark.parametrize("expression", ["RAND()", "STRUUID()", "UUID()", "BNODE()", "NOW()"])
def test_rfc_9110_8_8_1_a_strong_tag_never_names_two_answers(endpoint, expression):
    """What differs from time to time must not be told to be unchanged."""
    query = f"SELECT ({expression} AS ?x) {{}}"
    first, second = endpoint.get(query), endpoint.get(query)
    if expression == "BNODE()" and endpoint.differs("blank node"):
        assert "word it differently" in complaint(first, 400)
        assert "etag" not in first.headers
        return
    assert first.status_code == second.status_code == 200
    tags = [answer.headers.get("etag", "W/") for answer in (first, second)]
    assert first.content == second.content or tags[0] != tags[1] or tags[0].startswith("W/")


@pytest.mark.parametrize("expression", ["RAND()", "STRUUID()"])
def test_rfc_9110_13_1_2_an_answer_of_chance_is_made_anew(endpoint, expression):
    query = f"SELECT ({expression} AS ?x) {{}}"
    first = endpoint.get(query)
    again = endpoint.get(query, If_None_Match=first.headers.get("etag", '"none"'))
    assert again.status_code == 200
    assert rows(again) != rows(first)


@pytest.mark.parametrize("form", ["{tag}", "W/{tag}", '"other", {tag}', '{tag} , W/"other"', "*"])
def test_rfc_9110_13_1_2_if_none_match_that_matches_is_304(endpoint, form):
    first = endpoint.get(QUERY)
    known = form.format(tag=first.headers["etag"].removeprefix("W/"))
    again = exchange(endpoint, raw("GET", target(QUERY), [("Accept", "*/*"), ("If-None-Match", known)]))
    assert again.status == 304
    assert again.body == b""


@pytest.mark.parametrize("known", ['"other"', 'W/"other"', "other", "", '"', '"*"'])
def test_rfc_9110_13_1_2_if_none_match_that_does_not_match_is_200(endpoint, known):
    answer = endpoint.get(QUERY, If_None_Match=known)
    assert answer.status_code == 200
    assert len(rows(answer)) == 5


def test_rfc_9110_13_1_2_a_tag_of_another_format_does_not_match(endpoint):
    csv = endpoint.get(QUERY, Accept="text/csv")
    answer = endpoint.get(QUERY, If_None_Match=csv.headers["etag"])
    assert answer.status_code == 200


def test_rfc_9110_15_4_5_304_has_the_headers_of_200_but_no_body(endpoint):
    first = endpoint.get(QUERY)
    headers = [("Accept", "*/*"), ("If-None-Match", first.headers["etag"])]
    (again,) = [exchange(endpoint, raw("GET", target(QUERY), headers))]
    assert again.status == 304
    for name in ("etag", "vary", "dataset-version", "cache-control", "access-control-allow-origin"):
        assert again.header(name) == first.headers.get(name), name
        assert again.header(name), name
    assert again.header("content-length") in (None, "0", first.headers.get("content-length"))
    assert again.header("transfer-encoding") is None
    assert again.header("content-encoding") is None


def test_rfc_9110_9_3_2_head_is_conditional_as_get_is(endpoint):
    tag = endpoint.get(QUERY).headers["etag"]
    query_string = encode([("query", QUERY)])
    again = endpoint.request("HEAD", query_string, headers=named({"If_None_Match": tag}))
    assert again.status_code == 304
    other = endpoint.request("HEAD", query_string, headers=named({"If_None_Match": '"other"'}))
    assert other.status_code == 200


@pytest.mark.parametrize("send", [by_form, directly])
def test_rfc_9110_13_1_2_a_post_is_never_304(endpoint, send):
    tag = endpoint.get(QUERY).headers["etag"]
    assert send(endpoint, QUERY, If_None_Match=tag).status_code in (200, 412)


def test_rfc_9110_13_2_1_an_error_stays_an_error(endpoint):
    for known in ("*", '"x"'):
        assert endpoint.get("SELECT", If_None_Match=known).status_code == 400
        assert endpoint.get(QUERY, If_None_Match=known, Accept="image/png").status_code == 406


def test_rfc_9110_12_5_5_vary_names_what_the_answer_was_chosen_by(endpoint):
    for query in (QUERY, CONSTRUCT, "ASK {}"):
        names = {name.strip().lower() for name in endpoint.get(query).headers["vary"].split(",")}
        assert {"accept", "accept-encoding"} <= names
        assert "*" not in names


def test_rfc_9111_5_2_2_a_cache_asks_again_before_it_uses_an_answer(endpoint):
    """The dataset under an address changes with the next release."""
    directives = {part.strip().lower() for part in endpoint.get(QUERY).headers["cache-control"].split(",")}
    assert directives & {"no-cache", "max-age=0"}
    assert not directives & {"immutable", "no-store"}


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("query", [QUERY, "SELECT", CONSTRUCT])
def test_dataset_version_every_answer_names_the_version(endpoint, send, query):
    answer = send(endpoint, query)
    assert re.fullmatch(r"[0-9a-f]{64}", answer.headers["dataset-version"])
    assert answer.headers["dataset-version"] == endpoint.get("ASK {}").headers["dataset-version"]
