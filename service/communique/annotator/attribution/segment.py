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
    told_in: int | None = None
    """The sentence that names the speaker, where it is a later one."""

    @property
    def sentences(self) -> tuple[int, ...]:
        """The sentences that tell it, in order."""
        return (self.sentence,) if self.told_in is None else (self.sentence, self.told_in)
