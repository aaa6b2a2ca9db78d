"""The sample dataset, opened from its folder and from a service that runs over it."""

import shutil

import pytest

import communique
from communique.release.build import build
from communique.web.limits import ServiceLimits
from communique.workspace import Workspace
from sample.fixtures import built, running, workspace
from sample.workspace import accepts

__all__ = ["built", "workspace"]


@pytest.fixture(scope="session")
def address(built):
    """The address of a service over the sample."""
    with running(built, ServiceLimits()) as found:
        yield found


@pytest.fixture(scope="session")
def by_path(built):
    """The sample opened from its folder."""
    with communique.open(built.root) as kg:
        yield kg


@pytest.fixture(scope="session")
def by_url(address):
    """The sample opened from the service."""
    with communique.open(address) as kg:
        yield kg


@pytest.fixture(params=["path", "url"])
def kg(request):
    """The sample, from both."""
    return request.getfixturevalue(f"by_{request.param}")


@pytest.fixture
def altered(built, tmp_path):
    """Makes a copy of the sample in which one text of one file is another, and builds it."""

    def make(name, change, times=-1):
        folder = tmp_path / "altered"
        shutil.copytree(built.root, folder, ignore=shutil.ignore_patterns("builds", ".communique"))
        text = (folder / name).read_text(encoding="utf-8")
        assert change[0] in text
        (folder / name).write_text(text.replace(*change, times), encoding="utf-8")
        workspace = Workspace.open(folder)
        build(workspace, None, validator=accepts)
        return workspace

    return make
