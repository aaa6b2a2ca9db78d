"""A sound workspace of invented data, with the ontology and shapes of the repository."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rdflib import Graph

from communique.graph.turtle import read_turtle
from communique.validation import Report, layers, validate
from communique.workspace import Workspace

ROOT = Path(__file__).parents[2]
SOUND = Path(__file__).parent / "sound"


def copy_sound(target: Path) -> Workspace:
    shutil.copytree(SOUND, target, dirs_exist_ok=True)
    for folder in ("ontology", "shapes"):
        shutil.copytree(ROOT / folder, target / folder)
    (target / "queries").mkdir(exist_ok=True)
    return Workspace.open(target)


@pytest.fixture(scope="session", autouse=True)
def _parsed_once() -> Iterator[None]:
    """Parse files of the same name and content once: ontology and shapes are the same in every workspace."""
    parsed: dict[tuple[str, bytes], Graph] = {}

    def read(path: Path) -> Graph:
        key = (path.name, path.read_bytes() if path.exists() else b"")
        if key not in parsed:
            parsed[key] = read_turtle(path)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "read_turtle", read)
        yield


@pytest.fixture(scope="session")
def passed(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A sound workspace that has been validated once: its cache spares the tests what they do not change."""
    workspace = copy_sound(tmp_path_factory.mktemp("passed") / "workspace")
    report = validate(workspace, workspace.root / "corpus")
    assert not report.findings, report.as_text()
    return workspace


@pytest.fixture
def workspace(passed: Workspace, tmp_path: Path) -> Workspace:
    """A sound workspace of one's own."""
    shutil.copytree(passed.root, tmp_path / "workspace")
    return Workspace.open(tmp_path / "workspace")


@pytest.fixture
def check(workspace: Workspace) -> Callable[[], Report]:
    """Validate the workspace as it now is, texts included."""

    def run() -> Report:
        return validate(Workspace.open(workspace.root), workspace.root / "corpus")

    return run
