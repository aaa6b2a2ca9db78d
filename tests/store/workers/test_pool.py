"""The pool of query workers, over a real data process."""

import asyncio
import contextlib
import dataclasses
import os
import signal
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from communique.store.protocol import (
    AnswerTooLargeError,
    BusyError,
    DeadlineError,
    MemoryLimitError,
    NotAcceptableError,
    QueryRefusedError,
    QuerySyntaxError,
)
from communique.store.workers import pool as module
from communique.store.workers.delivery import HELD_BYTES
from communique.store.workers.pool import PoolSettings, QueryPool
from communique.store.workers.wire import Job
from store.workers.asking import ASK, ENDLESS, MEMORY_BOMB, STREAM, WASTEFUL, counted, numbers, until
from store.workers.conftest import ROWS


def workers(supervisor):
    """The living worker processes of all pools."""
    try:
        found = psutil.Process(supervisor.process_id).children()
        return {child.pid for child in found if child.status() != psutil.STATUS_ZOMBIE}
    except psutil.NoSuchProcess:
        return set()


def living(process_ids):
    """Which of these processes have not ended; one that only its parent has not noticed yet has."""
    found = set()
    for process_id in process_ids:
        with contextlib.suppress(psutil.NoSuchProcess):
            if psutil.Process(process_id).status() != psutil.STATUS_ZOMBIE:
                found.add(process_id)
    return found


async def body(pool, job=ASK):
    return (await pool.answer(job))[1]


async def read(delivery):
    return b"".join([piece async for piece in delivery.pieces()])


@contextlib.asynccontextmanager
async def occupied(pool):
    """A pool whose workers are all at work for ever; ends with them given back."""
    running = [await pool.ask(ENDLESS) for _ in range(pool.settings.workers)]
    assert pool.idle == 0
    try:
        yield running
    finally:
        for delivery in running:
            delivery.close()


async def whole(pool):
    """Wait until all workers of a pool are there and at rest, and have each of them answer."""
    await until(lambda: pool.idle == pool.settings.workers)
    assert pool.waiting == 0
    answers = await asyncio.gather(*(body(pool) for _ in range(2 * pool.settings.workers)))
    assert set(answers) == {b"true"}
    await until(lambda: pool.idle == pool.settings.workers)


@pytest.fixture
def run(loop, opened):
    """Runs a test with a pool, which must be whole after it."""

    def run_with_pool(test, **settings):
        async def main():
            async with opened(**settings) as pool:
                await test(pool)
                await whole(pool)

        loop.do(main())

    return run_with_pool


def test_queries_are_answered(run):
    async def test(pool):
        head, answer = await pool.answer(ASK)
        assert (head.media_type, head.encoding, answer) == ("text/csv", None, b"true")
        graph = await pool.answer(Job("CONSTRUCT { <a:a> <a:b> 1 } {}", "text/csv", "text/turtle"))
        assert (graph[0].media_type, graph[1]) == ("text/turtle", b"<a:a> <a:b> 1 .\n")
        assert await body(pool, numbers(3)) == b"n\r\n0\r\n1\r\n2\r\n"

    run(test)


def test_many_queries_one_after_the_other_and_at_once(run):
    async def test(pool):
        jobs = [numbers(count) for count in range(1, 17)]
        answers = await asyncio.gather(*(body(pool, job) for job in jobs))
        assert [answer.count(b"\r\n") - 1 for answer in answers] == list(range(1, 17))
        for job in jobs:
            assert await body(pool, job) == answers[jobs.index(job)]

    run(test, workers=2)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (Job("SELECT * {", "text/csv", None), QuerySyntaxError),
        (Job("DELETE WHERE { ?s ?p ?o }", "text/csv", None), QueryRefusedError),
        (Job("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "text/csv", None), QueryRefusedError),
        (Job("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv", None), NotAcceptableError),
        (Job("ASK {}", "text/csv", None, ("https://example.org/none",)), QueryRefusedError),
        (MEMORY_BOMB, MemoryLimitError),
    ],
)
def test_errors_come_back_as_they_are(run, asked, error):
    async def test(pool):
        with pytest.raises(error):
            await pool.answer(asked)

    run(test)


def test_past_the_check_a_query_opens_no_socket(run):
    async def test(pool):
        text = "SELECT * { SERVICE <http://127.0.0.1:8/> { ?s ?p ?o } }"
        with pytest.raises(Exception, match="os error 24"):
            await pool.answer(Job(text, "text/csv", None, trusted=True))

    run(test)


# Long answers.

