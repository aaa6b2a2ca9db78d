"""Which date of a sentence tells when its words were said, and which tells of what they speak of."""

from __future__ import annotations

import re
from enum import IntEnum

from communique.annotator.linking.words import SPEECH
from communique.annotator.timing.dates import DateKind, ToldDate

_INNER = (
    r"(?:(?!(?:that|which|who|whom|whose|where|when|while|how|if|whether|because|since|until)\b)"
    r"[\w.’'/&%-]+\s+)"
)
_ON = (
    r"(?:as\s+(?:recently|early|late|far\s+back)\s+as\s+)?(?:(?:late|early|earlier|also|back|again|only)\s+){0,2}"
    r"(?:(?:on|in)\s+)?(?:(?:late|early|mid-)\s*)?$"
)
_JUST_SAID = re.compile(
    rf"\b(?:{SPEECH}\s+(?:(?:also|again|separately|publicly|openly|later|[a-z]+ly)\s+){{0,2}}"
    rf"(?:(?:in|at|to|during|by|via|through|over|before|from|on|with|after)\s+{_INNER}{{0,10}})?"
    rf"|(?:told|tells|informed|briefed|answered|addressed)\s+{_INNER}{{1,10}}"
    rf"|(?:assured|reminded|accused|urged|warned|asked|criticis\w+|criticiz\w+|praised|thanked)\s+(?:(?!(?:of|to|not|against|from|about|over|for)\b){_INNER}){{1,6}})"
    rf"{_ON}"
)
"""Before a date that stands next to the verb of speech, or behind those who were spoken to and where."""
_SAID_NEXT = re.compile(
    rf"(?:\s+(?:morning|afternoon|evening|night))?\s+(?:(?:also|again|[a-z]+ly)\s+)?{SPEECH}\b"
)
"""Behind a date that stands before the verb of speech: “Pashinyan on Friday said”."""
_OF_ANOTHER = re.compile(
    r"['’]s\s+(?!(?:\w+\s+){0,3}?(?:statement|interview|briefing|conference|speech|address|remarks|session|meeting|talks|call))"
)
"""Behind the day of something else: “Monday’s incident”."""
_OPENING = re.compile(
    rf"^\W*(?:(?:And|But|Also|Already|Only|Even|Back|As|Late|Early|Earlier|Later|Then|Just|Speaking|early|late|as|recently|back|in)\s+){{0,4}}{_ON}",
    re.IGNORECASE,
)
"""Before a date that opens the sentence."""
_AT_OCCASION = re.compile(
    rf"\b(?:(?:[Ii]n|[Aa]t|[Dd]uring|[Ww]ith|by|via|[Oo]n)\s+(?:an?|his|her|its|their|another|the|this)\s+{_INNER}{{0,5}}?"
    r"(?:interview|briefing|conference|statement|speech|address|remarks|comments?|commentary|post|tweet|article|session|"
    r"sitting|hearing|debate|forum|summit|meeting|talks|call|conversation|visit),?|[Ss]peaking|[Aa]ddressing|[Aa]nswering)\s+"
    rf"{_INNER}{{0,9}}{_ON}"
)
"""Before a date of the occasion at which words were said: “in an interview published on”."""
_IS_TAIL = re.compile(r",[”\"»]?\s+(?:[^,;:]{1,80}\s)?$")
"""Before a verb that only now tells who said all this: “…, the minister said”."""
_VOICED = re.compile(
    r"\b(?:claims?|statements?|remarks?|allegations?|accusations?|comments?|speech|interview|reports?|shelling|attack|incident)"
    r"\s+(?:\w+ed|made|given)\s+(?:on\s+)?$",
    re.IGNORECASE,
)
"""Before the date of words that are only answered: “the claims voiced on Monday”."""
_OF_MEETING = re.compile(
    r"\b(?:results?|outcomes?|course|content|contents|details|importance|(?:agreements?|understandings?|progress|accords?)\s+(?:\w+\s+){0,2}(?:at|during))\s+(?:of\s+)?"
    r"(?:the|his|her|their|its|an?|that)\s+(?:[\w.’'-]+\s+){0,3}?(?:meetings?|talks|summit|visit|calls?|conversation|consultations|negotiations|round|session)\s+"
    rf"{_INNER}{{0,10}}(?:on|in)\s+$"
)
"""Before the day of a meeting whose results are told of."""
_SPOKE = re.compile(rf"\b{SPEECH}\b")
_SUFFERED = re.compile(r"\b(?:be|been|being|is|are|was|were)\s+$")
"""Before a verb of speech that tells what is done to somebody: “are being denied access”."""
_OWN_ACT = re.compile(
    r"\s*,?\s+(?:(?:he|she|I|we|they)(?:\s+(?:and|together\s+with|along\s+with)\s+(?:[\w.’'-]+\s+){1,6}?|\s+)"
    r"|(?:both|the)\s+(?:\w+\s+)?(?:ministers|leaders)\s+)(?:had\s+|have\s+|jointly\s+|both\s+|also\s+)*"
    r"(?:agreed|welcomed|reaffirmed|confirmed|undertook|undertaken|committed|pledged|accepted|endorsed|signed|supported|"
    r"expressed|recogni[sz]ed|proposed|offered|rejected|refused|condemned|adopted|called|promised)\b"
)
"""Behind a date: what whoever speaks recalls to have done on it, alone or with others."""
_OPENS_CONTENT = re.compile(r"\b(?:that|how|whether|because)\b|[:“\"]")
_SAYS = re.compile(
    r"sa(?:id|ys|ying)|stat(?:ed|es|ing)|add(?:ed|s|ing)|not(?:ed|es|ing)|stress(?:ed|es|ing)|claim(?:ed|s|ing)|"
    r"argu(?:ed|es|ing)|insist(?:ed|s|ing)|believ(?:ed|es)|declar(?:ed|es|ing)|recall(?:ed|s|ing)|hop(?:ed|es)|"
    r"emphasi[sz](?:ed|es|ing)|underlin(?:ed|es|ing)|consider(?:ed|s)|thinks|explain(?:ed|s|ing)|alleg(?:ed|es)|maintain(?:ed|s)"
)
"""Verbs after which what is said may follow without “that”."""
_NO_CONTENT = re.compile(
    r"\s*(?:$|(?:on|late|early|earlier|in|at|to|during|by|via|through|over|before|from|with|after|again|also|separately|[a-z]+ly)\b)"
)
_SAID_AT_LAST = re.compile(
    rf"[^,;:“”\"]{{3,200}},[”\"]?\s+(?:(?!(?:when|where|which|who|after|before|as|and|but)\b)[^,;:“”\"]{{1,60}}\s)?{SPEECH}(?:\s[^,;:“”\"]{{1,60}})?[.!]?\s*$"
)
"""Behind a date in what is told before who says it: “The release on 13 December is a step, X noted.”"""
_ACCORDING = re.compile(
    r"\W*(?:According\s+to|In\s+the\s+words\s+of|In\s+(?:his|her|its)\s+words),?\s+[^,;:]{2,120},\s"
)
"""Before a date in what somebody is the source of."""
_ACCORDING_AT_LAST = re.compile(r"[^;:“”\"]{0,200},\s+according\s+to\s+[^,;:]{2,80}[.!]?\s*$")
_RELATIVE = re.compile(
    r"\b(?:which|whose|where|when|who(?!\s+(?:met|told|spoke|(?:late\s+|early\s+)?on)\b)|since|after|before|until|ahead\s+of)\b[^,;:]*$"
)
"""Before a date of something that is only mentioned."""


