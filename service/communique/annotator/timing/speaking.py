"""Who is named and who speaks in the sentences of an article, and on which days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.linked import Linked
from communique.annotator.sentences import Sentence
from communique.annotator.timing.clock import Clock
from communique.annotator.timing.telling import is_content
from communique.corpus.reading.article import ReadArticle
from communique.model import PartialDate

_REACTION = re.compile(
    r"\b(?:[Ff]or\s+(?:its|his|her|their)\s+part|[Ii]n\s+(?:his|her|its|their)\s+turn|[Mm]eanwhile|separately|later\s+told)\b"
    r"|^In\s+(?:Yerevan|Baku|Moscow|Washington|Brussels|Paris|Ankara|Tehran),"
)
"""Others speak, at some other time."""
_SAME_TIME = re.compile(
    r"\b(?:(?:later|earlier)\s+(?:in\s+the\s+day|(?:on\s+)?(?:that|the\s+same)\s+day)|in\s+the\s+(?:evening|morning|afternoon)|(?:that|the\s+same)\s+(?:evening|day)|afterwards?|hours\s+later|at\s+the\s+same\s+(?:meeting|session|briefing)|immediately|promptly|on\s+the\s+(?:sidelines|margins)\s+of\s+the\s+(?:visit|talks|meeting|summit|forum|event|session)|(?:his|her|their|the|both)\s+guests|[Hh](?:is|er)\s+(?:\w+\s+)?counterpart)\b"
    r"|\btold\s+(?:the\s+)?(?:[Cc]ourt|[Cc]ouncil|[Jj]udges|[Ss]ecurity|[Pp]anel|session|meeting|forum|conference|summit|participants|gathering|audience)"
)
"""Others speak, but on the same day."""
_FORUM = re.compile(
    r"\b(?:hearings?|debate|summit\s+of\s+(?:the\s+)?[A-Z]|[A-Z]{2,}\s+summit|Security\s+Council|sittings?|joint\s+(?:press|news)\s+conference|[Cc]ourt|[Jj]udges)\b"
)
"""The first sentences tell of a place where one speaks after the other, or of a ruling that all await."""
_SUMMIT = re.compile(
    r"\b[Aa]t\s+(?:the|a|an)\s+(?:[A-Z]\w+\s+(?:\w+\s+)?summit|(?:trilateral|tripartite)\s+(?:meeting|summit))\b"
)
"""The same of what a speaker's first words are followed by."""
_PRONOUN = re.compile(r"\W*(?:(?:And|But|Besides|Also|Moreover|In\s+addition),?\s+)?(?:He|She|he|she)\b")
_OF_THAT = re.compile(r"\b(?:where|when|at\s+which)\b")
"""Between the date of an event and those who took part in it."""
LEAD = 3
"""Sentences, with the headline, that tell whose news it is."""
BACK = 6
"""Sentences back to which the day of a speaker's words is looked for."""


