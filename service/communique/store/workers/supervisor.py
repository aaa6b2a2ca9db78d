"""Keeping a data process running and having it fork query workers."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import subprocess
import sys
from collections.abc import Callable

from communique.store.workers.data_process import FORK, KILL, LOADED, ORDER, Plan

_log = logging.getLogger(__name__)

_FIRST_PAUSE_SECONDS = 0.1
_LONGEST_PAUSE_SECONDS = 10.0


class DataProcessError(RuntimeError):
    """A data process that cannot be started; the message is one line that says why."""


class Supervisor:
    """Starts a data process, starts it again should it end, and passes orders on; for one event loop."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._keeping: asyncio.Task[None] | None = None
        self._last_number = 0
        self._listeners: list[Callable[[], None]] = []
        self._closed = False

    @property
    def running(self) -> bool:
        """Whether there is a data process that can fork workers."""
        return self._control is not None

    @property
    def process_id(self) -> int | None:
        """The number of the data process, for operators."""
        return None if self._process is None else self._process.pid

    def when_started(self, listener: Callable[[], None]) -> None:
        """Have a function called each time that a data process has been started."""
        self._listeners.append(listener)

    async def start(self) -> None:
        """Start the data process and wait until it has loaded the dataset.

        Raises:
            DataProcessError: it cannot be started, or cannot load the dataset.
        """
        control = await self._launch()
        self._keeping = asyncio.get_running_loop().create_task(self._keep(control))

    def fork(self) -> tuple[int, socket.socket] | None:
        """Order a worker: its number and the socket on which it will say that it is ready.

        None if there is no data process at the moment; those who have asked are told when there is.
        """
        if self._control is None:
            return None
        ours, theirs = socket.socketpair()
        self._last_number += 1
        try:
            with theirs:
                socket.send_fds(self._control, [ORDER.pack(FORK, self._last_number)], [theirs.fileno()])
        except OSError:
            ours.close()
            return None
        ours.setblocking(False)
        return self._last_number, ours

    def kill(self, number: int) -> None:
        """End a worker at once."""
        if self._control is not None:
            with contextlib.suppress(OSError):  # without a data process there are no workers
                self._control.send(ORDER.pack(KILL, number))

    async def close(self) -> None:
        """End the data process and with it all workers."""
        self._closed = True
        if self._keeping is not None:
            self._keeping.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._keeping
        self._end()

    async def _launch(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            with theirs:
                # By this thread: the process ends with the thread that starts it.
                self._process = subprocess.Popen(  # noqa: S603 - our own program with our own words
                    [
                        sys.executable,
                        "-m",
                        "communique.store.workers.data_process",
                        str(theirs.fileno()),
                        self.plan.write(),
                    ],
                    stdin=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),),
                )
            said = await _line(ours)
        except OSError as error:
            ours.close()
            raise DataProcessError(f"the data process could not be started ({error})") from error
        except BaseException:
            ours.close()
            self._end()
            raise
        if said != LOADED:
            ours.close()
            self._end()
            raise DataProcessError(
                said.decode(errors="replace").strip() or "the data process ended before it was ready"
            )
        self._control = ours
        for listener in self._listeners:
            listener()
        return ours

    async def _keep(self, control: socket.socket) -> None:
        """Wait for the end of the data process, and start another."""
        loop, pause = asyncio.get_running_loop(), _FIRST_PAUSE_SECONDS
        while True:
            with contextlib.suppress(OSError):
                await loop.sock_recv(control, 1)  # says nothing more; so this is its end
            _log.error("the data process has ended; it is started again")
            self._end()
            while self._control is None:
                try:
                    control = await self._launch()
                    pause = _FIRST_PAUSE_SECONDS
                except DataProcessError as error:
                    _log.error("%s", error)
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


async def _line(connection: socket.socket) -> bytes:
    """What comes up to the end of a line, or of all."""
    loop, said = asyncio.get_running_loop(), b""
    while not said.endswith(b"\n"):
        data = await loop.sock_recv(connection, 4096)
        if not data:
            break
        said += data
    return said
