"""Every command and query that the README and the guides show is run, and its answer compared."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from docs.shown import PAGES, REPOSITORY, blocks, console_sessions, matches, queries

SESSIONS = console_sessions()
QUERIES = queries()
PROGRAMS = Path(sys.executable).parent


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """A copy of the dataset, so that what the pages do leaves the repository as it is."""
    folder = tmp_path_factory.mktemp("stranger") / "communique"
    folder.mkdir()
    for name in ("ontology", "data", "shapes", "queries", "docs"):
        shutil.copytree(REPOSITORY / name, folder / name)
    run("communique build --quiet", folder)
    return folder


@pytest.fixture(scope="module")
def port(workspace):
    """A running service, started as the pages say; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    process = subprocess.Popen(
        [PROGRAMS / "communique", "serve", "."], cwd=workspace, env={**environment(), "PORT": str(number)}
    )
    try:
        wait_for(f"http://127.0.0.1:{number}/health")
        yield number
    finally:
        process.terminate()
        assert process.wait(timeout=20) in (0, -15, 143)


def environment() -> dict[str, str]:
    corpus = next(
        (path for path in (REPOSITORY / "corpus", REPOSITORY.parent / "shared/corpus") if path.is_dir()), None
    )
    found = {"COMMUNIQUE_CORPUS": str(corpus)} if corpus else {}
    return {**os.environ, **found, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "240"}


def wait_for(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}")


def run(command: str, folder: Path, text: str | None = None) -> str:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment(),
        input=text,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: str(session[0]))
def test_a_console_session_prints_what_is_shown(session, workspace, port):
    for step in session:
        command = step.source.replace("127.0.0.1:8000", f"127.0.0.1:{port}")
        printed = run(command, workspace).replace(f"127.0.0.1:{port}", "127.0.0.1:8000")
        assert not step.answer or matches(step.answer, printed), f"{step}: {step.source}\nprinted:\n{printed}"


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_a_query_gives_the_answer_that_is_shown(query, workspace):
    printed = run("communique query -", workspace, query.source)
    assert query.answer, f"{query}: shows no answer"
    assert matches(query.answer, printed), f"{query}\nprinted:\n{printed}"


PROGRAMS_SHOWN = [
    (f"{page.name}:{line}", content)
    for page in PAGES
    for line, language, content in blocks(page)
    if language == "python"
]


@pytest.mark.parametrize(("place", "content"), PROGRAMS_SHOWN, ids=[place for place, _ in PROGRAMS_SHOWN])
def test_a_program_runs(place, content, port, workspace, tmp_path):
    program = tmp_path / "shown.py"
    program.write_text(
        content.replace("127.0.0.1:8000", f"127.0.0.1:{port}")
        + '\nif __name__ == "__main__":\n    assert rows\n'
    )
    done = subprocess.run(
        [sys.executable, program], capture_output=True, text=True, timeout=60, check=False, cwd=workspace
    )
    assert done.returncode == 0, f"{place}\n{done.stderr}"


def test_the_pages_show_sessions_and_queries():
    assert {step.page for session in SESSIONS for step in session} >= {"README.md", "quick-start.md"}
    assert any(query.page == "README.md" for query in QUERIES)
    assert PROGRAMS_SHOWN


def test_the_two_commands_of_the_readme_are_targets_that_do_their_own_set_up():
    (first, second) = [content.strip() for _, language, content in blocks(PAGES[0]) if language == "sh"][:2]
    assert (first, second) == ("make serve", "make test")
    for command in (first, second):
        recipe = subprocess.run(
            ["make", "--dry-run", "--always-make", *command.split()[1:]],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert "setup-venv.sh" in recipe
        assert "--require-hashes -r requirements.lock" in recipe


def test_ci_runs_the_test_command_of_the_readme_and_nothing_else():
    script = (REPOSITORY / ".ci" / "run").read_text()
    commands = [line for line in script.splitlines() if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["make test"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
