"""SPARQL 1.1 Protocol 2.1.2, query via POST with URL-encoded parameters."""

import gzip

import pytest

from protocol.asking import (
    FORM,
    LONGEST_REQUEST_BYTES,
    PATH,
    by_form,
    column,
    complaint,
    encode,
    exchange,
    raw,
    rows,
)
from protocol.invented import COURIER, EVERYWHERE, IN_COURIER, POSITIONS

BODY = encode([("query", POSITIONS)])


def test_2_1_2_query_via_post_with_url_encoded_parameters(endpoint):
    assert column(by_form(endpoint, POSITIONS)) == EVERYWHERE


@pytest.mark.parametrize(
    "content_type",
    [
        "application/x-www-form-urlencoded; charset=UTF-8",
        "application/x-www-form-urlencoded;charset=utf-8",
        "APPLICATION/X-WWW-Form-Urlencoded",
        " application/x-www-form-urlencoded ; x=y",
    ],
)
def test_2_1_2_content_type_with_parameters_and_in_any_case(endpoint, content_type):
    answer = exchange(endpoint, raw("POST", PATH, [("Content-Type", content_type)], BODY.encode()))
    assert answer.status == 200


def test_2_1_2_a_plus_is_a_blank_in_a_form(endpoint):
    body = "query=SELECT+(%22a%2Bb+c%22+AS+?x)+%7B%7D"
    answer = endpoint.request("POST", content=body, headers={"Content-Type": FORM})
    assert rows(answer) == [{"x": "a+b c"}]


def test_2_1_2_parameters_are_separated_by_ampersands_only(endpoint):
    body = "query=SELECT%20(%22a;query=b%22%20AS%20?x)%20%7B%7D"
    answer = endpoint.request("POST", content=body, headers={"Content-Type": FORM})
    assert rows(answer) == [{"x": "a;query=b"}]


def test_2_1_2_a_dataset_goes_with_the_query(endpoint):
    assert column(by_form(endpoint, POSITIONS, [("default-graph-uri", COURIER)])) == IN_COURIER


def test_2_1_2_query_string_parameters_none_a_dataset_there_is_not_ignored(endpoint):
    """The table has none in the address; a service may refuse or honour them, not answer without them."""
    answer = endpoint.request(
        "POST",
        encode([("default-graph-uri", COURIER)]),
        content=BODY,
        headers={"Content-Type": FORM, "Accept": "*/*"},
    )
    assert answer.status_code == 400 or column(answer) == IN_COURIER


@pytest.mark.parametrize("broken", ["query=%FF", "query=ASK%7B%7D&format=%C3", b"query=ASK{\xff}"])
def test_2_1_2_a_form_that_is_not_utf_8_is_refused(endpoint, broken):
    answer = endpoint.request("POST", content=broken, headers={"Content-Type": FORM})
    complaint(answer, 400)


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "compress"])
def test_2_1_2_a_compressed_form_is_refused_as_such(endpoint, name):
    """RFC 9110, 15.5.16: 415 for a coding of the body that is not supported; no bomb is ever unpacked."""
    answer = endpoint.request(
        "POST",
        content=gzip.compress(BODY.encode()),
        headers={"Content-Type": FORM, "Content-Encoding": name},
    )
    assert name in complaint(answer, 415)


def test_2_1_2_a_body_that_is_too_long_is_refused(endpoint):
    answer = exchange(
        endpoint,
        raw("POST", PATH, [("Content-Type", FORM)], encode([("query", "#" + "x" * 200_000)]).encode()),
    )
    assert answer.status == 413
    assert b"65,536" in answer.body
    assert answer.header("content-type") == "text/plain; charset=utf-8"


def test_2_1_2_a_body_that_is_nearly_too_long_is_answered(endpoint):
    comment = "#" + "x" * (LONGEST_REQUEST_BYTES - 100)
    assert by_form(endpoint, f"ASK {{}} {comment}").status_code == 200
