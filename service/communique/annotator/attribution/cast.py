"""The cast of an article: which actors some words name, who spoke last, who met, on whose side they are."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable

from communique.annotator.attribution.earlier import actors_of, goes_on_speaking, named_last, speaking_on
from communique.annotator.attribution.frame import NounPhrase
from communique.annotator.attribution.holding import Holding
from communique.annotator.attribution.lexicon import Lexicon
from communique.annotator.attribution.recalling import (
    GOVERNMENT,
    OF_TALKS,
    PLURAL,
    SINGULAR,
    THINGS,
    envoy_of,
    recalled,
)
from communique.annotator.attribution.together import those_together
from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.linked import Linked, LinkedMention, Naming
from communique.annotator.linking.posts import is_sent_by
from communique.annotator.linking.words import states_in
from communique.corpus.reading.article import ReadArticle
from communique.model import Span

SPEAKERS = frozenset({"i", "we", "me", "us", "our", "my", "ourselves"})
"""Words by which a speaker means themselves or their own side."""
_JOINED = re.compile(r",?\s+and\b|,\s+(?:the\s+)?[A-Z]")
REACH = 400
"""Code points behind “the Kremlin” within which its spokesman is named, if he is the one who spoke."""
_OFFICIAL = re.compile(
    r"(?:mfa|office|ministry|government|president|prime-minister|premier|presidency|embassy)-"
)
"""Outlets of a state that are not in the graph: “office-president-…”."""


class Cast:
    """Resolves words to actors; remembers what the text has said so far."""

    def __init__(self, article: ReadArticle, linked: Linked, knowledge: Knowledge, lexicon: Lexicon) -> None:
        """Keep what does not change.

        Args:
            article: the article.
            linked: its mentions.
            knowledge: kinds of actors and whom they speak for.
            lexicon: words for groups and mouthpieces.
        """
        self._text = article.text
        self._when = article.published
        self._outlet = article.outlet
        self._knowledge = knowledge
        self._lexicon = lexicon
        self._mentions = [item for item in linked.mentions if actors_of(item)]
        self._sides: dict[str, str] = {}
        self._unlinked = [item.span for item in linked.unlinked]
        self._starts = [item.span.start for item in self._mentions]
        self.last: tuple[str, ...] = ()
        """Who spoke last."""
        self.last_person: str | None = None
        self.last_body: tuple[str, ...] = ()
        self._unknown_at: int | None = None
        self.previous: Span | None = None
        """The sentence before, if it stands in the same paragraph."""
        self.paragraph = 0
        """Where the paragraph begins that is read."""
        self.sentence = 0
        """Where the sentence begins that is read."""
        self.speaking = ""
        """The person who spoke in that sentence, if one did."""
        self.participants: tuple[str, ...] = ()
        """Who took part in the meeting or call of which the text tells."""

    def side(self, actor: str) -> str:
        """The state, or else the body, population or collective, that an actor stands for."""
        found = self._sides.get(actor)
        if found is None:
            state = self._knowledge.state_of(actor, self._when)
            found = self._sides[actor] = state or self._knowledge.parents.get(actor, actor)
        return found

    def is_of_no_side(self, actor: str) -> bool:
        """Whether nothing tells for whom a person speaks, as with somebody new to the graph."""
        return self.is_person(actor) and self.side(actor) == actor

    def sides(self, actors: Iterable[str]) -> frozenset[str]:
        """The sides of several actors."""
        return frozenset(self.side(actor) for actor in actors)

    def side_of_outlet(self) -> str | None:
        """The state whose ministry or office publishes the article; None for media."""
        if self._outlet is None:
            return None
        if self.is_body(self._outlet):
            return self.side(self._outlet)
        if not _OFFICIAL.match(self._outlet):
            return None
        states = states_in(self._outlet.replace("-", " ").title())
        return states[0] if len(states) == 1 else None

    def holder_of(self, kind: str, organization: str) -> str | None:
        """Who held a kind of office in a state or body on the day of the article."""
        return self._knowledge.holder_of(kind, organization, self._when)

    def post_of(self, person: str) -> str | None:
        """The kind of office that a person held on the day of the article, such as ``foreign-minister``."""
        tenure = self._knowledge.office_of(person, self._when)
        return self._knowledge.offices[tenure.office].kind if tenure is not None else None

    def is_woman(self, person: str) -> bool | None:
        """Whether a person is a woman; None where nothing tells."""
        return self._knowledge.people[person].is_woman

    def is_person(self, actor: str) -> bool:
        """Whether an actor is a person."""
        return self._knowledge.kinds.get(actor) == "person"

    def is_outlet(self, actor: str) -> bool:
        """Whether an actor is an outlet, which tells what others say."""
        return self._knowledge.kinds.get(actor) == "outlet"

    def is_body(self, actor: str) -> bool:
        """Whether an actor is a body, such as a ministry."""
        return self._knowledge.kinds.get(actor) == "body"

    @property
    def has_stranger(self) -> bool:
        """Whether somebody has spoken whom the graph does not know."""
        return self._unknown_at is not None

    def is_unlinked(self, span: Span) -> bool:
        """Whether some words name somebody about whom linking says nothing."""
        return any(item.start < span.end and span.start < item.end for item in self._unlinked)

    def words(self, span: Span) -> str:
        """The words of a stretch of the text."""
        return self._text[span.start : span.end]

    def mentions_in(self, span: Span) -> list[LinkedMention]:
        """The mentions of actors that touch a stretch of the text."""
        first = max(0, bisect.bisect_left(self._starts, span.start) - 1)
        found = []
        for item in self._mentions[first:]:
            if item.span.start >= span.end:
                break
            if item.span.end > span.start:
                found.append(item)
        return found

    def actors_in(self, span: Span) -> tuple[str, ...]:
        """The actors named in a stretch of the text, pronouns left out, each once."""
        named = [item for item in self.mentions_in(span) if item.naming is not Naming.PRONOUN]
        return _unique(actor for item in named for actor in actors_of(item))

    def who(self, phrase: NounPhrase) -> Holding:
        """Who a noun phrase names."""
        head = phrase.tiers[0][0]
        word = self._text[head.start : head.end].lower()
        if word in SPEAKERS:
            return Holding((), is_self=True)
        if OF_TALKS.match(self._text, phrase.words.start, phrase.words.end):
            return Holding(())  # a document, which tells what those who met said
        for number, tier in enumerate(phrase.tiers):
            is_whole = number > 0 or head == phrase.words
            titled = named_last(self, phrase.words) if is_whole else None
            if titled is not None:
                return Holding((titled,))
            if GOVERNMENT.match(self._text, phrase.words.start, phrase.words.end):
                break  # of a state, not of whoever leads it
            found = [item for span in tier for item in self.mentions_in(span)]
            found = [item for item in found if not self._is_of_another(phrase.words, item)]
            envoy = envoy_of(self, phrase.words) if found else None
            if envoy is not None:
                return Holding((envoy,), is_pronoun=True)
            actors = _unique(actor for item in found for actor in actors_of(item))
            if actors:
                is_pronoun = all(item.naming is Naming.PRONOUN for item in found)
                if is_pronoun and word in SINGULAR and goes_on_speaking(self, actors, head):
                    return Holding((self.speaking,), is_pronoun=True)
                if is_pronoun and self._is_overtaken(actors, head):
                    return Holding((), is_person_unknown=True, is_pronoun=True)
                several = those_together(self, actors) if is_pronoun and word in PLURAL else ()
                if several:
                    return Holding(several, is_pronoun=True, is_group=True)
                if word in THINGS:
                    actors = self.body_before(actors, head.start)
                if all(item.naming is Naming.EPITHET for item in found):
                    actors = speaking_on(self, actors, phrase.words) or actors
                actors = self._voice_of_house(word, head) or actors
                is_group = any(item.naming is Naming.GROUP for item in found) or len(actors) > 1
                return Holding(actors, is_pronoun=is_pronoun, is_group=is_group)
        return recalled(self, phrase, word)

    def _voice_of_house(self, word: str, head: Span) -> tuple[str, ...]:
        """The spokesman for whom “the Kremlin” stands, if the text goes on to name him."""
        spokesman = self.holder_of("press-secretary-president", "russia") if word == "kremlin" else None
        near = self.actors_in(Span(head.end, head.end + REACH)) if spokesman is not None else ()
        return (spokesman,) if spokesman is not None and spokesman in near else ()

    def _is_of_another(self, words: Span, mention: LinkedMention) -> bool:
        """“The assistant to the President”: it is not the president who speaks."""
        before = self._text[words.start : max(words.start, mention.span.start)]
        return is_sent_by(before) and all(self.is_person(actor) for actor in actors_of(mention))

    def body_before(self, actors: tuple[str, ...], place: int) -> tuple[str, ...]:
        """Who “it” is: a joint text, or the body that spoke last rather than the state it belongs to.

        Args:
            actors: whom linking took the word for.
            place: where it stands.
        """
        opening = self._opening_body(place)
        if opening is not None:
            return (opening,)
        telling = self._body_opening_before()
        if len(self.last) > 1:
            return (telling,) if telling is not None else self.last
        near = (
            [actor for actor in self.actors_in(self.previous) if self.is_body(actor)] if self.previous else []
        )
        if near:
            return self.last_body if self.last_body and self.last_body[0] in near else (near[0],)
        if self.last and self.last == self.last_body:
            return self.last
        if not actors or self.sides(actors) == self.sides(self.last_body):
            return self.last_body
        return actors

    def _opening_body(self, place: int) -> str | None:
        """The body or state with which the sentence begins in which “it” stands."""
        first = next(iter(self.mentions_in(Span(self.sentence, max(self.sentence + 1, place)))), None)
        if first is None or first.span.start > self.sentence + len("The ") or first.naming is Naming.PRONOUN:
            return None
        actors = actors_of(first)
        return actors[0] if len(actors) == 1 and not self.is_person(actors[0]) else None

    def _body_opening_before(self) -> str | None:
        """The body that tells the sentence before: “The ministry said the sides had met. It …”."""
        if self.previous is None:
            return None
        first = next(iter(self.mentions_in(self.previous)), None)
        if first is None or first.span.start > self.previous.start + len("The "):
            return None
        actors = actors_of(first)
        is_alone = len(actors) == 1 and not _JOINED.match(self._text, first.span.end)
        return actors[0] if is_alone and self.is_body(actors[0]) else None

    def _is_overtaken(self, actors: tuple[str, ...], pronoun: Span) -> bool:
        """Whether somebody unknown has spoken since a pronoun's referent was last named."""
        if self._unknown_at is None or not all(self.is_person(actor) for actor in actors):
            return False
        named = [
            item.span.start
            for item in self._mentions
            if item.span.start < pronoun.start
            and item.naming is not Naming.PRONOUN
            and set(actors_of(item)) & set(actors)
        ]
        return not named or named[-1] < self._unknown_at

    def note_unknown(self, place: int) -> None:
        """Note that somebody whom the graph does not know speaks at a place of the text."""
        self._unknown_at = place
        self.last_person = None

    def remember(self, actors: tuple[str, ...]) -> None:
        """Note who spoke."""
        if not actors:
            return
        self.last = actors
        persons = [actor for actor in actors if self.is_person(actor)]
        if len(persons) == 1:
            self.last_person = persons[0]
        elif len(actors) == 1:
            self.last_body = actors


def _unique(actors: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actors))
