"""How far machine annotation agrees with that by hand, article by article, as the dataset itself tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from communique.store.positions import PositionIndex
from communique.vocabulary import CQ, kind_and_slug

MOST_ARTICLES = 50
"""How many articles a page lists."""
_MACHINE = str(CQ.machine)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Positions found by hand and by machine, matched by holder, stance, target and ascriber.

    Attributes:
        article: the article; empty for all together.
        by_hand: how many were found by hand.
        by_machine: how many by machine.
        both: how many by both.
    """

    article: str
    by_hand: int
    by_machine: int
    both: int

    @property
    def precision(self) -> float:
        """Share of the machine's positions that a person found too."""
        return self.both / self.by_machine if self.by_machine else 0.0

    @property
    def recall(self) -> float:
        """Share of the positions found by hand that the machine found too."""
        return self.both / self.by_hand if self.by_hand else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.both / (self.by_hand + self.by_machine)


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What the dataset tells of the machine part.

    Attributes:
        evidence: how many pieces of evidence are the machine's.
        articles: in how many articles.
        compared: the articles that a person has read, too.
        together: all of these as one; None if there are none.
    """

    evidence: int
    articles: int
    compared: list[Comparison]
    together: Comparison | None


def accuracy(index: PositionIndex) -> Accuracy:
    """What the dataset tells of the machine part.

    Days are left out of the comparison, as in the agreement between readers (codebook, section 8).

    Args:
        index: the evidence of the dataset.
    """
    machine = set(index.having("method").get(_MACHINE, ()))
    if not machine:
        return Accuracy(0, 0, [], None)
    compared = []
    read_by_machine = 0
    for article, numbers in sorted(index.having("article").items()):
        found: Mapping[bool, set[str]] = defaultdict(set)
        for number in numbers:
            found[number in machine].add(without_date(index.key(number).position))
        read_by_machine += bool(found[True])
        if found[True] and found[False]:
            both = len(found[True] & found[False])
            compared.append(Comparison(article, len(found[False]), len(found[True]), both))
    together = Comparison(
        "",
        sum(one.by_hand for one in compared),
        sum(one.by_machine for one in compared),
        sum(one.both for one in compared),
    )
    return Accuracy(len(machine), read_by_machine, compared, together if compared else None)


def without_date(position: str) -> str:
    """The key of a position without its date."""
    slug = (kind_and_slug(position) or ("", position))[1]
    key, via, ascriber = slug.partition("/via/")
    return key.rpartition("/")[0] + via + ascriber
