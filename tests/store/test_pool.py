import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from communique.release.build import current_build
from communique.store.pool import PoolError, PoolSettings, QueryPool
from communique.store.protocol import (
    AnswerTooLargeError,
    BusyError,
    DeadlineError,
    MemoryLimitError,
    NotAcceptableError,
    QueryRefusedError,
    QuerySyntaxError,
)
from communique.store.worker import Job, Limits

CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
ASK = Job("ASK { ?s ?p ?o }", "text/csv", None)


def job(text):
    return Job(text, "text/csv", "text/turtle")


@pytest.fixture(scope="module")
def pool(built):
    build = current_build(built)
    limits = Limits(memory_bytes=512 << 20, answer_bytes=4 << 20)
    opened = QueryPool(build.store_folder, build.version, PoolSettings(1, 1.0, 2, limits))
    opened.start()
    yield opened
    opened.close()


def test_queries_are_answered(pool):
    assert pool.run(ASK).body == b"true"
    assert pool.run(job("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1")).media_type == "text/turtle"


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}",
        f"SELECT DISTINCT ?a ?d ?g {{ {CROSS} FILTER(?c = ?nothing) }}",
        f"SELECT * {{ {CROSS} }} ORDER BY ?c",
        "SELECT (COUNT(*) AS ?n) { ?a (!<a:x>|^!<a:x>)* ?b . ?c (!<a:x>|^!<a:x>)* ?d }",
        f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?n) {{ {CROSS} }}",
        f'SELECT * {{ {CROSS} FILTER(REGEX(CONCAT(STR(?a), STR(?d)), "(x+x+)+y")) }}',
    ],
)
def test_runaway_queries_end_and_the_pool_is_whole_after(pool, text):
    started = time.monotonic()
    with pytest.raises((DeadlineError, MemoryLimitError)):
        pool.run(job(text))
    assert time.monotonic() - started < 5
    assert pool.run(ASK).body == b"true"


def test_long_answers_are_refused_whole(pool):
    with pytest.raises(AnswerTooLargeError, match="LIMIT"):
        pool.run(job("SELECT * { ?a ?b ?c . ?d ?e ?f }"))
    assert pool.run(ASK).body == b"true"


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (job("SELECT * {"), QuerySyntaxError),
        (job("DELETE WHERE { ?s ?p ?o }"), QueryRefusedError),
        (job("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"), QueryRefusedError),
        (Job("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv", None), NotAcceptableError),
        (Job("ASK {}", "text/csv", None, ("https://example.org/none",)), QueryRefusedError),
    ],
)
def test_errors_come_back_as_they_are(pool, asked, error):
    with pytest.raises(error):
        pool.run(asked)
    assert pool.run(ASK).body == b"true"


def test_a_worker_killed_by_hand_is_replaced(pool):
    worker = pool._idle.get()
    os.kill(worker.process_id, signal.SIGKILL)
    pool._idle.put(worker)
    with pytest.raises(MemoryLimitError):
        pool.run(ASK)
    assert pool.run(ASK).body == b"true"


def test_too_many_waiting_are_told_so(pool):
    slow = job(f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}")
    seen = []

    def ask():
        try:
            pool.run(slow)
        except (DeadlineError, BusyError, MemoryLimitError) as error:
            seen.append(type(error))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(seen) == 6
    assert BusyError in seen
    assert pool.run(ASK).body == b"true"


def test_a_store_that_cannot_be_opened_is_said_in_one_line(tmp_path, capfd):
    broken = QueryPool(tmp_path, "v", PoolSettings(workers=1))
    with pytest.raises(PoolError, match="cannot be opened") as caught:
        broken.start()
    assert "\n" not in str(caught.value)
    with pytest.raises(BusyError, match="try again"):
        broken.run(ASK)
    broken.close()
    assert capfd.readouterr().err == ""


def opened_pool(built, workers=1, seconds=5.0):
    build = current_build(built)
    return QueryPool(build.store_folder, build.version, PoolSettings(workers, seconds, 4))


def children():
    return {process.pid for process in multiprocessing.active_children()}


def handles():
    return len(list(Path("/proc/self/fd").iterdir()))


def settled(condition):
    ends = time.monotonic() + 10
    while not condition() and time.monotonic() < ends:
        time.sleep(0.02)
    return condition()


def test_a_closed_pool_answers_nothing(built):
    opened = opened_pool(built)
    opened.start()
    opened.close()
    with pytest.raises(BusyError, match="stopping"):
        opened.run(ASK)
    with pytest.raises(PoolError):
        opened.start()


def fail_starts(monkeypatch, pool, error, times):
    """Have the next workers fail to start."""
    plain, left = pool._new_worker, [error] * times

    def start():
        if left:
            raise left.pop()
        return plain()

    monkeypatch.setattr(pool, "_new_worker", start)
    return left


