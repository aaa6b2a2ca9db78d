from pathlib import Path

import pytest

from communique.workspace import Workspace, WorkspaceError, fingerprint, save


def make(root: Path) -> Workspace:
    for name in ("ontology", "data/reference", "shapes", "queries"):
        (root / name).mkdir(parents=True)
    return Workspace.open(root)


def test_a_folder_without_the_four_folders_is_refused(tmp_path):
    (tmp_path / "data").mkdir()
    with pytest.raises(WorkspaceError, match="no folder ontology, shapes, queries"):
        Workspace.open(tmp_path)


def test_annotation_files_know_article_annotator_and_method(tmp_path):
    workspace = make(tmp_path)
    save(workspace.annotation_path("wire-1", "reader"), "")
    save(tmp_path / "data/annotations/machine/wire-1.ttl", "")
    found = [(file.article, file.annotator, file.method) for file in workspace.annotation_files]
    assert found == [("wire-1", "reader", "hand"), ("wire-1", "machine", "machine")]
    assert str(workspace.annotation_files[0].graph).endswith("/graph/annotations/wire-1/reader")


def test_other_turtle_in_the_folder_is_not_part_of_the_dataset(tmp_path):
    workspace = make(tmp_path)
    save(tmp_path / "data/annotations/draft/wire-1.ttl", "")
    save(tmp_path / "docs/readings/first/wire-1.ttl", "")
    assert workspace.named_files() == []


def test_saving_replaces_the_whole_file_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "new" / "file.ttl"
    save(path, "old\n")
    save(path, "new\n")
    assert path.read_text() == "new\n"
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_save_leaves_the_old_content(tmp_path, monkeypatch):
    path = tmp_path / "file.ttl"
    save(path, "old\n")
    monkeypatch.setattr("os.fsync", lambda handle: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        save(path, "new\n")
    assert path.read_text() == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_lock_held_elsewhere_is_said_so(tmp_path, monkeypatch):
    workspace = make(tmp_path)
    monkeypatch.setattr("communique.workspace.LOCK_TIMEOUT_SECONDS", 0.05)
    with (
        workspace.lock(),
        pytest.raises(WorkspaceError, match="another process is changing"),
        workspace.lock(),
    ):
        pass


def test_the_fingerprint_changes_with_name_content_and_further_strings(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("same")
    two.write_text("same")
    prints = {fingerprint([one]), fingerprint([two]), fingerprint([one], "more"), fingerprint([one, two])}
    assert len(prints) == 4
    assert fingerprint([one], "more") == fingerprint([one], "more")
