"""Events of an article: who met, called or faced the press, and which words place a sentence there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.annotator.knowledge import Knowledge
from communique.model import PartialDate

_KINDS: tuple[tuple[str, str], ...] = (
    (
        "phone-call",
        r"(?:phone|telephone)\s+(?:call|conversation|talks?|discussion)s?|(?:spoke|talked|speaking|talking)\s+(?:by|over|on)\s+(?:the\s+)?(?:tele)?phone|phoned|phone\s+contact|call\s+with",
    ),
    (
        "press-conference",
        r"(?:press|news)\s+conference|(?:press|weekly|regular|media|daily|news)\s+briefing|briefing",
    ),
    (
        "meeting",
        r"meeting|talks|negotiations|summit|session|consultations|\bmet\b|\bmeets\b|received|hosted|hosts|tête-à-tête|conversation",
    ),
    ("statement", r"(?:press\s+|written\s+|joint\s+|official\s+)?statement|communiqué|press\s+release"),
)
_WORDS = {kind: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) for kind, words in _KINDS}
_PLACED = {
    kind: re.compile(
        rf"\b(?:[Dd]uring|[Aa]t|[Ii]n|[Ww]ithin|[Tt]hroughout|[Aa]ddressing|[Oo]pening|[Tt]old)\s+(?:(?:the|a|an|his|her|their|its|this|that|today['’]s|yesterday['’]s|\w+day['’]s|joint|separate|trilateral|"
        rf"bilateral|quadrilateral|same|recent|\w+ed|\w+ing|weekly|regular|press|news|private|expanded|[A-Z][\w’'-]+|and)\s+){{0,5}}?(?:{words})(?![\w-])|"
        rf"\b(?:remarks|speech|address|comments)\s+(?:at|during)\s+(?:\w+\s+){{0,4}}?(?:{words})(?![\w-])",
    )
    for kind, words in _KINDS
}
_TOLD = re.compile(
    r"\b(?:told|tells)\s+(?:reporters|journalists)|\bstatement\s+(?:to\s+the\s+press|publici[sz]ed|published|released|issued)"
)


_MET = re.compile(
    r"\b(?:met|meets|had\s+a|have\s+had|held|holds|hosted|hosts|received|receives|took\s+place|discuss(?:ed|es)|spoke|phoned|"
    r"visit\w*|conducted|exchanged)\b"
)
_SAID_AFTER = re.compile(
    r"\b(?:said|says|told|stated|stressed|signal\w+)\b|\bafter\s+(?:\w+\s+)?(?:hosting|meeting|talks|holding)\b"
)
_SEVERAL = re.compile(r"\b(?:rounds?|series|several|meetings|regular)\b")


ELSEWHERE = re.compile(r"(?:Earlier|Previously|Separately)\b")
"""Opens a sentence that is at another occasion than the one before."""
AFTERWARDS = re.compile(
    r"\btold\s+(?:journalists|reporters|the\s+press)\b|\bafter\s+the\s+(?:talks|meeting|summit)\b"
)
"""Said on the same day, but at no event that has a name."""
COMMENTING = re.compile(
    r"\b(?:comment(?:ed|ing|s)?|remark(?:ed|ing|s)|speaking|asked|answering|touching)\s+(?:up)?(?:on|about|of)\s+"
    r"(?:the|a|an|his|her|their|this|that|last|yesterday|\w+day)\b"
)
"""Somebody speaks of a meeting; that they were there is not said."""
NOT_HELD = re.compile(
    r"\b(?:postponed|put\s+off|cancel+ed|called\s+off|(?:did|has|have|had|was|were)\s+not\s+(?:been\s+)?(?:held|take\s+place))\b"
)
"""Of a meeting that has not been."""
FIRST_PERSON = re.compile(r"I\s+(?:hosted|met|received|welcomed|spoke|held|had)\b")
"""Opens a readout in the first person; whose it is stands in its headline."""
_HINTS = (
    "phone", "call", "press", "news", "briefing", "meet", "met", "talk", "negotiation", "summit", "session",
    "consultation", "received", "host", "tête", "conversation", "statement", "communiqué",
)  # fmt: skip
"""One of them stands in every sentence that speaks of an event."""


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event that an article tells of."""

    kind: str
    participants: tuple[str, ...]
    date: PartialDate
    slug: str
    is_known: bool

    @classmethod
    def new(
        cls, kind: str, participants: tuple[str, ...], date: PartialDate, knowledge: Knowledge
    ) -> ToldEvent:
        """An event named by the codebook's rule, which may be one that the graph has."""
        names = sorted(_family_name(slug, knowledge) for slug in participants)
        slug = "-".join((kind, *names, date.text))
        return cls(kind, tuple(sorted(participants)), date, slug, is_known=slug in knowledge.events)


