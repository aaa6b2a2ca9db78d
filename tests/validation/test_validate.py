"""The validation as a whole: the sound workspace, the cache, and the forms of the report."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyshacl
import pytest
from rdflib.namespace import SH

from communique.corpus.folder import CorpusError
from communique.validation import Report, validate
from communique.validation.cache import FILE_NAME
from communique.vocabulary import RDF
from communique.workspace import Workspace

HILL = "data/annotations/hand/hill-post-2023-06-13-northland-asks-again/reader.ttl"
RIVER = "data/annotations/hand/river-wire-2023-06-12-ministers-meet/reader.ttl"
SPANS, SPANS_OF_HILL = 26, 7


def replace(path: Path, old: str, new: str) -> None:
    content = path.read_text()
    assert old in content
    path.write_text(content.replace(old, new))


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each run of pyshacl, with the number of triples that it looked at."""
    runs: list[int] = []
    run = pyshacl.validate

    def count(data: object, **options: object) -> object:
        runs.append(len(data))  # type: ignore[arg-type]
        return run(data, **options)

    monkeypatch.setattr(pyshacl, "validate", count)
    return runs


def test_sound_workspace_conforms(workspace: Workspace) -> None:
    report = validate(workspace, workspace.root / "corpus", use_cache=False)
    assert report.conforms
    assert report.findings == ()
    assert report.counts == {
        "articles": 2,
        "annotation_files": 2,
        "positions": 13,
        "evidence": 14,
        "mentions": 12,
        "spans_checked": SPANS,
        "spans_unchecked": 0,
        "files_unchanged": 0,
    }
    assert {"reference data", "shapes", "evidence", "across files"} <= report.seconds.keys()


def test_without_texts_structure_is_checked_and_spans_are_counted(workspace: Workspace) -> None:
    report = validate(workspace, None)
    assert report.conforms
    assert report.counts["spans_checked"] == 0
    assert report.unchecked == {"no corpus folder was given": SPANS}
    assert f"{SPANS} spans: no corpus folder was given" in report.as_text()


def test_a_text_that_is_missing_is_named(workspace: Workspace, check: Callable[[], Report]) -> None:
    (workspace.root / "corpus" / "hill-post.txt").unlink()
    report = check()
    assert report.conforms
    assert report.counts["spans_checked"] == SPANS - SPANS_OF_HILL
    ((why, number),) = report.unchecked.items()
    assert "hill-post-2023-06-13-northland-asks-again" in why
    assert number == SPANS_OF_HILL


def test_texts_are_found_by_hash_whatever_their_names(
    workspace: Workspace, check: Callable[[], Report]
) -> None:
    (workspace.root / "corpus" / "deeper").mkdir()
    (workspace.root / "corpus" / "hill-post.txt").rename(workspace.root / "corpus" / "deeper" / "x.txt")
    assert check().counts["spans_checked"] == SPANS


def test_a_corpus_that_does_not_exist_is_an_error_of_the_call(workspace: Workspace) -> None:
    with pytest.raises(CorpusError):
        validate(workspace, workspace.root / "nowhere")


def test_dates_that_overlap_and_notes_that_explain_are_sound(
    workspace: Workspace, check: Callable[[], Report]
) -> None:
    events = workspace.root / "data/reference/events.ttl"
    replace(events, "cq:place", 'cq:endedOn "2023-06-13"^^xsd:date ; cq:place')
    replace(events, "actor:northland ;", 'actor:mfa-northland ; skos:note "Sent by the ministry."@en ;')
    at = "cq:statedAt event:meeting-north-south-2023-06-12"
    replace(workspace.root / HILL, "cq:stance stance:criticises", f"{at} ; cq:stance stance:criticises")
    variant = (
        "cq:variantOf <https://w3id.org/communique/id/position/mfa-northland/criticises/southland/2023-06-13>"
    )
    replace(
        workspace.root / HILL, "cq:stance stance:proposes", f"{at} ; {variant} ; cq:stance stance:proposes"
    )
    assert not check().findings


# The cache


