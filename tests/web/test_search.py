import csv
import io
from concurrent.futures import ThreadPoolExecutor

import pytest

from communique.vocabulary import kind_and_slug
from sample.workspace import ACCORD, COURIER, HERALD, ORDER


def search(client, **parameters):
    answer = client.get("/api/search", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def names(client, **parameters):
    return [
        item["position"].rpartition("/id/")[2]
        if item["kind"] == "position"
        else "/".join(kind_and_slug(item["id"]))
        for item in search(client, **parameters)["items"]
    ]


def counts(answer, facet):
    return {value["label"]: value["count"] for value in answer["facets"][facet]["values"]}


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("Anna Berg", "actor/anna-berg"),  # a label
        ("berg", "actor/anna-berg"),  # another name, and exactly that one
        ("norlandic side", "actor/norland"),
        ("river declaration", f"agreement/{ACCORD}"),
        ("accord on the river", f"agreement/{ACCORD}"),  # its official title
        ("counts its fish", f"provision/{ACCORD}/2"),  # a summary
        ("crossing", "issue/ferries"),  # a definition
        ("negotiator", "actor/anna-berg"),  # a note
        ("signed on the bridge", f"agreement/{ACCORD}"),  # a note on a part of it
        ("ministers meet", f"article/{HERALD}"),  # a headline
        ("losing fish", f"position/carl-dahl/denies/{ACCORD}.2/2021-06"),  # a gloss
        ("shabby", "position/evening-courier/criticises/ferries/2021-06"),
    ],
)
def test_what_is_found_first(client, q, expected):
    assert names(client, q=q)[0] == expected


@pytest.mark.parametrize(
    "q", ["ACCORD riv", "Riv accord", "ríver àccord", "ＲＩＶＥＲ", "river, accord!", '"river accord"']
)
def test_case_accents_width_and_marks_make_no_difference(client, q):
    assert f"agreement/{ACCORD}" in names(client, q=q)


def test_all_words_are_needed_and_a_phrase_keeps_their_order(client):
    assert f"agreement/{ORDER}" in names(client, q="order bridge")
    assert f"agreement/{ORDER}" not in names(client, q='"order bridge"')
    assert f"agreement/{ORDER}" in names(client, q='"bridge order"')
    assert names(client, q="bridge ferries nothing") == []


@pytest.mark.parametrize(
    "q",
    ['"', '""', "(", "NEAR(a b", "a AND", "OR", "NOT x", "-", "*", "label:x", "^", "{}", "'", "\\", "%", "🚢",
          "a\u0301", "x" * 900, "a " * 400, '"' * 99, "\u200f", "text MATCH 'x'", "; DROP TABLE texts"]
)  # fmt: skip
def test_no_words_are_an_error(client, q):
    answer = search(client, q=q)
    assert answer["total"] == len(answer["items"])


def test_without_words_everything_is_found(client):
    everything = search(client)
    assert everything["total"] > 60
    assert search(client, q="", limit=1)["total"] == search(client, q=" ", limit=1)["total"]
    assert search(client, q="", limit=1)["total"] == everything["total"]
    # Six pieces of evidence have a gloss; that of the machine has none.
    assert search(client, kind="position")["total"] == 6


def test_facets_count_what_is_found(client):
    answer = search(client, q="ferries")
    assert counts(answer, "kind") == {"article": 1, "issue": 1, "position": 3, "provision": 1}
    assert counts(answer, "outlet") == {"Evening Courier": 2, "Morning Herald": 2}
    assert counts(answer, "stance") == {"calls for": 2, "criticises": 1}
    assert counts(answer, "method") == {"hand": 3}
    assert counts(answer, "agreement") == {"River Accord of 1 May 2020": 3}
    assert counts(answer, "actor") == {"Anna Berg": 2, "Evening Courier": 1, "Norland": 2}
    assert counts(answer, "year") == {"2021": 4}
    assert all(facet["leftOff"] == 0 for facet in answer["facets"].values())


@pytest.mark.parametrize(
    "facet", ["kind", "actor", "agreement", "stance", "rendering", "outlet", "method", "year"]
)
def test_a_value_of_a_facet_leads_to_as_many_results_as_it_counts(client, facet):
    values = search(client)["facets"][facet]["values"]
    assert values
    for value in values:
        assert search(client, **{facet: value["value"]})["total"] == value["count"]


def test_facets_combine(client):
    found = names(client, q="berg", outlet="morning-herald", stance="affirms")
    assert found == [f"position/sudmark/affirms/{ACCORD}/2021-06-10/via/anna-berg"]
    assert names(client, q="berg", outlet="morning-herald", stance="denies") == []


def test_a_gloss_comes_with_its_position(client):
    (item,) = search(client, q="losing")["items"]
    assert item["label"] == "Carl Dahl denies River Accord, point 2: fish"
    assert item["text"] == "Dahl denies losing fish."
    assert (item["holder"]["label"], item["stance"]["label"], item["statedOn"]) == (
        "Carl Dahl",
        "denies",
        "2021-06",
    )
    assert kind_and_slug(item["article"]["id"]) == ("article", COURIER)
    assert kind_and_slug(item["id"])[0] == "annotation"


def test_pages_follow_each_other_without_loss(client):
    whole = search(client, q="river")
    assert whole["total"] > 3
    address, found = "/api/search?q=river&limit=2", []
    while address:
        answer = client.get(address)
        found += answer.json()["items"]
        assert answer.json()["facets"] == whole["facets"]
        address = answer.links.get("next", {}).get("url")
    assert found == whole["items"]
    astray = client.get("/api/search", params={"q": "river", "after": "https://example.org/"})
    assert (astray.status_code, astray.json()["parameter"]) == (400, "after")


def test_csv(client):
    answer = client.get("/api/search", params={"q": "ferries", "format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    shown = search(client, q="ferries")["items"]
    assert [(row["id"], row["label"], row["text"]) for row in rows] == [
        (item["id"], item["label"], item["text"] or "") for item in shown
    ]


@pytest.mark.parametrize(
    ("parameters", "status", "parameter"),
    [
        ({"colour": "red"}, 400, "colour"),
        ({"kind": "boat"}, 400, "kind"),
        ({"year": "soon"}, 400, "year"),
        ({"year": "99999"}, 400, "year"),
        ({"actor": "ana-berg"}, 404, "actor"),
        ({"method": ""}, 400, "method"),
        ({"q": "x" * 1001}, 400, "q"),
    ],
)
def test_calls_that_do_not_fit_are_explained(client, parameters, status, parameter):
    answer = client.get("/api/search", params=parameters)
    assert (answer.status_code, answer.json()["parameter"]) == (status, parameter)


def test_many_can_search_at_once(client):
    expected = search(client, q="river")

    def ask(number):
        # The parameter that differs keeps the answers from being taken out of the cache.
        return search(client, q="river" + " " * number)["items"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(40)))
    assert all(answer == expected["items"] for answer in answers)
