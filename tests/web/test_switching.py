"""A service that is alive while its data change."""

import contextlib
import shutil
import threading
import time
from urllib.parse import quote

import httpx
import psutil
import pytest

from communique.release.build import build
from communique.release.manifest import CURRENT, DATASET_FILE
from communique.store.workers.pool import PoolSettings
from communique.web.limits import ServiceLimits
from communique.workspace import Workspace
from sample.fixtures import running
from sample.workspace import accepts

PATIENCE_SECONDS = 120
PATHS = [
    "/sparql?query=" + quote("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
    "/api/actors",
    "/health",
    "/actors",
]
QUERY = """#+ title: A query that was not there before
SELECT (1 AS ?x) {} ORDER BY ?x
"""


@pytest.fixture
def living(built, tmp_path):
    """A workspace of its own, the address of a service over it, and the service."""
    folder = tmp_path / "workspace"
    shutil.copytree(built.root, folder, symlinks=True)
    workspace, told = Workspace.open(folder), {}
    limits = ServiceLimits(pool=PoolSettings(workers=2, deadline_seconds=60.0))
    with running(workspace, limits, lambda service, loop: told.update(service=service, loop=loop)) as address:
        yield workspace, address, told["service"]


def until(condition):
    """Wait until something has become so."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < ends, "what was waited for has not come"
        time.sleep(0.02)


def change(workspace):
    """Make a build of other data; its version."""
    for path in (workspace.root / "data" / "annotations" / "machine").glob("*.ttl"):
        path.unlink()
    return build(workspace, None, validator=accepts).version


class Asking(threading.Thread):
    """Asks without a pause; keeps status and version of each answer."""

    def __init__(self, address, path, stop):
        super().__init__()
        self._address, self._path, self._stopped = address, path, stop
        self.answers, self.errors = [], []
        self.start()

    def run(self):
        with httpx.Client(base_url=self._address, timeout=PATIENCE_SECONDS, trust_env=False) as client:
            while not self._stopped.is_set():
                try:
                    answer = client.get(f"{self._path}{'&' if '?' in self._path else '?'}")
                except httpx.HTTPError as error:
                    self.errors.append(error)
                else:
                    self.answers.append((answer.status_code, answer.headers["dataset-version"]))


def served_version(address):
    return httpx.get(f"{address}/health", timeout=PATIENCE_SECONDS, trust_env=False).json()["dataset"]


def test_a_new_build_is_served_without_a_failed_request(living):
    workspace, address, service = living
    old, stop = service.served.version, threading.Event()
    data_process = psutil.Process(service.served.supervisor.process_id)
    processes = [data_process, *data_process.children()]
    threads = [Asking(address, path, stop) for path in PATHS]
    try:
        until(lambda: all(thread.answers for thread in threads))
        new = change(workspace)
        assert new != old
        until(lambda: all(thread.answers[-1][1] == new for thread in threads))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    for thread in threads:
        assert thread.errors == []
        assert {status for status, _ in thread.answers} == {200}
        versions = [version for _, version in thread.answers]
        # The old one up to a moment, the new one ever after.
        assert versions == [old] * versions.count(old) + [new] * versions.count(new)
        assert versions.count(old)
        assert versions.count(new)
    _, alive = psutil.wait_procs(processes, timeout=PATIENCE_SECONDS)
    assert not [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]
    assert service.served.version == new


def test_an_answer_that_is_being_sent_is_finished_from_the_old_build(living):
    workspace, address, service = living
    old = service.served.version
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"
    with (
        httpx.Client(base_url=address, timeout=PATIENCE_SECONDS, trust_env=False) as client,
        client.stream("POST", "/sparql", data={"query": query}, headers={"Accept": "text/csv"}) as answer,
    ):
        pieces = answer.iter_bytes()
        body = [next(pieces)]
        new = change(workspace)
        until(lambda: served_version(address) == new)
        body.extend(pieces)
        assert answer.headers["dataset-version"] == old
    assert b"".join(body).count(b"\r\n") == 60_001


@pytest.mark.parametrize("name", ["rubbish\n", "", "../..", "\0", "none-such"])
def test_a_broken_build_leaves_the_old_one_served(living, caplog, name):
    workspace, address, service = living
    old = service.served.version
    good = (workspace.builds / CURRENT).read_text()
    (workspace.builds / CURRENT).write_text(name)
    until(lambda: "the new build is not served" in caplog.text)
    assert served_version(address) == old
    query = {"query": "ASK { ?s ?p ?o }"}
    assert httpx.get(f"{address}/sparql", params=query, timeout=60, trust_env=False).status_code == 200
    # And the next good one is served, so that the service has not stopped looking.
    (workspace.builds / CURRENT).write_text(good)
    new = change(workspace)
    until(lambda: served_version(address) == new)


def data_processes():
    """The living data processes that this one has started."""
    found = set()
    for process in psutil.Process().children():
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            if "communique.store.workers.data_process" in process.cmdline():
                found.add(process.pid)
    return found


def test_data_that_cannot_be_loaded_leave_the_old_build_served(living, caplog):
    workspace, address, service = living
    old, before = service.served.version, data_processes()
    copy = workspace.builds / ("f" * 16)
    shutil.copytree(workspace.builds / old[:16], copy)
    (copy / DATASET_FILE).write_bytes(b"x" * (copy / DATASET_FILE).stat().st_size)
    (workspace.builds / CURRENT).write_text(f"{copy.name}\n")
    until(lambda: "the new build is not served" in caplog.text)
    assert served_version(address) == old
    until(lambda: data_processes() == before)  # the one that failed is gone


def test_a_query_dropped_into_the_folder_is_an_endpoint(living):
    workspace, address, service = living
    path = workspace.root / "queries" / "dropped-in.rq"

    def get(address_path):
        return httpx.get(f"{address}{address_path}", timeout=PATIENCE_SECONDS, trust_env=False)

    assert get("/api/queries/dropped-in").status_code == 404
    path.write_text(QUERY)
    until(lambda: get("/api/queries/dropped-in").status_code == 200)
    assert get("/api/queries/dropped-in").json()["rows"] == [{"x": 1}]
    path.write_text(QUERY.replace("{}", "{"))
    until(lambda: get("/health").json()["brokenQueries"])
    health = get("/health").json()
    assert list(health["brokenQueries"]) == ["dropped-in"]
    assert health["status"] == "ok"
    broken = get("/api/queries/dropped-in")
    assert broken.status_code == 503
    assert "dropped-in.rq" in broken.json()["detail"]
    assert get("/api/queries").status_code == 200
    path.unlink()
    until(lambda: not get("/health").json()["brokenQueries"])
    assert service.served.version == health["dataset"]