LONG_ROWS = 30_000
LONG = Job(f'SELECT ?n ("{"x" * 80}" AS ?x) {{ {counted(LONG_ROWS)} }} ORDER BY ?n', "text/csv", None)
"""Longer than is held back until it is complete."""


def check_long(answer):
    lines = answer.decode().split("\r\n")
    assert len(answer) > 2 * HELD_BYTES
    assert lines[1:-1] == [f"{number},{'x' * 80}" for number in range(LONG_ROWS)]


def test_a_long_answer_comes_in_pieces_and_a_short_one_whole(run):
    async def test(pool):
        long = await pool.ask(LONG)
        await long.settled()
        assert long.whole() is None
        check_long(await read(long))
        assert not long.cut
        long.close()
        short = await pool.ask(numbers(10))
        await short.settled()
        assert short.whole().count(b"\r\n") == 11
        assert await read(short) == b""
        short.close()
        check_long(await body(pool, LONG))

    run(test)


def test_a_worker_is_free_before_its_answer_has_been_read(run):
    async def test(pool):
        unread = [await pool.ask(LONG) for _ in range(3)]
        await until(lambda: all(delivery.complete for delivery in unread))
        assert await body(pool) == b"true"
        for delivery in unread:
            check_long(await read(delivery))
            delivery.close()

    run(test)


def test_answers_are_cut_and_say_so(run):
    async def test(pool):
        delivery = await pool.ask(numbers(ROWS + 1))
        await delivery.settled()
        answer = await read(delivery)
        assert delivery.cut
        assert answer.count(b"\r\n") == ROWS + 2
        assert f"truncated after {ROWS} rows".encode() in answer
        delivery.close()
        not_cut = await pool.ask(numbers(ROWS))
        assert (await read(not_cut)).count(b"\r\n") == ROWS + 1
        assert not not_cut.cut
        not_cut.close()
        with pytest.raises(AnswerTooLargeError):
            await pool.answer(numbers(ROWS + 1))

    run(test)


# Time.


def test_a_query_is_stopped_at_its_deadline(run):
    async def test(pool):
        pool.settings = dataclasses.replace(pool.settings, deadline_seconds=0.3)
        with pytest.raises(DeadlineError, match=r"stopped after 0\.3 s"):
            await pool.answer(ENDLESS)
        pool.settings = dataclasses.replace(pool.settings, deadline_seconds=60.0)

    run(test)


def test_an_answer_that_has_begun_is_broken_off_at_its_deadline(run):
    """Its reader gets what there is and then the error, never an end."""

    async def test(pool):
        delivery = await pool.ask(STREAM)
        await delivery.settled()
        (worker,) = pool._workers
        pool._overrun(worker, delivery)  # what the timer does
        seen = []

        async def collect():
            async for piece in delivery.pieces():
                seen.append(len(piece))

        with pytest.raises(DeadlineError):
            await collect()
        assert sum(seen) > HELD_BYTES
        assert not delivery.complete
        delivery.close()

    run(test)


# The queue.


def test_too_many_waiting_are_told_so_and_the_others_are_served(run):
    async def test(pool):
        async with occupied(pool):
            waiting = [asyncio.create_task(body(pool)) for _ in range(2)]
            await until(lambda: pool.waiting == 2)
            for _ in range(3):
                with pytest.raises(BusyError, match="2 queries wait already"):
                    await pool.ask(ASK)
        assert await asyncio.gather(*waiting) == [b"true", b"true"]

    run(test, queue_limit=2)


def test_one_who_waits_too_long_is_told_so(run):
    async def test(pool):
        async with occupied(pool):
            pool.settings = dataclasses.replace(pool.settings, deadline_seconds=0.05)
            with pytest.raises(BusyError, match="no query worker became free"):
                await pool.ask(ASK)
            assert pool.waiting == 0
            pool.settings = dataclasses.replace(pool.settings, deadline_seconds=60.0)

    run(test)


def test_who_has_waited_longest_is_next(run):
    async def test(pool):
        order = []

        async def ask(number):
            await body(pool)
            order.append(number)

        async with occupied(pool):
            tasks = []
            for number in range(4):
                tasks.append(asyncio.create_task(ask(number)))
                await until(lambda: pool.waiting == len(tasks))
        await asyncio.gather(*tasks)
        assert order == [0, 1, 2, 3]

    run(test)


# Clients that leave.


