"""`release` and `verify`, run as a user runs them."""

import json
import shutil
from pathlib import Path

import pytest

from cli.calling import assert_one_line, call
from validation.conftest import copy_sound


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Path:
    """A sound workspace with texts and a release; tests must not change it."""
    root = copy_sound(tmp_path_factory.mktemp("releasing") / "workspace").root
    done = call(root, "release", "--name", "2026.01")
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def workspace(released, tmp_path) -> Path:
    """A copy of one's own."""
    return Path(shutil.copytree(released, tmp_path / "workspace"))


def test_a_release_says_what_it_is_and_where(workspace):
    done = call(workspace, "release", "--output", "elsewhere", "--date", "2026-03-04", "--name", "x")
    assert done.returncode == 0
    assert done.stdout.startswith("release x of 2026-03-04, dataset version ")
    assert str(workspace / "elsewhere") in done.stdout
    assert "writing the tables" in done.stderr
    quiet = call(workspace, "release", "--quiet")
    version = (workspace / "builds" / "current").read_text().strip()
    assert (quiet.stdout, quiet.stderr) == (f"{workspace / 'releases' / version}\n", "")


def test_the_report_counts_the_spans_that_were_compared(released):
    text = (released / "releases" / "2026.01" / "report.txt").read_text()
    assert "0 spans unchecked" in text
    assert "The data is sound." in text


def test_broken_data_are_not_released(workspace):
    annotations = next((workspace / "data/annotations/hand").glob("*/*.ttl"))
    annotations.write_text(annotations.read_text().replace("stance:", "stance:un", 1))
    done = call(workspace, "release", "--name", "broken", "--quiet")
    assert done.returncode == 1
    assert "NOT sound" in done.stdout
    assert done.stderr == "communique: no release was made; mend the data first\n"
    assert sorted(path.name for path in (workspace / "releases").iterdir()) == ["2026.01"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--name", "2026.01"), ("exists already", "never replaces")),
        (("--name", "../up"), ("cannot be the name",)),
        (("--date", "soon"), ("is not a day",)),
        (("--since", "nowhere"), ("nowhere is not a release",)),
        (("--output", "data"), ("exists already",)),
        (("--corpus", "/nowhere"), ("corpus folder",)),
    ],
)
def test_a_call_that_makes_no_sense_gives_one_line(released, arguments, words):
    assert_one_line(call(released, "release", "--quiet", *arguments), 2, *words)


def test_verify_prints_each_check_and_ends_with_0(released):
    done = call(released, "verify", "releases/2026.01")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert len(lines) == 9
    assert all(line.startswith("ok ") for line in lines)
    quiet = call(released, "verify", "releases/2026.01", "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")


def test_verify_ends_with_1_and_names_the_damage(workspace):
    with (workspace / "releases" / "2026.01" / "actors.csv").open("a") as file:
        file.write("more\n")
    done = call(workspace, "verify", "releases/2026.01", "--quiet")
    assert done.returncode == 1
    assert "FAILED  every file has its SHA-256" in done.stdout
    assert "actors.csv is not what SHA256SUMS says" in done.stdout
    assert "ok " not in done.stdout


@pytest.mark.parametrize(("damage", "status"), [(False, 0), (True, 1)])
def test_verify_prints_json(workspace, damage, status):
    copy = workspace / "releases" / "2026.01"
    if damage:
        (copy / "void.ttl").unlink()
    done = call(workspace, "verify", str(copy), "--format", "json")
    content = json.loads(done.stdout)
    assert (done.returncode, done.stderr, content["sound"]) == (status, "", not damage)
    failed = [check["name"] for check in content["checks"] if not check["passed"]]
    assert len(content["checks"]) == 9
    assert ("no file is missing and none is too many" in failed) is damage


def test_verify_of_what_is_no_release_ends_with_2(released):
    assert_one_line(call(released, "verify", "data"), 2, "data is not a release", "communique release")
    assert_one_line(call(released, "verify", "nowhere"), 2, "nowhere is not a folder")
