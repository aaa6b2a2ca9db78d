"""Where and when an instrument was made, if told before: “in Sochi on 31 October a statement was adopted”."""

from __future__ import annotations

import re

from communique.annotator.linking.modifiers import PLACES
from communique.annotator.timing.dates import ToldDate, dates_in

_MADE = r"(?:adopted|signed|issued|agreed(?:\s+(?:on|upon))?|approved|concluded|endorsed|released|published)"
_IS_MADE = re.compile(
    rf"\s+(?:(?:was|were|is|(?:had|has|have)\s+been|being)\s+)?(?:also\s+|then\s+)?{_MADE}\b"
)
_MAKES = re.compile(
    rf"\b{_MADE}\s+(?:an?|the|this|that|their|its|such\s+a)?\s*(?:(?:joint|final|written|trilateral|common|special)\s+){{0,2}}$"
)
_AT_PLACE = re.compile(rf"\b(?:in|at|the)\s+(?P<place>{PLACES})(?![\w-])")
_OTHER_CLAUSE = re.compile(r"[;:.“”\"]")
_REACH = 140
"""Code points before the word for an instrument in which the day of its making is looked for."""


def told_before(before: str, after: str) -> tuple[tuple[ToldDate, ...], str | None]:
    """The day and the place of the meeting at which an instrument was made; nothing unless both are told.

    Args:
        before: the words of the sentence before the instrument.
        after: the words after it.
    """
    if not (_IS_MADE.match(after) or _MAKES.search(before[-60:])):
        return (), None
    clause = _OTHER_CLAUSE.split(before[-_REACH:])[-1]
    places = _AT_PLACE.findall(clause)
    dates = tuple(told for told in dates_in(clause) if told.month)
    return (dates, places[0]) if dates and len(places) == 1 else ((), None)
