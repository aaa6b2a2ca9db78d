"""The servers that are compared: how each is loaded, started, asked and stopped. All are on loopback."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx

from benchmarks.building import fill_store
from benchmarks.dataset import BenchmarkDataset
from benchmarks.processes import ProcessTree

HERE = Path(__file__).resolve().parent
DATA = HERE / "data"
OTHERS = DATA / "servers" / "bin"
"""The virtual environment with the servers from the package index; see README.md."""
_START_SECONDS = 1800


class ServerError(RuntimeError):
    """A server that did not start, or could not be loaded."""


class Server(ABC):
    """One of the servers."""

    name: str
    """As the command line names it."""
    label: str
    """As tables name it."""
    sparql = "/sparql"
    """The path of the SPARQL endpoint."""

    runaways: int | None = None
    """How many runaway queries it is asked, where each means a long start; None for all."""
    is_limited = True
    """Whether the next start sets the time limit; a server that is better without does so only when told."""

    def __init__(self, dataset: BenchmarkDataset, limit_seconds: float) -> None:
        self.dataset, self.limit_seconds = dataset, limit_seconds
        self.folder = DATA / "loaded" / f"{self.name}-{dataset.build.name}"
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """``http://host:port``."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def is_running(self) -> bool:
        """Whether it has been started and has not ended."""
        return self._process is not None and self._process.poll() is None

    @property
    def tree(self) -> ProcessTree:
        """The running server."""
        assert self._process is not None  # noqa: S101 - a mistake of the caller
        return ProcessTree(self._process.pid)

    def path(self, query: str) -> str:
        """The path that asks a query; a ``{n}`` in it stays as it is (see :mod:`benchmarks.load`)."""
        return f"{self.sparql}?query={quote(query, safe='').replace('%7Bn%7D', '{n}')}"

    def load(self) -> float:
        """Load the dataset from N-Quads into what the server opens at its start.

        Returns:
            Seconds; 0 for a server that does so only when it starts.
        """
        return 0.0

    @property
    def is_loaded(self) -> bool:
        """Whether there is something to open."""
        return True

    @abstractmethod
    def command(self) -> list[str]:
        """The command that starts the server on :attr:`port`."""

    def start(self) -> float:
        """Start the server and wait for its first answer.

        Returns:
            Seconds until then.

        Raises:
            ServerError: it ended or gave no answer.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        started = time.monotonic()
        with (self.folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the command is ours
                self.command(), stdout=log, stderr=subprocess.STDOUT, cwd=HERE.parent, start_new_session=True
            )
        question = f"{self.address}{self.path('ASK { ?s ?p ?o }')}"
        while time.monotonic() - started < _START_SECONDS:
            if self._process.poll() is not None:
                raise ServerError(f"{self.label} ended at its start; see its server.log")
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(question, headers=JSON, timeout=10).status_code == 200:
                    return time.monotonic() - started
            time.sleep(0.05)
        self.stop()
        raise ServerError(f"{self.label} gave no answer; see its server.log")

    def stop(self) -> None:
        """Stop the server and whatever it started."""
        if self._process is None:
            return
        group = self._process.pid  # of its own session
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(15)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        self._process.wait()
        self._process = None

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Start, and stop at the end; loaded before if it is not yet."""
        if not self.is_loaded:
            self.load()
        try:
            self.start()
            yield
        finally:
            self.stop()

    def emptied(self) -> Path:
        """The folder of the loaded data, made anew."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return self.folder


JSON = {"Accept": "application/sparql-results+json"}
TURTLE = {"Accept": "text/turtle"}
CSV = {"Accept": "text/csv"}
PLAIN_GRAPH = {"Accept": "application/n-triples"}


class Communique(Server):
    """This service."""

    name, label = "ours", "Communiqué"

    def load(self) -> float:
        """Compile the store as `communique build` does; the service starts from the build that is there."""
        folder = self.emptied()
        started = time.monotonic()
        fill_store(self.dataset.quads, folder / "oxigraph")
        passed = time.monotonic() - started
        shutil.rmtree(folder / "oxigraph")
        return passed

    def command(self) -> list[str]:
        """See :class:`Server`."""
        workspace = str(self.dataset.workspace.resolve())
        return [sys.executable, "-m", "benchmarks.serve", workspace, str(self.port), str(self.limit_seconds)]


class Oxigraph(Server):
    """The server of the engine, from disk; the named graphs, and all of them merged as the default graph."""

    name, label, sparql = "oxigraph", "Oxigraph", "/query"
    is_limited = False

    @property
    def is_loaded(self) -> bool:
        """Whether there is a store."""
        return (self.folder / "loaded").exists()

    def load(self) -> float:
        """See :class:`Server`."""
        folder = self.emptied()
        merged = self.dataset.merged(folder / "merged.nt")
        started = time.monotonic()
        for command in ("load", "--file", self.dataset.quads), ("load", "--file", merged), ("optimize",):
            action, *more = (str(word) for word in command)
            subprocess.run(  # noqa: S603 - the command is ours
                [str(OTHERS / "oxigraph"), action, "--location", str(folder / "store"), *more],
                check=True,
                capture_output=True,
            )
        passed = time.monotonic() - started
        merged.unlink()
        (folder / "loaded").touch()
        return passed

    def command(self) -> list[str]:
        """See :class:`Server`."""
        # The limit costs a thread for each request: without it, it is at its best.
        limit = [f"--timeout-s={max(1, round(self.limit_seconds))}"] if self.is_limited else []
        return [
            str(OTHERS / "oxigraph"),
            "serve-read-only",
            f"--location={self.folder / 'store'}",
            f"--bind=127.0.0.1:{self.port}",
            *limit,
        ]


class RdflibEndpoint(Server):
    """rdflib-endpoint; it parses the file at every start."""

    name, label, sparql, store = "rdflib-memory", "rdflib-endpoint (memory)", "/", "default"
    runaways = 2

    def command(self) -> list[str]:
        """See :class:`Server`."""
        return [
            str(OTHERS / "rdflib-endpoint"),
            "serve",
            "--host=127.0.0.1",
            f"--port={self.port}",
            f"--store={self.store}",
            str(self.dataset.quads),
        ]


class RdflibEndpointOxigraph(RdflibEndpoint):
    """rdflib-endpoint over Oxigraph in memory."""

    name, label, store = "rdflib-oxigraph", "rdflib-endpoint (Oxigraph)", "Oxigraph"


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
