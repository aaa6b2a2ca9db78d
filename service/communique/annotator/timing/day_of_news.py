"""The day from which the words of an article count: of dateline, publication, or a line with a date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from communique.annotator.sentences import Sentence
from communique.annotator.timing.dates import DATE, dates_in
from communique.corpus.reading.article import ReadArticle, RegionKind
from communique.model import PartialDate

DELAY = 3
"""Days that may lie between what a dateline tells and publication."""
_DATE_LINE = re.compile(
    rf"\(?(?:[A-Z][\w.’'-]+(?:[ -][A-Z][\w.’'-]+){{0,3}},?\s+){{0,2}}{DATE}(?:\s+(?:year|y\.))?\)?[.,]?"
)
"""A line that is nothing but place and day, as ministries put it above or under a text."""
_DELIVERED = re.compile(
    r"\b(?:speech|address|remarks|statement|interview|lecture|briefing|conversation)\s+(?:was|were|took)\s+"
    r"(?:\w+\s+)?(?:delivered|made|given|held|recorded|conducted|place)\b"
)
"""Says under somebody's words when they were spoken."""


def reference_day(article: ReadArticle) -> datetime.date | None:
    """The day that words like “Tuesday” count from: the dateline's, publication, else the byline's."""
    published = article.published if article.published and article.published.is_day else None
    if published is None:
        return _printed(article, (RegionKind.DATELINE, RegionKind.BYLINE))
    written = _printed(article, (RegionKind.DATELINE,))
    is_near = written is not None and 0 <= (published.first_day - written).days <= DELAY
    return written if is_near else published.first_day


def _printed(article: ReadArticle, kinds: Sequence[RegionKind]) -> datetime.date | None:
    reference = article.published.last_day if article.published else None
    for region in article.regions:
        if region.kind in kinds:
            for told in dates_in(article.text[region.span.start : region.span.end]):
                date = told.on(reference)
                if date and date.is_day:
                    return date.first_day
    return None


def dated_line(
    article: ReadArticle, sentences: Sequence[Sentence], reference: datetime.date | None
) -> PartialDate | None:
    """The day in a line that gives only place and day, among the first and last lines of somebody's words.

    Args:
        article: the article.
        sentences: its sentences.
        reference: the day from which dates without a year count.
    """
    lines = [
        *(region.span for region in article.regions if region.kind is RegionKind.BYLINE),
        *(sentence.span for sentence in (*sentences[:4], *sentences[4:][-2:])),
    ]
    for line in lines:
        words = article.text[line.start : line.end]
        if _DATE_LINE.fullmatch(words) or _DELIVERED.search(words):
            for told in dates_in(words):
                date = told.on(reference)
                if date and date.is_day and (reference is None or date.first_day <= reference):
                    return date
    return None
