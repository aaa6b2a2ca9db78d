"""Joining: matters named together of which one is the target, and the others what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.annotator.stance.lexicon import Tone
from communique.annotator.stance.take import Take

CONSTITUTION = "armenian-constitution"
_MEDDLING = "western-involvement"
_DRAFT = "armenia-azerbaijan-peace-treaty"
_BREACH = re.compile(r"\b(?:counter|contrary|violat|breach|contradict|contraven|infring)")
_JURISDICTION = re.compile(r"(?:under|within|subject to) ")
_FRAMEWORK = re.compile(r"\b(?:in|within) the framework of (?:the )?$")
_ON_A = re.compile(r" (?:(?:with|between) [\w ]{3,40} )?(?:on|about|over|towards?) (?:(?:a|an|the) )?")
_ONLY = re.compile(r"\b(?:only|solely|exclusively)(?: [\w']+){0,5} ?$")
_OPENING = re.compile(r"\b(?:re)?open(?:s|ed|ing)?\b|\bunblock(?:s|ed|ing)?\b|\brestor(?:e|ed|ing)\b")
"""What is done to roads: their opening is asked for or promised, and under whose jurisdiction is added."""
_ROADS = frozenset({"transport-communications", "zangezur-corridor"})


def with_matters_joined(takes: Sequence[Take], text: str) -> list[Take]:
    """The takes of a sentence, those joined that are one position.

    Args:
        takes: in the order of the text.
        text: as ``phrases.likened`` gives it.
    """
    said = _with_breach_denied(_with_condition(_with_claims(_with_meddling(takes))))
    return _with_talks_on_a_treaty(_with_jurisdiction(said, text), text)


def _is_under_it(take: Take, text: str) -> bool:
    span = take.candidate.span
    return bool(_JURISDICTION.match(text, span.start) or _FRAMEWORK.search(text[: span.start][-40:]))


def _with_talks_on_a_treaty(takes: Sequence[Take], text: str) -> list[Take]:
    """“To begin talks with Armenia on a peace treaty”: the treaty is the target, and the talks are not."""
    treaties = [take for take in takes if take.thing.slug == _DRAFT]
    return [
        take
        for take in takes
        if not (
            take.candidate.is_process
            and any(
                treaty.decision.cue_span == take.decision.cue_span
                and _ON_A.fullmatch(text, take.candidate.span.end, treaty.candidate.span.start)
                for treaty in treaties
            )
        )
    ]


def is_claim(take: Take) -> bool:
    """Whether a take speaks of claims on territory."""
    return take.thing.slug == "territorial-integrity" and take.candidate.tone is Tone.UNWANTED


def _with_meddling(takes: Sequence[Take]) -> list[Take]:
    """“Attempts by Brussels to speed up the treaty do harm”: the meddling is criticised, not the treaty."""
    meddling = [
        take
        for take in takes
        if take.thing.slug == _MEDDLING and take.decision.stance == "criticises" and take.decision.cue_span
    ]
    if not meddling:
        return list(takes)
    first = meddling[0]
    touched = [
        take
        for take in takes
        if take.candidate.span.start > first.candidate.span.end
        and take.decision.stance == "criticises"
        and take.decision.cue_span == first.decision.cue_span
        and take.thing.kind != "actor"
    ]
    issues = (slug for take in touched for slug in (take.about or (take.thing.slug,)))
    about = tuple(sorted({*first.about, *issues} - {_MEDDLING}))
    return [replace(take, about=about) if take is first else take for take in takes if take not in touched]


def _with_claims(takes: Sequence[Take]) -> list[Take]:
    """A constitution named with the claims in it: the stance on the claims is taken on the constitution."""
    claims = [take for take in takes if is_claim(take)]
    found = []
    for take in takes:
        if claims and take.thing.slug == CONSTITUTION and take.decision.stance == "discusses":
            decision = claims[0].decision
            stance = "denies" if decision.stance in ("affirms", "denies") else "criticises"
            take = replace(take, decision=replace(decision, stance=stance), note="claims in it")
        found.append(take)
    return found


def _with_condition(takes: Sequence[Take]) -> list[Take]:
    """“Without a change of the constitution no treaty can be signed”: the treaty is the target."""
    treaties = [take for take in takes if take.thing.slug == _DRAFT and take.decision.stance == "conditions"]
    if not treaties:
        return list(takes)
    span = treaties[0].decision.cue_span
    terms = [
        take
        for take in takes
        if take.thing.kind == "issue"
        and take.decision.stance == "conditions"
        and take.decision.cue_span == span
    ]
    about = tuple(sorted({*treaties[0].about, *(take.thing.slug for take in terms)}))
    return [
        replace(take, about=about) if take is treaties[0] else take for take in takes if take not in terms
    ]


def _with_breach_denied(takes: Sequence[Take]) -> list[Take]:
    """“Allegations that the post breaks the statement are untrue”: only the statement is the target."""
    denied = [
        take
        for take in takes
        if take.candidate.is_instrument
        and take.decision.stance == "denies"
        and (
            _BREACH.search(take.decision.cue)
            or any(cue.wording.stance == "alleges-violation-of" for cue in take.chain.before)
        )
    ]
    cues = {take.decision.cue_span for take in denied}
    about = tuple(
        take
        for take in takes
        if take.thing.kind == "issue" and take not in denied and take.decision.cue_span in cues
    )
    slugs = {take.thing.slug for take in about}
    return [
        replace(take, about=tuple(sorted({*take.about, *slugs}))) if take in denied else take
        for take in takes
        if take not in about
    ]


def _with_jurisdiction(takes: Sequence[Take], text: str) -> list[Take]:
    """“All roads remain under the jurisdiction of …” affirms the principle; it is about roads."""
    principles = [
        take
        for take in takes
        if take.thing.slug == "territorial-integrity"
        and take.decision.stance not in ("criticises", "denies", "rejects")
        and _is_under_it(take, text)
    ]
    if not principles:
        return list(takes)
    principle = principles[0]
    same = (principle.sentence.number, principle.chain.clause)
    roads = [
        take
        for take in takes
        if take.thing.slug in _ROADS
        and (take.sentence.number, take.chain.clause) == same
        and take.decision.stance not in ("criticises", "denies", "rejects", "warns-against")
    ]
    if roads and _ONLY.search(text, principle.sentence.span.start, principle.candidate.span.start):
        decision = replace(principle.decision, stance="conditions", cue_span=principle.candidate.span)
        return [
            replace(take, decision=decision, about=(principle.thing.slug,)) if take is roads[0] else take
            for take in takes
            if take is not principle and take not in roads[1:]
        ]
    start = principle.sentence.span.start
    if roads and roads[0].decision.cue_span and _OPENING.search(text, start, principle.candidate.span.start):
        named = tuple(sorted({*roads[0].about, principle.thing.slug}))
        return [
            replace(take, about=named) if take is roads[0] else take
            for take in takes
            if take is not principle
        ]
    about = tuple(sorted({*principle.about, *(take.thing.slug for take in roads)}))
    # it need not have a cue of its own: whoever says so affirms it
    span = principle.decision.cue_span or principle.candidate.span
    decision = replace(principle.decision, stance="affirms", cue_span=span)
    affirmed = replace(principle, decision=decision, about=about, note="under whose jurisdiction")
    return [affirmed if take is principle else take for take in takes if take not in roads]