def test_a_client_that_leaves_frees_its_worker(loop, run, supervisor):
    async def test(pool):
        for _ in range(3):
            (worker,) = pool._workers
            delivery = await pool.ask(ENDLESS)
            assert pool.idle == 0
            delivery.close()
            assert worker not in pool._workers  # it was ended, and is another now
            assert await body(pool) == b"true"

    run(test)
    loop.do(until(lambda: not workers(supervisor)))


def test_a_client_that_leaves_in_the_middle_of_a_long_answer_frees_its_worker(run):
    async def test(pool):
        delivery = await pool.ask(STREAM)
        await delivery.settled()
        assert await anext(delivery.pieces())
        delivery.close()

    run(test)


def test_a_client_that_leaves_the_queue_is_not_served(run):
    async def test(pool):
        async with occupied(pool):
            gone = [asyncio.create_task(pool.ask(ENDLESS)) for _ in range(3)]
            await until(lambda: pool.waiting == 3)
            for task in gone:
                task.cancel()
            await asyncio.wait(gone)
            assert all(task.cancelled() for task in gone)
            assert pool.waiting == 0

    run(test)


def test_a_client_that_leaves_just_when_its_turn_comes_harms_nobody(run):
    async def test(pool):
        async with occupied(pool) as running:
            task = asyncio.create_task(pool.ask(ENDLESS))
            await until(lambda: pool.waiting == 1)
            running[0].close()
            await until(lambda: pool.waiting == 0)  # the place is given, the task has not run yet
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                (await task).close()

    run(test)


# Processes that end.


def test_a_worker_killed_at_rest_is_replaced(run, supervisor):
    async def test(pool):
        before = workers(supervisor)
        for process_id in before:
            os.kill(process_id, signal.SIGKILL)
        await until(lambda: len(workers(supervisor) - before) == pool.settings.workers)

    run(test, workers=2)


def test_a_worker_killed_at_work_is_an_error_for_its_query_alone(run, supervisor):
    async def test(pool):
        idle = workers(supervisor)
        delivery = await pool.ask(ENDLESS)
        for process_id in idle:
            os.kill(process_id, signal.SIGKILL)
        with pytest.raises(MemoryLimitError, match="worker of the query ended"):
            await delivery.settled()
        delivery.close()

    run(test)


def test_a_query_that_waits_is_not_harmed_by_the_one_before(run, supervisor):
    """A worker ends by itself after a query that took much memory, and must not take the next with it."""

    async def test(pool):
        before = workers(supervisor)
        answers = [asyncio.create_task(body(pool, job)) for job in (WASTEFUL, *[ASK] * 5)]
        assert await answers[0] == b"total\r\n400000\r\n"
        assert await asyncio.gather(*answers[1:]) == [b"true"] * 5
        await until(lambda: not before & workers(supervisor))  # it has been replaced

    run(test)


def test_the_data_process_killed_by_hand_comes_back_by_itself(run, supervisor):
    async def test(pool):
        before, killed = workers(supervisor), supervisor.process_id
        delivery = await pool.ask(ENDLESS)
        os.kill(killed, signal.SIGKILL)
        with pytest.raises(MemoryLimitError):
            await delivery.settled()
        delivery.close()
        # Who comes meanwhile waits, or is told to come again if there are too many.
        answers = await asyncio.gather(*(body(pool) for _ in range(8)), return_exceptions=True)
        assert answers.count(b"true") >= 4
        refused = [answer for answer in answers if answer != b"true"]
        assert all(isinstance(answer, BusyError | MemoryLimitError) for answer in refused)
        # The other worker may be given a query in the moment in which it dies with the data process.
        assert sum(isinstance(answer, MemoryLimitError) for answer in refused) <= 1
        assert supervisor.process_id != killed
        await until(lambda: not living({killed, *before}))
        await whole(pool)
        assert len(workers(supervisor)) == pool.settings.workers

    run(test, workers=2, queue_limit=4)


def test_workers_that_cannot_live_are_not_started_without_pause(loop, plan, tmp_path, capfd):
    """A damaged store must not keep the machine busy with starting processes."""
    broken = dataclasses.replace(plan, dataset=None, store_folder=tmp_path)

    async def test():
        supervisor = module.Supervisor(broken)
        forks = []
        plain = supervisor.fork
        supervisor.fork = lambda: forks.append(1) or plain()
        await supervisor.start()
        pool = QueryPool(supervisor, PoolSettings(workers=1, deadline_seconds=1.5))
        await pool.start()
        with pytest.raises(BusyError):
            await pool.ask(ASK)
        await pool.close()
        await supervisor.close()
        return len(forks)

    assert 1 < loop.do(test()) < 20
    assert "cannot be opened" in capfd.readouterr().err


