import datetime
import re
from xml.etree import ElementTree

import pytest

from communique.store.positions import ASCRIBED, OWN
from communique.web.site.charts.positions import ChartData, ChartPosition, ChartStance
from communique.web.site.charts.question import Question
from communique.web.site.charts.scales import Period, TimeScale
from communique.web.site.charts.timeline_items import DatedThing, within
from communique.web.site.charts.timeline_layout import WIDTH, draw
from communique.web.site.charts.timeline_selection import BY_HOLDER, BY_TARGET, select
from sample.workspace import ACCORD
from web.site.charted import HTML, Page, with_a_machine_finding
from web.site.looked_at import ask, words

SVG = "{http://www.w3.org/2000/svg}"
CALLS = ChartStance("calls-for", "calls for", "affirmative", 1)
REJECTS = ChartStance("rejects", "rejects", "critical", -1)


def period(first, last):
    return Period(datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


def position(number, actors, stance, within, day, voice=OWN):
    return ChartPosition(
        f"position-{number}", day, actors[0], actors, stance.iri, within[0], within, voice, ("hand",)
    )


def data(*positions):
    ordered = sorted(positions, key=lambda one: (one.stated_on, one.iri))
    return ChartData(tuple(ordered), {stance.iri: stance for stance in (CALLS, REJECTS)})


# ---- Time as a place ----

YEAR = TimeScale(period("2021-01-01", "2021-12-31"), 0, 365)


@pytest.mark.parametrize(
    ("date", "place"),
    [
        ("2021-01-01", (0, 1)),
        ("2021-02", (31, 59)),
        ("2021", (0, 365)),
        ("2021-12-31", (364, 365)),
        ("2020-12", (0, 0)),
        ("2022-03-01", (365, 365)),
    ],
)
def test_dates_take_the_room_of_all_days_that_they_may_be(date, place):
    assert YEAR.span(Period.of(date)) == place


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2021-01-01", "2021-12-31", ["Jan 2021", "Apr 2021", "Jul 2021", "Oct 2021"]),
        ("2023-03-20", "2023-03-22", ["20 Mar 2023", "21 Mar 2023", "22 Mar 2023"]),
        ("2023-03-15", "2023-07-25", ["Apr 2023", "May 2023", "Jun 2023", "Jul 2023"]),
        ("2018-05-02", "2025-08-01", ["2019", "2020", "2021", "2022", "2023", "2024", "2025"]),
        ("1945-01-01", "2023-12-31", ["1950", "1960", "1970", "1980", "1990", "2000", "2010", "2020"]),
        ("9999-12-30", "9999-12-31", ["30 Dec 9999", "31 Dec 9999"]),
    ],
)
def test_ticks_are_as_many_as_can_be_read(first, last, labels):
    scale = TimeScale(period(first, last), 0, 1000)
    assert [tick.label for tick in scale.ticks()] == labels


def test_the_longest_of_all_periods_has_ticks():
    ticks = TimeScale(period("0001-01-01", "9999-12-31"), 0, 1000).ticks()
    assert 1 <= len(ticks) <= 10
    assert all(0 <= tick.x <= 1000 for tick in ticks)


# ---- What is shown ----

SOME = data(
    position(1, ("berg", "norland"), CALLS, ("accord/1", "accord"), "2021-06-10"),
    position(2, ("berg", "norland"), CALLS, ("accord",), "2021-06-10"),
    position(3, ("berg", "norland"), CALLS, ("accord",), "2021-06-10", ASCRIBED),
    position(4, ("dahl", "sudmark"), REJECTS, ("accord",), "2021-06"),
    position(5, ("dahl", "sudmark"), REJECTS, ("order",), "2021-07-01"),
)


def shown(selection):
    return [
        (group.row, group.stated_on, group.stance.label, group.voice, len(group.positions))
        for group in selection.groups
    ]


