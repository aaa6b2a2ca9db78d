"""The second views of the answers of canned queries, drawn from the sample."""

import html
import re
from xml.etree import ElementTree

import pytest

from communique.vocabulary import thing
from communique.web.canned.charting import charts
from communique.web.canned.charting.bars import MOST_BARS
from communique.web.canned.charting.columns import Answer
from communique.web.canned.charting.saying import MOST_COLUMNS, MOST_ROWS
from sample.workspace import ACCORD

SVG = "{http://www.w3.org/2000/svg}"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def page(client, path, status=200, **values):
    answer = client.get(path, params=values or None, headers={"Accept": "text/html"})
    assert answer.status_code == status
    return answer.text


def drawing(text):
    (found,) = re.findall(r'<svg class="answer-chart".*?</svg>', text, re.DOTALL)
    return ElementTree.fromstring(found)


def texts(svg):
    """What is written, a text for each line."""
    return ["".join(line.itertext()) for line in svg.iter(f"{SVG}tspan")]


def views(text):
    found = re.search(r'<nav class="views".*?</nav>', text, re.DOTALL)
    return re.findall(r">([A-Z][^<]*)</a>", found[0]) if found else []


def test_the_table_is_what_is_shown_unless_a_view_is_asked_for(client):
    text = page(client, "/queries/stance-matrix", show="rows")
    assert views(text) == ["Table", "Who says what"]
    assert "answer-chart" not in text
    assert re.findall(r'aria-current="true">([^<]*)', text) == ["Table"]


def test_bars_have_the_numbers_of_the_table(client):
    text = page(client, "/queries/provisions-of-agreement", agreement=ACCORD, view="chart")
    assert views(text) == ["Table", "Chart"]
    svg = drawing(text)
    # Of the three points of the accord, Berg speaks of the first and Dahl of the second.
    lines = texts(svg)
    assert [line for line in lines if line.isdecimal()] == ["1", "1", "0"]
    assert lines[0] == "River Accord, point 1: ferries"
    widths = [float(bar.get("width")) for bar in svg.iter(f"{SVG}rect") if bar.get("class") == "bar"]
    assert widths[0] == widths[1] > widths[2] == 0
    title = "Which clauses of an agreement are spoken of: positions by provision"
    assert (svg.get("role"), svg.find(f"{SVG}title").text) == ("img", title)
    assert f"<strong>{title}</strong>" in text
    assert "<table>" in text.partition("</svg>")[2]


def test_who_says_what_has_sign_word_and_number_in_each_cell(client):
    svg = drawing(page(client, "/queries/stance-matrix", show="rows", view="matrix"))
    lines = texts(svg)
    # Berg's two positions, Dahl's one, and what Berg says that Sudmark holds.
    assert sorted(line for line in lines if "×" in line) == [
        "+ affirms ×1",
        "+ calls for ×1",
        "+ invokes ×1",
        "○ denies ×1",
    ]
    assert lines.count("ascribed") == 1
    assert lines[lines.index("ascribed") - 1] == "+ affirms ×1"
    assert lines.count("—") == 2
    assert {"Anna Berg", "Carl Dahl", "Sudmark"} <= set(lines)


def test_positions_that_several_articles_tell_count_once(client):
    answer = client.get("/api/queries/positions-on-agreement", params={"agreement": ACCORD}).json()
    calls = [row for row in answer["rows"] if row["stanceLabel"] == "calls for"]
    assert len(calls) == 3
    svg = drawing(page(client, "/queries/positions-on-agreement", agreement=ACCORD, view="matrix"))
    assert "+ calls for ×1" in texts(svg)


def test_dates_have_a_mark_for_each_date_and_stance(client):
    text = page(client, "/queries/positions-on-agreement", agreement=ACCORD, view="dates")
    svg = drawing(text)
    told = {title.text for title in svg.iter(f"{SVG}title")}
    assert {"10 June 2021: calls for", "10 June 2021: affirms, ascribed", "June 2021: denies"} < told
    assert sorted(line for line in texts(svg) if line in ("Anna Berg", "Carl Dahl", "Sudmark")) == [
        "Anna Berg", "Carl Dahl", "Sudmark",
    ]  # fmt: skip
    assert len(told) == 4


