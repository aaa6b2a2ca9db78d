"""Processor time and memory of a server with all its children, from /proc."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import psutil  # type: ignore[import-untyped]


@dataclass(frozen=True)
class ProcessTree:
    """A process and whatever descends from it."""

    pid: int

    def cpu_seconds(self) -> float:
        """Processor time used so far, in seconds, by those that live and those that they have outlived.

        A child that has ended counts once its parent has collected it, which every server here does at once.
        """
        total = 0.0
        for process in self._processes():
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += times.user + times.system + times.children_user + times.children_system
        return total

    def memory_bytes(self) -> int:
        """Memory in bytes; pages that several processes share are counted once in all (PSS)."""
        total = 0
        for process in self._processes():
            try:
                total += process.memory_full_info().pss
            except psutil.NoSuchProcess:
                continue
        return total

    def resident_bytes(self) -> int:
        """Memory in bytes with shared pages counted for each process; quick to find out (RSS)."""
        total = 0
        for process in self._processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                total += process.memory_info().rss
        return total

    def kill(self) -> None:
        """End all of them at once."""
        for process in self._processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()

    def _processes(self) -> list[psutil.Process]:
        try:
            root = psutil.Process(self.pid)
            return [root, *root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []
