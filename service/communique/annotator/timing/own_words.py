"""Texts that are somebody's own words: speeches, interviews, replies. What they date is what they tell of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from communique.annotator.sentences import Sentence

_LABEL = re.compile(
    r"(?:Q|A|Question|Answer|QUESTION|ANSWER|Journalist|Moderator|[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3})\s?:\s"
    r"|[-–—]\s+[A-Z“]"
)
"""Opens a question or an answer in an interview or a briefing."""
_ASKS = re.compile(r"(?:Q|Question|QUESTION|Journalist|Moderator)\s?:\s")
_FIRST_PERSON = re.compile(
    r"\b(?:I|we|We|(?:our|Our)(?!\s+(?:questions?|correspondents?|newspaper|readers|agency|studio|guest))|my|My|us)\b"
)
_QUOTED = re.compile('[“”"«»]')
FEWEST_LABELS = 2
FEWEST_OWN = 3
"""Sentences in the first person, outside quotation marks, from which on a text is somebody's own words."""
HEADING = 3
"""Sentences at the beginning among which an introduction by somebody else may stand."""


def own_words_from(text: str, sentences: Sequence[Sentence], is_quoted: Callable[[int], bool]) -> int | None:
    """The number of the sentence at which somebody's own words begin; None in a story told by another.

    Args:
        text: the canonical text.
        sentences: its sentences.
        is_quoted: whether a place of the text stands between quotation marks.
    """
    labelled, own = [], []
    for sentence in sentences:
        if sentence.is_headline:
            continue
        words = sentence.words(text)
        label = _LABEL.match(words)
        if label:
            labelled.append((sentence.number, bool(_ASKS.match(words))))
        person = _FIRST_PERSON.search(words)
        if label or (
            person and not _QUOTED.search(words) and not is_quoted(sentence.span.start + person.start())
        ):
            own.append(sentence.number)
    if len(labelled) >= FEWEST_LABELS or any(asks for _, asks in labelled):
        return labelled[0][0]
    return min(own[0], HEADING) if len(own) >= FEWEST_OWN else None
