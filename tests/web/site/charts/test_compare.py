import csv
import io
import re
from collections import Counter

import pytest

from communique.store.positions import ASCRIBED, OWN
from communique.vocabulary import thing
from communique.web.site.charts import question as chart_question
from communique.web.site.charts.compare import natural
from communique.web.site.charts.compare_matrix import make_matrix
from communique.web.site.charts.positions import ChartData, ChartPosition, ChartStance
from communique.web.site.charts.question import Question, read_question
from sample.workspace import ACCORD, MEETING, ORDER
from web.site.charted import HTML, Page, with_a_machine_finding

ACCORD_COLUMN = f"agreement/{ACCORD}"
CALLS = ChartStance("calls-for", "calls for", "affirmative", 1)
REJECTS = ChartStance("rejects", "rejects", "critical", -1)


def position(number, actors, stance, within, *, day="2021-06-10", voice=OWN, methods=("hand",)):
    return ChartPosition(
        f"position-{number}", day, actors[0], actors, stance.iri, within[0], within, voice, methods
    )


def made(positions, question=None, eligible=("accord", "order")):
    data = ChartData(tuple(positions), {stance.iri: stance for stance in (CALLS, REJECTS)})
    return make_matrix(data, question or Question(), eligible)


def counted(matrix):
    """What stands in the cells: stance, voice, positions, those by machine only."""
    return {
        (row.actor, cell.target): [
            (tally.stance.label, tally.voice, tally.positions, tally.machine_only) for tally in cell.shown
        ]
        for row in matrix.rows
        for cell in row.cells
        if cell.tallies
    }


# ---- Counting ----


def test_positions_are_counted_by_stance_and_voice():
    matrix = made(
        [
            position(1, ("berg", "norland"), CALLS, ("accord/1", "accord")),
            position(2, ("berg", "norland"), CALLS, ("accord",), methods=("machine",)),
            position(3, ("berg",), REJECTS, ("accord",), voice=ASCRIBED),
            position(4, ("dahl",), REJECTS, ("order",), methods=("hand", "machine")),
        ]
    )
    assert counted(matrix) == {
        ("berg", "accord"): [("calls for", OWN, 2, 1), ("rejects", ASCRIBED, 1, 0)],
        ("norland", "accord"): [("calls for", OWN, 2, 1)],
        ("dahl", "order"): [("rejects", OWN, 1, 0)],
    }
    assert matrix.targets == ("accord", "order")
    assert [row.actor for row in matrix.rows] == ["berg", "norland", "dahl"]
    assert matrix.positions == 4


def test_a_clause_and_its_agreement_can_stand_side_by_side():
    matrix = made(
        [position(1, ("berg",), CALLS, ("accord/1", "accord"))], Question(targets=("accord/1", "accord"))
    )
    assert set(counted(matrix)) == {("berg", "accord/1"), ("berg", "accord")}
    assert matrix.positions == 1


def test_what_has_no_room_is_counted(monkeypatch):
    monkeypatch.setattr("communique.web.site.charts.compare_matrix.SHOWN_ACTORS", 1)
    monkeypatch.setattr("communique.web.site.charts.compare_matrix.SHOWN_TARGETS", 1)
    matrix = made(
        [
            position(1, ("berg",), CALLS, ("accord",)),
            position(2, ("berg",), REJECTS, ("accord",)),
            position(3, ("dahl",), CALLS, ("accord",)),
            position(4, ("dahl",), CALLS, ("order",)),
        ]
    )
    assert matrix.targets == ("accord",)
    assert [row.actor for row in matrix.rows] == ["berg"]
    assert (matrix.left_out_actors, matrix.left_out_targets) == (1, 1)


