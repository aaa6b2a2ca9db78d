"""Reading ontology and data once for all workspaces of a test module: they are the same in each."""

from __future__ import annotations

import pytest

from communique import workspace
from communique.graph.turtle import read_turtle


@pytest.fixture(scope="module")
def parsed():
    """Files of the same name and content are parsed only once."""
    known = {}

    def read(path):
        key = (path.name, path.read_bytes() if path.exists() else b"")
        if key not in known:
            known[key] = read_turtle(path)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspace, "read_turtle", read)
        yield
