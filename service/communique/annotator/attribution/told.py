"""The frames of a sentence with who is meant, and which of them stand by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.annotator.attribution.cast import NOBODY, Cast, Holding
from communique.annotator.attribution.frame import Form, Frame
from communique.annotator.attribution.lexicon import CueKind
from communique.annotator.attribution.quotes import Quotation
from communique.annotator.sentences import Sentence
from communique.model import Span

SPEECH = frozenset({CueKind.SAYS, CueKind.STRESSES})
"""Kinds whose negation leaves nothing said."""
_JOINED = re.compile(r"(?:,|\band|\bbut|\bwhile|;)\s*(?:also\s*|then\s*)?$")


_PASSES_ON = re.compile(
    r"\b(?:statement|document|text|communiqu[eé]|declaration|readout|report|reports|media|agency|news|"
    r"article|newspaper|"
    r"channel|website|release|agreement|transcript)\b",
    re.IGNORECASE,
)
"""Subjects that hold nothing themselves."""


@dataclass(slots=True, eq=False)
class Told:
    """A frame and who is meant by its subject."""

    frame: Frame
    holding: Holding = NOBODY
    content: Span | None = None
    """The content of the frame, cut where another statement of the same person begins."""
    parent: Told | None = None
    """The frame in whose content it stands."""
    is_continued: bool = False
    """Its subject was lost; it goes on with the statement before it."""
    inner: list[Told] = field(default_factory=list)

    @property
    def actors(self) -> tuple[str, ...]:
        """Who holds it, as far as the graph knows."""
        return self.holding.actors

    @property
    def is_silent(self) -> bool:
        """“He did not say”: nothing is held."""
        return self.frame.is_negated and (self.frame.kind in SPEECH or self.frame.kind is CueKind.DISCUSSES)


@dataclass(slots=True)
class Reading:
    """A sentence as it was read."""

    sentence: Sentence
    roots: list[Told]
    """Frames that stand in no other, in the order of the text."""
    participants: tuple[str, ...]
    """Who sat at the table when the sentence was told."""
    before: tuple[str, ...]
    """Who had spoken last before the sentence."""
    quoted: list[Told]
    """Frames in quoted speech that stand in no other frame of the sentence."""

    @property
    def span(self) -> Span:
        """Where the sentence stands."""
        return self.sentence.span


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
    told = [Told(frame, content=frame.content) for frame in sorted(kept, key=lambda item: item.cue)]
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
    _promote(text, told, roots, quotations, cast)
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
    return _is_inserted(item) or item.frame.form is Form.SOURCE


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


def _resolve(item: Told, before: Sequence[Told], cast: Cast, *, is_inner: bool = False) -> None:
    subject = item.frame.subject
    item.holding = cast.who(subject) if subject is not None else NOBODY
    if not item.actors and item.frame.is_shared and before and not is_inner and not item.holding.is_self:
        item.holding = before[-1].holding
        item.is_continued = bool(item.actors)
    if is_inner or item.frame.form is Form.NOMINAL:
        return
    cast.remember(item.actors)
    if item.holding.is_person_unknown and subject is not None and not item.holding.is_pronoun:
        cast.note_unknown(subject.words.start)


def _promote(
    text: str, told: Sequence[Told], roots: list[Told], quotations: Sequence[Quotation], cast: Cast
) -> None:
    """Let frames out that only seem to stand in another.

    “He said that … and voiced hope”: the parser hangs the second verb on the nearest clause; if the subject
    found there can hold nothing, it is the speaker's. And what an unknown or an outlet tells of others stands
    by itself.
    """
    for item in told:
        parent = item.parent
        if parent is None or item.frame.form is Form.NOMINAL:
            continue
        if _goes_on(text, item, quotations):
            outer = _outward(item)
            if outer[-1] in roots and outer[-1].actors:
                item.holding, item.parent, item.is_continued = outer[-1].holding, None, True
                for frame in outer:
                    _cut(text, frame, item.frame.clause.start)
                roots.append(item)
        elif parent in roots and _only_relays(text, parent, item, cast):
            item.parent = None
            roots.append(item)
            cast.remember(item.actors)
    for parent in [item for item in roots if any(_is_let_out(other, item) for other in told)]:
        parent.content = None
    for source in [item for item in roots if item.frame.form is Form.SOURCE]:
        for item in roots:
            if item.frame.cue < source.frame.cue:
                _cut(text, item, source.frame.clause.start)


def _outward(item: Told) -> list[Told]:
    """The frames around a frame, the outermost last."""
    found: list[Told] = []
    while item.parent is not None and item.parent not in found:
        item = item.parent
        found.append(item)
    return found


def _cut(text: str, item: Told, place: int) -> None:
    """End a content before the words that join the next statement to it."""
    if item.content is None or not item.content.start < place < item.content.end:
        return
    words = text[item.content.start : place].rstrip()
    match = _JOINED.search(words + " ") or _JOINED.search(words)
    kept = words[: match.start()].rstrip(" ,;") if match else words
    if kept:
        item.content = Span(item.content.start, item.content.start + len(kept))


def _goes_on(text: str, item: Told, quotations: Sequence[Quotation]) -> bool:
    subject = item.frame.subject
    if item.actors or item.holding.is_self or item.holding.is_person_unknown or subject is None:
        return False
    if subject.words.start >= item.frame.clause.start:
        return False
    if item.frame.kind not in (CueKind.SAYS, CueKind.STRESSES, CueKind.JUDGES, CueKind.WANTS, CueKind.THINKS):
        return False
    place = item.frame.clause.start
    if any(quotation.span.start <= place < quotation.span.end for quotation in quotations):
        return False
    return _JOINED.search(text[max(0, place - 12) : place]) is not None


def _only_relays(text: str, parent: Told, item: Told, cast: Cast) -> bool:
    """Whether the outer frame only passes on what others said, as outlets, documents and ministries do."""
    if item.frame.form is Form.AGENTLESS:
        return parent.frame.form is Form.SOURCE
    if not item.actors or parent.is_silent:
        return False
    if not parent.actors:
        subject = parent.frame.subject
        if subject is None or parent.holding.is_person_unknown or parent.holding.is_self:
            return False
        words = text[subject.words.start : subject.words.end]
        return bool(_PASSES_ON.search(words)) or item.frame.kind in SPEECH
    if any(cast.is_outlet(actor) for actor in parent.actors):
        return True
    if any(cast.is_person(actor) for actor in parent.actors):
        return False
    if item.frame.kind is CueKind.DISCUSSES and item.holding.is_group:
        return True
    return all(cast.is_person(actor) for actor in item.actors) and (
        cast.sides(item.actors) <= cast.sides(parent.actors)
        or cast.sides(parent.actors) == set(parent.actors)
    )


def _is_let_out(item: Told, parent: Told) -> bool:
    return (
        item.parent is None
        and item.frame.form is not Form.SOURCE
        and item is not parent
        and not item.is_continued
        and parent.content is not None
        and parent.content.start <= item.frame.cue.start < parent.content.end
        and parent.frame.form in (Form.VERB, Form.SOURCE)
    )
