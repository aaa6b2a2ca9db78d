"""Fixtures over the sample: its workspace, its build and a client of the service."""

from __future__ import annotations

import asyncio
import contextlib
import threading

import httpx
import pytest
import uvicorn
import uvloop

from communique.release.build import build
from communique.release.opening import open_store
from communique.store.things import ThingIndex
from communique.store.workers.pool import PoolSettings
from communique.web.limits import ServiceLimits
from communique.web.serve import listen, uvicorn_config
from communique.web.service import Service
from sample.workspace import accepts, make_workspace


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The sample as a workspace with a build; tests must not change it."""
    workspace = make_workspace(tmp_path_factory.mktemp("sample"))
    build(workspace, None, validator=accepts)
    return workspace


@pytest.fixture
def workspace(tmp_path):
    """A fresh workspace of the sample, not built."""
    return make_workspace(tmp_path)


@pytest.fixture(scope="session")
def store(built):
    """The store of the sample."""
    return open_store(built)


@pytest.fixture(scope="session")
def things(store):
    """The things of the sample."""
    return ThingIndex.of(store)


@pytest.fixture(scope="session")
def client(built):
    """A client of the service over the sample, with a deadline short enough to be tested."""
    with serving(built, ServiceLimits(pool=PoolSettings(workers=1, deadline_seconds=1.5))) as opened:
        yield opened


@contextlib.contextmanager
def serving(workspace, limits, remote=None):
    """A client of a real server over a workspace, on a free port of this machine."""
    with (
        running(workspace, limits, remote=remote) as address,
        httpx.Client(base_url=address, timeout=30, trust_env=False) as client,
    ):
        yield client


@contextlib.contextmanager
def running(workspace, limits, told=lambda service, loop: None, remote=None):
    """The address of a real server over a workspace; `told` is called with the service and its loop."""
    listener = listen("127.0.0.1", 0)
    started, stop = threading.Event(), {}

    async def run():
        service = Service(workspace, limits, remote)
        try:
            await service.open()
            told(service, asyncio.get_running_loop())
            server = stop["server"] = uvicorn.Server(uvicorn_config(service))
            started.set()
            await server.serve(sockets=[listener])
        finally:
            await service.close()
            started.set()

    thread = threading.Thread(target=lambda: uvloop.run(run()))
    thread.start()
    started.wait(60)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        if "server" in stop:
            stop["server"].should_exit = True
        thread.join(20)
        listener.close()
