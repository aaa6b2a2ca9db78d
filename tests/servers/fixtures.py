"""Fixtures over real servers; each is started once, however many test modules use it.

To be imported into a test module or a conftest.
"""

from __future__ import annotations

import contextlib

import pytest

from communique.release.build import build, current_build
from communique.release.dataset_graphs import read_dataset_graphs
from communique.release.publish import LIMITS, publish
from communique.store.remote.graph_protocol import GraphWriter
from communique.store.remote.http import Credentials, RemoteHttp
from communique.web.limits import ServiceLimits
from communique.web.served import RemoteAddress
from communique.workspace import Workspace
from sample.fixtures import serving
from sample.workspace import REPOSITORY, accepts, make_workspace
from servers.oxigraph import oxigraph_server
from servers.virtuoso import virtuoso_server

_SHARED = pytest.StashKey[dict]()


def _once(request, name, make):
    """What `make` makes in a folder of its own, made at the first call and ended with the last test."""
    shared = request.config.stash.setdefault(_SHARED, {})
    if name not in shared:
        folder = request.getfixturevalue("tmp_path_factory").mktemp(name)
        stack = contextlib.ExitStack()
        request.config.add_cleanup(stack.close)
        shared[name] = stack.enter_context(make(folder))
    return shared[name]


@pytest.fixture(scope="session")
def oxigraph(request):
    """A running Oxigraph server."""
    return _once(request, "oxigraph", oxigraph_server)


@pytest.fixture(scope="session")
def virtuoso(request):
    """A running Virtuoso 7."""
    return _once(request, "virtuoso", virtuoso_server)


@pytest.fixture(scope="session", params=["oxigraph", "virtuoso"])
def server(request):
    """Each of the servers in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def sample_build(request):
    """The build of the sample."""
    return _once(request, "sample-build", _built_sample)


@pytest.fixture(scope="session")
def real_build(request):
    """The build of the data of the project."""
    return _once(request, "real-build", _built_project)


@contextlib.contextmanager
def _built_sample(folder):
    workspace = make_workspace(folder)
    build(workspace, None, validator=accepts)
    yield current_build(workspace)


@contextlib.contextmanager
def _built_project(folder):
    for name in ("ontology", "data", "shapes", "queries"):
        (folder / name).symlink_to(REPOSITORY / name)
    workspace = Workspace.open(folder)
    build(workspace, None, validator=accepts)
    yield current_build(workspace)


def connection(server):
    """A connection with the right to write to a server."""
    known = None if server.user is None else Credentials(server.user, server.password)
    return RemoteHttp(known, LIMITS)


def writer(server, http, *, update=True, graph_store=True):
    """A writer that uses both of a server's ways in, or one."""
    return GraphWriter(http, server.update if update else None, server.graph_store if graph_store else None)


def published(server, build):
    """Bring a server to hold a build; quick if it does already."""
    with contextlib.closing(connection(server)) as http:
        return publish(read_dataset_graphs(build.path), server.query, http, writer(server, http))


@contextlib.contextmanager
def serving_over(workspace, server):
    """A client of the service over a server, which is brought to hold the build of the workspace."""
    published(server, current_build(workspace))
    with serving(workspace, ServiceLimits(), RemoteAddress(server.query)) as client:
        yield client
