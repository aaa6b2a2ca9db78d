import multiprocessing

from communique.release.build import current_build
from communique.store.embedded import EmbeddedStore
from communique.store.worker import Limits, _confine, _warm_up, can_open_nothing


def _report(connection, folder, version):
    store = EmbeddedStore.open(folder, version)
    _warm_up(store)
    _confine(Limits())
    said = ""
    try:
        # Past the check on purpose: even then no socket can be opened.
        store.query("SELECT * { SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } }").serialise("text/csv")
    except Exception as error:
        said = str(error)
    connection.send((can_open_nothing(), said, store.query("ASK { ?s ?p ?o }").serialise("text/csv")))


def test_a_worker_can_open_neither_files_nor_sockets(built):
    build = current_build(built)
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe()
    process = context.Process(target=_report, args=(theirs, build.store_folder, build.version))
    process.start()
    assert ours.poll(60)
    nothing, said, answer = ours.recv()
    process.join(10)
    ours.close()
    theirs.close()
    process.close()
    assert nothing
    assert "os error 24" in said  # no file descriptor to be had
    assert answer == b"true"
