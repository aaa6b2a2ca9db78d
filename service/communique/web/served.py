"""One opened build with all that the service keeps about it in memory."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.resources import files

from communique.release.build import Build, current_build
from communique.release.manifest import DATASET_FILE, MANIFEST
from communique.release.stats import Stats, stats
from communique.store.canned import Catalogue, load_catalogue
from communique.store.engine import StoreError
from communique.store.positions import PositionIndex
from communique.store.protocol import Answer, Row, Store, Term
from communique.store.remote.http import Credentials, RemoteLimits
from communique.store.remote.pool import RemotePool
from communique.store.remote.store import RemoteStore
from communique.store.search import SearchIndex
from communique.store.things import ThingIndex
from communique.store.workers.data_process import Plan
from communique.store.workers.pool import QueryPool
from communique.store.workers.pooled import PooledStore
from communique.store.workers.supervisor import Supervisor
from communique.web.limits import ServiceLimits
from communique.web.texts import ShownTexts
from communique.workspace import Workspace

BYTES_PER_STATEMENT = 430
"""What the engine takes in memory for one statement, about (measured at one and ten million)."""


@dataclass(frozen=True, slots=True)
class RemoteAddress:
    """Where a remote store is."""

    url: str
    credentials: Credentials | None = None


@dataclass(frozen=True)
class ServedDataset:
    """A build as the service sees it; it never changes."""

    build: Build
    store: Store
    """For queries of our own; not for the event loop, because who asks waits."""
    pool: QueryPool | RemotePool
    """For queries of strangers."""
    things: ThingIndex
    catalogue: Catalogue
    stats: Stats
    position_counts: dict[str, int]
    positions: PositionIndex
    """Which evidence of which positions passes which filters."""
    search: SearchIndex
    """Full text over labels, aliases, glosses and summaries."""
    supervisor: Supervisor
    shown_texts: ShownTexts | None = None
    """The texts of articles that pages may show; None where they must not."""
    _texts: dict[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """The version of the dataset, 64 hexadecimal digits."""
        return self.store.version

    @cached_property
    def last_recorded(self) -> str:
        """The day on which the newest annotation was made, YYYY-MM-DD; empty if there is none.

        A version has no date of its own, as equal data give equal builds; citations go by this one.
        """
        return next((row["last"][:10] for row in self.rows("last-recorded") if "last" in row), "")

    def ask(self, name: str, bindings: Mapping[str, Term] | None = None) -> Answer:
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


@contextlib.asynccontextmanager
async def opened(
    workspace: Workspace,
    limits: ServiceLimits,
    remote: RemoteAddress | None = None,
    shown_texts: ShownTexts | None = None,
) -> AsyncIterator[ServedDataset]:
    """The current build of a workspace, with its processes for as long as it is open.

    Args:
        workspace: the workspace.
        limits: what its users may do.
        remote: a store that holds the same dataset and is to be asked instead of the build.
        shown_texts: the texts of articles that pages may show; None where they must not.

    Raises:
        BuildMissing: there is no whole build.
        StoreError: the remote store holds another version of the dataset.
        ValueError: its address is none that may be used.
        DataProcessError: the data cannot be loaded.
        QueryError: the data cannot be read.
    """
    build = current_build(workspace)
    manifest = json.loads((build.path / MANIFEST).read_text(encoding="utf-8"))
    graphs = tuple(str(graph) for graph in manifest["graphs"])
    async with AsyncExitStack() as stack:
        supervisor = Supervisor(plan_for(build, limits, is_elsewhere=remote is not None))
        stack.push_async_callback(supervisor.close)
        workers = QueryPool(supervisor, limits.pool)
        stack.push_async_callback(workers.close)
        await supervisor.start()
        await workers.start()
        store: Store
        pool: QueryPool | RemotePool
        if remote is None:
            trusted = QueryPool(supervisor, limits.trusted)
            stack.push_async_callback(trusted.close)
            await trusted.start()
            store, pool = PooledStore(trusted, build.version, graphs), workers
        else:
            store = connection = await asyncio.to_thread(_connected, remote, limits, build)
            stack.callback(connection.close)
            pool = RemotePool(connection, workers)
            stack.push_async_callback(pool.close)
        async with _patient(supervisor, limits, remote, build, graphs) as patient:
            served = await asyncio.to_thread(_describe, workspace, build, supervisor, pool, patient)
        yield replace(served, store=store, shown_texts=shown_texts)


@contextlib.asynccontextmanager
async def _patient(
    supervisor: Supervisor,
    limits: ServiceLimits,
    remote: RemoteAddress | None,
    build: Build,
    graphs: tuple[str, ...],
) -> AsyncIterator[Store]:
    """A store for what is read once, which may take long."""
    if remote is not None:
        opening = replace(limits, pool=replace(limits.pool, deadline_seconds=limits.opening.deadline_seconds))
        connection = await asyncio.to_thread(_connected, remote, opening, build)
        with contextlib.closing(connection):
            yield connection
        return
    workers = QueryPool(supervisor, limits.opening)
    await workers.start()
    try:
        yield PooledStore(workers, build.version, graphs)
    finally:
        await workers.close()


def _connected(remote: RemoteAddress, limits: ServiceLimits, build: Build) -> RemoteStore:
    bounds = RemoteLimits(
        limits.pool.deadline_seconds,
        limits.pool.limits.answer.size_bytes,
        limits.pool.workers + limits.trusted.workers,
    )
    store = RemoteStore.open(remote.url, credentials=remote.credentials, limits=bounds)
    if store.version != build.version:
        store.close()
        raise StoreError(
            f"the store at {remote.url} holds dataset version {store.version[:16]}, "
            f"this workspace is at {build.version[:16]}; run `communique publish {remote.url}`"
        )
    return store


def plan_for(build: Build, limits: ServiceLimits, *, is_elsewhere: bool = False) -> Plan:
    """What the data process of a build does: hold it in memory if it fits, else have it read from disk.

    Args:
        build: the build.
        limits: what queries may use.
        is_elsewhere: whether the data are asked for elsewhere, so that hardly any query needs them here.
    """
    needed = (build.quads + build.triples) * BYTES_PER_STATEMENT
    fits = needed <= limits.dataset_bytes
    bounds = limits.pool.limits
    return Plan(
        build.path / DATASET_FILE if fits and not is_elsewhere else None,
        None if fits and not is_elsewhere else build.store_folder,
        build.version,
        bounds.memory_bytes,
        bounds.answer.rows,
        bounds.answer.size_bytes,
        bounds.own_bytes,
    )


def _describe(
    workspace: Workspace, build: Build, supervisor: Supervisor, pool: QueryPool | RemotePool, store: Store
) -> ServedDataset:
    positions = PositionIndex.of(store)
    counts = {row["thing"]: int(row["positions"]) for row in store.query(query_text("target-counts")).rows()}
    return ServedDataset(
        build,
        store,
        pool,
        ThingIndex.of(store),
        load_catalogue(workspace.query_files),
        stats(store),
        counts,
        positions,
        SearchIndex.of(store, positions),
        supervisor,
    )
