"""Absence: trouble that is said not to be there (“there is no blockade”)."""

from __future__ import annotations

import re

from communique.annotator.stance.chains import Chain, is_ending
from communique.annotator.stance.lexicon import Tone
from communique.model import Span

_NONE_OF = re.compile(
    r"\b(?:no|without any|not any|neither)[\"']? (?:(?:cases?|instances?|signs?|acts?|facts?) of )?(?:\w+ )?$"
    r"|\b(?:not|never)(?: \w+)? (?:have|had|has|having|harbou?r|make) (?:any )?$"
)
"""What stands before trouble that is said not to be there."""
_RECORDED = re.compile(
    r"(?: \w+){0,2} (?:has|have|was|were|had)(?: been)? (?:recorded|registered|reported|observed|detected)\b"
)
_RECORDING = re.compile(
    r"\b(?:record|regist(?:er|r)|report|observ|detect)\w* no (?:(?:cases?|instances?) of )?(?:\w+ )?$"
)
"""How a daily report says that there was nothing to report."""


def is_said_not_to_be(text: str, chain: Chain) -> bool:
    """“There is no blockade”, but not “to settle it without any use of force”.

    Args:
        text: as ``phrases.likened`` gives it.
        chain: a candidate with its cues.
    """
    candidate = chain.candidate
    if candidate.tone is not Tone.UNWANTED or not _NONE_OF.search(text[: candidate.span.start][-40:]):
        return False
    return not any(cue.span.end >= candidate.span.start - 1 for cue in chain.before if is_ending(cue))


def is_only_recorded(text: str, span: Span) -> bool:
    """“No violations were recorded”: a daily report, which answers no allegation.

    Args:
        text: as ``phrases.likened`` gives it.
        span: where the trouble is named.
    """
    return bool(_RECORDED.match(text, span.end) or _RECORDING.search(text[: span.start][-40:]))
