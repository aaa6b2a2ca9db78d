"""Towns that stand for a side: a capital is a government in “Baku insists” and a place in “in Baku”."""

from __future__ import annotations

import re

from communique.annotator.linking.words import CITIES, MOVEMENT, SPEECH

_TOWN = "|".join(re.escape(name) for name in sorted(CITIES, key=lambda name: (-len(name), name)))
_PLACE_BEFORE = re.compile(
    r"\b(?:in|near|outside|around|within|inside|across|through|via|into|over|capital(?:\s+city)?(?:\s+of)?|city(?:\s+of)?|town(?:\s+of)?|"
    r"centre\s+of|center\s+of|streets\s+of|outskirts\s+of|mayor\s+of|airport\s+of|region\s+of|north\s+of|south\s+of|"
    r"east\s+of|west\s+of|downtown|visit(?:ed|s|ing)?|arriv(?:ed|es|ing)\s+(?:in|at)|reach(?:ed|es|ing)|left|leaves|leaving|"
    r"tour(?:ed|s)|on\s+the\s+road\s+to|embassy\s+in|ambassador\s+in|bound\s+for|leav(?:e|es|ing)\s+for|left\s+for|based\s+in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SOMEBODY_IN = re.compile(
    r"\b(?:[Nn]obody|[Nn]o\s+one|[Ss]omebody|[Ss]omeone|[Ee]verybody|[Tt]hose|[Tt]hey|[Mm]any|some|colleagues|partners|friends)\s+in\s+$"
)
"""“Nobody in Moscow” is nobody of that side."""
_LISTED_BEFORE = re.compile(rf"(?:{_TOWN})(?:,\s+|\s+and\s+|,\s+and\s+|\s+or\s+|/|,\s+or\s+)$")
_TO_OR_FROM = re.compile(r"\b(?:to|from|between|for|towards?)\s+(?:the\s+)?$", re.IGNORECASE)
_DAY_AFTER = re.compile(
    r",\s+(?:\d|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d)"
)
_MOVES = re.compile(MOVEMENT, re.IGNORECASE)
_TALKS_AFTER = re.compile(
    r"\s+(?:talks|meeting|meetings|summit|round|format|process|platform|negotiations|conference|forum|region|time|airport|"
    r"(?:State\s+)?University|court|metro|municipality|residents?|streets?|mayor|bureau|office|suburb|hotel|city|"
    r"International|agreements?|statements?|declaration|Declaration|deal|accords?|document|track|visit|trip|rally|"
    r"session|newspaper|daily|broadcaster|studio|think\s+tank|protests?|event|press\s+conference|newsroom|correspondent|Post|Times|Treaty|Convention|Protocol|D\.?C)\b"
)
_ACTS = re.compile(
    rf"\s+(?:(?:also|has|had|then|again|meanwhile|[a-z]+ly)\s+){{0,3}}(?:{SPEECH}|would|will|wants?|wanted|is\s+(?:ready|willing|prepared)|hopes|remains|stands)\b"
)
_ASKED = re.compile(
    r"\b(?:invit|urg|ask|thank|accus|call(?:ed|s)?\s+on|assur|remind|official\s)\w*\s+$", re.IGNORECASE
)
_LINK_BETWEEN = re.compile(
    r"\b(?i:flights?|trains?|trips?|roads?|routes?|railways?|highways?|motorways?|distance|travel|traffic|buses)\s+between\s+(?:[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)?\s+and\s+)?$"
)
"""Before the towns that a road or flights join."""
_OUTLET_LINE = re.compile(r"[A-Z][\w .&’'-]{1,40}\s*[/|]\s*$")
"""The outlet before the town, in a line of their own."""
_DATELINE = re.compile(r"^[\s\"“]*$")
_DATELINE_AFTER = re.compile(
    r"^(?:,\s+[A-Z][\w.]+)?(?:,?\s*\(|\s*[—–]|\s+-\s|/|\.\s*/|,\s+(?:\d|[A-Z][a-z]+\.?\s+\d)|:\s)"
)


def names_place(sentence: str, start: int, end: int, *, names_before: tuple[int, ...] = ()) -> bool:
    """Whether a town in a sentence is named as a place, not for the side that sits there.

    Args:
        sentence: the sentence.
        start: where the town's name starts in it.
        end: where it ends.
        names_before: starts of towns in the sentence that were found to be places (lists of places go on).
    """
    before, after = sentence[:start], sentence[end:]
    if _SOMEBODY_IN.search(before[-40:]):
        return False
    if _DAY_AFTER.match(after):
        return True
    if re.match(r"(?:-[A-Z]\w+)?\s+(?:road|highway|route|railway|line)\b", after):
        return True
    if _LINK_BETWEEN.search(before[-80:]):
        return True
    if not after.strip() and _OUTLET_LINE.match(before):
        return True
    if _DATELINE.match(before) and (not after.strip() or _DATELINE_AFTER.match(after)):
        return True
    if re.match(r"['’]s\b", after):
        return bool(
            re.match(
                r"['’]s\s+(?:(?:[A-Z]\w+\s+)?[Aa]irport|centre|center|streets?|Republic\s+Square|city|suburbs?)\b",
                after,
            )
        )
    if (after.startswith(("-", "–")) and after[1:2].isupper()) or re.search(r"[A-Z]\w+[-–]$", before[-16:]):
        return False  # “Yerevan-Baku talks”
    if _TALKS_AFTER.match(after):
        return True
    if _PLACE_BEFORE.search(before[-50:]):
        return True
    listed = _LISTED_BEFORE.search(before)
    if listed and listed.start() in names_before:
        return True
    movement = _TO_OR_FROM.search(before[-20:])
    if movement and "between" not in movement[0].lower():
        return bool(_MOVES.search(" ".join(before.split()[-7:]))) and not re.match(r"\s+to\s+[a-z]", after)
    return False


def acts_or_is_asked(sentence: str, start: int, end: int) -> bool:
    """Whether a town says, wants or is asked something: only then it is a state that the data lack."""
    return bool(_ACTS.match(sentence[end:]) or _ASKED.search(sentence[:start][-30:]))
