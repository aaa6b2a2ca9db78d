"""The pool of query workers, over a real data process."""

import asyncio
import contextlib
import dataclasses

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
from communique.store.workers.delivery import HELD_BYTES
from communique.store.workers.pool import QueryPool
from communique.store.workers.wire import Job
from store.workers.asking import ASK, ENDLESS, GROWING, MEMORY_BOMB, STREAM, numbers, until
from store.workers.conftest import ROWS
from store.workers.pooling import LONG, body, check_long, occupied, read, workers


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

"""Longer than is held back until it is complete."""


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


def test_an_error_is_told_when_its_worker_has_given_its_memory_back(run, supervisor):
    async def test(pool):
        (process_id,), (worker,) = workers(supervisor), pool._workers
        process = psutil.Process(process_id)
        delivery = await pool.ask(GROWING)
        await until(lambda: process.memory_info().rss > (150 << 20))
        pool._overrun(worker, delivery)  # what the timer does
        with pytest.raises(DeadlineError):
            await delivery.settled()
        with contextlib.suppress(psutil.NoSuchProcess):
            assert process.memory_info().rss == 0
        delivery.close()

    run(test)


def test_an_error_is_told_even_if_its_worker_does_not_go(run, monkeypatch):
    """One that hangs in the kernel, say; it is given up all the same."""

    async def test(pool):
        monkeypatch.setattr(pool._supervisor, "kill", lambda number: None)
        with pytest.raises(DeadlineError):
            await pool.answer(ENDLESS)
        monkeypatch.undo()
        pool.settings = dataclasses.replace(pool.settings, deadline_seconds=60.0)
        assert await body(pool) == b"true"

    run(test, seconds=0.5)


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
                with pytest.raises(BusyError, match=r"queue is full \(2\)"):
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


def test_a_pool_that_was_not_started_is_busy(supervisor):
    with pytest.raises(BusyError):
        QueryPool(supervisor).run(ASK)