_NEAR = 40
"""Code points between “that” and the date of what is recalled."""
_REACH = 600
"""Code points back to which the verb of speech is looked for; in longer sentences nothing is lost."""


class Telling(IntEnum):
    """How plainly a date tells when the words of its sentence were said."""

    QUOTED = -1
    """It stands in quoted words, or tells when something that is answered was said."""
    OF_CONTENT = 0
    """It tells when what is spoken of happened."""
    PERHAPS = 1
    OCCASION = 2
    """It opens the sentence, or is that of the interview or meeting."""
    SAID_THEN = 3
    """It stands next to the verb of speech."""


def how_told(words: str, told: ToldDate) -> Telling:
    """How plainly a date tells when the words of a sentence were said.

    Args:
        words: the sentence.
        told: a date in it.
    """
    before = words[: told.start]
    is_at_occasion = bool(_AT_OCCASION.search(before, max(0, len(before) - 120)))
    if _VOICED.search(before, max(0, len(before) - 80)) and not is_at_occasion:
        return Telling.QUOTED
    if _OF_MEETING.search(before, max(0, len(before) - 140)):
        return Telling.OF_CONTENT
    said = _JUST_SAID.search(before, max(0, len(before) - 140))
    if said and (_IS_TAIL.search(before, 0, said.start()) or not is_content(before[: said.start()])):
        return Telling.SAID_THEN
    if is_content(before):
        return Telling.OF_CONTENT
    if _SAID_NEXT.match(words, told.end):
        return Telling.SAID_THEN
    if _OF_ANOTHER.match(words, told.end):
        return Telling.OF_CONTENT
    if is_at_occasion or _OPENING.match(before):
        return Telling.OCCASION
    if told.kind is not DateKind.SAME_DAY and (
        _SAID_AT_LAST.match(words, told.end)
        or _ACCORDING.match(before)
        or _ACCORDING_AT_LAST.match(words, told.end)
    ):
        return Telling.OF_CONTENT
    if told.kind not in (DateKind.SAME_DAY,) and _RELATIVE.search(before[-80:]):
        return Telling.OF_CONTENT
    return Telling.PERHAPS


def is_own_act_recalled(words: str, told: ToldDate) -> bool:
    """Whether all that a sentence tells was done on a day that whoever speaks recalls.

    “The minister noted that on May 11 he and his colleague welcomed the progress.”

    Args:
        words: the sentence.
        told: a date in it.
    """
    before = words[: told.start]
    opened = _OPENS_CONTENT.search(before)
    if opened is None or len(before) - opened.end() >= _NEAR:
        return False
    return bool(_OWN_ACT.match(words, told.end))


def is_content(before: str) -> bool:
    """Whether what follows some words of a sentence is what somebody says, not who says it and when.

    Args:
        before: the sentence up to a place.
    """
    before = before[-_REACH:]
    spoke = list(_SPOKE.finditer(before))
    spoke = [match for match in spoke if not _SUFFERED.search(before, 0, match.start())] or spoke
    if not spoke:
        return False
    last = spoke[-1]
    rest = before[last.end() :]
    if _OPENS_CONTENT.search(rest):
        return True
    return bool(_SAYS.match(last[0])) and not _NO_CONTENT.match(rest) and not rest.startswith(",")
