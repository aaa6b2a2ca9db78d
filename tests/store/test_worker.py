import multiprocessing

from communique.release.build import current_build
from store.confined import report


def test_a_worker_can_open_neither_files_nor_sockets(built):
    build = current_build(built)
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe()
    process = context.Process(target=report, args=(theirs, build.store_folder, build.version))
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
