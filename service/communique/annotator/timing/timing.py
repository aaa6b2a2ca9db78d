"""Timing of an article: the day, and where there is one the event, of each of its statements.

A statement without a day of its own takes the day of the event at which the text places it, else that of
its paragraph, else the day that the first sentences give, else that of the dateline or of publication. The
last goes further than “never the day of publication by default”: most wire stories and all readouts tell of
the same day without saying so. What is told as background (“has repeatedly pledged”, “Moscow claims”) takes
the year only. Those who come in late (“for its part”, “also welcomed it”) take the month, unless the news is
of a court or debate, where all speak on one day. In somebody's own words, a speech or an interview, dates
are those of what is spoken of; so are the dates in quotations and behind “said that”.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.linked import Linked
from communique.annotator.sentences import Sentence
from communique.annotator.timing.clock import Clock
from communique.annotator.timing.company import company
from communique.annotator.timing.events import (
    AFTERWARDS,
    COMMENTING,
    ELSEWHERE,
    FIRST_PERSON,
    NOT_HELD,
    Placing,
    ToldEvent,
    event_of,
    kinds_in,
    placed_in,
    tells_of_meeting,
)
from communique.annotator.timing.planned import PlannedMeetings
from communique.annotator.timing.speaking import Speaking
from communique.annotator.timing.telling import is_content
from communique.annotator.timing.told import Occasion
from communique.corpus.reading.article import ReadArticle
from communique.model import PartialDate, Span, Thing

_UNKNOWN_DAY = PartialDate("1900")
"""Stands where neither the text nor its record gives any date; nothing can be published with it."""


@dataclass
class Timing:
    """Answers when and where something was said in one article."""

    knowledge: Knowledge
    clock: Clock
    speaking: Speaking
    meetings: PlannedMeetings
    outlet: str | None = None
    events: list[ToldEvent] = field(default_factory=list)
    """The events of the article, in the order in which it tells of them."""
    _speaker: str | None = None
    """The first person named; it is “I” in a readout in the first person."""
    _by_sentence: dict[int, ToldEvent] = field(default_factory=dict)
    """The event at which the text places a sentence, or the one it was still at."""

    @classmethod
    def of(
        cls, article: ReadArticle, sentences: tuple[Sentence, ...], linked: Linked, knowledge: Knowledge
    ) -> Timing:
        """Read an article for days and events.

        Args:
            article: the article.
            sentences: its sentences.
            linked: what its words refer to.
            knowledge: the events that are known.
        """
        clock = Clock(article, sentences, linked, knowledge)
        speaking = Speaking(article, sentences, linked, knowledge, clock)
        meetings = PlannedMeetings(article.text, sentences, linked, knowledge)
        timing = cls(knowledge, clock, speaking, meetings, article.outlet)
        current: ToldEvent | None = None
        timing._speaker = next(
            (slug for item in linked.mentions for slug in timing._people(item.referents)), None
        )
        for sentence in sentences:
            words = article.text[sentence.span.start : sentence.span.end]
            persons = timing._persons(linked, sentence, words)
            placing = placed_in(words)
            if placing and (
                timing.clock.is_quoted(sentence.span.start + placing.start)
                or is_content(words[: placing.start])
            ):
                placing = None  # “said that at their meeting X had told him”
            told = None if placing and placing.is_definite else timing._told(words, persons, sentence.number)
            if placing:
                current = timing._placed(placing, persons, sentence, told) or current
            elif AFTERWARDS.search(words):
                current = None
            elif told and not sentence.is_headline and tells_of_meeting(words, is_news=sentence.number < 3):
                current = current if timing._is_recalled(told, sentence) else told
            if current and not ELSEWHERE.match(words):
                timing._by_sentence[sentence.number] = current
        return timing

    def occasion(self, sentence_numbers: Sequence[int], holders: Sequence[str]) -> Occasion:
        """When and at which event something was said.

        Args:
            sentence_numbers: the sentences that tell it, in order.
            holders: slugs of those who said it.
        """
        is_outlet = any(
            self.knowledge.kinds.get(slug, "outlet" if slug == self.outlet else "") == "outlet"
            for slug in holders
        )
        if self.clock.published and is_outlet:
            return Occasion(
                self.clock.published, explanation="the outlet's own voice, on the day of publication"
            )
        dated = self._dated(sentence_numbers, holders)
        if dated:
            return dated
        first = sentence_numbers[0] if sentence_numbers else 0
        is_background = bool(self.clock.sentences) and self.clock.sentences[first].is_background
        event = self._event_for(first, holders, None)
        if event and not is_background:
            return self._occasion(event.date, event, 0.85, "the day of the event")
        if is_background and self.clock.year and self.clock.month:
            is_recent = self.clock.sentences[first].is_lasting and all(map(self._is_person, holders))
            since = self.clock.month if is_recent else self.clock.year
            return Occasion(since, confidence=0.5, explanation="told as background, without a day")
        spoken = self.speaking.spoken_on(first, holders)
        if spoken:
            return Occasion(
                spoken, confidence=0.8, explanation="the day on which they were last said to speak"
            )
        if self.clock.month and self.speaking.is_reaction(first, holders):
            return Occasion(
                self.clock.month, confidence=0.5, explanation="a reaction of others, without a day"
            )
        day = self.clock.day
        if day is None:
            return Occasion(_UNKNOWN_DAY, confidence=0.0, explanation="neither text nor record gives a date")
        why = "the day told at the start" if self.clock.main else "the day of publication"
        return Occasion(day, confidence=0.8 if self.clock.main else 0.7, explanation=why)

    def _dated(self, sentence_numbers: Sequence[int], holders: Sequence[str]) -> Occasion | None:
        """The occasion that a date in one of the sentences tells."""
        for number in sentence_numbers:
            timed = self.clock.sentences[number]
            is_past = timed.spoken_of is not None and timed.spoken_of != self.clock.written
            if timed.spoken_of and is_past and self.speaking.is_spoken_of(number, holders):
                return Occasion(timed.spoken_of, confidence=0.6, explanation="a date of what is told of them")
            if timed.recalled:
                event = self._event_for(number, holders, timed.recalled)
                return self._occasion(timed.recalled, event, 0.7, "the day of what they recall")
            if timed.own:
                event = self._event_for(number, holders, timed.own)
                return self._occasion(timed.own, event, 0.95, "a date in the sentence")
        return None

    def planned(
        self, number: int, place: Span, holders: Sequence[str], said_on: PartialDate, *, is_wanted: bool
    ) -> Occasion | None:
        """The meeting still to come that words of a sentence name; see ``PlannedMeetings.named``."""
        near = [self._by_sentence[number]] if number in self._by_sentence else []
        return self.meetings.named(
            number, place, holders, said_on, (*near, *self.events), is_wanted=is_wanted
        )

    @property
    def occasions(self) -> tuple[Occasion, ...]:
        """The events of the article, known and proposed, each once."""
        unique = {event.slug: event for event in self.events}
        return tuple(self._occasion(event.date, event, 0.8, event.kind) for event in unique.values())

    def _occasion(self, date: PartialDate, event: ToldEvent | None, confidence: float, why: str) -> Occasion:
        if event is None:
            return Occasion(date, confidence=confidence, explanation=why)
        return Occasion(date, event.slug, event.is_known, event.participants, confidence, why)

    def _is_person(self, slug: str) -> bool:
        return self.knowledge.kinds.get(slug) == "person"

    def _people(self, things: Sequence[Thing]) -> tuple[str, ...]:
        """The persons among some things."""
        return tuple(
            thing.slug
            for thing in things
            if thing.kind == "actor" and self.knowledge.kinds.get(thing.slug) == "person"
        )

    def _persons(self, linked: Linked, sentence: Sentence, words: str) -> tuple[tuple[str, int], ...]:
        """The persons of a sentence and where each is named first, but for those in quotations."""
        found: dict[str, int] = {}
        for item in linked.within(sentence.span):
            for thing in item.referents:
                is_person = thing.kind == "actor" and self.knowledge.kinds.get(thing.slug) == "person"
                if is_person and not self.clock.is_quoted(item.span.start):
                    found.setdefault(thing.slug, item.span.start)
        if self._speaker and FIRST_PERSON.match(words):
            found.setdefault(self._speaker, sentence.span.start)
        return tuple(found.items())

    def _told(self, words: str, persons: tuple[tuple[str, int], ...], number: int) -> ToldEvent | None:
        """The event that a sentence tells of with its participants, if it names them."""
        kinds = [kind for kind in kinds_in(words) if kind != "statement"]
        if COMMENTING.search(words) or NOT_HELD.search(words):
            return None
        timed = self.clock.sentences[number]
        date = timed.own or timed.news or self.clock.day
        slugs = company(tuple(slug for slug, _ in persons), self.clock.day, self.knowledge)
        if not kinds or len(slugs) < 2 or date is None or timed.is_background:
            return None
        told = [self._noted(event_of(kind, slugs, date, self.knowledge)) for kind in kinds]
        return told[0]

    def _placed(
        self,
        placing: Placing,
        persons: tuple[tuple[str, int], ...],
        sentence: Sentence,
        told: ToldEvent | None,
    ) -> ToldEvent | None:
        """The event at which a sentence says that its words were spoken."""
        timed = self.clock.sentences[sentence.number]
        date = timed.own or self.clock.day
        if date is None or timed.is_background:
            return None
        if placing.kind == "statement":
            before = [slug for slug, place in persons if place < sentence.span.start + placing.start]
            return (
                self._noted(event_of("statement", tuple(before[-1:]), date, self.knowledge))
                if before
                else None
            )
        slugs = company(tuple(slug for slug, _ in persons), self.clock.day, self.knowledge)
        fitting = [item for item in self.events if item.kind == placing.kind]
        if placing.is_bilateral and len(slugs) >= 2:
            return self._noted(event_of(placing.kind, slugs[:2], date, self.knowledge))
        if placing.is_definite and fitting:
            return fitting[-1]
        if told and told.kind == placing.kind:
            return told
        fitting = [item for item in fitting if set(slugs) <= set(item.participants)]
        if fitting:
            return fitting[-1]
        return self._noted(event_of(placing.kind, slugs, date, self.knowledge)) if slugs else None

    def _is_recalled(self, event: ToldEvent, sentence: Sentence) -> bool:
        """Whether somebody only speaks of an event, which was on another day than that of the news."""
        told, day = self.clock.sentences[sentence.number].spoken_of, self.clock.day
        return told is not None and _same_day(event.date, told) and event.date != day

    def _noted(self, event: ToldEvent) -> ToldEvent:
        self.events.append(event)
        return event

    def _event_for(self, number: int, holders: Sequence[str], date: PartialDate | None) -> ToldEvent | None:
        """The event of a sentence, if those who speak took part in it and it was on that day.

        Where the sentence is at no event of theirs, their own statement is meant if the article names one.
        """
        statements = [
            event
            for event in self.events
            if event.kind == "statement" and set(event.participants) <= set(holders)
        ]
        own = [self._by_sentence[number]] if number in self._by_sentence else []
        for event in (*own, *statements[-1:]):
            is_then = date is None or _same_day(event.date, date)
            if is_then and (not holders or any(self._took_part(slug, event) for slug in holders)):
                return event
        return self._known_statement(holders, date or self.clock.day)

    def _known_statement(self, holders: Sequence[str], date: PartialDate | None) -> ToldEvent | None:
        """The statement that the one holder is known to have made on a day."""
        for facts in self.knowledge.events.values():
            is_own = facts.kind == "statement" and facts.participants == tuple(holders)
            if is_own and date and date.is_day and facts.was_on(date):
                return ToldEvent(facts.kind, facts.participants, facts.held, facts.slug, is_known=True)
        return None

    def _took_part(self, holder: str, event: ToldEvent) -> bool:
        """Whether a holder, or somebody who spoke for them, took part."""
        if holder in event.participants:
            return True
        state = self.knowledge.state_of(holder, event.date)
        if self.knowledge.kinds.get(holder) == "person" or state is None:
            return False
        return any(self.knowledge.state_of(slug, event.date) == state for slug in event.participants)


def _same_day(one: PartialDate, other: PartialDate) -> bool:
    return one.first_day <= other.last_day and other.first_day <= one.last_day
