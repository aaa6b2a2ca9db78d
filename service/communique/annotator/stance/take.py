"""A take: one stance of a statement on one thing, before days and confidence are added."""

from __future__ import annotations

from dataclasses import dataclass

from communique.annotator.attribution.statement import Statement
from communique.annotator.sentences import Sentence
from communique.annotator.stance.candidates import Candidate
from communique.annotator.stance.chains import Chain
from communique.annotator.stance.deciding import Decision
from communique.model import Span, Thing


@dataclass(frozen=True, slots=True)
class Take:
    """One stance of a statement on one thing."""

    statement: Statement
    sentence: Sentence
    stretch: Span
    """What was read of the sentence."""
    chain: Chain
    decision: Decision
    thing: Thing
    about: tuple[str, ...] = ()
    note: str = ""
    """How the target was chosen, if not simply named."""

    @property
    def candidate(self) -> Candidate:
        """The words that name the target."""
        return self.chain.candidate
