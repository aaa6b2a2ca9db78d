"""The days of an article: which day its words count from, and which day each sentence speaks of."""

from __future__ import annotations

import bisect
import datetime
import re
from dataclasses import dataclass

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.linked import Linked
from communique.annotator.sentences import Sentence
from communique.annotator.timing.dates import DateKind, ToldDate, dates_in
from communique.annotator.timing.day_of_news import dated_line, reference_day
from communique.annotator.timing.own_words import own_words_from
from communique.annotator.timing.quoted import quoted_stretches
from communique.annotator.timing.telling import Telling, how_told, is_own_act_recalled
from communique.corpus.reading.article import ReadArticle
from communique.model import PartialDate

_NO_OCCASION = re.compile(
    r"\b(?:since|until|till|by|before|after|from|dated|between|effective|founded|born|throughout|through|ahead\s+of)"
    r"\s+(?:the\s+)?(?:(?:last|this|late|early|mid)[\s-]+)?$|\bof\s+(?:the\s+)?(?:(?:last|this|late|early|mid)[\s-]+)?$",
    re.IGNORECASE,
)
_OTHER_EVENT = re.compile(
    r"\b(?:signed|adopted|reached|issued|concluded|agreed|brokered|ended|began|started|launched|deployed|closed|blocked)"
    r"(?:\s+\w+){0,3}?(?:\s+(?:with|by|between|among)(?:\s+[\w'’-]+){1,7}?)?\s*(?:on|in)?\s*$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|planned|upcoming|scheduled|ahead\s+of|to\s+be\s+held|next|forthcoming|expected|is\s+due)\b",
    re.IGNORECASE,
)
"""Before a date that tells something else than when words were said."""
_ATTACHED = re.compile(
    r"\b(?:statement|declaration|agreement|order|ruling|announcement|treaty|war)s?\s+(?:of|on|from|dated)?\s*$"
)
_FIGHTING = re.compile(
    r"\b(?:aggression|attacks?|hostilities|clashes|shelling|offensive|invasion|incursion|fighting|escalation|incidents?|"
    r"operation|blockade|closure)\b(?:\s+[\w'’-]+){0,10}?\s+(?:of|on|from|since)\s*$",
    re.IGNORECASE,
)
"""“The attack on … on 13 September”: the day of the attack, not of the words about it."""
_PERFECT = re.compile(
    r"^(?!We\b|I\b|They\b|The\s+(?:sides|parties|ministers|leaders))(?:(?!,\s+(?:saying|adding|noting|claiming|stressing|arguing)\b)[^“\"]){0,90}?\b(?:has|have)\s+(?:also\s+|already\s+|repeatedly\s+|long\s+|consistently\s+|always\s+|since\s+|previously\s+)?"
    r"(?:pledged|accused|called|rejected|denied|promised|insisted|argued|claimed|demanded|warned|vowed|urged|offered|maintained)\b"
)
"""Earlier conduct, told without a day."""
_HABIT = re.compile(r"^[A-Z]\w+(?:\s\w+)?\s+(?:claims|accuses|insists|maintains|argues|considers|demands)\b")
"""Lasting conduct: “Russia claims that …”."""
_LEAD = 4
"""Sentences that tell the news, and the days within which it is news."""
_RECENT = 7
"""Days from which on what was told last is background, and no “later in the day” goes on with it."""
_FIRST = 3
"""Sentences, with the headline, that tell whose news it is."""
_NEWS = 8
"""Sentences among which the first that gives a day gives that of the news."""
_OF_STATEMENT = re.compile(
    r"\W*(?:In|According\s+to)\s+(?:the|that|this|its|their)\s+(?:[\w-]+\s+)?(?:statement|comment|commentary|remarks|interview|report|resolution|post|article),?\s+"
    r"(?:(?:which|that)\s+was\s+)?(?:issued|published|made|released|voiced|given|adopted|posted|aired)\b"
)
_ANSWERS = re.compile(
    r"\b(?:in\s+(?:response|reply|reaction)\s+to|respond(?:ed|ing|s)\s+to|repl(?:ied|ying|ies)\s+to|comment(?:ed|ing|s)\s+on|react(?:ed|ing|s)\s+to|reject(?:ed|s)|answer(?:ed|ing|s))\b"
)
"""The first sentences tell that the news is an answer."""


@dataclass(frozen=True, slots=True)
class TimedSentence:
    """What a sentence says of time."""

    own: PartialDate | None = None
    """The day (or month, or year) on which its words were said."""
    spoken_of: PartialDate | None = None
    """The day (or month, or year) of something past that its words speak of."""
    spoken_at: int = 0
    """Where the date of that ends, in the sentence."""
    news: PartialDate | None = None
    """The same, where its own words speak of it and quote nobody: it may be the day of the news."""
    recalled: PartialDate | None = None
    """The day of what whoever speaks recalls to have done; its words tell of nothing else."""
    is_background: bool = False
    """It tells of earlier or lasting conduct and gives no day."""
    is_lasting: bool = False
    """It tells what somebody still says."""


