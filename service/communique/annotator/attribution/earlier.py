"""Whom words mean by what was told before: a family name alone, a post of a state, a pronoun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.annotator.linking.linked import LinkedMention, Naming
from communique.annotator.linking.words import ADJECTIVE, CAPITALS, states_in
from communique.model import Span

if TYPE_CHECKING:
    from communique.annotator.attribution.cast import Cast

_NOT_TITLE = re.compile(r"(?:['’]s?|\b(?:of|to|for|with|and|from|by|in|on|at|the))\s+$", re.IGNORECASE)
"""What stands before a name that ends a phrase and is not who is meant: “the aide to X”."""
_MINISTRIES = (
    (re.compile(r"\b(?:foreign ministry|ministry of foreign affairs|mfa)\b", re.IGNORECASE), "mfa"),
    (re.compile(r"\b(?:defen[cs]e ministry|ministry of defen[cs]e)\b", re.IGNORECASE), "ministry-of-defence"),
)
_BARE_MINISTRY = re.compile(r"(?:the|that) (?:ministry|department)$", re.IGNORECASE)
_BARE_POST = re.compile(r"the (?!other\b|latter\b)(?:\w+ ){0,2}\w+$", re.IGNORECASE)
_PLACE = re.compile(rf"\b(?:{'|'.join(map(re.escape, CAPITALS))}|{ADJECTIVE})\b")
"""A capital, or a state's name or adjective."""


def actors_of(mention: LinkedMention) -> list[str]:
    """The slugs of the actors that a mention refers to."""
    return [thing.slug for thing in mention.referents if thing.kind == "actor"]


def named_last(cast: Cast, words: Span) -> str | None:
    """The person whose name ends a title: “Assistant to the President of Azerbaijan X”."""
    last = next((item for item in reversed(cast.mentions_in(words)) if item.span.end == words.end), None)
    if last is None or last.naming is Naming.PRONOUN or last.span.start <= words.start:
        return None
    persons = [actor for actor in actors_of(last) if cast.is_person(actor)]
    before = cast.words(Span(words.start, last.span.start))
    return persons[0] if len(persons) == 1 and not _NOT_TITLE.search(before) else None


def by_family_name(cast: Cast, name: Span) -> str | None:
    """The person named in full before, of whom the last word of the name stands here alone."""
    word = cast.words(name)
    if not word[:1].isupper():
        return None
    for item in reversed(cast.mentions_in(Span(0, max(1, name.start)))):
        words = cast.words(item.span).split()
        actors = actors_of(item)
        if len(words) > 1 and words[-1] == word and len(actors) == 1 and cast.is_person(actors[0]):
            return actors[0]
    return None


def of_side(cast: Cast, words: str, place: int) -> str | None:
    """The person told of last before a place who stands for the state that some words name."""
    states = set(states_in(words))
    if not states:
        return None
    for item in reversed(cast.mentions_in(Span(0, max(1, place)))):
        for actor in actors_of(item):
            if cast.is_person(actor) and cast.side(actor) in states:
                return actor
    return None


def ministry_of(cast: Cast, words: Span) -> str | None:
    """The ministry that words without a state mean: “its ministry”, or that of the country told of before.

    Args:
        cast: knows the bodies and who spoke.
        words: such as “the Foreign Ministry”; the paragraph up to them tells the country or capital.
    """
    kind = next((slug for pattern, slug in _MINISTRIES if pattern.search(cast.words(words))), "")
    place = _PLACE.search(cast.words(words)) or (
        _PLACE.search(cast.words(Span(cast.paragraph, words.start))) if cast.paragraph < words.start else None
    )
    if cast.words(words).lower().startswith("its "):
        sides = [cast.side(actor) for actor in cast.last_body]
        kind = kind or _MINISTRIES[0][1]
    elif kind and place is not None:
        sides = [CAPITALS.get(place[0]) or next(iter(states_in(place[0])), "")]
    else:
        sides = []
    return next((f"{kind}-{side}" for side in sides if cast.is_body(f"{kind}-{side}")), None)


def minister_of_last(cast: Cast) -> str | None:
    """The foreign minister of the ministry that spoke last: “the ministry said its minister told …”."""
    kind, _, side = "".join(cast.last_body).partition("-")
    return cast.holder_of("foreign-minister", side) if kind == "mfa" else None


def court_before(cast: Cast, place: int) -> str | None:
    """The court that the text named last before a place."""
    for item in reversed(cast.mentions_in(Span(0, max(1, place)))):
        for actor in actors_of(item):
            if cast.is_body(actor) and "court" in actor:
                return actor
    return None


def goes_on_speaking(cast: Cast, actors: tuple[str, ...], pronoun: Span) -> bool:
    """Whether “he” is who spoke in the sentence before, not somebody whom that sentence only names.

    Args:
        cast: knows who spoke there.
        actors: whom linking took the pronoun for.
        pronoun: where it stands.
    """
    if not cast.speaking or cast.previous is None or cast.speaking in actors or not actors:
        return False
    between = cast.actors_in(Span(cast.previous.end, max(cast.previous.end + 1, pronoun.start)))
    if any(cast.is_person(actor) for actor in between) or not cast.is_person(actors[0]):
        return False
    return cast.is_woman(cast.speaking) == cast.is_woman(actors[0])


def speaking_on(cast: Cast, actors: tuple[str, ...], words: Span) -> tuple[str, ...]:
    """Who “the minister” or “the ministry” is: of two whom it fits, the one that spoke last.

    Args:
        cast: knows who spoke.
        actors: whom linking took the words for, by who was named last.
        words: the words; with a state or name in them they mean nobody else.

    Returns:
        Nobody if linking is right.
    """
    phrase = cast.words(words)
    if len(actors) != 1 or states_in(phrase):
        return ()
    if cast.is_body(actors[0]) and _BARE_MINISTRY.match(phrase):
        near = cast.last if cast.previous is None else cast.actors_in(cast.previous)
        is_other = cast.last_body != actors and all(map(_is_ministry, (*cast.last_body, *actors)))
        return cast.last_body if is_other and cast.last_body and cast.last_body[0] in near else ()
    speaker = cast.speaking
    if not speaker or speaker == actors[0] or not _BARE_POST.match(phrase):
        return ()
    post = cast.post_of(speaker)
    return (speaker,) if post and post == cast.post_of(actors[0]) else ()


def _is_ministry(body: str) -> bool:
    return body.startswith(("mfa-", "ministry-"))
