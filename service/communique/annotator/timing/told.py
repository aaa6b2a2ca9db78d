"""When and where the things an article tells were said."""

from __future__ import annotations

from dataclasses import dataclass

from communique.model import PartialDate


@dataclass(frozen=True, slots=True)
class Occasion:
    """The day of a statement, to the precision known, and the event, if there is one."""

    date: PartialDate
    event: str | None = None
    """Slug of an event, known or proposed."""
    is_known: bool = True
    """Whether the event is in the reference data; else its slug is formed by the codebook's rule."""
    participants: tuple[str, ...] = ()
    confidence: float = 1.0
    explanation: str = ""
