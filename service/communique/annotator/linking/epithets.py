"""Epithets: “the minister”, “the Armenian leader”, “the deputy minister” for somebody spoken of before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from communique.annotator.linking.discourse import Discourse, woman_by
from communique.annotator.linking.linked import Naming
from communique.annotator.linking.offices import holder
from communique.annotator.linking.pointer import LEADERS, MINISTERS, SIDES_IN_CONFLICT, Found, Pointer
from communique.annotator.linking.posts import HEAD_NOUNS
from communique.annotator.linking.words import ADJECTIVE, states_in

_EPITHET = re.compile(
    rf"(?<=[Tt]he\s)(?P<words>(?:(?P<who>{ADJECTIVE})(?:['’]s)?\s+)?(?:(?:top|chief|senior|veteran|visiting|[Aa]cting)\s+)?(?:(?P<minister>[Ff]oreign\s+[Mm]inister|[Mm]inister|FM|[Mm]inister\s+of\s+[Ff]oreign\s+[Aa]ffairs|"
    r"(?:head\s+of\s+(?:the\s+)?(?:foreign\s+ministry|MFA|foreign\s+policy\s+department)))|(?P<secretary>(?:[Uu]\.?[Ss]\.?\s+)?[Ss]ecretary\s+of\s+[Ss]tate|[Ss]ecretary(?!-))|(?P<diplomat>diplomat)|(?P<premier>[Pp]rime\s+[Mm]inister|PM|[Pp]remier|[Hh]ead\s+of\s+(?:the\s+)?(?:[Gg]overnment|[Cc]abinet|[Ee]xecutive(?:\s+[Bb]ody)?))|"
    r"(?P<president>[Pp]resident|head\s+of\s+(?:the\s+)?state)|(?P<leader>leader)|(?P<spokesperson>(?:[\w]+\s+){0,2}?spokes(?:person|woman|man)|official\s+representative)|(?P<ambassador>ambassador(?:-at-large)?|envoy)|(?P<official>(?:Kremlin\s+|White\s+House\s+|(?:[Ff]oreign\s+)?[Mm]inistry\s+|government\s+|presidential\s+)?official|politician)))(?![\w-])(?!\s+of\s+(?:the\s+)?[A-Z])"
    r"(?!\s+of\s+(?!foreign\b)[a-z]+)"
)
_POST = re.compile(
    rf"(?<=[Tt]he\s)(?:(?P<who>{ADJECTIVE})(?:['’]s)?\s+)?(?:(?i:special|senior|former|acting|junior|top|foreign|defen[cs]e|state|press|presidential|"
    rf"military|political|visiting|permanent|EU|UN|veteran|mission)\s+){{0,2}}(?P<head>(?i:(?P<deputy>deputy\s+(?:foreign\s+|prime\s+|defen[cs]e\s+)?)?(?:{HEAD_NOUNS})))"
    r"(?![\w-])(?!\s+(?:of|for)\s+(?:the\s+)?(?:[A-Z](?![a-z]+\s+President))|\s+[A-Z])"
)
"""Words for the post of somebody whom the graph does not have."""
_HEADLINE_POST = re.compile(
    r"(?:^|(?<=[:;]\s))(?:(?P<premier>PM|Prime\s+[Mm]inister|Premier)|(?P<minister>FM|Foreign\s+[Mm]inister)|(?P<president>President))(?=:|$|\s+[a-z])"
)
"""Posts without an article, as headlines write them."""
_HEADLINE_SOURCE = re.compile(
    rf"(?:(?<=[—–:]\s)|(?<=\s-\s)|(?<=\bsays\s)|(?<=\bsaid\s)|(?<=\bto\s))(?P<words>(?:(?P<who>{ADJECTIVE})(?:['’]s)?\s+)?(?:top\s+|senior\s+)?"
    r"(?:(?P<diplomat>(?i:diplomat))|(?P<spokesperson>(?i:(?:Kremlin\s+|(?:foreign\s+)?ministry\s+)?spokes(?:person|woman|man)))|(?P<premier>(?i:PM|prime\s+minister|premier))|"
    r"(?P<minister>(?i:FM|foreign\s+minister))|(?P<president>(?i:president))|(?P<official>(?i:(?:Kremlin\s+|ministry\s+)?official))))\s*$"
)
"""Who is quoted, at the end of a headline."""
_DEPUTY = re.compile(
    rf"(?<=[Tt]he\s)(?:(?P<who>{ADJECTIVE})(?:['’]s)?\s+)?(?i:deputy\s+(?:prime\s+minister|premier)|vice[-\s]premier)(?![\w-])"
)
_HOUSES = (("Kremlin", "russia"), ("White House", "united-states"))
"""Houses that tell whose official somebody is."""
_EPITHET_KINDS: dict[str, tuple[str, ...]] = {
    "minister": ("foreign-minister",),
    "diplomat": (*MINISTERS, "spokesperson", "ambassador-at-large", "spokesperson-mfa"),
    "secretary": ("secretary-of-state",),
    "premier": ("prime-minister",),
    "president": ("president", "president-european-council"),
    "leader": LEADERS,
    "spokesperson": ("spokesperson",),
    "ambassador": ("ambassador-at-large",),
    "official": (),
}


def epithets(sentence: str, number: int, discourse: Discourse) -> Iterator[Pointer]:
    """The epithets of a sentence, to be resolved when their turn comes."""
    for match in _EPITHET.finditer(sentence):
        yield Pointer(match.start(), match.end(), lambda match=match: _epithet(match, number, discourse))  # type: ignore[misc]

    for match in _DEPUTY.finditer(sentence):
        yield Pointer(match.start(), match.end(), partial(_deputy, match, number, discourse))
    if discourse.is_ahead:
        for match in _HEADLINE_POST.finditer(sentence):
            yield Pointer(match.start(), match.end(), partial(_announced, match, discourse))
        for match in _HEADLINE_SOURCE.finditer(sentence):
            yield Pointer(match.start(), match.end(), partial(_quoted, match, discourse))
    for match in _POST.finditer(sentence):
        yield Pointer(match.start(), match.end(), partial(_post, match, number, discourse))


def _post(match: re.Match[str], number: int, discourse: Discourse) -> Found | None:
    """Who “the deputy minister”, “the envoy”, “the adviser” is, of those whom the graph does not have."""
    head = match["head"].lower().split()[-1]
    role = f"deputy {head}" if match["deputy"] else head
    states = states_in(match["who"] or "")
    slug = discourse.stranger(number, role, states[0] if states else None)
    return ((slug,), Naming.EPITHET, 0.75, "the last person spoken of with such a post") if slug else None


def _deputy(match: re.Match[str], number: int, discourse: Discourse) -> Found | None:
    """The deputy head of government spoken of before; a state has several."""
    states = states_in(match["who"] or "")
    slug = discourse.last_person(
        number, ("deputy-prime-minister",), role="deputy minister", state=states[0] if states else None
    )
    return ((slug,), Naming.EPITHET, 0.78, "the last person spoken of whom the words fit") if slug else None


def _announced(match: re.Match[str], discourse: Discourse) -> Found | None:
    """Who is meant by a post in a headline: the first in the article who holds it."""
    role = next(name for name in ("premier", "minister", "president") if match[name])
    people = discourse.several(_EPITHET_KINDS[role], None, fewest=1)
    return (people[:1], Naming.EPITHET, 0.75, "the first in the article who holds it") if people else None


def _quoted(match: re.Match[str], discourse: Discourse) -> Found | None:
    """Whom the end of a headline quotes: the first in the article whom the words fit."""
    role = next(name for name in _EPITHET_KINDS if match.groupdict().get(name))
    states = states_in(match["who"] or "") or tuple(of for house, of in _HOUSES if house in match["words"])
    for thing in discourse.announced:
        fits = discourse.is_person(thing) and discourse.holds(thing.slug, _EPITHET_KINDS[role], role)
        if fits and (not states or discourse.state_of(thing.slug) == states[0]):
            return (thing.slug,), Naming.EPITHET, 0.75, "the first in the article whom the words fit"
    return None


def _epithet(match: re.Match[str], number: int, discourse: Discourse) -> Found | None:
    """Who “the minister”, “the Russian diplomat”, “the Armenian leader” is."""
    role = next(name for name in _EPITHET_KINDS if match[name])
    states = states_in(match["who"] or "")
    state = states[0] if states else next((of for house, of in _HOUSES if house in match["words"]), None)
    if states and state not in discourse.knowledge.kinds:
        return None
    woman = woman_by(match["words"].split()[-1])
    slug = discourse.last_person(number, _EPITHET_KINDS[role], role=role, state=state, woman=woman)
    if slug and role == "official" and discourse.holds(slug, LEADERS, "leader"):
        return None  # nobody calls a president an official
    if slug is None and role == "leader" and state:
        slug = holder(discourse.knowledge, "leader", state, discourse.when)
    if slug is None and role == "premier" and not state:
        slug = holder(discourse.knowledge, "prime-minister", SIDES_IN_CONFLICT[0], discourse.when)
    return ((slug,), Naming.EPITHET, 0.78, "the last person spoken of whom the words fit") if slug else None
