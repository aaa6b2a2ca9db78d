"""The fixtures of the sample dataset, and the stores of which the canned queries are asked."""

from types import SimpleNamespace

import pytest

from communique.release.build import build
from communique.release.opening import open_store
from communique.store.canned import bind, load_catalogue
from communique.store.things import ThingIndex
from communique.workspace import Workspace
from sample.fixtures import built, client, store, things, workspace
from sample.workspace import REPOSITORY, accepts

__all__ = ["asked", "built", "client", "real", "store", "things", "workspace"]


@pytest.fixture(scope="session")
def real(tmp_path_factory):
    """The data of the project: its store, its things and its canned queries."""
    folder = tmp_path_factory.mktemp("real")
    for name in ("ontology", "data", "shapes", "queries"):
        (folder / name).symlink_to(REPOSITORY / name)
    opened = Workspace.open(folder)
    build(opened, None, validator=accepts)
    return _asked(open_store(opened), opened)


@pytest.fixture(scope="session")
def asked(built, store):
    """The sample: its store, its things and the canned queries."""
    return _asked(store, built)


def _asked(store, workspace):
    things, catalogue = ThingIndex.of(store), load_catalogue(workspace.query_files)

    def answer(name, values):
        query = catalogue.queries[name]
        return store.query(query.text, bindings=bind(query.parameters, values, things))

    return SimpleNamespace(store=store, things=things, answer=answer)