def test_what_passed_unchanged_is_not_checked_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, check: Callable[[], Report]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("pyshacl was called for data that had passed")

    monkeypatch.setattr(pyshacl, "validate", fail)
    report = check()
    assert report.conforms
    assert report.counts["files_unchanged"] == 2
    assert report.counts["spans_checked"] == SPANS
    assert report.counts["positions"] == 13


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        pytest.param(HILL, "Is glad", "Was glad", 1, id="data"),
        pytest.param("shapes/annotations.ttl", "sh:maxLength 160", "sh:maxLength 159", 3, id="shapes"),
        pytest.param("corpus/hill-post.txt", "draft.\n", "draft.", 1, id="text"),
        pytest.param("data/reference/actors.ttl", "2021-03-01", "2021-03-02", 3, id="reference data in use"),
        pytest.param("data/reference/sources.ttl", "volume 7", "volume 8", 1, id="reference data not in use"),
        pytest.param("ontology/stances.ttl", '"affirms"@en', '"confirms"@en', 1, id="ontology"),
    ],
)
def test_what_a_change_concerns_is_checked_again(
    workspace: Workspace,
    check: Callable[[], Report],
    runs: list[int],
    file: str,
    old: str,
    new: str,
    expected: int,
) -> None:
    replace(workspace.root / file, old, new)
    check()
    assert len(runs) == expected
    check()


def test_a_term_that_the_ontology_gives_up_is_found(
    workspace: Workspace, check: Callable[[], Report]
) -> None:
    replace(workspace.root / "ontology/communique.ttl", "\ncq:towards a ", "\ncq:toward a ")
    found = [finding for finding in check().findings if finding.rule == "term-unknown"]
    assert {finding.file for finding in found} == {RIVER}
    assert "write cq:toward " in found[0].message


def test_what_failed_is_checked_again(
    workspace: Workspace, check: Callable[[], Report], runs: list[int]
) -> None:
    replace(workspace.root / HILL, "stance:criticises", "stance:scolds")
    assert not check().conforms
    assert not check().conforms
    assert len(runs) == 2


def test_warnings_are_remembered(workspace: Workspace, check: Callable[[], Report], runs: list[int]) -> None:
    replace(workspace.root / RIVER, "cq:towards actor:northland", "cq:towards actor:ben-south")
    first, second = check(), check()
    assert first.findings == second.findings != ()
    assert len(runs) == 1


def test_an_annotation_in_the_wrong_file_stays_wrong_when_its_double_is_gone(
    workspace: Workspace, check: Callable[[], Report]
) -> None:
    double = workspace.root / Path(HILL).with_name("second-reader.ttl")
    double.write_text((workspace.root / HILL).read_text())
    assert {finding.rule for finding in check().findings} == {"duplicate-annotation"}
    (workspace.root / HILL).unlink()
    assert {finding.rule for finding in check().findings} == {"file-annotator"}


@pytest.mark.parametrize("content", ["", "{", "[]", '{"reference data": 1}', '{"x": {"warnings": [{}]}}'])
def test_a_cache_that_cannot_be_read_is_ignored(
    workspace: Workspace, check: Callable[[], Report], runs: list[int], content: str
) -> None:
    (workspace.cache / FILE_NAME).write_text(content)
    assert check().conforms
    assert len(runs) == 3


def test_a_cache_that_cannot_be_written_is_ignored(workspace: Workspace, check: Callable[[], Report]) -> None:
    (workspace.cache / FILE_NAME).unlink()
    workspace.cache.rmdir()
    workspace.cache.write_text("a file where the folder should be")
    assert check().conforms


def test_without_cache_nothing_is_skipped_or_written(workspace: Workspace, runs: list[int]) -> None:
    before = (workspace.cache / FILE_NAME).read_bytes()
    validate(workspace, None, use_cache=False)
    assert len(runs) == 3
    assert (workspace.cache / FILE_NAME).read_bytes() == before


def test_a_second_validation_does_not_load_pyshacl(workspace: Workspace) -> None:
    program = (
        "import sys; from pathlib import Path; from communique.workspace import Workspace\n"
        "from communique.validation import validate\n"
        "root = Path(sys.argv[1]); report = validate(Workspace.open(root), root / 'corpus')\n"
        "if len(sys.argv) > 2: sys.exit()\n"
        "assert report.counts['files_unchanged'] == 2; assert 'pyshacl' not in sys.modules"
    )
    for first in (["first"], []):
        command = [sys.executable, "-c", program, str(workspace.root), *first]
        subprocess.run(command, check=True, timeout=60)


