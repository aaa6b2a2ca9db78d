"""The form of each canned query, and the answer below it."""

import html
import re

import pytest
from markupsafe import escape

from communique.store.canned import ChoiceLists, Parameter, read_query
from communique.store.things import ThingIndex
from communique.vocabulary import CQ, thing
from communique.web.canned.forms import LONGEST_LIST, fields
from sample.workspace import ACCORD

HTML = {"Accept": "text/html"}


def page(client, path, status=200, **values):
    answer = client.get(path, params=values or None, headers=HTML)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    return answer.text


def test_the_list_leads_to_each_query(client):
    text = page(client, "/queries")
    for item in client.get("/api/queries").json():
        assert f'<a href="{item["address"].removeprefix("/api")}">{escape(item["title"])}</a>' in text


def test_a_form_has_fields_of_the_right_kind(client):
    text = page(client, "/queries/positions-of-actor")
    actor = re.search(r'<select id="actor" name="actor" required>(.*?)</select>', text, re.DOTALL)[1]
    assert '<option value="anna-berg" selected>Anna Berg</option>' in actor
    assert '<option value="norland">Norland</option>' in actor
    earliest = re.search(r'<input id="from" [^>]*>', text)[0]
    assert 'value=""' in earliest
    assert "required" not in earliest
    assert "YYYY-MM" in earliest
    assert "<h2>Answer</h2>" not in text


def test_a_form_shows_its_answer(client):
    text = page(client, "/queries/positions-on-agreement", agreement=ACCORD, show="rows")
    assert "<h2>Answer</h2>" in text
    assert "5 rows" in text
    assert f'<option value="{ACCORD}" selected>' in text
    assert '<a href="/actors/anna-berg">Anna Berg</a>' in text
    assert "Berg asks for &lt;b&gt;free&lt;/b&gt; ferries &amp; says" in text
    assert "<b>free" not in text
    address = f"/api/queries/positions-on-agreement?agreement={ACCORD}&amp;format=csv"
    assert f'href="{address}"' in text
    assert len(client.get(html.unescape(address)).text.splitlines()) == 6


def columns(text):
    return re.findall(r'<th scope="col">([^<]*)</th>', text)


def test_a_table_does_not_repeat_the_form(client):
    text = page(client, "/queries/positions-of-actor", actor="norland")
    assert columns(text)[:2] == ["stated on", "position"]
    assert not {"holder label", "actor", "from", "to"} & set(columns(text))


def test_a_query_without_needed_parameters_is_asked_by_its_button(client):
    assert "<h2>Answer</h2>" not in page(client, "/queries/stance-matrix")
    assert "4 rows" in page(client, "/queries/stance-matrix", show="rows", **{"from": "", "to": ""})
    assert "1 row<" in page(client, "/queries/stance-matrix", show="rows", to="2021-06-09")
    assert "0 rows" in page(client, "/queries/stance-matrix", show="rows", to="1999")


def test_a_long_answer_goes_on(client):
    text = page(client, "/queries/positions-on-agreement", agreement=ACCORD, limit="3")
    assert "3 rows, and more" in text
    following = html.unescape(re.search(r'<a href="([^"]*)" rel="next">', text)[1])
    assert following.startswith("/queries/positions-on-agreement?")
    rest = page(client, following)
    assert "2 rows" in rest
    assert 'rel="next"' not in rest


@pytest.mark.parametrize(
    ("values", "status", "words"),
    [
        ({"agreement": "river-acord"}, 404, "there is no agreement"),
        ({"agreement": ACCORD, "after": "zzz"}, 400, "no cursor"),
        ({"agreement": '"><script>alert(1)</script>'}, 404, "&lt;script&gt;"),
        ({"colour": "red"}, 400, "there is no parameter"),
        ({"show": "rows"}, 400, "is missing"),
    ],
)
def test_what_does_not_fit_is_said_on_the_form(client, values, status, words):
    text = page(client, "/queries/positions-on-agreement", status, **values)
    alert = re.search(r'<p class="cut" role="alert">(.*?)</p>', text, re.DOTALL)[1]
    assert words in alert
    assert "<script" not in text
    assert 'name="agreement"' in text


def test_what_was_filled_in_comes_back(client):
    text = page(client, "/queries/positions-of-actor", 400, actor="norland", **{"from": 'soon"<i>'})
    assert 'value="soon&#34;&lt;i&gt;"' in text
    assert '<option value="norland" selected>' in text
    whole = page(client, "/queries/positions-of-actor", actor=str(thing("actor", "norland")))
    assert '<option value="norland" selected>' in whole


def test_what_is_not_there_comes_back_as_such(client):
    text = page(client, "/queries/positions-of-actor", 404, actor="ana-berg<i>")
    (select,) = re.findall(r'<select id="actor"[^>]*>.*?</select>', text, re.DOTALL)
    assert re.findall(r"<option[^>]* selected>([^<]*)</option>", select) == ["ana-berg&lt;i&gt; (not found)"]
    assert '<option value="ana-berg&lt;i&gt;" selected>' in select
    assert 'aria-invalid="true"' in select.partition(">")[0]
    assert "not found" not in page(client, "/queries/positions-of-actor", actor="anna-berg")


def test_a_form_may_send_for_a_file(client):
    answer = client.get("/queries/stance-matrix", params={"from": "", "to": "2021-12", "format": "csv"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/api/queries/stance-matrix?to=2021-12&format=csv"
    assert client.get("/queries/nothing", headers=HTML).status_code == 404


def test_pages_have_code_to_copy_with_what_was_asked(client):
    text = html.unescape(page(client, "/queries/positions-of-actor", actor="norland", to="2021"))
    for words in ("--data-urlencode actor=norland", "'actor': 'norland'", '`actor` = "norland"'):
        assert words in text
    assert text.count("2021") >= 3


def many(count):
    labels = {str(thing("actor", f"person-{number}")): f"Person {number}" for number in range(count)}
    return ThingIndex(labels, {iri: frozenset({str(CQ.Person)}) for iri in labels})


@pytest.mark.parametrize(("count", "control"), [(LONGEST_LIST, "select"), (LONGEST_LIST + 1, "text")])
def test_a_list_that_is_too_long_to_choose_from_becomes_suggestions(count, control):
    query = read_query("x", "#+ title: x\n#+ parameters: [{name: x, type: actor}]\nASK { ?x ?p ?o }")
    (field,) = fields(query, ChoiceLists(many(count)), {})
    assert (field.control, field.total, len(field.choices)) == (control, count, LONGEST_LIST)


def test_fields_are_ready_to_be_sent(things):
    parameters = (
        Parameter("a", "actor", required=True, example="carl-dahl"),
        Parameter("b", "actor", example="carl-dahl"),
        Parameter("c", "integer", default="3", example="4"),
        Parameter("d", "stance"),
        Parameter("e", "text", choices=("x", "y")),
    )
    query = read_query("x", "#+ title: x\nASK { ?s ?p ?o }")
    query = type(query)("x", "x", "", (), parameters, query.text)
    found = fields(query, ChoiceLists(things), {})
    assert [field.value for field in found] == ["carl-dahl", "", "3", "", ""]
    assert [field.control for field in found] == ["select", "select", "number", "select", "select"]
    assert [field.value for field in fields(query, ChoiceLists(things), {"b": "actor/anna-berg"})] == [
        "",
        "anna-berg",
        "",
        "",
        "",
    ]