def test_one_mark_for_what_is_of_one_day_stance_and_voice():
    assert shown(select(SOME, Question(), BY_HOLDER)) == [
        ("dahl", "2021-06", "rejects", OWN, 1),
        ("berg", "2021-06-10", "calls for", OWN, 2),
        ("berg", "2021-06-10", "calls for", ASCRIBED, 1),
        ("dahl", "2021-07-01", "rejects", OWN, 1),
    ]


def test_rows_are_those_chosen_or_holders_or_targets():
    assert select(SOME, Question(), BY_HOLDER).rows == ("berg", "dahl")
    assert select(SOME, Question(), BY_TARGET).rows == ("accord", "accord/1", "order")
    chosen = select(SOME, Question(actors=("sudmark", "norland")), BY_HOLDER)
    assert chosen.rows == ("sudmark", "norland")
    chosen = select(SOME, Question(targets=("accord",)), BY_TARGET)
    assert chosen.rows == ("accord",)
    assert (chosen.shown, chosen.found) == (4, 4)


def test_what_was_chosen_and_has_nothing_to_show_is_told(client):
    assert select(SOME, Question(actors=("herald", "berg")), BY_HOLDER).without == ("herald",)
    assert select(SOME, Question(actors=("berg",), targets=("order",)), BY_TARGET).without == ("order",)
    text = Page.of(client, "/timeline", actor=["sudmark", "morning-herald"]).text
    assert re.search(
        r'fits this for <a href="/actors/morning-herald">Morning Herald</a>. That is not sil', text
    )


def test_what_has_no_room_is_told(monkeypatch):
    monkeypatch.setattr("communique.web.site.charts.timeline_selection.MOST_MARKS", 2)
    selection = select(SOME, Question(), BY_HOLDER)
    assert (selection.shown, selection.found, selection.continues_on) == (3, 5, "2021-06-10")
    monkeypatch.setattr("communique.web.site.charts.timeline_selection.MOST_ROWS", 1)
    selection = select(SOME, Question(), BY_HOLDER)
    assert (selection.rows, selection.left_out_rows) == (("berg",), 1)
    assert (selection.shown, selection.found) == (3, 5)


def test_of_many_things_those_most_spoken_of_are_kept(monkeypatch):
    monkeypatch.setattr("communique.web.site.charts.timeline_items.MOST_ITEMS", 2)
    things = [
        DatedThing(name, name, lane, day, day, count)
        for name, lane, day, count in (
            ("a", "agreements", "2021-01-01", 1),
            ("b", "agreements", "2021-02", 5),
            ("c", "agreements", "2021-03-01", 0),
            ("d", "agreements", "2019-03-01", 9),
            ("e", "events", "2021", 0),
        )
    ]
    kept, left_out = within(things, period("2021-01-15", "2021-12-31"), ("agreements", "events"), ())
    assert [item.iri for item in kept] == ["b", "c", "e"]
    assert left_out == {}
    kept, left_out = within(things, period("2021-01-01", "2021-12-31"), ("agreements",), {"c"})
    assert [item.iri for item in kept] == ["b", "c"]
    assert left_out == {"agreements": 1}


def test_no_two_marks_or_labels_of_a_row_stand_in_each_others_way():
    days = [f"2021-06-{day:02}" for day in range(1, 9)]
    many = data(*(position(n, ("berg",), CALLS, ("accord",), day) for n, day in enumerate(days)))
    drawing = draw(period("2021-01-01", "2021-12-31"), select(many, Question(), BY_HOLDER), [], {}, str)
    (row,) = drawing.rows
    places = [(mark.y, mark.x) for mark in row.marks]
    for y, x in places:
        others = [other for other in places if other != (y, x) and other[0] == y]
        assert all(abs(other[1] - x) >= 18 for other in others)
    assert all(row.y < mark.y < row.y + row.height for mark in row.marks)
    assert all(mark.label == "calls for" for mark in row.marks)
    heights = [mark.y for mark in row.marks]
    assert heights == sorted(heights)  # of marks in each other's way, the one told first stands above
    assert all(0 <= mark.x <= WIDTH for mark in row.marks)


