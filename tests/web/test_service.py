import contextlib
import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from communique.release.build import current_build
from communique.settings import Settings
from communique.web.negotiation import choose, prefers_html
from communique.web.serve import ServiceError, listen, serve
from sample.workspace import REPOSITORY


def test_every_answer_is_protected_and_names_its_version(client, built):
    for path in (
        "/",
        "/health",
        "/sparql?query=ASK{}",
        "/nothing",
        "/data/communique.ttl",
        "/static/style.css",
        "/id/actor/x",
    ):
        headers = client.get(path).headers
        assert headers["dataset-version"] == current_build(built).version
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"]


def test_health(client, built):
    assert client.get("/health").json() == {
        "status": "ok",
        "dataset": current_build(built).version,
        "communique": "0.1.0",
        "brokenQueries": {},
    }


@pytest.mark.parametrize(
    ("name", "media_type"), [("communique.ttl", "text/turtle"), ("communique.trig", "application/trig")]
)
def test_downloads(client, built, name, media_type):
    answer = client.get(f"/data/{name}")
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.content == (current_build(built).path / name).read_bytes()
    tag = answer.headers["etag"]
    assert tag == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    assert client.get(f"/data/{name}", headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"/data/{name}", headers={"If-None-Match": '"other"'}).status_code == 200
    head = client.head(f"/data/{name}")
    assert (head.status_code, head.content) == (200, b"")
    part = client.get(f"/data/{name}", headers={"Range": "bytes=0-9"})
    assert (part.status_code, part.content) == (206, answer.content[:10])


@pytest.mark.parametrize(
    "name", ["communique.hdt", "manifest.json", "dataset.nq", "..%2fcurrent", "oxigraph%2fCURRENT"]
)
def test_nothing_else_is_given_out(client, name):
    assert client.get(f"/data/{name}").status_code == 404


def test_pages_need_not_be_sent_twice(client):
    tag = client.get("/actors").headers["etag"]
    assert client.get("/actors", headers={"If-None-Match": f'"x", W/{tag}'}).status_code == 304


def test_openapi_describes_the_interface(client):
    described = client.get("/openapi.json").json()
    assert {
        "/sparql",
        "/api/positions",
        "/api/queries/{name}",
        "/id/{kind}/{slug}",
        "/data/{name}",
        "/health",
    } <= set(described["paths"])
    names = {parameter["name"] for parameter in described["paths"]["/api/positions"]["get"]["parameters"]}
    assert {
        "holder",
        "stance",
        "target",
        "article",
        "method",
        "from",
        "to",
        "limit",
        "after",
        "format",
    } <= names


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_everything_but_sparql_is_only_read(client, method):
    answer = client.request(method, "/api/positions")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("accept", "offered", "chosen"),
    [
        (None, ["text/turtle", "text/html"], "text/turtle"),
        ("", ["text/turtle"], "text/turtle"),
        ("*/*", ["text/turtle", "text/html"], "text/turtle"),
        ("text/html", ["text/turtle"], None),
        ("text/html;q=0.1, text/turtle;q=0.9", ["text/html", "text/turtle"], "text/turtle"),
        ("application/json", ["application/sparql-results+json"], "application/sparql-results+json"),
        ("nonsense", ["text/turtle"], "text/turtle"),
    ],
)
def test_choosing_a_format(accept, offered, chosen):
    assert choose(accept, offered) == chosen


def test_a_browser_is_told_from_a_program():
    assert prefers_html("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
    assert not prefers_html("*/*")
    assert not prefers_html(None)
    assert not prefers_html("text/html;q=0.5, application/json")


def test_a_taken_port_and_a_missing_build_are_one_clear_line(built, workspace):
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ServiceError, match=f"port {port} on 127.0.0.1 cannot be used"):
            serve(built, Settings(HOST="127.0.0.1", PORT=port))
    with pytest.raises(ServiceError, match="communique build"):
        serve(workspace, Settings(HOST="127.0.0.1", PORT=0))
    with pytest.raises(ServiceError, match=r"host 'no\.such\.host\.invalid'"):
        listen("no.such.host.invalid", 0)


_SERVE = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from communique.settings import Settings
from communique.web.serve import serve
from communique.workspace import Workspace
if __name__ == "__main__":
    settings = Settings(HOST="127.0.0.1", PORT=0)
    serve(Workspace.open(Path(sys.argv[1])), settings, announce=lambda address: print(address, flush=True))
    print("ended", flush=True)
"""


@pytest.fixture
def started(built, tmp_path):
    """A service in a process of its own, and its address."""
    script = tmp_path / "serve.py"
    script.write_text(_SERVE)

    @contextlib.contextmanager
    def start(**environment):
        command = [sys.executable, str(script), str(built.root), str(REPOSITORY / "tests")]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with subprocess.Popen(
            command, start_new_session=True, env={**os.environ, **environment}, **pipes
        ) as process:
            try:
                yield process, process.stdout.readline().decode().strip()
            finally:
                process.kill()

    return start


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_service_ends_cleanly(started, number):
    with started() as (process, address):
        with urllib.request.urlopen(f"{address}sparql?query=ASK%7B%7D", timeout=20) as answer:
            assert json.load(answer)["boolean"] is True
        # To the whole group, as a terminal does: the workers must not cry out either.
        os.killpg(process.pid, number)
        output, complaints = process.communicate(timeout=30)
    assert complaints == b""
    if number == signal.SIGINT:
        assert output.strip() == b"ended"
        assert process.returncode == 0


def test_behind_a_proxy_the_service_is_told_its_address(started):
    with (
        started(COMMUNIQUE_ADDRESS="https://kg.example") as (_, address),
        urllib.request.urlopen(f"{address}.well-known/void", timeout=20) as answer,
    ):
        described = answer.read()
    assert b"<https://kg.example/sparql>" in described
    assert address.encode() not in described


def test_a_socket_is_left_free_for_the_next(built):
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
    with listen("127.0.0.1", port), socket.socket() as client:
        client.connect(("127.0.0.1", port))
