"""References to agreements by kind, parties, date, place, court or subject: the grammar."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from communique.annotator.linking.adopting import told_before
from communique.annotator.linking.modifiers import COURT, PLACES, following
from communique.annotator.linking.respondents import respondent_in
from communique.annotator.linking.words import ADJECTIVE, states_in
from communique.annotator.timing.dates import DATE, MONTH, ToldDate, dates_in

_WORDS_OF_FAMILY = {
    "statement": "statement declaration announcement communique",
    "agreement": "agreement accord deal pact arrangement understanding document text",
    "ceasefire": "truce ceasefire cease-fire armistice",
    "treaty": "treaty",
    "order": "order ruling decision judgment judgement verdict measure injunction",
    "protocol": "protocol",
    "resolution": "resolution",
}
FAMILIES: dict[str, str] = {
    word: family for family, words in _WORDS_OF_FAMILY.items() for word in words.split()
}
"""Words for an instrument and the family of instruments they may mean."""

_HEAD = re.compile(
    r"(?<![\w-])(?P<head>statement|declaration|announcement|communiqu[eé]|agreement|accord|deal|pact|arrangement|understanding|"
    r"document|truce|cease-?fire|armistice|treaty|treatie|order|ruling|decision|judge?ment|verdict|(?:provisional\s+)?measure|protocol|"
    r"resolution|text)(?P<plural>s?)(?![\w-])",
    re.IGNORECASE,
)
_BROKERED = (
    r"(?:(?:Russian?|Moscow|Kremlin|EU|US|U\.S\.)-(?:brokered|mediated|sponsored|backed|negotiated|led|arranged)|"
    r"(?:brokered|mediated)\s+by\s+(?:Russia|Moscow|the\s+Kremlin|Vladimir\s+Putin|Putin))"
)
_SIDES_OF_THREE = r"(?:trilateral|tripartite|three-(?:way|party|sided))"
_THREE_LEADERS = re.compile(
    r"\bthree\s+(?:leaders|presidents|countries|parties|sides|states)['’]\s+$", re.IGNORECASE
)
_FOUR = r"(?:quadrilateral|quadripartite|four-(?:way|party|sided))"
_NUMBER_WORD = r"(?:two|three|four|both|all)"
_FILLER = (
    r"(?:recent|latest|last|landmark|legally\s+binding|binding|historic|first|second|previous|relevant|well-known|existing|"
    r"provisional|interim|international|joint|bilateral|original|signed|written|famous|numerous|various|key|important|subsequent|new|separate|parallel)"
)
_PLACE = re.compile(rf"\b{PLACES}(?!-)")
_MODIFIER = (
    rf"(?:{PLACES}\s+and\s+{PLACES}|{DATE}|{MONTH}|(?i:{_SIDES_OF_THREE})|(?i:{_FOUR})|{PLACES}|{COURT}(?:['’]s?)?|{_BROKERED}|{_NUMBER_WORD}|(?i:{_FILLER})|"
    rf"(?i:cease-?fire|truce|armistice|peace|friendship|humanitarian)|(?:Nagorno[-\s])?Karabakh|post-war|Lachin\s+[Cc]orridor|{ADJECTIVE}(?:-{ADJECTIVE})+)"
)
_TRILATERAL = re.compile(_SIDES_OF_THREE, re.IGNORECASE)
_OF_FOUR = re.compile(_FOUR, re.IGNORECASE)
_BETWEEN_STATES = re.compile(rf"{ADJECTIVE}(?:-{ADJECTIVE})+")
_WAS_BROKERED = re.compile(_BROKERED)
_OF_COURT = re.compile(COURT)
_OWNED_BY_COURT = re.compile(rf"{COURT}['’]s\s+")
_BY_QUALITY = re.compile(r"peace|ceasefire|cease-fire|truce|armistice|friendship", re.IGNORECASE)
_ALL_THREE = re.compile(r"(?:^|\s)three\s+$", re.IGNORECASE)
_REACH = 100
"""How many characters before its head a reference may begin; looking further is dear and finds nothing."""
_LEFT = re.compile(rf"(?:(?<![\w’'-]){_MODIFIER}(?:['’]s)?(?:,)?\s+)+$")
_TOP_LEVEL = re.compile(
    r"^\s+(?:that\s+were\s+|which\s+were\s+)?(?:reached|achieved|made|concluded)\s+(?:at\s+the\s+(?:highest|top)\s+level|(?:with|through)\s+(?:its|our|Russia['’]s|Russian|Moscow['’]s)\s+mediation)"
)
_ENDING = re.compile(
    r"^\s+(?:that|which)\s+(?:ended|halted|stopped|put\s+an\s+end\s+to)\s+(?:[\w-]+\s+){0,6}?(?:war|fighting|hostilities|conflict|clashes)\b"
)
_OF_PEACE = re.compile(
    r"^\s+on\s+(?:the\s+)?(?:establish\w+\s+(?:of\s+)?)?(?:peace|normali[sz]ation\s+of\s+relations)\b"
)
_OF_FRIENDSHIP = re.compile(
    r"^\s+(?:of|on)\s+friendship(?:(?:,|\s+and|,\s+and)\s+(?:cooperation|mutual\s+assistance|mutual\s+aid))*",
    re.IGNORECASE,
)
_OF_THE_COURT = re.compile(r"[Cc]ourt['’]s\s+(?:[\w-]+\s+){0,2}$")
_BY_THE_THREE = re.compile(
    r"^\s+(?:that\s+was\s+|which\s+was\s+)?(?:signed|reached|agreed|concluded)\s+(?:by|between)\s+"
    r"(?=[^.;]{0,120}Pashin[yi]an)(?=[^.;]{0,120}Aliyev)[^.;]{0,120}Putin"
)
_OF_THREE = re.compile(
    r"^\s+(?:(?:(?:(?:that|which)\s+(?:was|were)\s+)?(?:signed|reached|adopted|concluded|agreed|made|achieved)\s+)?(?:of|by|between|among)|that|which)"
    r"\s+(?:the\s+)?(?:(?:leaders|presidents|heads)\s+of\s+(?:the\s+)?)?three\s+(?:leaders|countries|states|presidents|parties|heads\s+of\s+state)(?!\s+of)"
)
_OTHER_CLAUSE = re.compile(
    r"[;:”\"]|,\s+(?!\d|on\b|signed|adopted|reached|Azerbaijan|Armenia|Russia|and\b|[A-Z][a-z]{2,8}\.?\s\d)"
)
"""Where the words after a head stop speaking of it."""
_DETERMINER = re.compile(
    r"(?:^|[\s“\"(])(?P<word>the|this|that|these|those|such|such\s+a|such\s+an|a|an|any|said|some|its|their|his|her|all|both|every|no|other|new|future|possible)\s+(?:same\s+|said\s+|above-?mentioned\s+|aforementioned\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that refer to an instrument, and what they say of it."""

    start: int
    end: int
    """End of the mention: before a modifier that names another actor."""
    head: str
    """The word for the instrument, in lower case and the singular."""
    is_plural: bool
    dates: tuple[ToldDate, ...] = ()
    has_loose_date: bool = False
    """The date may be that of the sentence: “discussed the statement on 20 March”."""
    number_of_sides: int = 0
    place: str | None = None
    other_place: str | None = None
    """The second of “the agreements reached in Prague and Sochi”."""
    is_of_court: bool = False
    respondent: str | None = None
    """The state that a court's order binds, if the words say so."""
    parties: frozenset[str] = frozenset()
    is_brokered: bool = False
    is_about_corridor: bool = False
    is_of_top_level: bool = False
    """“Understandings reached at the highest level”, “with Russia's mediation”."""
    is_about_peace: bool = False
    """“Agreement on the establishment of peace”."""
    words: str = field(default="", compare=False)
    modifiers: str = field(default="", compare=False)
    """The words of the mention that stand before its head."""
    determiner: str = ""
    """The word before it: ``the``, ``this``, ``a``, ``such``, ``these`` …"""

    @property
    def family(self) -> str:
        """The family of instruments that the word may mean."""
        return FAMILIES.get(self.head, "agreement")

    @property
    def is_described(self) -> bool:
        """Whether it says something that singles an instrument out, and is not only “the statement”."""
        return bool(
            self.dates
            or self.number_of_sides
            or self.place
            or self.is_of_court
            or self.parties
            or self.is_brokered
            or self.is_about_corridor
            or self.is_about_peace
            or (self.is_of_top_level and self.is_plural)
            or _BY_QUALITY.search(self.modifiers)
        )


