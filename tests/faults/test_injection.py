"""Hostile values for every type of parameter: none ever becomes part of a query."""

import contextlib
import shutil
import socket

import pytest
from rdflib import Literal, URIRef

from communique.store.canned import THING_TYPES, TYPES, ParameterError, bind, read_query
from communique.store.workers.pool import PoolSettings
from communique.web.limits import ServiceLimits
from communique.workspace import Workspace
from sample.fixtures import built, serving, store, things
from sample.workspace import ACCORD, HERALD, MEETING

__all__ = ["built", "store", "things"]

ECHO = """#+ title: What is said of a value
#+ parameters: [{{name: value, type: {kind}, default: null}}]
SELECT DISTINCT ?value ?subject WHERE {{ ?subject ?property ?value }} ORDER BY ?subject
"""
SOUND = {
    "actor": "anna-berg",
    "agreement": ACCORD,
    "annotator": "first-reader",
    "article": HERALD,
    "collection": None,
    "event": MEETING,
    "issue": "ferries",
    "outlet": "morning-herald",
    "provision": f"{ACCORD}/1",
    "rendering": "readout",
    "stance": "calls-for",
    "target": f"agreement/{ACCORD}",
    "date": "2021-06-10",
    "integer": "300",
    "method": "hand",
    "text": "Anna Berg",
}
QUOTES = ["'", '"', "'''", '"""', "\\", '\\"', "`", "' OR 1=1 --", '" } INSERT DATA { <a:a> <a:b> <a:c> } #']
BRACES = ["{", "}", "}}", "} UNION { ?value ?property ?subject", "} ORDER BY ?x #", "{{value}}", "%s", "{0}"]
IRIS = [
    "<",
    ">",
    "<a:b>",
    "x> <a:b> <c:d",
    "http://127.0.0.1/",
    "file:///etc/passwd",
    "../../etc/passwd",
    "a:b",
    "_:b",
]
COMMENTS = ["#", "# all", "anna-berg #", "anna-berg\n#", "/* */", "--", "#+ title: other"]
VARIABLES = [
    "?subject",
    "$subject",
    "?value",
    "$1",
    "SERVICE <http://127.0.0.1/> { ?s ?p ?o }",
    "NULL",
    "UNDEF",
]
UNICODE = [
    "\u202eanreb-anna",
    "\u0645\u0631\u062d\u0628\u0627",
    "\u2028",
    "\ufeff",
    "\U0001f600",
    "e\u0301",
    "\uff02\uff1e",
    "\ud7ff",
    "\ue000",
    "\U0010ffff",
    "\u0663",
]
CONTROL = ["\n", "\r\n", "\t", "\x7f", "a\nb", " ", "  anna-berg  "]
NUMBERS = ["1e400", "-", "--1", "+1", "0x10", "NaN", "9" * 999, "1_000", "1,5"]
LONG = ["x" * 5_000, "'" * 20_000]
UNWRITABLE = ["\0", "anna\0berg", "\x01", "\x1b[31m", "\ud800", "\udfff\ud800", "\ufffe", "\uffff"]
"""What XML cannot hold, or no text at all; not all of it can be sent."""
HOSTILE = [*QUOTES, *BRACES, *IRIS, *COMMENTS, *VARIABLES, *UNICODE, *CONTROL, *NUMBERS, *LONG]


@pytest.fixture(scope="module")
def workspace(built, tmp_path_factory):
    """The sample with one query for each type of parameter."""
    folder = tmp_path_factory.mktemp("injection") / "workspace"
    shutil.copytree(built.root, folder, symlinks=True)
    for path in (folder / "queries").glob("*.rq"):
        path.unlink()
    for kind in TYPES:
        (folder / "queries" / f"echo-{kind}.rq").write_text(ECHO.format(kind=kind))
    return Workspace.open(folder)


@pytest.fixture(scope="module")
def client(workspace):
    with serving(workspace, ServiceLimits(pool=PoolSettings(workers=1))) as opened:
        yield opened


def test_every_type_is_tried():
    assert set(SOUND) == set(TYPES)


@pytest.mark.parametrize("kind", [kind for kind in TYPES if SOUND[kind] is not None])
def test_a_sound_value_has_an_answer(client, kind):
    """Or else the tests below could not tell an honest empty answer from a query that never works."""
    found = client.get(f"/api/queries/echo-{kind}", params={"value": SOUND[kind]}).json()
    assert found["rows"]
    assert {row["value"] for row in found["rows"]} == {found["parameters"]["value"]}
    everything = client.get(f"/api/queries/echo-{kind}").json()["rows"]
    assert len(everything) > len(found["rows"])