def test_what_does_not_pass_is_told_from_what_is_not_recorded():
    matrix = made(
        [
            position(1, ("berg",), CALLS, ("accord",)),
            position(2, ("berg",), REJECTS, ("accord",), day="2022"),
        ],
        Question(actors=("berg", "dahl"), targets=("accord",), earliest="2023"),
    )
    assert [(row.actor, cell.positions, cell.recorded) for row in matrix.rows for cell in row.cells] == [
        ("berg", 0, 2),
        ("dahl", 0, 0),
    ]
    assert matrix.days is None


def test_clauses_come_in_the_order_of_their_numbers():
    iris = [str(thing("provision", f"{ACCORD}/{number}")) for number in ("10", "2", "preamble", "1", "1a")]
    ordered = [iri.rpartition("/")[2] for iri in sorted(iris, key=natural)]
    assert ordered == ["preamble", "1", "1a", "2", "10"]


# ---- Reading addresses ----


def read(things, *given):
    return read_question(given, things)


def test_an_address_is_read_and_written_the_same(things):
    actors, period = "actor=anna-berg&actor=sudmark", "from=2021-06&to=2022"
    address = f"/compare?{actors}&target={ACCORD_COLUMN}&{period}&method=hand&voice=own"
    given = [tuple(pair.split("=")) for pair in address.partition("?")[2].split("&")]
    reading = read(things, *given)
    assert reading.problems == ()
    assert reading.question.address("/compare") == address


def test_both_and_nothing_mean_no_filter(things):
    reading = read(things, ("voice", "both"), ("method", "both"), ("from", ""), ("actor", ""))
    assert (reading.question, reading.problems) == (Question(), ())
    assert not reading.question.is_filtered


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([("from", "yesterday")], "not a date"),
        ([("from", "2021"), ("from", "2022")], "from: 2 are given; give at most 1"),
        ([("from", "2022"), ("to", "2021-12")], "begins (2022) after its end (2021-12)"),
        ([("method", "magic")], "neither hand nor machine"),
        ([("voice", "loud")], "own, ascribed"),
        ([("colour", "red")], "no parameter 'colour'"),
        ([("actor", "x" * 1001)], "longer than"),
        ([("actor", "anna\x01berg")], "U+0001"),
    ],
)
def test_what_does_not_fit_is_told(things, given, told):
    reading = read(things, *given)
    assert reading.status == 400
    assert any(told in problem for problem in reading.problems), reading.problems


def test_no_more_actors_than_a_chart_takes(things, monkeypatch):
    monkeypatch.setitem(chart_question._MOST, "actor", 1)
    reading = read(things, ("actor", "anna-berg"), ("actor", "sudmark"), ("actor", "anna-berg"))
    assert reading.problems == ("actor: 2 are given; give at most 1",)


# ---- The page ----


def matrix_of(page):
    return page.tables[0]


def test_the_matrix_of_the_sample(client):
    page = Page.of(client, "/compare")
    # Whoever has as many positions comes in the order of names in addresses.
    assert [[re.sub(r" clause by clause$", "", cell) for cell in row] for row in matrix_of(page)] == [
        ["Actor", "River Accord of 1 May 2020", "Bridge order of 20 January 2021", "ferries"],
        ["Anna Berg", "+ calls for ×1", "+ invokes ×1", "—"],
        ["Norland", "+ calls for ×1", "+ invokes ×1", "—"],
        ["Sudmark", "+ affirms ×1 ascribed ○ denies ×1", "—", "—"],
        ["Carl Dahl", "○ denies ×1", "—", "—"],
        ["Evening Courier", "—", "—", "− criticises ×1 article’s own voice"],
    ]
    assert "5 actors, 3 targets: all dates" in page.text
    assert "5 positions counted, stated June 2021." in page.text
    assert "That is not silence" in page.text


