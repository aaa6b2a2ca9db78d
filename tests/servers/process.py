"""Starting a server for tests on a free port of this machine, and ending it without fail."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import httpx

START_SECONDS = 90.0
"""How long a server may take to answer; only a broken one takes that long."""


class ServerFault(RuntimeError):  # noqa: N818 - it is the server's
    """A server that does not start; the message holds the end of what it printed."""


def free_port() -> int:
    """A TCP port on which nothing listens at the moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def running(command: Sequence[str], address: str, folder: Path) -> Iterator[None]:
    """Run a server in a folder from when it answers at an address until the end of the block.

    Raises:
        ServerFault: it ended, or did not answer in time.
    """
    output = folder / "output.txt"
    with output.open("wb") as file:
        process = subprocess.Popen(command, cwd=folder, stdout=file, stderr=subprocess.STDOUT)
    try:
        _wait(process, address, output)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, output: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(address, timeout=5, trust_env=False)
            return
        time.sleep(0.05)
    raise ServerFault(f"{process.args!r} did not start: {output.read_text(errors='replace')[-2000:]}")
