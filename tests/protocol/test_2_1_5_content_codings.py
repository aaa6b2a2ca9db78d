"""SPARQL 1.1 Protocol 2.1.5 with RFC 9110, 12.5.3: compressed answers."""

import gzip
import io

import pytest
import zstandard

from protocol.asking import PATH, converse, exchange, raw, target
from protocol.invented import CONSTRUCT, LARGE, LARGE_ROWS

SMALL = "SELECT (1 AS ?x) {}"
CSV = ("Accept", "text/csv")
UNPACK = {
    None: lambda body: body,
    "gzip": gzip.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().stream_reader(io.BytesIO(body)).read(),
}


def ask(endpoint, query, *accept_encoding, method="GET"):
    """The answer to a client that sends these Accept-Encoding headers, still compressed."""
    headers = [CSV, *(("Accept-Encoding", value) for value in accept_encoding)]
    return exchange(endpoint, raw(method, target(query), headers))


def coding(endpoint, *accept_encoding):
    """How a long answer is compressed; it is read, too."""
    answer = ask(endpoint, LARGE, *accept_encoding)
    assert answer.status == 200
    name = answer.header("content-encoding")
    assert UNPACK[name](answer.body).count(b"\r\n") == 1 + LARGE_ROWS
    return name


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_2_1_5_a_long_answer_is_compressed_on_request(endpoint, name):
    plain, packed = ask(endpoint, LARGE), ask(endpoint, LARGE, name)
    assert packed.header("content-encoding") == name
    assert len(packed.body) < len(plain.body) / 4
    assert packed.header("content-type") == plain.header("content-type")
    assert UNPACK[name](packed.body).count(b"\r\n") == 1 + LARGE_ROWS


def test_2_1_5_what_is_unpacked_is_the_plain_answer(endpoint):
    query = f"{LARGE.replace('LIMIT 12000', '')} ORDER BY ?a ?p ?b LIMIT 2000"
    plain = ask(endpoint, query.replace("?b ?q ?r", "VALUES ?b { 1 2 }"))
    for name in ("gzip", "zstd"):
        packed = ask(endpoint, query.replace("?b ?q ?r", "VALUES ?b { 1 2 }"), name)
        assert UNPACK[name](packed.body) == plain.body


@pytest.mark.parametrize(
    ("accept_encoding", "name"),
    [
        ("identity", None),
        ("br", None),
        ("compress, sdch", None),
        ("", None),
        ("gzip;q=0", None),
        ("gzip;q=0, zstd;q=0", None),
        ("identity;q=1, gzip;q=0.5", None),
        ("gzip;q=0.5, zstd;q=0.8", "zstd"),
        ("gzip;q=0.8, zstd;q=0.5", "gzip"),
        ("br, gzip;q=0.1", "gzip"),
        ("GZIP", "gzip"),
        ("gzip ; q=1.0", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("*;q=0, zstd", "zstd"),
        ("zstd;q=0, gzip;q=0.5, *;q=0.1", "gzip"),
    ],
)
def test_2_1_5_the_coding_that_the_client_likes_best(endpoint, accept_encoding, name):
    assert coding(endpoint, accept_encoding) == name


def test_2_1_5_without_accept_encoding_nothing_is_compressed(endpoint):
    assert coding(endpoint) is None


def test_2_1_5_any_coding_means_one_that_is_not_excluded(endpoint):
    assert coding(endpoint, "*") in (None, "gzip", "zstd")
    assert coding(endpoint, "gzip;q=0, *") in (None, "zstd")
    assert coding(endpoint, "identity;q=0, zstd;q=0, *") == "gzip"


def test_2_1_5_several_accept_encoding_headers_are_one_list(endpoint):
    assert coding(endpoint, "br", "gzip") == "gzip"
    assert coding(endpoint, "gzip;q=0.1", "zstd;q=0.2") == "zstd"


@pytest.mark.parametrize("accept_encoding", [";", ",", "gzip;q=abc", "é", "gzip zstd"])
def test_2_1_5_an_accept_encoding_that_cannot_be_read_does_no_harm(endpoint, accept_encoding):
    assert coding(endpoint, accept_encoding) in (None, "gzip")


@pytest.mark.parametrize("accept_encoding", ["identity;q=0", "*;q=0", "br, identity;q=0", "br, *;q=0"])
def test_2_1_5_when_plain_is_excluded_and_nothing_else_is_left_it_is_406(endpoint, accept_encoding):
    for query in (SMALL, LARGE):
        assert ask(endpoint, query, accept_encoding).status == 406


@pytest.mark.parametrize("name", ["gzip", "zstd"])
def test_2_1_5_a_short_answer_is_compressed_where_plain_is_excluded(endpoint, name):
    answer = ask(endpoint, SMALL, f"{name}, identity;q=0")
    assert answer.header("content-encoding") == name
    assert UNPACK[name](answer.body) == b"x\r\n1\r\n"


@pytest.mark.parametrize("accept_encoding", ["gzip", "zstd", "identity"])
def test_2_1_5_a_short_answer_can_always_be_read(endpoint, accept_encoding):
    answer = ask(endpoint, SMALL, accept_encoding)
    assert UNPACK[answer.header("content-encoding")](answer.body) == b"x\r\n1\r\n"


@pytest.mark.parametrize("accept_encoding", ["gzip", "zstd"])
def test_2_1_5_an_error_can_always_be_read(endpoint, accept_encoding):
    answer = ask(endpoint, "SELECT * {", accept_encoding)
    assert answer.status == 400
    assert b"line 1" in UNPACK[answer.header("content-encoding")](answer.body)


@pytest.mark.parametrize("query", [SMALL, LARGE, CONSTRUCT])
@pytest.mark.parametrize("accept_encoding", ["gzip", "identity"])
def test_2_1_5_caches_are_told_that_accept_encoding_matters(endpoint, query, accept_encoding):
    headers = [("Accept-Encoding", accept_encoding)]
    answer = exchange(endpoint, raw("GET", target(query), headers))
    assert "accept-encoding" in [name.strip().lower() for name in (answer.header("vary") or "").split(",")]


def test_2_1_5_the_tag_of_a_compressed_answer_is_another_unless_it_is_weak(endpoint):
    tags = [ask(endpoint, SMALL + "#" + "x" * 5_000, *names).header("etag") for names in ((), ("gzip",))]
    large = [ask(endpoint, LARGE, *names).header("etag") for names in ((), ("gzip",), ("zstd",))]
    assert None not in tags
    strong = [tag for tag in large if tag is not None and not tag.startswith("W/")]
    assert len(strong) == len(set(strong))


def test_2_1_5_head_tells_of_the_coding(endpoint):
    head, whole = (ask(endpoint, LARGE, "gzip", method=method) for method in ("HEAD", "GET"))
    assert head.header("content-encoding") == whole.header("content-encoding") == "gzip"
    assert head.body == b""


def test_2_1_5_posts_are_compressed_as_well(endpoint):
    headers = [("Content-Type", "application/sparql-query"), CSV, ("Accept-Encoding", "zstd")]
    (answer,) = converse(endpoint, raw("POST", PATH, headers, LARGE.encode()))
    assert answer.header("content-encoding") == "zstd"
    assert UNPACK["zstd"](answer.body).count(b"\r\n") == 1 + LARGE_ROWS
