"""Words to spans and spans to selectors, so that nobody ever counts characters.

A selector made here carries the fewest words of context that single the span out: the texts belong to
their publishers, and the usual thirty-two characters on either side of every mention would give most of
a text away.
"""

from __future__ import annotations

import re

from communique.model import EXACT_LIMIT, RANGE_QUOTE_LIMIT, Quote, QuoteRange, Selector, Span

ELLIPSIS = " … "
"""Stands between the first and the last words of a longer span."""
CONTEXT_LIMIT = 120
"""Longest context, in code points, that may be needed on one side to single a quote out."""

_WORD_END = re.compile(r"\s+")


class QuotingError(ValueError):
    """Words that do not single out a span; the message says what to do."""


def occurrences(text: str, words: str, start: int = 0) -> list[int]:
    """Where the words stand in the text from ``start`` on, overlapping places included (code points)."""
    found = []
    place = text.find(words, start)
    while place >= 0:
        found.append(place)
        place = text.find(words, place + 1)
    return found


def locate(text: str, words: str) -> Span:
    """The one span that the words single out.

    Args:
        text: canonical text.
        words: the words in full, or the first and the last words with ``" … "`` between them.

    Raises:
        QuotingError: the words are not in the text, or in more than one place.
    """
    if not words.strip():
        raise QuotingError("no words given; quote the words of the span")
    places = occurrences(text, words)
    if len(places) == 1:
        return Span(places[0], places[0] + len(words))
    if len(places) > 1:
        raise QuotingError(
            f"“{words}” stands in {len(places)} places; quote more words around the one you mean"
        )
    first, separator, last = words.partition(ELLIPSIS)
    if not separator:
        raise QuotingError(f"“{words}” is not in the text; copy the words exactly, quotation marks included")
    starts = occurrences(text, first)
    if len(starts) != 1:
        number = "not in the text" if not starts else f"in {len(starts)} places"
        raise QuotingError(f"the first words “{first}” are {number}; quote words that stand there once")
    end = text.find(last, starts[0] + len(first))
    if end < 0:
        raise QuotingError(f"the last words “{last}” do not follow the first words; copy them exactly")
    return Span(starts[0], end + len(last))


def describe(text: str, span: Span) -> Selector:
    """The selector of a span: its words, or for a long one its first and last words.

    Raises:
        QuotingError: the span runs past the end of the text, or no short context singles its words out.
    """
    if span.end > len(text):
        raise QuotingError(f"the span ends at {span.end}, but the text has {len(text)} characters")
    if len(span) <= EXACT_LIMIT:
        return _single_out(text, span)
    words = list(_WORD_END.finditer(text, span.start, span.end))
    first_ends = [word.start() for word in words if word.start() - span.start <= RANGE_QUOTE_LIMIT]
    last_starts = [word.end() for word in reversed(words) if span.end - word.end() <= RANGE_QUOTE_LIMIT]
    if not first_ends or not last_starts:
        raise QuotingError(f"no whole word within {RANGE_QUOTE_LIMIT} characters of an end of the span")
    first = _shortest(text, [Span(span.start, end) for end in first_ends[2:] or first_ends])
    last = _shortest(text, [Span(start, span.end) for start in last_starts[2:] or last_starts])
    return QuoteRange(first, last)


def _shortest(text: str, candidates: list[Span]) -> Quote:
    """The first candidate whose words stand once in the text; failing that, the longest with context."""
    for candidate in candidates:
        words = text[candidate.start : candidate.end]
        if len(occurrences(text, words)) == 1:
            return Quote(words)
    return _single_out(text, candidates[-1])


def _single_out(text: str, span: Span) -> Quote:
    """The words of a span with as little context as makes them stand once, word by word on both sides."""
    exact = text[span.start : span.end]
    for size in range(CONTEXT_LIMIT + 1):
        before, after = _context(text, span, size)
        for prefix, suffix in ((before, ""), ("", after), (before, after)):
            if resolve(text, Quote(exact, prefix, suffix)) == [span]:
                return Quote(exact, prefix, suffix)
    raise QuotingError(
        f"“{exact}” cannot be singled out by {CONTEXT_LIMIT} characters of context on each side"
    )


def _context(text: str, span: Span, size: int) -> tuple[str, str]:
    """The whole words within ``size`` characters before and after a span."""
    before = text[max(0, span.start - size) : span.start]
    after = text[span.end : span.end + size]
    if span.start - size > 0 and not text[span.start - size - 1].isspace():
        before = before[_first_break(before) :]
    if span.end + size < len(text) and not text[span.end + size].isspace():
        after = after[: len(after) - _first_break(after[::-1])]
    return before, after


def _first_break(words: str) -> int:
    found = _WORD_END.search(words)
    return found.start() if found else len(words)


def resolve(text: str, quote: Quote) -> list[Span]:
    """Every span of the text that a quote with its context selects."""
    places = occurrences(text, quote.prefix + quote.exact + quote.suffix)
    starts = [place + len(quote.prefix) for place in places]
    return [Span(start, start + len(quote.exact)) for start in starts]


def selected(text: str, selector: Selector) -> list[Span]:
    """Every span of the text that a selector selects; a sound one selects exactly one.

    A range runs from the start of its first words to the end of its last words.
    """
    if isinstance(selector, Quote):
        return resolve(text, selector)
    lasts = resolve(text, selector.last)
    return [
        Span(first.start, last.end)
        for first in resolve(text, selector.first)
        for last in lasts
        if last.end > first.start and last.start >= first.start
    ]
