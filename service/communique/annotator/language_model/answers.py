"""What a model answers, believed as little as possible: form, words, and the rules that may veto it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from communique.annotator.attribution.statement import Statement
from communique.annotator.knowledge import Knowledge
from communique.annotator.language_model.choices import Choices
from communique.annotator.language_model.endpoint import NoAnswerError
from communique.annotator.language_model.questions import Passage, Question
from communique.annotator.proposal import Proposal
from communique.annotator.timing.told import Occasion
from communique.model import Span, Thing

SHORTEST_EVIDENCE = 8
"""In code points; less shows no stance."""
MOST_POSITIONS = 200
_ON_ACTORS = frozenset({"supports", "criticises"})
_DISCUSSED = frozenset({"agreement", "collection", "provision", "issue"})


class AnsweredPosition(BaseModel):
    """A position as a model gives it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    sentence: int
    holder: str = Field(max_length=200)
    stance: str = Field(max_length=200)
    target: str = Field(max_length=200)
    towards: list[str] = Field(max_length=20)
    about: list[str] = Field(max_length=20)
    evidence: str = Field(max_length=5000)


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    positions: list[AnsweredPosition] = Field(max_length=MOST_POSITIONS)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A position that passed, with what the rules know of its place."""

    answered: AnsweredPosition
    passage: Passage
    statement: Statement
    target: Thing
    evidence: Span


class VetoError(ValueError):
    """A position that is not believed; the message says why."""


def read_answer(text: str) -> list[AnsweredPosition]:
    """The positions in an answer.

    Raises:
        NoAnswerError: it does not fit the schema that was asked for.
    """
    try:
        return _Answer.model_validate(json.loads(text)).positions
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise NoAnswerError(
            f"the answer does not fit the schema at {where or 'its top'}: {first['msg']}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise NoAnswerError("the answer is not JSON") from error


def accept(answered: AnsweredPosition, question: Question, choices: Choices) -> Accepted:
    """A position whose parts are among those offered and whose evidence stands in its sentence.

    Raises:
        VetoError: something in it was not offered, or the evidence is not in the sentence.
    """
    passage = question.passage(answered.sentence)
    if passage is None:
        raise VetoError("it names a sentence that was not asked about")
    if answered.stance not in choices.stances:
        raise VetoError("its stance is none of the list")
    target = _target(answered, passage, choices)
    if not {slug.removeprefix("issue/") for slug in answered.about} <= choices.issues.keys():
        raise VetoError("what it is about is none of the issues")
    start = passage.text.find(answered.evidence)
    if start < 0 or len(answered.evidence.strip()) < SHORTEST_EVIDENCE:
        raise VetoError("its evidence does not stand in the sentence that it names")
    evidence = Span(
        passage.sentence.span.start + start, passage.sentence.span.start + start + len(answered.evidence)
    )
    return Accepted(answered, passage, _statement(answered.holder, passage, evidence), target, evidence)


def _target(answered: AnsweredPosition, passage: Passage, choices: Choices) -> Thing:
    try:
        target = Thing.parse(answered.target)
    except ValueError as error:
        raise VetoError("its target is none of those offered") from error
    offered = target.slug in choices.issues if target.kind == "issue" else target in passage.targets
    if not offered:
        raise VetoError("its target is not named in that sentence or the one before")
    if target.kind == "actor" and (answered.stance not in _ON_ACTORS or target.slug == answered.holder):
        raise VetoError("an actor can be the target of others' support and criticism only")
    if answered.stance == "discusses" and target.kind not in _DISCUSSED:
        raise VetoError("only agreements, provisions and issues are discussed")
    return target


def _statement(holder: str, passage: Passage, evidence: Span) -> Statement:
    """The statement of the holder that has the evidence, wholly or, failing that, most of it."""
    spoken = [item for item in passage.statements if holder in item.holders]
    if not spoken:
        raise VetoError("the rules find no words of that holder in the sentence")
    best = max(spoken, key=lambda item: (item.span.overlap(evidence), -item.span.start))
    if not (best.span.start < evidence.end and evidence.start < best.span.end):
        raise VetoError("its evidence lies outside of what the rules give to that holder")
    return best


def check_against_rules(
    accepted: Accepted,
    occasion: Occasion | None,
    proposals: Sequence[Proposal],
    knowledge: Knowledge,
) -> Occasion:
    """The occasion of a position that the rules do not contradict.

    Raises:
        VetoError: they do.
    """
    if occasion is None:
        raise VetoError("the day on which it was said is not known")
    target = accepted.target
    agreement = target.slug.partition("/")[0]
    if target.kind in ("agreement", "provision") and not knowledge.was_adopted(agreement, occasion.date):
        raise VetoError("the agreement was adopted after that day")
    for proposal in proposals:
        said = proposal.position
        if (said.holder, said.target) != (accepted.answered.holder, target):
            continue
        if said.stance == accepted.answered.stance:
            raise VetoError("it is there already")
        if accepted.answered.stance == "discusses":
            raise VetoError("that holder takes a stronger stance on the same target")
        if said.stance != "discusses" and proposal.span.overlap(accepted.statement.span):
            raise VetoError(f"in the same words that holder {said.stance} the same target already")
    return occasion
