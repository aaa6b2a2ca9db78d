"""Events still to come: which words name one, on which day it will be, and who is to meet there.

“They agreed to hold the next meeting before the end of the year” names a meeting of its own, not the one of
which the article tells. Its date is as much as the text gives: the year, the month or the day.
"""

from __future__ import annotations

import datetime
import re

from communique.annotator.timing.dates import DateKind, ToldDate, dates_in
from communique.model import PartialDate

_ADJECTIVES = (
    r"(?:trilateral|tripartite|bilateral|high-level|direct|joint|regular|round\s+of|ministerial|peace)"
)
_NAMED_AHEAD = re.compile(
    r"^(?:\w+\s+)*?(?:next|upcoming|forthcoming|planned|future)\b|"
    rf"\b(?:next|upcoming|forthcoming|planned|future|another|an\s+early|a\s+new|a\s+further|a\s+possible|fresh)\s+(?:{_ADJECTIVES}\s+){{0,3}}$",
    re.IGNORECASE,
)
"""The words themselves, or those before them, say that the meeting is to come."""
_TO_HOLD = re.compile(
    r"\b(?:to|will|would|could|should|may|might|shall|must|['’]ll)\s+(?:\w+\s+){0,2}?(?:hold|host|convene|organi[sz]e|arrange|"
    r"have|attend|join|schedule|set\s+up|prepare|receive|pay|gather\s+for|come\s+together\s+for)\s+[^,;:.]{0,40}$"
)
"""Before a meeting that somebody means to hold."""
_TO_BE_HELD = re.compile(
    r"^[^;:.]{0,120}?\b(?:will|would|could|should|to|may|might|can|must|shall)\s+(?:\w+\s+){0,2}?(?:be\s+(?:\w+\s+)?(?:held|"
    r"organi[sz]ed|convened|hosted|arranged|scheduled)|take\s+place|happen|materiali[sz]e)\b"
)
"""Behind a meeting that is to take place."""
_OUTCOME = re.compile(
    r"\b(?:results?|outcomes?|agreements?|understandings?|arrangements?|decisions?|accords?|commitments?|promises?|"
    r"spirit|ideas|what\s+was)\b[^,;:.]{0,40}$",
    re.IGNORECASE,
)
"""Before a meeting that has been: what it led to is wanted."""
_NEXT_YEAR = re.compile(r"\b(?:next|the\s+coming)\s+year\b", re.IGNORECASE)
_NEXT_MONTH = re.compile(r"\b(?:next|the\s+coming)\s+month\b", re.IGNORECASE)
_THIS_MONTH = re.compile(
    r"\b(?:later\s+this\s+month|the\s+end\s+of\s+(?:the|this)\s+month|the\s+month\s+(?:was|is|were)\s+(?:over|out)|"
    r"(?:with)?in\s+(?:the\s+course\s+of\s+)?this\s+month|this\s+very\s+month|still\s+this\s+month)\b",
    re.IGNORECASE,
)
_NEXT_WEEK = re.compile(r"\b(?:next|the\s+coming)\s+week\b", re.IGNORECASE)
_IN_PAST = re.compile(
    r"\b(?:postponed|put\s+off|called\s+off|delayed|cancel+ed|signed|adopted|held|since|dated|statement|declaration|agreed|reached|begun|met|took\s+place)\b[^,;.]{0,30}$"
)
"""Before a date of something that has been."""
_EARLY_MONTHS, _LATE_MONTHS = 4, 9
"""A month up to the first, told in one from the second on, is of the year after."""
_REACH = 120
"""Code points before a meeting that may say that it is to come."""


def is_ahead(words: str, start: int, end: int) -> bool:
    """Whether words for a meeting name one still to come.

    Args:
        words: a sentence.
        start: where the words for the meeting begin in it.
        end: where they end.
    """
    before = words[max(0, start - _REACH) : start]
    if _NAMED_AHEAD.search(words[start:end]) or _NAMED_AHEAD.search(before):
        return True
    return bool(_TO_HOLD.search(before) or _TO_BE_HELD.match(words[end:]))


def is_outcome(words: str, start: int) -> bool:
    """Whether not a meeting is spoken of, but what it led to."""
    return bool(_OUTCOME.search(words[max(0, start - 80) : start]))


def day_ahead(words: str, place: int, said_on: PartialDate) -> PartialDate:
    """When a meeting will be, as far as a sentence tells: the day, the month, else the year of the words.

    Args:
        words: the sentence.
        place: where it names the meeting; a date before that is as good, if it is still to come.
        said_on: when the words were said.
    """
    reference = said_on.last_day
    told = sorted(dates_in(words), key=lambda item: (item.start < place, item.start))
    for item in told:
        date = _to_come(item, reference)
        if date and not _IN_PAST.search(words[max(0, item.start - 60) : item.start]):
            return date
    if _NEXT_YEAR.search(words):
        return PartialDate(f"{reference.year + 1:04d}")
    if said_on.has_month:
        if _NEXT_MONTH.search(words):
            return _month(reference.replace(day=1) + datetime.timedelta(days=31))
        if _THIS_MONTH.search(words):
            return _month(reference)
        if _NEXT_WEEK.search(words) and said_on.is_day:
            return _month(reference + datetime.timedelta(days=7))
    return PartialDate(f"{reference.year:04d}")


def _month(day: datetime.date) -> PartialDate:
    return PartialDate(day.isoformat()[:7])


def _to_come(told: ToldDate, reference: datetime.date) -> PartialDate | None:
    """The date that an expression gives, if it is after a day."""
    if told.kind not in (DateKind.ABSOLUTE, DateKind.NO_YEAR) or told.month is None:
        return None
    year = told.year or reference.year
    is_next = told.year is None and told.month <= _EARLY_MONTHS and reference.month >= _LATE_MONTHS
    text = f"{year + is_next:04d}-{told.month:02d}" + (f"-{told.day:02d}" if told.day else "")
    try:
        date = PartialDate(text)
    except ValueError:
        return None  # 31 November and the like
    return date if date.last_day > reference else None
