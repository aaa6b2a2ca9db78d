import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph
import pytest

from communique.graph.turtle import TurtleError
from communique.release import build as module
from communique.release.build import BuildMissing, BuildRefused, build, current_build
from communique.release.opening import open_store
from communique.workspace import Workspace
from sample.workspace import HERALD, REPOSITORY, accepts, refuses


def entries(workspace):
    return sorted(path.name for path in workspace.builds.iterdir())


def test_a_build_is_complete(workspace):
    made = build(workspace, None, validator=accepts)
    assert made.path.name == made.version[:16]
    manifest = json.loads((made.path / "manifest.json").read_text())
    assert manifest["version"] == made.version
    assert manifest["quads"] == made.quads
    assert (
        manifest["sources"]["data/articles.ttl"]
        == hashlib.sha256(workspace.articles_file.read_bytes()).hexdigest()
    )
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((made.path / name).read_bytes()).hexdigest() == digest
    assert entries(workspace) == sorted([made.path.name, "current"])
    again = current_build(workspace)
    assert (again.version, again.quads, again.triples) == (made.version, made.quads, made.triples)


def test_the_version_is_the_hash_of_the_canonical_data(workspace):
    made = build(workspace, None, validator=accepts)
    lines = (made.path / "dataset.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines == sorted(lines)
    data = [line for line in lines if not line.endswith("/graph/provenance> .\n")]
    assert hashlib.sha256("".join(data).encode()).hexdigest() == made.version
    # Any other implementation of RDFC-1.0 has to find the same, so canonicalising again must change nothing.
    quads = pyoxigraph.Dataset(pyoxigraph.parse("".join(data).encode(), format=pyoxigraph.RdfFormat.N_QUADS))
    quads.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    written = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.N_QUADS).decode()
    assert sorted(written.splitlines(keepends=True)) == data


def test_equal_data_give_equal_bytes(workspace, tmp_path_factory):
    from sample.workspace import make_workspace

    first = build(workspace, None, validator=accepts)
    other = make_workspace(tmp_path_factory.mktemp("other"))
    # The same triples in another order, under other blank node names, with other line breaks.
    for path in [*other.reference_files, *(file.path for file in other.annotation_files)]:
        triples = list(
            pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE, rename_blank_nodes=True)
        )
        path.write_bytes(pyoxigraph.serialize(triples[::-1], format=pyoxigraph.RdfFormat.TURTLE))
    second = build(other, None, validator=accepts)
    assert second.version == first.version
    for name in ("dataset.nq", "communique.ttl", "communique.trig"):
        assert (first.path / name).read_bytes() == (second.path / name).read_bytes()


def test_the_same_data_are_built_once(workspace):
    first = build(workspace, None, validator=accepts)
    stamp = (first.path / "manifest.json").stat().st_mtime_ns
    second = build(workspace, None, validator=accepts)
    assert second.reused
    assert not first.reused
    assert (second.path / "manifest.json").stat().st_mtime_ns == stamp


def test_a_change_gives_another_build_and_keeps_the_old(workspace):
    first = build(workspace, None, validator=accepts)
    path = workspace.annotation_path(HERALD, "first-reader")
    path.write_text(path.read_text().replace("Berg rests her demand", "Berg bases her demand"))
    second = build(Workspace.open(workspace.root), None, validator=accepts)
    assert second.version != first.version
    assert current_build(workspace).version == second.version
    assert entries(workspace) == sorted([first.path.name, second.path.name, "current"])


def test_a_damaged_build_is_made_anew(workspace):
    first = build(workspace, None, validator=accepts)
    (first.path / "communique.ttl").unlink()
    with pytest.raises(BuildMissing, match="not whole"):
        current_build(workspace)
    second = build(workspace, None, validator=accepts)
    assert not second.reused
    assert (second.path / "communique.ttl").exists()


