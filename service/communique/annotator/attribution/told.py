"""The frames of a sentence with who is meant by their subjects."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.annotator.attribution.frame import Frame
from communique.annotator.attribution.holding import NOBODY, Holding
from communique.annotator.attribution.lexicon import CueKind
from communique.annotator.sentences import Sentence
from communique.model import Span

SPEECH = frozenset({CueKind.SAYS, CueKind.STRESSES})
"""Kinds whose negation leaves nothing said."""


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
    is_comment: bool = False
    """It speaks of what stands before it, and whoever said that does not say it."""
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
