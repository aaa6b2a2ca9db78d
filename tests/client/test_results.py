"""Results as sequences, data frames, Arrow tables, CSV and HTML."""

import csv
import datetime
import sys
from decimal import Decimal

import pandas
import pyarrow
import pytest

from communique.client import MissingLibraryError, Positions, Result
from sample.workspace import ACCORD, HERALD

XSD = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
TYPED = (
    XSD
    + """
SELECT ?text ?integer ?decimal ?number ?boolean ?day ?moment ?local ?partial ?mixed ?nothing WHERE {
  VALUES (?text ?integer ?decimal ?number ?boolean ?day ?moment ?local ?partial ?mixed) {
    ("été" 1 1.25 1.5e0 true "2021-06-10"^^xsd:date "2021-06-10T12:00:00+02:00"^^xsd:dateTime
      "2021-06-10T12:00:00"^^xsd:dateTime "2021-06-10"^^xsd:date 1)
    ("1" -2 3 2 false "1066-10-14"^^xsd:date "2021-06-10T12:00:00Z"^^xsd:dateTime
      "2021-06-10T13:00:00"^^xsd:dateTime "2021-06"^^xsd:gYearMonth "one")
    (UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF UNDEF)
  }
}
"""
)
NOON = datetime.datetime(2021, 6, 10, 12, tzinfo=datetime.UTC)


@pytest.fixture
def typed(kg):
    """An answer with a column of every type."""
    return kg.query(TYPED)


def test_a_data_frame_has_types_that_know_missing_values(typed):
    frame = typed.to_pandas()
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "text": "string", "integer": "Int64", "decimal": "object", "number": "Float64",
        "boolean": "boolean", "day": "datetime64[s]", "moment": "datetime64[us, UTC]",
        "local": "datetime64[us]", "partial": "string", "mixed": "string", "nothing": "string",
    }  # fmt: skip
    assert list(frame["text"])[:2] == ["été", "1"]
    assert list(frame["integer"])[:2] == [1, -2]
    assert list(frame["decimal"])[:2] == [Decimal("1.25"), Decimal(3)]
    assert list(frame["number"])[:2] == [1.5, 2.0]
    assert list(frame["boolean"])[:2] == [True, False]
    assert list(frame["day"])[:2] == [pandas.Timestamp("2021-06-10"), pandas.Timestamp("1066-10-14")]
    assert list(frame["moment"])[:2] == [pandas.Timestamp("2021-06-10T10:00Z"), pandas.Timestamp(NOON)]
    assert list(frame["partial"])[:2] == ["2021-06-10", "2021-06"]
    assert list(frame["mixed"])[:2] == ["1", "one"]
    assert frame.iloc[2].isna().all()
    assert frame["nothing"].isna().all()


def test_an_arrow_table_has_the_same_types(typed):
    table = typed.to_arrow()
    assert {field.name: str(field.type) for field in table.schema} == {
        "text": "string", "integer": "int64", "decimal": "decimal128(3, 2)", "number": "double",
        "boolean": "bool", "day": "date32[day]", "moment": "timestamp[us, tz=UTC]", "local": "timestamp[us]",
        "partial": "string", "mixed": "string", "nothing": "string",
    }  # fmt: skip
    first, second, third = table.to_pylist()
    assert (first["decimal"], first["day"]) == (Decimal("1.25"), datetime.date(2021, 6, 10))
    assert (second["day"], second["moment"]) == (datetime.date(1066, 10, 14), NOON)
    assert set(third.values()) == {None}


def test_csv_is_read_back_as_it_was(typed, tmp_path):
    typed.to_csv(tmp_path / "typed.csv")
    content = (tmp_path / "typed.csv").read_bytes().decode("utf-8")
    assert "\r" not in content
    first, second, third = csv.DictReader(content.splitlines())
    assert first == {
        "text": "été", "integer": "1", "decimal": "1.25", "number": "1.5", "boolean": "true",
        "day": "2021-06-10", "moment": "2021-06-10T12:00:00+02:00", "local": "2021-06-10T12:00:00",
        "partial": "2021-06-10", "mixed": "1", "nothing": "",
    }  # fmt: skip
    assert (second["partial"], second["boolean"], second["number"]) == ("2021-06", "false", "2.0")
    assert set(third.values()) == {""}


