"""Calls that do not fit are explained, and no value becomes part of a query."""

import pytest

from sample.workspace import ACCORD
from web.lookups import LISTS


@pytest.mark.parametrize(
    ("filters", "status", "parameter"),
    [
        ({"colour": "red"}, 400, "colour"),
        ({"within": ACCORD}, 400, "within"),
        ({"from": "soon"}, 400, "from"),
        ({"from": "٢٠٢٣"}, 400, "from"),
        ({"from": "2023-13"}, 400, "from"),
        ({"holder": ""}, 400, "holder"),
        ({"stance": ""}, 400, "stance"),
        ({"target": ""}, 400, "target"),
        ({"to": ""}, 400, "to"),
        ({"limit": ""}, 400, "limit"),
        ({"format": ""}, 400, "format"),
        ({"method": "foot"}, 400, "method"),
        ({"limit": "0"}, 400, "limit"),
        ({"limit": "1001"}, 400, "limit"),
        ({"limit": "many"}, 400, "limit"),
        ({"format": "pdf"}, 400, "format"),
        ({"holder": ["anna-berg", "norland"]}, 400, "holder"),
        ({"holder": "ana-berg"}, 404, "holder"),
        ({"target": "river-acord"}, 404, "target"),
        ({"holder": '"} INSERT DATA {}'}, 404, "holder"),
    ],
)
def test_calls_that_do_not_fit_are_explained(client, filters, status, parameter):
    answer = client.get("/api/positions", params=filters)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["status"], problem["parameter"]) == (status, parameter)
    assert problem["detail"]


def test_what_is_not_acceptable_is_406(client):
    assert client.get("/api/positions", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/api/positions", headers={"Accept": "text/html,*/*;q=0.8"}).status_code == 200


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/positions?holder=", "holder: the value is empty"),
        ("/api/positions?target=", "target: the value is empty"),
        ("/api/queries/positions-of-actor?actor=", "actor: the value is empty"),
        ("/api/queries/stance-matrix?from=", "from: the value is empty"),
        ("/api/positions?from=%D9%A2%D9%A0%D9%A2%D9%A3", "write YYYY-MM-DD, YYYY-MM or YYYY"),
        ("/api/positions?from=2023-13", "write YYYY-MM-DD, YYYY-MM or YYYY"),
    ],
)
def test_the_message_says_what_to_do(client, path, words):
    answer = client.get(path)
    assert answer.status_code == 400
    assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/queries/positions-on-agreement", 400, "missing"),
        ("/api/queries/positions-on-agreement?agreement=river-acord", 404, ACCORD),
        ("/api/queries/positions-on-agreement?agreement=x&agreement=y", 400, "more than once"),
        ("/api/queries/positions-on-agreement?colour=red", 400, "there is: agreement"),
        (f"/api/queries/positions-on-agreement?agreement={ACCORD}&format=pdf", 400, "json, csv"),
        ("/api/queries/positions-of-actor?actor=norland&from=soon", 400, "is not a date"),
        ("/api/queries/position-of-actor", 404, "no canned query"),
        ("/api/queries/..%2f..%2fetc", 404, ""),
    ],
)
def test_canned_calls_that_do_not_fit_are_explained(client, path, status, words):
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.text


@pytest.mark.parametrize("name", [*LISTS, "positions", "search"])
@pytest.mark.parametrize("value", ['"} } #', "<x>", "a b", "?x", "\\", "{", "é", "\u2028", "%", "x" * 2000])
def test_no_value_becomes_part_of_a_query(client, name, value):
    """Whatever is sent as a filter or a place is a value: it fits, or is refused with a message."""
    described = client.get("/openapi.json").json()["paths"][f"/api/{name}"]["get"]["parameters"]
    for parameter in described:
        answer = client.get(f"/api/{name}", params={parameter["name"]: value})
        assert answer.status_code in (200, 400, 404), (parameter["name"], answer.text)
        if answer.status_code == 200:
            assert parameter["name"] in ("after", "q")
        else:
            assert answer.json()["parameter"] == parameter["name"]


@pytest.mark.parametrize("name", [*LISTS, "search"])
def test_the_example_of_each_parameter_is_taken(client, name):
    described = client.get("/openapi.json").json()["paths"][f"/api/{name}"]["get"]["parameters"]
    for parameter in described:
        if "example" in parameter:
            answer = client.get(f"/api/{name}", params={parameter["name"]: parameter["example"]})
            # The examples are of the real dataset; what the sample does not have is at least understood.
            assert answer.status_code in (200, 404), answer.text
