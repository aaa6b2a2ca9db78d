"""The address under which the service is known."""

import asyncio

import pytest
from fastapi import Request
from pydantic import ValidationError

from communique.settings import Settings
from communique.web.addresses import KnownAddress, service_address


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
