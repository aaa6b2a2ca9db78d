"""The figures as rows of a table and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from communique.annotator.measures.bootstrap import LEVEL, RESAMPLES, SEED, Interval
from communique.annotator.measures.confusion import NOTHING
from communique.annotator.measures.errors import ErrorKind
from communique.annotator.measures.measured import Figure, Measured, StageMeasured

Row = tuple[str | int | float | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Column names and rows."""

    header: tuple[str, ...]
    rows: list[Row]


def stage_table(measured: Measured, ceiling: Measured | None = None) -> Table:
    """A row for each stage and one for the overlap of spans; figures rounded to two places.

    Args:
        measured: the comparison.
        ceiling: two hand annotations of the same articles compared; its F1 stands in a last column.
    """
    header = ("stage", "first", "second", "both", "precision", "recall", "F1", "interval of F1", "asks for")
    rows = [_stage_row(item) for item in measured.stages]
    overlap = measured.span_overlap
    rows.append(
        (
            "span overlap",
            None,
            None,
            measured.matched,
            None,
            None,
            round(overlap.value, 2) if overlap else None,
            _range(overlap.interval) if overlap else None,
            "mean of matched positions",
        )
    )
    if ceiling is None:
        return Table(header, rows)
    heights: list[float | None] = [round(item.f1.value, 2) for item in ceiling.stages]
    heights.append(round(ceiling.span_overlap.value, 2) if ceiling.span_overlap else None)
    return Table((*header, "F1 by hand"), [(*row, height) for row, height in zip(rows, heights, strict=True)])


def confusion_table(measured: Measured) -> Table:
    """A row for each stance and what was taken for it: those that agree first, then by frequency."""
    rows: list[Row] = [
        (taken.first, taken.second, number)
        for taken, number in sorted(
            measured.stances.items(), key=lambda item: (item[0].first != item[0].second, -item[1], item[0])
        )
    ]
    return Table(("stance of the first", "of the second", "times"), rows)


def error_table(sizes: dict[ErrorKind, int]) -> Table:
    """A row for each kind of error of positions, the most frequent first."""
    rows: list[Row] = [
        (str(kind), number) for kind, number in sorted(sizes.items(), key=lambda item: (-item[1], item[0]))
    ]
    return Table(("error", "times"), rows)


def as_json(
    measured: Measured, sizes: dict[ErrorKind, int], ceiling: Measured | None = None
) -> dict[str, Any]:
    """All figures with full precision, with how the intervals were made."""
    result: dict[str, Any] = {
        **_figures(measured),
        "errors": {str(kind): sizes[kind] for kind in sorted(sizes)},
        "intervals": {
            "method": "percentile bootstrap over articles",
            "level": LEVEL,
            "resamples": RESAMPLES,
            "seed": SEED,
        },
    }
    if ceiling is not None:
        result["by_hand"] = _figures(ceiling)
    return result


def _figures(measured: Measured) -> dict[str, Any]:
    overlap = measured.span_overlap
    return {
        "articles": list(measured.articles),
        "stages": [
            {
                "stage": item.stage.name,
                "asks_for": item.stage.asks,
                "first": item.counts.first,
                "first_found": item.counts.first_found,
                "second": item.counts.second,
                "second_found": item.counts.second_found,
                "precision": _figure(item.precision),
                "recall": _figure(item.recall),
                "f1": _figure(item.f1),
            }
            for item in measured.stages
        ],
        "span_overlap": {"matched": measured.matched, "mean": _figure(overlap) if overlap else None},
        "alpha": measured.alpha,
        "stances": [
            {
                "first": None if taken.first == NOTHING else taken.first,
                "second": None if taken.second == NOTHING else taken.second,
                "times": number,
            }
            for taken, number in sorted(measured.stances.items())
        ],
    }


def _stage_row(item: StageMeasured) -> Row:
    counts = item.counts
    return (
        item.stage.name,
        counts.first,
        counts.second,
        counts.first_found,
        round(counts.precision, 2),
        round(counts.recall, 2),
        round(counts.f1, 2),
        _range(item.f1.interval),
        item.stage.asks,
    )


def _figure(figure: Figure) -> dict[str, float | None]:
    found = figure.interval
    return {
        "value": figure.value,
        "low": found.low if found else None,
        "high": found.high if found else None,
    }


def _range(found: Interval | None) -> str | None:
    return f"{found.low:.2f}–{found.high:.2f}" if found else None
