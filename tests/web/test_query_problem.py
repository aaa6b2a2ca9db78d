"""A query that is not answered, for people: a page with the place of the mistake and the query in a form."""

import pytest
from lxml import html

from communique.web.query_problem import LINE_CHARACTERS, surroundings

HTML = {"Accept": "text/html,*/*;q=0.8"}
WRONG = "SELECT ?holder\nWHERE {\n  ?position nonsense ?holder <b>\n}"


def asked(client, status=400, **parameters):
    answer = client.get("/sparql", params=parameters, headers=HTML)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return html.fromstring(answer.text)


def test_the_query_stays_in_the_form_and_the_place_is_shown(client):
    page = asked(client, query=WRONG)
    assert page.get_element_by_id("query").text == WRONG
    assert "line 3, column 3:" in page.xpath("string(//*[@role='alert'])").lower()
    assert page.xpath("//pre[@class='place']/mark/text()") == ["?position"]
    shown = page.xpath("string(//pre[@class='place'])").splitlines()
    assert shown == ["   1  SELECT ?holder", "   2  WHERE {", "   3    ?position nonsense ?holder <b>"]
    assert page.xpath("//*[@role='alert']/@data-line") == ["3"]
    assert page.xpath("//*[@role='alert']/@data-column") == ["3"]


def test_a_query_that_is_refused_stays_in_the_form_too(client):
    query = "SELECT * { SERVICE <http://elsewhere.example/> { ?s ?p ?o } }"
    page = asked(client, 403, query=query)
    assert page.get_element_by_id("query").text == query
    assert "SERVICE" in page.xpath("string(//*[@role='alert'])")
    assert page.xpath("//pre") == []


def test_programs_get_a_line_of_text(client):
    for headers in ({}, {"Accept": "application/json"}, {"Accept": "*/*"}):
        answer = client.get("/sparql", params={"query": WRONG}, headers=headers)
        assert answer.status_code == 400
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text.count("\n") == 1
    named = client.get("/sparql", params={"query": WRONG, "format": "csv"}, headers=HTML)
    assert named.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_wrong_request_without_a_query_is_a_page_with_a_way_on(client):
    page = asked(client, limit="5")
    assert "limit" in page.xpath("string(//main)")
    assert page.xpath("//main//a/@href")
    assert client.get("/sparql", params={"limit": "5"}).headers["content-type"].startswith("text/plain")


def test_a_mistake_at_the_end_of_a_line_has_a_mark_of_its_own(client):
    page = asked(client, query="SELECT *\nWHERE {")
    assert page.xpath("//pre[@class='place']/mark/text()") == ["⏎"]


@pytest.mark.parametrize(("line", "column"), [(0, 1), (5, 1), (99, 3)])
def test_a_place_outside_of_the_query_is_not_shown(line, column):
    assert surroundings("a\nb\nc\nd", line, column) == []


def test_long_lines_are_shown_around_the_mistake():
    query = "x" * 5_000 + "\n" + "y " * 2_500 + "wrong " + "z " * 2_500
    before, wrong = surroundings(query, 2, 5_001)
    assert before.before == "x" * LINE_CHARACTERS + " …"
    assert wrong.word == "wrong"
    assert wrong.before == "… " + ("y " * 2_500)[-LINE_CHARACTERS:]
    assert wrong.after.endswith(" …")
    assert len(wrong.after) == LINE_CHARACTERS + 2
    assert [found.number for found in (before, wrong)] == [1, 2]
