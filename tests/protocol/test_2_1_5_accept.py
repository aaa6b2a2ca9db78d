"""SPARQL 1.1 Protocol 2.1.5, accepted response formats: content negotiation as RFC 9110, 12.5.1 has it."""

import pytest

from protocol.asking import (
    BROWSER,
    CSV,
    JSON,
    JSONLD,
    NQUADS,
    NTRIPLES,
    RDFXML,
    TRIG,
    TSV,
    TURTLE,
    XML,
    by_form,
    complaint,
    directly,
    exchange,
    raw,
    target,
)
from protocol.invented import CONSTRUCT, DESCRIBE, POSITIONS

ASK = "ASK {}"


def accepted(endpoint, query, *accept):
    """The media type that a client gets who sends these Accept headers, as they stand."""
    answer = exchange(endpoint, raw("GET", target(query), [("Accept", value) for value in accept]))
    return answer.header("content-type") if answer.status == 200 else answer.status


@pytest.mark.parametrize(
    ("query", "media_type"), [(POSITIONS, JSON), (ASK, JSON), (CONSTRUCT, TURTLE), (DESCRIBE, TURTLE)]
)
def test_2_1_5_without_accept_there_is_a_default(endpoint, query, media_type):
    assert accepted(endpoint, query) == media_type
    assert accepted(endpoint, query, "*/*") == media_type
    assert accepted(endpoint, query, "") == media_type


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (POSITIONS, "application/sparql-results+json", JSON),
        (POSITIONS, "application/sparql-results+xml", XML),
        (POSITIONS, "text/csv", CSV),
        (POSITIONS, "text/tab-separated-values", TSV),
        (ASK, "application/sparql-results+json", JSON),
        (ASK, "application/sparql-results+xml", XML),
        (ASK, "text/csv", CSV),
        (ASK, "text/tab-separated-values", TSV),
        (CONSTRUCT, "text/turtle", TURTLE),
        (CONSTRUCT, "application/n-triples", NTRIPLES),
        (CONSTRUCT, "application/rdf+xml", RDFXML),
        (CONSTRUCT, "application/ld+json", JSONLD),
        (CONSTRUCT, "application/trig", TRIG),
        (CONSTRUCT, "application/n-quads", NQUADS),
        (DESCRIBE, "text/turtle", TURTLE),
        (DESCRIBE, "application/ld+json", JSONLD),
    ],
)
def test_2_1_5_each_format_by_its_name(endpoint, query, accept, media_type):
    assert accepted(endpoint, query, accept) == media_type


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (POSITIONS, "application/json", JSON),
        (POSITIONS, "application/xml", XML),
        (POSITIONS, "text/xml", XML),
        (ASK, "application/json", JSON),
        (ASK, "application/xml", XML),
        (CONSTRUCT, "application/json", JSONLD),
        (CONSTRUCT, "application/xml", RDFXML),
        (CONSTRUCT, "text/xml", RDFXML),
        (CONSTRUCT, "text/plain", NTRIPLES),
    ],
)
def test_2_1_5_a_general_name_gets_the_format_with_that_suffix(endpoint, query, accept, media_type):
    """Who takes any JSON takes +json; the answer still says what it is (2.1.6)."""
    assert accepted(endpoint, query, accept) == media_type