def test_every_cell_opens_its_evidence(client):
    page = Page.of(client, "/compare", **{"from": "2021-06", "method": "hand"})
    opened = [link for link in page.links if link.startswith("/compare/cell")]
    cells = [cell for row in matrix_of(page)[1:] for cell in row[1:] if cell != "—"]
    assert len(opened) == len(cells) == 7
    for link, cell in zip(opened, cells, strict=True):
        shown = Page.of(client, link)
        assert shown.text.count('<article class="position') == sum(int(n) for n in re.findall(r"\d+", cell))
        assert "by hand" in shown.text
        assert "machine finding" not in shown.text


def test_a_cell_has_all_evidence_of_its_positions(client):
    page = Page.of(client, "/compare/cell", actor="norland", target=f"provision/{ACCORD}/1")
    assert "3 pieces of evidence" in page.text
    assert page.text.count('<article class="position') == 1
    assert page.text.count("<blockquote>") == 3
    page = Page.of(client, "/compare/cell", actor="norland", target=ACCORD_COLUMN, method="machine")
    assert "1 piece of evidence" in page.text
    assert "machine finding, confidence 0.75" in page.text


def test_a_cell_keeps_voices_apart(client):
    shown = {
        voice: Page.of(client, "/compare/cell", actor="sudmark", target=ACCORD_COLUMN, voice=voice).text
        for voice in ("own", "ascribed")
    }
    assert "ascribed by" in shown["ascribed"]
    assert "affirms" in shown["ascribed"]
    assert "denies" not in shown["ascribed"]
    assert "denies" in shown["own"]
    assert "affirms" not in shown["own"]


def test_a_long_cell_goes_on_elsewhere(client, monkeypatch):
    monkeypatch.setattr("communique.web.site.charts.compare.CELL_ROWS", 1)
    address, seen = f"/compare/cell?actor=norland&target={ACCORD_COLUMN}&from=2021", []
    while address:
        page = Page.of(client, address)
        seen += re.findall(r"characters (\d+)–", page.text)
        assert ("From the beginning" in page.text) == (len(seen) > 1)
        address = next((link for link in page.links if "after=" in link), None)
        assert len(seen) <= 3
    assert Counter(seen) == {"300": 1, "100": 2}


def test_filters_narrow_the_matrix(client):
    page = Page.of(client, "/compare", voice="ascribed")
    assert matrix_of(page)[1:] == [["Sudmark", "+ affirms ×1 ascribed"]]
    page = Page.of(client, "/compare", method="machine")
    assert [row[0] for row in matrix_of(page)[1:]] == ["Anna Berg", "Norland"]
    # Dates known to the month are within any part of it.
    page = Page.of(client, "/compare", **{"from": "2021-06-11", "to": "2021-06-30"})
    assert [row[0] for row in matrix_of(page)[1:]] == ["Carl Dahl", "Evening Courier", "Sudmark"]
    assert "11 June 2021 to 30 June 2021" in page.text


def test_rows_and_columns_are_those_chosen(client):
    page = Page.of(
        client,
        "/compare",
        actor=["morning-herald", "anna-berg"],
        target=[f"provision/{ACCORD}/1", f"event/{MEETING}", f"agreement/{ORDER}"],
    )
    assert matrix_of(page) == [
        ["Actor", "River Accord, point 1: ferries", "Meeting of Berg and Dahl, 10 June 2021",
         "Bridge order of 20 January 2021"],
        ["Morning Herald", "—", "—", "—"],
        ["Anna Berg", "+ calls for ×1", "—", "+ invokes ×1"],
    ]  # fmt: skip
    assert page.ticked("actor") == ["anna-berg", "morning-herald"]
    assert set(page.ticked("target")) == {f"provision/{ACCORD}/1", f"event/{MEETING}", f"agreement/{ORDER}"}


def test_a_column_leads_to_its_clauses(client):
    link = next(link for link in Page.of(client, "/compare", voice="own").links if "target=provision" in link)
    page = Page.of(client, link)
    assert matrix_of(page)[0] == ["Actor", "River Accord, point 1: ferries", "River Accord, point 2: fish"]
    assert page.ticked("voice") == ["own"]