@pytest.mark.parametrize("huge", [2**70, "1" * 60 + ".5"])
def test_numbers_beyond_a_column_stay_text(kg, huge):
    found = kg.query(f"SELECT ?n {{ VALUES ?n {{ {huge} 1 }} }}")
    assert list(found.to_pandas()["n"]) == [str(huge), "1"]
    assert found.to_arrow()["n"].to_pylist() == [str(huge), "1"]


@pytest.mark.parametrize("special", ["INF", "NaN"])
def test_numbers_that_are_none_keep_a_column_of_numbers(kg, special):
    found = kg.query(XSD + f'SELECT ?n {{ VALUES ?n {{ "{special}"^^xsd:double 1.0e0 }} }}')
    assert str(found.to_arrow()["n"].type) == "double"
    assert found.to_pandas()["n"][1] == 1.0


def test_positions_as_a_frame_have_a_row_each(kg):
    positions = kg.positions(agreement=ACCORD)
    frame = positions.to_pandas()
    assert len(frame) == len(positions) == 3
    call = frame[frame["stance_label"] == "calls for"].iloc[0]
    assert (call["holder_label"], call["on_behalf_of_label"]) == ("Anna Berg", "Norland")
    assert call["target"] == f"https://w3id.org/communique/id/provision/{ACCORD}/1"
    assert (call["target_kind"], call["agreement_label"]) == ("provision", "River Accord of 1 May 2020")
    assert (call["stated_on"], call["evidence_count"]) == ("2021-06-10", 3)
    assert call["towards"] == ["https://w3id.org/communique/id/actor/sudmark"]
    assert call["stated_at"] == ["https://w3id.org/communique/id/event/meeting-berg-dahl-2021-06-10"]
    assert len(call["articles"]) == 2
    assert pandas.isna(call["ascribed_by"])
    denial = frame[frame["holder_label"] == "Carl Dahl"].iloc[0]
    assert denial["stated_on"] == "2021-06"
    assert (denial["first_day"], denial["last_day"]) == (
        pandas.Timestamp(2021, 6, 1),
        pandas.Timestamp(2021, 6, 30),
    )


def test_evidence_as_a_frame_has_a_row_for_each_annotation(kg):
    evidence = kg.positions(stance="calls-for").evidence
    frame = evidence.to_pandas()
    assert len(frame) == 3
    assert set(frame["holder_label"]) == {"Anna Berg"}
    herald = frame[frame["article"].str.endswith(HERALD)].iloc[0]
    assert (herald["headline"], herald["outlet_label"]) == (
        "Ferries & fish: <ministers> meet",
        "Morning Herald",
    )
    assert (herald["start"], herald["end"]) == (300, 500)
    assert (herald["first_words"], herald["last_words"]) == ("Let the ferries", "said Berg")
    assert pandas.isna(herald["exact"])
    machine = frame[frame["method"] == "machine"].iloc[0]
    assert (machine["exact"], machine["confidence"]) == ("ferries must run", 0.75)
    assert pandas.isna(machine["gloss"])
    assert evidence.to_arrow().schema.field("confidence").type == pyarrow.float64()


