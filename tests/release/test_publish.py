"""Publishing into real servers."""

import contextlib
import subprocess

import pytest

from communique.release.dataset_graphs import DatasetGraphs, read_dataset_graphs
from communique.release.publish import PublishError, publish
from communique.store.protocol import EngineError
from communique.store.remote.release import NotPublishedError
from communique.store.remote.store import RemoteStore
from communique.vocabulary import GRAPHS, MERGED_GRAPH, PROVENANCE_GRAPH, REFERENCE_GRAPH
from servers.fixtures import (
    connection,
    oxigraph,
    published,
    real_build,
    sample_build,
    server,
    virtuoso,
    writer,
)
from servers.virtuoso import virtuoso_server

__all__ = ["oxigraph", "real_build", "sample_build", "server", "virtuoso"]

MERGED, PROVENANCE, REFERENCE = str(MERGED_GRAPH), str(PROVENANCE_GRAPH), str(REFERENCE_GRAPH)


@pytest.fixture
def http(server):
    with contextlib.closing(connection(server)) as opened:
        yield opened


@pytest.fixture
def empty(server, http):
    """A server without anything of ours."""
    into = writer(server, http)
    with contextlib.closing(connection(server)) as reading:
        for graph in _graphs(server, reading):
            into.clear(graph)
    return server


@pytest.fixture(scope="session")
def sample(sample_build):
    return read_dataset_graphs(sample_build.path)


def _graphs(server, http):
    from communique.release.publish import _Reader

    return _Reader(server.query, http).graphs()


def _count(server, http, graph):
    from communique.release.publish import _Reader

    return _Reader(server.query, http).count(graph)


def _version(server):
    with contextlib.closing(RemoteStore.open(server.query)) as store:
        return store.version


@pytest.mark.parametrize(
    "ways", [(True, True), (False, True), (True, False)], ids=["both", "graphs", "updates"]
)
def test_all_graphs_arrive_and_their_merge(empty, http, sample, ways):
    into = writer(empty, http, update=ways[0], graph_store=ways[1])
    done = publish(sample, empty.query, http, into)
    assert sorted(done.written) == sorted([*sample.graphs, MERGED])
    assert done.written[-1] == PROVENANCE
    assert (done.kept, done.removed, done.counted_only) == ([], [], set())
    assert _graphs(empty, http) == sorted([*sample.graphs, MERGED])
    assert {name: _count(empty, http, name) for name in sample.graphs} == {
        name: len(triples) for name, triples in sample.graphs.items()
    }
    # One position stands in three graphs of the sample, so the merge has fewer triples than all together.
    assert _count(empty, http, MERGED) == len(sample.merged) < sum(map(len, sample.graphs.values()))
    assert _version(empty) == sample.version


def test_the_second_time_nothing_is_sent(server, http, sample, sample_build):
    published(server, sample_build)
    done = publish(sample, server.query, http, _Unwritable(server, http))
    assert (done.written, sorted(done.kept)) == ([], sorted([*sample.graphs, MERGED]))


def test_an_interrupted_publication_is_no_release_and_goes_on_where_it_was(empty, http, sample):
    sent = []

    def interrupt(message):
        if message.startswith("sending"):
            sent.append(message)
            if len(sent) == 3:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(sample, empty.query, http, writer(empty, http), progress=interrupt)
    with pytest.raises(NotPublishedError, match="communique publish"):
        RemoteStore.open(empty.query)
    done = publish(sample, empty.query, http, writer(empty, http))
    assert len(done.kept) == 2
    assert sorted([*done.kept, *done.written]) == sorted([*sample.graphs, MERGED])
    assert _version(empty) == sample.version