def test_labels_go_where_there_is_room_or_are_left_out():
    late = data(position(1, ("berg",), CALLS, ("accord",), "2021-12-31"))
    drawing = draw(period("2021-01-01", "2021-12-31"), select(late, Question(), BY_HOLDER), [], {}, str)
    assert drawing.marks[0].is_label_before
    days = [f"2021-06-{day:02}" for day in range(1, 30)]
    many = data(*(position(n, ("berg",), CALLS, ("accord",), day) for n, day in enumerate(days)))
    drawing = draw(period("1990-01-01", "2021-12-31"), select(many, Question(), BY_HOLDER), [], {}, str)
    assert {mark.label for mark in drawing.marks} == {""}


# ---- The page ----


def chart(client, **parameters):
    answer = client.get("/timeline/chart.svg", params=parameters)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("image/svg+xml")
    return ElementTree.fromstring(answer.text)


def marks(drawing):
    """The marks of a drawing: what each tells, and where it leads."""
    links = [(link.find(f"{SVG}title"), link.get("href")) for link in drawing.iter(f"{SVG}a")]
    return {title.text: href for title, href in links if title is not None}


def test_the_timeline_of_the_sample(client):
    drawing = chart(client)
    assert drawing.find(f"{SVG}title").text == (
        "5 positions by holder, 0 agreements, 1 court order and 1 event, 1 January 2021 to 31 December 2021"
    )
    found = marks(drawing)
    assert set(found) == {
        "20 January 2021: Bridge order of 20 January 2021",
        "10 June 2021: Meeting of Berg and Dahl, 10 June 2021",
        "10 June 2021: Anna Berg, calls for, 1 position: Anna Berg on River Accord, point 1: ferries",
        "10 June 2021: Anna Berg, invokes, 1 position: Anna Berg on Bridge order of 20 January 2021",
        "10 June 2021: Sudmark, affirms, ascribed, 1 position: Sudmark on River Accord of 1 May 2020",
        "June 2021: Carl Dahl, denies, 1 position: Carl Dahl on River Accord, point 2: fish",
        "June 2021: Evening Courier, criticises, in the article’s own voice, 1 position: "
        "Evening Courier on ferries",
    }
    for address in found.values():
        assert client.get(address, headers=HTML, follow_redirects=True).status_code == 200, address
    # Two dates are known to the month; the key at the bottom shows one such mark more.
    assert len([path for path in drawing.iter(f"{SVG}path") if path.get("class") == "span"]) == 3
    assert len([path for path in drawing.iter(f"{SVG}path") if path.get("class") == "guide"]) == 1


def test_forms_as_well_as_colours_tell_families_and_voices(client):
    links = {link.find(f"{SVG}title").text: link for link in chart(client).iter(f"{SVG}a")
             if link.find(f"{SVG}title") is not None}  # fmt: skip

    def forms(words):
        (link,) = (link for text, link in links.items() if words in text)
        group = next(part for part in link.iter(f"{SVG}g"))
        return [part.tag.removeprefix(SVG) for part in group], group.get("stroke-dasharray"), "".join(
            part.text for part in link.iter(f"{SVG}text") if part.get("class").startswith("sign")
        )  # fmt: skip

    assert forms("calls for") == (["circle"], None, "+")
    assert forms("affirms") == (["circle"], "3 2", "+")
    assert forms("denies") == (["path"], None, "○")
    assert forms("criticises") == (["circle", "path"], None, "−")


