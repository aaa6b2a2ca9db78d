"""Intervals by bootstrap: how far a figure may be off because these articles were read and not others.

Articles are resampled whole, because what stands in one article hangs together: drawing single positions
would give intervals that are too narrow. The intervals are the percentiles of the figure over the resamples.
Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapters 8.6 and 13.3. With few
articles they are still too narrow: read those of five articles as a hint.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

RESAMPLES = 2000
SEED = 20201109
LEVEL = 0.95
FEWEST_ARTICLES = 2
"""With fewer there is nothing to resample."""

Numbers = NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """Between which values a figure lies in nineteen of twenty resamples."""

    low: float
    high: float


def interval(per_article: Sequence[Sequence[float]], figure: Callable[[Numbers], Numbers]) -> Interval | None:
    """The interval of a figure that follows from sums over articles.

    Args:
        per_article: the addends of each article.
        figure: from a row of sums for each resample to the figure of each; NaN where it is not defined.

    Returns:
        None for fewer than two articles, or where the figure is defined for no resample.
    """
    if len(per_article) < FEWEST_ARTICLES:
        return None
    values = figure(_resampled_sums(numpy.asarray(per_article, dtype=float)))
    defined = values[~numpy.isnan(values)]
    if not len(defined):
        return None
    low, high = numpy.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))


def _resampled_sums(addends: Numbers) -> Numbers:
    """The column sums of each resample; the same articles are drawn for every figure of one comparison."""
    draw = numpy.random.default_rng(SEED)
    number = len(addends)
    sums = numpy.empty((RESAMPLES, addends.shape[1]))
    for place in range(RESAMPLES):
        times = numpy.bincount(draw.integers(0, number, number), minlength=number)
        sums[place] = times @ addends
    return sums
