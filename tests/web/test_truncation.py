"""Answers cut at a limit, as clients see them: stated in a header if known in time, and in the body."""

import csv
import gzip
import io
import json
from xml.etree import ElementTree as Xml

import pyoxigraph
import pytest
import zstandard

from communique.store.cutting import AnswerLimits
from communique.store.formats import GRAPH_FORMATS, SUFFIXES, TABLE_FORMATS
from communique.store.workers.pool import PoolSettings
from communique.store.workers.worker import Limits
from communique.web.limits import ServiceLimits
from sample.fixtures import serving

ROWS = 1_500
"""Fewer than the sample has, and enough for what the service itself asks when it starts."""
TABLE = "SELECT ?s ?p ?o { ?s ?p ?o }"
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
STATED = f"truncated after {ROWS} rows"


@pytest.fixture(scope="module")
def client(built):
    limits = Limits(answer=AnswerLimits(rows=ROWS))
    with serving(built, ServiceLimits(pool=PoolSettings(workers=1, limits=limits))) as opened:
        yield opened


@pytest.fixture(scope="module")
def small(built):
    """Cuts by size, and only what is too long to be held back."""
    limits = Limits(answer=AnswerLimits(size_bytes=2 << 20))
    with serving(built, ServiceLimits(pool=PoolSettings(workers=1, limits=limits))) as opened:
        yield opened


def ask(client, query, media_type, **headers):
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": media_type, **headers})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    return answer


def count(body, media_type):
    """How many rows a table has without what it says of itself, read by other programs."""
    if media_type == "application/sparql-results+json":
        return len(json.loads(body)["results"]["bindings"])
    if media_type == "application/sparql-results+xml":
        return len(list(Xml.fromstring(body).iter("{http://www.w3.org/2005/sparql-results#}result")))
    lines = (
        list(csv.reader(io.StringIO(body.decode(), newline=""))) if "csv" in media_type else body.splitlines()
    )
    marks = ("# truncated", b"# truncated")
    return sum(1 for line in lines[1:] if not (line[0] if isinstance(line, list) else line).startswith(
        marks[0] if isinstance(line, list) else marks[1]))  # fmt: skip


@pytest.mark.parametrize("media_type", TABLE_FORMATS)
def test_a_cut_table_says_so_in_header_and_body(client, media_type):
    answer = ask(client, TABLE, media_type)
    assert answer.headers["answer-truncated"] == "true"
    assert "Answer-Truncated" in answer.headers["access-control-expose-headers"]
    assert STATED in answer.text
    assert count(answer.content, media_type) == ROWS


@pytest.mark.parametrize("media_type", TABLE_FORMATS)
def test_a_table_that_fits_says_nothing(client, media_type):
    answer = ask(client, f"{TABLE} LIMIT {ROWS}", media_type)
    assert "answer-truncated" not in answer.headers
    assert "truncated" not in answer.text
    assert count(answer.content, media_type) == ROWS


@pytest.mark.parametrize("media_type", GRAPH_FORMATS)
def test_a_cut_graph_says_so_in_header_and_body(client, media_type):
    answer = ask(client, GRAPH, media_type)
    assert answer.headers["answer-truncated"] == "true"
    assert STATED.replace("rows", "triples") in answer.text
    assert len(list(pyoxigraph.parse(answer.content, format=GRAPH_FORMATS[media_type]))) == ROWS
    whole = ask(client, f"{GRAPH} LIMIT {ROWS}", media_type)
    assert "answer-truncated" not in whole.headers
    assert "truncated" not in whole.text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_format_by_name_is_cut_likewise(client, suffix):
    query = TABLE if SUFFIXES[suffix] in TABLE_FORMATS else GRAPH
    answer = client.get("/sparql", params={"query": query, "format": suffix})
    assert answer.headers["answer-truncated"] == "true"
    assert "truncated after" in answer.text


def test_head_tells_of_the_cut(client):
    answer = client.head("/sparql", params={"query": TABLE})
    assert answer.headers["answer-truncated"] == "true"
    assert answer.content == b""


def test_a_kept_answer_tells_of_it_again(client):
    first, second = (ask(client, f"{TABLE} # kept", "text/csv") for _ in range(2))
    assert first.content == second.content
    assert second.headers["answer-truncated"] == "true"


def test_a_page_tells_of_the_cut(client):
    answer = client.get("/sparql", params={"query": TABLE}, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "Cut short" in answer.text


LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
UNPACK = {
    "identity": lambda body: body,
    "gzip": gzip.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().stream_reader(io.BytesIO(body)).read(),
}


@pytest.mark.parametrize("encoding", UNPACK)
@pytest.mark.parametrize("media_type", TABLE_FORMATS)
def test_a_streamed_answer_says_so_at_its_end(small, media_type, encoding):
    headers = {"Accept": media_type, "Accept-Encoding": encoding}
    with small.stream("GET", "/sparql", params={"query": LONG}, headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers.get("content-encoding", "identity") == encoding
        body = UNPACK[encoding](b"".join(answer.iter_raw()))
    assert len(body) <= (2 << 20) + 200
    assert b"truncated after" in body[-300:]
    assert count(body, media_type) > 1_000