class Clock:
    """Resolves the date expressions of one article."""

    def __init__(
        self,
        article: ReadArticle,
        sentences: tuple[Sentence, ...],
        linked: Linked,
        knowledge: Knowledge,
    ) -> None:
        """Find the day the article counts from and the day each sentence speaks of."""
        self._text = article.text
        self.reference = reference_day(article)
        self._published = article.published
        self._quoted = quoted_stretches(article.text)
        self._linked, self._knowledge = linked, knowledge
        self._first = sentences[:_FIRST]
        self._own_words = own_words_from(article.text, sentences, self.is_quoted)
        self.sentences: list[TimedSentence] = []
        self.main = dated_line(article, sentences, self.reference) if self._own_words is not None else None
        is_sure = self.main is not None
        last = self.main
        for sentence in sentences:
            timed = self._timed(sentence, last)
            self.sentences.append(timed)
            if timed.own and timed.own.is_day:
                last = timed.own
                if (
                    not is_sure
                    and self._is_news(sentence, timed.own)
                    and (self.main is None or sentence.number < _LEAD)
                ):
                    self.main, is_sure = timed.own, True
            elif self.main is None and self._is_lead(sentence, timed.news):
                last = self.main = timed.news

    def _is_news(self, sentence: Sentence, day: PartialDate) -> bool:
        """Whether a day in a sentence is that of the news: told among the first, and not long ago."""
        words = sentence.words(self._text)
        # A line without a full stop is a byline.
        is_told = words.rstrip(' ”"’)').endswith((".", "!", "?")) or sentence.is_headline
        if self._is_answered(sentence) or self._is_of_others(sentence):
            return False
        is_old = self.reference is not None and not -2 <= (self.reference - day.first_day).days <= 10
        return is_told and sentence.number < _NEWS and not is_old

    def _is_lead(self, sentence: Sentence, day: PartialDate | None) -> bool:
        """Whether the first sentences only tell the day of what was spoken of, which may be the news."""
        if day is None or not day.is_day or self.reference is None or self.is_own_words(sentence.number):
            return False
        if self._is_answered(sentence):
            return False
        is_new = 0 <= (self.reference - day.first_day).days < _LEAD
        return is_new and sentence.number < _LEAD and not sentence.is_headline

    def _is_of_others(self, sentence: Sentence) -> bool:
        """Whether a sentence behind the first ones tells of persons none of whom these name."""
        own, lead = (
            self._persons(sentence),
            {slug for item in self._first if item.number < sentence.number for slug in self._persons(item)},
        )
        return sentence.number >= len(self._first) and bool(own) and bool(lead) and own.isdisjoint(lead)

    def _persons(self, sentence: Sentence) -> set[str]:
        """The persons whom a sentence names."""
        things = (thing for item in self._linked.within(sentence.span) for thing in item.referents)
        return {thing.slug for thing in things if self._knowledge.kinds.get(thing.slug) == "person"}

    def _is_answered(self, sentence: Sentence) -> bool:
        """Whether a sentence tells of the statement that the news only answers."""
        is_of_statement = _OF_STATEMENT.match(self._text, sentence.span.start)
        return bool(is_of_statement and _ANSWERS.search(self._text, 0, sentence.span.start))

    def is_own_words(self, number: int) -> bool:
        """Whether a sentence is part of a speech, an interview or a reply, told by nobody else."""
        return self._own_words is not None and number >= self._own_words

    def is_quoted(self, place: int) -> bool:
        """Whether a place of the text stands between quotation marks."""
        after = bisect.bisect_right(self._quoted, place, key=lambda span: span.start)
        return after > 0 and place < self._quoted[after - 1].end

    def _is_of_instrument(self, sentence: Sentence, place: int) -> bool:
        """Whether a place of the text is part of the name of an instrument."""
        return any(
            item.span.start <= place < item.span.end
            for item in self._linked.within(sentence.span)
            if any(thing.kind in ("agreement", "collection", "provision") for thing in item.referents)
        )

    @property
    def published(self) -> PartialDate | None:
        """The day of publication, to the precision known."""
        return self._published

    @property
    def written(self) -> PartialDate | None:
        """The day that “today” means."""
        return PartialDate(self.reference.isoformat()) if self.reference else None

    @property
    def day(self) -> PartialDate | None:
        """The day of what the article tells: of its first sentences, else of dateline or publication."""
        return self.main or self.written or self._published

    @property
    def month(self) -> PartialDate | None:
        """The month of the news, for what was said about it on a day that is not told."""
        return PartialDate(self.day.text[:7]) if self.day else None

    @property
    def year(self) -> PartialDate | None:
        """The year of the news, for what has no better date."""
        return PartialDate(self.day.text[:4]) if self.day else None

    def _timed(self, sentence: Sentence, last: PartialDate | None) -> TimedSentence:
        """What one sentence says of time; of several dates the one that plainly tells when it was said."""
        words = sentence.words(self._text)
        own, spoken_of, news, best = None, None, None, Telling.OF_CONTENT
        recalled = None
        spoken_at = 0
        for told in dates_in(words):
            if self._is_of_else(sentence, words, told):
                continue
            telling = self._telling(sentence, words, told)
            date = self._resolved(told, last)
            if date is None:
                continue
            if telling > best and self._is_near(date, telling):
                own, best = date, telling
            elif telling <= Telling.OF_CONTENT and self._is_past(date, words, told):
                spoken_at = spoken_at if spoken_of else told.end
                spoken_of = spoken_of or date
                is_act = telling is Telling.OF_CONTENT and is_own_act_recalled(words, told)
                recalled = recalled or (date if is_act else None)
                news = news or (date if telling is Telling.OF_CONTENT else None)
        is_late = sentence.number > 3 and not sentence.is_headline  # the first sentences tell the news
        is_told = not self.is_own_words(sentence.number) and own is None and is_late
        is_lasting = is_told and bool(_HABIT.match(words))
        is_background = is_lasting or (is_told and bool(_PERFECT.match(words)))
        return TimedSentence(own, spoken_of, spoken_at, news, recalled, is_background, is_lasting)

    @property
    def _news_day(self) -> datetime.date | None:
        """The day of the news as far as it is known, for words such as “later in the day”."""
        return self.main.first_day if self.main is not None else self.reference

    def _is_of_else(self, sentence: Sentence, words: str, told: ToldDate) -> bool:
        """Whether a date is part of a name, or bounds a stretch of time."""
        before = words[max(0, told.start - 80) : told.start]
        if told.kind is not DateKind.SPAN_OF_TIME and _NO_OCCASION.search(before):
            return True
        return self._is_of_instrument(sentence, sentence.span.start + told.start)

    def _telling(self, sentence: Sentence, words: str, told: ToldDate) -> Telling:
        """How plainly a date tells when something was said or done, and not another fact."""
        before = words[max(0, told.start - 80) : told.start]
        if self.is_own_words(sentence.number) or self.is_quoted(sentence.span.start + told.start):
            return Telling.QUOTED
        telling = how_told(words, told)
        if telling in (Telling.SAID_THEN, Telling.QUOTED):
            return telling
        if _AHEAD.search(before[-50:]):
            return Telling.QUOTED
        if not told.has_day:
            is_last = re.search(r"\blast\s+$", before) and telling is Telling.PERHAPS
            return telling if telling is Telling.OCCASION or is_last else Telling.OF_CONTENT
        is_calendar = told.kind in (DateKind.ABSOLUTE, DateKind.NO_YEAR)
        is_open = telling is Telling.PERHAPS
        if (is_calendar or is_open) and _OTHER_EVENT.search(before):
            return Telling.OF_CONTENT
        if is_open and (_ATTACHED.search(before) or _FIGHTING.search(before)):
            return Telling.OF_CONTENT
        return telling

    def _is_near(self, date: PartialDate, telling: Telling) -> bool:
        """Whether a day is that of the news; an older one only where the words plainly say so."""
        if self.reference is None or not date.is_day:
            return True
        return telling > Telling.PERHAPS or -2 <= (self.reference - date.first_day).days <= 20

    def _is_past(self, date: PartialDate, words: str, told: ToldDate) -> bool:
        """Whether something that is spoken of was before the news."""
        if self.reference is None or not date.has_month:
            return False
        is_ahead = bool(_AHEAD.search(words[max(0, told.start - 50) : told.start]))
        return date.last_day <= self.reference and not is_ahead

    def _resolved(self, told: ToldDate, last: PartialDate | None) -> PartialDate | None:
        reference = self.reference or (self._published.last_day if self._published else None)
        if told.kind in (DateKind.SAME_DAY, DateKind.DAY_BEFORE_THAT, DateKind.DAY_AFTER_THAT):
            is_old = last and self.reference and (self.reference - last.first_day).days > _RECENT
            is_of_news = told.kind is DateKind.SAME_DAY and is_old
            date = told.on(last.first_day if last and not is_of_news else self._news_day)
            is_ahead = date and reference and date.first_day > reference
            return None if is_ahead else date
        if told.kind is DateKind.WEEKDAY and self.reference is None:
            return None
        return told.on(reference)
