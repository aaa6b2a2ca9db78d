"""The running service: serves the current build, and the next one as soon as it is there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from anyio.to_thread import current_default_thread_limiter
from starlette.types import ASGIApp, Receive, Scope, Send

from communique.release.build import BuildMissing
from communique.release.manifest import CURRENT
from communique.store.engine import StoreError
from communique.store.protocol import QueryError
from communique.store.workers.supervisor import DataProcessError
from communique.web.app import create_app
from communique.web.limits import ServiceLimits
from communique.web.served import RemoteAddress, ServedDataset, opened
from communique.web.texts import ShownTexts
from communique.workspace import Workspace

_log = logging.getLogger(__name__)
_THREADS = 16
"""How many pages and lookups are worked out at once. More would not be done any sooner, as there are fewer
workers for their queries, but the event loop would have to wait for its turn among all of them."""
_LOOK_SECONDS = 1.0
"""How often the service looks whether there is another build or another canned query."""


class _Generation:
    """One opened build with its application, and how many requests it is answering."""

    def __init__(self, served: ServedDataset, app: ASGIApp, processes: AsyncExitStack) -> None:
        self.served, self.app, self._processes = served, app, processes
        self._answering = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._answering += 1
        self._idle.clear()
        try:
            await self.app(scope, receive, send)
        finally:
            self._answering -= 1
            if not self._answering:
                self._idle.set()

    async def close(self, *, at_once: bool = False) -> None:
        """End its processes, when all that it is answering has been answered."""
        try:
            if not at_once:
                await self._idle.wait()
        finally:  # also when the service ends meanwhile
            await self._processes.aclose()


class Service:
    """ASGI application over a workspace; a build that is made while it runs is served without a pause."""

    def __init__(
        self,
        workspace: Workspace,
        limits: ServiceLimits | None = None,
        remote: RemoteAddress | None = None,
        shown_texts: ShownTexts | None = None,
    ) -> None:
        """Prepare a service; :meth:`open` starts it.

        Args:
            workspace: a workspace that has been built.
            limits: what one client may ask at once; None takes the defaults.
            remote: a store that is to be asked instead of the build.
            shown_texts: the texts of articles that pages may show; None where they must not.
        """
        self._workspace, self._limits = workspace, limits or ServiceLimits()
        self._remote, self._shown_texts = remote, shown_texts
        self._generation: _Generation | None = None
        self._seen: object = None
        self._reloading = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def served(self) -> ServedDataset:
        """What is served now."""
        assert self._generation is not None  # noqa: S101 - the service has been opened
        return self._generation.served

    async def open(self) -> None:
        """Open the current build.

        Raises:
            BuildMissing: there is no whole build.
            DataProcessError: its data cannot be loaded.
            QueryError: its data cannot be read.
        """
        current_default_thread_limiter().total_tokens = _THREADS
        self._seen = self._look()
        self._generation = await self._opened()
        self._spawn(self._watch())

    async def reload(self) -> None:
        """Open the current build and the canned queries anew, then serve them; requests go on meanwhile.

        Raises:
            BuildMissing: there is no whole build; what was served stays.
            DataProcessError: its data cannot be loaded; what was served stays.
            QueryError: its data cannot be read; what was served stays.
        """
        async with self._reloading:
            fresh = await self._opened()
            previous, self._generation = self._generation, fresh
            _log.info("serving dataset version %s", fresh.served.version)
            if previous is not None:
                self._spawn(previous.close())

    async def refresh(self) -> None:
        """Reload; if that fails, say so in the log and go on with what is served."""
        try:
            await self.reload()
        except (BuildMissing, DataProcessError, StoreError, QueryError, OSError) as error:
            _log.error("the new build is not served: %s", error)
        except Exception:  # whatever it is, the next build must be seen
            _log.exception("the new build is not served")

    async def close(self) -> None:
        """End all processes."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._generation is not None:
            await self._generation.close(at_once=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        generation = self._generation
        if scope["type"] != "http" or generation is None:
            return
        await generation.answer(scope, receive, send)

    async def _opened(self) -> _Generation:
        async with AsyncExitStack() as stack:
            served = await stack.enter_async_context(
                opened(self._workspace, self._limits, self._remote, self._shown_texts)
            )
            # Putting the application together takes long enough to be noticed by those who wait for answers.
            app = await asyncio.to_thread(create_app, served, self._limits)
            return _Generation(served, app, stack.pop_all())

    async def _watch(self) -> None:
        """Reload when there is something new."""
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                seen = self._look()
            except OSError as error:  # a folder that is being replaced, say
                _log.warning("cannot look for a new build: %s", error.strerror)
                continue
            if seen != self._seen:
                self._seen = seen
                await self.refresh()

    def _look(self) -> object:
        """What tells of a new build or a changed canned query."""
        return (
            _state(self._workspace.builds / CURRENT),
            *(_state(path) for path in self._workspace.query_files),
        )

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _state(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        return (path, None)
    return (path, found.st_mtime_ns, found.st_size)
