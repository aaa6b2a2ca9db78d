"""SPARQL 1.1 Protocol 2.1.3, query via POST directly; and other types of body."""

import gzip

import pytest

from protocol.asking import (
    DIRECT,
    FORM,
    LONGEST_REQUEST_BYTES,
    PATH,
    column,
    complaint,
    directly,
    encode,
    exchange,
    raw,
    rows,
)
from protocol.invented import COURIER, EVERYWHERE, HERALD, IN_COURIER, POSITIONS

ASK = b"ASK {}"


def post(endpoint, body, content_type):
    """Send a body of some type, also of none."""
    headers = {} if content_type is None else {"Content-Type": content_type}
    return endpoint.request("POST", content=body, headers=headers)


def test_2_1_3_query_via_post_directly(endpoint):
    assert column(directly(endpoint, POSITIONS)) == EVERYWHERE


@pytest.mark.parametrize(
    "content_type",
    [
        "application/sparql-query; charset=utf-8",
        "application/sparql-query;charset=UTF-8",
        'application/sparql-query; charset="utf-8"',
        "Application/SPARQL-Query",
        "application/sparql-query ; version=1.1",
    ],
)
def test_2_1_3_content_type_with_parameters_and_in_any_case(endpoint, content_type):
    answer = post(endpoint, 'SELECT ("é" AS ?x) {}'.encode(), content_type)
    assert rows(answer) == [{"x": "é"}]


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-16", '"US-ASCII"'])
def test_2_1_3_utf_8_is_the_only_charset(endpoint, charset):
    answer = post(endpoint, ASK, f"application/sparql-query; charset={charset}")
    assert "utf-8" in complaint(answer, 415).lower()


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        ";",
        "garbage",
        "text/plain",
        "application/json",
        "application/xml",
        "application/octet-stream",
        "application/sparql-results+json",
        "application/sparql-query2",
        "application/sparql-todo",
        "application/x-www-form-urlencoded-not",
        "application/sparql-query, text/plain",
        "multipart/form-data; boundary=x",
        "*/*",
        "x" * 5_000,
    ],
)
def test_2_1_3_must_set_the_content_type_others_are_415(endpoint, content_type):
    text = complaint(post(endpoint, ASK, content_type), 415)
    assert DIRECT in text
    assert FORM in text
    assert len(text) < 1_000


def test_2_1_3_no_body_and_no_content_type(endpoint):
    answer = exchange(endpoint, raw("POST", PATH))
    assert answer.status in (400, 411, 415)
    assert exchange(endpoint, raw("POST", PATH, [], b"")).status == 415


def test_2_1_3_two_content_types_are_refused(endpoint):
    headers = [("Content-Type", DIRECT), ("Content-Type", FORM)]
    assert exchange(endpoint, raw("POST", PATH, headers, ASK)).status in (400, 415)


def test_2_1_3_the_body_is_the_query_unencoded(endpoint):
    query = 'SELECT ("a+b%20c&d=e" AS ?x) (<https://example.org/a%20b+c?d=e&f> AS ?i) {}'
    assert rows(directly(endpoint, query)) == [{"x": "a+b%20c&d=e", "i": "https://example.org/a%20b+c?d=e&f"}]


def test_2_1_3_nothing_but_the_query_is_in_the_body(endpoint):
    """A form under the wrong label is no query."""
    complaint(post(endpoint, encode([("query", "ASK {}")]).encode(), DIRECT), 400)


def test_2_1_3_dataset_parameters_are_in_the_query_string(endpoint):
    assert column(directly(endpoint, POSITIONS, [("default-graph-uri", COURIER)])) == IN_COURIER
    both = [("default-graph-uri", COURIER), ("default-graph-uri", HERALD)]
    assert column(directly(endpoint, POSITIONS, both)) == EVERYWHERE


def test_2_1_3_an_empty_body_is_an_empty_query(endpoint):
    complaint(post(endpoint, b"", DIRECT), 400)


@pytest.mark.parametrize(
    "body",
    [
        b"ASK { ?s ?p '\xff' }",
        "ASK { ?s ?p 'é' }".encode("latin-1"),
        b"ASK { ?s ?p '\xc0\xaf' }",
        b"ASK { ?s ?p '\xed\xa0\x80' }",
        b"ASK { ?s ?p '\xf4\x90\x80\x80' }",
        b"ASK {} # \xe2\x82",
        "ASK {}".encode("utf-16"),
    ],
    ids=["ff", "latin-1", "overlong", "surrogate", "beyond-unicode", "cut-off", "utf-16"],
)
def test_2_1_3_a_body_that_is_not_utf_8_is_refused(endpoint, body):
    assert "UTF-8" in complaint(post(endpoint, body, DIRECT), 400)


@pytest.mark.parametrize("name", ["gzip", "zstd", "br", "gzip, gzip"])
def test_2_1_3_a_compressed_body_is_refused_as_such(endpoint, name):
    """RFC 9110, 15.5.16: 415 for a coding of the body that is not supported; no bomb is ever unpacked."""
    answer = endpoint.request(
        "POST", content=gzip.compress(ASK), headers={"Content-Type": DIRECT, "Content-Encoding": name}
    )
    assert name in complaint(answer, 415)


def test_2_1_3_identity_is_no_compression(endpoint):
    headers = {"Content-Type": DIRECT, "Content-Encoding": "identity"}
    assert endpoint.request("POST", content=ASK, headers=headers).status_code == 200


def test_2_1_3_a_body_in_chunks(endpoint):
    headers = [("Content-Type", DIRECT), ("Transfer-Encoding", "chunked"), ("Accept", "text/csv")]
    body = b"5\r\nASK {\r\n1\r\n}\r\n0\r\n\r\n"
    answer = exchange(endpoint, raw("POST", PATH, headers, body))
    assert (answer.status, answer.body.strip()) == (200, b"true")


@pytest.mark.parametrize("chunked", [False, True], ids=["with-length", "in-chunks"])
def test_2_1_3_a_body_that_is_too_long_is_refused(endpoint, chunked):
    body = b"ASK {} #" + b"x" * 200_000
    headers = [("Content-Type", DIRECT)]
    if chunked:
        headers.append(("Transfer-Encoding", "chunked"))
        body = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
    answer = exchange(endpoint, raw("POST", PATH, headers, body))
    assert answer.status == 413
    assert b"65,536" in answer.body


def test_2_1_3_a_body_that_is_nearly_too_long_is_answered(endpoint):
    comment = "#" + "x" * (LONGEST_REQUEST_BYTES - 100)
    assert directly(endpoint, f"ASK {{}} {comment}").status_code == 200
