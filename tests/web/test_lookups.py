import csv
import io

import pytest

from communique.vocabulary import kind_and_slug
from sample.workspace import ACCORD, COURIER, HERALD, ORDER


def found(client, **filters):
    answer = client.get("/api/positions", params=filters)
    assert answer.status_code == 200, answer.text
    return [
        (item["holder"]["label"], item["stance"]["label"], item["evidence"]["method"])
        for item in answer.json()["positions"]
    ]


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({}, 7),
        ({"holder": "anna-berg"}, 4),
        ({"holder": "norland"}, 0),
        ({"stance": "invokes"}, 1),
        ({"target": ACCORD}, 5),
        ({"target": f"{ACCORD}/1"}, 3),
        ({"target": f"provision/{ACCORD}/2"}, 1),
        ({"target": f"https://w3id.org/communique/id/agreement/{ORDER}"}, 1),
        ({"target": "ferries"}, 1),
        ({"article": HERALD}, 3),
        ({"method": "machine"}, 1),
        ({"method": "hand"}, 6),
        ({"from": "2021-06-11"}, 2),
        ({"to": "2021-06-09"}, 2),
        ({"from": "2021", "to": "2021-06"}, 7),
        ({"from": "2022"}, 0),
        (
            {
                "holder": "anna-berg",
                "article": COURIER,
                "method": "hand",
                "stance": "calls-for",
                "target": ACCORD,
            },
            1,
        ),
    ],
)
def test_filters(client, filters, number):
    assert len(found(client, **filters)) == number


def test_a_position_with_its_evidence(client):
    (item,) = client.get("/api/positions", params={"article": COURIER, "method": "machine"}).json()[
        "positions"
    ]
    assert kind_and_slug(item["target"]["id"]) == ("provision", f"{ACCORD}/1")
    assert item["onBehalfOf"]["label"] == "Norland"
    assert [actor["label"] for actor in item["towards"]] == ["Sudmark"]
    assert item["stanceFamily"] == "affirmative"
    evidence = item["evidence"]
    assert (evidence["start"], evidence["end"], evidence["exact"]) == (100, 116, "ferries must run")
    assert (evidence["confidence"], evidence["rendering"]["label"], evidence["gloss"]) == (
        0.75,
        "readout",
        None,
    )


def test_pages_follow_each_other_without_loss(client):
    whole = client.get("/api/positions").json()["positions"]
    parts, after = [], None
    while True:
        page = client.get("/api/positions", params={"limit": 2, **({"after": after} if after else {})}).json()
        parts += page["positions"]
        after = page["next"]
        if after is None:
            break
        assert len(page["positions"]) == 2
    assert parts == whole


def test_csv_says_when_there_is_more(client):
    whole = client.get("/api/positions", params={"format": "csv"})
    assert whole.headers["content-type"] == "text/csv; charset=utf-8"
    assert "link" not in whole.headers
    rows = list(csv.DictReader(io.StringIO(whole.text)))
    assert len(rows) == 7
    assert {row["method"] for row in rows} == {"hand", "machine"}
    first = client.get("/api/positions", params={"limit": 4}, headers={"Accept": "text/csv"})
    second = client.get(
        first.headers["link"].partition("<")[2].partition(">")[0], headers={"Accept": "text/csv"}
    )
    pages = [list(csv.DictReader(io.StringIO(page.text))) for page in (first, second)]
    assert pages[0] + pages[1] == rows


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


def test_lists(client):
    actors = {item["label"]: item for item in client.get("/api/actors").json()}
    assert (actors["Anna Berg"]["kind"], actors["Anna Berg"]["positions"]) == ("person", 2)
    assert actors["Sudmark"]["positions"] == 2
    agreements = client.get("/api/agreements").json()
    assert [item["adoptedOn"] for item in agreements] == ["2020-05-01", "2021-01-20"]
    assert agreements[0]["positions"] == 3
    assert [item["published"] for item in client.get("/api/articles").json()] == ["2021-06", "2021-06-11"]


def test_canned_queries_are_endpoints(client):
    described = {item["name"]: item for item in client.get("/api/queries").json()}
    assert len(described) == 5
    assert described["positions-of-actor"]["parameters"][0]["required"]
    path = "/api/queries/positions-on-agreement"
    table = client.get(path, params={"agreement": ACCORD}).json()
    assert len(table["results"]["bindings"]) == 5
    rows = list(
        csv.DictReader(io.StringIO(client.get(path, params={"agreement": ACCORD, "format": "csv"}).text))
    )
    assert len(rows) == 5
    assert (
        client.get(path, params={"agreement": ACCORD}, headers={"Accept": "text/csv"}).text.count("\r\n") == 6
    )


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


def test_positions_carry_their_signs(client):
    signs = {
        item["stance"]["label"]: (item["polarityTowardTarget"], item["polarityTowardActor"])
        for item in client.get("/api/positions").json()["positions"]
    }
    assert signs == {
        "calls for": (1, 0),
        "invokes": (1, 0),
        "affirms": (1, 0),
        "denies": (0, -1),
        "criticises": (-1, -1),
    }
