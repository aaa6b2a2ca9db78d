"""A proposal: a position that the machine finds in an article, with how sure it is and why."""

from __future__ import annotations

from dataclasses import dataclass

from communique.annotator.attribution.statement import Rendering
from communique.annotator.knowledge.facts import ProposedActor
from communique.annotator.linking.linked import LinkedMention, Unlinked
from communique.annotator.timing.told import Occasion
from communique.model import Position, Span

MIN_CONFIDENCE = 0.3
"""Below it most proposals are wrong (docs/machine-annotation.md); they are left out unless asked for."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A position with its evidence."""

    position: Position
    span: Span
    rendering: Rendering
    confidence: float
    """Calibrated: of all proposals with 0.8, about eight in ten should be right."""
    explanation: str
    """Which cue and which rule, in a few plain words."""


@dataclass(frozen=True, slots=True)
class MachineAnnotations:
    """All that the machine found in one article."""

    mentions: tuple[LinkedMention, ...]
    proposals: tuple[Proposal, ...]
    unlinked: tuple[Unlinked, ...] = ()
    occasions: tuple[Occasion, ...] = ()
    """The events of the article, known and proposed."""
    proposed: tuple[ProposedActor, ...] = ()
    """The actors among mentions and holders whom the graph does not have, by slug."""
    mode: str = "parser"
    """``parser`` or ``rules``; the latter where the extra ``nlp`` is not installed."""
    questions: tuple[tuple[str, str], ...] = ()
    """Each question to a language model, if one was asked: name of the model and SHA-256 of the request."""
    reports: tuple[str, ...] = ()
    """What a language model was not asked, said in vain, or failed to answer."""
