"""`corpus add` and `corpus fetch`, as a user calls them."""

import json
from pathlib import Path

import pytest
from rdflib import Graph
from typer.testing import CliRunner

from cli.calling import assert_one_line, call
from communique import cli
from communique.corpus.canonical import sha256_of
from communique.validation import validate
from communique.workspace import Workspace
from corpus.reading.served import site
from validation.conftest import copy_sound

WIRE = "river-wire-2023-06-12-ministers-meet"
NEW = (
    "Ministers meet again\n\n"
    "Ada North met Ben South in Harbour City on Friday, and they spoke of the crossing.\n"
)


@pytest.fixture
def workspace(parsed, tmp_path, monkeypatch) -> Path:
    root = copy_sound(tmp_path / "workspace").root
    monkeypatch.chdir(root)
    monkeypatch.setenv("COMMUNIQUE_FETCH_PRIVATE", "1")
    monkeypatch.setenv("COMMUNIQUE_FETCH_PAUSE_SECONDS", "0")
    return root


def run(*arguments: str):
    return CliRunner().invoke(cli.app, ["corpus", *arguments], env={"COLUMNS": "300"})


def add_record(workspace: Path, turtle: str) -> None:
    records = workspace / "data" / "articles.ttl"
    records.write_text(records.read_text() + "\n" + turtle)


def point_to(workspace: Path, address: str) -> None:
    records = workspace / "data" / "articles.ttl"
    records.write_text(records.read_text().replace("https://example.org/river-wire/ministers-meet", address))


def test_an_added_article_is_stored_and_its_record_can_be_pasted(workspace):
    (workspace / "new.txt").write_text(NEW.replace("\n", "\r\n"))
    done = run("add", "new.txt", "--outlet", "River Wire", "--published", "2023-08-04")
    assert done.exit_code == 0, done.output
    stored = workspace / "corpus" / "river-wire-2023-08-04-ministers-meet-again.txt"
    assert stored.read_bytes() == NEW.encode()
    add_record(workspace, done.stdout)
    report = validate(Workspace.open(workspace), workspace / "corpus", use_cache=False)
    assert report.conforms, report.as_text()
    assert {finding.rule for finding in report.findings} <= {"article-without-annotations"}


def test_an_article_is_added_from_its_address(workspace):
    with site() as (address, _):
        done = run("add", f"{address}/article", "--outlet", "hill-post")
    assert done.exit_code == 0, done.output
    record = Graph().parse(data=done.stdout, format="turtle")
    assert "https://wire.example/12-ministers-meet" in set(map(str, record.objects()))
    (stored,) = (workspace / "corpus").glob("hill-post-2022-05-17-*.txt")
    assert sha256_of(stored.read_text()) in set(map(str, record.objects()))


def test_an_unknown_outlet_is_spoken_of(workspace):
    (workspace / "new.txt").write_text(NEW)
    done = run("add", "new.txt", "--outlet", "Valley Gazette", "--published", "2023-08")
    assert "no outlet 'valley-gazette'" in done.stderr
    assert (
        "no outlet"
        not in run("add", "new.txt", "--outlet", "Valley Gazette", "--published", "2023-08", "--quiet").stderr
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("corpus/river-wire.txt",), (WIRE, "nothing is to be added")),
        (("new.txt",), ("--outlet", "--published")),
        (("new.txt", "--outlet", "hill-post"), ("--published",)),
        (("nowhere.txt",), ("nowhere.txt", "No such file")),
    ],
)
def test_what_cannot_be_added_gives_one_line(workspace, arguments, words):
    (workspace / "new.txt").write_text(NEW)
    before = sorted((workspace / "corpus").iterdir())
    assert_one_line(call(workspace, "corpus", "add", *arguments), 2, *words)
    assert sorted((workspace / "corpus").iterdir()) == before


def test_a_text_that_is_the_one_annotated_is_stored(workspace):
    with site() as (address, _):
        added = run("add", f"{address}/plain", "--outlet", "hill-post", "--published", "2022-05-17")
        add_record(workspace, added.stdout)
        (stored,) = (workspace / "corpus").glob("hill-post-2022*.txt")
        content = stored.read_bytes()
        stored.unlink()
        done = run("fetch", stored.stem)
    assert done.stdout == f"{stored.stem}: the text that was annotated\n"
    assert stored.read_bytes() == content


def test_another_edition_gets_the_places_of_what_stands_in_it_exactly(workspace):
    text = (workspace / "corpus" / "river-wire.txt").read_text()
    (workspace / "corpus" / "river-wire.txt").unlink()
    with site() as (address, _):
        point_to(workspace, f"{address}/plain")
        done = run("fetch", WIRE)
        again = run("fetch", WIRE)
        once_more = run("fetch", WIRE, "--again")
    assert "another edition of the text; 0 of " in done.stdout
    assert f"not: https://w3id.org/communique/id/annotation/{WIRE}/reader/" in done.stdout
    assert (again.stdout, again.exit_code) == ("", 0)
    assert once_more.stdout == done.stdout
    anchors = json.loads((workspace / "corpus" / "editions" / f"{WIRE}.anchors.json").read_text())
    assert (anchors["article"], anchors["anchors"]) == (WIRE, [])
    assert len(anchors["lost"]) > 10
    assert text not in (workspace / "corpus" / "editions" / f"{WIRE}.text").read_text()


def test_an_edition_does_not_count_as_a_text_of_the_dataset(workspace):
    (workspace / "corpus" / "river-wire.txt").unlink()
    with site() as (address, _):
        point_to(workspace, f"{address}/article")
        assert run("fetch").exit_code == 0
    report = validate(Workspace.open(workspace), workspace / "corpus", use_cache=False)
    assert {finding.rule for finding in report.findings} == set()


def test_a_publisher_who_says_no_is_reported_and_the_rest_is_done(workspace):
    (workspace / "corpus" / "river-wire.txt").unlink()
    with site((200, "User-agent: *\nDisallow: /\n")) as (address, asked):
        point_to(workspace, f"{address}/article")
        done = run("fetch")
    assert done.exit_code == 1
    assert WIRE in done.stderr
    assert "robots.txt" in done.stderr
    assert [path for path, _ in asked] == ["/robots.txt"]


def test_texts_at_hand_are_not_fetched(workspace):
    with site() as (address, asked):
        point_to(workspace, f"{address}/article")
        done = run("fetch")
    assert (done.exit_code, done.stdout, asked) == (0, "", [])


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("no-such-article", ("no article no-such-article",)),
        ("hill-post-2023-06-13-northland-asks-again", ("has no address",)),
    ],
)
def test_an_article_that_cannot_be_asked_for_gives_one_line(workspace, slug, words):
    assert_one_line(call(workspace, "corpus", "fetch", slug), 2, *words)
