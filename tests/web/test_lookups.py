import csv
import io

import pytest

from communique.vocabulary import kind_and_slug
from sample.workspace import ACCORD, COURIER, HERALD, MEETING, ORDER


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
    assert "next" not in whole.links
    rows = list(csv.DictReader(io.StringIO(whole.text)))
    assert len(rows) == 7
    assert {row["method"] for row in rows} == {"hand", "machine"}
    first = client.get("/api/positions", params={"limit": 4}, headers={"Accept": "text/csv"})
    second = client.get(first.links["next"]["url"], headers={"Accept": "text/csv"})
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


LISTS = ("actors", "agreements", "events", "issues", "outlets", "articles")


def items(client, path, **filters):
    answer = client.get(path, params=filters)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def slugs(client, name, **filters):
    return [kind_and_slug(item["id"])[1] for item in items(client, f"/api/{name}", **filters)]


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
def test_a_list_as_csv_says_the_same(client, name):
    answer = client.get(f"/api/{name}", params={"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    key = "positions" if name == "positions" else "items"
    shown = client.get(f"/api/{name}").json()[key]
    column = "position" if name == "positions" else "id"
    assert [row[column] for row in rows] == [item["id"] for item in shown]
    for row, item in zip(rows, shown, strict=True):
        for field, value in item.items():
            if isinstance(value, str) and field != "id":
                assert row[field] == value
            elif isinstance(value, dict) and "label" in value:
                assert (row[field], row[f"{field}Label"]) == (value["id"], value["label"])


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


def test_chosen_fields(client):
    answer = client.get("/api/actors", params={"fields": "label,kind", "kind": "state"}).json()
    assert answer["items"] == [
        {"label": "Norland", "kind": "state"},
        {"label": "Sudmark", "kind": "state"},
    ]
    asked = {"fields": "holder,evidence.gloss", "stance": "denies"}
    (item,) = client.get("/api/positions", params=asked).json()["positions"]
    assert item["evidence"] == {"gloss": "Dahl denies losing fish."}
    assert set(item) == {"holder", "evidence"}
    text = client.get("/api/positions", params={**asked, "format": "csv"}).text
    assert text.splitlines()[0] == "holder,holderLabel,gloss"
    assert client.get("/api/agreements/" + ORDER, params={"fields": "adoptedOn"}).json()["item"] == {
        "adoptedOn": "2021-01-20"
    }
    for fields in ("colour", "", "label,,kind", "evidence.label", "positions.x"):
        refused = client.get("/api/positions", params={"fields": fields})
        assert (refused.status_code, refused.json()["parameter"]) == (400, "fields")
        assert "evidence.gloss" in refused.json()["detail"]


@pytest.mark.parametrize(
    "path",
    ["/api/actors?kind=person&limit=1", "/api/positions?to=2021&from=2021-06", "/api/articles/" + HERALD],
)
def test_an_answer_says_how_to_cite_it(client, path):
    answer = client.get(path)
    told = answer.json()
    assert told["dataset"] == answer.headers["dataset-version"]
    assert told["licence"] == answer.links["license"]["url"]
    assert told["address"] == answer.links["canonical"]["url"]
    assert f"dataset={told['dataset'][:16]}" in told["address"]
    # Whoever follows it gets this very answer, whatever their client accepts.
    again = client.get(told["address"], headers={"Accept": "text/csv"})
    assert again.json() == told
    parameters = told["address"].partition("?")[2].split("&")
    assert parameters == sorted(parameters)


def test_a_table_can_be_cited_too(client):
    answer = client.get("/api/outlets", headers={"Accept": "text/csv"})
    again = client.get(answer.links["canonical"]["url"])
    assert again.headers["content-type"].startswith("text/csv")
    assert again.text == answer.text


@pytest.mark.parametrize("name", [*LISTS, "positions"])
def test_a_list_answers_304_and_head(client, name):
    answer = client.get(f"/api/{name}")
    known = client.get(f"/api/{name}", headers={"If-None-Match": answer.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    head = client.head(f"/api/{name}")
    assert (head.status_code, head.content) == (200, b"")


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


def test_the_description_says_what_an_answer_has(client):
    description = client.get("/openapi.json").json()
    for name in (*LISTS, "positions", "search"):
        answered = description["paths"][f"/api/{name}"]["get"]["responses"]["200"]["content"]
        schema = answered["application/json"]["schema"]["$ref"].rpartition("/")[2]
        told = client.get(f"/api/{name}").json()
        assert set(told) == set(description["components"]["schemas"][schema]["properties"])
        # FastAPI leaves null members out of examples.
        assert set(answered["application/json"]["example"]) | {"next"} == set(told)
        assert "text/csv" in answered


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
