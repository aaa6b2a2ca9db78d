"""What a release tells of the changes since an earlier one."""

import shutil

import pytest
import rdflib

from communique.release.released import ReleaseError, list_releases, read_release
from communique.vocabulary import DCAT, DCTERMS, VOID
from sample.releases import GLOSS, NAME, NEXT, OTHER_GLOSS, exchange_gloss, release
from sample.workspace import HERALD, make_workspace


def test_a_first_release_says_that_it_is_one(made):
    assert "This is the first release" in (made.folder / "CHANGES.md").read_text()
    assert (made.previous, made.previous_label) == ("", "")


def test_changes_are_told_in_triples(second):
    """Taking away and adding gives the new data out of the old ones, whatever blank nodes are called."""
    earlier = read_release(second.folder.parent / NAME)
    assert (second.previous, second.previous_label) == (earlier.version, NAME)
    added = (second.folder / "added.nq").read_text(encoding="utf-8").splitlines()
    removed = (second.folder / "removed.nq").read_text(encoding="utf-8").splitlines()
    assert [line for line in added if "osmark" in line and "Os_mark" in line]
    assert [line for line in added if OTHER_GLOSS in line]
    assert [line for line in removed if GLOSS in line]
    # One gloss is exchanged, one actor with four triples comes, one file of machine annotations goes. Nothing
    # else may appear because blank nodes were numbered anew.
    assert len(added) == 1 + 4
    assert len(removed) == 1 + len(_machine_lines(earlier))


def _machine_lines(earlier):
    lines = (earlier.folder / "communique.nq").read_text(encoding="utf-8").splitlines()
    return [
        line for line in lines if line.endswith("/graph/annotations/evening-courier-2021-06-talks/machine> .")
    ]


def test_changes_are_told_in_sentences(second):
    text = (second.folder / "CHANGES.md").read_text(encoding="utf-8")
    assert f"# Changes from release {NAME} to release {NEXT}" in text
    assert "- New: Os\\_mark (osmark)." in text
    assert (
        f"- Changed: {HERALD}, characters 40–76, by hand: Anna Berg invokes "
        "“Bridge order of 20 January 2021”, towards Sudmark (2021-06-10) (comment)."
    ) in text
    assert (
        "- Gone: evening-courier-2021-06-talks, characters 100–116, by machine: Anna Berg calls for "
        "“River Accord, point 1: ferries”, towards Sudmark (2021-06-10)."
    ) in text
    assert "## Positions" not in text  # what the machine found is still told by others


def test_an_ascribed_position_is_told_with_its_ascriber(tmp_path):
    workspace = make_workspace(tmp_path)
    file = workspace.annotation_path(HERALD, "first-reader")
    whole = file.read_text()
    file.unlink()
    release(workspace, name=NAME)
    file.write_text(whole)
    text = (release(workspace, name=NEXT).folder / "CHANGES.md").read_text(encoding="utf-8")
    assert "- New: Sudmark affirms “River Accord of 1 May 2020”, according to Anna Berg (2021-06-10)." in text


def test_the_release_to_compare_with_can_be_named(second, workspace):
    made = release(workspace, since=second.folder)
    assert made.folder.name == made.version[:16]
    assert made.previous == second.version
    assert GLOSS in (made.folder / "added.nq").read_text(encoding="utf-8")


def test_a_damaged_release_is_not_compared_with(second, workspace, tmp_path):
    copy = shutil.copytree(second.folder, tmp_path / "copy")
    with (copy / "communique.nq").open("a") as file:
        file.write("<a:b> <a:b> <a:b> .\n")
    with pytest.raises(ReleaseError, match=r"communique\.nq is damaged"):
        release(workspace, since=copy)


def test_later_releases_are_no_earlier_ones(workspace):
    release(workspace, name="later", date="2026-12-31")
    exchange_gloss(workspace)
    made = release(workspace, name="earlier", date="2026-06-30")
    assert (made.date, made.previous) == ("2026-06-30", "")
    assert [one.label for one in list_releases(workspace.root / "releases")] == ["later", "earlier"]


def test_the_release_states_its_place_and_its_predecessor(second):
    graph = rdflib.Graph().parse(second.folder / "dcat.ttl")
    (dataset,) = graph.subjects(DCAT.version, rdflib.Literal(NEXT))
    assert str(graph.value(dataset, DCAT.previousVersion)).endswith(second.previous[:16])
    assert graph.value(dataset, DCTERMS.issued) == rdflib.Literal("2026-01-02", datatype=rdflib.XSD.date)
    assert int(graph.value(dataset, VOID.triples)) == second.triples
