"""Broken inputs: each is the sound workspace with a little changed, and names the one rule that refuses it.

The inputs are tables in ``broken/``: replace ``old``, which stands exactly once in the file unless ``every``
is true, by ``new``; or ``append`` to the file, which may be new. With ``warning`` the data stays valid.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

TABLES = Path(__file__).parent / "broken"


@dataclass(frozen=True)
class Broken:
    name: str
    rule: str
    changes: list[dict[str, Any]]
    warning: bool = False

    def apply(self, root: Path) -> None:
        """Break the workspace in a folder."""
        for change in self.changes:
            _apply(root / change["file"], change)


def _apply(path: Path, change: dict[str, Any]) -> None:
    content = path.read_text() if path.exists() else ""
    if "append" in change:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content + change["append"])
        return
    number = content.count(change["old"])
    assert number == 1 or (number > 1 and change.get("every")), f"{change['old']!r} stands {number} times"
    path.write_text(content.replace(change["old"], change["new"]))


def broken_inputs() -> list[Broken]:
    """All broken inputs, in the order of the tables."""
    return [
        Broken(**row) for path in sorted(TABLES.glob("*.yaml")) for row in yaml.safe_load(path.read_text())
    ]
