"""RFC 9112: how answers are framed, and that a connection outlives errors."""

import socket

import pytest

from protocol.asking import DIRECT, FORM, PATH, converse, encode, exchange, raw, target
from protocol.invented import LARGE, LARGE_ROWS

CSV = [("Accept", "text/csv")]
SOUND = raw("GET", target("ASK {}"), CSV)


def test_rfc_9112_7_1_a_long_answer_is_streamed_in_chunks(endpoint):
    """A length before the body would mean that the whole answer was held in memory first.

    By POST, because an answer to GET that has been given before may be kept, and then has its length.
    """
    headers = [("Content-Type", DIRECT), *CSV]
    answer = exchange(endpoint, raw("POST", PATH, headers, LARGE.encode()))
    assert answer.status == 200
    assert answer.chunked
    assert answer.header("content-length") is None
    assert answer.body.count(b"\r\n") == 1 + LARGE_ROWS


def test_rfc_9112_7_1_a_long_graph_is_streamed_in_chunks(endpoint):
    query = "CONSTRUCT { ?a ?p [ ?q ?b ] } WHERE { ?a ?p ?o . ?b ?q ?r } LIMIT 20000"
    headers = [("Content-Type", DIRECT), ("Accept", "application/n-triples")]
    answer = exchange(endpoint, raw("POST", PATH, headers, query.encode()))
    assert answer.status == 200
    assert answer.chunked
    assert answer.body.endswith(b" .\n")


def test_rfc_9112_7_1_http_1_0_gets_no_chunks(endpoint):
    """An old client or proxy would take the chunk sizes for data."""
    answer = exchange(endpoint, raw("GET", target(LARGE), CSV, version="1.0"))
    assert answer.status == 200
    assert not answer.chunked
    assert answer.body.count(b"\r\n") == 1 + LARGE_ROWS


def test_rfc_9112_6_3_a_short_answer_has_its_length_or_is_in_chunks(endpoint):
    answer = exchange(endpoint, SOUND)
    assert answer.chunked or answer.header("content-length") == str(len(answer.body))
    assert not answer.closes


@pytest.mark.parametrize(
    ("request_bytes", "statuses"),
    [
        (raw("GET", f"{PATH}?query=SELECT"), {400}),
        (raw("GET", f"{PATH}?query=%FF"), {400}),
        (raw("GET", f"{PATH}?colour=red&query=ASK%7B%7D"), {400}),
        (raw("GET", target("ASK { SERVICE <a:a> {} }")), {400, 403}),
        (raw("GET", target("ASK {}", [("default-graph-uri", "a:a")])), {400, 403}),
        (raw("GET", f"{PATH}/nowhere"), {404}),
        (raw("DELETE", PATH), {405}),
        (raw("PUT", PATH, [("Content-Type", DIRECT)], b"ASK {}"), {405}),
        (raw("GET", target("ASK {}"), [("Accept", "image/png")]), {406}),
        (raw("POST", PATH, [("Content-Type", "text/plain")], b"ASK {}" * 500), {415}),
        (raw("POST", PATH, [("Content-Type", "application/sparql-update")], b"DROP ALL"), {400, 403}),
        (raw("POST", PATH, [("Content-Type", FORM)], b""), {400}),
        (raw("POST", PATH, [("Content-Type", FORM)], encode([("query", "SELECT")]).encode()), {400}),
        (raw("HEAD", f"{PATH}?query=SELECT"), {400}),
    ],
)
def test_rfc_9112_9_3_the_connection_stays_open_after_an_error(endpoint, request_bytes, statuses):
    error, after = converse(endpoint, request_bytes, SOUND)
    assert error.status in statuses
    assert not error.closes
    assert (after.status, after.body.strip()) == (200, b"true")


def test_rfc_9112_9_3_many_requests_over_one_connection(endpoint):
    requests = [SOUND, raw("GET", f"{PATH}?query=SELECT"), raw("GET", target(LARGE), CSV)] * 3
    answers = converse(endpoint, *requests)
    assert [answer.status for answer in answers] == [200, 400, 200] * 3


def test_rfc_9112_9_6_a_client_that_wants_to_end_is_told_so(endpoint):
    answer = exchange(endpoint, raw("GET", target("ASK {}"), [*CSV, ("Connection", "close")]))
    assert answer.status == 200
    assert answer.closes


def test_rfc_9110_10_1_1_a_client_that_waits_for_100_gets_its_answer(endpoint):
    headers = [("Content-Type", DIRECT), ("Expect", "100-continue"), *CSV]
    answer = exchange(endpoint, raw("POST", PATH, headers, b"ASK {}"))
    assert (answer.status, answer.body.strip()) == (200, b"true")


def test_rfc_9112_3_2_2_an_address_in_full_is_understood(endpoint):
    """Proxies send it so."""
    answer = exchange(endpoint, raw("GET", f"http://endpoint.example{target('ASK {}')}", CSV))
    assert (answer.status, answer.body.strip()) == (200, b"true")


def test_rfc_9112_a_request_that_is_cut_off_harms_nobody(endpoint):
    whole = raw("POST", PATH, [("Content-Type", DIRECT)], b"ASK {}" * 100)
    for cut in (10, len(whole) - 50):
        with socket.create_connection(endpoint.address, timeout=30) as connection:
            connection.sendall(whole[:cut])
    assert exchange(endpoint, SOUND).status == 200
