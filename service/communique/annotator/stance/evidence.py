"""Evidence: the shortest clauses that let a reader check holder, stance and target (codebook, section 6)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.annotator.stance.take import Take
from communique.model import Span

_SEPARATOR = re.compile(r",|;|\b(?:and|or|as well as|along with|including|but|while)\b")
_TRAILING = " \t,;:–—-"


def evidence_of(take: Take, siblings: Sequence[Take], text: str) -> Span:
    """The evidence for one take.

    Of several targets in one sentence each one's evidence ends with it, and the last one's with the
    statement.
    In a statement of several sentences the sentence with the target is enough.

    Args:
        take: the take.
        siblings: all selected takes of the same statement.
        text: the canonical text.
    """
    whole = _sentence_part(take)
    later = [
        other
        for other in siblings
        if other.sentence.number == take.sentence.number
        and other.candidate.span.start > take.candidate.span.end
        and other.thing != take.thing
    ]
    if not later:
        return whole
    following = min(other.candidate.span.start for other in later)
    cue = take.decision.cue_span
    end = max(take.candidate.span.end, cue.end if cue is not None and cue.end <= following else 0)
    separators = [match.start() for match in _SEPARATOR.finditer(text, end, following)]
    if not separators:
        return whole
    return _trimmed(text, Span(whole.start, max(separators[0], end)))


def _sentence_part(take: Take) -> Span:
    """The statement's evidence, or the one sentence of it that holds the target."""
    span, sentence = take.statement.span, take.sentence.span
    if len(take.statement.sentences) == 1:
        return Span(span.start, max(span.end, take.stretch.end))
    cue = take.statement.cue
    start, end = max(span.start, sentence.start), min(span.end, sentence.end)
    if cue is not None and sentence.start <= cue.start < sentence.end:
        start, end = min(start, sentence.start), max(end, sentence.end)
    return Span(start, end) if start < end else span


def _trimmed(text: str, span: Span) -> Span:
    end = span.end
    while end > span.start + 1 and text[end - 1] in _TRAILING:
        end -= 1
    return Span(span.start, end)
