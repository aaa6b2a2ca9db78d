"""Whom a court's order binds: “the order against Yerevan”, “in a separate ruling it told Armenia to”."""

from __future__ import annotations

import re

from communique.annotator.linking.words import CAPITALS, NOUN, states_in

_SIDE = rf"(?:{'|'.join(CAPITALS)}|{NOUN})"
_AGAINST = re.compile(
    rf"^(?:\s+(?:also\s+|both\s+)?(?:made|issued|handed\s+down|adopted|delivered|given))?(?:\s+[a-z]+day)?\s+(?:against|addressed\s+to|directed\s+at|"
    rf"issued\s+to|binding\s+on|obliging|requiring)\s+(?:the\s+)?(?P<who>{_SIDE})(?![\w-])"
)
"""Behind the word for an order."""
_IN_CASE = re.compile(
    rf"^\s+(?:in|on)\s+(?:the\s+)?(?:(?:case|suit|proceedings|application)\s+(?:of\s+|brought\s+by\s+|filed\s+by\s+)?)?(?:the\s+)?(?P<applicant>{_SIDE})(?:['’]s\s+(?:case|suit|application)"
    rf"(?:\s+against\s+(?P<other>{_SIDE}))?|\s+(?:v\.?|vs\.?|versus|against)\s+(?P<who>{_SIDE}))"
)
"""Behind it: the case in which it was made."""
_SOUGHT = re.compile(
    rf"^\s+(?:sought|requested|obtained|won|asked\s+for)\s+by\s+(?:the\s+)?(?P<applicant>{_SIDE})(?![\w-])"
)
_TOLD = re.compile(
    rf"\b(?:told|ordered|instructed|directed|required|obliged|enjoined|bound|called\s+(?:on|upon))\s+(?:the\s+)?(?P<who>{_SIDE})\s+(?:to|not)\b"
)
"""In the sentence that tells of a further order: what the court told whom."""
_FURTHER = re.compile(
    r"\b(?:separate|parallel|second|another|further|companion|other)\s+(?:[a-z]+\s+)?$", re.IGNORECASE
)
_OPPONENT = {"armenia": "azerbaijan", "azerbaijan": "armenia"}


def respondent_in(before: str, after: str) -> str | None:
    """The state that an order binds, if the words around it say so.

    Args:
        before: the sentence up to the word for the order.
        after: the sentence behind it.
    """
    for pattern in (_AGAINST, _IN_CASE, _SOUGHT):
        match = pattern.match(after)
        if match:
            named = match.groupdict()
            if named.get("who"):
                return _state(named["who"])
            return _OPPONENT.get(_state(named["applicant"]) or "")
    told = _TOLD.search(after) if _FURTHER.search(before) else None
    return _state(told["who"]) if told else None


def _state(words: str) -> str | None:
    """The state that a name of it or of its capital means."""
    return CAPITALS.get(words) or next(iter(states_in(words)), None)
