"""The counts behind a figure, and the figures that follow from them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items each side has, and how many of them the other side has too.

    The two numbers of found items are equal where items match one to one. They differ where items match by
    overlap: one long span can answer to two short ones.
    """

    first: int = 0
    """Items of the first side, the reference."""
    first_found: int = 0
    """Of these, how many the second side has too."""
    second: int = 0
    """Items of the second side."""
    second_found: int = 0
    """Of these, how many the first side has too."""

    @classmethod
    def of(cls, first: AbstractSet[object], second: AbstractSet[object]) -> Counts:
        """The counts of two sets, whose items match if they are equal."""
        both = len(first & second)
        return cls(len(first), both, len(second), both)

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.first + other.first,
            self.first_found + other.first_found,
            self.second + other.second,
            self.second_found + other.second_found,
        )

    @property
    def precision(self) -> float:
        """Share of the second side's items that the first has too; 1 if the second has none."""
        return self.second_found / self.second if self.second else 1.0

    @property
    def recall(self) -> float:
        """Share of the first side's items that the second has too; 1 if the first has none."""
        return self.first_found / self.first if self.first else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 if both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0
