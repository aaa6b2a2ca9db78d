"""The fixtures of the sample dataset, and releases of it."""

import pytest

from communique.workspace import Workspace
from sample.fixtures import built, client, store, things, workspace
from sample.releases import NAME, NEXT, exchange_gloss, release
from sample.workspace import make_workspace

__all__ = ["built", "client", "made", "second", "store", "things", "workspace"]


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A first release; tests must not change it."""
    return release(make_workspace(tmp_path_factory.mktemp("made")), name=NAME)


@pytest.fixture(scope="session")
def second(tmp_path_factory):
    """A second release after a change of one gloss, a new actor, and a position less; likewise."""
    workspace = make_workspace(tmp_path_factory.mktemp("second"))
    release(workspace, name=NAME)
    exchange_gloss(workspace)
    things = workspace.root / "data" / "reference" / "things.ttl"
    things.write_text(
        things.read_text()
        + 'actor:osmark a cq:State ; skos:prefLabel "Os_mark"@en ; dct:source source:gazette ; '
        "cq:verification cq:verified .\n"
    )
    (workspace.root / "data" / "annotations" / "machine").joinpath(
        "evening-courier-2021-06-talks.ttl"
    ).unlink()
    return release(Workspace.open(workspace.root), name=NEXT)
