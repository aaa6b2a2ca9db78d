"""A store on disk of many files: all are open before its worker can open none any more."""

import dataclasses

import pyoxigraph
import pytest

from communique.store.embedded import EmbeddedStore
from communique.store.workers.data_process import LOADED
from communique.store.workers.store_files import open_files_of
from communique.store.workers.wire import DATA, END, HEAD, READY, Job, write_job
from store.workers.forking import forked, frames, started

EXAMPLE = "https://example.org/"
PATTERNS = (
    f"?s <{EXAMPLE}p/7> ?o",
    f"?s ?p <{EXAMPLE}o2/1990>",
    f"<{EXAMPLE}s/1990> ?p ?o",
    f"GRAPH <{EXAMPLE}g/30> {{ ?s ?p ?o }}",
    f"GRAPH <{EXAMPLE}g/30> {{ ?s <{EXAMPLE}p/30> ?o }}",
    f"GRAPH <{EXAMPLE}g/30> {{ ?s ?p <{EXAMPLE}o0/1030> }}",
    "GRAPH ?g { ?s ?p ?o }",
)
"""Each is looked up in files of its own."""


def named(kind, number):
    return pyoxigraph.NamedNode(f"{EXAMPLE}{kind}/{number}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A store of more files than the engine opens by itself."""
    path = tmp_path_factory.mktemp("many") / "oxigraph"
    for part in range(40):  # the engine merges files now and then, in its own time
        store = pyoxigraph.Store(str(path))
        store.bulk_extend(
            pyoxigraph.Quad(named("s", n), named("p", n % 40), named(f"o{part}", n), named("g", n % 50))
            for n in range(2000)
        )
        del store
        if part >= 2 and len(list(path.glob("*.sst"))) > 20:
            break
    return path


def test_all_files_are_opened(folder):
    assert len(list(folder.glob("*.sst"))) > 20
    assert open_files_of(EmbeddedStore.open(folder, "some"), folder) == 0


def test_a_confined_worker_reads_all_of_it(folder, plan):
    with started(dataclasses.replace(plan, dataset=None, store_folder=folder)) as (_, control):
        assert control.recv(100) == LOADED
        with forked(control, 1) as connection:
            assert frames(connection, READY) == [READY]
            for pattern in PATTERNS:
                connection.sendall(write_job(Job(f"SELECT * {{ {pattern} }} LIMIT 5000", "text/csv", None)))
                kinds = frames(connection, READY)
                assert (kinds[0], set(kinds[1:-2]), kinds[-2:]) == (HEAD, {DATA}, [END, READY]), pattern
