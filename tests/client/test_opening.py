"""What can be opened, and what is said of what cannot."""

import shutil
import socket

import pytest

import communique
from communique.client import CannedQueryError, OpenError
from communique.release.build import current_build
from sample.releases import release
from sample.workspace import make_workspace
from servers.fixtures import published
from servers.oxigraph import oxigraph_server


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A release of the sample, in a workspace of its own."""
    return release(make_workspace(tmp_path_factory.mktemp("released")), name="2026.01").folder


def test_a_workspace_opens_its_current_build(built, by_path):
    assert by_path.version == current_build(built).version
    assert str(built.root) in repr(by_path)
    assert by_path.version[:16] in repr(by_path)


def test_a_path_may_be_a_string(built, by_path):
    with communique.open(str(built.root)) as kg:
        assert kg.positions() == by_path.positions()


def test_a_build_in_its_workspace_has_the_canned_queries(built, by_path):
    with communique.open(current_build(built).path) as kg:
        assert kg.positions() == by_path.positions()
        assert list(kg.queries) == list(by_path.queries)


def test_a_build_taken_elsewhere_says_that_it_has_no_canned_queries(built, by_path, tmp_path):
    shutil.copytree(current_build(built).path, tmp_path / "one" / "two")
    with communique.open(tmp_path / "one" / "two") as kg:
        assert kg.positions() == by_path.positions()
        with pytest.raises(CannedQueryError, match="lies in no workspace"):
            _ = kg.queries


def test_a_release(released, by_path):
    with communique.open(released) as kg:
        assert kg.version == by_path.version
        assert kg.positions() == by_path.positions()
        assert kg.agreements() == by_path.agreements()
        for ask in (lambda: kg.queries, lambda: kg.canned("stance-matrix")):
            with pytest.raises(CannedQueryError, match="a release has no canned queries"):
                ask()


def test_the_file_of_a_release_alone(released, by_path, tmp_path):
    file = shutil.copy(released / "communique.nq", tmp_path / "some.nq")
    for place in (file, tmp_path):
        with communique.open(place) as kg:
            assert kg.version == by_path.version
            assert kg.positions() == by_path.positions()


def test_a_damaged_release_is_refused(released, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(released, copy)
    file = copy / "communique.nq"
    content = file.read_bytes()
    changed = content.replace(b"Anna Berg", b"Anna Borg", 1)
    assert changed != content
    file.write_bytes(changed)
    with pytest.raises(OpenError, match=r"communique\.nq is damaged"):
        communique.open(copy)
    with pytest.raises(OpenError, match="is damaged or no dataset"):
        communique.open(file)


def test_a_workspace_that_was_not_built_says_what_to_do(workspace):
    with pytest.raises(OpenError, match="has not been built yet; run `communique build`"):
        communique.open(workspace.root)


def test_a_build_that_is_not_whole_is_refused(built, tmp_path):
    copy = tmp_path / "build"
    shutil.copytree(current_build(built).path, copy)
    (copy / "dataset.nq").unlink()
    with pytest.raises(OpenError, match="is not whole or of another layout"):
        communique.open(copy)


@pytest.mark.parametrize(
    "make", [lambda path: None, lambda path: path.mkdir(), lambda path: path.write_text("x")]
)
def test_what_is_no_dataset_is_refused(tmp_path, make):
    make(tmp_path / "thing")
    with pytest.raises(OpenError, match="thing"):
        communique.open(tmp_path / "thing")


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("ftp://example.org/", "should look like https://example.org/"),
        ("file:///etc/passwd", "should look like"),
        ("http://", "should look like"),
        ("http://user:secret@example.org/", "must hold no user or password"),
        ("http://example.org:port/", "is no web address"),
        ("http://user:secret@example.org:port/", "is no web address"),
        ("http://[::1/", "is no web address"),
        ("http://example.org/?query=x", "holds a question mark or hash"),
        ("http://example.org/#x", "holds a question mark or hash"),
    ],
)
def test_an_address_that_may_not_be_used_is_refused(address, complaint):
    with pytest.raises(OpenError, match=complaint) as caught:
        communique.open(address)
    assert "secret" not in str(caught.value)


def test_an_address_where_nothing_answers():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        with pytest.raises(OpenError, match="cannot be reached"):
            communique.open(f"http://127.0.0.1:{probe.getsockname()[1]}/")


@pytest.mark.parametrize("limit", [{"timeout_seconds": 0}, {"timeout_seconds": -1}, {"answer_bytes": 0}])
def test_limits_that_nothing_could_keep_are_refused(address, limit):
    with pytest.raises(ValueError, match="must be above zero"):
        communique.open(address, **limit)


@pytest.mark.parametrize("end", ["", "/", "/sparql", "/sparql/"])
def test_a_service_is_found_by_its_address_and_by_its_endpoint(address, by_path, end):
    with communique.open(address + end) as kg:
        assert kg.version == by_path.version
        assert repr(kg) == f"<KnowledgeGraph {address}, version {kg.version[:16]}>"


def test_another_sparql_service_that_holds_a_release(built, by_path, tmp_path):
    with oxigraph_server(tmp_path) as server:
        with pytest.raises(
            OpenError, match="neither a Communiqué service nor a SPARQL service with a published"
        ):
            communique.open(server.query)
        published(server, current_build(built))
        with communique.open(server.query) as kg:
            assert kg.version == by_path.version
            assert kg.positions() == by_path.positions()
            assert kg.positions(holder="anna-berg", since="2021") == by_path.positions(holder="anna-berg")
            assert kg.agreements() == by_path.agreements()
            count = "SELECT (COUNT(*) AS ?count) { ?s ?p ?o }"
            assert kg.query(count) == by_path.query(count)
            with pytest.raises(CannedQueryError, match="is no Communiqué service"):
                kg.canned("stance-matrix")