def _may_tell(sentence: str) -> bool:
    """Whether a sentence may speak of an event; most do not, and the patterns are dear."""
    lowered = sentence.lower()
    return any(hint in lowered for hint in _HINTS)


def kinds_in(sentence: str) -> tuple[str, ...]:
    """The kinds of event that a sentence speaks of, the most telling first."""
    if not _may_tell(sentence) or _SEVERAL.search(sentence):
        return ()
    return tuple(kind for kind, pattern in _WORDS.items() if pattern.search(sentence))


@dataclass(frozen=True, slots=True)
class Placing:
    """Words that say at which kind of event something was said: “during the meeting”."""

    start: int
    end: int
    kind: str
    is_definite: bool
    """“the talks”: those spoken of before."""
    is_bilateral: bool
    """“a separate meeting”: of two only."""


def placed_in(sentence: str) -> Placing | None:
    """The words of a sentence that say at which event it was spoken, or None."""
    if not _may_tell(sentence):
        return None
    found = [
        (match.start(), match.end(), kind)
        for kind, pattern in _PLACED.items()
        if (match := pattern.search(sentence))
    ]
    told = _TOLD.search(sentence)
    if told and "statement" in told[0]:
        found.append((told.start(), told.end(), "statement"))
    if not found:
        return None
    start, end, kind = min(found)
    words = sentence[start:end]
    return Placing(
        start,
        end,
        kind,
        is_definite=bool(re.match(r"\w+\s+(?:\w+\s+)?(?:the|this|that|these)\b", words)),
        is_bilateral=bool(re.search(r"\b(?:separate|bilateral|one-on-one|private|tête-à-tête)\b", words)),
    )


def tells_of_meeting(sentence: str, *, is_news: bool) -> bool:
    """Whether a sentence tells that people met, rather than what one of them said later.

    Args:
        sentence: its words.
        is_news: it is one of the first, which tell what the article is about.
    """
    return bool(is_news or _MET.search(sentence)) and not _SAID_AFTER.search(sentence)


def event_of(kind: str, participants: tuple[str, ...], date: PartialDate, knowledge: Knowledge) -> ToldEvent:
    """The known event of that kind, day and company, else a new one named by the codebook's rule.

    Args:
        kind: kind of event.
        participants: slugs of those known to have taken part; others may have.
        date: the day.
        knowledge: the events of the graph.
    """
    fitting = [
        facts
        for facts in knowledge.events.values()
        if facts.kind == kind
        and facts.held.is_day
        and facts.was_on(date)
        and set(participants) <= set(facts.participants)
    ]
    if fitting and participants:
        best = min(fitting, key=lambda facts: (len(facts.participants), facts.slug))
        day = date if date.is_day else best.held  # of talks over several days the text may tell which
        return ToldEvent(kind, best.participants, day, best.slug, is_known=True)
    return ToldEvent.new(kind, participants, date, knowledge)


def _family_name(slug: str, knowledge: Knowledge) -> str:
    """What an event is named after: the family name of a person, the slug of a body."""
    person = knowledge.people.get(slug)
    return person.family_name if person else slug
