"""The tables of a release, and the data package that describes them."""

import csv
import hashlib
import json

import pytest
from pyarrow import parquet

from sample.releases import NAME, release
from sample.workspace import ACCORD, HERALD

ID = "https://w3id.org/communique/id/"


def rows(made, table):
    with (made.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_positions_table_says_what_the_data_say(made):
    found = rows(made, "positions")
    assert len(found) == 5
    (call,) = (row for row in found if row["stance"] == f"{ID}stance/calls-for")
    assert call["position"] == f"{ID}position/anna-berg/calls-for/{ACCORD}.1/2021-06-10"
    assert (call["holder_label"], call["on_behalf_of"], call["ascribed_by"]) == (
        "Anna Berg",
        f"{ID}actor/norland",
        "",
    )
    assert (call["target_kind"], call["agreement"]) == ("provision", f"{ID}agreement/{ACCORD}")
    assert call["polarity_toward_target"] == "1"
    assert call["evidence_count"] == "3"  # by hand in two articles, by machine in one
    assert call["articles"].split(" ") == [
        f"{ID}article/evening-courier-2021-06-talks",
        f"{ID}article/{HERALD}",
    ]
    (ascribed,) = (row for row in found if row["ascribed_by"])
    assert (ascribed["holder"], ascribed["ascribed_by"]) == (f"{ID}actor/sudmark", f"{ID}actor/anna-berg")
    assert [row["stated_on"] for row in found if row["stance"].endswith("/denies")] == ["2021-06"]


def test_the_annotations_table_has_offsets_in_code_points_and_both_kinds_of_quotes(made):
    found = rows(made, "annotations")
    assert {(row["kind"], row["method"]) for row in found} == {
        ("evidence", "hand"),
        ("evidence", "machine"),
        ("mention", "hand"),
    }
    assert len(found) == 9
    (long,) = (row for row in found if row["first_words"])
    assert (long["start"], long["end"], long["exact"]) == ("300", "500", "")
    assert (long["first_words"], long["last_words"]) == ("Let the ferries", "said Berg")
    assert long["gloss"] == "Berg asks for <b>free</b> ferries & says who must act."
    (machine,) = (row for row in found if row["method"] == "machine")
    assert (machine["confidence"], machine["gloss"]) == ("0.75", "")


def test_the_other_tables(made):
    actors = {row["actor"].rpartition("/")[2]: row for row in rows(made, "actors")}
    assert actors["mfa-norland"]["kind"] == "body"
    assert actors["mfa-norland"]["part_of"] == f"{ID}actor/norland"
    assert actors["carl-dahl"]["verification"] == "unverified"
    agreements = {row["agreement"].rpartition("/")[2]: row for row in rows(made, "agreements")}
    assert agreements[ACCORD]["participants"].split(" ") == [f"{ID}actor/anna-berg", f"{ID}actor/carl-dahl"]
    assert agreements[ACCORD]["adopted_on"] == "2020-05-01"
    assert [(row["number"], row["numbering"]) for row in rows(made, "provisions")] == [
        ("1", "originalNumbering"),
        ("10", "originalNumbering"),
        ("2", "editorialNumbering"),
    ]


def test_parquet_has_types_lists_and_descriptions(made):
    table = parquet.read_table(made.folder / "positions.parquet")
    assert table.num_rows == 5
    assert str(table.schema.field("articles").type) == "list<element: string>"
    assert str(table.schema.field("evidence_count").type) == "int64"
    assert b"takes the stance" in table.schema.field("holder").metadata[b"description"]
    offsets = parquet.read_schema(made.folder / "annotations.parquet").field("start")
    assert b"Unicode code points" in offsets.metadata[b"description"]


def test_the_data_package_describes_every_column_and_names_every_file(made):
    package = json.loads((made.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["created"] == "2026-01-02T00:00:00Z"  # the day of the annotations
    assert package["communique"]["version"] == made.version
    for resource in package["resources"]:
        content = (made.folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    schemas = {one["name"]: one["schema"] for one in package["resources"] if "schema" in one}
    assert list(schemas) == ["positions", "annotations", "actors", "agreements", "provisions"]
    for name, schema in schemas.items():
        assert [field["name"] for field in schema["fields"]] == list(rows(made, name)[0])
        assert all(field["description"].endswith(".") for field in schema["fields"])
        for key in schema["foreignKeys"]:
            column, (referred,) = key["fields"][0], key["reference"]["fields"]
            known = {row[referred] for row in rows(made, key["reference"]["resource"])}
            assert {row[column] for row in rows(made, name) if row[column]} <= known


def test_a_text_that_the_tables_could_not_hold_is_named(workspace):
    things = workspace.root / "data" / "reference" / "things.ttl"
    things.write_text(things.read_text().replace('"Norlandic side"', '"Norlandic | side"'))
    with pytest.raises(ValueError, match=r"Norlandic \| side"):
        release(workspace, name=NAME)
