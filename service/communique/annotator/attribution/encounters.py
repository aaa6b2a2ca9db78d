"""Meetings and calls: who took part in the talk of which an article tells."""

from __future__ import annotations

import re

from communique.annotator.attribution.cast import Cast
from communique.annotator.linking.linked import LinkedMention
from communique.annotator.linking.posts import SENT_BY_REACH, is_sent_by
from communique.model import Span

_NOUN = re.compile(
    r"\b(?:meetings?|talks|conversations?|(?:phone |telephone )?calls?|consultations|negotiations|summit|"
    r"encounter|discussion|discussions|contacts|dinner|round|session|(?:video|tele)\s?conference|"
    r"joint (?:press |news )?(?:conference|briefing))\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:met|meets|meet|hosted|hosts|hosting|received|receives|receiving|spoke|talked|phoned|"
    r"telephoned|"
    r"visited|sat down|conferred|gathered|convened|came together|"
    r"held (?:\w+ ){0,3}(?:talks|meetings?|conversations?|calls?|consultations|"
    r"negotiations|discussions)|"
    r"(?:had|has had|have had) (?:\w+ ){0,3}(?:meetings?|talks|conversations?|calls?|exchanges?))\b",
    re.IGNORECASE,
)
_PARTNER = re.compile(
    r"\s+(?:(?:took place|was held|were held|has taken place)\s+)?(?:(?:in|on|at|held|late|today|"
    r"yesterday)\s+)?(?:[A-Z]\w+\s+)?(?:on\s+\w+\s+)?(?:with|between|among|of)\b"
)
"""What stands right behind a word for a meeting that tells who took part: "held in Moscow with"."""
_END = re.compile(
    r"\b(?:to discuss|who|whom|during which|after which|where|which|that|said|saying|told|ahead of|"
    r"mediated)\b|[;:“”\"]",
    re.IGNORECASE,
)
_ONE_OF_SEVERAL = re.compile(
    r"(?:In|During|At|In the course of) (?:the|his|her) (?:[\w-]+ ){0,2}"
    r"(?:conversation|call|talks|meeting|talk) with (?P<who>[^,;:]{4,120}),"
)
_RECALLED = re.compile(
    r"\b(?:hail(?:ed|ing)|welcom(?:ed|ing)|prais(?:ed|ing)|recall(?:ed|ing)|commend(?:ed|ing)|appreciat(?:ed|ing)|"
    r"(?:results?|outcomes?) of|about)\s+(?:[\w’'-]+\s+){0,6}$",
    re.IGNORECASE,
)
"""What stands before talks of others that somebody at the table speaks of."""
FEWEST_SEVERAL = 3
"""Participants from which on a text may tell of several talks with one host."""
REACH = 160
"""Code points behind a word for a meeting in which those who took part are looked for."""


def participants_in(text: str, sentence: Span, cast: Cast) -> tuple[str, ...]:
    """Who takes part in the meeting or call that a sentence tells of, or else in the one told of before.

    Args:
        text: the canonical text.
        sentence: the sentence.
        cast: to resolve who is named.

    Returns:
        Persons if at least two are named; states and bodies only if no persons are known; never one alone.
    """
    best: list[str] = []
    is_set = len(cast.participants) > 1 and all(map(cast.is_person, cast.participants))
    for match in [
        *_VERB.finditer(text, sentence.start, sentence.end),
        *_NOUN.finditer(text, sentence.start, sentence.end),
    ]:
        if is_set and _RECALLED.search(text[sentence.start : match.start()]):
            continue
        found = _around(text, sentence, match.start(), match.end(), cast)
        if len(found) > len(best):
            best = found
    persons = [actor for actor in best if cast.is_person(actor)]
    chosen = persons if len(persons) > 1 else ([] if persons else best)
    if len(cast.sides(chosen)) < 2:
        return cast.participants
    if not persons and any(cast.is_person(actor) for actor in cast.participants):
        return cast.participants
    return tuple(chosen)


def narrowed(text: str, sentence: Span, cast: Cast) -> tuple[str, ...]:
    """Who took part in the one talk of several of which a sentence tells: “in the conversation with X, …”.

    Args:
        text: the canonical text.
        sentence: the sentence.
        cast: who took part in all of them; the one who told of them is on the side of the outlet.
    """
    table = cast.participants
    match = _ONE_OF_SEVERAL.match(text, sentence.start, sentence.end)
    if match is None or len(table) < FEWEST_SEVERAL:
        return table
    named = [actor for actor in cast.actors_in(Span(*match.span("who"))) if actor in table]
    side = cast.side_of_outlet()
    host = next((actor for actor in table if cast.side(actor) == side), table[0])
    return (host, named[0]) if len(named) == 1 and named[0] != host else table


def _around(text: str, sentence: Span, start: int, end: int, cast: Cast) -> list[str]:
    stop = min(sentence.end, end + REACH)
    cut = _END.search(text, end, stop)
    behind = Span(end, max(end + 1, cut.start() if cut else stop))
    if not _PARTNER.match(text, end, stop) and not _VERB.match(text, start):
        return []
    after = _present(text, cast.mentions_in(behind))
    before = _present(text, cast.mentions_in(Span(sentence.start, start))) if start > sentence.start else []
    is_between = re.match(r"\s*(?!with\b)(?:\w+\s){0,2}(?:between|among|of)\b", text[end : end + 40])
    chosen = [*([] if is_between else _nearest(before, cast)), *after]
    return list(
        dict.fromkeys(thing.slug for item in chosen for thing in item.referents if thing.kind == "actor")
    )


def _present(text: str, mentions: list[LinkedMention]) -> list[LinkedMention]:
    """The mentions without those for whom somebody else came: “the envoy of the president”."""
    return [
        item
        for item in mentions
        if not is_sent_by(text[max(0, item.span.start - SENT_BY_REACH) : item.span.start])
    ]


def _nearest(mentions: list[LinkedMention], cast: Cast) -> list[LinkedMention]:
    """Who is named before: persons, and only if there is none, states and bodies."""
    persons = [item for item in mentions if any(cast.is_person(thing.slug) for thing in item.referents)]
    return persons or mentions
