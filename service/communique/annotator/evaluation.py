"""How far two annotations of the same articles agree: the measures of codebook section 8.

Every figure comes with the counts behind it. The same measures serve for two hand annotators and for a
machine against a hand annotator; the first is then the reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import krippendorff

from communique.model import Evidence, Mention, Thing

PairKey = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Score:
    """Items found by both sides, by the first only and by the second only."""

    both: int = 0
    first_only: int = 0
    second_only: int = 0

    @classmethod
    def of(cls, first: set[Any], second: set[Any]) -> Score:
        """The score of two sets."""
        return cls(len(first & second), len(first - second), len(second - first))

    def __add__(self, other: Score) -> Score:
        return Score(
            self.both + other.both,
            self.first_only + other.first_only,
            self.second_only + other.second_only,
        )

    @property
    def precision(self) -> float:
        """Share of the second side's items that the first has too; 1 if the second has none."""
        return _share(self.both, self.both + self.second_only)

    @property
    def recall(self) -> float:
        """Share of the first side's items that the second has too; 1 if the first has none."""
        return _share(self.both, self.both + self.first_only)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return _share(2 * self.both, 2 * self.both + self.first_only + self.second_only)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement of two annotations of one article, or of several added up."""

    strict: Score = field(default_factory=Score)
    """Holder, stance, target and ascriber equal."""
    same_date: int = 0
    """Of the positions matched strictly, how many have the same date."""
    lenient: Score = field(default_factory=Score)
    """Holder, sign of the stance, agreement instead of provision, and ascriber equal."""
    stance_pairs: tuple[tuple[str, str], ...] = ()
    """The stances of the two sides on each holder–target pair that both found."""
    overlaps: tuple[float, ...] = ()
    """Intersection over union of the evidence spans of each position matched strictly."""
    mentions: Score = field(default_factory=Score)
    """Mentions with the same span and referent."""

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.strict + other.strict,
            self.same_date + other.same_date,
            self.lenient + other.lenient,
            self.stance_pairs + other.stance_pairs,
            self.overlaps + other.overlaps,
            self.mentions + other.mentions,
        )

    @property
    def alpha(self) -> float | None:
        """Krippendorff's alpha (nominal) for the stance; None where it is not defined.

        Source: Krippendorff, Content Analysis (4th ed. 2019), chapter 12. It is not defined for fewer than
        two pairs or where all stances are the same one.
        """
        stances = sorted({stance for pair in self.stance_pairs for stance in pair})
        if len(self.stance_pairs) < 2 or len(stances) < 2:
            return None
        codes = {stance: number for number, stance in enumerate(stances)}
        data = [[codes[pair[side]] for pair in self.stance_pairs] for side in (0, 1)]
        return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))

    @property
    def mean_overlap(self) -> float | None:
        """Mean intersection over union of evidence spans on matched positions; None if none matched."""
        return sum(self.overlaps) / len(self.overlaps) if self.overlaps else None


def compare(
    first: Iterable[Evidence | Mention],
    second: Iterable[Evidence | Mention],
    signs: Mapping[str, int],
) -> Agreement:
    """The agreement of two annotations of one article.

    Args:
        first: the reference, or the first annotator.
        second: the candidate, or the second annotator.
        signs: polarity toward the target of each stance, by slug (from the ontology).

    Raises:
        KeyError: a stance without a sign.
    """
    ones, others = list(first), list(second)
    evidence = (
        [item for item in ones if isinstance(item, Evidence)],
        [item for item in others if isinstance(item, Evidence)],
    )
    by_key = by_strict_key(evidence[0]), by_strict_key(evidence[1])
    matched = sorted(by_key[0].keys() & by_key[1].keys(), key=str)
    return Agreement(
        strict=Score.of(set(by_key[0]), set(by_key[1])),
        same_date=sum(_dates(by_key[0][key]) == _dates(by_key[1][key]) for key in matched),
        lenient=Score.of(lenient_keys(evidence[0], signs), lenient_keys(evidence[1], signs)),
        stance_pairs=tuple(stance_pairs_of(*evidence)),
        overlaps=tuple(_best_overlap(by_key[0][key], by_key[1][key]) for key in matched),
        mentions=Score.of(mention_keys(ones), mention_keys(others)),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def by_strict_key(evidence: Iterable[Evidence]) -> dict[tuple[object, ...], list[Evidence]]:
    """The evidence of each holder, stance, target and ascriber."""
    found: dict[tuple[object, ...], list[Evidence]] = defaultdict(list)
    for item in evidence:
        position = item.position
        found[position.holder, position.stance, position.target, position.ascribed_by].append(item)
    return found


def lenient_keys(evidence: Iterable[Evidence], signs: Mapping[str, int]) -> set[tuple[object, ...]]:
    """What is left of each position when stance becomes sign and provision becomes agreement."""
    return {
        (
            item.position.holder,
            signs[item.position.stance],
            whole_target(item.position.target),
            item.position.ascribed_by,
        )
        for item in evidence
    }


def whole_target(target: Thing) -> Thing:
    """The agreement of a provision; any other target as it is."""
    return Thing("agreement", target.slug.partition("/")[0]) if target.kind == "provision" else target


def _dates(evidence: Sequence[Evidence]) -> set[str]:
    return {item.position.stated_on.text for item in evidence}


def _best_overlap(first: Sequence[Evidence], second: Sequence[Evidence]) -> float:
    return max(one.span.overlap(other.span) for one in first for other in second)


def stance_pairs_of(first: Sequence[Evidence], second: Sequence[Evidence]) -> Iterable[tuple[str, str]]:
    """The stances on each holder–target pair of both sides, equal ones paired first, the rest in order.

    Where one side has more stances on a pair than the other, the surplus counts in the scores, not here.
    """
    ones, others = stances_by_pair(first), stances_by_pair(second)
    for pair in sorted(ones.keys() & others.keys(), key=str):
        same = sorted(ones[pair] & others[pair])
        yield from zip(same, same, strict=True)
        yield from zip(sorted(ones[pair] - others[pair]), sorted(others[pair] - ones[pair]), strict=False)


def stances_by_pair(evidence: Iterable[Evidence]) -> dict[PairKey, set[str]]:
    """The stances on each holder, target and ascriber."""
    found: dict[PairKey, set[str]] = defaultdict(set)
    for item in evidence:
        position = item.position
        found[position.holder, str(position.target), position.ascribed_by].add(position.stance)
    return found


def mention_keys(items: Iterable[Evidence | Mention]) -> set[tuple[object, ...]]:
    """Span and referent of each mention."""
    return {(item.span, item.referent) for item in items if isinstance(item, Mention)}
