import os
import signal
import threading
import time

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


def test_a_store_that_cannot_be_opened_is_said(tmp_path):
    broken = QueryPool(tmp_path, "v", PoolSettings(workers=1))
    with pytest.raises(PoolError, match="could not open"):
        broken.start()


def test_a_closed_pool_answers_nothing(built):
    build = current_build(built)
    opened = QueryPool(build.store_folder, build.version, PoolSettings(workers=1))
    opened.start()
    opened.close()
    with pytest.raises(PoolError):
        opened.run(ASK)
