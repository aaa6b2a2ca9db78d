"""Evidence in its context: the words of a span with about a sentence of the text on each side."""

from __future__ import annotations

import re
from dataclasses import dataclass

LEAST_CONTEXT = 80
"""A side has at least so many code points, if the text does; a short sentence gets another one beside it."""
MOST_CONTEXT = 400
"""A side has at most so many code points; a longer sentence is cut between two words."""
MOST_WORDS = 3_000
"""A longer span is shown by its beginning and its end, in code points together."""
_ENDING = re.compile(r"[.!?…][\"'”’»)\]]*\s+|\n+")
_GAP = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a text with what stands around it."""

    before: str
    words: str
    last_words: str
    """The end of a span that is too long to be shown whole, else empty."""
    after: str
    is_beginning: bool
    """Whether the text begins with what stands before."""
    is_ending: bool
    """Whether the text ends with what stands after."""


def passage(
    text: str, start: int, end: int, *, exact: str | None = None, ends: tuple[str, str] | None = None
) -> Passage | None:
    """The passage of a span.

    Args:
        text: the canonical text.
        start: first code point of the span.
        end: the code point after its last.
        exact: the words that the record gives of the whole span, if it does.
        ends: the first and the last words that it gives of it, if it does.

    Returns:
        The passage, or None if the text does not have those words there.
    """
    if not 0 <= start < end <= len(text):
        return None
    words = text[start:end]
    if exact is not None and exact != words:
        return None
    if ends is not None and not (words.startswith(ends[0]) and words.endswith(ends[1])):
        return None
    first, last = _begin(text, start), _finish(text, end)
    half = MOST_WORDS // 2
    is_long = len(words) > MOST_WORDS
    return Passage(
        before=text[first:start],
        words=words[:half] if is_long else words,
        last_words=words[-half:] if is_long else "",
        after=text[end:last],
        is_beginning=not text[:first].strip(),
        is_ending=not text[last:].strip(),
    )


def _begin(text: str, start: int) -> int:
    """Where the context before a span begins."""
    window = max(0, start - MOST_CONTEXT)
    places = [window + ending.end() for ending in _ENDING.finditer(text[window:start])]
    fitting = [place for place in places if start - place >= LEAST_CONTEXT]
    if fitting:
        return fitting[-1]
    if window == 0:
        return 0
    gap = _GAP.search(text, window, start)
    return gap.end() if gap else window


def _finish(text: str, end: int) -> int:
    """Where the context after a span ends."""
    window = min(len(text), end + MOST_CONTEXT)
    # With one code point more, so that an ending right at the border is seen as one.
    places = [end + ending.end() for ending in _ENDING.finditer(text[end : window + 1])]
    fitting = [place for place in places if place - end >= LEAST_CONTEXT]
    if fitting:
        return end + len(text[end : fitting[0]].rstrip())
    if window == len(text):
        return end + len(text[end:].rstrip())
    gaps = [gap.start() for gap in _GAP.finditer(text, end, window)]
    return gaps[-1] if gaps else window