def test_none_that_pass_is_not_none_recorded(client):
    page = Page.of(client, "/compare", actor="anna-berg", target=[ACCORD_COLUMN, "issue/ferries"], to="2020")
    assert matrix_of(page)[1] == ["Anna Berg", "0 of 1", "—"]
    unfiltered = next(link for link in page.links if link.startswith("/compare/cell"))
    assert "to=" not in unfiltered
    assert "calls for" in Page.of(client, unfiltered).text
    page = Page.of(client, "/compare", to="2020")
    assert page.tables == []
    assert "not silence" in page.text
    page = Page.of(client, "/compare/cell", actor="anna-berg", target=ACCORD_COLUMN, to="2020")
    assert "No position is recorded in the data for this period" in page.text


def test_what_was_given_comes_back_to_be_mended(client):
    page = Page.of(client, "/compare", 404, actor=["anna-berg", "anna-birg"], to="2021")
    assert "there is no actor" in page.text
    assert "nearest: anna-berg" in page.text
    assert page.tables == []
    assert page.ticked("actor") == ["anna-berg"]
    assert page.typed("actor") == ["anna-birg"]
    assert page.typed("to") == ["2021"]
    page = Page.of(client, "/compare", 400, **{"from": "<i>soon"})
    assert page.typed("from") == ["<i>soon"]
    assert "<i>" not in page.text
    for path in ("/compare/matrix.csv", "/compare/cell"):
        answer = client.get(path, params={"actor": "anna-birg"})
        assert answer.status_code == 404
        assert "anna-berg" in answer.text
    answer = client.get("/compare/cell", params={"actor": "anna-berg"}, headers=HTML)
    assert answer.status_code == 400
    assert 'href="/compare"' in answer.text


def test_the_table_tells_the_same_as_the_page(client):
    page = Page.of(client, "/compare", voice="own")
    link = next(link for link in page.links if ".csv" in link)
    answer = client.get(link)
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    cells = [
        (row["actorLabel"], row["targetLabel"], row["stanceLabel"], row["positions"], row["recordedInAll"])
        for row in rows
    ]
    accord, order, ferries = "River Accord of 1 May 2020", "Bridge order of 20 January 2021", "ferries"
    assert ("Anna Berg", accord, "calls for", "1", "1") in cells
    assert ("Anna Berg", ferries, "", "0", "0") in cells
    assert ("Sudmark", accord, "denies", "1", "2") in cells  # what is ascribed to it was not asked for
    assert ("Evening Courier", order, "", "0", "0") in cells
    assert len(cells) == 15
    voices = {row["voice"] for row in rows if row["stance"]}
    assert voices == {"own", "article"}
    criticism = next(row for row in rows if row["stanceLabel"] == "criticises")
    assert (criticism["stanceFamily"], criticism["polarityTowardTarget"]) == ("critical", "-1")
    assert criticism["actor"] == str(thing("actor", "evening-courier"))


def test_what_no_person_has_found_is_marked(tmp_path):
    with with_a_machine_finding(tmp_path) as client:
        cells = matrix_of(Page.of(client, "/compare", actor="anna-berg"))[1]
        assert cells[1] == "+ calls for ×2 1 by machine only"
        cells = matrix_of(Page.of(client, "/compare", actor="anna-berg", target=f"provision/{ACCORD}/10"))[1]
        assert cells[1] == "+ calls for ×1 machine"
        rows = csv.DictReader(io.StringIO(client.get("/compare/matrix.csv?actor=anna-berg").text))
        assert [(row["positions"], row["byMachineOnly"]) for row in rows if row["stance"]] == [
            ("2", "1"),
            ("1", "0"),
        ]


def test_no_link_of_the_matrix_is_dead(client):
    for link in set(Page.of(client, "/compare").links):
        if link.startswith("/"):
            answer = client.get(link, headers=HTML, follow_redirects=True)
            assert answer.status_code == 200, link
