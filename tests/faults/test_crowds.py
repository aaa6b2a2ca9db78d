"""Many clients at once, and clients that read slowly, send slowly, or leave."""

import asyncio
import contextlib
import os
import signal
import socket

import httpx
import psutil
import pytest

from communique.web.limits import ServiceLimits
from faults.attacked import CROSS, PATIENCE_SECONDS, attacked, until

LONG = f"SELECT * {{ {CROSS} }}"


@pytest.fixture(scope="module")
def service(built):
    with attacked(built, seconds=5.0) as opened:
        yield opened


def small(client, number=0):
    answer = client.get("/sparql", params={"query": f"SELECT ({number} AS ?n) {{}} # {os.urandom(4).hex()}"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["results"]["bindings"][0]["n"]["value"] == str(number)


def test_two_hundred_clients_at_once(service):
    """Each is answered rightly or told to come again; nobody hangs and nothing breaks."""

    async def ask(client, number):
        query = f"SELECT (COUNT(*) + {number} AS ?n) {{ ?a ?b ?c . ?d a ?e . FILTER(?c = 'none') }}"
        answer = await client.get("/sparql", params={"query": query})
        if answer.status_code == 503:
            assert int(answer.headers["retry-after"]) > 0
            assert "try again" in answer.text
        else:
            assert answer.status_code == 200, answer.text
            assert answer.json()["results"]["bindings"][0]["n"]["value"] == str(number)
        return answer.status_code

    async def crowd():
        bounds = httpx.Limits(max_connections=None)
        timeout = httpx.Timeout(PATIENCE_SECONDS)
        async with httpx.AsyncClient(
            base_url=service.address, limits=bounds, timeout=timeout, trust_env=False
        ) as client:
            return await asyncio.gather(*(ask(client, number) for number in range(200)))

    statuses = asyncio.run(crowd())
    assert statuses.count(200) >= service.pool.settings.queue_limit
    assert set(statuses) <= {200, 503}
    service.wait_until_whole()
    with service.client() as client:
        small(client)


def connected(service):
    url = httpx.URL(service.address)
    opened = socket.socket()
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    opened.settimeout(PATIENCE_SECONDS)
    opened.connect((url.host, url.port))
    return opened


def request(query, headers="", version="1.1"):
    target = str(httpx.URL("/sparql", params={"query": query}))
    return f"GET {target} HTTP/{version}\r\nHost: a\r\nAccept: text/csv\r\n{headers}\r\n".encode()


def test_slow_readers_hold_up_nobody(service):
    """They take a few bytes of a long answer and then nothing: their answers wait, the workers do not."""
    with contextlib.ExitStack() as stack, service.client() as client:
        readers = [stack.enter_context(connected(service)) for _ in range(3 * service.pool.settings.workers)]
        for number, reader in enumerate(readers):
            reader.sendall(request(f"{LONG} LIMIT {90_000 + number}"))
        for reader in readers:
            assert reader.recv(12) == b"HTTP/1.1 200"
        until(lambda: service.pool.idle == service.pool.settings.workers)
        assert service.pool._slow_readers._spooled  # so there is something that waits
        for number in range(5):
            small(client, number)
        assert client.get("/health").status_code == 200
        for reader in readers:
            reader.close()
        service.wait_until_whole()


def test_a_slow_reader_gets_all_of_its_answer_in_the_end(service):
    with connected(service) as reader:
        reader.sendall(request(f"{LONG} LIMIT 50000", "Connection: close\r\n"))
        start = reader.recv(12)
        until(lambda: service.pool.idle == service.pool.settings.workers)
        parts = [start]
        while data := reader.recv(1 << 16):
            parts.append(data)
    answer = b"".join(parts)
    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"\r\n0\r\n\r\n")
    service.wait_until_whole()


@pytest.fixture(scope="module")
def patient(built):
    """Lets a query run longer than any test waits, so that no deadline can free a worker."""
    with attacked(built, seconds=10 * PATIENCE_SECONDS, rows=10**9, size_bytes=2**40) as opened:
        yield opened


@pytest.mark.parametrize("query", [f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", LONG])
def test_clients_that_leave_free_their_workers(patient, query):
    service = patient
    connections = [connected(service) for _ in range(2 * service.pool.settings.workers)]
    for connection in connections:
        connection.sendall(request(query))
    until(lambda: service.pool.idle == 0 or service.pool._slow_readers._spooled)
    for connection in connections:
        connection.close()
    service.wait_until_whole()


def test_requests_that_never_end_hold_up_nobody(service):
    half = [
        b"",
        b"G",
        b"GET /sparql?query=ASK",
        b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: a\r\nX-More: ",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 50\r\n\r\nASK",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n5\r\nASK",
    ]
    with contextlib.ExitStack() as stack, service.client() as client:
        for number in range(60):
            stack.enter_context(connected(service)).sendall(half[number % len(half)])
        for number in range(10):
            small(client, number)
        assert service.pool.idle == service.pool.settings.workers  # none of them has taken a worker
        assert client.get("/api/actors").status_code == 200
    service.wait_until_whole()


def workers(service):
    """The living workers of strangers' queries and of our own."""
    found = set()
    for process in service.processes[1:]:
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE:
                found.add(process.pid)
    return found


def test_workers_killed_by_hand_are_replaced(service):
    expected = service.pool.settings.workers + ServiceLimits().trusted.workers
    until(lambda: len(workers(service)) == expected)
    before = workers(service)
    for process_id in before:
        os.kill(process_id, signal.SIGKILL)
    with service.client() as client:
        small(client)
        until(lambda: len(workers(service) - before) == expected)
        service.wait_until_whole()
        small(client)


def test_the_data_process_killed_by_hand_comes_back(service):
    """Meanwhile clients wait, or are told to come again; the pages are answered from memory."""
    killed = service.processes
    with service.client() as client:
        os.kill(killed[0].pid, signal.SIGKILL)
        statuses = []
        while not statuses or statuses[-1] != 200:
            answer = client.get("/sparql", params={"query": f"ASK {{}} # {os.urandom(4).hex()}"})
            statuses.append(answer.status_code)
            assert answer.status_code in (200, 503), answer.text
            assert client.get("/health").status_code == 200
        service.wait_until_whole()
        assert client.get("/api/actors?after-the-end").status_code in (200, 400)
    until(lambda: all(not each.is_running() or each.status() == psutil.STATUS_ZOMBIE for each in killed))
    assert not {each.pid for each in killed} & {each.pid for each in service.processes}


# How an answer ends that is broken off.


def converse(service, sent):
    with connected(service) as connection:
        connection.sendall(sent)
        parts = []
        with contextlib.suppress(ConnectionError):
            while data := connection.recv(1 << 16):
                parts.append(data)
    return b"".join(parts)


@pytest.fixture(scope="module")
def hasty(built):
    """Stops everything after a moment, and lets answers be longer than can be written in one."""
    with attacked(built, seconds=1.5, rows=10**9, size_bytes=2**40) as opened:
        yield opened


def test_an_answer_broken_off_is_seen_by_the_client(hasty):
    received = []
    with hasty.client() as client, client.stream("GET", "/sparql", params={"query": LONG}) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete chunked read"):
            received.extend(map(len, answer.iter_raw()))
    assert sum(received) > 1 << 20
    hasty.wait_until_whole()


def test_an_old_client_gets_an_error_instead(hasty):
    answer = converse(hasty, request(LONG, version="1.0"))
    assert answer.split(b"\r\n")[0].split()[1] == b"503"
    assert b"stopped after" in answer
    hasty.wait_until_whole()


def test_an_old_client_gets_a_long_answer_with_its_length(service):
    answer = converse(service, request(f"{LONG} LIMIT 20000", version="1.0"))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.split(b"\r\n")[0].split()[1] == b"200"
    assert b"chunked" not in head
    assert f"content-length: {len(body)}".encode() in head.lower()
    assert body.endswith(b"\r\n")
    service.wait_until_whole()