def references_in(sentence: str) -> list[Reference]:
    """The references to instruments in a sentence, described or by ellipsis only, in order."""
    return [_reference(sentence, match) for match in _HEAD.finditer(sentence)]


def _reference(sentence: str, match: re.Match[str]) -> Reference:
    """What the words around one head say."""
    start, is_of_court = _beginning(sentence, match)
    before = sentence[start : match.start()]
    after = sentence[match.end() : match.end() + 200]
    friendship, reached = _OF_FRIENDSHIP.match(after), _TOP_LEVEL.match(after)
    skipped = friendship.end() if friendship else 0
    window = _OTHER_CLAUSE.split(after[skipped:])[0]
    end, right = following(window)
    end = max(end + skipped, reached.end() if reached else 0)
    dates = [told for told in dates_in(f"in {before}") if told.month or told.year]
    late = tuple(told for told in right.dates if told.month or told.year)
    determiner = _DETERMINER.search(sentence[max(0, start - 40) : start])
    sides = " ".join(_BETWEEN_STATES.findall(before))
    is_all = match["plural"] and determiner and _ALL_THREE.search(before)
    is_of_three = bool(_THREE_LEADERS.search(sentence, 0, start) or is_all)
    place, other_place = _places(before)
    if not (dates or late or place or right.place):
        late, place = told_before(sentence[:start], sentence[match.end() :])
    is_of_hague = FAMILIES.get(_head(match["head"])) == "order" and "Hague" in (place or right.place or "")
    is_brokered = _WAS_BROKERED.search(before + match[0] + window[:80])
    return Reference(
        start=start,
        end=match.end() + end,
        head=_head(match["head"]),
        is_plural=bool(match["plural"]),
        dates=tuple(dates) or late,
        has_loose_date=not dates and right.is_loose,
        is_of_top_level=bool(reached),
        is_about_peace=bool(_OF_PEACE.match(window)),
        number_of_sides=3 if is_of_three else _number_of_sides(before, after),
        place=None if is_of_hague else place or right.place,
        other_place=other_place or right.other_place,
        respondent=respondent_in(sentence[: match.start()], sentence[match.end() :])
        if FAMILIES.get(_head(match["head"])) == "order"
        else None,
        is_of_court=is_of_court or is_of_hague or right.is_of_court,
        parties=right.parties | frozenset(states_in(sides)),
        is_brokered=bool(is_brokered or _ENDING.match(window)),
        is_about_corridor=right.is_about_corridor or "lachin corridor" in before.lower(),
        words=sentence[start : match.end() + end],
        modifiers=f"{before} friendship" if friendship else before,
        determiner=determiner["word"].lower() if determiner else "",
    )


