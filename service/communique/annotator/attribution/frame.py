"""A frame: a cue with its subject and its content, before anybody asks who the subject is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from communique.annotator.attribution.lexicon import CueKind
from communique.model import Span


class Form(StrEnum):
    """How a frame is built."""

    VERB = "verb"
    """“X stressed the need”."""
    AGENTLESS = "agentless"
    """“The need was stressed”: a passive that names nobody."""
    SOURCE = "source"
    """“According to X”, “in X's words”."""
    NOMINAL = "nominal"
    """“X's demand for …”."""


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Who is said to speak, as words."""

    words: Span
    tiers: tuple[tuple[Span, ...], ...]
    """Words that may name the holder, the best first; those of one tier name several together."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Somebody says, wants, thinks, judges or discusses something."""

    cue: Span
    lemma: str
    kind: CueKind
    form: Form
    subject: NounPhrase | None
    content: Span | None
    """What is said; None if it stands elsewhere (“The minister added.”)."""
    clause: Span
    """The words that name the holder and the cue, with what goes with them (“, X said on Monday”)."""
    is_negated: bool = False
    is_shared: bool = False
    """Its subject is that of a verb before it."""
    is_tag: bool = False
    """Its subject and verb stand behind or within what is said: “…, X said”."""
    is_comment: bool = False
    """It speaks of the words before it, which somebody else says: “…, a charge X denies”."""
    is_uncertain: bool = False
    """Grammar gave no clear subject; the nearest name was taken."""

    @property
    def span(self) -> Span:
        """From the first to the last word of clause and content."""
        if self.content is None:
            return self.clause
        return Span(min(self.clause.start, self.content.start), max(self.clause.end, self.content.end))
