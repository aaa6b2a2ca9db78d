"""Words of the grammar: states as regular expressions, verbs of saying, of meeting and of movement."""

from __future__ import annotations

import re

from communique.annotator.knowledge import STATES

APOSTROPHE = "['’‘]"

_BY_ADJECTIVE = {word.lower(): state.slug for state in reversed(STATES) for word in state.adjectives}
_BY_NOUN = {word.lower(): state.slug for state in STATES for word in state.nouns}
LEADER_OFFICES = {state.slug: state.leader for state in STATES}
CAPITALS = {word: state.slug for state in STATES for word in state.capitals}
"""Capitals, and houses that stand for a government, with their state."""

SEATS_OF_AUTHORITIES = ("Stepanakert", "Khankendi", "Khankandi")
"""Towns that stand for authorities which are no state."""

CITIES = (
    *CAPITALS,
    *SEATS_OF_AUTHORITIES,
    *[
        "Sochi",
        "St. Petersburg",
        "Saint Petersburg",
        "New York",
        "Geneva",
        "Munich",
        "Granada",
        "Davos",
        "Arlington",
        "The Hague",
        "Hague",
        "Strasbourg",
        "Istanbul",
        "Antalya",
        "Batumi",
        "Gyumri",
        "Ganja",
        "Shusha",
        "Shushi",
        "Goris",
        "Kapan",
        "Meghri",
        "Nakhchivan",
        "Samarkand",
        "Kazan",
        "Almaty",
        "Sharm El-Sheikh",
    ],
)


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


ADJECTIVE = f"(?:{_alternatives([word for state in STATES for word in (*state.adjectives, *state.nouns)])})"
"""A state's adjective, or its name used as one (“Armenia FM”)."""
NOUN = f"(?:{_alternatives([word for state in STATES for word in state.nouns])})"
"""A state's name."""
ADJECTIVES = rf"{ADJECTIVE}(?:(?:,\s+(?:and\s+)?|\s+and\s+|\s+or\s+|-){ADJECTIVE}){{0,8}}"
NOUNS = rf"(?:the\s+)?{NOUN}(?:(?:,\s+(?:and\s+)?|\s+and\s+)(?:the\s+)?{NOUN}){{0,11}}"

_WORD = re.compile(rf"{NOUN}|{ADJECTIVE}")


def states_in(words: str) -> tuple[str, ...]:
    """The states that adjectives or names in some words stand for, in their order, each once."""
    found = (
        _BY_ADJECTIVE.get(match[0].lower()) or _BY_NOUN.get(match[0].lower())
        for match in _WORD.finditer(words)
    )
    return tuple(dict.fromkeys(slug for slug in found if slug))


SPEECH = (
    r"(?:sa(?:id|ys|ying)|stat(?:ed|es|ing)|add(?:ed|s|ing)|not(?:ed|es|ing)|stress(?:ed|es|ing)|told|tells|"
    r"emphasi[sz](?:ed|es|ing)|underlin(?:ed|es|ing)|underscor(?:ed|es|ing)|highlight(?:ed|s|ing)|point(?:ed|s)\s+out|"
    r"reiterat(?:ed|es|ing)|reaffirm(?:ed|s|ing)|affirm(?:ed|s|ing)|confirm(?:ed|s|ing)|declar(?:ed|es|ing)|"
    r"announc(?:ed|es|ing)|warn(?:ed|s|ing)|accus(?:ed|es|ing)|call(?:ed|s|ing)\s+(?:on|for|upon)|urg(?:ed|es|ing)|"
    r"express(?:ed|es|ing)|reject(?:ed|s|ing)|den(?:ied|ies)|welcom(?:ed|es|ing)|explain(?:ed|s|ing)|"
    r"claim(?:ed|s|ing)|argu(?:ed|es|ing)|insist(?:ed|s|ing)|recall(?:ed|s|ing)|remind(?:ed|s|ing)|"
    r"describ(?:ed|es|ing)|indicat(?:ed|es|ing)|remark(?:ed|s)|respond(?:ed|s)|repl(?:ied|ies)|assur(?:ed|es)|"
    r"believ(?:ed|es)|hop(?:ed|es)|voic(?:ed|es|ing)|condemn(?:ed|s|ing)|criticis(?:ed|es)|criticiz(?:ed|es)|"
    r"propos(?:ed|es)|suggest(?:ed|s)|promis(?:ed|es)|pledg(?:ed|es)|vow(?:ed|s)|admit(?:ted|s)|acknowledg(?:ed|es)|"
    r"commented|comments|continued|went\s+on|goes\s+on|concluded|wrote|writes|tweeted|posted|briefed|informed|"
    r"signal(?:l?ed|s)|hinted|alleg(?:ed|es)|maintain(?:ed|s)|demand(?:ed|s)|thank(?:ed|s)|prais(?:ed|es)|"
    r"appreciat(?:ed|es)|regret(?:ted|s)|complain(?:ed|s)|considers|considered|thinks|discussed|answered|asked|"
    r"touched|presented|raised|spoke|speaks|mentioned|opined|clarified|elaborated|report(?:ed|s)|dismiss(?:ed|es)|object(?:ed|s)|refut(?:ed|es)|rul(?:ed|es)\s+out|support(?:ed|s)|back(?:ed|s))"
)
"""Verbs that follow those who say something."""

MEETING = (
    r"\b(?:met|meets|meeting|meetings|talks|negotiations|hosted|hosts|hosting|received|receives|phone|telephone|"
    r"conversation|call|talked|discussed|summit|consultations|press\s+conference|visit|visited|held|spoke\s+with)\b"
)
"""Words of a sentence that tells who came together."""

MOVEMENT = (
    r"\b(?:visit(?:s|ed|ing)?|trips?|travel(?:s|led|ed|ling|ing)?|return(?:s|ed|ing)?|arriv(?:e|es|ed|ing|al)|"
    r"fl(?:y|ew|ies|ying|ights?|own)|c[ao]m(?:e|es|ing)|came|go(?:es|ing|ne)?|went|head(?:s|ed|ing)|left|leav(?:e|es|ing)|"
    r"depart(?:s|ed|ing|ure)?|journey|road|roads|railway|route|km|kilomet(?:re|er)s|miles|drive|drove|invit(?:e|ed|ation)|"
    r"sent|bus(?:es)?|train|flight|tour|relocat(?:e|ed)|taken|brought|deliver(?:ed|y|ies)|transferred|"
    r"escort(?:s|ed|ing)?|transport(?:ed|ing)|evacuat(?:ed|ing|ion)|dispatched|trucks?|convoys?|cargo(?:es)?|supplies)\b"
)
"""Words that make a town after “to” or “from” a place."""
