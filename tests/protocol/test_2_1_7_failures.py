"""SPARQL 1.1 Protocol 2.1.7, failure: a query that is none is 400, and the text says where and why."""

import re

import pytest

from protocol.asking import BROWSER, WAYS, complaint, named, rows

POSITION = re.compile(r"line (\d+), column (\d+)")
MALFORMED = {
    "nothing after the keyword": "SELECT",
    "a slip of the pen": "SELEC * {}",
    "a brace missing": "SELECT * { ?s ?p ?o",
    "a brace too many": "SELECT * { ?s ?p ?o } }",
    "a triple cut short": "SELECT * { ?s ?p }",
    "a template cut short": "CONSTRUCT { ?s } WHERE {}",
    "a blank in an IRI": "ASK { <https://example.org/a b> ?p ?o }",
    "a string not ended": 'ASK { ?s ?p "x }',
    "a prefix not declared": "SELECT * { ?s foo:bar ?o }",
    "two queries": "ASK {} ASK {}",
    "an update after a query": "ASK {} ; DROP ALL",
    "a variable given twice": "SELECT (1 AS ?x) (2 AS ?x) {}",
    "a variable outside its group": "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }",
    "an escape that is none": r'ASK { ?s ?p "\q" }',
    "a surrogate": r'ASK { ?s ?p "\uD800" }',
    "not SPARQL at all": "{'json': true}",
}


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("query", MALFORMED.values(), ids=MALFORMED)
def test_2_1_7_400_if_the_query_is_not_sparql(endpoint, send, query):
    complaint(send(endpoint, query), 400)


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(
    ("query", "line", "first", "last"),
    [
        ("SELECT * { ?s ?p ?o } }", 1, 23, 23),
        ("SELECT *\nWHERE {\n  ?s ?p ?o .\n  ?s ?p }\n}", 4, 3, 9),
        ('SELECT * {\n  ?s ?p "é𝔸" }}', 2, 15, 15),
        ("SELECT *\r\n{ ?s ?p ?o } }", 2, 14, 14),
        ("SELECT *\n{ ?s foo:bar ?o }", 2, 6, 13),
    ],
)
def test_2_1_7_the_position_is_told_in_lines_and_characters(endpoint, send, query, line, first, last):
    """Parsers differ in whether they point at the beginning of what they cannot read or at its end."""
    found = POSITION.search(complaint(send(endpoint, query), 400))
    assert found is not None
    assert int(found[1]) == line
    assert first <= int(found[2]) <= last


def test_2_1_7_the_body_of_an_error_is_text_whatever_a_program_accepts(endpoint):
    for accept in ("application/json", "text/turtle", "image/png", "*/*"):
        complaint(endpoint.get("SELECT", Accept=accept), 400)


def test_2_1_7_the_text_of_a_query_in_an_error_is_short_and_no_markup_to_a_browser(endpoint):
    query = "SELECT * { <script>alert(1)</script>" + "x" * 10_000
    for accept in ("*/*", BROWSER):
        answer = endpoint.get(query, Accept=accept)
        assert answer.status_code == 400
        assert len(answer.content) < 20_000
        if answer.headers["content-type"].startswith("text/html"):
            assert "<script>alert" not in answer.text
        else:
            assert len(complaint(answer, 400)) < 1_000
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_2_1_7_an_error_names_the_version_of_the_dataset_and_has_no_tag(endpoint):
    sound = endpoint.get("ASK {}")
    wrong = endpoint.get("SELECT")
    assert wrong.headers["dataset-version"] == sound.headers["dataset-version"]
    assert re.fullmatch(r"[0-9a-f]{64}", sound.headers["dataset-version"])
    assert "etag" not in wrong.headers
    assert "max-age" not in wrong.headers.get("cache-control", "")


def test_2_1_7_head_fails_as_get_does_without_a_body(endpoint):
    answer = endpoint.request("HEAD", "query=SELECT", headers=named({}))
    assert (answer.status_code, answer.content) == (400, b"")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


def test_2_1_7_an_error_inside_an_expression_is_no_failure_of_the_query(endpoint):
    assert rows(endpoint.get("SELECT ?x { VALUES ?x { 'a' } FILTER(?x + 1 > 0) }")) == []
    divided = endpoint.get("SELECT (1/0 AS ?x) {}")
    if endpoint.differs("no value"):
        assert "division by zero" in complaint(divided, 400)
    else:
        assert rows(divided) == [{}]


def test_2_1_7_a_literal_that_does_not_fit_its_type_is_no_failure_of_the_query(endpoint):
    answer = endpoint.get("SELECT (STRDT('x', <http://www.w3.org/2001/XMLSchema#integer>) AS ?x) {}")
    assert rows(answer) == [{"x": "0" if endpoint.differs("ill-typed") else "x"}]
