"""Actors as targets: where they are supported or criticised, and nothing more fitting is (codebook, 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from communique.annotator.knowledge import Knowledge
from communique.annotator.stance.fitting import UNWANTED_BY_ALL
from communique.annotator.stance.lexicon import Tone
from communique.annotator.stance.take import Take
from communique.model import Span, Thing

_CONDUCT = re.compile(
    r"^'s? (?:[\w-]+ ){0,4}?(?:polic(?:y|ies)|rhetoric|leadership|actions?|behaviou?r|conduct|"
    r"stance|approach|"
    r"steps?|statements?|side|authorities|government|regime|intentions?|plans?|threats)\b"
)
"""What follows an actor whose conduct as a whole is spoken of."""
_AUTHORITIES = re.compile(r"\b(?:leadership|authorities|government|regime|side)$")
_TOUCHED = UNWANTED_BY_ALL | {"territorial-integrity", "regional-security"}
"""Matters that conduct as a whole touches."""
_BODY, _WORK = "trilateral-working-group", "transport-communications"
"""A body, and the matter that its name means where nobody judges it."""
_GROUP = re.compile(r"\bgroup\b")
_ITS_LOT = re.compile(r"progress|headway|benefit|\bwill\b|opportunit|chance|interests|result|agreed|close")
"""What is good for somebody, or was reached with them, and is no praise of theirs."""
_WORDS_OF = re.compile(
    r"\b(?:statements?|remarks?|comments?|commentary|opinions?|resolutions?|reports?)\b(?: \w+){0,2}? "
    r"(?:by|of|from)\b[^,.;:\"]{0,60}$"
)
_ON = re.compile(
    r"\b(?:on|regarding|about|concerning|over|in connection with|with regard to|in relation to)\b"
)
_HAS = re.compile(r" (?:now |both |each |again )?(?:have|has|had|got) ")
"""Behind somebody who has an opportunity or a right, which praises nobody."""
_READINESS = re.compile(
    r"\b(?:readiness|willingness|desire|determination|intention) (?:of|by) [^,.;:]{0,30}$"
)
"""“Welcomed the readiness of the parties to continue”: not they are praised."""
_AND = re.compile(r"(?:,| and|, and) (?:the )?(?:(?:prime |foreign )?(?:minister|president|premier) )?")
_NEAR = 40
"""Code points between the cue and an actor that it is about."""


def with_fitting_actors(takes: Sequence[Take], text: str, knowledge: Knowledge) -> Iterator[Take]:
    """The takes of a stretch with those actors that are targets; what conduct touches is what it is about.

    Args:
        takes: all takes of a stretch, actors among them.
        text: as ``phrases.likened`` gives it.
        knowledge: what the graph knows.
    """
    authors = [take for take in takes if take.thing.kind == "actor" and _is_author(take, text)]
    others = [
        take
        for take in takes
        if take.thing.kind != "actor" and not any(_is_spoken_of(take, author, text) for author in authors)
    ]
    actors = _first_of_each_cue(
        [take for take in takes if take.thing.kind == "actor" and _is_target(take, others, text)], text
    )
    conduct = [
        take for take in actors if _is_conduct(take, text) or _is_accused(take, text) or _is_doer(take)
    ]
    for take in others:
        if not any(_is_part_of(take, actor) for actor in conduct):
            yield _with_body(take, text, knowledge)
    for take in actors:
        parts = [item.thing.slug for item in others if take in conduct and _is_part_of(item, take)]
        yield replace(take, about=tuple(sorted({*parts})), note="an actor and what it does")


def _with_body(take: Take, text: str, knowledge: Knowledge) -> Take:
    """Who approves the work of the working group on roads approves the group."""
    is_judged = take.decision.stance in ("supports", "criticises") and take.thing.slug == _WORK
    if not is_judged or _BODY not in knowledge.kinds:
        return take
    if not _GROUP.search(text, take.candidate.span.start, take.candidate.span.end):
        return take
    about = tuple(sorted({*take.about, _WORK}))
    return replace(take, thing=Thing("actor", _BODY), about=about, note="a body and its work")


def _first_of_each_cue(takes: Sequence[Take], text: str) -> list[Take]:
    """Of several actors under one cue the first, with those named in one breath (“both sides”, “A and B”)."""
    last: dict[tuple[str, object], Span] = {}
    kept = []
    for take in takes:
        key, span = (take.decision.stance, take.decision.cue_span), take.candidate.span
        before = last.setdefault(key, span)
        if before == span or _AND.fullmatch(text, before.end, max(before.end, span.start)):
            last[key] = span
            kept.append(take)
    return kept


def _is_target(take: Take, others: Sequence[Take], text: str) -> bool:
    decision = take.decision
    if decision.stance not in ("supports", "criticises") or decision.cue_span is None:
        return False
    if _is_author(take, text):
        return decision.stance == "criticises"
    if _READINESS.search(text, decision.cue_span.end, max(decision.cue_span.end, take.candidate.span.start)):
        return False
    if _is_conduct(take, text) and decision.stance == "criticises":
        return not any(_is_named_conduct(take, other) or _is_breach_by(take, other) for other in others)
    if decision.rule == "hope":
        return False  # “hoped that Georgia would join”
    has_it = _HAS.match(text, take.candidate.span.end) is not None
    if decision.rule == "good result" and (has_it or _ITS_LOT.search(decision.cue)):
        return False
    is_accused = _is_accused(take, text) or _is_doer(take)
    rivals = [
        other
        for other in others
        if other.decision.stance != "discusses"
        and not (is_accused and (_is_harmed(other) or _is_charged(take, others)))
        and (other.chain.clause == take.chain.clause or other.decision.stance == decision.stance)
    ]
    return not rivals and abs(decision.cue_span.end - take.candidate.span.start) <= _NEAR


def _is_author(take: Take, text: str) -> bool:
    """“The statement by X on the road is biased”: X is criticised, not the road."""
    start = take.candidate.span.start
    return take.decision.is_behind and _WORDS_OF.search(text, max(0, start - 100), start) is not None


def _is_spoken_of(take: Take, author: Take, text: str) -> bool:
    """Whether a matter is only what somebody's criticised words are about."""
    span = author.candidate.span
    return (
        take.decision.cue_span == author.decision.cue_span
        and take.candidate.span.start > span.end
        and _ON.search(text, span.end, take.candidate.span.start) is not None
    )


