"""Whom some words name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holding:
    """Who some words name."""

    actors: tuple[str, ...]
    is_person_unknown: bool = False
    """Somebody speaks, but nobody the graph knows; what they say belongs to nobody else."""
    is_self: bool = False
    """“I” or “we”: whoever is quoted."""
    is_pronoun: bool = False
    is_group: bool = False


NOBODY = Holding(())
"""Words that name no actor."""
