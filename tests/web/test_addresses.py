"""The address under which the service is known."""

import asyncio
import json

import pytest
from fastapi import Request
from pydantic import ValidationError

from communique.settings import Settings
from communique.web.addresses import KnownAddress, service_address
from communique.web.serve import in_front


def found(address, headers):
    """The address that an application takes for its own when it is called behind a proxy."""
    seen = []

    async def app(scope, receive, send):
        seen.append(service_address(Request(scope)))
        seen.append([value for name, value in scope["headers"] if name == b"accept"])

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "headers": headers,
    }
    asyncio.run((KnownAddress(app, address) if address else app)(scope, None, None))
    return seen


@pytest.mark.parametrize(
    ("address", "host", "expected"),
    [
        ("https://communique.example", b"127.0.0.1:8000", "https://communique.example/"),
        ("https://communique.example:8443/", b"somebody.example", "https://communique.example:8443/"),
        ("http://communique.example/", b'a"><script>', "http://communique.example/"),
        (None, b"kg.example:8080", "http://kg.example:8080/"),
    ],
)
def test_what_the_service_is_told_wins_over_what_clients_say(address, host, expected):
    assert found(address, [(b"host", host), (b"accept", b"text/csv")]) == [expected, [b"text/csv"]]


@pytest.mark.parametrize(
    "address", ["communique.example", "ftp://a/", "https://a/path", "https://a b", "https://u@a/", ""]
)
def test_an_address_that_is_none_is_refused_at_the_start(address, monkeypatch):
    monkeypatch.setenv("COMMUNIQUE_ADDRESS", address)
    with pytest.raises(ValidationError, match="address"):
        Settings()


def asked(settings, *hosts, method="GET"):
    """Status and body of what a service with these settings answers to a request with these Host headers."""
    sent = []

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"texts"})

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "headers": [(b"host", host.encode()) for host in hosts]}
    asyncio.run(in_front(app, settings)(scope, None, send))
    return sent[0]["status"], sent[1]["body"]


OWN = ("localhost", "LocalHost.:8000", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000")
FOREIGN = ("somebody.example", "somebody.example:8000", "localhost.somebody.example", "127.0.0.1.nip.example",
           "[::2]:8000", "10.0.0.7", "0.0.0.0:8000", "", "a b", "localhost@somebody.example")  # fmt: skip


@pytest.mark.parametrize("host", OWN)
def test_where_texts_are_shown_the_own_machine_may_call(host):
    assert asked(Settings(show_texts=True), host) == (200, b"texts")


@pytest.mark.parametrize("host", FOREIGN)
def test_where_texts_are_shown_no_name_of_others_may_be_used(host):
    status, body = asked(Settings(show_texts=True), host)
    assert status == 421
    told = json.loads(body)
    assert "COMMUNIQUE_ADDRESS" in told["detail"]
    assert "example" not in told["detail"]
    assert asked(Settings(), host) == (200, b"texts")


def test_where_texts_are_shown_one_host_must_be_named():
    assert asked(Settings(show_texts=True))[0] == 421
    assert asked(Settings(show_texts=True), "localhost", "somebody.example")[0] == 421
    assert asked(Settings(show_texts=True), "somebody.example", method="HEAD") == (421, b"")


def test_what_the_settings_name_may_be_called_as_well():
    behind = Settings(show_texts=True, address="https://reading.example:8443")
    assert asked(behind, "reading.example:8443") == (200, b"texts")
    assert asked(behind, "localhost:8000") == (200, b"texts")
    assert asked(behind, "other.example")[0] == 421
    bound = Settings(show_texts=True, host="192.168.7.5")
    assert asked(bound, "192.168.7.5:8000") == (200, b"texts")
    everywhere = Settings(show_texts=True, host="0.0.0.0")
    assert asked(everywhere, "192.168.7.5:8000")[0] == 421
    assert asked(everywhere, "localhost:8000") == (200, b"texts")
