"""“… . X said this at a briefing”: sentences whose speaker is named only in the one behind them.

Agencies often begin with what was said and tell afterwards who said it. The sentence that tells it says
nothing itself; its “this” means the sentences before it that nobody else is said to have spoken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from communique.annotator.attribution.cast import Cast
from communique.annotator.attribution.frame import Form
from communique.annotator.attribution.told import SPEECH, Reading, Told
from communique.annotator.linking.linked import LinkedMention, Naming
from communique.model import Span

_SAID = (
    r"(?:said|says|stated|states|noted|notes|announced|announces|declared|declares|emphasi[sz]ed|stressed|"
    r"underlined|underscored|claimed|claims|mentioned|pointed out|recalled|reported|informed|revealed|"
    r"confirmed|reiterated|expressed|voiced|highlighted)"
)
_WHERE = (
    r"(?=[.,;]|\s+(?:in|at|on|during|to|when|while|as|after|before|following|speaking|today|yesterday|"
    r"answering|responding|commenting|by|via|through|with|within|from|ahead|upon|referring|Monday|Tuesday|"
    r"Wednesday|Thursday|Friday|Saturday|Sunday)\b|\s*$)"
)
_THIS = r"(?:(?:this|it|that|the above|the above-mentioned|the aforementioned|the following)\b)"
_ACTIVE = re.compile(
    rf"\b{_SAID}\s+(?:about\s+|of\s+)?{_THIS}{_WHERE}|"
    r"\b(?:told|informed|briefed)\s+(?:[\w’'-]+\s+){1,4}?(?:about\s+|of\s+)?(?:this|it)\b" + _WHERE + "|"
    r"\b(?:wrote|writes|posted|tweeted|spoke|talked|speaks)\s+(?:about\s+)?(?:this|it)\b" + _WHERE + "|"
    r"\bmade (?:the|this|that|such an?|these|those|the above) (?:[\w-]+\s+)?"
    r"(?:statements?|remarks?|comments?|announcements?|observations?)\b",
    re.IGNORECASE,
)
"""“X said this in …”, “told reporters about it”, “made the remarks”."""
_PASSIVE = re.compile(
    rf"\A[\s“”\"'*–—-]*(?:(?:this|it|that|the above|about this|about it|on this)\s+(?:was|has been|is)\s+"
    rf"(?:also\s+)?(?:{_SAID}|told|written|made)(?![^.]*\bthat\b|\s*:)|"
    r"(?:the|such an?|this|these|those)\s+(?:[\w-]+\s+)?(?:statements?|remarks?|comments?|announcements?|"
    r"opinions?|views?|words?|positions?)\s+"
    r"(?:(?:was|were|has been|have been)\s+(?:made|voiced|expressed|given|announced)|"
    r"came|comes|belongs?)|"
    rf"(?:this|that)\s+is\s+what\b)",
    re.IGNORECASE,
)
"""“This was stated by X”, “The remarks came from X”, “That is what X said”."""
_TURNED = re.compile(
    rf"\A[\s“”\"'–—-]*(?:about|on|of)\s+(?:this|it|that),?\s+.{{0,120}}?\b(?:{_SAID}|wrote|told|spoke)\b",
    re.IGNORECASE,
)
"""“About this X told reporters”."""
_CLAUSE = re.compile(
    r"\b(?:this|it|that)\s+(?:is|was|will|would|has|had|can|could|must|should|may|might)\b", re.IGNORECASE
)
_LONGEST = 4
"""Sentences before it that “this” means at most."""

Holder = Callable[[Told, Reading], tuple[str, ...]]
"""Who holds what a frame says."""


def speakers_told_afterwards(
    text: str, readings: Sequence[Reading], cast: Cast, holder: Holder
) -> dict[int, tuple[tuple[str, ...], Reading]]:
    """Who says a sentence as the one behind it tells, by the number of the sentence.

    Args:
        text: the canonical text.
        readings: its sentences with their frames.
        cast: kinds of actors.
        holder: resolves the subject of a frame.

    Returns:
        The holders, nobody where it is somebody whom the graph does not know, and the sentence that names
        them.
    """
    found: dict[int, tuple[tuple[str, ...], Reading]] = {}
    for place, reading in enumerate(readings):
        if reading.sentence.is_headline or not _points_back(text, reading.span):
            continue
        speakers = _named(text, reading, cast, holder)
        for earlier in _meant(readings, place, cast):
            found[earlier.sentence.number] = (speakers, reading)
    return found


def _points_back(text: str, span: Span) -> bool:
    words = text[span.start : span.end]
    if _PASSIVE.search(words) or _TURNED.search(words):
        return True
    match = _ACTIVE.search(words)
    return match is not None and not _CLAUSE.match(words, max(0, match.end() - 4))


def _meant(readings: Sequence[Reading], place: int, cast: Cast) -> list[Reading]:
    """The sentences that “this” means: those before it in its paragraph, or the paragraph before."""
    own = readings[place].sentence.paragraph
    before = [item for item in readings[max(0, place - _LONGEST) : place] if not item.sentence.is_headline]
    paragraph = own if before and before[-1].sentence.paragraph == own else own - 1
    meant: list[Reading] = []
    for reading in reversed(before):
        if reading.sentence.paragraph != paragraph or _has_speaker(reading, cast):
            break
        meant.append(reading)
    return meant


def _has_speaker(reading: Reading, cast: Cast) -> bool:
    """Whether a sentence tells by itself who speaks: a person, a source, or a state that says something."""
    return any(
        item.frame.form is Form.SOURCE
        or (item.actors and (item.frame.kind in SPEECH or any(map(cast.is_person, item.actors))))
        for item in reading.roots
    )


def _named(text: str, reading: Reading, cast: Cast, holder: Holder) -> tuple[str, ...]:
    """Whom the sentence names as having said it."""
    for item in reading.roots:
        if item.frame.kind in SPEECH and item.frame.form is Form.VERB:
            if holders := holder(item, reading):
                return holders
            if item.holding.is_person_unknown:
                return ()
    named = [item for item in cast.mentions_in(reading.span) if item.naming is not Naming.PRONOUN]
    persons = _actors(named, cast.is_person)
    return persons[:1] or _actors(named, cast.is_body)[:1]


def _actors(mentions: Sequence[LinkedMention], is_kind: Callable[[str], bool]) -> tuple[str, ...]:
    return tuple(
        thing.slug
        for item in mentions
        for thing in item.referents
        if thing.kind == "actor" and is_kind(thing.slug)
    )
