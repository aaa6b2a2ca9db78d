"""What stands after a word for an instrument: date, place, subject, court, parties."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.annotator.linking.words import NOUN, states_in
from communique.annotator.timing.dates import DATE, MONTH, ToldDate, dates_in

COURT = (
    r"(?:ICJ|I\.C\.J\.|International\s+Court(?:\s+of\s+Justice)?|[Ww]orld\s+[Cc]ourt|[Cc]ourt\s+in\s+The\s+Hague|(?:UN|U\.N\.|United\s+Nations)(?:['’]s)?\s+"
    r"(?:top|highest|supreme|principal)?\s*court|(?:top|highest)\s+(?:UN|U\.N\.|United\s+Nations)\s+court|(?:The\s+)?Hague(?:-based)?\s+(?:court|tribunal)|"
    r"International\s+Court|UN(?:['’]s)?\s+Court)"
)
PLACES = (
    r"(?:Moscow|Sochi|Prague|Brussels|Washington|Almaty|Alma[-\s]Ata|Minsk|Granada|Kazan|Geneva|"
    r"(?:The\s+)?Hague)"
)
_CONNECTED = (
    r"(?:of|from|dated|on|in|made\s+on|(?:which\s+was\s+|that\s+was\s+|were\s+)?(?:signed|reached|adopted|concluded|issued|agreed|made|delivered|handed\s+down|initialled|approved|announced|published)"
    r"(?:\s+(?:on|in|by|at|back\s+in))?)"
)
_RIGHT_DATE = re.compile(
    rf"\s*,?\s+(?P<link>{_CONNECTED})\s+(?:the\s+)?(?:(?:night|evening|eve|morning|early\s+hours)\s+of\s+|late\s+on\s+)?(?P<date>{DATE})(?:\s+(?:last|this|of\s+last)\s+year(?![\w-]))?(?P<more>(?:(?:,\s+and|\s+and|,)\s+{DATE})*)"
)
_RIGHT_YEARS = re.compile(
    r"\s+(?:of|from|for|between|signed\s+in|made\s+in|reached\s+in)\s+(?P<years>20\d\d\s?(?:[–—-]|to|and)\s?(?:20)?\d\d)(?![\w-])"
)
"""The years between which several were made."""
_RIGHT_LAST = re.compile(
    rf"\s+(?:of|from)\s+(?:last\s+(?P<last>{MONTH}|year|month|week|spring|summer|autumn|fall|winter))(?![\w-])"
)
_RIGHT_TERRITORY = re.compile(r"\s+on\s+(?:Nagorno[-\s])?Karabakh(?:\s+settlement)?(?![\w-])")
_RIGHT_PLACE = re.compile(
    rf"\s+(?P<act>signed\s+|adopted\s+|reached\s+|concluded\s+|made\s+|achieved\s+)?(?:in|at|of(?=\s+Alma))\s+(?P<place>{PLACES})(?:\s+and\s+(?:in\s+)?(?P<place2>{PLACES}))?(?![\w-])"
)
_RIGHT_SUBJECT = re.compile(
    r"\s+(?:on|regarding|concerning|about|over)\s+(?:[a-z]+ing\s+|the\s+(?:[a-z]+ing|reopening|situation|blockade)\s+(?:of|around|in)\s+)?(?:the\s+)?(?P<subject>(?:blockade\s+of\s+the\s+)?(?:Lachin|Berdzor)(?:\s+[Cc]orridor|\s+[Rr]oad)?|corridor|free\s+movement\s+(?:along|through)\s+the\s+Lachin\s+[Cc]orridor)(?![\w-])"
)
_RIGHT_COURT = re.compile(
    rf"\s+(?:of|by|from|issued\s+by|handed\s+down\s+by|made\s+by|adopted\s+by|delivered\s+by)\s+(?:the\s+)?(?P<court>{COURT}|[Cc]ourt(?![\w-]))"
)
_RIGHT_MAKER = re.compile(
    rf"\s+(?:that\s+|which\s+)?(?:(?:the|both|all)\s+)?(?:(?P<maker>{COURT}|[Cc]ourt(?![\w-]))|(?:(?:three|two|other)\s+)?(?:leaders|sides|parties|presidents|countries|states|"
    rf"ministers)|they|we|he|{NOUN}(?:,\s+{NOUN})*\s+and\s+{NOUN})\s+(?:had\s+|has\s+|have\s+)?(?P<made>issued|handed\s+down|made|adopted|signed|delivered|published|"
    r"concluded|reached|announced|agreed(?:\s+(?:on|to))?|accepted|sealed|put\s+\w+\s+signatures?\s+(?:to|under))(?=\s+(?:in|on|at|last|back|late|earlier)\b)(?:\s+(?:back|late|earlier)(?=\s+(?:in|on)\b))?"
)
"""“The order that the court issued on”: who made it, before the day."""
_CAPITAL = r"(?:Belgrade|Pristina|Baku|Yerevan|Moscow)"
_RIGHT_PARTIES = re.compile(
    rf"\s+(?:(?:which\s+was\s+|that\s+was\s+)?(?:signed|reached|adopted|concluded|agreed|made|achieved|issued|approved)\s+)?"
    rf"(?:of|by|between|among|that|with)\s+(?:the\s+)?(?P<who>{_CAPITAL}(?:,\s+{_CAPITAL})*\s+and\s+{_CAPITAL}|(?:three\s+|two\s+)?"
    rf"(?:leaders|presidents|heads\s+of\s+state(?:\s+and\s+government)?|presidents?\s+and\s+prime\s+minister)?(?:\s*of\s+)?(?:the\s+)?"
    rf"(?:{NOUN}(?:,\s+(?:and\s+)?|\s+and\s+)?(?:the\s+)?)+)"
)
_STATE_OF_CAPITAL = {
    "Baku": "Azerbaijan",
    "Yerevan": "Armenia",
    "Moscow": "Russia",
    "Belgrade": "Serbia",
    "Pristina": "Kosovo",
}


@dataclass(slots=True)
class Following:
    """What the words after a head say."""

    dates: tuple[ToldDate, ...] = ()
    is_loose: bool = False
    place: str | None = None
    other_place: str | None = None
    is_act: bool = False
    """“Signed in”, so that the date behind it is that of the signing."""
    is_of_court: bool = False
    parties: frozenset[str] = frozenset()
    is_about_corridor: bool = False


def following(window: str) -> tuple[int, Following]:
    """What the words after a head say.

    Args:
        window: the words from the end of the head on.

    Returns:
        How far the mention goes on, which is before another actor, and what all the words say.
    """
    found = Following()
    position, mention_end, is_open = 0, 0, True
    for _ in range(5):
        for pattern, is_own in (
            (_RIGHT_SUBJECT, True),
            (_RIGHT_TERRITORY, None),
            (_RIGHT_LAST, True),
            (_RIGHT_YEARS, True),
            (_RIGHT_DATE, True),
            (_RIGHT_PLACE, True),
            (_RIGHT_COURT, False),
            (_RIGHT_MAKER, False),
            (_RIGHT_PARTIES, False),
        ):
            match = pattern.match(window, position)
            if match and match.end() > position and _note(found, match):
                is_loose = pattern is _RIGHT_DATE and match["link"] in ("on", "in") and not found.is_act
                is_open = is_open and is_own is not False and not is_loose
                mention_end = match.end() if is_open and is_own else mention_end
                position = match.end()
                break
        else:
            break
    return len(window[:mention_end].rstrip(" ,")), found


def _note(found: Following, match: re.Match[str]) -> bool:
    """Take down what a modifier says; False if it says nothing."""
    groups = match.groupdict()
    if groups.get("date"):
        words = match[0]
        found.dates = (*found.dates, *dates_in(words))
        is_open = not (found.parties or found.is_act)
        found.is_loose = match["link"] in ("on", "in") and len(found.dates) == 1 and is_open
    elif groups.get("last"):
        found.dates = (*found.dates, *(told for told in dates_in(match[0]) if told.month))
    elif groups.get("place"):
        found.place, found.other_place = match["place"], match["place2"]
        found.is_act = bool(match["act"])
    elif groups.get("subject"):
        found.is_about_corridor = True
    elif groups.get("made"):
        found.is_act = True
        found.is_of_court = found.is_of_court or bool(groups.get("maker"))
    elif groups.get("court"):
        found.is_of_court = True
    elif "who" in groups:
        states = states_in(_capitals_as_states(match["who"] or ""))
        if not states:
            return False
        found.parties = frozenset(states)
    return True


def _capitals_as_states(words: str) -> str:
    """Words with the names of states for capitals that stand for them."""
    return re.sub(_CAPITAL, lambda match: _STATE_OF_CAPITAL[match[0]], words)
