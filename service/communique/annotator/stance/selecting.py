"""Selecting: one position for each target, what only describes it as ``about`` (codebook, section 3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.annotator.knowledge import Knowledge
from communique.annotator.stance.lexicon import Tone
from communique.annotator.stance.provisions import COORDINATED, STRENGTH, with_provisions
from communique.annotator.stance.take import Take
from communique.model import Thing

_SUBORDINATE = re.compile(
    r"^[\"']?,? ?(?:on|about|of|for|regarding|concerning|over|related to|aimed at|to address|"
    r"to ensure|in|that would|"
    r"which would|to|with|from|between|under|amid|during|as part of|within|through|by|towards?|"
    r"around|based on|"
    r"without|caused by|resulting from|due to|as a result of)\b"
)
"""How words that only describe the matter before them begin."""

_CONSTITUTION = "armenian-constitution"
_FOUNDED = 40
"""Code points between “is the basis of” and what is founded."""


def selected(takes: Sequence[Take], text: str, knowledge: Knowledge) -> list[Take]:
    """The takes of one statement that become positions.

    Args:
        takes: in the order of the text.
        text: as ``phrases.likened`` gives it.
        knowledge: what the graph knows.
    """
    by_sentence: dict[int, list[Take]] = {}
    for take in takes:
        by_sentence.setdefault(take.sentence.number, []).append(take)
    found: list[Take] = []
    for group in by_sentence.values():
        specific = with_provisions([_with_demand(take, group) for take in group], text, knowledge)
        found += _about_folded(_one_each(_with_claims(specific)), text)
    return _one_each(found)


def _with_demand(take: Take, group: Sequence[Take]) -> Take:
    """An instrument cited by a demand whose subject has no name of its own is what the demand is about."""
    beyond = take.decision.beyond
    if beyond is None or beyond == "discusses":
        return take
    others = [
        other
        for other in group
        if other is not take
        and other.thing.kind != "actor"
        and other.decision.stance not in ("discusses", "invokes")
    ]
    return take if others else replace(take, decision=replace(take.decision, stance=beyond))


def _one_each(takes: Sequence[Take]) -> list[Take]:
    """One take for each thing and stance; what no cue decided only where nothing else is said of it."""
    best: dict[tuple[Thing, str], Take] = {}
    for take in sorted(takes, key=_rank, reverse=True):
        key = (take.thing, take.decision.stance)
        rivals = [other for other in best.values() if other.thing == take.thing]
        if key in best or any(_excludes(other, take) for other in rivals):
            continue
        best[key] = take
    return sorted(best.values(), key=lambda take: take.candidate.span)


def _excludes(known: Take, take: Take) -> bool:
    """Whether a stance on the same thing leaves no room for another one."""
    if take.decision.cue_span is None or take.decision.stance == "discusses":
        return True
    if known.decision.cue_span == take.decision.cue_span:
        return True
    same = known.sentence.number == take.sentence.number and known.chain.clause == take.chain.clause
    return same and {known.decision.stance, take.decision.stance} not in _SIDE_BY_SIDE


_SIDE_BY_SIDE = (
    {"criticises", "calls-for"},
    {"alleges-violation-of", "calls-for"},
    {"criticises", "warns-against"},
)
"""Two stances that one clause may well take on one thing."""


def _rank(take: Take) -> tuple[float, int]:
    return (take.decision.strength if take.decision.cue_span else 0.0, STRENGTH[take.decision.stance])


def _about_folded(takes: Sequence[Take], text: str) -> list[Take]:
    """A matter that only describes the one before it, with no cue of its own, is what that one is about."""
    kept: list[Take] = []
    for take in takes:
        host = kept[-1] if kept else None
        if host is not None and (_describes(take, host, text) or _is_effect(take, host)):
            kept[-1] = replace(host, about=tuple(sorted({*host.about, *_issues(take)} - {host.thing.slug})))
            continue
        kept.append(take)
    return kept


def _issues(take: Take) -> tuple[str, ...]:
    return (take.thing.slug,) if take.thing.kind == "issue" else take.about


def _is_effect(take: Take, host: Take) -> bool:
    """What a criticised conduct harms, or peacekeepers are asked to do, is what the position is about."""
    is_draft = take.thing.slug == "armenia-azerbaijan-peace-treaty"
    if not (take.thing.kind == "issue" or is_draft) or take.sentence.number != host.sentence.number:
        return False
    cue = take.decision.cue_span
    if _is_founded_on(take, host) or _is_claim_in(take, host):
        return True
    if host.thing.slug == "peacekeeping" and host.decision.stance in ("calls-for", "affirms"):
        tasks = {
            "use-of-force",
            "rights-and-security-of-nk-armenians",
            "regional-security",
            "humanitarian-situation",
            "lachin-corridor",
        }
        return take.thing.slug in tasks and take.decision.stance in ("calls-for", "warns-against", "affirms")
    return (
        host.decision.stance == take.decision.stance == "criticises"
        and take.decision.rule in ("bad conduct", "harm", "inaction")
        and cue is not None
        and host.candidate.span.end <= cue.start < take.candidate.span.start
        and take.chain.clause == host.chain.clause
    )


def _is_founded_on(take: Take, host: Take) -> bool:
    """“The declaration is the basis of delimitation”: what is founded on it is what that is about."""
    cue = host.decision.cue_span
    return (
        host.candidate.is_instrument
        and host.decision.rule == "valid"
        and host.decision.is_behind
        and cue is not None
        and 0 <= take.candidate.span.start - cue.end <= _FOUNDED
        and take.chain.clause == host.chain.clause
    )


def _is_claim_in(take: Take, host: Take) -> bool:
    """Territorial claims that a constitution is said to contain, or not to contain."""
    return (
        host.thing.slug == _CONSTITUTION and _is_claim(take) and take.sentence.number == host.sentence.number
    )


def _is_claim(take: Take) -> bool:
    return take.thing.slug == "territorial-integrity" and take.candidate.tone is Tone.UNWANTED


def _with_claims(takes: Sequence[Take]) -> list[Take]:
    """A constitution named with the claims in it: the stance on the claims is taken on the constitution."""
    claims = [take for take in takes if _is_claim(take)]
    found = []
    for take in takes:
        if claims and take.thing.slug == _CONSTITUTION and take.decision.stance == "discusses":
            decision = claims[0].decision
            stance = "denies" if decision.stance in ("affirms", "denies") else "criticises"
            take = replace(take, decision=replace(decision, stance=stance), note="claims in it")
        found.append(take)
    return found


def _describes(take: Take, host: Take, text: str) -> bool:
    if take.thing.kind != "issue" or host.thing.kind == "actor":
        return False
    if take.decision.cue_span != host.decision.cue_span or take.decision.stance != host.decision.stance:
        return False
    if take.candidate.tone is Tone.UNWANTED and host.candidate.tone is Tone.UNWANTED:
        return False
    gap = text[host.candidate.span.end : take.candidate.span.start]
    return len(gap) < 80 and bool(_SUBORDINATE.match(gap)) and not COORDINATED.search(gap)