def _is_breach_by(take: Take, other: Take) -> bool:
    """“Accused Baku of violating the statement”: what is broken is the target, and who breaks it is not."""
    is_same = take.chain.clause == other.chain.clause and take.sentence.number == other.sentence.number
    return other.decision.stance == "alleges-violation-of" and is_same


def _is_accused(take: Take, text: str) -> bool:
    """“Accused France of …”: the actor follows the verb at once."""
    cue, span = take.decision.cue_span, take.candidate.span
    if cue is None or take.decision.rule != "disapproval" or not 0 <= span.start - cue.end <= 6:
        return False
    return bool(re.match(r" (?:of|for|over)\b", text[span.end : span.end + 6]))


def _is_doer(take: Take) -> bool:
    """“Baku is undermining …”: the actor stands right before the verb."""
    cue, span = take.decision.cue_span, take.candidate.span
    return (
        cue is not None
        and take.decision.rule in ("harm", "inaction")
        and take.decision.is_behind
        and cue.start - span.end <= 24
    )


def _is_harmed(take: Take) -> bool:
    """What a criticised conduct harms: it is not criticised itself."""
    if take.decision.stance != "criticises" or take.decision.is_behind:
        return False
    is_plain = take.candidate.tone is Tone.PLAIN
    return take.decision.rule == "inaction" or (take.decision.rule == "harm" and is_plain)


def _is_charged(take: Take, others: Sequence[Take]) -> bool:
    """“Accused France of arming …”: what somebody does to the region is no target of its own."""
    behind = [other for other in others if other.candidate.span.start > take.candidate.span.start]
    return bool(behind) and behind[0].thing.slug == "regional-security"


def _is_named_conduct(take: Take, other: Take) -> bool:
    """“Azerbaijan's military actions”: conduct for which there is an issue takes the issue."""
    span, actor = other.candidate.span, take.candidate.span
    is_next = span.start - actor.end <= len("'s ") + 1 and span.end > actor.end
    return other.candidate.tone is Tone.UNWANTED and span.start >= actor.start and is_next


def _is_conduct(take: Take, text: str) -> bool:
    span = take.candidate.span
    named = _AUTHORITIES.search(text, span.start, span.end)
    return bool(named or _CONDUCT.match(text[span.end : span.end + 80]))


def _is_part_of(take: Take, actor: Take) -> bool:
    """Whether a matter is only part of a criticism of an actor's conduct."""
    return (
        actor.decision.stance == "criticises"
        and take.decision.stance in ("criticises", "discusses", "warns-against")
        and (take.thing.slug in _TOUCHED or take.decision.rule in ("harm", "inaction"))
        and take.chain.clause == actor.chain.clause
        and take.candidate.tone is not Tone.INVERSE
        and (
            take.decision.stance == "criticises"
            or not any(cue.wording.stance == "calls-for" for cue in take.chain.before)
        )
    )