def test_a_merge_that_was_interrupted_is_made_anew(server, http, sample, sample_build):
    published(server, sample_build)
    broken = DatasetGraphs(sample.version, {**sample.graphs, REFERENCE: sample.graphs[REFERENCE][:-1]})

    def interrupt(message):
        if message.startswith("merging"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(broken, server.query, http, writer(server, http), progress=interrupt)
    done = publish(sample, server.query, http, writer(server, http))
    assert sorted(done.written) == sorted([REFERENCE, MERGED, PROVENANCE])


def test_damage_is_found_by_content_not_only_by_count(server, http, sample, sample_build):
    published(server, sample_build)
    victim = next(name for name in sample.graphs if "/annotations/" in name)
    damaged = [*sample.graphs[victim][1:], *sample.graphs[PROVENANCE][:1]]
    assert len(damaged) == len(sample.graphs[victim])
    writer(server, http).replace(victim, damaged)
    done = publish(sample, server.query, http, writer(server, http))
    assert sorted(done.written) == sorted([victim, MERGED, PROVENANCE])
    assert _version(server) == sample.version


def test_a_damaged_merge_is_found(server, http, sample, sample_build):
    published(server, sample_build)
    writer(server, http).replace(MERGED, [*sample.merged[1:], _twin(sample.merged[0])])
    assert publish(sample, server.query, http, writer(server, http)).written == [MERGED, PROVENANCE]


def test_graphs_of_an_older_version_go_and_graphs_of_others_stay(server, http, sample, sample_build):
    published(server, sample_build)
    ours, foreign = f"{GRAPHS}annotations/gone/reader", "https://example.org/foreign"
    into = writer(server, http)
    for name in (ours, foreign):
        into.replace(name, sample.graphs[PROVENANCE][:2])
    assert publish(sample, server.query, http, into).removed == [ours]
    assert _count(server, http, ours) == 0
    assert _count(server, http, foreign) == 2
    into.clear(foreign)


def test_what_the_store_does_not_keep_is_noticed(server, http, sample, sample_build):
    published(server, sample_build)
    writer(server, http).clear(REFERENCE)
    with pytest.raises(PublishError, match=f"triples of <{REFERENCE}>"):
        publish(sample, server.query, http, _Forgetful(server, http))
    with pytest.raises(PublishError, match="is not what was sent"):
        publish(sample, server.query, http, _Altering(server, http))
    with pytest.raises(NotPublishedError):
        RemoteStore.open(server.query)


def test_large_graphs_are_counted(server, http, sample, sample_build, monkeypatch):
    published(server, sample_build)
    monkeypatch.setattr("communique.release.publish.HASHED_TRIPLES", len(sample.graphs[REFERENCE]) - 1)
    done = publish(sample, server.query, http, writer(server, http))
    assert REFERENCE in done.counted_only
    assert PROVENANCE not in done.counted_only


def test_the_real_data(server, http, real_build):
    published(server, real_build)
    done = publish(read_dataset_graphs(real_build.path), server.query, http, writer(server, http))
    assert done.written == []
    assert _version(server) == real_build.version


def test_a_store_that_cuts_answers_is_not_trusted(tmp_path, sample):
    with (
        virtuoso_server(tmp_path, rows=1000) as small,
        contextlib.closing(connection(small)) as http,
        pytest.raises(PublishError, match=r"gives only 1,00. of .* ResultSetMaxRows"),
    ):
        publish(sample, small.query, http, writer(small, http))


def test_a_wrong_password_is_told_and_not_shown(virtuoso, sample, caplog):
    from communique.store.remote.http import Credentials, RemoteHttp

    with contextlib.closing(RemoteHttp(Credentials("dba", "a-wrong-password"))) as http:
        with pytest.raises(EngineError, match="check its user and password") as caught:
            writer(virtuoso, http).clear(f"{GRAPHS}x")
        assert "a-wrong-password" not in f"{caught.value!r} {caplog.text} {http.__dict__}"


class _Unwritable:
    """A writer that must not be used."""

    can_copy = True

    def __init__(self, server, http):
        pass

    def clear(self, graph):
        raise AssertionError(graph)

    replace = add = copy = clear


class _Forgetful:
    """A writer that leaves a triple out."""

    can_copy = True

    def __init__(self, server, http):
        self._writer = writer(server, http)
        self.clear, self.add, self.copy = self._writer.clear, self._writer.add, self._writer.copy

    def replace(self, graph, triples):
        self._writer.replace(graph, triples[1:])


class _Altering(_Forgetful):
    """A writer that makes a triple another."""

    def replace(self, graph, triples):
        self._writer.replace(graph, [*triples[1:], _twin(triples[0])])


def _twin(triple):
    import pyoxigraph

    return pyoxigraph.Triple(triple.subject, triple.predicate, pyoxigraph.Literal("something else"))


def test_the_command(oxigraph, sample_build):
    command = ["communique", "publish", oxigraph.query, "--workspace", str(sample_build.path.parents[1])]
    addresses = ["--update-url", oxigraph.update, "--graph-store-url", oxigraph.graph_store]
    result = _run([*command, *addresses])
    assert result.returncode == 0, result.stderr
    assert sample_build.version in result.stdout
    assert "each read back and compared" in result.stdout
    assert _version(oxigraph) == sample_build.version
    told = _run(command)
    assert (told.returncode, told.stdout) == (2, "")
    assert "--graph-store-url" in told.stderr


def test_the_command_takes_no_password_but_from_the_environment(virtuoso, sample_build):
    command = ["communique", "publish", virtuoso.query, "--workspace", str(sample_build.path.parents[1])]
    command += ["--update-url", virtuoso.update, "--user", "dba", "--quiet"]
    told = _run(command)
    assert told.returncode == 2
    assert "COMMUNIQUE_STORE_PASSWORD" in told.stderr
    result = _run(command, COMMUNIQUE_STORE_PASSWORD=virtuoso.password)
    assert (result.returncode, result.stdout.strip()) == (0, sample_build.version), result.stderr
    in_address = _run([*command[:2], virtuoso.query.replace("//", "//dba:secret@"), *command[3:]])
    assert in_address.returncode == 2
    assert "COMMUNIQUE_STORE_PASSWORD" in in_address.stderr
    assert "secret" not in in_address.stderr


def _run(command, **environment):
    import os
    import sys

    script = "import sys; from communique.cli import main; sys.argv = sys.argv[1:]; main()"
    return subprocess.run(
        [sys.executable, "-c", script, *command],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
