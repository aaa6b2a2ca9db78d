"""All figures of one comparison: each stage with counts and intervals, the overlap of spans, the stances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy

from communique.annotator.evaluation import Agreement, compare
from communique.annotator.measures.bootstrap import Interval, Numbers, interval
from communique.annotator.measures.confusion import Taken, confusion
from communique.annotator.measures.counts import Counts
from communique.annotator.measures.stages import STAGES, Annotations, Signs, Stage
from communique.model import Evidence, Mention


@dataclass(frozen=True, slots=True)
class Figure:
    """A share between 0 and 1 with its interval, where there are enough articles for one."""

    value: float
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class StageMeasured:
    """One stage over all articles."""

    stage: Stage
    counts: Counts
    precision: Figure
    recall: Figure
    f1: Figure


@dataclass(frozen=True, slots=True)
class Measured:
    """What a comparison of two sides gave."""

    articles: tuple[str, ...]
    stages: tuple[StageMeasured, ...]
    span_overlap: Figure | None
    """Mean intersection over union of the evidence of positions matched strictly; None if none matched."""
    matched: int
    """Positions matched strictly, by which the overlap of spans is counted."""
    alpha: float | None
    """Krippendorff's alpha for the stance on the holder–target pairs of both sides."""
    stances: Counter[Taken]


def measure(first: Mapping[str, Annotations], second: Mapping[str, Annotations], signs: Signs) -> Measured:
    """Compare two sides on the articles that both have.

    Args:
        first: the reference: what was recorded of each article, by its slug.
        second: the side that is judged.
        signs: polarity toward the target of each stance, by slug.

    Raises:
        KeyError: a stance without a sign.
    """
    articles = tuple(sorted(first.keys() & second.keys()))
    agreements = [compare(first[slug], second[slug], signs) for slug in articles]
    together = sum(agreements, Agreement())
    stances: Counter[Taken] = Counter()
    for slug in articles:
        stances.update(confusion(first[slug], second[slug]))
    return Measured(
        articles,
        tuple(
            _measured(stage, [stage.counts(first[slug], second[slug], signs) for slug in articles])
            for stage in STAGES
        ),
        _span_overlap(agreements, together),
        len(together.overlaps),
        together.alpha,
        stances,
    )


def sure_enough(items: Mapping[str, Annotations], confidence: float) -> dict[str, list[Evidence | Mention]]:
    """Without the evidence that its annotator was less sure of; mentions and what has no confidence stay."""
    return {
        article: [
            item
            for item in recorded
            if not isinstance(item, Evidence) or item.confidence is None or item.confidence >= confidence
        ]
        for article, recorded in items.items()
    }


def _measured(stage: Stage, per_article: list[Counts]) -> StageMeasured:
    counts = sum(per_article, Counts())
    addends = [(item.first, item.first_found, item.second, item.second_found) for item in per_article]
    return StageMeasured(
        stage,
        counts,
        Figure(counts.precision, interval(addends, _precision)),
        Figure(counts.recall, interval(addends, _recall)),
        Figure(counts.f1, interval(addends, _f1)),
    )


def _precision(sums: Numbers) -> Numbers:
    return _share(sums[:, 3], sums[:, 2])


def _recall(sums: Numbers) -> Numbers:
    return _share(sums[:, 1], sums[:, 0])


def _f1(sums: Numbers) -> Numbers:
    precision, recall = _precision(sums), _recall(sums)
    return _share(2 * precision * recall, precision + recall, otherwise=0.0)


def _share(part: Numbers, whole: Numbers, *, otherwise: float = 1.0) -> Numbers:
    """As :class:`Counts` has it: a side without items has made no mistake."""
    return numpy.divide(part, whole, out=numpy.full_like(whole, otherwise), where=whole > 0)


def _span_overlap(agreements: Iterable[Agreement], together: Agreement) -> Figure | None:
    if together.mean_overlap is None:
        return None
    addends = [(sum(item.overlaps), len(item.overlaps)) for item in agreements]
    return Figure(
        together.mean_overlap,
        interval(addends, lambda sums: _share(sums[:, 0], sums[:, 1], otherwise=numpy.nan)),
    )
