"""Assembling: takes with their days become positions, one for each key and article (codebook, 1 and 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from communique.annotator.attribution.statement import Rendering
from communique.annotator.knowledge import Knowledge
from communique.annotator.proposal import Proposal
from communique.annotator.sheets import represented
from communique.annotator.stance.addressees import addressees
from communique.annotator.stance.evidence import evidence_of
from communique.annotator.stance.reading import Reading
from communique.annotator.stance.take import Take
from communique.annotator.stance.weighing import Weighed
from communique.annotator.timing.told import Occasion
from communique.model import PartialDate, Position, Span, Thing

_DISCUSSED = frozenset({"agreement", "provision", "collection", "issue"})
"""What ``discusses`` may have as its target."""
_PROCESS = Thing("issue", "normalization")
"""What “the talks” are where no meeting is known that they may be."""
_OF_FUTURE = frozenset({"commits-to", "proposes", "calls-for", "offers-to-assist"})
"""The stances that nobody takes on a meeting that has been."""
_JUDGED = frozenset({"supports", "criticises"})
"""The stances that may have an actor as their target."""


class Occasions(Protocol):
    """Tells on which day, and at which event, something was said."""

    def occasion(self, sentence_numbers: Sequence[int], holders: Sequence[str]) -> Occasion:
        """The occasion of words in some sentences."""
        ...

    def planned(
        self, number: int, place: Span, holders: Sequence[str], said_on: PartialDate, *, is_wanted: bool
    ) -> Occasion | None:
        """The meeting still to come that words of a sentence name, if they do."""
        ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A take with its day and its target, not weighed yet."""

    take: Take
    siblings: tuple[Take, ...]
    """All selected takes of the same statement."""
    target: Thing
    occasion: Occasion

    def position(self, holder: str, reading: Reading) -> Position:
        """The position of one holder that it stands for."""
        occasion = self.occasion
        return Position(
            holder=holder,
            stance=self.take.decision.stance,
            target=self.target,
            stated_on=occasion.date,
            ascribed_by=self.take.statement.ascribed_by,
            on_behalf_of=represented(holder, occasion.date, reading.knowledge.plain_tenures),
            towards=tuple(actor for actor in addressees(self.take, reading) if actor != holder),
            about=tuple(sorted({*self.take.about} - {self.target.slug})),
            stated_at=(occasion.event,) if occasion.event is not None else (),
        )


def drafts_of(
    takes: Sequence[Take], occasions: Occasions, events: Sequence[Occasion], knowledge: Knowledge
) -> list[Draft]:
    """The takes of one statement with their days, without what the codebook rules out.

    Args:
        takes: the selected takes of the statement.
        occasions: on which day and at which event something was said.
        events: the events that the article tells of, for “the talks”.
        knowledge: what the graph knows.
    """
    found = []
    for take in takes:
        occasion = occasions.occasion((take.sentence.number,), take.statement.holders)
        target = _target(take, occasion, occasions, events)
        if target is not None and _is_allowed(take, target, occasion.date, knowledge):
            found.append(Draft(take, tuple(takes), target, occasion))
    return found


def _target(take: Take, occasion: Occasion, occasions: Occasions, events: Sequence[Occasion]) -> Thing | None:
    if not take.candidate.is_occasion:
        return take.thing
    planned = occasions.planned(
        take.sentence.number,
        take.candidate.span,
        take.statement.holders,
        occasion.date,
        is_wanted=take.decision.stance in _OF_FUTURE,
    )
    if planned is not None:
        process = _PROCESS if take.candidate.is_process else None
        return Thing("event", planned.event) if planned.event else process
    met = [
        item.event
        for item in (occasion, *events)
        if item.event is not None and item.event.startswith(("meeting-", "phone-call-"))
    ]
    if met:
        return Thing("event", met[0])
    return _PROCESS if take.candidate.is_process else None


def _is_allowed(take: Take, target: Thing, date: PartialDate, knowledge: Knowledge) -> bool:
    """Whether the codebook allows it: no agreements of the future, no stance without its kind of target."""
    stance = take.decision.stance
    is_voice = take.statement.rendering is Rendering.ARTICLE_VOICE
    if stance == "discusses" and (target.kind not in _DISCUSSED or is_voice):
        return False
    if target.kind == "actor" and stance not in _JUDGED:
        return False
    if target.kind in ("agreement", "provision"):
        return knowledge.was_adopted(target.slug.partition("/")[0], date)
    if target.kind == "collection" and target.slug in knowledge.collections:
        return bool(knowledge.members(target.slug, date)) or not knowledge.members(target.slug, None)
    return True


def proposals_of(draft: Draft, weighed: Weighed, text: str, reading: Reading) -> list[Proposal]:
    """The proposals that a draft stands for, one for each holder of its statement."""
    statement = draft.take.statement
    span = evidence_of(draft.take, draft.siblings, text)
    return [
        Proposal(
            draft.position(holder, reading),
            span,
            statement.rendering,
            weighed.confidence,
            weighed.explanation + _of_proposed(holder, statement.ascribed_by, reading.knowledge),
        )
        for holder in statement.holders
    ]


def _of_proposed(holder: str, ascribed_by: str | None, knowledge: Knowledge) -> str:
    """What the explanation adds where the holder or who ascribes is not in the data."""
    if holder in knowledge.proposed:
        return "; the holder is proposed and not in the data"
    if ascribed_by in knowledge.proposed:
        return "; who ascribes it is proposed and not in the data"
    return ""


def one_per_key(proposals: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """One proposal for each position, a second only in another rendering.

    ``discusses`` stays only where the same holder takes no stronger stance on the same thing that day.
    """
    best: dict[tuple[object, ...], Proposal] = {}
    united: dict[tuple[object, ...], Position] = {}
    for item in proposals:
        key = item.position.key
        united[key] = _united(united[key], item.position) if key in united else item.position
        place = (*key, item.rendering)
        if place not in best or item.confidence > best[place].confidence:
            best[place] = item
    stronger = {_pair(item.position) for item in best.values() if item.position.stance != "discusses"}
    kept = [
        replace(item, position=united[item.position.key])
        for item in best.values()
        if item.position.stance != "discusses" or _pair(item.position) not in stronger
    ]
    return tuple(sorted(kept, key=lambda item: (item.span, str(item.position.key))))


def _pair(position: Position) -> tuple[object, ...]:
    return position.holder, position.target, position.stated_on, position.ascribed_by


def _united(one: Position, other: Position) -> Position:
    return replace(
        one,
        towards=tuple(sorted({*one.towards, *other.towards})),
        about=tuple(sorted({*one.about, *other.about})),
        stated_at=tuple(sorted({*one.stated_at, *other.stated_at})),
    )
