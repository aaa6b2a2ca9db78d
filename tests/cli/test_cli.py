"""The command line, run as a user runs it: what is printed, what is left behind, how it ends."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.calling import PROGRAM, assert_one_line, call
from communique import cli
from communique.workspace import Workspace
from validation.conftest import SOUND, copy_sound

ARTICLE = next(iter(sorted(path.name for path in (SOUND / "data/annotations/hand").iterdir())))


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A sound workspace with texts, validated and built once."""
    root = copy_sound(tmp_path_factory.mktemp("cli") / "workspace").root
    assert call(root, "build", "--quiet").returncode == 0
    return root


@pytest.fixture
def workspace(built, tmp_path) -> Path:
    """A copy of one's own to break."""
    shutil.copytree(built, tmp_path / "workspace")
    return tmp_path / "workspace"


def commands() -> list[str]:
    return [command.callback.__name__ for command in cli.app.registered_commands]


@pytest.mark.parametrize("command", commands())
def test_every_command_has_help_with_an_example(command):
    result = CliRunner().invoke(cli.app, [command, "--help"], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    assert f"communique {command}" in result.output.partition("Example:")[2]


def test_the_commands_are_the_documented_ones():
    assert sorted(commands()) == [
        "annotate",
        "build",
        "evaluate",
        "locate",
        "publish",
        "query",
        "release",
        "serve",
        "sheet",
        "stats",
        "validate",
        "verify",
    ]


def test_validate_says_that_sound_data_is_sound(built):
    done = call(built, "validate")
    assert done.returncode == 0
    assert "The data is sound." in done.stdout


def test_validate_ends_with_1_and_names_the_file_if_the_data_is_broken(workspace):
    broken = workspace / "data" / "articles.ttl"
    broken.write_text(broken.read_text() + "\narticle:x a cq:Article")
    done = call(workspace, "validate")
    assert done.returncode == 1
    assert "data/articles.ttl" in done.stdout


@pytest.mark.parametrize("output", ["json", "ttl"])
def test_validate_prints_for_programs(built, output):
    done = call(built, "validate", "--format", output)
    assert done.returncode == 0
    assert (
        json.loads(done.stdout)["conforms"] is True if output == "json" else "sh:conforms true" in done.stdout
    )


def test_quiet_validation_of_sound_data_says_nothing(built):
    done = call(built, "validate", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_folder_that_is_no_workspace_gives_one_line(tmp_path):
    for command in ("validate", "build", "stats", "serve"):
        assert_one_line(call(tmp_path, command), 2, "is not a Communiqué workspace", "name the folder")


def test_a_corpus_that_is_not_there_gives_one_line(built):
    assert_one_line(
        call(built, "validate", "--corpus", "/nowhere"), 2, "corpus folder /nowhere does not exist"
    )


def test_invalid_data_does_not_replace_a_good_build(workspace):
    before = (workspace / "builds" / "current").read_text()
    annotations = next((workspace / "data/annotations/hand").glob("*/*.ttl"))
    annotations.write_text(annotations.read_text().replace("stance:", "stance:un", 1))
    done = call(workspace, "build")
    assert done.returncode == 1
    assert "the last good build stays in use" in done.stderr
    assert (workspace / "builds" / "current").read_text() == before
    assert call(workspace, "query", "-", text="ASK { ?s ?p ?o }").stdout == "true\n"


def test_query_prints_tables_json_csv_and_turtle(built):
    select = "SELECT ?s WHERE { ?s a <https://w3id.org/communique/ontology#Position> } ORDER BY ?s LIMIT 1"
    table = call(built, "query", "-", text=select).stdout
    assert table.splitlines()[0].strip() == "s"
    assert table.splitlines()[1].startswith("position:")
    assert (
        len(
            json.loads(call(built, "query", "-", "--format", "json", text=select).stdout)["results"][
                "bindings"
            ]
        )
        == 1
    )
    assert call(built, "query", "-", "--format", "csv", text=select).stdout.splitlines()[0] == "s"
    construct = select.replace("SELECT ?s", "CONSTRUCT { ?s a <http://example.org/Found> }")
    assert "<http://example.org/Found>" in call(built, "query", "-", text=construct).stdout


@pytest.mark.parametrize(
    ("text", "arguments", "words"),
    [
        ("SELECT * WHERE {", (), ("line 1",)),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", (), ("updates are not allowed",)),
        ("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", (), ("SERVICE is not allowed",)),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", ("--format", "csv"), ("gives a graph", "ttl can")),
        ("ASK { ?s ?p ?o }", ("--format", "ttl"), ("gives no graph",)),
    ],
)
def test_a_query_that_cannot_be_answered_gives_one_line(built, text, arguments, words):
    assert_one_line(call(built, "query", "-", *arguments, text=text), 2, *words)


def test_a_canned_query_takes_parameters(workspace):
    query = "#+ title: one\n#+ parameters: [{name: who, type: actor}]\nSELECT ?who ?p WHERE { ?who a ?p }"
    (workspace / "one.rq").write_text(query)
    holders = "SELECT ?a WHERE { ?p <https://w3id.org/communique/ontology#holder> ?a }"
    slug = call(workspace, "query", "-", "--format", "csv", text=holders).stdout.split()[1].rpartition("/")[2]
    rows = call(
        workspace, "query", "one.rq", "--param", f"who={slug}", "--format", "csv"
    ).stdout.splitlines()[1:]
    assert rows
    assert all(row.startswith(f"https://w3id.org/communique/id/actor/{slug},") for row in rows)
    assert_one_line(call(workspace, "query", "one.rq"), 2, "the parameter 'who' is missing")
    assert_one_line(call(workspace, "query", "one.rq", "-p", "who=nobody-at-all"), 2, "there is no actor")
    assert_one_line(call(workspace, "query", "one.rq", "-p", "when=now"), 2, "there is no parameter 'when'")
    assert_one_line(call(workspace, "query", "one.rq", "-p", "who"), 2, "NAME=VALUE")
    assert_one_line(call(workspace, "query", "-", "-p", "who=x", text="ASK {}"), 2, "leave --param out")


def test_a_query_file_that_is_not_there_gives_one_line(built):
    assert_one_line(call(built, "query", "nowhere.rq"), 2, "nowhere.rq cannot be read: No such file")


def test_a_query_without_a_build_says_what_to_run(tmp_path):
    copy_sound(tmp_path / "fresh")
    assert_one_line(call(tmp_path / "fresh", "query", "-", text="ASK {}"), 2, "run `communique build`")


def test_stats_counts(built):
    rows = json.loads(call(built, "stats", "--format", "json").stdout)
    counts = {(row["what"], row["which"]): row["count"] for row in rows}
    assert counts["kind", "articles"] == len(list((built / "data/annotations/hand").iterdir()))


def test_locate_gives_a_selector_and_names_words_that_are_not_there(built):
    text = next((built / "corpus").glob("*.txt")).read_text()
    words = text.split("\n")[0].split(". ")[0]
    done = next(
        done for article in Workspace.open(built).annotation_files
        if (done := call(built, "locate", article.article, words, "--format", "json")).returncode == 0
    )  # fmt: skip
    selectors = json.loads(done.stdout)["selector"]
    start, end = selectors[0]["start"], selectors[0]["end"]
    assert text[start:end] == words
    assert_one_line(call(built, "locate", ARTICLE, "no such words here"), 2, "not in the text")
    assert_one_line(call(built, "locate", "unknown-article", "words"), 2, "no article 'unknown-article'")


def test_locate_takes_a_text_file_as_well(built, tmp_path):
    (tmp_path / "wire.txt").write_bytes("“Well,” said Zenda.\r\nHentzau was silent.".encode())
    done = call(tmp_path, "locate", "wire.txt", "Hentzau", "--format", "json")
    assert json.loads(done.stdout)["selector"][0]["start"] == 20
    assert "'xml' is not one of" in call(tmp_path, "locate", "wire.txt", "Hentzau", "--format", "xml").stderr
    (tmp_path / "latin.txt").write_bytes("é".encode("latin-1"))
    assert_one_line(call(tmp_path, "locate", "latin.txt", "x"), 2, "latin.txt is not UTF-8 at byte 0")


@pytest.mark.parametrize("annotator", ["nobody", "../../../evil"])
def test_a_sheet_of_an_unknown_annotator_writes_nothing(workspace, annotator):
    (workspace / "sheet.yaml").write_text(json.dumps({"article": ARTICLE}))
    before = sorted(workspace.rglob("*"))
    done = call(workspace, "sheet", "sheet.yaml", "--annotator", annotator)
    assert_one_line(done, 2, "no annotator", "data/annotators.ttl", "reader")
    assert sorted(workspace.rglob("*")) == before


def test_a_sheet_that_is_not_utf8_names_the_file(workspace):
    (workspace / "sheet.yaml").write_bytes("é".encode("latin-1"))
    done = call(workspace, "sheet", "sheet.yaml", "--annotator", "reader")
    assert_one_line(done, 2, "sheet.yaml is not UTF-8 at byte 0")


def test_a_sheet_becomes_a_file_that_validates(workspace):
    article = Workspace.open(workspace).annotation_files[0]
    text = next(
        path.read_text() for path in (workspace / "corpus").glob("*.txt")
        if call(workspace, "locate", article.article, path.read_text()[:12]).returncode == 0
    )  # fmt: skip
    sheet = workspace / "sheet.yaml"
    sheet.write_text(json.dumps({"article": article.article, "mentions": [[text[:12], "actor/nobody"]]}))
    target = workspace / "out.ttl"
    done = call(workspace, "sheet", "sheet.yaml", "--annotator", "reader", "--into", "out.ttl")
    assert (done.returncode, done.stdout) == (0, "out.ttl: 0 positions, 1 mentions\n")
    assert "actor:nobody" in target.read_text()


def test_a_broken_sheet_names_each_thing_to_mend_and_writes_nothing(workspace):
    sheet = workspace / "sheet.yaml"
    sheet.write_text(
        json.dumps({"article": ARTICLE, "mentions": [["no such words", "actor/x"], ["nor these", "y"]]})
    )
    done = call(workspace, "sheet", "sheet.yaml", "--annotator", "reader", "--into", "out.ttl")
    assert done.returncode == 2
    assert "mention 1" in done.stderr
    assert "mention 2" in done.stderr
    assert not (workspace / "out.ttl").exists()


def test_evaluate_compares_two_files(built):
    file = next((built / "data/annotations/hand").glob("*/*.ttl"))
    (row,) = json.loads(call(built, "evaluate", str(file), str(file), "--format", "json").stdout)
    assert (row["F1"], row["mentions F1"]) == (1.0, 1.0)
    assert_one_line(
        call(built, "evaluate", str(file), "queries"), 2, "no article has annotations on both sides"
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_serve_answers_on_the_port_asked_for_and_ends_cleanly_on_ctrl_c(built):
    port = free_port()
    process = subprocess.Popen(
        [PROGRAM, "serve"],
        cwd=built,
        env={**os.environ, "PORT": str(port)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert health(port)["status"] == "ok"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) in (0, 130)
    finally:
        process.kill()
        _, errors = process.communicate()
    assert f"serving at http://127.0.0.1:{port}/" in errors
    assert "Traceback" not in errors


def test_serve_tells_with_the_time_what_it_goes_on_to(built, tmp_path):
    port, told = free_port(), tmp_path / "told"
    with told.open("w") as errors:
        process = subprocess.Popen(
            [PROGRAM, "serve"], cwd=built, env={**os.environ, "PORT": str(port)}, stderr=errors
        )
    try:
        version = health(port)["dataset"]
        process.send_signal(signal.SIGHUP)
        wait_for(lambda: f"INFO serving dataset version {version}" in told.read_text())
    finally:
        process.terminate()
        process.wait(timeout=20)
    line = next(line for line in told.read_text().splitlines() if "INFO" in line)
    assert re.match(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2},\d{3} INFO ", line)


def wait_for(met: Callable[[], bool]) -> None:
    for _ in range(300):
        if met():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to that")


def health(port: int) -> dict[str, object]:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                return json.load(answer)
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the service does not answer")


def test_a_port_in_use_gives_one_line(built):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = call(built, "serve", "--quiet", "--port", str(taken.getsockname()[1]))
    assert_one_line(done, 2, "cannot be used", "choose another with --port")


@pytest.mark.parametrize("value", ["99999", "abc", ""])
def test_a_setting_that_makes_no_sense_gives_one_line(built, value):
    done = subprocess.run(
        [PROGRAM, "serve"],
        cwd=built,
        env={**os.environ, "PORT": value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert_one_line(done, 2, "a setting of the environment cannot be used", f"PORT={value}")
