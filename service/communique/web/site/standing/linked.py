"""What some pieces of evidence are linked to, from the index of all."""

from __future__ import annotations

from collections.abc import Iterable

from communique.store.positions import PositionIndex


def values_by_position(index: PositionIndex, name: str, positions: Iterable[str]) -> dict[str, list[str]]:
    """The values of one filter that some positions have; positions without any are left out.

    Args:
        index: the index.
        name: one of :data:`communique.store.positions.FILTERS`; of those that are said of the position and
            not of a piece of evidence.
        positions: the positions.
    """
    first = {index.having("position")[iri][0]: iri for iri in positions}
    found: dict[str, list[str]] = {}
    for value in sorted(index.having(name)):
        for number in index.having(name)[value]:
            if number in first:
                found.setdefault(first[number], []).append(value)
    return found
