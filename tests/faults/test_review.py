"""What a stranger can send beside queries: heads without end, what fills memory, what unpacks to far more."""

import asyncio
import contextlib
import gzip
import socket
import threading
import tracemalloc
from unittest.mock import Mock

import httpx
import pytest
import uvicorn
import zstandard
from starlette.responses import Response

from communique.client.asking import read
from communique.client.errors import ServiceError
from communique.client.service_http import HttpLimits, Reply, ServiceHttp, json_of
from communique.store.protocol import AnswerTooLargeError, EngineError, Form
from communique.web.caching import AnswerCache, Kept
from communique.web.canned.asking import _size
from communique.web.connections import HEAD_BYTES, BoundedConnection
from communique.web.encoding import _remembered, choose_coding
from communique.web.front import HEADER_BYTES
from communique.web.service import _THREADS, Service
from sample.fixtures import built, client

__all__ = ["built", "client"]
PIECE = 65_536


def talk(client, pieces):
    """Send pieces until the service closes the connection; what it said, and how many pieces it took."""
    address = (client.base_url.host, client.base_url.port)
    said, taken = b"", 0
    with socket.create_connection(address, timeout=30) as connection:
        with contextlib.suppress(ConnectionError):
            for piece in pieces:
                connection.sendall(piece)
                taken += 1
        with contextlib.suppress(ConnectionError):
            while data := connection.recv(PIECE):
                said += data
    return said, taken


HEAD = b"GET /api HTTP/1.1\r\nHost: localhost\r\n"
MANY = 2_000
"""Pieces that make more than a hundred megabytes: far more than fits into the buffers of a connection."""


