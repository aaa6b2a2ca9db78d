"""Another client of a server, who wants small things while somebody asks for too much."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import httpx

from benchmarks.servers import JSON, Server


@dataclass
class Neighbour:
    """Another client, who asks small things one after the other and notes how long each takes."""

    server: Server
    pause_seconds: float = 0.02
    patience_seconds: float = 10.0
    milliseconds: list[float] = field(default_factory=list)
    failures: int = 0

    def __post_init__(self) -> None:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)

    def start(self) -> None:
        """Begin asking."""
        self._thread.start()

    def stop(self) -> None:
        """Ask nothing new."""
        self._ended.set()

    def join(self) -> None:
        """Wait for the answer that is still to come."""
        self._thread.join(self.patience_seconds + 1)

    def _ask(self) -> None:
        subjects = self.server.dataset.subjects
        with httpx.Client(
            base_url=self.server.address, headers=JSON, timeout=self.patience_seconds
        ) as client:
            while not self._ended.is_set():
                # Never the same question twice, so that no cache helps.
                number = time.monotonic_ns() % 1_000_000_000 + 100
                subject = subjects[number % len(subjects)]
                path = self.server.path(f"SELECT ?p ?o WHERE {{ <{subject}> ?p ?o }} LIMIT {number}")
                started = time.perf_counter()
                try:
                    good = client.get(path).status_code == 200
                except httpx.HTTPError:
                    good = False
                self.milliseconds.append((time.perf_counter() - started) * 1000)
                self.failures += not good
                self._ended.wait(self.pause_seconds)
