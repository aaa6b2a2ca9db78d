"""What is in the files of a release: all the data in every form, their sums, and who to cite."""

import gzip
import hashlib
import subprocess

import pytest
import rdflib
import yaml
import zstandard
from rdflib.compare import isomorphic

from communique.vocabulary import DCAT, SPDX
from sample.releases import NAME, release

pytestmark = [  # rdflib warns of what it does itself
    pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]


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


def test_the_report_is_that_of_the_release_and_names_no_times(made):
    graph = rdflib.Graph().parse(made.folder / "report.ttl")
    assert (None, rdflib.SH.conforms, rdflib.Literal(True)) in graph
    text = (made.folder / "report.txt").read_text()
    assert "Checked: 2 articles." in text
    assert "Time" not in text
