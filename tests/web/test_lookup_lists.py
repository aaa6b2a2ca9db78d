"""The lists of things: what they say of each, their filters and their pages."""

import pytest

from communique.vocabulary import kind_and_slug
from sample.workspace import ACCORD, COURIER, HERALD, MEETING, ORDER
from web.lookups import LISTS, items, slugs


def test_lists(client):
    actors = {item["label"]: item for item in items(client, "/api/actors")}
    assert (actors["Anna Berg"]["kind"], actors["Anna Berg"]["positions"]) == ("person", 2)
    assert actors["Sudmark"]["positions"] == 2
    assert actors["Norland"]["aliases"] == ["Norlandic side"]
    assert actors["Foreign Ministry of Norland"]["partOf"]["label"] == "Norland"
    agreements = items(client, "/api/agreements")
    assert [item["adoptedOn"] for item in agreements] == ["2020-05-01", "2021-01-20"]
    assert [item["positions"] for item in agreements] == [3, 1]
    assert [party["label"] for party in agreements[0]["participants"]] == [
        "Anna Berg",
        "Carl Dahl",
        "Norland",
        "Sudmark",
    ]
    (event,) = items(client, "/api/events")
    assert (event["kind"]["label"], event["heldOn"], event["positions"]) == ("meeting", "2021-06-10", 3)
    assert {kind_and_slug(article["id"])[1] for article in event["articles"]} == {HERALD, COURIER}
    outlets = {item["label"]: item for item in items(client, "/api/outlets")}
    assert (outlets["Evening Courier"]["positions"], outlets["Morning Herald"]["positions"]) == (1, 0)
    articles = items(client, "/api/articles")
    assert [item["published"] for item in articles] == ["2021-06", "2021-06-11"]
    # In the Herald there are three positions, in the Courier three, one of them found twice.
    assert [(item["positions"], item["machineTranslated"]) for item in articles] == [(3, True), (3, False)]
    (ferries,) = items(client, "/api/issues", positions="true")
    assert (ferries["label"], ferries["definition"]) == ("ferries", "Crossing the river by ferry.")


@pytest.mark.parametrize(
    ("name", "filters", "expected"),
    [
        ("actors", {"kind": "person"}, ["anna-berg", "carl-dahl"]),
        ("actors", {"kind": "state"}, ["norland", "sudmark"]),
        ("actors", {"agreement": ACCORD, "kind": "state"}, ["norland", "sudmark"]),
        ("actors", {"event": MEETING}, ["anna-berg", "norland"]),
        ("actors", {"positions": "true", "kind": "outlet"}, ["evening-courier"]),
        ("actors", {"positions": "false"}, ["mfa-norland", "morning-herald"]),
        ("agreements", {"kind": "court-order"}, [ORDER]),
        ("agreements", {"party": "sudmark"}, [ACCORD]),
        ("agreements", {"party": "mfa-norland"}, []),
        ("agreements", {"collection": "river-accords"}, [ACCORD]),
        ("agreements", {"from": "2020-06"}, [ORDER]),
        ("agreements", {"from": "2020", "to": "2020-05"}, [ACCORD]),
        ("agreements", {"positions": "false"}, []),
        ("events", {"kind": "meeting", "participant": "norland"}, [MEETING]),
        ("events", {"kind": "phone-call"}, []),
        ("events", {"article": HERALD, "to": "2021-06-09"}, []),
        ("issues", {"agreement": ACCORD}, ["ferries"]),
        ("issues", {"agreement": ORDER}, []),
        ("outlets", {"event": MEETING}, ["evening-courier", "morning-herald"]),
        ("articles", {"outlet": "morning-herald"}, [HERALD]),
        ("articles", {"event": MEETING, "from": "2021-06-11"}, [COURIER, HERALD]),
        ("articles", {"agreement": ORDER}, [HERALD]),
        ("articles", {"agreement": ACCORD}, [COURIER, HERALD]),
    ],
)
def test_filters_of_lists(client, name, filters, expected):
    assert slugs(client, name, **filters) == expected


@pytest.mark.parametrize(
    ("name", "filters"),
    [*((name, "") for name in LISTS), ("actors", "&positions=true"), ("articles", f"&agreement={ACCORD}")],
)
def test_pages_of_a_list_follow_each_other_without_loss(client, name, filters):
    address, pages = f"/api/{name}?limit=1{filters}", []
    while address:
        answer = client.get(address)
        pages.append(answer.json())
        assert len(pages) < 100
        address = answer.links.get("next", {}).get("url")
        assert bool(address) == (pages[-1]["next"] is not None)
    whole = client.get(f"/api/{name}?{filters}").json()
    assert [item for page in pages for item in page["items"]] == whole["items"]
    assert {page["total"] for page in pages} == {whole["total"]} == {len(whole["items"])}


@pytest.mark.parametrize("name", [*LISTS, "positions"])
def test_every_item_of_a_list_can_be_had_alone(client, name):
    whole = client.get(f"/api/{name}").json()
    key = "positions" if name == "positions" else "items"
    for item in whole[key]:
        single = client.get(f"/api/{name}/{kind_and_slug(item['id'])[1]}").json()
        assert single["dataset"] == whole["dataset"]
        assert item in (single["positions"] if name == "positions" else [single["item"]])


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/api/actors/ana-berg", "/api/actors/anna-berg"),
        ("/api/outlets/evening-curier", "/api/outlets/evening-courier"),
        ("/api/agreements/river-acord-2020-05-01", f"/api/agreements/{ACCORD}"),
    ],
)
def test_a_single_thing_that_does_not_exist(client, path, near):
    answer = client.get(path)
    assert answer.status_code == 404
    assert near in answer.json()["suggestions"]


def test_a_list_has_only_things_of_its_kind(client):
    assert client.get("/api/outlets/anna-berg").status_code == 404
    assert client.get("/api/actors/evening-courier").status_code == 200
    assert client.get("/api/actors/%00").status_code == 404
