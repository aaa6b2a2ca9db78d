"""Which frames of a sentence stand in which, and who is meant by the subject of each."""

from __future__ import annotations

from collections.abc import Sequence

from communique.annotator.attribution.cast import Cast
from communique.annotator.attribution.frame import Form, Frame
from communique.annotator.attribution.holding import NOBODY
from communique.annotator.attribution.promoting import is_byline, promote
from communique.annotator.attribution.quotes import Quotation
from communique.annotator.attribution.recalling import PLURAL
from communique.annotator.attribution.told import Told


def arrange(
    text: str, frames: Sequence[Frame], quotations: Sequence[Quotation], cast: Cast
) -> tuple[list[Told], list[Told]]:
    """Resolve the subjects of the frames of a sentence and tell which frames stand in no other.

    Args:
        text: the canonical text.
        frames: all frames of the sentence.
        quotations: all quotations of the article.
        cast: resolves subjects and remembers who spoke.

    Returns:
        The frames that stand in no other, and those that stand in none but in quoted speech; frames inside
        either as ``inner``.
    """
    kept = [frame for frame in frames if not _is_echo(text, frame, frames)]
    told = [
        Told(frame, content=frame.content, is_comment=frame.is_comment)
        for frame in sorted(kept, key=lambda item: item.cue)
    ]
    for item in told:
        item.parent = _parent(item, told)
    _break_circles(told)
    roots: list[Told] = []
    quoted: list[Told] = []
    for item in told:
        if item.parent is None:
            is_quoted = _is_quoted(item.frame, quotations)
            _resolve(item, quoted if is_quoted else roots, cast, is_inner=is_quoted)
            (quoted if is_quoted else roots).append(item)
    for item in told:
        if item.parent is not None:
            _resolve(item, [item.parent], cast, is_inner=True)
            _share(item, told, cast)
    promote(text, told, roots, quotations, cast)
    for item in told:
        if item.parent is not None:
            item.parent.inner.append(item)
    return sorted(roots, key=lambda item: item.frame.cue), quoted


def _is_echo(text: str, frame: Frame, frames: Sequence[Frame]) -> bool:
    """“X said that it was, in his words, …”: the words name nobody new."""
    if frame.form is not Form.SOURCE or frame.subject is None:
        return False
    words = text[frame.subject.words.start : frame.subject.words.end].lower()
    return words in ("his", "her", "their") and any(
        other.form is Form.VERB
        and other.content is not None
        and other.content.start <= frame.cue.start < other.content.end
        for other in frames
    )


def _parent(item: Told, told: Sequence[Told]) -> Told | None:
    """The smallest frame in whose content the cue stands."""
    cue = item.frame.cue
    holding = [
        other
        for other in told
        if other is not item
        and other.frame.form in (Form.VERB, Form.SOURCE)
        and other.content is not None
        and not other.frame.is_comment
        and _begins(other, item) <= cue.start
        and cue.end <= other.content.end
        and not _is_outer(item, other)
    ]
    return min(holding, key=lambda other: len(other.content or other.frame.span), default=None)


def _begins(outer: Told, item: Told) -> int:
    """Where the words begin in which a frame stands: “voiced X's support” is one cue around the other."""
    if outer.content is None or item.frame.form is not Form.NOMINAL:
        return outer.content.start if outer.content else outer.frame.clause.start
    return min(outer.frame.clause.start, outer.content.start)


def _break_circles(told: Sequence[Told]) -> None:
    """Where frames stand in each other, let the first be the outermost."""
    for item in told:
        seen: list[Told] = []
        current: Told | None = item
        while current is not None and current not in seen:
            seen.append(current)
            current = current.parent
        if current is not None:
            circle = seen[seen.index(current) :]
            min(circle, key=lambda one: one.frame.cue).parent = None


def _is_inserted(item: Told) -> bool:
    """Whether its own words stand within what is said: “The matter, X went on, is …”."""
    cue = item.frame.cue
    return item.content is not None and item.content.start <= cue.start and cue.end <= item.content.end


def _is_outer(item: Told, other: Told) -> bool:
    """Whether of two frames that each stand in what the other says, the first is the outer one."""
    if item.content is None or not item.content.start <= other.frame.cue.start < item.content.end:
        return False
    stands_last = (
        item.frame.is_tag and item.frame.clause.start >= item.content.end and not _is_inserted(other)
    )
    return stands_last or _is_inserted(item) or item.frame.form is Form.SOURCE


def _is_quoted(frame: Frame, quotations: Sequence[Quotation]) -> bool:
    """Whether a cue stands in quoted speech, so that who is quoted says it."""
    return any(
        item.is_speech
        and not item.is_repaired
        and item.span.start <= frame.cue.start < item.span.end
        and not _carries(frame, item)
        for item in quotations
    )


def _carries(frame: Frame, quotation: Quotation) -> bool:
    """Whether a frame begins before a quotation, so that only a part of its own words is quoted."""
    return frame.clause.start < quotation.span.start - 1


def _share(item: Told, told: Sequence[Told], cast: Cast) -> None:
    """“A and B confirmed the treaty through which both recognise …”: both are those who confirmed it."""
    subject, cue = item.frame.subject, item.frame.cue
    if subject is None or cast.words(subject.words).lower() not in PLURAL:
        return
    for outer in told:
        content = outer.content
        if content is not None and content.start <= cue.start < content.end and len(outer.actors) > 1:
            item.holding = outer.holding


def _resolve(item: Told, before: Sequence[Told], cast: Cast, *, is_inner: bool = False) -> None:
    subject = item.frame.subject
    item.holding = cast.who(subject) if subject is not None else NOBODY
    if not item.actors and item.frame.is_shared and before and not is_inner and not item.holding.is_self:
        item.holding = before[-1].holding
        item.is_continued = bool(item.actors)
    if is_inner or item.frame.form is Form.NOMINAL:
        return
    cast.remember(item.actors)
    is_stranger = item.holding.is_person_unknown and not item.holding.is_pronoun
    if is_stranger and subject is not None and not is_byline(cast, item):
        cast.note_unknown(subject.words.start)
