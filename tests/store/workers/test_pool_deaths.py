"""Workers and data processes that end: by hand, by waste, and when the pool closes."""

import asyncio
import dataclasses
import os
import signal

import pytest

from communique.store.protocol import (
    BusyError,
    MemoryLimitError,
)
from communique.store.workers import pool as module
from communique.store.workers.pool import PoolSettings, QueryPool
from store.workers.asking import ASK, ENDLESS, WASTEFUL, until
from store.workers.pooling import body, living, whole, workers


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
