"""A data process over the sample, in an event loop of its own, and pools of workers that it forks."""

from __future__ import annotations

import asyncio
import contextlib
import threading

import pytest
import uvloop

from communique.release.build import current_build
from communique.store.workers.data_process import Plan
from communique.store.workers.pool import PoolSettings, QueryPool
from communique.store.workers.supervisor import Supervisor
from store.workers.asking import until
from store.workers.pooling import whole

MEMORY_BYTES = 256 << 20
ROWS = 40_000
WAIT_SECONDS = 120
"""How long a test waits for what must come; it is never a measure of speed."""


class Loop:
    """An event loop in a thread, as the service has one."""

    def __init__(self) -> None:
        self.loop = uvloop.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever)
        self._thread.start()

    def do(self, work):
        """Run a coroutine there to its end."""
        return asyncio.run_coroutine_threadsafe(asyncio.wait_for(work, WAIT_SECONDS), self.loop).result()

    def close(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(WAIT_SECONDS)
        self.loop.close()


@pytest.fixture(scope="session")
def loop():
    opened = Loop()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def plan(built):
    """A plan for the data process of the sample."""
    build = current_build(built)
    return Plan(
        dataset=build.path / "dataset.nq",
        store_folder=None,
        version=build.version,
        memory_bytes=MEMORY_BYTES,
        rows=ROWS,
        size_bytes=64 << 20,
        own_bytes=1 << 30,
    )


@pytest.fixture(scope="module")
def supervisor(loop, plan):
    """A running data process."""
    opened = Supervisor(plan)
    loop.do(opened.start())
    yield opened
    loop.do(opened.close())


@pytest.fixture
def opened(supervisor):
    """Makes pools that are closed at the end of a block."""

    @contextlib.asynccontextmanager
    async def open_pool(workers=1, seconds=60.0, queue_limit=16):
        pool = QueryPool(supervisor, PoolSettings(workers, seconds, queue_limit))
        await pool.start()
        try:
            await until(lambda: pool.idle == workers)
            yield pool
        finally:
            await pool.close()

    return open_pool


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
