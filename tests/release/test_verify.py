"""Copies damaged in one way each: the damage is told, by the check that it is for, and by name."""

import gzip
import hashlib
import json
import os
import shutil

import pyarrow
import pytest
import zstandard
from pyarrow import parquet

from communique.release import verify as module
from communique.release.packing import unpack
from communique.release.released import ReleaseError
from communique.release.verify import verify
from sample.releases import NAME, NEXT, OTHER_GLOSS, exchange_gloss, release
from sample.workspace import make_workspace

FILES, SUMS, CANONICAL, VERSION, FORMS, PACKED, TABLES, DESCRIPTIONS, CHANGES = (
    "no file is missing and none is too many",
    "every file has its SHA-256",
    "the N-Quads are canonical (RDFC-1.0)",
    "the dataset version is the hash of the data",
    "Turtle, TriG and JSON-LD hold the same triples",
    "packed files hold what the plain ones do",
    "tables have the rows that the data have, as CSV and as Parquet",
    "the descriptions agree with the data and the files",
    "the changes fit the data",
)
BERG = "https://w3id.org/communique/id/actor/anna-berg"


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A second release, so that it has changes."""
    workspace = make_workspace(tmp_path_factory.mktemp("original"))
    release(workspace, name=NAME)
    exchange_gloss(workspace)
    return release(workspace, name=NEXT).folder


@pytest.fixture
def copy(original, tmp_path):
    return shutil.copytree(original, tmp_path / "copy")


def failed(folder):
    return {check.name: check.faults for check in verify(folder) if not check.passed}


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def sum_again(folder):
    """Make the sums fit, as somebody would who damages a copy on purpose."""
    names = sorted(path.name for path in folder.iterdir() if path.name != "SHA256SUMS")
    lines = (f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    (folder / "SHA256SUMS").write_text("".join(lines))


def test_an_undamaged_copy_passes_every_check(copy):
    checks = list(verify(copy))
    assert [check.name for check in checks] == [
        FILES, SUMS, CANONICAL, VERSION, FORMS, PACKED, TABLES, DESCRIPTIONS, CHANGES,
    ]  # fmt: skip
    assert [check.faults for check in checks if check.faults] == []


def test_a_first_release_passes_too(original):
    assert failed(original.parent / NAME) == {}


@pytest.mark.parametrize("name", ["README.md", "LICENSE-DATA", "counts.json", "added.nq"])
def test_a_changed_file_is_named(copy, name):
    with (copy / name).open("a") as file:
        file.write("\n")
    assert f"{name} is not what SHA256SUMS says" in failed(copy)[SUMS]


def test_one_changed_bit_is_found(copy):
    content = bytearray((copy / "positions.parquet").read_bytes())
    content[len(content) // 2] ^= 1
    (copy / "positions.parquet").write_bytes(content)
    assert "positions.parquet is not what SHA256SUMS says" in failed(copy)[SUMS]


def test_a_missing_file_is_named(copy):
    (copy / "CITATION.cff").unlink()
    assert failed(copy) == {FILES: ("CITATION.cff is missing",), SUMS: ("CITATION.cff is missing",)}


def test_a_file_that_does_not_belong_there_is_named(copy):
    (copy / "notes.txt").write_text("mine")
    assert failed(copy) == {FILES: ("notes.txt does not belong to the release",)}


@pytest.mark.parametrize(
    "put",
    [
        lambda path: path.symlink_to("/dev/zero"),
        lambda path: os.mkfifo(path),
    ],
    ids=["link", "pipe"],
)
def test_what_is_no_file_is_refused_unread(copy, put):
    (copy / "README.md").unlink()
    put(copy / "README.md")
    with pytest.raises(ReleaseError, match=r"README\.md is neither a file nor a folder"):
        verify(copy)


def test_a_form_taken_out_with_its_sum_is_missed(copy):
    (copy / "communique.trig").unlink()
    sum_again(copy)
    found = failed(copy)
    assert found[FILES] == ("communique.trig is not in SHA256SUMS",)
    assert "communique.trig" in found[FORMS][0]


def test_a_list_of_sums_that_is_none_is_told(copy):
    (copy / "SHA256SUMS").write_text("../../etc/passwd\n")
    assert "is not a hash, two spaces and a file name" in failed(copy)[SUMS][0]


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", ".hidden", "a/b"])
def test_no_file_outside_the_copy_is_looked_at(copy, name):
    (copy / "SHA256SUMS").write_text(f"{'0' * 64}  {name}\n")
    assert "is not a hash, two spaces and a file name" in failed(copy)[SUMS][0]


def test_other_data_have_another_version(copy):
    edit(copy / "communique.nq", OTHER_GLOSS, "Berg says something else.")
    sum_again(copy)
    found = failed(copy)
    assert "the data have the version" in found[VERSION][0]
    assert set(found) >= {VERSION, FORMS, PACKED, DESCRIPTIONS, CHANGES}


def test_data_in_another_order_are_not_canonical(copy):
    lines = (copy / "communique.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    (copy / "communique.nq").write_text("".join(lines[::-1]), encoding="utf-8")
    sum_again(copy)
    found = failed(copy)
    assert "not in canonical form" in found[CANONICAL][0]
    assert VERSION not in found  # the same data, after all


def test_blank_nodes_under_other_names_are_not_canonical(copy):
    text = (copy / "communique.nq").read_text(encoding="utf-8")
    (copy / "communique.nq").write_text(text.replace("_:c14n", "_:b"), encoding="utf-8")
    sum_again(copy)
    assert set(failed(copy)) == {CANONICAL, PACKED, DESCRIPTIONS}


@pytest.mark.parametrize("form", ["ttl", "trig", "jsonld"])
def test_a_form_with_other_triples_is_named(copy, form):
    edit(copy / f"communique.{form}", "Foreign minister & <negotiator>.", "Somebody else.")
    sum_again(copy)
    assert failed(copy)[FORMS] == (
        f"communique.{form} differs from communique.nq: 1 statements are missing, 1 too many",
    )


@pytest.mark.parametrize("form", ["ttl", "trig"])
def test_other_names_of_blank_nodes_make_no_other_form(copy, form):
    path = copy / f"communique.{form}"
    path.write_text(path.read_text(encoding="utf-8").replace("_:c14n", "_:b"), encoding="utf-8")
    sum_again(copy)
    assert FORMS not in failed(copy)


def test_a_form_that_cannot_be_read_is_told(copy):
    (copy / "communique.ttl").write_text("<a:b> <a:c> .")
    sum_again(copy)
    assert "a file is not what its name says" in failed(copy)[FORMS][0]


def test_packed_files_with_other_content_are_named(copy):
    plain = (copy / "communique.nq").read_bytes()
    (copy / "communique.nq.gz").write_bytes(gzip.compress(plain[:-1]))
    (copy / "communique.ttl.zst").write_bytes(zstandard.compress(b"something else"))
    sum_again(copy)
    assert failed(copy)[PACKED] == (
        "communique.nq.gz does not hold what communique.nq does",
        "communique.ttl.zst does not hold what communique.ttl does",
    )


@pytest.mark.parametrize("suffix", ["gz", "zst"])
@pytest.mark.parametrize("damage", ["cut", "junk", "bits"])
def test_packed_files_that_cannot_be_unpacked_are_named(copy, suffix, damage):
    path = copy / f"communique.nq.{suffix}"
    content = path.read_bytes()
    middle = len(content) // 2
    turned = bytes(byte ^ 255 for byte in content[middle : middle + 9])
    damaged = {
        "cut": content[:middle],
        "junk": b"junk",
        "bits": content[:middle] + turned + content[middle + 9 :],
    }
    path.write_bytes(damaged[damage])
    sum_again(copy)
    (fault,) = failed(copy)[PACKED]
    assert path.name in fault


def test_no_more_is_unpacked_than_is_needed(copy, monkeypatch):
    """A few kilobytes can unpack to gigabytes; what is unlike the plain file ends the reading."""
    (copy / "communique.nq.zst").write_bytes(zstandard.compress(bytes(1 << 28)))
    sum_again(copy)
    unpacked = 0

    def counting(path):
        nonlocal unpacked
        for piece in unpack(path):
            unpacked += len(piece) if path.name == "communique.nq.zst" else 0
            yield piece

    monkeypatch.setattr(module, "unpack", counting)
    assert failed(copy)[PACKED] == ("communique.nq.zst does not hold what communique.nq does",)
    assert 0 < unpacked <= 1 << 20


def test_a_table_with_a_row_less_is_named(copy):
    lines = (copy / "actors.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (copy / "actors.csv").write_text("".join(lines[:-1]), encoding="utf-8")
    sum_again(copy)
    assert failed(copy)[TABLES] == (
        "actors.csv has 6 rows, the data have 7 actors",
        "actors.csv does not list the actors of the data",
        "actors.csv and actors.parquet differ",
    )


def test_a_table_with_another_cell_is_named(copy):
    edit(copy / "positions.csv", "Anna Berg", "Anna Borg")
    sum_again(copy)
    assert failed(copy)[TABLES] == ("positions.csv and positions.parquet differ",)


def test_a_parquet_file_with_fewer_rows_is_named(copy):
    path = copy / "provisions.parquet"
    parquet.write_table(parquet.read_table(path).slice(0, 2), path)
    sum_again(copy)
    assert failed(copy)[TABLES][0] == "provisions.parquet has 2 rows, the data have 3 provisions"


def test_a_parquet_file_that_is_none_is_told(copy):
    (copy / "provisions.parquet").write_bytes(b"PAR1")
    sum_again(copy)
    assert "cannot be checked" in failed(copy)[TABLES][0]


def test_a_parquet_file_with_other_columns_is_named(copy):
    parquet.write_table(pyarrow.table({"actor": [str(n) for n in range(7)]}), copy / "actors.parquet")
    sum_again(copy)
    assert failed(copy)[TABLES] == ("actors.csv and actors.parquet differ",)


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("void.ttl", "void:distinctSubjects ", "void:distinctSubjects 1", "void.ttl"),
        ("void.ttl", "cq:Position ;\n    void:entities 5", "cq:Position ;\n    void:entities 6",
         "void.ttl: members of https://w3id.org/communique/ontology#Position: stated 6, counted 5"),
        ("counts.json", '"triples": ', '"triples": 1', "counts.json: triples"),
        ("dcat.ttl", "dcat:byteSize \"", "dcat:byteSize \"1", "dcat.ttl: size or hash of"),
        ("dcat.ttl", "spdx:checksumValue \"", "spdx:checksumValue \"0", "dcat.ttl: size or hash of"),
        ("datapackage.json", '"bytes": ', '"bytes": 1', "datapackage.json: size or hash of communique.nq"),
        ("datapackage.json", '"quads": ', '"quads": 1', "datapackage.json states other numbers"),
        ("report.ttl", "sh:conforms true", "sh:conforms false", "does not say that the data conform"),
    ],
)  # fmt: skip
def test_a_description_that_says_something_else_is_named(copy, name, old, new, words):
    edit(copy / name, old, new)
    sum_again(copy)
    found = failed(copy)
    assert set(found) == {DESCRIPTIONS}
    assert any(words in fault for fault in found[DESCRIPTIONS])


@pytest.mark.parametrize("name", ["datapackage.json", "counts.json", "void.ttl", "dcat.ttl", "report.ttl"])
@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe"])
def test_a_description_that_cannot_be_read_is_told(copy, name, content):
    (copy / name).write_bytes(content)
    sum_again(copy)
    assert DESCRIPTIONS in failed(copy)


def test_another_version_in_the_package_is_told(copy):
    package = json.loads((copy / "datapackage.json").read_text())
    package["communique"]["version"] = "0" * 64
    (copy / "datapackage.json").write_text(json.dumps(package))
    sum_again(copy)
    assert f"datapackage.json says {'0' * 64}" in failed(copy)[VERSION][0]


def test_changes_that_do_not_fit_are_told(copy):
    with (copy / "added.nq").open("a") as file:
        file.write(f"<{BERG}> <a:b> <a:c> <a:d> .\n")
    lines = (copy / "communique.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = next(line for line in lines if line.endswith("/graph/reference> .\n") and "_:" not in line)
    with (copy / "removed.nq").open("a") as file:
        file.write(kept)
    sum_again(copy)
    assert failed(copy) == {
        CHANGES: (
            "added.nq has 1 statements that the data do not have",
            "removed.nq has 1 statements that the data still have",
        )
    }


def test_changes_that_are_missing_are_told(copy):
    (copy / "added.nq").unlink()
    sum_again(copy)
    assert "in every release but the first" in failed(copy)[CHANGES][0]


def test_of_very_many_faults_the_number_is_told(copy):
    for number in range(25):
        (copy / f"extra{number}").write_text("")
    assert len(failed(copy)[FILES]) == 11
    assert failed(copy)[FILES][-1] == "and 15 more"


@pytest.mark.parametrize("kind", ["nothing", "file", "empty"])
def test_what_is_no_release_is_refused(tmp_path, kind):
    place = tmp_path / "place"
    if kind == "file":
        place.write_text("")
    elif kind == "empty":
        place.mkdir()
    with pytest.raises(ReleaseError, match="communique release"):
        verify(place)
