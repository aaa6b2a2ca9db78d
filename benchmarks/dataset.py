"""The dataset that everything is measured on."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from communique.release.manifest import CURRENT, DATASET_FILE, MANIFEST
from communique.vocabulary import BASE


@dataclass(frozen=True)
class BenchmarkDataset:
    """A workspace with a build."""

    workspace: Path

    @cached_property
    def build(self) -> Path:
        """The folder of the current build.

        Raises:
            OSError: the workspace has none; see :mod:`benchmarks.generate`.
        """
        name = (self.workspace / "builds" / CURRENT).read_text(encoding="utf-8").strip()
        return (self.workspace / "builds" / name).resolve()

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the build says about itself."""
        found: dict[str, Any] = json.loads((self.build / MANIFEST).read_text(encoding="utf-8"))
        return found

    @property
    def quads(self) -> Path:
        """All quads in named graphs, as sorted N-Quads."""
        return self.build / DATASET_FILE

    def merged(self, target: Path) -> Path:
        """All named graphs merged, as N-Triples in a file; written if it is not there yet."""
        if not target.exists():
            unfinished = target.with_suffix(".part")
            with self.quads.open("rb") as quads, unfinished.open("wb") as triples:
                last = b""
                for line in quads:
                    triple = line[:-3].rpartition(b" ")[0]
                    if triple != last:  # the lines are sorted: equal triples of several graphs are neighbours
                        triples.write(triple + b" .\n")
                    last = triple
            unfinished.replace(target)
        return target

    @cached_property
    def subjects(self) -> list[str]:
        """The IRIs of all things that have statements, in an order of chance that is always the same."""
        start, found = f"<{BASE}id/".encode(), set()
        with self.quads.open("rb") as quads:
            for line in quads:
                if line.startswith(start):
                    found.add(line[1 : line.index(b">")])
        subjects = sorted(subject.decode() for subject in found)
        random.Random(1).shuffle(subjects)  # noqa: S311 - no secret
        return subjects
