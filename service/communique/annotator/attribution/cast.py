"""The cast of an article: which actors some words name, who spoke last, who met, on whose side they are."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from dataclasses import dataclass

from communique.annotator.attribution.frame import NounPhrase
from communique.annotator.attribution.lexicon import Lexicon
from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.linked import Linked, LinkedMention, Naming
from communique.corpus.reading.article import ReadArticle
from communique.model import Span

SPEAKERS = frozenset({"i", "we", "me", "us", "our", "my", "ourselves"})
"""Words by which a speaker means themselves or their own side."""
_SINGULAR = frozenset({"he", "she", "his", "her"})
_THINGS = frozenset({"it", "its"})
_PLURAL = frozenset({"they", "both", "their"})
_EPITHET = re.compile(
    r"\b(?:minister|diplomat|official|spokes(?:man|woman|person)|president|premier|leader|chief|politician|"
    r"ambassador|representative|secretary|head|boss|head of state|head of government|speaker|envoy)\b",
    re.IGNORECASE,
)
_GROUPS = re.compile(
    r"\b(?:sides|parties|interlocutors|ministers|leaders|counterparts|diplomats|presidents|heads|officials|"
    r"delegations|two|both|three|colleagues|negotiators)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"\bspokes(?:men|women|persons|people)\b", re.IGNORECASE)
_STATES = re.compile(
    r"\b(?:countries|states|nations|capitals|republics|governments|neighbou?rs)\b", re.IGNORECASE
)
_MOUTHPIECE = re.compile(
    r"\bspokes(?:man|woman|person|men|women|people)|press secretary|press service|press office", re.IGNORECASE
)
_PEOPLE = re.compile(
    r"\b(?:analysts?|experts?|observers?|critics|activists?|protesters?|journalists?|reporters?|media|"
    r"newspaper|"
    r"agency|sources?|officials?|lawmakers?|deput(?:y|ies)|opposition|residents?|villagers?|scholars?|"
    r"commentators?|"
    r"lawyers?|ombuds\w+|general|commander|officer|soldiers?|mps?|politicians?|adviser|advisor|envoy)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Holding:
    """Who some words name."""

    actors: tuple[str, ...]
    is_person_unknown: bool = False
    """Somebody speaks, but nobody the graph knows; what they say belongs to nobody else."""
    is_self: bool = False
    """“I” or “we”: whoever is quoted."""
    is_pronoun: bool = False
    is_group: bool = False


NOBODY = Holding(())


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
        self._knowledge = knowledge
        self._lexicon = lexicon
        self._mentions = [item for item in linked.mentions if _actors(item)]
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
        self.participants: tuple[str, ...] = ()
        """Who took part in the meeting or call of which the text tells."""

    def side(self, actor: str) -> str:
        """The state, or else the body, population or collective, that an actor stands for."""
        found = self._sides.get(actor)
        if found is None:
            state = self._knowledge.state_of(actor, self._when)
            found = self._sides[actor] = state or self._knowledge.parents.get(actor, actor)
        return found

    def sides(self, actors: Iterable[str]) -> frozenset[str]:
        """The sides of several actors."""
        return frozenset(self.side(actor) for actor in actors)

    def is_person(self, actor: str) -> bool:
        """Whether an actor is a person."""
        return self._knowledge.kinds.get(actor) == "person"

    def is_outlet(self, actor: str) -> bool:
        """Whether an actor is an outlet, which tells what others say."""
        return self._knowledge.kinds.get(actor) == "outlet"

    def is_body(self, actor: str) -> bool:
        """Whether an actor is a body, such as a ministry."""
        return self._knowledge.kinds.get(actor) == "body"

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
        return _unique(actor for item in named for actor in _actors(item))

    def who(self, phrase: NounPhrase) -> Holding:
        """Who a noun phrase names."""
        head = phrase.tiers[0][0]
        word = self._text[head.start : head.end].lower()
        if word in SPEAKERS:
            return Holding((), is_self=True)
        for tier in phrase.tiers:
            found = [item for span in tier for item in self.mentions_in(span)]
            actors = _unique(actor for item in found for actor in _actors(item))
            if actors:
                is_pronoun = all(item.naming is Naming.PRONOUN for item in found)
                if is_pronoun and self._is_overtaken(actors, head):
                    return Holding((), is_person_unknown=True, is_pronoun=True)
                if word in _THINGS:
                    actors = self._body_before(actors)
                is_group = any(item.naming is Naming.GROUP for item in found) or len(actors) > 1
                return Holding(actors, is_pronoun=is_pronoun, is_group=is_group)
        return self._from_memory(phrase, word)

    def _body_before(self, actors: tuple[str, ...]) -> tuple[str, ...]:
        """Who “it” is: a joint text, or the body that spoke last rather than the state it belongs to."""
        if len(self.last) > 1:
            return self.last
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

    def _is_overtaken(self, actors: tuple[str, ...], pronoun: Span) -> bool:
        """Whether somebody unknown has spoken since a pronoun's referent was last named."""
        if self._unknown_at is None or not all(self.is_person(actor) for actor in actors):
            return False
        named = [
            item.span.start
            for item in self._mentions
            if item.span.start < pronoun.start
            and item.naming is not Naming.PRONOUN
            and set(_actors(item)) & set(actors)
        ]
        return not named or named[-1] < self._unknown_at

    def note_unknown(self, place: int) -> None:
        """Note that somebody whom the graph does not know speaks at a place of the text."""
        self._unknown_at = place
        self.last_person = None

    def _from_memory(self, phrase: NounPhrase, word: str) -> Holding:
        head = phrase.tiers[0][0]
        words = self._text[phrase.words.start : phrase.words.end]
        if word in _SINGULAR:
            return Holding((self.last_person,), is_pronoun=True) if self.last_person else Holding((), True)
        if word in _PLURAL:
            several = self.last if len(self.last) > 1 else self.participants or self.last_body
            return Holding(several, is_pronoun=True, is_group=True)
        if any(item.start < head.end and head.start < item.end for item in self._unlinked):
            return Holding((), is_person_unknown=True)
        inside = self.actors_in(phrase.words)
        if _MOUTHPIECE.search(words):
            bodies = [actor for actor in inside if not self.is_person(actor)]
            return Holding(tuple(bodies if _SEVERAL.search(words) else bodies[:1]), not bodies)
        if _STATES.search(word) and not inside:
            return Holding(
                tuple(dict.fromkeys(self.side(actor) for actor in self.participants)), is_group=True
            )
        persons = tuple(actor for actor in inside if self.is_person(actor))
        if _GROUPS.search(word) and len(persons) > 1:
            return Holding(persons, is_group=True)
        if _GROUPS.search(word):
            return Holding(self.participants, is_group=True)
        if word in _THINGS:
            return Holding(self._body_before(()), is_pronoun=True)
        if (
            word in ("ministry", "department", "mfa")
            and not inside
            and self.is_body(next(iter(self.last_body), ""))
        ):
            return Holding(self.last_body, is_pronoun=True)
        if persons and _EPITHET.search(word):
            return Holding((persons[-1],))
        starts_plain = words.lower().startswith(("the ", "he ", "she "))
        if _EPITHET.search(word) and starts_plain and not inside and self.last_person:
            return Holding((self.last_person,), is_pronoun=True)
        is_named = self._text[head.start].isupper() and not words.lower().startswith(
            ("the ", "this ", "that ")
        )
        return Holding((), is_person_unknown=is_named or bool(_PEOPLE.search(words)))

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


def _actors(mention: LinkedMention) -> list[str]:
    return [thing.slug for thing in mention.referents if thing.kind == "actor"]


def _unique(actors: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actors))
