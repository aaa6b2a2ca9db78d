"""What the dataset holds, counted through SPARQL like any reader would."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from communique.release.opening import open_store
from communique.store.protocol import Store
from communique.vocabulary import kind_and_slug
from communique.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts by dimension (``kind``, ``positions by article``, …) and value, the largest first."""

    version: str
    counts: dict[str, dict[str, int]]

    def of(self, kind: str) -> int:
        """How many things of a kind there are, such as ``positions`` or ``articles``."""
        return self.counts.get("kind", {}).get(kind, 0)

    def rows(self) -> list[tuple[str, str, int]]:
        """All counts as rows: what is counted, for which value, how many."""
        rows = []
        for dimension in ("kind", *sorted(set(self.counts) - {"kind"})):
            rows += [(dimension, value, count) for value, count in self.counts.get(dimension, {}).items()]
        return rows


def stats(store: Store) -> Stats:
    """Count what a store holds."""
    text = (files("communique.release") / "queries" / "counts.rq").read_text(encoding="utf-8")
    counts: dict[str, dict[str, int]] = {}
    for row in store.query(text).rows():
        named = kind_and_slug(row["value"])
        value = named[1] if named else row["value"].rpartition("#")[2]
        counts.setdefault(row["dimension"], {})[value] = int(row["count"])
    return Stats(store.version, counts)


def dataset_stats(workspace: Workspace) -> list[tuple[str, str, int]]:
    """The counts of the current build as rows: what is counted, for which value, how many.

    Raises:
        BuildMissing: there is no build.
        StoreError: its store cannot be opened.
    """
    return stats(open_store(workspace)).rows()
