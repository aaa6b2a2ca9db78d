"""Sentences that name no speaker: the next words of whoever spoke, or the article's own verdict."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.annotator.attribution.cast import Cast
from communique.annotator.attribution.lexicon import CueKind
from communique.annotator.attribution.segment import Segment
from communique.annotator.attribution.told import SPEECH, Reading, Told

_DUTY = re.compile(
    r"\b(?:must|should|shall|need to|needs to|has to|have to|cannot|can not|ought to|is necessary|"
    r"are necessary|"
    r"is needed|is important|is essential|is unacceptable|are unacceptable|is imperative|is required|"
    r"it is time|"
    r"would|had to|could not|could only|needed to|was needed|were needed|was prepared|were prepared|"
    r"was ready|were ready|"
    r"is inadmissible|is impossible|there can be no|will not tolerate|is obliged|are obliged|is vital|"
    r"is crucial)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\W*(?:First|Firstly|Second|Secondly|Third|Thirdly|Fourth|Fourthly|Fifth|Finally|Lastly)(?:,| of all,)\s"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|us)\b")
_TOLD = re.compile(
    r"\b(?:met|arrived|took place|was held|were held|began|will visit|is scheduled|reported earlier|killed|"
    r"wounded|erupted|broke out|signed on|was signed|has been closed since|opened fire)\b",
    re.IGNORECASE,
)
_VERDICT = re.compile(
    r"\b(?:illegal(?:ly)?|unlawful(?:ly)?|in (?:clear |gross |flagrant |blatant )?(?:violation|breach) of|"
    r"violates|violating|"
    r"contrary to|supposed(?:ly)?|so-called|flagrant(?:ly)?|blatant(?:ly)?|brazen(?:ly)?|in defiance of)\b",
    re.IGNORECASE,
)


def goes_on(
    text: str, reading: Reading, readings: Sequence[Reading], before: Sequence[Segment]
) -> tuple[tuple[str, ...], str]:
    """Who goes on speaking in a sentence without a word of speech; nobody if it may as well be the article.

    Args:
        text: the canonical text.
        reading: the sentence.
        readings: all sentences.
        before: the segments found so far.

    Returns:
        The holders and why; both empty for nobody.
    """
    words = text[reading.span.start : reading.span.end]
    number = reading.sentence.number
    place = next(place for place, item in enumerate(readings) if item.sentence.number == number)
    if place == 0 or readings[place - 1].sentence.paragraph != reading.sentence.paragraph:
        return (), ""
    if any(item.holding.is_person_unknown for item in [*reading.roots, *readings[place - 1].roots]):
        return (), ""
    previous = readings[place - 1]
    bare = [item for item in previous.roots if item.content is None and item.actors]
    if bare and len(text[previous.span.start : previous.span.end].split()) <= BARE:
        return bare[-1].actors, "the words after “X added.”"
    if _LISTED.match(words):
        return _of_list(text, place, readings, before)
    last = [item for item in before if item.sentence == previous.sentence.number]
    if not last or _TOLD.search(words) or any(len(item.holders) != 1 for item in last):
        return (), ""
    if _DUTY.search(words) or _FIRST_PERSON.search(words):
        return last[-1].holders, "goes on with the words of whoever spoke before"
    return (), ""


def _of_list(
    text: str, place: int, readings: Sequence[Reading], before: Sequence[Segment]
) -> tuple[tuple[str, ...], str]:
    """Who announced a list of principles or demands of which a sentence tells one: “Second, …”."""
    while place and _LISTED.match(text, readings[place].span.start):
        place -= 1
    told = [item for item in before if item.sentence == readings[place].sentence.number]
    if not told or len(told[-1].holders) != 1 or told[-1].is_negated:
        return (), ""
    return told[-1].holders, "goes on with a list of whoever spoke before"


def for_own_side(item: Told, reading: Reading, readings: Sequence[Reading], cast: Cast) -> tuple[str, ...]:
    """The person who goes on: “X said … . X's own country stood ready to …”; nobody if it may be news.

    Args:
        item: the frame, of a state that is ready, agrees or thinks.
        reading: its sentence.
        readings: all sentences.
        cast: sides of actors.
    """
    place = next(place for place, other in enumerate(readings) if other is reading)
    if place == 0 or len(reading.roots) > 1 or item.frame.kind not in _MINDS or len(item.actors) != 1:
        return ()
    before = readings[place - 1]
    if before.sentence.paragraph != reading.sentence.paragraph or cast.is_person(item.actors[0]):
        return ()
    spoken = [other for other in before.roots if other.actors and other.frame.kind in SPEECH]
    if not spoken or len(spoken[-1].actors) != 1:
        return ()
    speaker = spoken[-1].actors[0]
    is_own = cast.is_person(speaker) and cast.side(speaker) == item.actors[0]
    return (speaker,) if is_own else ()


_MINDS = frozenset({CueKind.UNDERTAKES, CueKind.THINKS})
"""What nobody sees but who speaks for a state: readiness, consent, conviction."""
BARE = 9
"""Words that a sentence such as “The minister added.” has at most."""


def opinion_of_outlet(text: str, reading: Reading) -> bool:
    """Whether a sentence passes a legal or evaluative verdict with no source named."""
    words = text[reading.span.start : reading.span.end]
    return not reading.roots and _VERDICT.search(words) is not None and not re.search('[“”"]', words)
