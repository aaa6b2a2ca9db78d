"""Ways of asking an endpoint: as a client library would, and byte by byte where a library would tidy up."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http.client import HTTPResponse
from urllib.parse import quote

import httpx

from protocol.differences import DIFFERENCES

PATH = "/sparql"
DIRECT = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
LONGEST_REQUEST_BYTES = 65_536
"""What the service takes by default; longer queries and bodies are refused."""

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv; charset=utf-8"
TSV = "text/tab-separated-values; charset=utf-8"
TURTLE = "text/turtle; charset=utf-8"
NTRIPLES = "application/n-triples"
RDFXML = "application/rdf+xml"
JSONLD = "application/ld+json"
TRIG = "application/trig"
NQUADS = "application/n-quads"

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"
"""What browsers send as Accept."""

Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Endpoint:
    """A SPARQL endpoint under test, and a client that keeps its connections open."""

    client: httpx.Client
    backend: str
    """The name of the store behind it."""

    def differs(self, name: str) -> bool:
        """Whether the store does what a line of :data:`protocol.differences.DIFFERENCES` says."""
        return DIFFERENCES[name].backend == self.backend

    def request(self, method: str = "GET", query_string: str | None = None, **more) -> httpx.Response:
        """Send a request to the endpoint, with a query string that is sent as it stands."""
        address = PATH if query_string is None else f"{PATH}?{query_string}"
        return self.client.request(method, address, **more)

    def get(self, query: str, parameters: Pairs = (), **headers: str) -> httpx.Response:
        """Ask by GET; ``headers`` have underscores where the names have hyphens."""
        return self.request("GET", encode([("query", query), *parameters]), headers=named(headers))

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        return self.client.base_url.host, self.client.base_url.port or 80


def named(headers: dict[str, str]) -> dict[str, str]:
    """Headers under their names; a client that says nothing of formats takes anything."""
    return {"Accept": "*/*"} | {name.replace("_", "-"): value for name, value in headers.items()}


def encode(parameters: Pairs) -> str:
    """A query string or form, everything percent-encoded as the protocol has it."""
    return "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in parameters)


def by_get(endpoint: Endpoint, query: str, parameters: Pairs = (), **headers: str) -> httpx.Response:
    """Query via GET (2.1.1)."""
    return endpoint.get(query, parameters, **headers)


def by_form(endpoint: Endpoint, query: str, parameters: Pairs = (), **headers: str) -> httpx.Response:
    """Query via POST with URL-encoded parameters (2.1.2)."""
    body = encode([("query", query), *parameters])
    return endpoint.request("POST", content=body, headers={"Content-Type": FORM, **named(headers)})


def directly(endpoint: Endpoint, query: str, parameters: Pairs = (), **headers: str) -> httpx.Response:
    """Query via POST directly (2.1.3)."""
    return endpoint.request(
        "POST",
        encode(parameters) or None,
        content=query.encode(),
        headers={"Content-Type": DIRECT, **named(headers)},
    )


WAYS = {"get": by_get, "form": by_form, "direct": directly}
"""The three ways of the protocol by the names that tests have for them."""


@dataclass(frozen=True)
class RawAnswer:
    """An answer as it came, with nothing decoded but the chunks."""

    status: int
    fields: Sequence[tuple[str, str]]
    body: bytes
    chunked: bool
    closes: bool
    """Whether the server ends the connection after this answer."""

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for key, value in self.fields if key.lower() == name.lower()]

    def header(self, name: str) -> str | None:
        """The value of a header, or None; several are joined as HTTP has it."""
        return ", ".join(self.all(name)) or None


def raw(
    method: str, target: str | bytes, headers: Pairs = (), body: bytes | None = None, version: str = "1.1"
) -> bytes:
    """The bytes of a request; nothing is added but Host and the length of a body."""
    address = target.encode() if isinstance(target, str) else target
    lines = [method.encode() + b" " + address + f" HTTP/{version}".encode(), b"Host: endpoint.example"]
    lines += [f"{name}: {value}".encode() for name, value in headers]
    if body is not None and not any(name.lower() == "transfer-encoding" for name, _ in headers):
        lines.append(f"Content-Length: {len(body)}".encode())
    return b"\r\n".join(lines) + b"\r\n\r\n" + (body or b"")


def converse(endpoint: Endpoint, *requests: bytes) -> list[RawAnswer]:
    """Send requests one after the other over one connection, each after the answer to the one before."""
    answers = []
    with socket.create_connection(endpoint.address, timeout=30) as connection:
        for request in requests:
            # A server may answer a request that is too long before it has read it to the end.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(request)
            response = HTTPResponse(connection, method=request.split(b" ", 1)[0].decode())
            response.begin()
            body = response.read()
            answers.append(
                RawAnswer(response.status, response.getheaders(), body, response.chunked, response.will_close)
            )
    return answers


def exchange(endpoint: Endpoint, request: bytes) -> RawAnswer:
    """The answer to one request over a connection of its own."""
    (answer,) = converse(endpoint, request)
    return answer


def target(query: str, parameters: Pairs = ()) -> str:
    """What a GET request names: path and query string."""
    return f"{PATH}?{encode([('query', query), *parameters])}"


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    """The rows of an answer in SPARQL-JSON: the lexical form of what is bound."""
    assert answer.status_code == 200, answer.text
    return [
        {name: term["value"] for name, term in row.items()} for row in answer.json()["results"]["bindings"]
    ]


def column(answer: httpx.Response) -> list[str]:
    """The values of an answer that has one column, in alphabetical order."""
    return sorted(value for row in rows(answer) for value in row.values())


def complaint(answer: httpx.Response, *statuses: int) -> str:
    """The text of an error, after a check that it is one and that it has the shape of all errors."""
    assert answer.status_code in statuses, (answer.status_code, answer.text[:300])
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    text = answer.content.decode("utf-8")
    assert text.strip()
    assert "Traceback" not in text
    return text