@pytest.mark.parametrize("kind", TYPES)
def test_a_hostile_value_is_refused_or_found_nowhere(client, kind):
    for value in HOSTILE:
        answer = client.get(f"/api/queries/echo-{kind}", params={"value": value})
        if answer.status_code == 200:
            found = answer.json()
            # A text is itself and nothing else; of the other types a value with blanks around may be meant.
            assert kind == "text", value
            assert (found["parameters"]["value"], found["rows"]) == (value, [])
        else:
            assert answer.status_code in (400, 404), (kind, value, answer.text)
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["parameter"] == "value"
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("name", ["csv", "tsv", "xml", "sparql-json"])
def test_in_every_format_a_value_stays_a_value(client, kind, name):
    for value in ("</sparql>", '","a', "a\r\nb", "a\tb", "=1+1", "]]>", "\U0001f600"):
        answer = client.get(f"/api/queries/echo-{kind}", params={"value": value, "format": name})
        assert answer.status_code == 200 if kind == "text" else answer.status_code in (400, 404)


@pytest.mark.parametrize("kind", TYPES)
def test_what_is_no_text_is_refused(client, kind):
    for value in UNWRITABLE:
        escaped = "".join(f"%{byte:02X}" for byte in value.encode("utf-8", errors="surrogatepass"))
        answer = client.get(f"/api/queries/echo-{kind}?value={escaped}")
        if "\ud800" <= value[0] <= "\udfff" and kind == "text":
            # No sound UTF-8, so that what arrives is the sign for that, which is a text.
            assert answer.status_code == 200
            assert set(answer.json()["parameters"]["value"]) == {"\ufffd"}
            assert answer.json()["rows"] == []
        else:
            assert answer.status_code in (400, 404), (kind, value)


@pytest.mark.parametrize("escaped", ["%", "%zz", "%ff", "%c0%af", "%u0027", "%00", "+", "%2527"])
def test_escapes_are_read_once_or_refused(client, escaped):
    for kind in TYPES:
        answer = client.get(f"/api/queries/echo-{kind}?value={escaped}")
        assert answer.status_code in ((200, 400) if kind == "text" else (400, 404)), (kind, escaped)
        if answer.status_code == 200:
            assert answer.json()["rows"] == []


@pytest.mark.parametrize("kind", TYPES)
def test_a_megabyte_is_turned_away(client, kind):
    """Over a bare socket, because well-meaning clients refuse to send so long an address."""
    address = (client.base_url.host, client.base_url.port)
    request = f"GET /api/queries/echo-{kind}?value={'x' * 1_000_000} HTTP/1.1\r\nHost: a\r\n\r\n"
    with socket.create_connection(address, timeout=30) as connection:
        # The server may hang up while this is still being sent.
        with contextlib.suppress(ConnectionError):
            connection.sendall(request.encode())
        answer = b""
        with contextlib.suppress(ConnectionError):
            answer = connection.recv(4096)
    if answer:
        assert int(answer.split()[1]) in (400, 413, 414, 431)
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize("kind", TYPES)
def test_a_name_may_be_hostile_too(client, kind):
    for name in ["value}", "value?", "?value", "subject", "value\n", "'", "x" * 5_000, "\U0001f600"]:
        answer = client.get(f"/api/queries/echo-{kind}", params={name: "x"})
        assert answer.status_code == 400, name
        assert "there is: value" in answer.json()["detail"] or "longer" in answer.json()["detail"]


def bound_or_refused(parameters, value, things):
    try:
        return bind(parameters, {"value": value}, things)["value"], None
    except ParameterError as error:
        return None, error


@pytest.mark.parametrize("kind", TYPES)
def test_binding_gives_a_term_or_refuses(store, things, kind):
    query = read_query("echo", ECHO.format(kind=kind))
    for value in [*HOSTILE, *UNWRITABLE, "x" * 1_000_000, "\0" * 1_000_000, "9" * 1_000_000]:
        term, refusal = bound_or_refused(query.parameters, value, things)
        if refusal is not None:
            assert refusal.parameter == "value"
            assert len(str(refusal)) < 1_000
            continue
        assert type(term) is Literal, value
        assert (kind, str(term)) == ("text", value)
        assert store.query(query.text, bindings={"value": term}).rows() == []


@pytest.mark.parametrize("kind", THING_TYPES)
def test_a_thing_of_another_kind_is_not_taken(things, kind):
    (parameter,) = read_query("echo", ECHO.format(kind=kind)).parameters
    for iri in (
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "https://w3id.org/communique/id/actor/nobody",
    ):
        with pytest.raises(ParameterError):
            bind([parameter], {"value": iri}, things)
    if SOUND[kind] is not None:
        assert isinstance(bind([parameter], {"value": SOUND[kind]}, things)["value"], URIRef)


@pytest.mark.parametrize(
    "path", ["/queries/echo-text", "/queries/echo-actor", "/api/queries/echo-actor/choices/value"]
)
def test_pages_show_hostile_values_as_text(client, path):
    for value in (
        *QUOTES,
        *IRIS,
        "<script>alert(1)</script>",
        "</pre><img src=x>",
        "{{ 7919 * 7907 }}",
        "{% include %}",
    ):
        name = "q" if path.endswith("value") else "value"
        answer = client.get(path, params={name: value}, headers={"Accept": "text/html"})
        assert answer.status_code in (200, 404), value
        for raw in ("<script>", "<img", "<a:b>"):
            assert raw not in answer.text
        assert str(7919 * 7907) not in answer.text  # longer than a port, which pages show, too
