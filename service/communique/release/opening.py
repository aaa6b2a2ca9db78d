"""Opening the current build of a workspace."""

from __future__ import annotations

from communique.release.build import current_build
from communique.store.embedded import EmbeddedStore
from communique.workspace import Workspace


def open_store(workspace: Workspace) -> EmbeddedStore:
    """The store of the current build.

    Raises:
        BuildMissing: there is no whole build.
        StoreError: its store cannot be opened.
    """
    build = current_build(workspace)
    return EmbeddedStore.open(build.store_folder, build.version)
