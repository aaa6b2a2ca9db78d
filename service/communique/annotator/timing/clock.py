"""The days of an article: which day its words count from, and which day each sentence speaks of."""

from __future__ import annotations

import bisect
import datetime
import re
from dataclasses import dataclass

from communique.annotator.linking.linked import Linked
from communique.annotator.linking.words import SPEECH
from communique.annotator.sentences import Sentence
from communique.annotator.timing.dates import DateKind, ToldDate, dates_in
from communique.annotator.timing.quoted import quoted_stretches
from communique.corpus.reading.article import ReadArticle, RegionKind
from communique.model import PartialDate

_NO_OCCASION = re.compile(
    r"\b(?:since|until|till|by|before|after|from|dated|between|effective|founded|born|throughout|through|ahead\s+of)"
    r"\s+(?:the\s+)?$|\bof\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_OTHER_EVENT = re.compile(
    r"\b(?:signed|adopted|reached|issued|concluded|agreed|brokered|ended|began|started|launched|deployed|closed|blocked)"
    r"(?:\s+\w+){0,3}?\s*(?:on|in)?\s*$",
    re.IGNORECASE,
)
_VOICED = re.compile(
    r"\b(?:claims?|statements?|remarks?|allegations?|accusations?|comments?|speech|interview|reports?|shelling|attack|incident)"
    r"\s+(?:\w+ed|made|given)\s+(?:on\s+)?$",
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
_PERFECT = re.compile(
    r"^(?!We\b|I\b|They\b|The\s+(?:sides|parties|ministers|leaders))[^“\"]{0,90}?\b(?:has|have)\s+(?:also\s+|already\s+|repeatedly\s+|long\s+|consistently\s+|always\s+|since\s+|previously\s+)?"
    r"(?:pledged|accused|called|rejected|denied|promised|insisted|argued|claimed|demanded|warned|vowed|urged|offered|maintained)\b"
)
"""Earlier conduct, told without a day."""
_HABIT = re.compile(r"^[A-Z]\w+(?:\s\w+)?\s+(?:claims|accuses|insists|maintains|argues|considers|demands)\b")
"""Lasting conduct: “Russia claims that …”."""


@dataclass(frozen=True, slots=True)
class TimedSentence:
    """What a sentence says of time."""

    own: PartialDate | None = None
    """The day (or month, or year) that its words give for what it tells."""
    is_background: bool = False
    """It tells of earlier or lasting conduct and gives no day."""


_SPEAKER_LABEL = re.compile(
    r"(?:Q|A|Question|Answer|QUESTION|[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3}):\s|[-–—]\s+[A-Z]"
)
"""Opens a question or an answer in an interview or a briefing."""


class Clock:
    """Resolves the date expressions of one article."""

    def __init__(self, article: ReadArticle, sentences: tuple[Sentence, ...], linked: Linked) -> None:
        """Find the day the article counts from and the day each sentence speaks of."""
        self._text = article.text
        self.reference = _reference_day(article)
        self._published = article.published
        self._is_interview = False
        self._quoted = quoted_stretches(article.text)
        self._linked = linked
        self.sentences: list[TimedSentence] = []
        self.main: PartialDate | None = None
        last: datetime.date | None = None
        for sentence in sentences:
            timed = self._timed(sentence, last)
            self.sentences.append(timed)
            if timed.own and len(timed.own.text) == 10:
                last = timed.own.first_day
                words = article.text[sentence.span.start : sentence.span.end]
                is_told = words.rstrip(' ”"’)').endswith((".", "!", "?")) or sentence.is_headline
                is_news = sentence.number < 8 and not _is_old(timed.own, self.reference)
                if self.main is None and is_told and is_news:  # a line without a full stop is a byline
                    self.main = timed.own

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
    def day(self) -> PartialDate | None:
        """The day of what the article tells: of its first sentences, else of dateline or publication."""
        if self.main:
            return self.main
        if self.reference:
            return PartialDate(self.reference.isoformat())
        return self._published

    @property
    def year(self) -> PartialDate | None:
        """The year of publication, for what has no better date."""
        day = self.day
        return PartialDate(day.text[:4]) if day else None

    def _timed(self, sentence: Sentence, last: datetime.date | None) -> TimedSentence:
        words = self._text[sentence.span.start : sentence.span.end]
        own = None
        for told in dates_in(words):
            if own is None and self._tells_when(sentence, words, told):
                date = self._resolved(told, last)
                own = date if date and self._is_near(date, words, told) else None
        if _SPEAKER_LABEL.match(words):
            self._is_interview = True
        if self._is_interview and sentence.number > 2:
            return TimedSentence()  # what an answer dates is what it speaks of
        is_late = sentence.number > 3 and not sentence.is_headline  # the first sentences tell the news
        is_background = own is None and is_late and bool(_PERFECT.match(words) or _HABIT.match(words))
        return TimedSentence(own, is_background)

    def _is_near(self, date: PartialDate, words: str, told: ToldDate) -> bool:
        """Whether a day is that of the news; an older one only where the words plainly say so."""
        if self.reference is None or len(date.text) < 10:
            return True
        if -2 <= (self.reference - date.first_day).days <= 20:
            return True
        before = words[: told.start]
        return told.start < 15 or bool(re.search(rf"{SPEECH}\s+(?:on\s+)?$", before[-40:]))

    def _resolved(self, told: ToldDate, last: datetime.date | None) -> PartialDate | None:
        if told.kind in (DateKind.SAME_DAY, DateKind.DAY_BEFORE_THAT):
            return told.on(last or self.reference)
        if told.kind is DateKind.WEEKDAY and self.reference is None:
            return None
        reference = self.reference or (self._published.last_day if self._published else None)
        return told.on(reference)

    def _tells_when(self, sentence: Sentence, words: str, told: ToldDate) -> bool:
        """Whether a date tells when something was said or done, and not another fact."""
        start = sentence.span.start + told.start
        if self.is_quoted(start) or self._is_of_instrument(sentence, start):
            return False
        before = words[max(0, told.start - 80) : told.start]
        if _NO_OCCASION.search(before) or _VOICED.search(before):
            return False
        if told.kind is DateKind.SPAN_OF_TIME:
            return not before.strip() or bool(re.search(rf"{SPEECH}\s*$", before))
        if told.kind in (DateKind.ABSOLUTE, DateKind.NO_YEAR):
            if _OTHER_EVENT.search(before) or _AHEAD.search(before):
                return False
            if told.month is None or told.day is None:
                return bool(re.search(r"\b[Ii]n\s+$", before)) and told.start < 12
        if re.match(r"['’]s\b", words[told.end :]):
            return told.kind in (DateKind.WEEKDAY, DateKind.DAYS_BEFORE)
        return not _ATTACHED.search(before)


def _reference_day(article: ReadArticle) -> datetime.date | None:
    """The day that words like “Tuesday” count from: publication, else the dateline's or byline's."""
    if article.published and len(article.published.text) == 10:
        return article.published.first_day
    for region in article.regions:
        if region.kind in (RegionKind.DATELINE, RegionKind.BYLINE):
            for told in dates_in(article.text[region.span.start : region.span.end]):
                reference = article.published.last_day if article.published else None
                date = told.on(reference)
                if date and len(date.text) == 10:
                    return date.first_day
    return None


def _is_old(date: PartialDate, reference: datetime.date | None) -> bool:
    """Whether a day is too long ago to be that of the news."""
    return reference is not None and not -2 <= (reference - date.first_day).days <= 10
