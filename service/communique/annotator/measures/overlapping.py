"""Items of two annotators that match because their spans overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from communique.annotator.measures.counts import Counts
from communique.model import Span

SHARE_OF_SHORTER = 0.5
"""Two spans are of the same words if they share at least this much of the shorter one."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of text that an annotator marked, and as what."""

    label: Hashable
    """What it must have in common with its counterpart: a speaker, a referent."""
    span: Span


def same_words(one: Span, other: Span) -> bool:
    """Whether two spans share at least half of the shorter one.

    An annotator may take a span back to the sentence that names the speaker (codebook, section 6); how
    exactly the ends agree is the business of the span overlap, not of this.
    """
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= SHARE_OF_SHORTER * min(len(one), len(other))


def overlap_counts(first: Iterable[Marked], second: Iterable[Marked]) -> Counts:
    """How many items of each side have one of the same label and the same words on the other.

    Source: the measure ``agr`` of Wiebe, Wilson and Cardie, Annotating expressions of opinions and emotions
    in language (Language Resources and Evaluation 39, 2005), taken in both directions. It matches many to
    many, so that neither side loses by cutting a passage into more pieces than the other.
    """
    ones, others = set(first), set(second)
    return Counts(
        len(ones),
        len(found_in(ones, others)),
        len(others),
        len(found_in(others, ones)),
    )


def found_in(items: Iterable[Marked], others: Iterable[Marked]) -> set[Marked]:
    """The items that have a counterpart among others."""
    spans: dict[Hashable, list[Span]] = defaultdict(list)
    for other in others:
        spans[other.label].append(other.span)
    return {item for item in items if any(same_words(item.span, span) for span in spans[item.label])}
