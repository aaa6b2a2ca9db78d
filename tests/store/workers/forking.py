"""A data process by itself, given orders as the service gives them."""

import contextlib
import socket
import subprocess
import sys

from communique.store.workers.data_process import FORK, ORDER
from communique.store.workers.wire import FrameReader


@contextlib.contextmanager
def started(plan):
    """A data process and the socket on which it takes orders."""
    ours, theirs = socket.socketpair()
    ours.settimeout(120)
    command = [
        sys.executable,
        "-m",
        "communique.store.workers.data_process",
        str(theirs.fileno()),
        plan.write(),
    ]
    process = subprocess.Popen(command, pass_fds=(theirs.fileno(),), stderr=subprocess.PIPE)
    theirs.close()
    try:
        with ours:
            yield process, ours
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def forked(control, number):
    """A worker's socket, when it has said that it is ready."""
    ours, theirs = socket.socketpair()
    ours.settimeout(120)
    with theirs:
        socket.send_fds(control, [ORDER.pack(FORK, number)], [theirs.fileno()])
    return ours


def frames(connection, last):
    """The kinds of frames up to the last one, or to the end."""
    reader, kinds = FrameReader(), []
    while last not in kinds and (data := connection.recv(1 << 16)):
        kinds += [kind for kind, _ in reader.feed(data)]
    return kinds
