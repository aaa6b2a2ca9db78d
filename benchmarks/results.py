"""The figures of a run, in a JSON file that is written after every one of them."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from benchmarks.dataset import BenchmarkDataset
from communique.workspace import save

_KEY = ("measure", "server", "clients", "query", "kind")
"""What tells one record from another."""


@dataclass
class Results:
    """Records of measures."""

    path: Path
    about: dict[str, Any]
    records: list[dict[str, Any]]

    @classmethod
    def open(cls, path: Path, dataset: BenchmarkDataset, *, fresh: bool) -> Results:
        """The results in a file, if they are of this dataset; otherwise none yet."""
        about = {
            "dataset": {
                name: dataset.manifest[name]
                for name in ("version", "quads", "triples")
                if name in dataset.manifest
            },
            "machine": {
                "processor": _processor(),
                "cores": os.cpu_count(),
                "memory_bytes": psutil.virtual_memory().total,
                "system": platform.platform(),
                "python": platform.python_version(),
                "pyoxigraph": version("pyoxigraph"),
                "rdflib": version("rdflib"),
            },
        }
        if not fresh and path.exists():
            stored = json.loads(path.read_text(encoding="utf-8"))
            if stored["about"]["dataset"] == about["dataset"]:
                return cls(path, about, stored["records"])
        return cls(path, about, [])

    @classmethod
    def read(cls, path: Path) -> Results:
        """The results in a file, of whatever dataset and machine.

        Raises:
            OSError: there is none.
        """
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(path, stored["about"], stored["records"])

    def add(self, record: dict[str, Any]) -> None:
        """Keep a record in place of an earlier one of the same measure."""
        key = [record.get(name) for name in _KEY]
        # A failure of a whole measure ends when a part of it succeeds.
        whole = [record["measure"], record["server"], None, None, None]
        self.records = [
            other
            for other in self.records
            if (found := [other.get(name) for name in _KEY]) != key
            and not ("failed" in other and found == whole)
        ]
        self.records.append(record)
        text = json.dumps({"about": self.about, "records": self.records}, indent=1, ensure_ascii=False)
        save(self.path, text + "\n")

    def fail(self, measure: str, server: str, reason: str) -> None:
        """Keep that a server could not take a measure, and why."""
        self.add({"measure": measure, "server": server, "failed": reason})

    def of(self, measure: str, **wanted: object) -> list[dict[str, Any]]:
        """The records of a measure that have these values."""
        return [
            record
            for record in self.records
            if record["measure"] == measure
            and "failed" not in record
            and all(record.get(name) == value for name, value in wanted.items())
        ]

    def value(self, measure: str, field: str, **wanted: object) -> float | None:
        """One figure, or None where it has not been measured."""
        found = self.of(measure, **wanted)
        return float(found[0][field]) if found else None


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
