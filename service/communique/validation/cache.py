"""What has passed unchanged, so that it need not be checked again.

Only what passed is kept: a unit (the reference data, one annotation file, the rules across files) with the
key of all that its result depends on, its counts and its warnings. A cache that cannot be read or written
costs time and nothing else.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from communique.validation.report import Finding
from communique.workspace import fingerprint, save

FILE_NAME = "validation.json"


@dataclass(frozen=True)
class Passed:
    """A unit that passed."""

    key: str
    """Fingerprint of all that the result depends on, except for what ``surroundings`` covers."""
    surroundings: str = ""
    """Fingerprint of all reference data and ontology."""
    closure: str = ""
    """Fingerprint of that part of them which the unit refers to."""
    counts: dict[str, int] = field(default_factory=dict)
    unchecked: dict[str, int] = field(default_factory=dict)
    warnings: tuple[Finding, ...] = ()
    records: dict[str, list[Any]] = field(default_factory=dict)
    """For the reference data: SHA-256 and length that each article record gives."""


class Cache:
    """The units that passed, in one JSON file."""

    def __init__(self, folder: Path, *, enabled: bool = True) -> None:
        self._file = folder / FILE_NAME
        self._enabled = enabled
        self._old = _read(self._file) if enabled else {}
        self._new: dict[str, Passed] = {}

    def find(self, unit: str, key: str) -> Passed | None:
        """What is known of a unit, if its key is the same."""
        passed = self._old.get(unit)
        return passed if passed and passed.key == key else None

    def keep(self, unit: str, passed: Passed) -> None:
        """Remember that a unit passed."""
        self._new[unit] = passed

    def store(self) -> None:
        """Write what passed this time, if it differs; a folder that cannot be written to is not an error."""
        if not self._enabled or self._new == self._old:
            return
        content = json.dumps({unit: asdict(passed) for unit, passed in sorted(self._new.items())}, indent=1)
        with contextlib.suppress(OSError):
            save(self._file, content + "\n")


def _read(file: Path) -> dict[str, Passed]:
    # Whatever is wrong with the file, everything is then checked again, which is always right.
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return {unit: _passed(values) for unit, values in content.items()}
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return {}


def _passed(values: dict[str, Any]) -> Passed:
    warnings = tuple(Finding(**warning) for warning in values["warnings"])
    return Passed(**{**values, "warnings": warnings})


def environment(shapes: list[Path]) -> str:
    """Fingerprint of what checks the data: the shapes, our code, and the versions of the engines."""
    return fingerprint(
        shapes, _code(), *(_version(name) for name in ("communique", "pyshacl", "rdflib", "pyoxigraph"))
    )


@cache
def _code() -> str:
    """Fingerprint of the whole package: the rules rest on the model, the reader and the quoting as well.

    It is taken once, since a process goes on with the code that it has loaded.
    """
    package = Path(__file__).parents[1]
    files = sorted(package.rglob("*.py"))
    return fingerprint(files, *(path.relative_to(package).as_posix() for path in files))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
