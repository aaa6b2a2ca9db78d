"""The lookup of positions: its filters, its evidence and its pages."""

import csv
import io

import pytest

from communique.vocabulary import kind_and_slug
from sample.workspace import ACCORD, COURIER, HERALD, MEETING, ORDER
from web.lookups import found


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


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"provision": f"{ACCORD}/1"}, 3),
        ({"provision": f"{ACCORD}/10"}, 0),
        ({"issue": "ferries"}, 4),
        ({"event": MEETING}, 5),
        ({"outlet": "morning-herald"}, 3),
        ({"rendering": "readout"}, 2),
        ({"annotator": "machine"}, 1),
        ({"towards": "norland"}, 1),
        ({"onBehalfOf": "sudmark"}, 1),
        ({"ascribedBy": "anna-berg"}, 1),
        ({"ascribed": "ascribed"}, 1),
        ({"ascribed": "own"}, 6),
        ({"ascribed": "own", "holder": "sudmark"}, 0),
        ({"target": ACCORD, "provision": f"{ACCORD}/2"}, 1),
        ({"outlet": "evening-courier", "method": "hand", "from": "2021-06-10"}, 3),
    ],
)
def test_more_filters_of_positions(client, filters, number):
    assert len(found(client, **filters)) == number
    assert client.get("/api/positions", params={**filters, "limit": 1}).json()["total"] == number


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
    assert "next" not in whole.links
    rows = list(csv.DictReader(io.StringIO(whole.text)))
    assert len(rows) == 7
    assert {row["method"] for row in rows} == {"hand", "machine"}
    first = client.get("/api/positions", params={"limit": 4}, headers={"Accept": "text/csv"})
    second = client.get(first.links["next"]["url"], headers={"Accept": "text/csv"})
    pages = [list(csv.DictReader(io.StringIO(page.text))) for page in (first, second)]
    assert pages[0] + pages[1] == rows