# Closing.


def test_closing_ends_all_that_runs_and_all_that_waits(loop, opened, supervisor):
    before = workers(supervisor)

    async def test():
        async with opened(workers=2) as pool:
            running = [await pool.ask(ENDLESS) for _ in range(2)]
            waiting = [asyncio.create_task(pool.ask(ASK)) for _ in range(2)]
            await until(lambda: pool.waiting == 2)
            await pool.close()
            for delivery in running:
                with pytest.raises(BusyError, match="stopping"):
                    await delivery.settled()
                delivery.close()
            for result in await asyncio.gather(*waiting, return_exceptions=True):
                assert isinstance(result, BusyError)
            with pytest.raises(BusyError, match="stopping"):
                await pool.ask(ASK)
            await until(lambda: workers(supervisor) == before)
            assert (pool.idle, pool.waiting) == (0, 0)

    loop.do(test())


def test_closing_at_once_leaves_no_worker(loop, supervisor):
    before = workers(supervisor)

    async def test():
        pool = QueryPool(supervisor, PoolSettings(workers=3))
        await pool.start()
        await pool.close()
        await until(lambda: workers(supervisor) == before)

    loop.do(test())


# Slow readers.


def test_a_worker_waits_for_a_slow_reader_only_when_too_much_waits(run, monkeypatch):
    monkeypatch.setattr(module, "_SPOOL_BYTES", 4 * HELD_BYTES)

    async def test(pool):
        delivery = await pool.ask(LONG)
        check_long(await read(delivery))  # a reader that keeps up is never held up
        delivery.close()
        slow = await pool.ask(STREAM)
        await until(lambda: pool._restrained)
        held = slow.spool.waiting
        assert 4 * HELD_BYTES < held < 5 * HELD_BYTES
        # Others are served meanwhile, though more waits than may.
        for _ in range(3):
            assert await body(pool) == b"true"
        pieces, taken = slow.pieces(), 0
        while taken < held + 4 * HELD_BYTES:  # more comes as soon as there is room
            taken += len(await anext(pieces))
        slow.close()
        assert not pool._restrained
        assert pool._spooled_bytes() == 0

    run(test, workers=2)


def test_long_answers_of_slow_readers_do_not_starve_others(run, monkeypatch):
    """They are complete and nobody reads them. The longest give way when others need the room."""
    monkeypatch.setattr(module, "_SPOOL_BYTES", 6 * HELD_BYTES)

    async def test(pool):
        hoarded = []
        for _ in range(2):  # some two and a half each
            hoarded.append(await pool.ask(LONG))
            await until(lambda: hoarded[-1].complete)
        assert await body(pool) == b"true"
        assert (await body(pool, numbers(1_000))).count(b"\r\n") == 1_001
        hoarded.append(await pool.ask(LONG))
        await until(lambda: hoarded[-1].complete)
        dropped = [delivery for delivery in hoarded if not delivery.complete]
        assert len(dropped) == 1
        with pytest.raises(BusyError, match="too slowly"):
            await read(dropped[0])
        for delivery in hoarded:
            if delivery.complete:
                check_long(await read(delivery))
            delivery.close()

    run(test)


# From threads.


def test_threads_are_answered(loop, run):
    async def test(pool):
        def ask(number):
            return pool.run(numbers(number + 1))[1].count(b"\r\n")

        with ThreadPoolExecutor(8) as threads:
            found = await asyncio.gather(
                *(loop.loop.run_in_executor(threads, ask, number) for number in range(16))
            )
        assert found == [number + 2 for number in range(16)]

    run(test, workers=2)


def test_threads_get_the_error(run, opened):
    async def test(pool):
        with pytest.raises(QuerySyntaxError):
            await asyncio.to_thread(pool.run, Job("SELECT", "text/csv", None))
        async with opened() as other:
            pass
        with pytest.raises(BusyError, match="stopping"):
            await asyncio.to_thread(other.run, ASK)

    run(test)


def test_a_thread_that_waits_when_the_pool_closes_is_told_so(loop, opened):
    async def test():
        async with opened() as pool:
            waiting = asyncio.create_task(asyncio.to_thread(pool.run, ENDLESS))
            await until(lambda: pool.idle == 0)
            await pool.close()
            with pytest.raises(BusyError, match="stopping"):
                await waiting

    loop.do(test())


def test_a_pool_that_was_not_started_is_busy(supervisor):
    with pytest.raises(BusyError):
        QueryPool(supervisor).run(ASK)
