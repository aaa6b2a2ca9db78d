"""Reading a dataset that is to be published."""

import pytest

from communique.release.dataset_graphs import DatasetError, read_dataset_graphs
from communique.vocabulary import PROVENANCE_GRAPH
from servers.fixtures import sample_build

__all__ = ["sample_build"]


@pytest.fixture
def content(sample_build):
    return (sample_build.path / "dataset.nq").read_bytes()


def test_a_build_is_read_graph_by_graph(sample_build):
    dataset = read_dataset_graphs(sample_build.path)
    assert dataset.version == sample_build.version
    assert list(dataset.graphs)[-1] == str(PROVENANCE_GRAPH)
    assert sum(map(len, dataset.graphs.values())) == sample_build.quads
    assert len(dataset.merged) == sample_build.triples < sample_build.quads


def test_a_file_and_a_folder_with_a_file_of_any_name_will_do(sample_build, content, tmp_path):
    (tmp_path / "one.nq").write_bytes(content)
    assert read_dataset_graphs(tmp_path).version == sample_build.version
    assert read_dataset_graphs(tmp_path / "one.nq").version == sample_build.version
    (tmp_path / "other.nq").write_bytes(content)
    with pytest.raises(DatasetError, match="there are 2"):
        read_dataset_graphs(tmp_path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content.replace(b"Anna Berg", b"Anna Bergs", 1),
        lambda content: content[content.index(b"\n") + 1 :],
        lambda content: content + content.splitlines(keepends=True)[0].replace(b"<", b"<urn:x", 1),
        lambda content: b"".join(
            line for line in content.splitlines(keepends=True) if b"versionInfo" not in line
        ),
        lambda content: b"",
    ],
    ids=["changed", "shortened", "lengthened", "without a version", "empty"],
)
def test_damage_is_noticed(content, tmp_path, damage):
    (tmp_path / "dataset.nq").write_bytes(damage(content))
    with pytest.raises(DatasetError, match="damaged"):
        read_dataset_graphs(tmp_path)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("nonsense", "is not N-Quads"), ("<urn:a> <urn:b> <urn:c> .\n", "outside named graphs")],
)
def test_what_is_no_dataset_is_told(tmp_path, text, complaint):
    (tmp_path / "dataset.nq").write_text(text)
    with pytest.raises(DatasetError, match=complaint):
        read_dataset_graphs(tmp_path)


def test_a_folder_without_a_dataset_is_told(tmp_path):
    with pytest.raises(DatasetError, match="there are 0"):
        read_dataset_graphs(tmp_path)
    with pytest.raises(DatasetError):
        read_dataset_graphs(tmp_path / "missing.nq")
