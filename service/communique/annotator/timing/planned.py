"""Planned meetings: which event words for a meeting name that is agreed, proposed, hoped for or offered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.linked import Linked
from communique.annotator.sentences import Sentence
from communique.annotator.timing.ahead import day_ahead, is_ahead, is_outcome
from communique.annotator.timing.company import company, is_spokesperson
from communique.annotator.timing.events import ToldEvent, event_of
from communique.annotator.timing.told import Occasion
from communique.model import PartialDate, Span

_PROCESS = re.compile(
    r"^(?!.*\bround\b).*\b(?:talks|negotiations|consultations|discussions)\b", re.IGNORECASE
)
"""Words that mean all that is negotiated, where nothing says that one meeting is meant."""
_CALL = re.compile(r"\bphone|\bcall\b", re.IGNORECASE)
_OTHER_MATTER = re.compile(
    r"[;:.\"”]|,\s+(?:which|who|where|while|but|and|as|said|says|though|although|adding)\b|"
    r"\b(?:so\s+that|because|that\s+(?:is|was|would|will)|at\s+the\s+(?:request|invitation|initiative)|after|following)\b"
)
"""Behind the words for a meeting: what follows does not tell who meets."""
_WITH = re.compile(r"\s*(?:\w+\s+){0,4}?(?:with|between|of|among|by)\s")
_REACH = 160
"""Code points behind the words for a meeting within which those are named who meet."""
_HOSTED = re.compile(
    r"\b(?:host|bring(?:ing)?\s+(?:[\w'’-]+\s+){0,4}?together|invit\w+|gather|receive|conven\w+)\b[^.;:]{0,80}$"
)
"""Before a meeting to which whoever speaks brings the others."""


class PlannedMeetings:
    """Answers which meetings to come the sentences of an article name."""

    def __init__(
        self, text: str, sentences: Sequence[Sentence], linked: Linked, knowledge: Knowledge
    ) -> None:
        """Keep what is asked for each time."""
        self._text, self._sentences, self._linked, self._knowledge = text, sentences, linked, knowledge

    def named(
        self,
        number: int,
        place: Span,
        holders: Sequence[str],
        said_on: PartialDate,
        told: Sequence[ToldEvent],
        *,
        is_wanted: bool,
    ) -> Occasion | None:
        """The meeting to come that some words name.

        Args:
            number: the sentence.
            place: the words for the meeting.
            holders: who speaks of it.
            said_on: when.
            told: events that the article tells of, the most likely first; “the next” is of the same people.
            is_wanted: somebody undertakes it, proposes it, asks for it or offers to help with it.

        Returns:
            None where the words do not name a meeting to come; without an event where it is not known who
            will meet, or the whole of the talks is meant.
        """
        sentence = self._sentences[number]
        words = sentence.words(self._text)
        start, end = place.start - sentence.span.start, place.end - sentence.span.start
        is_plain = is_ahead(words, start, end)
        if not is_plain and (not is_wanted or is_outcome(words, start)):
            return None
        date = day_ahead(words, end, said_on)
        if not is_plain and _PROCESS.search(words[start:end]):
            return Occasion(date, explanation="the talks as a whole")
        persons = self._who(sentence, place, holders, said_on) or self._same(holders, told, said_on)
        if len(persons) < 2:
            return Occasion(date, explanation="a meeting to come, of whom is not told")
        kind = "phone-call" if _CALL.search(words[start:end]) else "meeting"
        event = self._event(kind, persons, date)
        return Occasion(event.date, event.slug, event.is_known, event.participants, 0.7, "a meeting to come")

    def _event(self, kind: str, persons: tuple[str, ...], date: PartialDate) -> ToldEvent:
        """A known event only where the day is told: of a month or a year there may be several."""
        if date.is_day:
            return event_of(kind, persons, date, self._knowledge)
        return ToldEvent.new(kind, persons, date, self._knowledge)

    def _who(
        self, sentence: Sentence, place: Span, holders: Sequence[str], day: PartialDate
    ) -> tuple[str, ...]:
        """The persons whom the words behind name as those who meet."""
        limit = min(sentence.span.end, place.end + _REACH)
        other = _OTHER_MATTER.search(self._text, place.end, limit)
        if not _WITH.match(self._text, place.end):
            return ()
        within = Span(place.end, other.start() if other else limit)
        found = dict.fromkeys(
            thing.slug
            for item in self._linked.within(within)
            for thing in item.referents
            if thing.kind == "actor" and self._knowledge.kinds.get(thing.slug) == "person"
        )
        if not found:
            return ()
        persons = [slug for slug in holders if self._is_one_who_meets(slug, day)]
        is_hosted = _HOSTED.search(self._text, sentence.span.start, place.start)
        if len(found) == 1 or is_hosted:
            found.update(dict.fromkeys(persons))
        return company(tuple(found), day, self._knowledge)

    def _same(self, holders: Sequence[str], told: Sequence[ToldEvent], day: PartialDate) -> tuple[str, ...]:
        """Those who met at the event told of, else those who speak together."""
        persons = [slug for slug in holders if self._is_one_who_meets(slug, day)]
        for event in told:
            if event.kind in ("meeting", "phone-call") and set(persons) <= set(event.participants):
                return company(event.participants, day, self._knowledge)
        return tuple(persons)

    def _is_one_who_meets(self, slug: str, day: PartialDate) -> bool:
        is_person = self._knowledge.kinds.get(slug) == "person"
        return is_person and not is_spokesperson(slug, day, self._knowledge)