def test_invalid_data_replace_nothing(workspace):
    first = build(workspace, None, validator=accepts)
    workspace.articles_file.write_text(
        workspace.articles_file.read_text() + "\n<https://example.org/x> a <a:b> .\n"
    )
    with pytest.raises(BuildRefused) as caught:
        build(workspace, None, validator=refuses)
    assert caught.value.report.as_text() == "everything is wrong"
    assert current_build(workspace).version == first.version
    assert entries(workspace) == sorted([first.path.name, "current"])


def test_a_file_that_is_no_turtle_is_named(workspace):
    workspace.articles_file.write_text("<a:b> <a:c> .")
    with pytest.raises(TurtleError, match=r"articles\.ttl"):
        build(workspace, None, validator=accepts)


def test_no_build_is_one_clear_error(workspace):
    with pytest.raises(BuildMissing, match="communique build"):
        current_build(workspace)
    workspace.builds.mkdir()
    for broken in ("", "../data", "0123456789abcdef"):
        (workspace.builds / "current").write_text(broken)
        with pytest.raises(BuildMissing):
            current_build(workspace)


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("place", ["_fill_store", "_flush", "_flush_folder"])
def test_an_interrupted_build_leaves_no_trace(workspace, monkeypatch, error, place):
    def interrupted(*arguments):
        raise error

    monkeypatch.setattr(module, place, interrupted)
    with pytest.raises(error):
        build(workspace, None, validator=accepts)
    left = entries(workspace)
    if place == "_flush_folder":  # the build was whole by then or is not there; nothing half-made either way
        left = [name for name in left if not (workspace.builds / name / "manifest.json").exists()]
    assert left == []


_KILLED = """
import sys, time
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from sample.workspace import accepts
from communique.release import build as module
from communique.workspace import Workspace
def wait(*arguments):
    print("ready", flush=True)
    time.sleep(60)
module._flush = wait
module.build(Workspace.open(Path(sys.argv[1])), None, validator=accepts)
"""


@pytest.mark.parametrize(("number", "leaves"), [(signal.SIGTERM, 0), (signal.SIGINT, 0), (signal.SIGKILL, 1)])
def test_a_killed_build_leaves_nothing_that_the_next_one_does_not_remove(workspace, number, leaves):
    command = [sys.executable, "-c", _KILLED, str(workspace.root), str(REPOSITORY / "tests")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout.readline() == b"ready\n"
        os.kill(process.pid, number)
        process.wait(20)
    assert len(entries(workspace)) == leaves
    made = build(workspace, None, validator=accepts)
    assert entries(workspace) == sorted([made.path.name, "current"])


def test_provenance_says_what_and_nothing_of_when_or_where(workspace):
    made = build(workspace, None, validator=accepts)
    lines = (made.path / "dataset.nq").read_text().splitlines()
    about = "\n".join(line for line in lines if line.endswith("/graph/provenance> ."))
    assert made.version in about
    assert "prov#Activity" in about
    assert "dateTime" not in about
    assert str(workspace.root) not in about


def test_the_store_has_graphs_apart_and_merged(workspace):
    made = build(workspace, None, validator=accepts)
    store = open_store(workspace)
    assert store.version == made.version
    assert store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows() == [{"n": str(made.triples)}]
    assert store.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }").rows() == [{"n": str(made.quads)}]
    # A blank node is the same one in both.
    joined = """PREFIX oa: <http://www.w3.org/ns/oa#>
        ASK { GRAPH ?g { ?annotation oa:hasTarget ?target } ?target oa:hasSource ?article }"""
    assert store.query(joined).serialise("text/csv") == b"true"


def test_the_service_can_read_a_build_that_it_may_not_write(workspace):
    made = build(workspace, None, validator=accepts)
    before = {path: path.stat().st_mtime_ns for path in made.path.rglob("*")}
    open_store(workspace).query("ASK { ?s ?p ?o }").serialise("text/csv")
    time.sleep(0.01)
    after = {path: path.stat().st_mtime_ns for path in Path(made.path).rglob("*") if path.name[:3] != "LOG"}
    assert after == {path: stamp for path, stamp in before.items() if path in after}
