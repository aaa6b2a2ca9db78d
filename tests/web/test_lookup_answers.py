"""What the answers of all lookups have in common: tables, chosen fields, citations and validators."""

import csv
import io

import pytest

from sample.workspace import HERALD, ORDER
from web.lookups import LISTS


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