def test_2_1_5_a_format_by_its_own_name_goes_before_one_by_a_general_name(endpoint):
    assert accepted(endpoint, POSITIONS, "application/json;q=0.9, text/csv") == CSV
    assert (
        accepted(endpoint, POSITIONS, "application/json;q=0.2, application/sparql-results+xml;q=0.3") == XML
    )
    assert accepted(endpoint, POSITIONS, "application/json, application/sparql-results+json;q=0") in (
        406,
        JSON,
    )


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (POSITIONS, "text/csv;q=0.2, application/sparql-results+xml;q=0.7", XML),
        (POSITIONS, "application/sparql-results+xml;q=0.7, text/csv;q=0.2", XML),
        (POSITIONS, "text/csv, application/sparql-results+xml;q=0.9", CSV),
        (POSITIONS, "text/csv;q=0.001", CSV),
        (POSITIONS, "text/csv;q=0.334, text/tab-separated-values;q=0.335", TSV),
        (POSITIONS, "text/csv;q=1.000, text/tab-separated-values;q=0.999", CSV),
        (POSITIONS, "image/png, text/csv;q=0.1", CSV),
        (POSITIONS, "text/turtle, text/csv;q=0.1", CSV),
        (CONSTRUCT, "text/csv, text/turtle;q=0.1", TURTLE),
        (CONSTRUCT, "application/ld+json;q=0.5, application/n-triples;q=0.6, text/turtle;q=0.4", NTRIPLES),
    ],
)
def test_2_1_5_the_highest_q_wins(endpoint, query, accept, media_type):
    assert accepted(endpoint, query, accept) == media_type


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (POSITIONS, "text/csv;q=0"),
        (POSITIONS, "text/csv;q=0.000"),
        (POSITIONS, "*/*;q=0"),
        (POSITIONS, "text/*;q=0, application/*;q=0.0"),
        (POSITIONS, "image/png, */*;q=0"),
        (CONSTRUCT, "text/turtle;q=0"),
    ],
)
def test_2_1_5_q_0_means_not_at_all(endpoint, query, accept):
    assert accepted(endpoint, query, accept) == 406


def test_2_1_5_q_0_takes_one_format_out_of_many(endpoint):
    others = {XML, CSV, TSV}
    assert accepted(endpoint, POSITIONS, "*/*, application/sparql-results+json;q=0") in others
    assert accepted(endpoint, POSITIONS, "application/sparql-results+json;q=0, */*;q=0.1") in others
    assert accepted(endpoint, POSITIONS, "text/*, text/csv;q=0") == TSV
    assert accepted(endpoint, CONSTRUCT, "text/turtle;q=0, */*") != TURTLE


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (POSITIONS, "application/*", JSON),
        (POSITIONS, "text/*", CSV),
        (POSITIONS, "image/*, */*;q=0.1", JSON),
        (CONSTRUCT, "text/*", TURTLE),
    ],
)
def test_2_1_5_wildcards(endpoint, query, accept, media_type):
    assert accepted(endpoint, query, accept) == media_type


def test_2_1_5_a_wildcard_for_a_type_takes_only_that_type(endpoint):
    assert accepted(endpoint, CONSTRUCT, "application/*") in {NTRIPLES, RDFXML, JSONLD, TRIG, NQUADS}
    assert accepted(endpoint, POSITIONS, "image/*") == 406
    assert accepted(endpoint, POSITIONS, "app*/*") in (406, JSON)  # unreadable, as good as not there


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/*;q=0.9, text/csv;q=0.1, application/sparql-results+xml;q=0.5", TSV),
        ("*/*;q=0.9, text/*;q=0.2, application/*;q=0.1, application/sparql-results+xml;q=0.3", XML),
        ("*/*, text/csv;q=0.5, application/*;q=0.1", TSV),
        ("application/*;q=0.1, text/csv;q=0.5, text/*;q=0.3", CSV),
        ("application/sparql-results+json;q=0.1, application/*;q=0.5, text/*;q=0.2", XML),
    ],
)
def test_2_1_5_the_most_specific_range_tells_the_q_of_a_format(endpoint, accept, media_type):
    assert accepted(endpoint, POSITIONS, accept) == media_type


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (POSITIONS, "application/sparql-results+json;charset=utf-8", JSON),
        (POSITIONS, "text/csv; charset=utf-8", CSV),
        (POSITIONS, 'text/csv; charset="UTF-8"', CSV),
        (POSITIONS, "text/csv; header=present", CSV),
        (POSITIONS, "application/sparql-results+json;version=1.2", JSON),
        (CONSTRUCT, "text/turtle;version=1.2", TURTLE),
        (CONSTRUCT, "text/turtle; charset=utf-8; q=0.9, application/n-triples;q=0.8", TURTLE),
        (POSITIONS, 'text/csv;x="a,b;q=0.9";q=0.1, application/sparql-results+xml;q=0.5', XML),
        (POSITIONS, "text/csv;q=0.4;ext=1, application/sparql-results+xml;q=0.5", XML),
    ],
)
def test_2_1_5_parameters_of_media_types(endpoint, query, accept, media_type):
    assert accepted(endpoint, query, accept) == media_type


def test_2_1_5_a_profile_of_json_ld_does_not_hinder(endpoint):
    accept = 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"'
    assert str(accepted(endpoint, CONSTRUCT, accept)).startswith(JSONLD)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("TEXT/CSV", CSV),
        ("Text/Csv;Q=0.9, application/sparql-results+xml;q=0.8", CSV),
        ("text/csv ; q=0.9 , application/sparql-results+xml ; q=0.95", XML),
        (",, text/csv ,,", CSV),
        ("\ttext/csv\t", CSV),
    ],
)
def test_2_1_5_case_and_blanks_do_not_matter(endpoint, accept, media_type):
    assert accepted(endpoint, POSITIONS, accept) == media_type


def test_2_1_5_several_accept_headers_are_one_list(endpoint):
    assert accepted(endpoint, POSITIONS, "image/png", "text/csv") == CSV
    assert accepted(endpoint, POSITIONS, "text/csv;q=0.1", "application/sparql-results+xml;q=0.2") == XML
    assert accepted(endpoint, POSITIONS, "text/csv;q=0.2", "application/sparql-results+xml;q=0.1") == CSV


@pytest.mark.parametrize("accept", [",", ";", "foo", "/", "text/", "/csv", "*", ";q=1", "\x7f", "text csv"])
def test_2_1_5_an_accept_that_cannot_be_read_says_nothing(endpoint, accept):
    # httptools and h11 refuse control characters in headers by themselves.
    assert accepted(endpoint, POSITIONS, accept) in ((JSON, 400) if accept == "\x7f" else (JSON,))


@pytest.mark.parametrize("accept", ["foo, text/csv", "text/csv, /", "*/csv, text/csv;q=0.3", ";;, text/csv"])
def test_2_1_5_parts_that_cannot_be_read_do_not_spoil_the_others(endpoint, accept):
    assert accepted(endpoint, POSITIONS, accept) == CSV


