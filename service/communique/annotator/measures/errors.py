"""What one side missed and what it got wrong, sorted by what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from communique.annotator.evaluation import whole_target
from communique.annotator.measures.overlapping import same_words
from communique.annotator.measures.stages import Annotations, Signs, full_key
from communique.model import Evidence, Mention

_Item = TypeVar("_Item", Evidence, Mention)


class ErrorKind(StrEnum):
    """What is wrong, from the least to the most."""

    DATE = "other date"
    ASCRIBER = "other ascriber"
    STANCE = "other stance of the same sign"
    SIGN = "stance of another sign"
    DOCUMENT = "agreement for provision, or the other way round"
    TARGET = "other target"
    HOLDER = "other holder"
    REFERENT = "other referent"
    ENDS = "other ends"
    MISSED = "missed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class PositionError:
    """A position of the reference, one of the judged side, or both if one stands for the other."""

    kind: ErrorKind
    first: Evidence | None
    second: Evidence | None


@dataclass(frozen=True, slots=True)
class MentionError:
    """The same of mentions."""

    kind: ErrorKind
    first: Mention | None
    second: Mention | None


def error_sizes(errors: Iterable[PositionError | MentionError]) -> Counter[ErrorKind]:
    """How many errors there are of each kind."""
    return Counter(error.kind for error in errors)


def position_errors(first: Annotations, second: Annotations, signs: Signs) -> list[PositionError]:
    """The positions that only one side has, paired where one stands for the other, in textual order.

    Args:
        first: the reference.
        second: the side that is judged.
        signs: polarity toward the target of each stance, by slug.
    """
    missed, added = _only_evidence(first, second), _only_evidence(second, first)
    errors = []
    for kind, stands_for in _position_rules(signs):
        for one, other in _paired(missed, added, stands_for):
            errors.append(PositionError(kind, one, other))
    errors += [PositionError(ErrorKind.MISSED, item, None) for item in missed]
    errors += [PositionError(ErrorKind.ADDED, None, item) for item in added]
    return sorted(errors, key=_place)


def mention_errors(first: Annotations, second: Annotations) -> list[MentionError]:
    """The mentions that only one side has, paired where one stands for the other, in textual order."""
    missed, added = _only_mentions(first, second), _only_mentions(second, first)
    errors = []
    for kind, stands_for in _MENTION_RULES:
        for one, other in _paired(missed, added, stands_for):
            errors.append(MentionError(kind, one, other))
    errors += [MentionError(ErrorKind.MISSED, item, None) for item in missed]
    errors += [MentionError(ErrorKind.ADDED, None, item) for item in added]
    return sorted(errors, key=_place)


def _position_rules(signs: Signs) -> list[tuple[ErrorKind, Callable[[Evidence, Evidence], bool]]]:
    """When an added position stands for a missed one; the first rule that fits says what is wrong."""

    def equal(*names: str) -> Callable[[Evidence, Evidence], bool]:
        return lambda one, other: all(
            getattr(one.position, name) == getattr(other.position, name) for name in names
        )

    def same_sign(one: Evidence, other: Evidence) -> bool:
        return signs[one.position.stance] == signs[other.position.stance]

    on_pair = equal("holder", "target")
    return [
        (ErrorKind.DATE, equal("holder", "target", "stance", "ascribed_by")),
        (ErrorKind.ASCRIBER, equal("holder", "target", "stance")),
        (ErrorKind.STANCE, lambda one, other: on_pair(one, other) and same_sign(one, other)),
        (ErrorKind.SIGN, on_pair),
        (
            ErrorKind.DOCUMENT,
            lambda one, other: (
                one.position.holder == other.position.holder
                and whole_target(one.position.target) == whole_target(other.position.target)
            ),
        ),
        (
            ErrorKind.TARGET,
            lambda one, other: equal("holder")(one, other) and same_words(one.span, other.span),
        ),
        (
            ErrorKind.HOLDER,
            lambda one, other: equal("target")(one, other) and same_words(one.span, other.span),
        ),
    ]


_MENTION_RULES: list[tuple[ErrorKind, Callable[[Mention, Mention], bool]]] = [
    (
        ErrorKind.ENDS,
        lambda one, other: one.referent == other.referent and same_words(one.span, other.span),
    ),
    (ErrorKind.REFERENT, lambda one, other: same_words(one.span, other.span)),
]


def _paired(
    missed: list[_Item], added: list[_Item], stands_for: Callable[[_Item, _Item], bool]
) -> list[tuple[_Item, _Item]]:
    """Pairs that a rule allows, each item in one at most; they leave the lists."""
    pairs = []
    for one in list(missed):
        for other in added:
            if stands_for(one, other):
                pairs.append((one, other))
                missed.remove(one)
                added.remove(other)
                break
    return pairs


def _only_evidence(items: Annotations, others: Annotations) -> list[Evidence]:
    """The first evidence of each position that the others do not have."""
    known = {full_key(item.position) for item in others if isinstance(item, Evidence)}
    found: dict[tuple[object, ...], Evidence] = {}
    for item in items:
        if isinstance(item, Evidence) and full_key(item.position) not in known:
            found.setdefault(full_key(item.position), item)
    return list(found.values())


def _only_mentions(items: Annotations, others: Annotations) -> list[Mention]:
    known = {(item.span, item.referent) for item in others if isinstance(item, Mention)}
    return [item for item in items if isinstance(item, Mention) and (item.span, item.referent) not in known]


def _place(error: PositionError | MentionError) -> tuple[object, ...]:
    item = error.first or error.second
    if item is None:
        raise ValueError("an error is about something of one side at least")
    return item.span, error.kind, str(item)
