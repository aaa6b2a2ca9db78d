"""Clients that leave, and clients that read too slowly."""

import asyncio
import contextlib

import pytest

from communique.store.protocol import (
    BusyError,
)
from communique.store.workers import slow_readers as module
from communique.store.workers.delivery import HELD_BYTES
from store.workers.asking import ENDLESS, STREAM, numbers, until
from store.workers.pooling import LONG, body, check_long, occupied, read, workers


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


# Readers that are slow.


def test_a_worker_waits_for_a_slow_reader_only_when_too_much_waits(run, monkeypatch):
    monkeypatch.setattr(module, "_SPOOL_BYTES", 4 * HELD_BYTES)

    async def test(pool):
        delivery = await pool.ask(LONG)
        check_long(await read(delivery))  # a reader that keeps up is never held up
        delivery.close()
        slow = await pool.ask(STREAM)
        await until(lambda: pool.held_up)
        held = slow.spool.waiting
        assert 4 * HELD_BYTES < held < 5 * HELD_BYTES
        # Others are served meanwhile, though more waits than may.
        for _ in range(3):
            assert await body(pool) == b"true"
        pieces, taken = slow.pieces(), 0
        while taken < held + 4 * HELD_BYTES:  # more comes as soon as there is room
            taken += len(await anext(pieces))
        slow.close()
        assert not pool.held_up
        assert pool._slow_readers._waiting_bytes() == 0

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
