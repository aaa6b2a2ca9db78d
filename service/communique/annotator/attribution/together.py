"""“They”: the states that spoke together in the sentence before, or those who met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotator.attribution.earlier import actors_of
from communique.annotator.linking.linked import Naming

if TYPE_CHECKING:
    from communique.annotator.attribution.cast import Cast

FEWEST = 2


def those_together(cast: Cast, actors: tuple[str, ...]) -> tuple[str, ...]:
    """Whom “they” means, if not simply those whom linking takes it for; empty if so.

    Args:
        cast: who spoke and who met.
        actors: whom linking takes the word for.
    """
    if _went_on_together(cast):
        return cast.last
    table = set(cast.participants)
    is_mixed = bool(table & set(actors)) and not set(actors) <= table
    is_table = is_mixed and len(table) >= FEWEST and all(map(cast.is_person, table))
    return cast.participants if is_table else ()


def _went_on_together(cast: Cast) -> bool:
    """Whether several states, none of them at the table, spoke by name in the sentence before."""
    spoke = set(cast.last)
    if cast.previous is None or len(cast.last) < FEWEST:
        return False
    named = [item for item in cast.mentions_in(cast.previous) if item.naming is Naming.NAME]
    return (
        spoke <= {actor for item in named for actor in actors_of(item)}
        and spoke.isdisjoint(cast.participants)
        and not any(map(cast.is_person, spoke))
    )
