"""Words without a mention of their own: pronouns, epithets, groups and bodies, by what was told before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.annotator.attribution.earlier import (
    by_family_name,
    court_before,
    minister_of_last,
    ministry_of,
    named_last,
    of_side,
)
from communique.annotator.attribution.frame import NounPhrase
from communique.annotator.attribution.holding import NOBODY, Holding
from communique.annotator.linking.posts import is_sent_by
from communique.annotator.linking.words import states_in
from communique.model import Span

if TYPE_CHECKING:
    from communique.annotator.attribution.cast import Cast

SINGULAR = frozenset({"he", "she", "his", "her", "him"})
"""Pronouns for one person."""
THINGS = frozenset({"it", "its"})
"""Pronouns for a body or state."""
GOVERNMENT = re.compile(
    r"(?:(?:Mr|Mrs|Ms|President|Premier|Prime Minister)\.?\s)?[A-Z][\w-]+['’]s?\s"
    r"(?:government|cabinet|administration)$"
)
"""“X's government”, where X may be a person."""
OF_TALKS = re.compile(
    r"(?:an?|the|their|its) (?:\w+ )?"
    r"(?:statement|document|text|communiqu[eé]|declaration|press release|readout) "
    r"(?:\w+ )?(?:after|following|on the results of|at the end of|upon)\b",
    re.IGNORECASE,
)
"""“A statement released after the meeting of X and Y”: neither has issued it alone."""
PLURAL = frozenset({"they", "both", "their"})
"""Words for several told of before."""
_EPITHET = re.compile(
    r"\b(?:minister|diplomat|official|spokes(?:man|woman|person)|president|premier|PM|FM|leader|chief|politician|"
    r"ambassador|representative|secretary|head|boss|head of state|head of government|speaker|envoy)\b",
    re.IGNORECASE,
)
_GROUPS = re.compile(
    r"\b(?:sides|parties|interlocutors|ministers|leaders|counterparts|diplomats|presidents|heads|officials|"
    r"delegations|two|both|three|colleagues|negotiators|co-chairs|chairs|chiefs|premiers|envoys|"
    r"secretaries|participants|statesmen|politicians|duo|trio|pair|top diplomats)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    r"\b(?:opposition|protest|party|parties|community|religious|church|business|military|rebel|separatist|"
    r"youth|union|industry|local|village|regional|civic|diaspora|faction|parliamentary|former|ex-\w+|other)\b",
    re.IGNORECASE,
)
"""Leaders, officials or ministers who are not those at the table."""
_SEVERAL = re.compile(r"\bspokes(?:men|women|persons|people)\b", re.IGNORECASE)
_STATES = re.compile(
    r"\b(?:countries|states|nations|capitals|republics|governments|neighbou?rs)\b", re.IGNORECASE
)
_MOUTHPIECE = re.compile(
    r"\bspokes(?:man|woman|person|men|women|people)|press secretary|press service|press office", re.IGNORECASE
)
_PEOPLE = re.compile(
    r"\b(?:analysts?|experts?|observers?|critics|activists?|protesters?|journalists?|reporters?|media|"
    r"newspaper|agency|sources?|officials?|lawmakers?|deput(?:y|ies)|opposition|residents?|villagers?|"
    r"scholars?|commentators?|lawyers?|ombuds\w+|general|commander|officer|soldiers?|mps?|politicians?|"
    r"adviser|advisor|envoy)\b",
    re.IGNORECASE,
)
_OWN_VOICE = re.compile(r"(?:his|her) (?:spokes\w+|press secretary)$", re.IGNORECASE)
"""Who only passes on what somebody says that the sentence names."""
_OF_STATE = re.compile(r"\b(?:delegation|leadership|government|side|diplomacy)$", re.IGNORECASE)
"""With an adjective before it, a state."""
_OWN_SIDE = re.compile(r"(?:his|her) (?:own )?(?:government|country|delegation)$", re.IGNORECASE)
"""The side for which whoever spoke before goes on speaking."""
_ENVOY = re.compile(r"\b(?:diplomat|spokes\w+|official|ambassador|envoy|representative)\b", re.IGNORECASE)
_ENVOY_OF = re.compile(
    r"the (?:\w+ )?(?:representative|envoy|diplomat|ambassador|delegate|official|spokes\w+|lawmaker) of\b",
    re.IGNORECASE,
)
_ITS_VOICE = re.compile(
    r"(?:the|its) (?:\w+ ){0,2}?(?:ministry|department|mfa|office|service)['’]s (?:\w+ )?"
    r"(?:press secretary|spokes\w+|official representative)$",
    re.IGNORECASE,
)
_SPEAKS_FOR = re.compile("spokes|press-secretary")
"""Posts of those who speak for a ministry or an office."""
_LEADERS = frozenset({"president", "prime-minister", "chancellor", "president-european-council"})
"""Posts of those whom nobody calls a diplomat or an official."""
_OWN_MINISTER = re.compile(r"(?:its|the) (?:own |top |chief )?(?:minister|diplomat|head|chief)$")
_AIDE = re.compile(r"the (?:assistant|aide|advis[eo]r|press secretary|envoy)\b", re.IGNORECASE)
_PAIR = re.compile(r"(?:both|the two)\b", re.IGNORECASE)
_MINISTRY = frozenset({"ministry", "department", "mfa"})
_BLOCS = {
    "bloc": ("european-union", "csto", "nato"),
    "alliance": ("csto", "nato"),
    "union": ("european-union",),
}
"""Words for unions of states, and which they may mean."""
_OF_SOURCE = re.compile(r"(?:the|its|their) (?:\w+ )?\w+")
_HOUSES = frozenset({"center", "centre", "bureau", "authorities"})
"""What a body may have told of before is called by, besides its name."""
_COURT = frozenset({"court", "tribunal", "bench", "judges", "panel", "justices"})
AUTHORITIES = "nagorno-karabakh-authorities"
_DE_FACTO = re.compile(r"\b(?:Artsakh|Karabakh|NKR|Stepanakert)\b")
_ORGANS = re.compile(
    r"\b(?:authorit(?:y|ies)|government|leadership|ministry|MFA|parliament|national assembly|"
    r"officials|security council|presidential office|information cent(?:er|re)|army|side)\b",
    re.IGNORECASE,
)
"""Organs of authorities that are no state: they have no ministry of their own in the graph."""
_OTHER_NAME = re.compile(r"(?!(?:The|Foreign|Defen[cs]e|Ministry|Department|MFA|Affairs|Its|Of)\b)\b[A-Z]\w+")
"""A name that tells whose ministry it is."""
TRIO = 3
"""A host and two guests."""


def recalled(cast: Cast, phrase: NounPhrase, word: str) -> Holding:
    """Who some words mean that no mention covers.

    Args:
        cast: what the text has said so far.
        phrase: the words.
        word: their head, in lower case.
    """
    if word in SINGULAR:
        person = cast.last_person or (None if cast.has_stranger else _alone(cast))
        return Holding((person,), is_pronoun=True) if person is not None else Holding((), True)
    if word in PLURAL:
        several = cast.last if len(cast.last) > 1 else cast.participants or cast.last_body
        return Holding(several, is_pronoun=True, is_group=True)
    head = phrase.tiers[0][0]
    if _OF_SOURCE.fullmatch(word):
        word = word.split()[-1]  # “according to the court”
    namesake = by_family_name(cast, head) if len(head) == len(phrase.words) else None
    if namesake is not None:
        return Holding((namesake,))
    if cast.is_unlinked(head):
        return Holding((), is_person_unknown=True)
    return (
        _owner(cast, phrase.words)
        or _several(cast, phrase.words, word)
        or _body(cast, phrase.words, word)
        or _by_post(cast, phrase.words, word)
        or _unknown(cast, phrase.words, head)
    )


def _alone(cast: Cast) -> str | None:
    """The only person whom the sentence before names."""
    named = cast.actors_in(cast.previous) if cast.previous is not None else ()
    persons = [actor for actor in named if cast.is_person(actor)]
    return persons[0] if len(persons) == 1 else None


def _owner(cast: Cast, span: Span) -> Holding | None:
    """Whose government or spokesperson it is, or whose name ends a title."""
    words, inside = cast.words(span), cast.actors_in(span)
    if _DE_FACTO.search(words) and _ORGANS.search(words) and set(inside) <= {AUTHORITIES}:
        return Holding((AUTHORITIES,)) if cast.is_body(AUTHORITIES) else Holding((), True)
    if GOVERNMENT.match(words) and inside:
        return Holding((cast.side(inside[0]),))
    states = states_in(words) if _OF_STATE.search(words) and not inside else ()
    if len(states) == 1:
        return Holding(states)
    if _OWN_VOICE.match(words):
        return NOBODY
    voice = envoy_of(cast, span) if _ITS_VOICE.match(words) else None
    if voice is not None:
        return Holding((voice,), is_pronoun=True)
    if _MOUTHPIECE.search(words):
        bodies = [actor for actor in inside if not cast.is_person(actor)]
        return Holding(tuple(bodies if _SEVERAL.search(words) else bodies[:1]), not bodies)
    if _OWN_SIDE.match(words) and cast.last_person is not None:
        return Holding((cast.last_person,), is_pronoun=True)
    titled = named_last(cast, span)
    return Holding((titled,)) if titled is not None else None


def _its_voice(cast: Cast, inside: tuple[str, ...]) -> str | None:
    """“The ministry's spokeswoman”: whoever was told of before, if that is somebody's post."""
    person = cast.last_person
    if person is None or not _SPEAKS_FOR.match(cast.post_of(person) or ""):
        return None
    return person if not inside or cast.sides((person,)) & cast.sides(inside) else None


def _several(cast: Cast, span: Span, word: str) -> Holding | None:
    """Those at the table; “both” of three are the guests of the side that tells of it."""
    inside = cast.actors_in(span)
    if _STATES.search(word) and not inside:
        return Holding(tuple(dict.fromkeys(cast.side(actor) for actor in cast.participants)), is_group=True)
    if not _GROUPS.search(word):
        return None
    persons = tuple(actor for actor in inside if cast.is_person(actor))
    if len(persons) > 1:
        return Holding(persons, is_group=True)
    if _OF_OTHERS.search(cast.words(span)):
        return Holding((), is_person_unknown=True)
    table = cast.participants
    if len(table) == TRIO and _PAIR.match(cast.words(span)):
        guests = tuple(item for item in table if cast.side(item) != cast.side_of_outlet())
        table = guests if len(guests) < TRIO else table
    return Holding(table, is_group=True)


def _body(cast: Cast, span: Span, word: str) -> Holding | None:
    """The body that “it”, “the ministry” or “the judges” are."""
    if word in THINGS:
        return Holding(cast.body_before((), span.start), is_pronoun=True)
    if word in _MINISTRY and all(cast.side(actor) == actor for actor in cast.actors_in(span)):
        body = ministry_of(cast, span)
        if body is None and _OTHER_NAME.search(cast.words(span)):
            return Holding((), is_person_unknown=True)
        bodies = (body,) if body else cast.last_body if cast.is_body("".join(cast.last_body)) else ()
        return Holding(bodies, is_pronoun=True) if bodies else None
    if cast.actors_in(span):
        return None
    if word in _HOUSES and cast.words(span).lower().startswith(("the ", "its ", "their ")):
        return Holding(cast.last_body, is_pronoun=True) if cast.last == cast.last_body else None
    if word in _BLOCS:
        named = cast.actors_in(Span(0, max(1, span.start)))
        blocs = [actor for actor in reversed(named) if actor in _BLOCS[word]]
        return Holding((blocs[0],), is_pronoun=True) if blocs else None
    court = court_before(cast, span.start) if word in _COURT else None
    return Holding((court,), is_pronoun=True) if court is not None else None


def _by_post(cast: Cast, span: Span, word: str) -> Holding | None:
    """The person told of before whose post it may be."""
    words, inside = cast.words(span), cast.actors_in(span)
    persons = tuple(actor for actor in inside if cast.is_person(actor))
    is_aide = is_sent_by(words + " ") or bool(_AIDE.match(words))
    if is_aide:
        known = cast.last_person is not None and cast.last_person not in persons
        return Holding((cast.last_person,), is_pronoun=True) if known and cast.last_person else None
    if not _EPITHET.search(word):
        return None
    if persons:
        return Holding((persons[-1],))
    if not words.lower().startswith(("the ", "he ", "she ", "its ")):
        return None
    person = of_side(cast, words, span.start) or (None if inside else cast.last_person)
    if person and _ENVOY.search(word) and cast.post_of(person) in _LEADERS:
        person = None
    if _OWN_MINISTER.match(words) and (person is None or words.startswith("its ")):
        person = minister_of_last(cast)
    return Holding((person,), is_pronoun=True) if person is not None else None


def _unknown(cast: Cast, span: Span, head: Span) -> Holding:
    words = cast.words(span)
    is_named = cast.words(head)[:1].isupper() and not words.lower().startswith(("the ", "this ", "that "))
    return Holding((), is_person_unknown=is_named or bool(_PEOPLE.search(words)))


def envoy_of(cast: Cast, span: Span) -> str | None:
    """The person told of before whom “the representative of Armenia” means; None for other words."""
    words, inside = cast.words(span), cast.actors_in(span)
    if any(map(cast.is_person, inside)):
        return None
    if _ITS_VOICE.match(words):
        return _its_voice(cast, inside)
    if _ENVOY_OF.match(words) is None:
        return None
    person = of_side(cast, words, span.start)
    return person if person is not None and cast.post_of(person) not in _LEADERS else None
