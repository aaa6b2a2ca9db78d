"""A candidate: words that may be a mention, before it is decided between those that overlap."""

from __future__ import annotations

from dataclasses import dataclass

from communique.annotator.linking.linked import LinkedMention, Naming
from communique.model import Span, Thing


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words and what they may refer to; without referents they are only kept from being something else."""

    start: int
    end: int
    referents: tuple[Thing, ...]
    naming: Naming
    confidence: float
    explanation: str
    rank: int = 0
    """Higher wins where two overlap; among equals the longer one."""

    @property
    def mention(self) -> LinkedMention:
        """The candidate as a mention."""
        return LinkedMention(
            Span(self.start, self.end), self.referents, self.naming, self.confidence, self.explanation
        )


def blocker(start: int, end: int, explanation: str, rank: int = 5) -> Candidate:
    """Words that are part of a title or of the name of something unknown, and no mention."""
    return Candidate(start, end, (), Naming.NAME, 1.0, explanation, rank)


def actors(*slugs: str) -> tuple[Thing, ...]:
    """Actors as referents."""
    return tuple(Thing("actor", slug) for slug in slugs)


def choose(candidates: list[Candidate]) -> list[Candidate]:
    """Candidates that do not overlap, in the order of the text: by rank, then the longest, then the first."""
    taken: list[Candidate] = []
    covered: set[int] = set()
    ranked = sorted(
        candidates, key=lambda item: (-item.rank, item.start - item.end, item.start, -item.confidence)
    )
    for item in ranked:
        if covered.isdisjoint(range(item.start, item.end)):
            taken.append(item)
            covered.update(range(item.start, item.end))
    return sorted(taken, key=lambda item: item.start)
