"""`communique evaluate --stages`, called as a user calls it, on the readings that the documentation shows."""

import json
import shutil

import pytest

from cli.calling import assert_one_line, call
from communique.graph.turtle import read_turtle
from docs.shown import REPOSITORY

FIRST, SECOND = "docs/readings/first", "docs/readings/second"
ARTICLE = "azatutyun-2023-07-26-fresh-talks"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The data of the project in a folder of its own, so that tests can write into it."""
    found = tmp_path_factory.mktemp("real")
    for name in ("ontology", "data", "shapes", "queries", "docs"):
        (found / name).symlink_to(REPOSITORY / name)
    return found


def test_the_stages_are_measured_with_intervals(folder):
    done = call(folder, "evaluate", FIRST, SECOND, "--stages", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    stages = {item["stage"]: item for item in found["stages"]}
    # The figures that docs/hand-annotation.md shows for the same comparison.
    assert (stages["position"]["first"], stages["position"]["second"], stages["position"]["first_found"]) == (
        137, 134, 130,
    )  # fmt: skip
    assert stages["mentions"]["first_found"] == 306
    assert stages["position by sign"]["first_found"] == 126
    for item in stages.values():
        assert item["f1"]["low"] <= item["f1"]["value"] <= item["f1"]["high"]
    assert sum(item["times"] for item in found["stances"] if item["first"] == item["second"]) == 130
    assert sum(found["errors"].values()) == 7 + 2  # missed or wrong, and added


def test_the_table_tells_stages_stances_and_errors(folder):
    done = call(folder, "evaluate", FIRST, SECOND, "--stages", "--by-hand", SECOND)
    assert done.returncode == 0
    stages, stances, errors = done.stdout.split("\n\n")
    assert "F1 by hand" in stages.splitlines()[0]
    assert "full position" in stages
    assert stances.startswith("stance of the first")
    assert errors.startswith("error")


def test_an_article_in_which_nothing_was_found_counts_and_one_never_read_is_told(folder, tmp_path):
    second = tmp_path / "machine"
    second.mkdir()
    shutil.copy(REPOSITORY / SECOND / f"{ARTICLE}.ttl", second)
    other = "infocom-2023-03-20-foreign-ministers-discussed"
    (second / f"{other}.ttl").write_text("")
    done = call(folder, "evaluate", FIRST, str(second), "--stages", "--format", "json")
    found = json.loads(done.stdout)
    assert found["articles"] == [ARTICLE, other]
    (position,) = [item for item in found["stages"] if item["stage"] == "position"]
    assert (position["first"], position["first_found"]) == (23 + 16, 21)
    assert "left out, because only the first side has them: asbarez-2023-03-20-driving-wedge," in done.stderr


def test_pages_of_errors_go_into_a_folder_of_the_user(folder, tmp_path):
    done = call(folder, "evaluate", FIRST, SECOND, "--stages", "--errors", str(tmp_path / "pages"))
    assert done.returncode == 0
    assert len(list((tmp_path / "pages").glob("*.html"))) == 5
    refused = call(folder, "evaluate", FIRST, SECOND, "--stages", "--errors", "pages")
    assert_one_line(refused, 2, "pages lies in the workspace", "name a folder elsewhere")


def test_the_figures_can_be_written_as_triples(folder, tmp_path):
    file = tmp_path / "quality.ttl"
    done = call(
        folder, "evaluate", FIRST, SECOND, "--stages", "--quality", str(file), "--part", "five articles"
    )
    assert done.returncode == 0
    assert "five-articles-full-position-f1" in file.read_text()
    assert len(read_turtle(file)) > 100


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--min-confidence", "0.5"], "need --stages"),
        (["--quality", "x.ttl"], "need --stages"),
        (["--stages", "--by-hand", "queries"], "no article has annotations on both sides"),
    ],
)
def test_options_that_make_no_sense_are_refused(folder, arguments, words):
    assert_one_line(call(folder, "evaluate", FIRST, SECOND, *arguments), 2, words)