# Files that cannot be read


def test_a_malformed_file_is_placed_and_the_others_are_checked(
    workspace: Workspace, check: Callable[[], Report]
) -> None:
    replace(workspace.root / HILL, "rendering:readout .", "rendering:readout")
    replace(workspace.root / RIVER, "rendering:article-voice", "rendering:shouting")
    syntax, rendering = check().findings
    assert syntax.rule == "turtle-syntax"
    file, line, column = syntax.file.rsplit(":", 2)
    assert file == HILL
    assert int(line) > 1
    assert int(column) >= 1
    assert rendering.rule == "evidence-rendering"


def test_a_malformed_reference_file_leaves_the_syntax_of_the_others(
    workspace: Workspace, check: Callable[[], Report]
) -> None:
    (workspace.root / "data/reference/actors.ttl").write_text("nothing that is Turtle")
    (workspace.root / HILL).write_bytes(b"\xff")
    report = check()
    assert [finding.rule for finding in report.findings] == ["turtle-syntax", "turtle-syntax"]
    assert "UTF-8" in report.findings[0].message
    assert report.notes
    assert report.notes[0] in report.as_text()


def test_shapes_that_are_missing_never_let_data_pass(
    workspace: Workspace, check: Callable[[], Report]
) -> None:
    (workspace.root / "shapes" / "annotations.ttl").unlink()
    report = check()
    assert not report.conforms
    assert report.findings[0].file == "shapes/annotations.ttl"


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        (HILL, '"219"^^xsd:nonNegativeInteger', '"many"^^xsd:nonNegativeInteger', "selector-end"),
        (HILL, '"210"^^xsd:nonNegativeInteger', '"few"^^xsd:nonNegativeInteger', "selector-start"),
        (
            HILL,
            '"2023-11-20T09:00:00+00:00"^^xsd:dateTime',
            '"yesterday"^^xsd:dateTime',
            "annotation-created",
        ),
        (HILL, '"2023-06"^^xsd:gYearMonth', '"June"^^xsd:gYearMonth', "position-date"),
        ("data/articles.ttl", "cq:length 824", 'cq:length "long"^^xsd:integer', "article-length"),
        (
            "data/articles.ttl",
            "cq:machineTranslated false",
            'cq:machineTranslated "no"^^xsd:boolean',
            "article-machine-translated",
        ),
        ("data/reference/actors.ttl", '"2021-03-01"^^xsd:date', '"2021-99-01"^^xsd:date', "tenure-start"),
    ],
)
def test_values_unlike_their_datatype_are_findings_and_nothing_is_printed(
    workspace: Workspace,
    check: Callable[[], Report],
    capfd: pytest.CaptureFixture[str],
    file: str,
    old: str,
    new: str,
    rule: str,
) -> None:
    replace(workspace.root / file, old, new)
    assert {finding.rule for finding in check().findings} == {rule}
    assert capfd.readouterr().err == ""


# The forms of the report


def test_report_forms_agree(workspace: Workspace, check: Callable[[], Report]) -> None:
    replace(workspace.root / HILL, "stance:criticises", "stance:scolds")
    report = check()
    content = json.loads(report.as_json())
    assert content["conforms"] is False
    assert content["findings"][0]["rule"] == "position-stance"
    assert content["counts"] == report.counts
    text = report.as_text()
    assert text.startswith(HILL)
    assert "error position-stance" in text
    assert "The data is NOT sound. Errors: 1" in text
    graph = report.as_graph()
    (result,) = graph.subjects(RDF.type, SH.ValidationResult)
    assert str(graph.value(result, SH.sourceShape)) == "https://w3id.org/communique/shapes#position-stance"
    assert "sh:ValidationReport" in report.as_turtle()


def test_progress_names_what_is_checked(workspace: Workspace) -> None:
    told: list[str] = []
    validate(workspace, None, use_cache=False, progress=told.append)
    assert told == ["reference data and article records", "rules across files", HILL, RIVER]