def test_the_tables_tell_what_the_drawing_shows(client):
    page = Page.of(client, "/timeline")
    assert page.tables[0] == [
        ["Stated", "Holder", "Stance", "On"],
        ["June 2021", "Carl Dahl", "○ denies", "River Accord, point 2: fish"],
        ["June 2021", "Evening Courier", "− criticises article’s own voice", "ferries"],
        ["10 June 2021", "Anna Berg", "+ calls for", "River Accord, point 1: ferries"],
        ["10 June 2021", "Anna Berg", "+ invokes", "Bridge order of 20 January 2021"],
        ["10 June 2021", "Sudmark", "+ affirms ascribed", "River Accord of 1 May 2020"],
    ]
    assert page.tables[1][1] == ["20 January 2021", "Bridge order of 20 January 2021", "1"]
    assert page.tables[2][1] == ["10 June 2021", "Meeting of Berg and Dahl, 10 June 2021", "3"]
    assert "5 positions by holder: all dates" in page.text
    assert 'aria-labelledby="timeline-title timeline-description"' in page.text
    for link in set(page.links):
        if link.startswith("/") and not link.startswith("/compare"):
            assert client.get(link, headers=HTML, follow_redirects=True).status_code == 200, link


def addresses(client, stance):
    """Where the cells of the day and of the target lead, in the line of a stance."""
    for row in ask(client, "/timeline").xpath("//table[1]/tbody/tr[starts-with(@id, 'mark-')]"):
        if stance in words(row.xpath("td[3]")[0]):
            return row.xpath("td[1]/a/@href"), row.xpath("td[4]/a/@href")
    raise AssertionError(stance)


CALL = f"/id/position/anna-berg/calls-for/{ACCORD}.1/2021-06-10"


def test_the_day_leads_to_the_position_and_the_target_to_the_target(client, tmp_path):
    assert addresses(client, "calls for") == ([CALL], [f"/id/provision/{ACCORD}/1"])
    with with_a_machine_finding(tmp_path) as several:
        days, targets = addresses(several, "calls for")
    assert days == []
    assert {CALL, f"/id/provision/{ACCORD}/1", f"/id/provision/{ACCORD}/10"} < set(targets)


def test_rows_by_target_and_those_chosen(client):
    page = Page.of(client, "/timeline", rows="target", target=f"agreement/{ACCORD}")
    assert page.tables[0] == [
        ["Stated", "Target", "Stance", "Held by"],
        ["June 2021", "River Accord of 1 May 2020", "○ denies", "Carl Dahl (River Accord, point 2: fish)"],
        ["10 June 2021", "River Accord of 1 May 2020", "+ affirms ascribed", "Sudmark"],
        ["10 June 2021", "River Accord of 1 May 2020", "+ calls for",
         "Anna Berg (River Accord, point 1: ferries)"],
    ]  # fmt: skip
    assert page.ticked("rows") == ["target"]
    assert "(1 May 2020)" in page.text
    wider = next(link for link in page.links if "from=2020-05-01" in link)
    assert "1 May 2020: River Accord of 1 May 2020" in Page.of(client, wider).text
    page = Page.of(client, "/timeline", actor="norland")
    assert [row[1:] for row in page.tables[0][1:]] == [
        ["Norland", "+ calls for", "River Accord, point 1: ferries (Anna Berg)"],
        ["Norland", "+ invokes", "Bridge order of 20 January 2021 (Anna Berg)"],
    ]


def test_rows_that_overlap_have_marks_of_their_own(client):
    page = Page.of(client, "/timeline", actor=["sudmark", "carl-dahl"])
    assert [row[1] for row in page.tables[0][1:]] == ["Sudmark", "Carl Dahl", "Sudmark"]
    assert "2 positions by holder" in page.text
    assert re.findall(r'<tr id="([^"]+)"', page.text) == ["mark-1", "mark-2", "mark-3"]


