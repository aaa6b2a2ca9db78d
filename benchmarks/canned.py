"""The canned queries with values, as calls of this service and as plain text for all other servers."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from benchmarks.dataset import BenchmarkDataset
from benchmarks.stories import FIRST_DAY, LAST_DAY
from communique.release.manifest import STORE_FOLDER
from communique.store.canned import CannedQuery, bind, load_catalogue
from communique.store.embedded import EmbeddedStore
from communique.store.protocol import Form, Term
from communique.store.remote.substitution import substitute
from communique.store.things import ThingIndex
from communique.workspace import Workspace

LOADED_QUERY = "positions-of-actor"
"""The query that is put under load: it has parameters enough for calls without number."""


@dataclass(frozen=True)
class Call:
    """A canned query with values for its parameters."""

    query: CannedQuery
    values: Mapping[str, str]
    bindings: Mapping[str, Term]

    @property
    def path(self) -> str:
        """The path of the call at this service."""
        return self._path("ttl" if self.is_graph else "json")

    @property
    def path_for_warming(self) -> str:
        """The same in a format of its own, the answer in which is kept for nobody who asks for another."""
        return self._path("nt" if self.is_graph else "csv")

    def _path(self, kind: str) -> str:
        return f"/api/queries/{self.query.name}?{urlencode({'format': kind, **self.values})}"

    @property
    def is_graph(self) -> bool:
        """Whether the answer is a graph and no table."""
        return self.query.form is Form.graph

    @property
    def text(self) -> str:
        """The query with the values in it, for a server that knows no canned queries."""
        lines = self.query.text.splitlines(keepends=True)
        return substitute("".join(line for line in lines if not line.startswith("#")), self.bindings)


class Calls:
    """Calls of the canned queries of a workspace."""

    def __init__(self, dataset: BenchmarkDataset) -> None:
        workspace = Workspace.open(dataset.workspace)
        self.catalogue = load_catalogue(workspace.query_files)
        self._things = ThingIndex.of(EmbeddedStore.open(dataset.build / STORE_FOLDER, dataset.build.name))

    def examples(self) -> list[Call]:
        """Each query with the examples of its header for the parameters that it cannot do without."""
        return [
            self._call(query, {p.name: str(p.example) for p in query.parameters if p.required})
            for query in self.catalogue.queries.values()
        ]

    def varied(self, number: int, seed: int) -> list[Call]:
        """So many calls of :data:`LOADED_QUERY`, no two alike: an actor in some weeks."""
        query = self.catalogue.queries[LOADED_QUERY]
        chosen = random.Random(seed)  # noqa: S311 - no secret
        actors = ("sergey-lavrov", "ararat-mirzoyan", "armenia", "jeyhun-bayramov", "azerbaijan", "russia")
        days = (LAST_DAY - FIRST_DAY).days
        seen: set[tuple[str, int, int]] = set()
        while len(seen) < number:
            seen.add((chosen.choice(actors), chosen.randrange(days), chosen.randrange(14, 42)))
        return [
            self._call(
                query,
                {
                    "actor": actor,
                    "from": str(FIRST_DAY + timedelta(first)),
                    "to": str(FIRST_DAY + timedelta(first + length)),
                },
            )
            for actor, first, length in sorted(seen, key=lambda _: chosen.random())
        ]

    def _call(self, query: CannedQuery, values: Mapping[str, str]) -> Call:
        return Call(query, values, bind(query.parameters, values, self._things))
