"""The evidence of one frame among those of its sentence, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

from communique.annotator.attribution.frame import Form
from communique.annotator.attribution.lexicon import CueKind
from communique.annotator.attribution.told import Reading, Told
from communique.model import Span


def evidence_of(reading: Reading, number: int) -> Span:
    """The shortest run of clauses that has the holder and what is said (codebook, section 6).

    Args:
        reading: the sentence.
        number: which of its frames.
    """
    roots = reading.roots
    item = roots[number]
    start, end = item.frame.clause.start, item.frame.clause.end
    if item.content is not None:
        start, end = min(start, item.content.start), max(end, item.content.end)
    if item.frame.is_shared or item.is_continued:
        start = min(start, _named_before(roots, number, start))
    if not any(_begins(other) < start for other in roots if other is not item and other.content is not None):
        start = reading.span.start
    behind = [other.frame.clause.start for other in roots if other.frame.clause.start >= end]
    if not behind:
        end = reading.span.end
    return Span(start, max(end, start + 1))


def _named_before(roots: Sequence[Told], number: int, start: int) -> int:
    """Where the words begin that name the subject which a later verb shares."""
    for other in reversed(roots[:number]):
        if not other.frame.is_shared and not other.is_continued:
            return other.frame.clause.start
    return start


def confidence_of(item: Told, *, is_inferred: bool) -> float:
    """How sure it is that the holder said it, between 0 and 1; from which signs there are, not measured."""
    value = 0.95
    if item.holding.is_pronoun:
        value -= 0.1
    if is_inferred:
        value -= 0.2
    if item.frame.is_uncertain:
        value -= 0.2
    if item.frame.form is Form.NOMINAL:
        value -= 0.35
    if item.frame.kind in (CueKind.THINKS, CueKind.WANTS, CueKind.UNDERTAKES):
        value -= 0.1
    return round(max(0.1, value), 2)


def _begins(item: Told) -> int:
    return min(item.frame.clause.start, item.content.start if item.content else item.frame.clause.start)
