"""Bodies that words point back to: “the ministry”, “the court”, “the mission”, “his government”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from communique.annotator.linking.discourse import Discourse
from communique.annotator.linking.linked import Naming
from communique.annotator.linking.pointer import Found, Pointer
from communique.annotator.linking.words import ADJECTIVE, CAPITALS, states_in

_MINISTRY = re.compile(
    r"(?<=[Tt]he\s)(?:[Ff]oreign\s+[Mm]inistry|[Ff]oreign\s+policy\s+department|[Mm]inistry|MFA|[Mm]inistry\s+of\s+[Ff]oreign\s+[Aa]ffairs)(?![\w-])(?!\s+of)"
)
_HEADLINE_MINISTRY = re.compile(
    r"(?:^|(?<=[—–:]\s)|(?<=\s-\s)|(?<=\bsays\s)|(?<=\bto\s))(?:[Ff]oreign\s+[Mm]inistry|MFA)(?=\s*$|:|\s+(?!spokes|head|chief|official|source)[a-z])"
)
"""Without an article, as headlines write it."""
_TOWN = re.compile(rf"\b(?:{'|'.join(CAPITALS)})\b|\b(?P<who>{ADJECTIVE})\s+capital\b")
_MARKS = re.compile(r"[\"“”«»]")
"""Quotation marks; a town within them tells nothing of whose ministry speaks."""
_SPEAKER_OF = re.compile(
    r",\s+(?:the\s+|a\s+)?(?:[\w-]+\s+){0,7}?(?:spokes\w+|representative|speaker|head|chief|director|secretary|press[-\s]secretary|official|adviser|advisor|"
    r"department|service|division|directorate)\s+(?:of|for|at|in)\s+the\s+$"
)
"""Behind a name: “…, the spokesman of the”, “…, head of the press service of the”."""
_OUR_COUNTRY = re.compile(r"(?<![\w-])(?:[Oo]ur|[Mm]y)\s+country(?![\w-])")
"""The state of whoever speaks; the pronoun is part of the description."""
_STATEMENT = re.compile(
    r"^(?:In|According\s+to)\s+(?:the|this|that)\s+(?:statement|comment|commentary|announcement|document)\b"
)
"""At the start of a sentence that goes on with whose statement was named before."""
_BLOC = re.compile(r"(?<=[Tt]he\s)(?:27-nation\s+)?[Bb]loc(?![\w-])(?!\s+of)")
_GOVERNMENT = re.compile(
    r"(?:(?<=\b[Hh]is\s)|(?<=\b[Hh]er\s)|(?<=\b[Oo]ur\s))government(?![\w-])|(?<=\b[Tt]he\s)[Gg]overnment(?![\w-])(?!\s+(?:of|in\s+[A-Z]|[a-z]+ment|session|meeting|building|house|delegation|programme|program)\b)"
)
_PARLIAMENT = re.compile(
    r"(?<=\bsession\sof\s)parliament(?![\w-])|(?<=\b(?:of|in)\sthe\s)parliament(?![\w-])(?!\s+(?:of|in)\s+[A-Z])|"
    r"(?<=\btold\sthe\s)parliament(?![\w-])|(?<=\btold\s)parliament(?![\w-])|(?<=[Tt]he\s)National\s+Assembly(?![\w-])(?!\s+of)"
)
_PARLIAMENTS = {"armenia": "national-assembly-armenia", "azerbaijan": "milli-majlis"}
_COURT = re.compile(
    r"(?:(?<=[Tt]he\s)|(?<=[Tt]he\ssame\s)|(?=UN\s[Jj]))(?:(?:UN|UN['’]s|world|top|highest|Hague)\s+)?(?:[Cc]ourt|[Jj]udges|[Tt]ribunal|[Bb]ench)(?![\w-])(?!\s+(?:of|at|in)\b)"
)
_GROUPS_OF_STATES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=[Tt]he\s)(?:[Aa]lliance|[Oo]rgani[sz]ation)(?![\w-])(?!\s+of)"), "csto"),
    (
        re.compile(
            r"(?:(?<=[Tt]he\s)|(?<=[Tt]heir\s)|(?<=[Ii]ts\s)|(?<=\bnumber\sof\s)(?=obs|mon))(?:(?:civilian|monitoring|observer|border)\s+)*(?:[Mm]ission|[Oo]bservers|[Mm]onitors)(?![\w-])(?!\s+of)"
        ),
        "eu-mission-in-armenia",
    ),
    (re.compile(r"(?<=[Tt]he\s)Council(?![\w-])(?!\s+of)"), "united-nations-security-council"),
    (
        re.compile(r"(?:(?<=[Tt]he\s)|(?<=[Tt]heir\s))[Gg]roup(?![\w-])(?!\s+of)"),
        "osce-minsk-group trilateral-working-group",
    ),
    (
        re.compile(r"(?:(?<=[Tt]he\s)|(?<=[Tt]heir\s))(?:joint\s+)?[Ww]orking\s+[Gg]roup(?![\w-])(?!\s+of)"),
        "trilateral-working-group",
    ),
)
_HINTS = (
    "minist", "mfa", "department", "court", "judges", "tribunal", "bench", "alliance", "organi", "bloc",
    "mission", "observers", "monitors", "council", "group", "government", "parliament", "assembly", "country",
)  # fmt: skip
"""One of them stands in every sentence that speaks of such a body."""


def bodies_pointed_to(sentence: str, number: int, discourse: Discourse) -> Iterator[Pointer]:
    """“The ministry” and “the court”, if one was spoken of.

    Args:
        sentence: its words.
        number: its number.
        discourse: what was spoken of before.
    """
    lowered = sentence.lower()
    if not any(hint in lowered for hint in _HINTS):
        return
    for match in _MINISTRY.finditer(sentence):
        yield Pointer(*match.span(), partial(_ministry, sentence[: match.start()], number, discourse))
    if discourse.is_ahead:
        for match in _HEADLINE_MINISTRY.finditer(sentence):
            yield Pointer(*match.span(), partial(_announced_ministry, discourse))
    for pattern, prefix in ((_COURT, "international-court-of-justice"), *_GROUPS_OF_STATES):
        for match in pattern.finditer(sentence):
            yield Pointer(*match.span(), partial(_body, prefix, discourse))
    for match in _BLOC.finditer(sentence):
        yield Pointer(*match.span(), partial(_bloc, discourse))
    yield from _own_bodies(sentence, number, discourse)


def _bloc(discourse: Discourse) -> Found | None:
    """“The bloc”: the European Union, unless the article only names an alliance."""
    return _body("european-union", discourse) or _body("csto", discourse)


def _announced_ministry(discourse: Discourse) -> Found | None:
    """The first foreign ministry in the article that is named or that somebody speaks for."""
    for thing in discourse.announced:
        slug = thing.slug
        if discourse.is_person(thing) and discourse.speaks_for_ministry(slug):
            slug = f"mfa-{discourse.state_of(slug)}"
        if slug.startswith("mfa-") and slug in discourse.knowledge.kinds:
            return (slug,), Naming.EPITHET, 0.8, "the first ministry in the article"
    return None


def _ministry(before: str, number: int, discourse: Discourse) -> Found | None:
    """The foreign ministry of the town that was named, or of whoever speaks for it; else the last one."""
    before = _MARKS.split(before)[-1]
    towns = list(_TOWN.finditer(before)) or list(_TOWN.finditer(_MARKS.split(discourse.previous)[-1]))
    state = None
    speaker = _SPEAKER_OF.search(before)
    person = discourse.last_person(number) if speaker else None
    spoken_of = _ministry_near(number, discourse) if not (person or _TOWN.search(before)) else None
    if not person and _STATEMENT.match(before):
        spoken_of = _first_ministry_near(number, discourse) or spoken_of
    if spoken_of:
        return (spoken_of,), Naming.EPITHET, 0.8, "the ministry of the sentence before"
    if person:
        state = discourse.state_of(person)
    elif towns:
        named = towns[-1]
        state = CAPITALS.get(named[0]) or next(iter(states_in(named["who"])), None)
    elif discourse.last_body("mfa-") is None:
        state = discourse.home
    slug = f"mfa-{state}"
    if state and slug in discourse.knowledge.kinds:
        return (slug,), Naming.EPITHET, 0.78, "the ministry of the state that was spoken of"
    return _body("mfa-", discourse)


def _ministry_near(number: int, discourse: Discourse) -> str | None:
    """The one foreign ministry that this sentence or the one before names."""
    named = {
        item.thing.slug
        for item in discourse.seen
        if number - item.sentence < 2 and item.thing.slug.startswith("mfa-")
    }
    return named.pop() if len(named) == 1 else None


def _first_ministry_near(number: int, discourse: Discourse) -> str | None:
    """The first foreign ministry in the sentence before, whose statement the article tells of."""
    named = (
        item.thing.slug
        for item in discourse.seen
        if item.sentence == number - 1 and item.thing.slug.startswith("mfa-")
    )
    return next(named, None)


def _own_bodies(sentence: str, number: int, discourse: Discourse) -> Iterator[Pointer]:
    """“His government”, “told the parliament”: those of the state of the one who was named."""
    for match in _GOVERNMENT.finditer(sentence):
        yield Pointer(*match.span(), partial(_of_speaker, lambda state: state, number, discourse))
    for match in _OUR_COUNTRY.finditer(sentence):
        yield Pointer(*match.span(), partial(_of_speaker, lambda state: state, number, discourse))
    for match in _PARLIAMENT.finditer(sentence):
        yield Pointer(*match.span(), partial(_of_speaker, _PARLIAMENTS.get, number, discourse))


def _of_speaker(slug_of: Callable[[str], str | None], number: int, discourse: Discourse) -> Found | None:
    """A body of the state that the person last spoken of speaks for."""
    person = discourse.last_person(number)
    state = discourse.state_of(person) if person else None
    slug = slug_of(state) if state else None
    if slug is None or slug not in discourse.knowledge.kinds:
        return None
    return (slug,), Naming.EPITHET, 0.7, "that of the state of the person last spoken of"


def _body(prefix: str, discourse: Discourse) -> Found | None:
    """The body last spoken of, of those that the words may mean."""
    body = discourse.last_body(prefix)
    return ((body.slug,), Naming.EPITHET, 0.8, "the body last spoken of") if body else None