class Speaking:
    """Answers who is named where, and which days are told of their words."""

    def __init__(
        self,
        article: ReadArticle,
        sentences: tuple[Sentence, ...],
        linked: Linked,
        knowledge: Knowledge,
        clock: Clock,
    ) -> None:
        """Take down who is named in each sentence."""
        self._knowledge, self._clock, self._outlet = knowledge, clock, article.outlet
        self._text, self._sentences, self._linked = article.text, sentences, linked
        self._paragraphs = [sentence.paragraph for sentence in sentences]
        self._named: list[tuple[str, ...]] = []
        """The actors whom each sentence names outside quotations."""
        for sentence in sentences:
            self._named.append(_actors(sentence, linked, clock))
        self._lead = {slug for named in self._named[:LEAD] for slug in named}
        self._is_forum = any(_FORUM.search(item.words(article.text)) for item in sentences[:LEAD]) or any(
            _SUMMIT.search(item.words(article.text)) for item in sentences[: LEAD + 1]
        )

    def spoken_on(self, number: int, holders: Sequence[str]) -> PartialDate | None:
        """The day that another sentence near by gives for words of the same holders."""
        if number >= len(self._sentences):
            return None
        for other in self._near(number):
            timed = self._clock.sentences[other]
            if timed.own and timed.own.is_day:
                if self._speaks(other, holders, is_near=other < number):
                    return timed.own
            elif other < number and timed.news and self.is_spoken_of(other, holders):
                return timed.news
        for earlier in range(number - 1, max(-1, number - 1 - BACK), -1):
            own = self._clock.sentences[earlier].own
            if own and own.is_day and self._speaks(earlier, holders, is_near=False):
                return own
        return None

    def is_spoken_of(self, number: int, holders: Sequence[str]) -> bool:
        """Whether a sentence does not let the holders speak, but somebody else speaks of them."""
        sentence = self._sentences[number]
        words = sentence.words(self._text)
        if self._is_taken_up(number, words, holders):
            return False
        contained: set[str] = set()
        speaking: set[str] = set()
        is_own_words, date_ends = self._clock.is_own_words(number), self._clock.sentences[number].spoken_at
        for item in self._linked.within(sentence.span):
            start = item.span.start - sentence.span.start
            is_said = is_own_words or self._clock.is_quoted(item.span.start) or is_content(words[:start])
            is_said = is_said or bool(_OF_THAT.search(words, date_ends, max(start, date_ends)))
            (contained if is_said else speaking).update(thing.slug for thing in item.referents)
        if is_own_words:
            return set(holders) <= contained and not any(self._is_speaker(slug) for slug in holders)
        return set(holders) <= contained - speaking

    def _is_taken_up(self, number: int, words: str, holders: Sequence[str]) -> bool:
        """Whether a pronoun opens a sentence that stands for the one holder, who was named last before it."""
        if len(holders) != 1 or not _PRONOUN.match(words):
            return False
        for earlier in range(number - 1, max(-1, number - 1 - LEAD), -1):
            persons = [slug for slug in self._named[earlier] if self._knowledge.kinds.get(slug) == "person"]
            if persons:
                return persons[0] == holders[0]
        return False

    def _is_speaker(self, holder: str) -> bool:
        """Whether a holder, or their state, is whose own words the article is."""
        day = self._clock.day
        persons = (
            slug for named in self._named for slug in named if self._knowledge.kinds.get(slug) == "person"
        )
        speaker = next(persons, "")
        state = self._knowledge.state_of(speaker, day) if speaker else None
        return holder == speaker or (state is not None and self._knowledge.state_of(holder, day) == state)

    def is_reaction(self, number: int, holders: Sequence[str]) -> bool:
        """Whether somebody comes in late in the article, of whose words it gives no day."""
        if (
            not LEAD <= number < len(self._sentences)
            or self._clock.is_own_words(number)
            or set(holders) & {*self._lead, self._outlet}
        ):
            return False
        opened = number
        while opened > LEAD and self._goes_on(opened, holders):
            opened -= 1
        if self._is_forum or any(self._has(place, _SAME_TIME) for place in {number, opened}):
            return False
        if any(self._has(place, _REACTION) for place in {number, opened}):
            return True
        return opened > LEAD and (self._opens(opened, holders) or self._speaks_for(opened, holders))

    def _has(self, number: int, words: re.Pattern[str]) -> bool:
        """Whether some words stand in a sentence."""
        span = self._sentences[number].span
        return bool(words.search(self._text[span.start : span.end]))

    def _opens(self, number: int, holders: Sequence[str]) -> bool:
        """Whether a sentence names the holders first, or behind a body only."""
        named = self._named[number]
        is_body = self._knowledge.kinds.get(named[0] if named else "") != "person"
        return bool(set(holders) & set(named[: 2 if is_body else 1]))

    def _goes_on(self, number: int, holders: Sequence[str]) -> bool:
        """Whether the sentence before lets the same holders speak."""
        return bool(set(holders) & set(self._named[number - 1]))

    def _near(self, number: int) -> Iterator[int]:
        """The other sentences of the same paragraph: those before, the nearest first, then those after."""
        first = number
        while first and self._paragraphs[first - 1] == self._paragraphs[number]:
            first -= 1
        yield from range(number - 1, first - 1, -1)
        for later in range(number + 1, len(self._paragraphs)):
            if self._paragraphs[later] != self._paragraphs[number]:
                return
            yield later

    def _speaks(self, number: int, holders: Sequence[str], *, is_near: bool) -> bool:
        """Whether a sentence names the holders, or near by somebody who speaks for the same state."""
        if set(holders) & set(self._named[number]):
            return True
        return is_near and self._speaks_for(number, holders)

    def _speaks_for(self, number: int, holders: Sequence[str]) -> bool:
        """Whether the first whom a sentence names is of the same state as the holders."""
        named, day = self._named[number], self._clock.day
        if not named:
            return False
        state = self._knowledge.state_of(named[0], day)
        return state is not None and any(self._knowledge.state_of(slug, day) == state for slug in holders)


def _actors(sentence: Sentence, linked: Linked, clock: Clock) -> tuple[str, ...]:
    """The actors whom a sentence names outside quotations."""
    return tuple(
        dict.fromkeys(
            thing.slug
            for item in linked.within(sentence.span)
            for thing in item.referents
            if thing.kind == "actor" and not clock.is_quoted(item.span.start)
        )
    )
