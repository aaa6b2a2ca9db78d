import csv
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys

import pyoxigraph
import pytest
import rdflib
import yaml
import zstandard
from pyarrow import parquet
from rdflib.compare import isomorphic

from communique.release.build import BuildRefused
from communique.release.making import make_release
from communique.release.released import ReleaseError, list_releases, read_release
from communique.release.writing import ReleaseOptions
from communique.validation.report import Finding, Report
from communique.vocabulary import DCAT, DCTERMS, SPDX, VOID
from communique.workspace import Workspace
from sample.releases import GLOSS, NAME, NEXT, OTHER_GLOSS, release
from sample.workspace import ACCORD, HERALD, REPOSITORY, make_workspace

pytestmark = [  # rdflib warns of what it does itself
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]
ID = "https://w3id.org/communique/id/"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A first release; tests must not change it."""
    return release(make_workspace(tmp_path_factory.mktemp("made")), name=NAME)


@pytest.fixture(scope="module")
def second(tmp_path_factory):
    """A second release after a change of one gloss, a new actor, and a position less."""
    workspace = make_workspace(tmp_path_factory.mktemp("second"))
    release(workspace, name=NAME)
    file = workspace.annotation_path(HERALD, "first-reader")
    file.write_text(file.read_text().replace(GLOSS, OTHER_GLOSS))
    things = workspace.root / "data" / "reference" / "things.ttl"
    things.write_text(
        things.read_text()
        + 'actor:osmark a cq:State ; skos:prefLabel "Os_mark"@en ; dct:source source:gazette ; '
        "cq:verification cq:verified .\n"
    )
    (workspace.root / "data" / "annotations" / "machine").joinpath(
        "evening-courier-2021-06-talks.ttl"
    ).unlink()
    return release(Workspace.open(workspace.root), name=NEXT)


def rows(made, table):
    with (made.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_release_has_everything_and_its_sums(made):
    names = {path.name for path in made.folder.iterdir()}
    dumps = {
        f"communique.{form}{packing}"
        for form in ("nq", "ttl", "trig", "jsonld")
        for packing in ("", ".gz", ".zst")
    }
    tables = {
        f"{table}.{form}"
        for table in ("positions", "annotations", "actors", "agreements", "provisions")
        for form in ("csv", "parquet")
    }
    others = {"README.md", "CHANGES.md", "CITATION.cff", "LICENSE-DATA", "SHA256SUMS", "datapackage.json"}
    described = {"void.ttl", "dcat.ttl", "dcat.jsonld", "counts.json", "report.ttl", "report.txt"}
    assert names == dumps | tables | others | described
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=made.folder, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert len(made.sums) == len(names) - 1
    assert made.folder.name == NAME


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


def test_the_version_is_the_hash_of_the_canonical_data(made):
    lines = (made.folder / "communique.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    data = [line for line in lines if not line.endswith("/graph/provenance> .\n")]
    assert hashlib.sha256("".join(data).encode()).hexdigest() == made.version


def test_other_programs_read_every_form_and_find_the_same(made):
    """rdflib reads what Oxigraph wrote."""
    expected = rdflib.Graph()
    dataset = rdflib.Dataset()
    dataset.parse(made.folder / "communique.nq", format="nquads")
    for graph in dataset.graphs():
        expected += graph
    turtle = rdflib.Graph().parse(made.folder / "communique.ttl", format="turtle")
    assert isomorphic(turtle, expected)
    for name, form in (("trig", "trig"), ("jsonld", "json-ld")):
        other = rdflib.Dataset()
        other.parse(made.folder / f"communique.{name}", format=form)
        assert {str(graph.identifier): len(graph) for graph in other.graphs() if len(graph)} == {
            str(graph.identifier): len(graph) for graph in dataset.graphs() if len(graph)
        }


def test_packed_files_name_no_time_and_no_file(made):
    plain = (made.folder / "communique.nq").read_bytes()
    packed = (made.folder / "communique.nq.gz").read_bytes()
    assert packed[:4] == b"\x1f\x8b\x08\x00"  # no flags, so no name
    assert packed[4:8] == b"\0\0\0\0"  # no time
    assert gzip.decompress(packed) == plain
    frame = (made.folder / "communique.nq.zst").read_bytes()
    parameters = zstandard.get_frame_parameters(frame)
    assert (parameters.content_size, parameters.has_checksum) == (len(plain), True)
    assert zstandard.decompress(frame) == plain


def test_the_positions_table_says_what_the_data_say(made):
    found = rows(made, "positions")
    assert len(found) == 5
    (call,) = (row for row in found if row["stance"] == f"{ID}stance/calls-for")
    assert call["position"] == f"{ID}position/anna-berg/calls-for/{ACCORD}.1/2021-06-10"
    assert (call["holder_label"], call["on_behalf_of"], call["ascribed_by"]) == (
        "Anna Berg",
        f"{ID}actor/norland",
        "",
    )
    assert (call["target_kind"], call["agreement"]) == ("provision", f"{ID}agreement/{ACCORD}")
    assert call["polarity_toward_target"] == "1"
    assert call["evidence_count"] == "3"  # by hand in two articles, by machine in one
    assert call["articles"].split(" ") == [
        f"{ID}article/evening-courier-2021-06-talks",
        f"{ID}article/{HERALD}",
    ]
    (ascribed,) = (row for row in found if row["ascribed_by"])
    assert (ascribed["holder"], ascribed["ascribed_by"]) == (f"{ID}actor/sudmark", f"{ID}actor/anna-berg")
    assert [row["stated_on"] for row in found if row["stance"].endswith("/denies")] == ["2021-06"]


def test_the_annotations_table_has_offsets_in_code_points_and_both_kinds_of_quotes(made):
    found = rows(made, "annotations")
    assert {(row["kind"], row["method"]) for row in found} == {
        ("evidence", "hand"),
        ("evidence", "machine"),
        ("mention", "hand"),
    }
    assert len(found) == 9
    (long,) = (row for row in found if row["first_words"])
    assert (long["start"], long["end"], long["exact"]) == ("300", "500", "")
    assert (long["first_words"], long["last_words"]) == ("Let the ferries", "said Berg")
    assert long["gloss"] == "Berg asks for <b>free</b> ferries & says who must act."
    (machine,) = (row for row in found if row["method"] == "machine")
    assert (machine["confidence"], machine["gloss"]) == ("0.75", "")


def test_the_other_tables(made):
    actors = {row["actor"].rpartition("/")[2]: row for row in rows(made, "actors")}
    assert actors["mfa-norland"]["kind"] == "body"
    assert actors["mfa-norland"]["part_of"] == f"{ID}actor/norland"
    assert actors["carl-dahl"]["verification"] == "unverified"
    agreements = {row["agreement"].rpartition("/")[2]: row for row in rows(made, "agreements")}
    assert agreements[ACCORD]["participants"].split(" ") == [f"{ID}actor/anna-berg", f"{ID}actor/carl-dahl"]
    assert agreements[ACCORD]["adopted_on"] == "2020-05-01"
    assert [(row["number"], row["numbering"]) for row in rows(made, "provisions")] == [
        ("1", "originalNumbering"),
        ("10", "originalNumbering"),
        ("2", "editorialNumbering"),
    ]


def test_parquet_has_types_lists_and_descriptions(made):
    table = parquet.read_table(made.folder / "positions.parquet")
    assert table.num_rows == 5
    assert str(table.schema.field("articles").type) == "list<element: string>"
    assert str(table.schema.field("evidence_count").type) == "int64"
    assert b"takes the stance" in table.schema.field("holder").metadata[b"description"]
    offsets = parquet.read_schema(made.folder / "annotations.parquet").field("start")
    assert b"Unicode code points" in offsets.metadata[b"description"]


def test_the_data_package_describes_every_column_and_names_every_file(made):
    package = json.loads((made.folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["created"] == "2026-01-02T00:00:00Z"  # the day of the annotations
    assert package["communique"]["version"] == made.version
    for resource in package["resources"]:
        content = (made.folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    schemas = {one["name"]: one["schema"] for one in package["resources"] if "schema" in one}
    assert list(schemas) == ["positions", "annotations", "actors", "agreements", "provisions"]
    for name, schema in schemas.items():
        assert [field["name"] for field in schema["fields"]] == list(rows(made, name)[0])
        assert all(field["description"].endswith(".") for field in schema["fields"])
        for key in schema["foreignKeys"]:
            column, (referred,) = key["fields"][0], key["reference"]["fields"]
            known = {row[referred] for row in rows(made, key["reference"]["resource"])}
            assert {row[column] for row in rows(made, name) if row[column]} <= known


def test_the_description_of_the_files_is_right(made):
    graph = rdflib.Graph().parse(made.folder / "dcat.ttl")
    assert isomorphic(graph, rdflib.Graph().parse(made.folder / "dcat.jsonld", format="json-ld"))
    sizes = {}
    for distribution in graph.objects(None, DCAT.distribution):
        address = str(graph.value(distribution, DCAT.downloadURL))
        assert address.startswith(f"https://w3id.org/communique/data/{NAME}/")
        checksum = graph.value(distribution, SPDX.checksum / SPDX.checksumValue)
        name = address.rpartition("/")[2]
        assert str(checksum) == made.sums[name]
        sizes[name] = int(graph.value(distribution, DCAT.byteSize))
    assert sizes == {file.name: (made.folder / file.name).stat().st_size for file in made.files}
    packed = next(d for d in graph.objects(None, DCAT.distribution) if "trig.zst" in d)
    assert str(graph.value(packed, DCAT.mediaType)).endswith("media-types/application/trig")
    assert str(graph.value(packed, DCAT.compressFormat)).endswith("media-types/application/zstd")


def test_the_citation_names_version_day_and_authors(made, workspace):
    cited = yaml.safe_load((made.folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["type"], cited["version"], cited["date-released"]) == ("dataset", NAME, "2026-01-02")
    assert cited["identifiers"][0]["value"] == made.version
    (workspace.root / "CITATION.cff").write_text("authors: [{family-names: Rassendyll, given-names: R}]\n")
    other = release(workspace, name=NAME)
    assert "Rassendyll" in (other.folder / "CITATION.cff").read_text()


@pytest.mark.parametrize("content", ["[", "title: x\n", "authors: []\n", "- a\n"])
def test_a_citation_file_that_cannot_be_used_is_named(workspace, content):
    (workspace.root / "CITATION.cff").write_text(content)
    with pytest.raises(ReleaseError, match=r"CITATION\.cff"):
        release(workspace, name=NAME)
    assert list((workspace.root / "releases").iterdir()) == []


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
    file = workspace.annotation_path(HERALD, "first-reader")
    file.write_text(file.read_text().replace(GLOSS, OTHER_GLOSS))
    made = release(workspace, name="earlier", date="2026-06-30")
    assert (made.date, made.previous) == ("2026-06-30", "")
    assert [one.label for one in list_releases(workspace.root / "releases")] == ["later", "earlier"]


def test_the_report_is_that_of_the_release_and_names_no_times(made):
    graph = rdflib.Graph().parse(made.folder / "report.ttl")
    assert (None, rdflib.SH.conforms, rdflib.Literal(True)) in graph
    text = (made.folder / "report.txt").read_text()
    assert "Checked: 2 articles." in text
    assert "Time" not in text


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


def test_a_text_that_the_tables_could_not_hold_is_named(workspace):
    things = workspace.root / "data" / "reference" / "things.ttl"
    things.write_text(things.read_text().replace('"Norlandic side"', '"Norlandic | side"'))
    with pytest.raises(ValueError, match=r"Norlandic \| side"):
        release(workspace, name=NAME)


def test_an_interrupted_release_leaves_nothing(workspace, monkeypatch):
    from communique.release import writing

    def interrupted(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(writing, "readme", interrupted)
    with pytest.raises(KeyboardInterrupt):
        release(workspace, name=NAME)
    assert list((workspace.root / "releases").iterdir()) == []


def test_the_release_states_its_place_and_its_predecessor(second):
    graph = rdflib.Graph().parse(second.folder / "dcat.ttl")
    (dataset,) = graph.subjects(DCAT.version, rdflib.Literal(NEXT))
    assert str(graph.value(dataset, DCAT.previousVersion)).endswith(second.previous[:16])
    assert graph.value(dataset, DCTERMS.issued) == rdflib.Literal("2026-01-02", datatype=rdflib.XSD.date)
    assert int(graph.value(dataset, VOID.triples)) == second.triples
