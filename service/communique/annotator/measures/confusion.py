"""Which stance was taken for which: on the holder–target pairs that either side has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from communique.annotator.evaluation import stance_pairs_of, stances_by_pair
from communique.annotator.measures.stages import Annotations
from communique.model import Evidence


@dataclass(frozen=True, slots=True, order=True)
class Taken:
    """A stance of the first side and what the second side has in its place; ``-`` for nothing."""

    first: str
    second: str


NOTHING = "-"


def confusion(first: Annotations, second: Annotations) -> Counter[Taken]:
    """How often each stance was taken for each, in one article.

    Equal stances on a pair of holder and target (and ascriber) are paired first, the rest in alphabetical
    order; a stance without a counterpart is paired with nothing.
    """
    ones = [item for item in first if isinstance(item, Evidence)]
    others = [item for item in second if isinstance(item, Evidence)]
    found = Counter(Taken(*pair) for pair in stance_pairs_of(ones, others))
    of_first, of_second = Counter[str](), Counter[str]()
    for stances in stances_by_pair(ones).values():
        of_first.update(stances)
    for stances in stances_by_pair(others).values():
        of_second.update(stances)
    for taken, number in list(found.items()):
        of_first[taken.first] -= number
        of_second[taken.second] -= number
    found.update({Taken(stance, NOTHING): number for stance, number in of_first.items() if number})
    found.update({Taken(NOTHING, stance): number for stance, number in of_second.items() if number})
    return found
