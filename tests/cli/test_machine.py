"""`annotate`, as a user calls it: what is printed, written and saved, and how it ends."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from annotator.machine.invented import ARTICLE, FILE, FOUND, TEXT
from cli.calling import assert_one_line, call
from communique import cli
from communique.annotator.machine.as_json import as_json
from communique.annotator.pipeline import Annotator
from corpus.reading.served import ARTICLE as PAGE
from corpus.reading.served import site
from validation.conftest import copy_sound

SECOND = (
    "Ministers meet again\n\n"
    "Ada North met Ben South in Harbour City on Friday, and they spoke of the crossing.\n"
)


@pytest.fixture
def workspace(parsed, tmp_path, monkeypatch) -> Path:
    root = copy_sound(tmp_path / "workspace").root
    monkeypatch.chdir(tmp_path)
    return root


@pytest.fixture
def annotated(monkeypatch) -> list[str]:
    """The texts that the pipeline was given; it finds the same in each, and fails over one."""
    texts = []

    def annotate(self, article):
        texts.append(article.text)
        if "fails here" in article.text:
            raise KeyError("a fault of the program")
        return FOUND

    monkeypatch.setattr(Annotator, "annotate", annotate)
    return texts


@pytest.fixture
def run(workspace, annotated):
    def run(*arguments: str, text: str | bytes | None = None):
        return CliRunner().invoke(
            cli.app,
            ["annotate", *map(str, arguments), "-w", str(workspace)],
            input=text,
            env={"COLUMNS": "200"},
        )

    return run


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder with two good articles and a bad one, and something else."""
    target = tmp_path / "articles"
    (target / "deep").mkdir(parents=True)
    shutil.copy(FILE, target / "a.txt")
    (target / "b.txt").write_bytes(b"%PDF-1.7")
    (target / "deep" / "c.html").write_text(PAGE)
    (target / "notes.md").write_text("nothing to do with it")
    return target


def test_one_article_gives_one_json_object(run):
    done = run(FILE, "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads(json.dumps(as_json(FOUND)))


def test_several_articles_give_json_lines_that_name_the_files(run, tmp_path):
    (tmp_path / "second.txt").write_text(SECOND)
    done = run(FILE, "second.txt", "--format", "json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line.pop("file") for line in lines] == [str(FILE), "second.txt"]
    assert lines[1] == json.loads(json.dumps(as_json(FOUND)))


def test_the_table_shows_the_text_and_what_was_found(run):
    done = run(FILE)
    assert done.exit_code == 0
    assert "[1+]Ada North said that the crossing must be reopened" in done.stdout
    assert "Ada North calls for River Statement, point 2" in done.stdout
    assert "\x1b" not in done.stdout


def test_turtle_is_printed_with_what_is_not_recorded_on_the_side(run):
    done = run(FILE, "--format", "ttl")
    assert f"oa:hasSource article:{ARTICLE}" in done.stdout
    assert "not recorded: event/statement-south-2023-06-12" in done.stderr
    assert "not recorded" not in run(FILE, "--format", "ttl", "--quiet").stderr


def test_the_report_goes_to_a_file(run, tmp_path):
    done = run(FILE, "--format", "report", "--output", "report.html")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / "report.html").read_text().startswith("<!doctype html>")


def test_reports_on_several_articles_go_to_a_folder(run, folder, tmp_path):
    done = run(folder / "a.txt", folder / "deep" / "c.html", "--format", "report", "--output", "reports")
    assert done.exit_code == 0
    assert len(list((tmp_path / "reports").glob("*.html"))) == 2
    done = run(folder / "a.txt", folder / "deep" / "c.html", "--format", "report")
    assert "name a folder with --output" in str(done.exception)


def test_files_on_articles_of_like_names_do_not_replace_each_other(run, tmp_path):
    for name in ("a b.txt", "a-b.txt", "ա.txt", "բ.txt"):
        shutil.copy(FILE, tmp_path / name)
    run("a b.txt", "a-b.txt", "ա.txt", "բ.txt", "--format", "report", "--output", "reports")
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == [
        "a-b-txt-2.html",
        "a-b-txt.html",
        "txt-2.html",
        "txt.html",
    ]


def test_json_lines_go_to_one_file(run, folder, tmp_path):
    run(folder, "--format", "json", "--output", "found.jsonl")
    lines = (tmp_path / "found.jsonl").read_text().splitlines()
    assert [Path(json.loads(line)["file"]).name for line in lines] == ["a.txt", "c.html"]


def test_a_bad_article_is_reported_and_the_rest_is_done(run, folder, annotated):
    (folder / "d.txt").write_text("This article fails here, and nobody knows why it does that.")
    done = run(folder, folder / "nowhere.txt", "--format", "json")
    assert done.exit_code == 1
    assert [Path(json.loads(line)["file"]).name for line in done.stdout.splitlines()] == ["a.txt", "c.html"]
    complaints = done.stderr.splitlines()
    assert [line.rpartition("articles/")[2] for line in complaints] == [
        "b.txt: it is a PDF file; save the article as plain text or HTML",
        "d.txt: KeyError: 'a fault of the program'",
        "nowhere.txt: cannot be read: No such file or directory",
    ]


def test_a_stopped_run_goes_on_where_it_was(run, folder, annotated):
    run(folder, "--format", "json")
    assert len(annotated) == 2
    (folder / "e.txt").write_text(SECOND)
    done = run(folder, "--format", "json")
    assert len(done.stdout.splitlines()) == 3
    assert len(annotated) == 3
    run(folder, "--format", "json", "--fresh")
    assert len(annotated) == 6


def test_saving_writes_the_file_of_the_article_and_says_so(run, workspace):
    done = run(FILE, "--save")
    path = workspace / "data" / "annotations" / "machine" / f"{ARTICLE}.ttl"
    assert done.stdout == f"{path}: 3 positions, 4 mentions\n"
    assert path.read_text() == run(FILE, "--format", "ttl").stdout


def test_saving_and_printing_go_together(run, workspace):
    done = run(FILE, "--save", "--format", "json")
    assert json.loads(done.stdout)["positions"]
    assert (workspace / "data" / "annotations" / "machine" / f"{ARTICLE}.ttl").exists()


def test_an_article_that_the_data_do_not_know_is_not_saved(run, workspace, tmp_path):
    (tmp_path / "second.txt").write_text(SECOND)
    done = run("second.txt", "--save", "--outlet", "river-wire", "--published", "2023-08-04")
    assert done.exit_code == 1
    assert "communique corpus add" in done.stderr
    assert not (workspace / "data" / "annotations" / "machine").exists()


def test_the_time_of_the_annotations_can_be_given(run):
    assert "2024-05-06T07:08:09+00:00" in run(FILE, "--format", "ttl", "--at", "2024-05-06T07:08:09").stdout
    assert "write 2023-07-26T09:00:00+00:00" in str(run(FILE, "--format", "ttl", "--at", "noon").exception)


def test_a_day_that_nobody_tells_is_asked_for(run, tmp_path):
    (tmp_path / "second.txt").write_text(SECOND)
    assert "give it with --published" in run("second.txt").stderr
    assert "--published" not in run("second.txt", "--published", "2023").stderr
    assert "--published" not in run("second.txt", "--quiet").stderr


def test_standard_input_is_read(run, annotated):
    done = run("-", "--format", "json", text=SECOND)
    assert done.exit_code == 0
    assert annotated == [SECOND]


def test_an_address_is_read_if_it_may_be(run, annotated, monkeypatch):
    with site() as (address, _):
        refused = run(f"{address}/article", "--format", "json")
        monkeypatch.setenv("COMMUNIQUE_FETCH_PRIVATE", "1")
        done = run(f"{address}/article", "--format", "json")
    assert refused.exit_code == 1
    assert "COMMUNIQUE_FETCH_PRIVATE=1" in refused.stderr
    assert done.exit_code == 0
    assert len(annotated) == 1


@pytest.mark.parametrize(
    "day", ["2023-08-04", "2023-08-04T10:00:00+04:00", "2023-08-04 10:00", "4 August 2023"]
)
def test_the_day_of_publication_may_be_given_in_many_ways(run, tmp_path, day):
    (tmp_path / "second.txt").write_text(SECOND)
    done = run("second.txt", "--format", "ttl", "--outlet", "River Wire", "--published", day)
    assert "article:river-wire-2023-08-04-ministers-meet-again" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("a.txt", "b.txt", "--url", "https://wire.example/"), ("--url", "single file")),
        (("a.txt", "--published", "yesterday"), ("--published", "YYYY-MM-DD")),
        (("-", "-"), ("only once",)),
        (("empty",), ("holds no articles",)),
        (("a.txt", "--workers", "2"), ("--workers", "--engine")),
        (("a.jsonl",), ("--output",)),
        (("a.jsonl", "b.jsonl", "--output", "results"), ("one folder or file of JSON lines",)),
        (("a.jsonl", "--output", "results", "--save"), ("--save",)),
        (("nowhere.jsonl", "--output", "results"), ("nowhere.jsonl", "neither a folder")),
    ],
)
def test_a_call_that_cannot_be_carried_out_gives_one_line(workspace, arguments, words):
    (workspace / "empty").mkdir()
    assert_one_line(call(workspace, "annotate", *arguments), 2, *words)