def test_all_records_make_frames_tables_and_csv(kg, tmp_path):
    things = kg.actors(), kg.agreements(), kg.provisions(), kg.articles(), kg.events()
    found = kg.positions(), kg.positions().evidence, *things
    for result in found:
        assert list(result.to_pandas().columns) == list(result.columns) == result.to_arrow().column_names
        assert len(result.to_pandas()) == result.to_arrow().num_rows == len(result) > 0
        result.to_csv(tmp_path / "result.csv")
        with (tmp_path / "result.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == len(result)


def test_several_values_in_a_cell_of_csv_are_set_apart(kg, tmp_path):
    kg.agreements().to_csv(tmp_path / "agreements.csv")
    with (tmp_path / "agreements.csv").open(encoding="utf-8", newline="") as file:
        accord = next(row for row in csv.DictReader(file) if row["label"].startswith("River"))
    actor = "https://w3id.org/communique/id/actor/"
    assert accord["participants"] == f"{actor}anna-berg {actor}carl-dahl"
    assert accord["other_names"] == "river declaration"


def test_an_empty_result_keeps_its_columns_and_types(kg):
    found = kg.positions(holder="norland")
    assert (len(found), list(found)) == (0, [])
    assert list(found.to_pandas().columns) == list(found.columns)
    assert found.to_arrow().schema.equals(kg.positions().to_arrow().schema)
    assert found.to_pandas().dtypes.equals(kg.positions().to_pandas().dtypes)
    assert len(kg.query("SELECT ?x { ?x a <x:nothing> }").to_pandas()) == 0


def test_an_answer_without_columns_has_its_rows(kg):
    found = kg.query("SELECT * { }")
    assert (len(found), found.columns, len(found.to_pandas())) == (1, (), 1)


def test_a_result_is_a_sequence_that_does_not_change(kg):
    positions = kg.positions()
    assert isinstance(positions, Positions)
    assert list(positions) == [positions[place] for place in range(len(positions))]
    part = positions[1:3]
    assert isinstance(part, Positions)
    assert (len(part), part[0], part.version) == (2, positions[1], kg.version)
    assert list(part.evidence) == [*positions[1].evidence, *positions[2].evidence]
    assert positions[-1] in positions
    assert positions != part
    assert positions == kg.positions()
    assert len({positions, kg.positions()}) == 1
    assert (positions == list(positions)) is False
    with pytest.raises(TypeError):
        positions[0] = None
    with pytest.raises(AttributeError):
        positions[0].holder = None
    assert repr(positions) == f"<Positions: 5 rows of dataset {kg.version[:16]}>"


def test_a_part_of_a_table_keeps_its_types(typed):
    assert typed[2:].to_arrow().schema.field("integer").type == pyarrow.int64()
    assert typed[2:].to_pandas().dtypes.equals(typed.to_pandas().dtypes)


def test_html_shows_what_is_text_as_text(kg):
    (row,) = kg.query('SELECT ("<script>alert(1)</script>" AS ?text) ("a&b" AS ?other) {}')
    assert row["text"].startswith("<script>")
    html = kg.query('SELECT ("<script>alert(1)</script>" AS ?text) ("a&b" AS ?other) {}')._repr_html_()
    assert "<script>" not in html
    assert "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td><td>a&amp;b</td>" in html
    assert "1 rows" in html
    assert "&lt;ministers&gt;" in kg.articles()._repr_html_()


def test_html_of_a_long_result_shows_its_beginning(kg):
    numbers = " ".join(str(number) for number in range(500))
    html = kg.query(f"SELECT ?n {{ VALUES ?n {{ {numbers} }} }}")._repr_html_()
    assert html.count("<tr>") == 21  # the heads of the columns, and twenty rows
    assert "20 of 500 rows" in html
    long = kg.query(f'SELECT ("{"x" * 5000}" AS ?text) {{}}')._repr_html_()
    assert len(long) < 1000


@pytest.mark.parametrize(
    ("library", "ask", "advice"),
    [
        ("pandas", Result.to_pandas, r"pip install 'communique\[frames\]'$"),
        ("pyarrow", Result.to_arrow, "pip install pyarrow$"),
    ],
)
def test_a_missing_library_is_named(kg, monkeypatch, library, ask, advice):
    found = kg.actors()
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(MissingLibraryError, match=rf"^{library} is not installed; install it with: {advice}"):
        ask(found)
