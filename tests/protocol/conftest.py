"""The endpoint under test, once for each backend that the service can have."""

from __future__ import annotations

import logging
import socket

import pytest

from communique.web.limits import ServiceLimits
from protocol.asking import Endpoint
from sample.fixtures import built, serving
from servers.fixtures import serving_over
from servers.oxigraph import oxigraph_server
from servers.virtuoso import virtuoso_server

__all__ = ["built"]

# Which stores the service is tested over: the name of the backend, and the session fixture that gives an
# httpx client of the service over it with the sample dataset loaded. Add further backends HERE: import their
# fixture above, name it in __all__, and give it a line.
BACKENDS = {
    "embedded": "service_over_embedded_store",
    "oxigraph": "service_over_oxigraph",
    "virtuoso": "service_over_virtuoso",
}


@pytest.fixture(scope="session")
def service_over_embedded_store(built):
    """A client of the service over the store that is part of it."""
    with serving(built, ServiceLimits()) as client:
        yield client


@pytest.fixture(scope="session")
def service_over_oxigraph(built, tmp_path_factory):
    """A client of the service over the Oxigraph server."""
    with (
        oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as server,
        serving_over(built, server) as client,
    ):
        yield client


@pytest.fixture(scope="session")
def service_over_virtuoso(built, tmp_path_factory):
    """A client of the service over Virtuoso."""
    with (
        virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as server,
        serving_over(built, server) as client,
    ):
        yield client


@pytest.fixture(scope="session", params=list(BACKENDS))
def endpoint(request):
    """The endpoint under test."""
    return Endpoint(request.getfixturevalue(BACKENDS[request.param]), request.param)


@pytest.fixture(autouse=True)
def nothing_unexpected(caplog):
    """Whatever is asked, the service understands what went wrong."""
    yield
    records = [record for when in ("setup", "call") for record in caplog.get_records(when)]
    assert [record.getMessage() for record in records if record.levelno >= logging.ERROR] == []


class Trap:
    """A port of this machine that notices whether anybody has called."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._listener.setblocking(False)
        self.address = f"http://127.0.0.1:{listener.getsockname()[1]}/data"

    def was_called(self) -> bool:
        """Whether a connection has been made since the last question."""
        try:
            connection, _ = self._listener.accept()
        except BlockingIOError:
            return False
        connection.close()
        return True


@pytest.fixture
def trap():
    """An address that a query must never reach."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        trap = Trap(listener)
        yield trap
        assert not trap.was_called(), "the service fetched an address that a client named"
