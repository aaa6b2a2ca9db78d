"""What stands before all parts of the service."""

import asyncio

import pytest

from communique.web.front import Front


def part(name):
    """An application that tells who was asked, by which method."""

    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        await send({"type": "http.response.body", "body": f"{name} {scope['method']}".encode()})

    return app


def ask(method, path):
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        raise AssertionError("nobody reads")

    front = Front(part("sparql"), part("site"), "0" * 64)
    asyncio.run(front({"type": "http", "method": method, "path": path, "headers": []}, receive, send))
    return sent


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/sparql", "sparql"),
        ("/", "site"),
        ("/sparql/", "site"),
        ("/sparqls", "site"),
        ("/api/actors", "site"),
    ],
)
def test_each_path_has_its_part(path, name):
    assert ask("GET", path)[-1]["body"] == f"{name} GET".encode()
    assert ask("POST", path)[-1]["body"] == f"{name} POST".encode()


@pytest.mark.parametrize("path", ["/sparql", "/api/actors"])
def test_head_is_get_without_the_body(path):
    start, *bodies = ask("HEAD", path)
    assert start == ask("GET", path)[0]
    assert [body["body"] for body in bodies] == [b"", b""]


@pytest.mark.parametrize("path", ["/sparql", "/api/actors", "/nothing"])
def test_scripts_of_any_page_may_ask_beforehand(client, path):
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    answer = client.options(path, headers=headers)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers
    assert "POST" in answer.headers["access-control-allow-methods"]


@pytest.mark.parametrize(
    "path",
    ["/", "/actors", "/api/actors", "/health", "/sparql?query=ASK%7B%7D", "/sparql", "/nothing", "/data/x"],
)
def test_head_tells_the_same_as_get(client, path):
    get, head = client.get(path), client.head(path)
    assert head.content == b""
    assert head.status_code == get.status_code
    names = {"date", "transfer-encoding"}  # which there is only with a body
    assert {name: value for name, value in head.headers.items() if name not in names} == {
        name: value for name, value in get.headers.items() if name not in names
    }
