"""Selecting: one position for each target, what only describes it as ``about`` (codebook, section 3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.annotator.attribution.statement import Rendering
from communique.annotator.knowledge import Knowledge
from communique.annotator.stance.joining import CONSTITUTION, is_claim, with_matters_joined
from communique.annotator.stance.lexicon import Tone
from communique.annotator.stance.provisions import COORDINATED, STRENGTH, with_provisions
from communique.annotator.stance.take import Take
from communique.model import Thing

_SUBORDINATE = re.compile(
    r"^[\"']?,? ?(?:on|about|of|for|regarding|concerning|over|related to|aimed at|to address|"
    r"to ensure|in|that would|"
    r"which would|to|with|from|between|under|amid|during|as part of|within|through|by|towards?|"
    r"after|before|following|since|until|ahead of|prior to|upon|once|despite|as (?:an?|the|its|their)|"
    r"around|based on|"
    r"without|caused by|resulting from|due to|as a result of)\b"
)
"""How words that only describe the matter before them begin."""

_CAUSE = re.compile(r",? ?(?:resulting from|caused by|as a result of|due to|stemming from|because of)\b")
"""What stands between a trouble and its cause, which the position is then about."""
_CONTAINED = re.compile(
    r"\b(?:mentioned|reflected|included|enshrined|named|added|written|incorporated|fixed|recorded|mention|"
    r"inclusion|reflection|anchored|cited) (?:down )?(?:in|into|to)\b"
)
"""“Must be reflected in the treaty”: where something is to stand is what that is about."""
_MENTION = re.compile(r"(?:any |the )?(?:mention|mentioning|inclusion|references?) (?:of|to)\b")
_ABOVE_ALL = re.compile(
    r"^[\"']?,? ?(?:(?:above all|first of all|primarily|especially|particularly|in particular|notably|"
    r"not least) )?"
    r"(?:as regards|as far as|when it comes to|in terms of)\b"
)
"""How parts of what was named before are picked out."""
_FOUNDED = 40
"""Code points between “is the basis of” and what is founded."""
_SIDE_BY_SIDE = (
    {"criticises", "calls-for"},
    {"affirms", "calls-for"},
    {"offers-to-assist", "calls-for"},
    {"offers-to-assist", "supports"},
    {"alleges-violation-of", "calls-for"},
    {"criticises", "warns-against"},
)
"""Two stances that one clause may well take on one thing."""


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
        found += _about_folded(_one_each(with_matters_joined(specific, text)), text)
    return [take for take in _one_each(found) if not _is_in_passing(take)]


def _is_in_passing(take: Take) -> bool:
    """Named with no cue in somebody's own words: what a speaker speaks of is not therefore taken up."""
    is_speech = take.statement.rendering in (Rendering.DIRECT_QUOTATION, Rendering.INDIRECT_SPEECH)
    return is_speech and take.decision.stance == "discusses" and take.decision.cue_span is None


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


def _rank(take: Take) -> tuple[float, int]:
    return (take.decision.strength if take.decision.cue_span else 0.0, STRENGTH[take.decision.stance])


def _about_folded(takes: Sequence[Take], text: str) -> list[Take]:
    """A matter that only describes the one before it, with no cue of its own, is what that one is about."""
    kept: list[Take] = []
    folded: Take | None = None
    for take in takes:
        host = kept[-1] if kept else None
        is_part = host is not None and folded is not None and _goes_on(take, folded, text)
        if host is not None and (is_part or _describes(take, host, text) or _is_effect(take, host)):
            is_list = is_part or _ABOVE_ALL.match(_gap(take, host, text)) is not None
            folded = take if is_list else None
            kept[-1] = replace(host, about=tuple(sorted({*host.about, *_issues(take)} - {host.thing.slug})))
            continue
        folded = None
        kept.append(take)
    return kept


def _gap(take: Take, host: Take, text: str) -> str:
    """The words between two takes, behind the cue that speaks of the first."""
    start, cue = host.candidate.span.end, host.decision.cue_span
    if cue is not None and start <= cue.start and cue.end <= take.candidate.span.start:
        start = cue.end
    return text[start : take.candidate.span.start]


def _goes_on(take: Take, folded: Take, text: str) -> bool:
    """Whether a take is one more of the parts picked out before it."""
    gap = text[folded.candidate.span.end : take.candidate.span.start]
    same = folded.decision.cue_span == take.decision.cue_span
    return same and len(gap) < 40 and bool(COORDINATED.search(gap))


def _issues(take: Take) -> tuple[str, ...]:
    return (take.thing.slug,) if take.thing.kind == "issue" else take.about


def _is_effect(take: Take, host: Take) -> bool:
    """What a criticised conduct harms, or peacekeepers are asked to do, is what the position is about."""
    is_draft = take.thing.slug == "armenia-azerbaijan-peace-treaty"
    if not (take.thing.kind == "issue" or is_draft) or take.sentence.number != host.sentence.number:
        return False
    cue = take.decision.cue_span
    if _is_founded_on(take, host) or _is_claim_in(take, host) or _is_where(take, host):
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
        and take.decision.rule in ("bad conduct", "harm", "inaction", "breach")
        and cue is not None
        and host.candidate.span.end <= cue.start < take.candidate.span.start
        and take.chain.clause == host.chain.clause
    )


def _is_founded_on(take: Take, host: Take) -> bool:
    """“The declaration is the basis of delimitation”: what is founded on it is what that is about."""
    cue = host.decision.cue_span
    if cue is None:
        return False
    is_said_of_it = host.decision.is_behind or cue.start <= host.candidate.span.start < cue.end
    return (
        host.candidate.is_instrument
        and host.decision.rule == "valid"
        and is_said_of_it
        and 0 <= take.candidate.span.start - cue.end <= _FOUNDED
        and take.chain.clause == host.chain.clause
    )


def _is_where(take: Take, host: Take) -> bool:
    """“A mission could be sent to the corridor only if …”: where to is what the condition is about."""
    return (
        host.thing.slug in ("fact-finding-mission", "eu-monitoring-mission")
        and take.thing.slug == "lachin-corridor"
        and take.decision.stance == host.decision.stance
        and take.decision.cue_span == host.decision.cue_span
    )


def _is_claim_in(take: Take, host: Take) -> bool:
    """Territorial claims that a constitution is said to contain, or not to contain."""
    return host.thing.slug == CONSTITUTION and is_claim(take) and take.sentence.number == host.sentence.number


def _describes(take: Take, host: Take, text: str) -> bool:
    is_draft = take.thing.slug == "armenia-azerbaijan-peace-treaty"
    if not (take.thing.kind == "issue" or is_draft) or host.thing.kind == "actor":
        return False
    if take.decision.cue_span != host.decision.cue_span or take.decision.stance != host.decision.stance:
        return False
    gap = text[host.candidate.span.end : take.candidate.span.start]
    is_trouble = take.candidate.tone is Tone.UNWANTED and host.candidate.tone is Tone.UNWANTED
    if is_trouble and not (_CAUSE.match(gap) and host.decision.stance == "calls-for"):
        return False
    if len(gap) >= 80:
        return False
    is_mention = bool(_MENTION.match(text, host.candidate.span.start))
    if is_mention or _CONTAINED.search(gap) or _ABOVE_ALL.match(_gap(take, host, text)):
        return True
    is_subordinate = bool(_SUBORDINATE.match(gap)) and not COORDINATED.search(gap)
    is_subordinate |= _gap(take, host, text) != gap and _gap(take, host, text).startswith(" to ")
    return take.thing.kind == "issue" and is_subordinate