def test_a_mark_of_several_positions_leads_to_its_line_of_the_table(tmp_path):
    with with_a_machine_finding(tmp_path) as client:
        text = next(text for text in marks(chart(client)) if "calls for" in text)
        assert "2 positions: Anna Berg on River Accord, point" in text
        page = Page.of(client, "/timeline")
        number = next(n for n, row in enumerate(page.tables[0]) if row[2] == "+ calls for")
        assert f"#mark-{number}" in page.links
        assert f'<tr id="mark-{number}">' in page.text
        saved = marks(chart(client))[text]
        assert re.fullmatch(rf"http://[^/]+/timeline#mark-{number}", saved)
        assert "calls for ×2" in page.text
        assert ";" in page.tables[0][number][3]
        page = Page.of(client, "/timeline", target=f"provision/{ACCORD}/10")
        assert page.tables[0][1][2] == "+ calls for machine"


def test_layers_can_be_chosen(client):
    page = Page.of(client, "/timeline", show=["agreements", "orders"])
    assert [table[0][1] for table in page.tables] == ["Agreements adopted", "Court orders"]
    assert "1 January 2020 to 31 December 2021" in page.text
    assert page.ticked("show") == ["agreements", "orders"]
    assert "What happened: all dates" in page.text
    drawing = chart(client, show="positions")
    assert drawing.find(f"{SVG}title").text.startswith("5 positions by holder, 0 agreements, 0 court orders")


def test_the_period_is_the_one_asked_for(client):
    drawing = chart(client, **{"from": "2020-05", "to": "2021-06-09"})
    assert drawing.find(f"{SVG}title").text == (
        "2 positions by holder, 1 agreement, 1 court order and 0 events, 1 May 2020 to 9 June 2021"
    )
    page = Page.of(client, "/timeline", **{"from": "2030"})
    assert "No position recorded in the data fits this" in page.text
    page = Page.of(client, "/timeline", voice="ascribed", method="machine", show="positions")
    assert "Nothing recorded in the data fits this" in page.text
    assert "not silence" in page.text
    empty = chart(client, voice="ascribed", method="machine", show="positions")
    assert empty.find(f"{SVG}title").text == "Nothing recorded that could be drawn"


def test_a_chart_that_is_full_says_so_and_goes_on(client, monkeypatch):
    monkeypatch.setattr("communique.web.site.charts.timeline_selection.MOST_MARKS", 2)
    page = Page.of(client, "/timeline", method="hand")
    assert "2 of 5 positions are drawn" in page.text
    following = next(link for link in page.links if "from=2021-06-10" in link)
    assert "method=hand" in following
    # What is known to the month may be of that day as well, and fills this chart again.
    page = Page.of(client, following)
    assert "choose fewer actors or targets" in page.text


def test_a_saved_drawing_leads_back_to_this_service(client):
    address = str(client.base_url).rstrip("/")
    drawing = chart(client, actor="anna-berg")
    assert drawing.get("role") == "group"
    assert all(link.get("href").startswith(f"{address}/") for link in drawing.iter(f"{SVG}a"))
    page = Page.of(client, "/timeline", actor="anna-berg", rows="target")
    link = next(link for link in page.links if link.startswith("/timeline/chart.svg"))
    assert link == "/timeline/chart.svg?actor=anna-berg&rows=target"


def test_names_are_told_as_they_are(client):
    # Nothing in a drawing is taken for markup, and nothing for a style.
    text = client.get("/timeline/chart.svg").text
    assert "<style" not in text
    assert "style=" not in text
    assert "<script" not in text


def test_what_was_given_comes_back(client):
    page = Page.of(client, "/timeline", 404, actor="anna-birg", to="2021", rows="target")
    assert page.typed("actor") == ["anna-birg"]
    assert page.typed("to") == ["2021"]
    assert page.ticked("rows") == ["target"]
    assert page.tables == []
    page = Page.of(client, "/timeline", 400, show="everything")
    assert "positions, agreements, orders, events" in page.text
    assert client.get("/timeline/chart.svg", params={"show": "everything"}).status_code == 400
