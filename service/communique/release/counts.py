"""How large a dataset is and what it is made of: the numbers that its descriptions state.

They come from queries, so that any store can be asked and anybody can check them. A build keeps them in a
file, because counting a large dataset takes seconds.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path

from communique.store.protocol import Row, Store

COUNTS_FILE = "counts.json"


@dataclass(frozen=True, slots=True)
class PropertyCounts:
    """The triples of one property, and how many different subjects and objects they have."""

    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class DatasetCounts:
    """The numbers of one version of the dataset; of all graphs merged where nothing else is said."""

    version: str
    triples: int
    subjects: int
    objects: int
    entities: int
    """Subjects with an address of ours under ``…/id/``."""
    classes: dict[str, int]
    """Members by class."""
    examples: dict[str, str]
    """One member by class, for the classes that have one with an address of ours."""
    properties: dict[str, PropertyCounts]
    graphs: dict[str, int]
    """Triples by named graph."""
    wikidata_links: dict[str, int]
    """Links from things of ours to Wikidata by property."""
    first_day: str
    """Of the earliest position, as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; empty if there is none."""
    last_day: str
    """Of the latest position, likewise."""

    @property
    def quads(self) -> int:
        """Triples counted once for each named graph that they stand in."""
        return sum(self.graphs.values())

    def as_json(self) -> str:
        """The numbers as JSON, equal numbers as equal text."""
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> DatasetCounts:
        """Read what :meth:`as_json` wrote.

        Raises:
            ValueError: it is something else.
        """
        try:
            values = json.loads(text)
            properties = {name: PropertyCounts(**counts) for name, counts in values.pop("properties").items()}
            return cls(properties=properties, **values)
        except (TypeError, KeyError, AttributeError, RecursionError) as error:
            raise ValueError(f"these are no counts of a dataset: {error}") from error


def count(store: Store) -> DatasetCounts:
    """Count what a store holds, in seven queries."""
    whole, period = _rows(store, "whole")[0], _rows(store, "period")[0]
    classes = _rows(store, "classes")
    return DatasetCounts(
        version=store.version,
        triples=int(whole["triples"]),
        subjects=int(whole["subjects"]),
        objects=int(whole["objects"]),
        entities=int(_rows(store, "entities")[0]["entities"]),
        classes={row["class"]: int(row["members"]) for row in classes},
        examples={row["class"]: row["example"] for row in classes if row.get("example")},
        properties={
            row["property"]: PropertyCounts(int(row["triples"]), int(row["subjects"]), int(row["objects"]))
            for row in _rows(store, "properties")
        },
        graphs={row["graph"]: int(row["triples"]) for row in _rows(store, "graphs")},
        wikidata_links={row["property"]: int(row["links"]) for row in _rows(store, "links")},
        first_day=period.get("first", ""),
        last_day=period.get("last", ""),
    )


def counts_of(store: Store, build_folder: Path | None) -> DatasetCounts:
    """The numbers of the dataset in a store: those that its build keeps, or else counted now.

    Args:
        store: the store.
        build_folder: the folder of the build that it was opened from, or None if there is none.
    """
    if build_folder is not None:
        try:
            kept = DatasetCounts.from_json((build_folder / COUNTS_FILE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return count(store)
        if kept.version == store.version:
            return kept
    return count(store)


def _rows(store: Store, name: str) -> list[Row]:
    text = (files("communique.release") / "queries" / f"counts-{name}.rq").read_text(encoding="utf-8")
    # A grouped query over nothing has no row, or one without values, depending on the engine.
    return store.query(text).rows()
