"""Seeing whether a client is still there while its answer is worked out."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable

from starlette.types import Receive

_WATCH_AFTER_SECONDS = 0.05
"""Most queries have ended by then; only for the others is it worth while to see whether the client leaves."""


class Watched:
    """Runs the answering of a request for as long as its client is there."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._left = False

    async def run(self, answering: Awaitable[None]) -> None:
        """Answer; end early and without a word when the client leaves."""
        task, loop = asyncio.current_task(), asyncio.get_running_loop()
        assert task is not None  # noqa: S101 - the server runs each request in a task
        watching: list[asyncio.Task[None]] = []
        timer = loop.call_later(
            _WATCH_AFTER_SECONDS, lambda: watching.append(loop.create_task(self._watch(task)))
        )
        try:
            await answering
        except asyncio.CancelledError:
            if not self._left:
                raise
            task.uncancel()
        finally:
            timer.cancel()
            for watcher in watching:
                watcher.cancel()

    async def _watch(self, task: asyncio.Task[object]) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            while (await self._receive())["type"] != "http.disconnect":
                pass
            self._left = True
            task.cancel()
