"""The notebooks of the documentation run from first cell to last, on the data of the project."""

import shutil

import nbclient
import nbformat
import pytest

from communique.release.build import build
from communique.workspace import Workspace
from docs.shown import REPOSITORY
from sample.workspace import accepts

NOTEBOOKS = sorted((REPOSITORY / "docs").rglob("*.ipynb"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The data of the project, built, with the documentation beside it as in the repository."""
    found = tmp_path_factory.mktemp("real")
    for name in ("ontology", "data", "shapes", "queries"):
        (found / name).symlink_to(REPOSITORY / name)
    shutil.copytree(REPOSITORY / "docs", found / "docs")
    build(Workspace.open(found), None, validator=accepts)
    return found


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def run(request, folder):
    """A notebook after it has been run where it lies."""
    place = folder / request.param.relative_to(REPOSITORY)
    notebook = nbformat.read(place, as_version=4)
    # A cell that fails raises here, with its error.
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(place.parent)}}
    ).execute()
    return notebook


def outputs(notebook, kind):
    return [
        output for cell in notebook.cells for output in cell.get("outputs", []) if output.output_type == kind
    ]


def test_a_notebook_runs_without_errors_and_warnings(run):
    assert outputs(run, "error") == []
    assert [output.text for output in outputs(run, "stream") if output.name == "stderr"] == []


def test_the_frames_of_a_notebook_hold_something(run):
    frames = [
        output.data["text/html"] for output in outputs(run, "execute_result") if "text/html" in output.data
    ]
    assert len(frames) >= 8
    assert [frame for frame in frames if "<td>" not in frame] == []


def test_the_citation_names_the_version_that_was_opened(run, folder):
    build_name = (folder / "builds" / "current").read_text(encoding="utf-8").strip()
    printed = "".join(output.text for output in outputs(run, "stream"))
    assert f"https://w3id.org/communique/dataset/{build_name}" in printed


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_stored_without_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(code) >= 10
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_there_is_a_notebook():
    assert [path.name for path in NOTEBOOKS] == ["communique.ipynb"]
