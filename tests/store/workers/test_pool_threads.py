"""A pool asked from threads other than that of its event loop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from communique.store.protocol import (
    BusyError,
    QuerySyntaxError,
)
from communique.store.workers.wire import Job
from store.workers.asking import ASK, ENDLESS, numbers, until


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
