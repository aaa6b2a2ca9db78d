"""The stages of annotation, each with its own measure (codebook, section 8).

A stage is measured on what it adds: attribution asks who speaks where, whatever is said; holder and target
asks who takes a stance on what, whichever it is; the full position asks for everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from communique.annotator.attribution.statement import Rendering
from communique.annotator.evaluation import by_strict_key, lenient_keys, mention_keys
from communique.annotator.measures.counts import Counts
from communique.annotator.measures.overlapping import Marked, found_in, overlap_counts
from communique.model import Evidence, Mention, Position, Thing

Annotations = Sequence[Evidence | Mention]
"""What one side recorded of one article."""
Signs = Mapping[str, int]
"""Polarity toward the target of each stance, by slug."""

DOCUMENT_KINDS = frozenset({"agreement", "collection", "provision"})


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage and how it is counted in one article."""

    name: str
    asks: str
    """What must be equal, in a few words."""
    counts: Callable[[Annotations, Annotations, Signs], Counts]


def _mentions(first: Annotations, second: Annotations, signs: Signs) -> Counts:
    return Counts.of(mention_keys(first), mention_keys(second))


def _mentions_overlapping(first: Annotations, second: Annotations, signs: Signs) -> Counts:
    return overlap_counts(_marked(first), _marked(second))


def _documents(first: Annotations, second: Annotations, signs: Signs) -> Counts:
    return overlap_counts(_marked(first, DOCUMENT_KINDS), _marked(second, DOCUMENT_KINDS))


def _marked(items: Annotations, kinds: frozenset[str] | None = None) -> set[Marked]:
    """The mentions of things of some kinds, or all."""
    return {
        Marked(item.referent, item.span)
        for item in items
        if isinstance(item, Mention) and (kinds is None or item.referent.kind in kinds)
    }


def _attribution(*renderings: Rendering) -> Callable[[Annotations, Annotations, Signs], Counts]:
    """Attribution as far as one side gives it in one of these renderings.

    The other side may have given it in another one: what counts is that it found who speaks.
    """

    def counts(first: Annotations, second: Annotations, signs: Signs) -> Counts:
        wanted = _spoken(first, renderings), _spoken(second, renderings)
        everything = _spoken(first, ATTRIBUTED), _spoken(second, ATTRIBUTED)
        return Counts(
            len(wanted[0]),
            len(found_in(wanted[0], everything[1])),
            len(wanted[1]),
            len(found_in(wanted[1], everything[0])),
        )

    return counts


def _spoken(items: Annotations, renderings: Sequence[Rendering]) -> set[Marked]:
    """Who speaks where: the one who ascribes a position, else its holder."""
    return {
        Marked(item.position.ascribed_by or item.position.holder, item.span)
        for item in items
        if isinstance(item, Evidence) and item.rendering in renderings
    }


def _holder_and_target(first: Annotations, second: Annotations, signs: Signs) -> Counts:
    return Counts.of(_holder_targets(first), _holder_targets(second))


def _holder_targets(items: Annotations) -> set[tuple[str, Thing]]:
    return {(item.position.holder, item.position.target) for item in _evidence(items)}


def _by_sign(first: Annotations, second: Annotations, signs: Signs) -> Counts:
    return Counts.of(lenient_keys(_evidence(first), signs), lenient_keys(_evidence(second), signs))


def _without_date(first: Annotations, second: Annotations, signs: Signs) -> Counts:
    return Counts.of(*(set(by_strict_key(_evidence(side))) for side in (first, second)))


def _full(first: Annotations, second: Annotations, signs: Signs) -> Counts:
    return Counts.of(full_keys(first), full_keys(second))


def full_keys(items: Annotations) -> set[tuple[object, ...]]:
    """All that makes the positions of one side the same as those of the other."""
    return {full_key(item.position) for item in _evidence(items)}


def full_key(position: Position) -> tuple[object, ...]:
    """Holder, stance, target, ascriber and date; not a slug of the target, whose kind counts too."""
    return position.holder, position.stance, position.target, position.ascribed_by, position.stated_on


def _evidence(items: Annotations) -> list[Evidence]:
    return [item for item in items if isinstance(item, Evidence)]


INDIRECT = (Rendering.INDIRECT_SPEECH, Rendering.READOUT, Rendering.JOINT)
ATTRIBUTED = (Rendering.DIRECT_QUOTATION, *INDIRECT)
"""All but the article's own voice, in which nobody is said to speak."""

STAGES = (
    Stage("mentions", "span and referent", _mentions),
    Stage("mentions, any ends", "referent; spans overlap", _mentions_overlapping),
    Stage("agreement and document", "agreement, collection or provision; spans overlap", _documents),
    Stage("attribution", "who speaks; spans overlap", _attribution(*ATTRIBUTED)),
    Stage("attribution, direct", "the same of quotations", _attribution(Rendering.DIRECT_QUOTATION)),
    Stage("attribution, indirect", "the same of indirect speech and readouts", _attribution(*INDIRECT)),
    Stage("holder and target", "holder and target", _holder_and_target),
    Stage("position by sign", "holder, sign, agreement or other target, ascriber", _by_sign),
    Stage("position", "holder, stance, target, ascriber", _without_date),
    Stage("full position", "holder, stance, target, ascriber and date", _full),
)
"""In the order in which they build on each other."""