@pytest.mark.parametrize(
    "accept", ["text/csv;q=abc", "text/csv;q=2", "text/csv;q=-1", "text/csv;q=nan", "text/csv;q="]
)
def test_2_1_5_a_q_that_is_no_number_from_0_to_1_is_no_fault_of_ours(endpoint, accept):
    assert accepted(endpoint, POSITIONS, accept) in (CSV, JSON, 400, 406)


def test_2_1_5_a_very_long_accept_is_answered_or_refused(endpoint):
    accept = ", ".join(f"text/x{number};q=0.5" for number in range(1_000)) + ", text/csv;q=0.1"
    assert accepted(endpoint, POSITIONS, accept) in (CSV, 400, 431)


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (POSITIONS, "image/png"),
        (POSITIONS, "text/turtle"),
        (POSITIONS, "application/ld+json"),
        (ASK, "application/n-quads"),
        (CONSTRUCT, "text/csv"),
        (CONSTRUCT, "application/sparql-results+json"),
        (DESCRIBE, "application/sparql-results+xml"),
        (POSITIONS, "application/sparql-results+yaml"),
    ],
)
def test_2_1_5_nothing_that_fits_is_406_and_tells_what_there_is(endpoint, query, accept):
    text = complaint(endpoint.get(query, Accept=accept), 406)
    offered = "text/csv" if query in (POSITIONS, ASK) else "text/turtle"
    assert offered in text


def test_2_1_5_posts_are_negotiated_as_well(endpoint):
    for send in (by_form, directly):
        assert send(endpoint, POSITIONS, Accept="text/csv").headers["content-type"] == CSV
        assert send(endpoint, POSITIONS, Accept="image/png").status_code == 406


def test_2_1_5_a_browser_gets_a_page_and_only_a_browser(endpoint):
    assert accepted(endpoint, POSITIONS, BROWSER) == "text/html; charset=utf-8"
    assert accepted(endpoint, POSITIONS, "text/html;q=0.5, text/csv") == CSV
    assert accepted(endpoint, POSITIONS, "*/*") == JSON


@pytest.mark.parametrize("accept", ["text/csv", "image/png", "*/*"])
def test_2_1_5_caches_are_told_that_accept_matters(endpoint, accept):
    answer = endpoint.get(POSITIONS, Accept=accept)
    assert "accept" in [name.strip().lower() for name in answer.headers["vary"].split(",")]
