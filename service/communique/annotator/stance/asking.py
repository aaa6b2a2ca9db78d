"""Asking: those of whom something is asked, and of whom nothing else is said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.annotator.stance.candidates import Candidate
from communique.annotator.stance.chains import Chain, Cue

_ASKED = re.compile(
    r"\b(?:call(?:s|ed|ing)? (?:up)?on|urg(?:e|es|ed|ing)|appeal(?:s|ed|ing)? to|ask(?:s|ed|ing)?) [^.;]*$"
)
_TO_DO = re.compile(r"[^.;:]{0,30}?,? to [a-z]+ ")
_EFFORTS = re.compile(r" (?:its|their) (?:\w+ )?(?:efforts|activit(?:y|ies)|work|mediation|mandate)\b")
"""“… to step up their efforts”: what they are asked for is mediation."""
_NEAR = 80
"""Code points around those who are asked in which the asking, and what for, is looked for."""


def is_only_asked(text: str, chain: Chain, cues: Sequence[Cue]) -> bool:
    """“Called upon the mediators to take steps”, “urged the West to …”: neither is taken a stance on.

    Args:
        text: as ``phrases.likened`` gives it.
        chain: a candidate with its cues.
        cues: those of the cues before it that bear on it, the outermost first.
    """
    candidate = chain.candidate
    if candidate.thing.slug == "mediation":
        return _is_addressed(text, candidate)
    return candidate.thing.slug == "western-involvement" and bool(cues) and _is_next(cues[-1], candidate)


def _is_addressed(text: str, candidate: Candidate) -> bool:
    before, behind = text[: candidate.span.start][-_NEAR:], text[candidate.span.end :][:_NEAR]
    return bool(_ASKED.search(before) and _TO_DO.match(behind) and not _EFFORTS.search(behind))


def _is_next(cue: Cue, candidate: Candidate) -> bool:
    """Whether a demand stands right before those it is made of."""
    return cue.wording.rule == "demand" and 0 <= candidate.span.start - cue.span.end <= 1
