import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph
import pytest

from communique.graph.turtle import TurtleError
from communique.release import build as module
from communique.release.build import BuildMissing, BuildRefused, DataChanged, build, current_build
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
# A test run in the background hands on that Ctrl-C is ignored; here it is to work as in a terminal.
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
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


def _append_byte(path):
    path.write_bytes(path.read_bytes() + b"\n")


def _flip_bytes(path):
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 20] = bytes(byte ^ 0xFF for byte in content[middle : middle + 20])
    path.write_bytes(content)


def _cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _store_file(made, pattern):
    return max(made.store_folder.glob(pattern), key=lambda path: path.stat().st_size)


@pytest.mark.parametrize("damage", [_append_byte, _cut, Path.unlink])
@pytest.mark.parametrize("pattern", ["*.sst", "MANIFEST-*", "CURRENT"])
def test_a_store_of_other_size_is_not_whole_and_is_made_anew(workspace, pattern, damage):
    made = build(workspace, None, validator=accepts)
    damage(_store_file(made, pattern))
    with pytest.raises(BuildMissing, match="communique build"):
        current_build(workspace)
    assert not build(workspace, None, validator=accepts).reused
    assert open_store(workspace).query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows() == [
        {"n": str(made.triples)}
    ]


@pytest.mark.parametrize(
    "pattern", ["oxigraph/*.sst", "oxigraph/MANIFEST-*", "dataset.nq", "communique.ttl", "communique.trig"]
)
def test_damage_that_keeps_the_size_is_found_by_the_next_build(workspace, pattern):
    made = build(workspace, None, validator=accepts)
    _flip_bytes(max(made.path.glob(pattern), key=lambda path: path.stat().st_size))
    again = build(workspace, None, validator=accepts)
    assert not again.reused
    said = json.loads((again.path / "manifest.json").read_text())["files"]
    for name, digest in said.items():
        assert hashlib.sha256((again.path / name).read_bytes()).hexdigest() == digest
    assert build(workspace, None, validator=accepts).reused


def test_a_store_with_other_content_than_the_manifest_says_is_made_anew(workspace):
    made = build(workspace, None, validator=accepts)
    manifest = made.path / "manifest.json"
    said = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**said, "quads": said["quads"] + 1}))
    assert not build(workspace, None, validator=accepts).reused


@pytest.mark.parametrize("text", ["[]", '{"layout": 2, "files": ["x"], "sizes": []}', "\0", '{"layout": 2}'])
def test_a_spoilt_manifest_is_no_build(workspace, text):
    made = build(workspace, None, validator=accepts)
    (made.path / "manifest.json").write_text(text)
    with pytest.raises(BuildMissing):
        current_build(workspace)
    assert not build(workspace, None, validator=accepts).reused


def test_a_spoilt_name_of_the_current_build_is_one_clear_error(workspace):
    build(workspace, None, validator=accepts)
    (workspace.builds / "current").write_bytes(b"\xff\xfe")
    with pytest.raises(BuildMissing, match="communique build"):
        current_build(workspace)


def test_a_build_of_another_version_of_the_code_is_made_anew(workspace, monkeypatch):
    monkeypatch.setattr(module, "__version__", "0.0.1")
    first = build(workspace, None, validator=accepts)
    monkeypatch.undo()
    assert current_build(workspace).version == first.version  # it can still be read
    second = build(workspace, None, validator=accepts)
    assert not second.reused
    assert json.loads((second.path / "manifest.json").read_text())["communique"] == module.__version__
    assert build(workspace, None, validator=accepts).reused


def test_a_build_that_cannot_take_the_place_of_another_leaves_it(workspace, monkeypatch):
    first = build(workspace, None, validator=accepts)
    monkeypatch.setattr(module, "__version__", "99")
    plain = Path.replace

    def replace(path, target):
        if Path(target) == first.path and (path / "manifest.json").read_text().count('"99"'):
            raise OSError(28, "No space left on device")
        return plain(path, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="No space"):
        build(workspace, None, validator=accepts)
    assert current_build(workspace).version == first.version
    assert entries(workspace) == sorted([first.path.name, "current"])


def _changing(change):
    def validator(workspace, corpus, *, progress):
        change(workspace)
        return accepts(workspace, corpus, progress=progress)

    return validator


def _add_file(workspace):
    path = workspace.annotation_path(HERALD, "late-reader")
    path.write_text("<https://example.org/x> a <https://example.org/Unchecked> .\n")


def _rename_folder(workspace):
    folder = workspace.annotation_path(HERALD, "first-reader").parent
    folder.rename(folder.with_name("another-article"))


@pytest.mark.parametrize(
    "change",
    [
        lambda workspace: _append_byte(workspace.articles_file),
        lambda workspace: workspace.annotation_path(HERALD, "first-reader").unlink(),
        _add_file,
        _rename_folder,
    ],
)
def test_data_changed_during_validation_are_not_built(workspace, change):
    with pytest.raises(DataChanged, match="changed while it was being validated; run it again") as caught:
        build(workspace, None, validator=_changing(change))
    assert "\n" not in str(caught.value)
    assert not list(workspace.builds.glob("*"))
    assert build(workspace, None, validator=accepts).quads


def test_what_is_built_are_the_bytes_that_were_checked(workspace, monkeypatch):
    """A file changed after it was read once more does not get into the build or its list of sources."""
    checked = hashlib.sha256(workspace.articles_file.read_bytes()).hexdigest()
    expected = build(workspace, None, validator=accepts)
    shutil.rmtree(workspace.builds)
    plain = module.canonical_lines

    def change_late(dataset):
        workspace.articles_file.write_text("<https://example.org/x> a <https://example.org/Unchecked> .\n")
        return plain(dataset)

    monkeypatch.setattr(module, "canonical_lines", change_late)
    made = build(workspace, None, validator=accepts)
    assert made.version == expected.version
    manifest = json.loads((made.path / "manifest.json").read_text())
    assert manifest["sources"]["data/articles.ttl"] == checked


def test_the_validator_sees_no_data_from_before(workspace):
    assert workspace.reference  # read and kept by whoever called it earlier
    workspace.articles_file.write_text("<https://example.org/x> a <https://example.org/New> .\n")
    seen = []

    def validator(opened, corpus, *, progress):
        seen.extend(opened.reference.subjects())
        return accepts(opened, corpus, progress=progress)

    build(workspace, None, validator=validator)
    assert any(str(subject) == "https://example.org/x" for subject in seen)
