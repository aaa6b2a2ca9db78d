"""The making of a release: the same bytes from the same data, all of it or nothing."""

import os
import subprocess
import sys

import pyoxigraph
import pytest

from communique.release.build import BuildRefused
from communique.release.making import make_release
from communique.release.released import ReleaseError, read_release
from communique.release.writing import ReleaseOptions
from communique.validation.report import Finding, Report
from sample.releases import NAME, release
from sample.workspace import REPOSITORY, make_workspace

_AGAIN = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from communique.workspace import Workspace
from sample.releases import NAME, release
release(Workspace.open(Path(sys.argv[1])), name=NAME)
"""


def test_equal_data_give_equal_bytes_whatever_the_machine_does(made, tmp_path):
    """Another folder, another order of triples, another process with another seed, time zone and locale."""
    other = make_workspace(tmp_path / "elsewhere" / "deep")
    for path in [*other.reference_files, *(file.path for file in other.annotation_files)]:
        triples = list(
            pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE, rename_blank_nodes=True)
        )
        path.write_bytes(pyoxigraph.serialize(triples[::-1], format=pyoxigraph.RdfFormat.TURTLE))
    subprocess.run(
        [sys.executable, "-c", _AGAIN, str(other.root), str(REPOSITORY / "tests")],
        env={
            **os.environ,
            "PYTHONHASHSEED": "123",
            "TZ": "Asia/Tokyo",
            "LC_ALL": "C",
            "HOME": "/nonexistent",
        },
        check=True,
    )
    again = read_release(other.root / "releases" / NAME)
    differing = [name for name in made.sums if made.sums[name] != again.sums.get(name)]
    assert differing == []
    assert set(again.sums) == set(made.sums)


@pytest.mark.parametrize("content", ["[", "title: x\n", "authors: []\n", "- a\n"])
def test_a_citation_file_that_cannot_be_used_is_named(workspace, content):
    (workspace.root / "CITATION.cff").write_text(content)
    with pytest.raises(ReleaseError, match=r"CITATION\.cff"):
        release(workspace, name=NAME)
    assert list((workspace.root / "releases").iterdir()) == []


def test_data_that_do_not_conform_are_not_released(workspace):
    def refuses(workspace, corpus, *, use_cache, progress):
        return Report((Finding("data/articles.ttl", "", "Rule", "wrong"),), {})

    with pytest.raises(BuildRefused):
        make_release(workspace, None, ReleaseOptions(name=NAME), validator=refuses)
    assert not (workspace.root / "releases").exists()


def test_validation_is_not_answered_from_the_cache(workspace):
    asked = {}

    def remembers(workspace, corpus, *, use_cache, progress):
        asked["use_cache"] = use_cache
        return Report((), {})

    make_release(workspace, None, ReleaseOptions(name=NAME), validator=remembers)
    assert asked == {"use_cache": False}


def test_a_release_never_replaces_another(workspace):
    first = release(workspace, name=NAME)
    with pytest.raises(ReleaseError, match="exists already"):
        release(workspace, name=NAME)
    assert read_release(first.folder) == first


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"name": "../up"}, "cannot be the name"),
        ({"name": "a/b"}, "cannot be the name"),
        ({"name": ".hidden"}, "cannot be the name"),
        ({"name": "x" * 65}, "cannot be the name"),
        ({"date": "yesterday"}, "is not a day"),
        ({"date": "2026-02-30"}, "is not a day"),
        ({"date": "20260130"}, "YYYY-MM-DD"),
        ({"address": "https://example.org"}, "slash"),
        ({"address": "file:///etc/"}, "web address"),
    ],
)
def test_options_that_make_no_sense_are_refused_before_the_work(workspace, options, words):
    with pytest.raises(ReleaseError, match=words):
        release(workspace, **options)
    assert not workspace.builds.exists()


def test_without_annotations_a_date_has_to_be_given(workspace):
    for file in workspace.annotation_files:
        file.path.unlink()
    with pytest.raises(ReleaseError, match="--date"):
        release(workspace, name=NAME)
    assert release(workspace, name=NAME, date="2026-01-31").date == "2026-01-31"


def test_an_interrupted_release_leaves_nothing(workspace, monkeypatch):
    from communique.release import writing

    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "readme", interrupted)
    with pytest.raises(KeyboardInterrupt):
        release(workspace, name=NAME)
    assert list((workspace.root / "releases").iterdir()) == []
