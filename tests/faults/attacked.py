"""A service with narrow limits, and ways to see from outside and inside how it fares."""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import dataclass, field

import httpx
import psutil

from communique.store.cutting import AnswerLimits
from communique.store.workers.pool import PoolSettings
from communique.store.workers.worker import Limits
from communique.web.limits import ServiceLimits
from sample.fixtures import running

PATIENCE_SECONDS = 120
"""How long to wait for what must come; never a measure of speed."""
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
"""Every statement with every other, four times over: no machine comes to the end of it."""


@dataclass
class Attacked:
    """A running service: its address, and what it is made of."""

    address: str
    told: dict = field(default_factory=dict)

    @property
    def pool(self):
        return self.told["service"].served.pool

    @property
    def processes(self):
        """The data process and its workers."""
        data_process = psutil.Process(self.told["service"].served.supervisor.process_id)
        return [data_process, *data_process.children(recursive=True)]

    def client(self):
        return httpx.Client(base_url=self.address, timeout=PATIENCE_SECONDS, trust_env=False)

    def wait_until_whole(self):
        """Wait until every worker is there and at rest, and nobody waits."""
        until(lambda: self.pool.idle == self.pool.settings.workers)
        until(lambda: not self.pool._slow_readers._spooled)
        assert self.pool.waiting == 0
        assert not self.pool.held_up

    def largest_bytes(self):
        """The most memory that one of the processes has to itself."""
        sizes = []
        for process in self.processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                sizes.append(process.memory_full_info().uss)
        return max(sizes)


def until(condition):
    """Wait until something has become so."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < ends, "what was waited for has not come"
        time.sleep(0.01)


@contextlib.contextmanager
def attacked(workspace, *, workers=2, seconds=1.0, queue_limit=16, rows=100_000, size_bytes=16 << 20):
    """A service over a workspace."""
    limits = Limits(memory_bytes=256 << 20, answer=AnswerLimits(rows=rows, size_bytes=size_bytes))
    settings = PoolSettings(workers, seconds, queue_limit, limits)
    told = {}

    def tell(service, loop):
        told.update(service=service, loop=loop)

    with running(workspace, ServiceLimits(pool=settings), tell) as address:
        yield Attacked(address, told)


@dataclass
class Outcome:
    """What became of a request."""

    status: int = 0
    headers: dict = field(default_factory=dict)
    size: int = 0
    end: bytes = b""
    broken: bool = False

    @property
    def states_truncation(self):
        return b"truncated after" in self.end

    @property
    def looks_whole(self):
        return self.status == 200 and not self.broken and not self.states_truncation


def fetch(service, query):
    """Send a query and read what comes, keeping only its end."""
    found = Outcome()
    with service.client() as client:
        try:
            plain = {"Accept-Encoding": "identity"}
            with client.stream("POST", "/sparql", data={"query": query}, headers=plain) as answer:
                found.status, found.headers = answer.status_code, answer.headers
                for piece in answer.iter_bytes():
                    found.size += len(piece)
                    found.end = (found.end + piece)[-1_000:]
        except httpx.RemoteProtocolError:
            found.broken = True
    return found


class Running(threading.Thread):
    """A request that is under way in a thread."""

    def __init__(self, service, query):
        super().__init__()
        self._call = lambda: fetch(service, query)
        self.outcome = None
        self.start()

    def run(self):
        self.outcome = self._call()
