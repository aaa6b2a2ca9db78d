"""A pointer: words that point back, and the rule that says to what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from communique.annotator.linking.candidate import Candidate
from communique.annotator.linking.linked import Naming
from communique.model import Thing

MINISTERS = ("foreign-minister", "secretary-of-state")
LEADERS = ("president", "prime-minister", "president-european-council", "chancellor")
SIDES_IN_CONFLICT = ("armenia", "azerbaijan")

Found = tuple[tuple[str, ...], Naming, float, str]
"""Slugs of things, how they are named, how sure it is, and why."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that point back, and the rule that says to what."""

    start: int
    end: int
    resolve: Callable[[], Found | None]
    kind: str = "actor"
    """Kind of the things that it may point to."""

    def candidate(self) -> Candidate | None:
        """The mention, or None if nothing was spoken of that fits."""
        found = self.resolve()
        if not found or not found[0]:
            return None
        slugs, naming, confidence, why = found
        things = tuple(Thing(self.kind, slug) for slug in slugs)
        return Candidate(self.start, self.end, things, naming, confidence, why)