def test_a_chart_is_drawn_from_the_whole_answer_and_not_from_a_page_of_it(client):
    whole, part = (
        drawing(page(client, "/queries/positions-on-agreement", agreement=ACCORD, view="matrix", **more))
        for more in ({}, {"limit": "1"})
    )
    assert texts(whole) == texts(part)


def test_the_form_keeps_the_view_and_the_switch_keeps_the_values(client):
    text = page(client, "/queries/positions-on-agreement", agreement=ACCORD, view="dates")
    assert '<input type="hidden" name="view" value="dates">' in text
    nav = re.search(r'<nav class="views".*?</nav>', text, re.DOTALL)[0]
    addresses = [html.unescape(address) for address in re.findall('href="([^"]*)"', nav)]
    assert len(addresses) == 3
    for address in addresses:
        assert f"agreement={ACCORD}" in address
        assert "<h2>Answer</h2>" in page(client, address.partition("#")[0])


def test_a_chart_is_a_file_as_well(client):
    text = page(client, "/queries/stance-matrix", show="rows", view="matrix")
    (address,) = re.findall(r'href="(/queries/stance-matrix/chart\.svg[^"]*)"', text)
    answer = client.get(html.unescape(address))
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "attachment" in answer.headers["content-disposition"]
    lines = texts(ElementTree.fromstring(answer.text))
    assert lines[: len(texts(drawing(text)))] == texts(drawing(text))
    assert "dataset version" in lines[-1]


def test_what_has_no_chart_says_so(client):
    text = page(client, "/queries/unverified-facts", show="rows", view="chart")
    assert "No chart fits this answer" in text
    assert client.get("/queries/unverified-facts/chart.svg", params={"view": "chart"}).status_code == 404
    assert views(page(client, "/queries/stance-matrix", show="rows", to="1999")) == []


def test_a_view_that_is_none_is_refused_with_the_form_still_filled(client):
    text = page(client, "/queries/positions-on-agreement", 400, agreement=ACCORD, view="pie<i>")
    assert "is not one of table, chart, matrix, dates" in text
    assert "pie&lt;i&gt;" in text
    assert f'<option value="{ACCORD}" selected>' in text


def literal(value, **more):
    return {"type": "literal", "value": str(value), **more}


def test_bars_are_bounded_by_the_largest():
    rows = [
        {"name": literal(f"name {number}"), "times": literal(number, datatype=INTEGER)}
        for number in range(100)
    ]
    chart = charts(Answer.of(["name", "times"], rows, ()), {})["chart"]
    assert (chart.shown, chart.total, len(chart.groups)) == (MOST_BARS, 100, MOST_BARS)
    assert chart.groups[0].lines == ["name 60"]


def test_bars_of_two_columns_are_grouped():
    rows = [
        {"outlet": literal(outlet), "way": literal(way), "times": literal(2, datatype=INTEGER)}
        for outlet in ("Herald", "Courier")
        for way in ("quoted", "told")
    ]
    chart = charts(Answer.of(["outlet", "way", "times"], rows, ()), {})["chart"]
    assert [(group.lines, [bar.words for bar in group.bars]) for group in chart.groups] == [
        (["Herald"], ["2 quoted", "2 told"]),
        (["Courier"], ["2 quoted", "2 told"]),
    ]


@pytest.mark.parametrize("turned", [False, True])
def test_a_matrix_is_bounded_and_longer_than_wide(turned):
    holders, targets = (60, 50) if not turned else (50, 60)
    rows = [
        {
            "holder": {"type": "uri", "value": str(thing("actor", f"person-{number % holders}"))},
            "stance": {"type": "uri", "value": str(thing("stance", "affirms"))},
            "target": {"type": "uri", "value": str(thing("issue", f"issue-{number % targets}"))},
            "targetLabel": literal(f"Issue {number % targets}"),
        }
        for number in range(60)
    ]
    chart = charts(Answer.of(["holder", "stance", "target", "targetLabel"], rows, ()), {})["matrix"]
    assert (len(chart.rows), len(chart.heads)) == (MOST_ROWS, MOST_COLUMNS)
    assert (chart.totals, chart.is_turned) == ((60, 50), turned)


def test_labels_are_escaped(client):
    svg = page(client, "/queries/positions-on-agreement", agreement=ACCORD, view="matrix")
    assert "<b>free" not in svg