@pytest.mark.parametrize(
    ("begin", "unit"),
    [
        (HEAD + b"X: ", b"a" * PIECE),
        (HEAD, b"X: b\r\n" * (PIECE // 6)),
        (b"GET /", b"a" * PIECE),
        (
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
            b"Content-Type: application/sparql-query\r\n\r\n5\r\nASK{}\r\n0\r\n",
            b"X: b\r\n" * (PIECE // 6),
        ),
    ],
    ids=["one header", "many headers", "an address", "trailers"],
)
def test_a_request_without_end_is_not_taken_in(client, begin, unit):
    _, taken = talk(client, [begin, *[unit] * MANY])
    assert taken < MANY
    assert client.get("/health").status_code == 200


def test_a_head_that_is_too_long_is_refused_in_one_shape(client):
    longest = HEADER_BYTES - 1_000
    assert client.get("/api", headers={"X": "a" * longest}).status_code == 200
    assert client.get("/api", headers={"Accept": "text/csv," * 200 + "*/*"}).status_code == 200
    assert client.get("/api", headers={"Accept": "text/csv," * 250}).status_code == 431
    assert client.get("/api", headers={"Cookie": "a" * HEADER_BYTES}).status_code == 431
    for path in ("/api", "/sparql?query=ASK%7B%7D", "/nothing"):
        answer = client.get(path, headers={"Accept": ",".join(f"a/b{n};q=0.1" for n in range(200))})
        assert answer.status_code == 431
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["dataset-version"] == client.get("/health").headers["dataset-version"]
        assert "shorten" in answer.json()["detail"]


def test_bodies_and_further_requests_do_not_count_as_heads(client):
    query = f"ASK {{}} #{'x' * 50_000}"
    for _ in range(HEAD_BYTES // len(query) + 2):
        assert client.post("/sparql", data={"query": query}).status_code == 200


class Transport(asyncio.Transport):
    """A connection of which only the end is seen."""

    closed = False

    def get_extra_info(self, name, default=None):
        return default

    def is_closing(self):
        return self.closed

    def close(self):
        self.closed = True


class Clock:
    """A loop that only remembers what is to be done later."""

    def __init__(self):
        self.due = []

    def call_later(self, seconds, call):
        self.due.append(call)
        return Mock()


@pytest.mark.parametrize("begun", [b"", b"GET / HT", HEAD])
def test_a_request_that_does_not_come_is_not_waited_for(begun):
    clock, transport = Clock(), Transport()
    config = uvicorn.Config(lambda: None, lifespan="off", log_config=None)
    connection = BoundedConnection(config, uvicorn.server.ServerState(), {}, clock)
    connection.connection_made(transport)
    if begun:
        connection.data_received(begun)
    assert not transport.closed
    (end,) = clock.due
    end()
    assert transport.closed


def test_what_answers_are_found_by_counts_as_memory():
    cache = AnswerCache(limit_bytes=1_000_000)
    for number in range(100):
        cache.put(("/api", f"x={number}".encode() + b"a" * 60_000, "host", None), Kept([], b"{}"))
    held = [
        number
        for number in range(100)
        if cache.get(("/api", f"x={number}".encode() + b"a" * 60_000, "host", None))
    ]
    assert 10 <= len(held) <= 16
    assert held[-1] == 99


def test_short_answers_to_canned_queries_take_memory_too():
    assert _size(b"") >= 500


def test_long_headers_are_not_remembered():
    before = _remembered.cache_info().currsize
    assert choose_coding("gzip, " + ",".join(f"x{n}" for n in range(500))).name == "gzip"
    assert _remembered.cache_info().currsize == before


def test_a_host_that_is_too_long_is_not_repeated(client):
    answer = client.get("/api/queries", headers={"Host": "a" * 300})
    assert answer.status_code == 400
    assert "Host" in answer.json()["detail"]


@pytest.mark.parametrize("function", ["NOW()", r"N\u004Fw()", r"\u004EOW()", r"N\U0000004FW()"])
def test_answers_that_change_are_not_kept_however_the_function_is_written(client, function):
    parameters = {"query": f"SELECT ({function} AS ?then) {{}}", "format": "csv"}
    answers = [client.get("/sparql", params=parameters) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].text != answers[1].text


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/api/actors/nobody", "/id/actor/nobody", "/api/actors?x=1", "/sparql?query=x", "/data/x"],
)
def test_errors_are_not_kept_and_say_what_they_depend_on(client, path):
    answer = client.get(path)
    assert answer.status_code in (400, 404)
    assert answer.headers["cache-control"] == "no-cache"
    assert "Accept" in answer.headers["vary"].split(", ")


@pytest.mark.parametrize("path", ["/sparql", "/sparql?query=ASK%7B%7D"])
def test_pages_of_the_endpoint_have_tags(client, path):
    headers = {"Accept": "text/html"}
    answer = client.get(path, headers=headers)
    assert answer.headers["content-type"].startswith("text/html")
    again = client.get(path, headers={**headers, "If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert answer.headers["vary"] == again.headers["vary"] == "Accept, Accept-Encoding"


def test_a_preflight_names_the_version_too(client):
    assert client.options("/api").headers["dataset-version"] == client.get("/api").headers["dataset-version"]


def bomb(packing):
    """A hundred megabytes of nothing, packed into a few kilobytes, once or twice."""
    nothing = bytes(100 << 20)
    if packing == "zstd":
        return zstandard.ZstdCompressor().compress(nothing)
    once = gzip.compress(nothing)
    return once if packing == "gzip" else gzip.compress(once)


@pytest.mark.parametrize(
    ("packing", "error"),
    [("gzip", AnswerTooLargeError), ("zstd", ServiceError), ("gzip, gzip", ServiceError)],
)
def test_the_client_does_not_unpack_more_than_it_takes(packing, error):
    packed = bomb(packing)

    def answer(request):
        return httpx.Response(200, headers={"Content-Encoding": packing}, stream=httpx.ByteStream(packed))

    http = ServiceHttp("http://localhost", HttpLimits(answer_bytes=1_000_000))
    http._client = httpx.Client(transport=httpx.MockTransport(answer))
    tracemalloc.start()
    try:
        with pytest.raises(error):
            http.get("/api")
        assert tracemalloc.get_traced_memory()[1] < 20 << 20
    finally:
        tracemalloc.stop()
        http.close()


def test_the_client_reads_packed_answers_and_notices_damaged_ones():
    whole = gzip.compress(b"an answer" * 1_000_000)
    for packed, expected in ((whole, 9_000_000), (whole[:-9], None), (b"no gzip at all", None)):
        http = ServiceHttp("http://localhost", HttpLimits())
        http._client = httpx.Client(
            transport=httpx.MockTransport(
                lambda request, packed=packed: httpx.Response(
                    200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(packed)
                )
            )
        )
        if expected is None:
            with pytest.raises(ServiceError):
                http.get("/api")
        else:
            assert len(http.get("/api").body) == expected
        http.close()


def test_the_client_is_told_of_nonsense_without_end():
    nested = b"[" * 100_000
    with pytest.raises(EngineError):
        read(Form.table, nested)
    assert json_of(Reply(200, "application/json", {}, nested)) == {}
    assert "status 500" in Reply(500, "application/problem+json", {}, nested).problem()["detail"]


@pytest.mark.parametrize("path", ["/.well-known/void", "/data/catalog", "/sparql"])
def test_descriptions_are_written_once_for_all_addresses(client, path, monkeypatch):
    headers = {"Accept": "application/n-triples"}
    first = client.get(path, headers={**headers, "Host": "first.example"})
    monkeypatch.setattr("communique.web.wellknown.written", None)
    second = client.get(f"{path}", headers={**headers, "Host": "second.example:81"})
    assert (first.status_code, second.status_code) == (200, 200)
    assert "http://first.example/" in first.text
    assert second.text == first.text.replace("http://first.example/", "http://second.example:81/")


def test_health_is_told_while_every_thread_is_taken(client, monkeypatch):
    begun, over = threading.Semaphore(0), threading.Event()

    def slow(request, *rest):
        begun.release()
        over.wait(60)
        return Response("done")

    monkeypatch.setattr("communique.web.lookups.routes.list_answer", slow)
    asking = [
        threading.Thread(target=httpx.get, args=(f"{client.base_url}/api/actors?limit={number}",))
        for number in range(1, 2 * _THREADS)
    ]
    for thread in asking:
        thread.start()
    try:
        for _ in range(_THREADS):
            assert begun.acquire(timeout=60)
        assert not begun.acquire(blocking=False)
        assert client.get("/health").json()["status"] == "ok"
        assert client.get("/sparql?query=ASK%7B%7D").json()["boolean"]
    finally:
        over.set()
        for thread in asking:
            thread.join(60)


def test_an_order_to_reload_that_fails_leaves_what_is_served(built, monkeypatch, caplog):
    service = Service(built)

    async def fail():
        raise KeyError("nobody has thought of this")

    monkeypatch.setattr(service, "reload", fail)
    asyncio.run(service.refresh())
    assert "the new build is not served" in caplog.text
