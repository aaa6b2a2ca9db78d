"""Strangers' queries to a store that is elsewhere: judged here in a killable worker, answered there."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace

from communique.store.protocol import AnswerTooLargeError, BusyError, DeadlineError, EngineError, QueryError
from communique.store.remote.store import RemoteStore
from communique.store.safety import check_graphs
from communique.store.workers.delivery import Delivery
from communique.store.workers.pool import PoolSettings, QueryPool
from communique.store.workers.wire import Job


class RemotePool:
    """Runs queries in a remote store under the limits of :class:`communique.store.workers.pool.QueryPool`.

    The answer comes here whole before it is given on, so that its limits hold whatever the store does. Where
    graphs have to be merged, the query is answered here, because no store does that right.
    """

    def __init__(self, store: RemoteStore, judges: QueryPool) -> None:
        """Make one.

        Args:
            store: the store.
            judges: workers that judge queries, and answer those for which graphs have to be merged.
        """
        self._store, self._judges = store, judges
        self._places = asyncio.Semaphore(judges.settings.workers)
        self._waiting = 0
        self._running: dict[Delivery, asyncio.Task[None]] = {}

    @property
    def settings(self) -> PoolSettings:
        """Workers, deadline and queue."""
        return self._judges.settings

    @property
    def idle(self) -> int:
        """How many more queries could run now."""
        return self.settings.workers - len(self._running)

    @property
    def waiting(self) -> int:
        """How many queries wait."""
        return self._waiting

    async def ask(self, job: Job) -> Delivery:
        """Run a query when there is a place for it.

        Raises:
            BusyError: too many wait already, or there was no place in time.
        """
        if self._store.merges(job):
            return await self._judges.ask(job)
        await self._take_place()
        delivery = Delivery(self._abandoned, lambda: None)
        task = asyncio.get_running_loop().create_task(self._run(job, delivery))
        self._running[delivery] = task
        task.add_done_callback(lambda _: self._give_place_back(delivery))
        return delivery

    async def close(self) -> None:
        """End all queries."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._judges.close()

    async def _take_place(self) -> None:
        if self._places.locked():
            if self._waiting >= self.settings.queue_limit:
                raise BusyError(f"the queue is full ({self._waiting}); try again in a few seconds")
            self._waiting += 1
            try:
                async with asyncio.timeout(self.settings.deadline_seconds):
                    await self._places.acquire()
            except TimeoutError:
                raise BusyError("no place became free; try again in a few seconds") from None
            finally:
                self._waiting -= 1
        else:
            await self._places.acquire()

    def _give_place_back(self, delivery: Delivery) -> None:
        self._running.pop(delivery, None)
        self._places.release()

    async def _run(self, job: Job, delivery: Delivery) -> None:
        seconds = self.settings.deadline_seconds
        try:
            async with asyncio.timeout(seconds):
                await self._judge(job)
                head, body, cut = await self._store.ask(job, self.settings.limits.answer)
        except TimeoutError:
            delivery.fail(DeadlineError(f"the query was stopped after {seconds:g} s; make it narrower"))
        except QueryError as error:
            delivery.fail(error)
        except asyncio.CancelledError:
            delivery.fail(BusyError("the query was given up"))
            raise
        else:
            delivery.begin(head)
            try:
                delivery.add(body)
            except OSError as error:  # the disk is full
                delivery.fail(EngineError(f"the answer could not be kept ({type(error).__name__})"))
            else:
                delivery.finish(cut)

    async def _judge(self, job: Job) -> None:
        """Run a query here without any data: what is wrong with it comes to light, in the same words as ever.

        Raises:
            QueryError: it is not SPARQL 1.1, or not to be carried out.
        """
        check_graphs({*(job.default_graphs or ()), *(job.named_graphs or ())}, self._store.graphs)
        with contextlib.suppress(AnswerTooLargeError):  # the store will see to that
            await self._judges.answer(replace(job, default_graphs=(), named_graphs=(), encoding=None))

    def _abandoned(self, delivery: Delivery) -> None:
        task = self._running.get(delivery)
        if task is not None and not delivery.ended:
            task.cancel()
