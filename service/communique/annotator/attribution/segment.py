"""A segment: a stretch of a sentence that one speaker says, before it is asked what of it is ascribed."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.annotator.attribution.statement import Rendering
from communique.annotator.attribution.told import Told
from communique.model import Span


@dataclass(slots=True)
class Segment:
    """What somebody says in one sentence."""

    sentence: int
    span: Span
    """The evidence."""
    content: Span
    holders: tuple[str, ...]
    rendering: Rendering
    confidence: float
    explanation: str
    clause: Span | None = None
    """The words that name the speaker, where they stand inside the content."""
    cue: Span | None = None
    cue_lemma: str | None = None
    is_negated: bool = False
    is_inferred: bool = False
    inner: list[Told] = field(default_factory=list)
    """Frames inside the content."""
    participants: tuple[str, ...] = ()