@pytest.mark.parametrize("error", [PoolError("no"), OSError(11, "no"), RuntimeError("no")])
def test_a_place_is_kept_when_its_worker_cannot_be_replaced(built, monkeypatch, error):
    opened = opened_pool(built)
    opened.start()
    try:
        # Once in taking the place of the one that was killed, then for each of three who ask.
        left = fail_starts(monkeypatch, opened, error, 4)
        kill_idle(opened)
        with pytest.raises(MemoryLimitError):
            opened.run(ASK)
        assert settled(lambda: len(left) == 3)
        for _ in range(3):
            with pytest.raises((BusyError, type(error))):
                opened.run(ASK)
        assert opened.run(ASK).body == b"true"
        assert opened.run(ASK).body == b"true"
    finally:
        opened.close()


def test_workers_that_cannot_be_started_are_a_matter_of_waiting(built, monkeypatch):
    opened = opened_pool(built, workers=2)
    before = children()
    try:
        plain, calls = opened._new_worker, []

        def second_fails():
            calls.append(1)
            if len(calls) == 2:
                raise PoolError("no")
            return plain()

        monkeypatch.setattr(opened, "_new_worker", second_fails)
        with pytest.raises(BusyError, match="try again"):
            opened.run(ASK)
        assert children() == before  # the first of them has not been forgotten
        assert opened.run(ASK).body == b"true"
        assert len(children() - before) == 2
    finally:
        opened.close()
    assert children() == before


def test_a_process_that_cannot_be_started_is_a_pool_error_and_leaks_nothing(built, monkeypatch):
    opened = opened_pool(built)

    def start(process):
        raise OSError(11, "Resource temporarily unavailable")

    before = handles()
    monkeypatch.setattr(ForkServerProcess, "start", start)
    with pytest.raises(PoolError, match="temporarily unavailable"):
        opened.start()
    assert handles() == before
    opened.close()


def kill_idle(pool):
    worker = pool._idle.get()
    os.kill(worker.process_id, signal.SIGKILL)
    pool._idle.put(worker)


def test_an_answer_does_not_wait_for_the_next_worker(built, monkeypatch):
    opened = opened_pool(built, seconds=0.3)
    opened.start()
    try:
        plain = opened._new_worker

        def slowly():
            time.sleep(1.5)
            return plain()

        monkeypatch.setattr(opened, "_new_worker", slowly)
        started = time.monotonic()
        with pytest.raises(DeadlineError):
            opened.run(job(f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"))
        assert time.monotonic() - started < 1.2
        opened.settings = PoolSettings(1, 5.0, 4)
        assert opened.run(ASK).body == b"true"
    finally:
        opened.close()


def test_closing_ends_every_process_and_pipe_even_of_running_queries(built):
    opened = opened_pool(built, workers=2, seconds=20.0)
    processes, pipes = children(), handles()
    opened.start()
    slow = job(f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}")
    seen = []

    def ask():
        try:
            opened.run(slow)
        except BaseException as error:
            seen.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]  # two run, one waits
    for thread in threads:
        thread.start()
    assert settled(lambda: opened._idle.empty())
    time.sleep(0.3)
    started = time.monotonic()
    opened.close()
    for thread in threads:
        thread.join(10)
    assert time.monotonic() - started < 5
    assert [type(error) for error in seen] == [BusyError] * 3
    assert all("stopping" in str(error) for error in seen)
    assert children() == processes
    assert handles() == pipes
    opened.close()  # once more does no harm


def test_closing_while_a_worker_is_being_replaced_leaves_none(built):
    opened = opened_pool(built)
    processes, pipes = children(), handles()
    opened.start()
    kill_idle(opened)
    with pytest.raises(MemoryLimitError):
        opened.run(ASK)
    opened.close()
    assert settled(lambda: children() == processes)
    assert settled(lambda: handles() == pipes)


_SERVICE = """
import sys, threading
from pathlib import Path
from communique.store.pool import PoolSettings, QueryPool
from communique.store.worker import Job
pool = QueryPool(Path(sys.argv[1]), "v", PoolSettings(1, 2.0, 4))
pool.start()
print("ready", flush=True)
pool.run(Job("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "text/csv", None))
"""


def test_a_query_ends_at_its_time_even_when_the_service_was_killed(built):
    command = [sys.executable, "-c", _SERVICE, str(current_build(built).store_folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as process:
        process.stdout.readline()
        time.sleep(0.5)
        group = process.pid
        process.kill()
    assert settled(lambda: not members(group))


def members(group):
    """The living processes of a session."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(session) == group and state != "Z":
            found.append(folder.name)
    return found
