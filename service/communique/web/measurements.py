"""What was measured of an annotator, as a table: a row for each stage, with precision, recall and F1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.store.protocol import Row


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured value between 0 and 1, with its bounds where these are known."""

    value: float
    lowest: float | None
    highest: float | None


@dataclass(slots=True)
class Measured:
    """The figures of one stage."""

    stage: str
    version: str
    comment: str
    """What was compared, and how the bounds were found."""
    figures: dict[str, Figure] = field(default_factory=dict)
    """By name: ``precision``, ``recall``, ``F1``."""


def measured(rows: Iterable[Row]) -> list[Measured]:
    """The figures of each stage, the stage with the highest F1 first.

    Args:
        rows: as ``measurements.rq`` gives them.
    """
    found: dict[tuple[str, str, str], Measured] = {}
    for row in rows:
        stage, _, figure = row["label"].rpartition(": ")
        key = (stage, row.get("version", ""), row.get("comment", ""))
        found.setdefault(key, Measured(*key)).figures[figure] = Figure(
            float(row["value"]), _number(row, "lowest"), _number(row, "highest")
        )
    return sorted(found.values(), key=_rank)


def _number(row: Row, name: str) -> float | None:
    return float(row[name]) if name in row else None


def _rank(item: Measured) -> tuple[str, float, str]:
    best = item.figures.get("F1")
    return item.version, -best.value if best else 0.0, item.stage
