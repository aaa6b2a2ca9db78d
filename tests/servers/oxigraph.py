"""The Oxigraph server, of the Python package ``oxigraph``."""

from __future__ import annotations

import contextlib
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servers.process import free_port, running


@dataclass(frozen=True)
class Server:
    """Where a SPARQL server is reached, and as whom it may be written to."""

    name: str
    query: str
    update: str
    graph_store: str
    user: str | None = None
    password: str | None = None


@contextlib.contextmanager
def oxigraph_server(folder: Path, port: int | None = None) -> Iterator[Server]:
    """An Oxigraph server with its store in a folder, empty if that is new; on any free port by default."""
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    address = f"127.0.0.1:{port or free_port()}"
    base = f"http://{address}"
    command = [str(program), "serve", "--location", str(folder / "store"), "--bind", address]
    with running(command, f"{base}/query?query=ASK%7B%7D", folder):
        yield Server("oxigraph", f"{base}/query", f"{base}/update", f"{base}/store")