def _beginning(sentence: str, match: re.Match[str]) -> tuple[int, bool]:
    """Where the mention of a head starts, and whether a court stands before it."""
    reach = max(0, match.start() - _REACH)
    left = _LEFT.search(sentence, reach, match.start())
    start = left.start() if left else match.start()
    start += len("the ") if re.match(r"(?i:the)\s", sentence[start:]) else 0
    before = sentence[start : match.start()]
    is_of_court = bool(_OF_COURT.search(before) or _OF_THE_COURT.search(sentence[reach : match.start()]))
    owner = _OWNED_BY_COURT.search(before)  # the court is then a mention of its own
    return (start + owner.end() if owner else start), is_of_court


def _head(words: str) -> str:
    """The word for an instrument in lower case and the singular."""
    head = re.sub(r"\s+", " ", words.lower()).replace("é", "e")
    return {"treatie": "treaty", "provisional measure": "measure"}.get(head, head)


def _number_of_sides(before: str, after: str) -> int:
    """Three for “trilateral” and “of the three leaders”, four for “quadrilateral”, else 0."""
    if _OF_THREE.match(after) or _BY_THE_THREE.match(after) or _TRILATERAL.search(before):
        return 3
    return 4 if _OF_FOUR.search(before) else 0


def _places(words: str) -> tuple[str | None, str | None]:
    """The first place and the second that words before a head name, but not “Moscow-brokered”."""
    found = [match[0] for match in _PLACE.finditer(words)]
    return (found[0] if found else None), (found[1] if len(found) > 1 else None)
