"""Pages of long answers: together they are the answer, whatever the format and the size."""

import base64
import csv
import io
import json

import pytest
from rdflib import Literal

from communique.web.canned.paging import Question, slice_rows
from communique.web.errors import ProblemError
from sample.workspace import ACCORD, ORDER

PATH = "/api/queries/positions-on-agreement"
ROWS = [{"x": {"type": "literal", "value": value}} for value in "abbbc"]
QUESTION = Question.of("d" * 64, "SELECT", {"x": Literal("1")})


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 6])
def test_pages_together_are_the_whole(client, size):
    whole = client.get(PATH, params={"agreement": ACCORD}).json()["rows"]
    found, cursor = [], {}
    for _ in range(len(whole) + 1):
        page = client.get(PATH, params={"agreement": ACCORD, "limit": size, **cursor}).json()
        assert 0 < len(page["rows"]) <= size
        found += page["rows"]
        if page["next"] is None:
            break
        cursor = {"after": page["next"]}
    assert found == whole
    assert len(whole) == 5


@pytest.mark.parametrize("named", ["csv", "tsv", "xml", "sparql-json"])
def test_other_formats_have_the_next_page_in_a_header(client, named):
    first = client.get(PATH, params={"agreement": ACCORD, "limit": 3, "format": named})
    address = first.links["next"]["url"]
    second = client.get(address)
    assert second.status_code == 200
    assert second.headers["content-type"] == first.headers["content-type"]
    assert "next" not in second.links
    whole = client.get(PATH, params={"agreement": ACCORD, "format": named})
    if named == "csv":
        pages = [list(csv.reader(io.StringIO(answer.text))) for answer in (first, second, whole)]
        assert [len(page) for page in pages] == [4, 3, 6]
        assert pages[0] + pages[1][1:] == pages[2]
    if named == "sparql-json":
        rows = [answer.json()["results"]["bindings"] for answer in (first, second, whole)]
        assert rows[0] + rows[1] == rows[2]


def test_the_header_leads_to_the_end(client):
    address, found = f"{PATH}?agreement={ACCORD}&limit=2&format=csv", []
    for _ in range(3):
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        found += list(csv.reader(io.StringIO(answer.text)))[1:]
        address = answer.links.get("next", {}).get("url", "")
    assert address == ""
    whole = client.get(PATH, params={"agreement": ACCORD, "format": "csv"})
    assert found == list(csv.reader(io.StringIO(whole.text)))[1:]


def test_without_a_limit_the_rest_follows(client):
    first = client.get(PATH, params={"agreement": ACCORD, "limit": 1}).json()
    rest = client.get(PATH, params={"agreement": ACCORD, "after": first["next"]}).json()
    assert (len(rest["rows"]), rest["next"]) == (4, None)
    whole = client.get(PATH, params={"agreement": ACCORD})
    assert "next" not in whole.links
    assert whole.json()["next"] is None


def test_a_cursor_goes_with_its_question_only(client):
    cursor = client.get(PATH, params={"agreement": ACCORD, "limit": 1}).json()["next"]
    for path, values in ((PATH, {"agreement": ORDER}), ("/api/queries/stance-matrix", {})):
        answer = client.get(path, params={**values, "after": cursor})
        assert answer.status_code == 400
        assert "another query or other values" in answer.json()["detail"]


def decoded(cursor):
    return json.loads(base64.urlsafe_b64decode(cursor + "=="))


def encoded(content):
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def test_a_cursor_of_another_dataset_is_out_of_date(client):
    dataset, *rest = decoded(client.get(PATH, params={"agreement": ACCORD, "limit": 1}).json()["next"])
    for content in (["0" * 16, *rest], [dataset, rest[0], "0" * 16, 0]):
        answer = client.get(PATH, params={"agreement": ACCORD, "after": encoded(content)})
        assert answer.status_code == 410
        assert "begin again without it" in answer.json()["detail"]


@pytest.mark.parametrize(
    "cursor",
    [
        "!",
        "é",
        "a",
        "x" * 201,
        encoded([]),
        encoded({}),
        encoded("text"),
        encoded([1, 2, 3, 4]),
        encoded(["a", "b", "c", "d"]),
        encoded(["a", "b", "c", 1.0]),
        base64.urlsafe_b64encode(b"[" * 140).decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
def test_what_is_no_cursor_is_refused(cursor):
    with pytest.raises(ProblemError, match="no cursor") as caught:
        slice_rows(ROWS, QUESTION, 2, cursor)
    assert caught.value.status == 400


def test_equal_rows_are_told_apart():
    for size in (1, 2, 3, 4):
        found, cursor = [], None
        for _ in range(6):
            rows, cursor = slice_rows(ROWS, QUESTION, size, cursor)
            found += rows
            if cursor is None:
                break
        assert found == ROWS


def test_rows_before_the_place_do_not_move_it():
    _, cursor = slice_rows(ROWS, QUESTION, 1, None)
    rows, _ = slice_rows([{"x": {"type": "literal", "value": "0"}}, *ROWS], QUESTION, 1, cursor)
    assert rows == ROWS[1:2]


def test_a_question_is_its_dataset_its_text_and_its_values():
    assert Question.of("d" * 64, "SELECT", {"x": Literal("1")}) == QUESTION
    for other in (
        Question.of("e" * 64, "SELECT", {"x": Literal("1")}),
        Question.of("d" * 64, "ASK", {"x": Literal("1")}),
        Question.of("d" * 64, "SELECT", {"y": Literal("1")}),
        Question.of("d" * 64, "SELECT", {"x": Literal(1)}),
        Question.of("d" * 64, "SELECT", {}),
    ):
        assert other != QUESTION
