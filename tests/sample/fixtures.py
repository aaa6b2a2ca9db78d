"""Fixtures over the sample: its workspace, its build and a client of the service."""

from __future__ import annotations

import contextlib
import threading
import time

import httpx
import pytest
import uvicorn

from communique.release.build import build
from communique.release.opening import open_store
from communique.store.pool import PoolSettings
from communique.store.things import ThingIndex
from communique.web.app import create_app
from communique.web.limits import ServiceLimits
from communique.web.serve import listen
from communique.web.served import open_served
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
def serving(workspace, limits):
    """A client of a real server over a workspace, on a free port of this machine."""
    listener = listen("127.0.0.1", 0)
    app = create_app(open_served(workspace, limits.pool), limits)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with httpx.Client(base_url=address, timeout=30, trust_env=False) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