def test_another_folder_than_a_workspace_gives_one_line(tmp_path):
    assert_one_line(call(tmp_path, "annotate", str(FILE)), 2, "is not a Communiqué workspace")


def test_it_works_from_any_folder_without_the_parser(workspace, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    done = call(
        tmp_path / "elsewhere",
        "annotate",
        "-",
        "--rules-only",
        "--format",
        "json",
        "-w",
        str(workspace),
        text=TEXT,
    )
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)) == {"mentions", "positions"}


def test_an_archive_is_annotated_as_a_whole_and_goes_on_where_it_was(workspace, annotated, tmp_path):
    articles = [
        {"id": "one", "text": TEXT, "outlet": "river-wire", "published": "2023-06-12"},
        {"id": "two", "text": SECOND, "outlet": "River Wire", "published": "2023-08-04"},
        {"id": "bad", "text": "It fails here, and that is all there is to it."},
    ]
    (tmp_path / "archive.jsonl").write_text("".join(json.dumps(item) + "\n" for item in articles))
    command = ["annotate", "archive.jsonl", "--output", "results", "--rules-only", "-w", str(workspace)]
    first, second = (CliRunner().invoke(cli.app, command) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (1, 1)
    assert "3 articles, 3 annotated now, 0 done before, 1 not annotated; digest " in first.stdout
    assert "3 articles, 0 annotated now, 3 done before" in second.stdout
    assert first.stdout.split()[-1] == second.stdout.split()[-1]
    assert "bad: KeyError" in first.stderr
    assert len(annotated) == 3


def test_a_folder_is_annotated_by_several_processes(workspace, folder, tmp_path):
    done = call(
        tmp_path, "annotate", str(folder), "--engine", "processes", "--workers", "2", "--rules-only",
        "--output", "results", "--outlet", "river-wire", "--published", "2023-06-12", "-w", str(workspace),
    )  # fmt: skip
    assert done.returncode == 1
    assert "3 articles, 3 annotated now, 0 done before, 1 not annotated" in done.stdout
    assert "b.txt: SourceError: it is a PDF file" in done.stderr
