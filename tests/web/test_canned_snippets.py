"""Code to copy: it runs, and nothing of a value ever gets out of its quotes."""

import csv
import io
import re
import shlex
import shutil
import subprocess
import sys

import pytest
from starlette.requests import Request

from communique.store.canned import read_query
from communique.web.addresses import service_address
from communique.web.canned.snippets import r_string, snippets
from communique.web.errors import ProblemError

SERVICE = "http://127.0.0.1:8000/"
TABLE = read_query("table", "#+ title: x\nSELECT ?s { ?s ?p ?o } ORDER BY ?s")
GRAPH = read_query("graph", "#+ title: x\nDESCRIBE <https://example.org/>")
BOOLEAN = read_query("boolean", "#+ title: x\nASK { ?s ?p ?o }")
HOSTILE = [
    "it's",
    'say "no"',
    "$(touch x)",
    "`touch x`",
    "a\\",
    "\\'",
    "two\nlines",
    "; touch x #",
    "&format=xml",
    "@/etc/passwd",
    "%41+ =",
    "{address}",
    "\u202edesrever",
    "\U0001f600 é ж",
    "--output x",
]


def described(client, name):
    return client.get(f"/api/queries/{name}/description").json()


def expected(client, name, values):
    answer = client.get(f"/api/queries/{name}", params={**values, "format": "csv"})
    return answer.content


def test_the_shell_snippet_runs(client):
    item = described(client, "positions-on-agreement")
    assert str(client.base_url).rstrip("/") in item["snippets"]["curl"]
    run = subprocess.run(["sh", "-c", item["snippets"]["curl"]], capture_output=True, timeout=60)
    assert run.returncode == 0, run.stderr
    agreement = item["parameters"][0]["example"]
    assert run.stdout == expected(client, "positions-on-agreement", {"agreement": agreement})
    assert len(run.stdout.splitlines()) > 1


def test_the_python_snippet_runs(client):
    item = described(client, "positions-on-agreement")
    program = (
        item["snippets"]["python"] + "print(len(table), list(table.columns) == " + f"{item['columns']!r})"
    )
    run = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, timeout=120)
    assert run.returncode == 0, run.stderr.decode()
    agreement = item["parameters"][0]["example"]
    rows = expected(client, "positions-on-agreement", {"agreement": agreement}).decode()
    assert run.stdout.decode().splitlines()[-1] == f"{len(list(csv.DictReader(io.StringIO(rows))))} True"


@pytest.fixture
def echo(tmp_path):
    """A command called curl that prints what it is called with, so that the shell alone is tested."""
    command = tmp_path / "curl"
    command.write_text(f"#!{sys.executable}\nimport sys\nsys.stdout.write('\\0'.join(sys.argv[1:]))\n")
    command.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_stays_one_word_of_the_shell(echo, value):
    run = subprocess.run(
        [shutil.which("sh"), "-c", snippets(SERVICE, TABLE, {"words": value}).curl],
        capture_output=True,
        cwd=echo,
        env={"PATH": str(echo), "LC_ALL": "C.UTF-8"},
        timeout=60,
    )
    assert run.stdout.decode().split("\0") == [
        "--silent",
        "--show-error",
        "--get",
        f"{SERVICE}api/queries/table",
        "--data-urlencode",
        f"words={value}",
        "--data-urlencode",
        "format=csv",
    ]
    assert [path.name for path in echo.iterdir()] == ["curl"]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_stays_one_text_of_python(value):
    program = snippets(SERVICE, TABLE, {"words": value}).python
    names = {}
    # As far as the reading of the table, which would need a server.
    exec(compile(program.partition("answer =")[0], "snippet", "exec"), names)
    assert names["parameters"] == {"words": value, "format": "csv"}


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_stays_one_text_of_r(value):
    literal = r_string(value)
    assert f"`words` = {literal}" in snippets(SERVICE, TABLE, {"words": value}).r
    assert literal[0] == literal[-1] == '"'
    inside = literal[1:-1]
    # Escapes of R, and besides nothing that ends a text or cannot be seen.
    assert re.fullmatch(r'(?:[^"\\\n\r]|\\["\\nrt]|\\U\{[0-9A-F]{8}\})*', inside)
    assert inside.isprintable()
    simple = {"\\n": "\n", "\\r": "\r", "\\t": "\t"}
    back = re.sub(
        r"\\(?:U\{([0-9A-F]{8})\}|.)",
        lambda found: chr(int(found[1], 16)) if found[1] else simple.get(found[0], found[0][1]),
        inside,
    )
    assert back == value


def test_other_kinds_of_answer_are_read_as_such():
    graph, boolean = snippets(SERVICE, GRAPH, {}), snippets(SERVICE, BOOLEAN, {})
    assert "format=ttl" in graph.curl
    assert "rdflib.Graph()" in graph.python
    assert "rdf_parse" in graph.r
    assert "format=json" in boolean.curl
    assert '["answer"]' in boolean.python
    for found in (graph, boolean):
        compile(found.python, "snippet", "exec")


def request(address):
    """A request as it comes to a service that is found under an address."""
    scheme, host, root = re.fullmatch("([a-z]+)://([^/]*)(.*)/", address).groups()
    return Request(
        {
            "type": "http",
            "scheme": scheme,
            "path": f"{root}/",
            "root_path": root,
            "query_string": b"",
            "headers": [(b"host", host.encode())],
        }
    )


@pytest.mark.parametrize(
    "base",
    [
        "http://127.0.0.1:8000/",
        "https://communique.example/",
        "http://[::1]:8000/",
        "https://communique.example/under/a-path/",
    ],
)
def test_the_address_is_that_of_the_request(base):
    assert service_address(request(base)) == base


@pytest.mark.parametrize(
    "base",
    [
        "http://a b/",
        "http://a'b/",
        'http://a"/',
        "http://a;b/",
        "ftp://a/",
        "http:///",
        "http://a@b/",
        "http://a$b/",
    ],
)
def test_a_host_that_is_none_is_refused(base):
    with pytest.raises(ProblemError, match="names no host"):
        service_address(request(base))


def test_what_one_client_calls_the_service_is_not_told_to_another(client):
    """Answers are kept, and a name that somebody made up must not stand in what others copy and run."""
    for path in ("/api/queries", "/api/queries/stance-matrix/description", "/queries/stance-matrix"):
        client.get(path, headers={"Host": "elsewhere.example"})
        text = client.get(path).text
        assert "elsewhere" not in text, path
        assert (
            shlex.quote(f"{str(client.base_url).rstrip('/')}/api/queries/stance-matrix") in text
            or path != "/api/queries"
        )
