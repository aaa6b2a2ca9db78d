"""One opened build with all that the service keeps about it in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from communique.release.build import Build, current_build
from communique.release.stats import Stats, stats
from communique.store.canned import Catalogue, load_catalogue
from communique.store.embedded import EmbeddedAnswer, EmbeddedStore
from communique.store.pool import PoolSettings, QueryPool
from communique.store.protocol import Row, Term
from communique.store.things import ThingIndex
from communique.workspace import Workspace


@dataclass(frozen=True)
class ServedDataset:
    """A build as the service sees it; it never changes."""

    build: Build
    store: EmbeddedStore
    pool: QueryPool
    things: ThingIndex
    catalogue: Catalogue
    stats: Stats
    position_counts: dict[str, int]
    _texts: dict[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """The version of the dataset, 64 hexadecimal digits."""
        return self.store.version

    def ask(self, name: str, bindings: Mapping[str, Term] | None = None) -> EmbeddedAnswer:
        """Answer one of the queries of this room, with values bound as terms."""
        if name not in self._texts:
            self._texts[name] = query_text(name)
        return self.store.query(self._texts[name], bindings=bindings)

    def rows(self, name: str, bindings: Mapping[str, Term] | None = None) -> list[Row]:
        """The rows of one of the queries of this room."""
        return self.ask(name, bindings).rows()


def query_text(name: str) -> str:
    """The text of one of the queries of this room."""
    return (files("communique.web") / "queries" / f"{name}.rq").read_text(encoding="utf-8")


def open_served(workspace: Workspace, pool: PoolSettings | None = None) -> ServedDataset:
    """Open the current build of a workspace for serving.

    Raises:
        BuildMissing: there is no whole build.
        StoreError: its store cannot be opened.
    """
    build = current_build(workspace)
    store = EmbeddedStore.open(build.store_folder, build.version)
    counts = {row["thing"]: int(row["positions"]) for row in store.query(query_text("target-counts")).rows()}
    return ServedDataset(
        build,
        store,
        QueryPool(build.store_folder, build.version, pool),
        ThingIndex.of(store),
        load_catalogue(workspace.query_files),
        stats(store),
        counts,
    )
