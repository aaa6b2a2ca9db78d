"""The data of the project in the embedded store, to hold other stores against."""

import pytest

from communique.store.embedded import EmbeddedStore
from communique.store.things import ThingIndex
from servers.fixtures import real_build

__all__ = ["real", "real_build", "real_things"]


@pytest.fixture(scope="session")
def real(real_build):
    """The store of the data of the project."""
    return EmbeddedStore.open(real_build.store_folder, real_build.version)


@pytest.fixture(scope="session")
def real_things(real):
    """The things of the project."""
    return ThingIndex.of(real)
