"""What tests of a pool do with it and see of it."""

import asyncio
import contextlib

import psutil

from communique.store.workers.delivery import HELD_BYTES
from communique.store.workers.wire import Job
from store.workers.asking import ASK, ENDLESS, counted, until


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


LONG_ROWS = 30_000
LONG = Job(f'SELECT ?n ("{"x" * 80}" AS ?x) {{ {counted(LONG_ROWS)} }} ORDER BY ?n', "text/csv", None)


def check_long(answer):
    lines = answer.decode().split("\r\n")
    assert len(answer) > 2 * HELD_BYTES
    assert lines[1:-1] == [f"{number},{'x' * 80}" for number in range(LONG_ROWS)]
