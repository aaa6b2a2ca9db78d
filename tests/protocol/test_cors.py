"""Fetch standard, CORS protocol: pages of anybody may ask, nobody's credentials are taken."""

import pytest

from protocol.asking import DIRECT, FORM, PATH, WAYS, encode, exchange, raw
from protocol.invented import LARGE, POSITIONS

ORIGIN = "https://visualisation.example"


def preflight(endpoint, method="POST", headers="content-type", origin=ORIGIN):
    """What a browser asks before it sends."""
    asked = [("Origin", origin), ("Access-Control-Request-Method", method)]
    if headers is not None:
        asked.append(("Access-Control-Request-Headers", headers))
    return exchange(endpoint, raw("OPTIONS", PATH, asked))


def listed(answer, name):
    """The members of a header that is a list, in lower case."""
    return {part.strip().lower() for part in (answer.header(name) or "").split(",")} - {""}


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("origin", [ORIGIN, "http://localhost:3000", "null"])
def test_cors_any_origin_may_read_the_answer(endpoint, send, origin):
    answer = send(endpoint, POSITIONS, Origin=origin)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_cors_a_long_answer_may_be_read_too(endpoint):
    assert endpoint.get(LARGE, Origin=ORIGIN).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("method", "query_string", "more", "status"),
    [
        ("GET", "query=SELECT", {}, 400),
        ("GET", "query=ASK%7B%7D", {"headers": {"Accept": "image/png"}}, 406),
        ("PUT", None, {}, 405),
        ("POST", None, {"content": "x", "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", None, {"content": "#" * 200_000, "headers": {"Content-Type": DIRECT}}, 413),
        ("GET", "query=ASK%7B%20SERVICE%20%3Ca:a%3E%20%7B%7D%7D", {}, None),
    ],
)
def test_cors_an_error_may_be_read_too(endpoint, method, query_string, more, status):
    """A page that cannot read an error cannot tell its reader what to do."""
    headers = {**more.get("headers", {}), "Origin": ORIGIN}
    answer = endpoint.request(method, query_string, **{**more, "headers": headers})
    assert answer.status_code in ((400, 403) if status is None else (status,))
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


def test_cors_the_headers_of_ours_are_exposed(endpoint):
    answer = endpoint.get(POSITIONS, Origin=ORIGIN)
    exposed = {name.strip().lower() for name in answer.headers["access-control-expose-headers"].split(",")}
    assert {"dataset-version", "etag", "retry-after", "link"} <= exposed


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_cors_preflight_allows_the_methods_of_the_protocol(endpoint, method):
    answer = preflight(endpoint, method)
    assert answer.status in (200, 204)
    assert answer.header("access-control-allow-origin") == "*"
    assert method.lower() in listed(answer, "access-control-allow-methods")
    assert answer.header("access-control-allow-credentials") is None


def test_cors_preflight_allows_no_method_that_there_is_not(endpoint):
    answer = preflight(endpoint, "DELETE")
    assert not listed(answer, "access-control-allow-methods") & {"delete", "put", "patch", "*"}


@pytest.mark.parametrize(
    "names", ["content-type", "accept,content-type", "if-none-match", "Content-Type, Accept"]
)
def test_cors_preflight_allows_the_headers_that_clients_send(endpoint, names):
    answer = preflight(endpoint, headers=names)
    assert answer.status in (200, 204)
    allowed = listed(answer, "access-control-allow-headers")
    assert {name.strip().lower() for name in names.split(",")} <= allowed


def test_cors_preflight_does_not_allow_credentials(endpoint):
    answer = preflight(endpoint, headers="authorization")
    assert "authorization" not in listed(answer, "access-control-allow-headers")
    assert "*" not in listed(answer, "access-control-allow-headers")


def test_cors_preflight_has_no_body_and_may_be_kept(endpoint):
    answer = preflight(endpoint)
    assert answer.body == b"" or answer.status == 200
    assert int(answer.header("access-control-max-age") or 0) > 0


def test_rfc_9110_9_3_7_options_without_an_origin_tells_the_methods(endpoint):
    answer = exchange(endpoint, raw("OPTIONS", PATH))
    assert answer.status in (200, 204)
    assert listed(answer, "allow") == {"get", "head", "post", "options"}


def test_cors_a_cookie_changes_nothing_and_none_is_set(endpoint):
    plain = endpoint.get(f"{POSITIONS} ORDER BY ?position")
    answer = endpoint.get(f"{POSITIONS} ORDER BY ?position", Cookie="session=x", Authorization="Basic eDp5")
    assert answer.status_code == 200
    assert answer.content == plain.content
    assert "set-cookie" not in answer.headers


def test_cors_a_form_of_another_site_may_ask_but_not_update(endpoint):
    """A simple request needs no preflight, so refusal must not depend on one."""
    headers = {"Content-Type": FORM, "Origin": ORIGIN}
    answer = endpoint.request("POST", content=encode([("update", "DROP ALL")]), headers=headers)
    assert answer.status_code in (400, 403)
