"""What a confined worker can still do, told from inside: ``python confined.py DATASET VERSION``.

A program of its own, because confinement is for the rest of a process's life.
"""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
import threading
from pathlib import Path

from communique.store.embedded import EmbeddedStore
from communique.store.workers.worker import Limits, confine, warm_up


def trouble(work) -> str:
    """Why something cannot be done; nothing if it can."""
    try:
        work()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def main() -> None:
    store = EmbeddedStore.load(Path(sys.argv[1]), sys.argv[2])
    warm_up(store)
    ours, theirs = socket.socketpair()
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # nobody listens there
        address, service = listener.getsockname(), f"http://127.0.0.1:{closed.getsockname()[1]}/"
        before = {name: trouble(work) for name, work in attempts(address, service, store).items()}
        confine(theirs, Limits(memory_bytes=64 << 20))
        after = {name: trouble(work) for name, work in attempts(address, service, store).items()}
        report = {
            "before": before,
            "after": after,
            "query": store.query("ASK { ?s ?p ?o }").serialise("text/csv").decode(),
            "sends": trouble(lambda: theirs.sendall(b"x")),
            "core": resource.getrlimit(resource.RLIMIT_CORE),
            "memory": trouble(lambda: bytearray(100 << 20)),
        }
    ours.close()
    theirs.close()
    print(json.dumps(report))


def attempts(address, service, store):
    """What a stranger's query must never come to do."""
    return {
        "file": lambda: Path("/dev/null").open("rb").close(),
        "socket": lambda: socket.create_connection(address).close(),
        "pipe": lambda: [os.close(handle) for handle in os.pipe()],
        "process": lambda: subprocess.run(["true"], check=True),
        "service": lambda: store.query(f"SELECT * {{ SERVICE <{service}> {{ ?s ?p ?o }} }}").serialise(
            "text/csv"
        ),
        "thread": lambda: threading.Thread(target=lambda: None).start(),
    }


if __name__ == "__main__":
    main()
