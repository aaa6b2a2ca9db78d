"""Fitting: a stance as it applies to a thing of some kind that is named in some way (codebook, 3 and 4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.annotator.stance.candidates import Candidate
from communique.annotator.stance.chains import Cue
from communique.annotator.stance.lexicon import Tone

UNWANTED_BY_ALL = frozenset({"use-of-force", "ethnic-cleansing"})
"""Wanted by nobody: condemning is ``criticises``, asking for an end ``warns-against``."""
_PRINCIPLE = "territorial-integrity"
_DRAFT = "armenia-azerbaijan-peace-treaty"
_STATUS = "status-of-nagorno-karabakh"
_CLOSED = frozenset({_STATUS, "mediation"})
"""Matters that somebody who calls them closed refuses to take up again."""
_KEEPING = re.compile(r"honou?r|respect|observ|fulfil|implement|complied|carried out|abid|adher")
"""What is done to obligations: where it is not done, they are broken."""
_UNDOING = re.compile(
    r"undermin|hijack|derail|sabotag|torpedo|distort|destroy|rewrit|revis|misinterpret|appropriat|replac|scrap|"
    r"to question|into question|cast doubt|challeng|annul|denounc"
)
"""What may be done to an agreement: to accuse somebody of it is to allege a breach."""


_WAYS_OUT = frozenset({"stance", "ending"})
"""Roles of the cues by which a course of action is called the way to avoid something."""
_ONLY_WAY = re.compile(r"\bonly (?:\w+ )?(?:way|path|option|solution)\b")
"""What a course of action, and not an instrument, is called by who backs it."""
_REFUSED = re.compile(r"reject|oppos|against|dismiss|rebuff|spurn|object|.*\bgo along")
"""How somebody, and not something to be done with them, is refused."""
_HONOURING = re.compile(r"\b(?:honou?r|respect|observe|adhere|abide|uphold|comply|stick|fulfil)\w*\b")
"""What is pledged of an instrument that there is: the pledge restates the commitment to it."""
_ENDED = re.compile(r"\b(?:end|stop|cease|put an end to|lift) ?$")
_ROLE = re.compile(r"\brole\b")
"""“Plays a key role”: of an instrument it says that it counts."""
_CAN_BE_NO = re.compile(r"\bcan be no\b|\bcan(?:not|'t| not) be (?:any|a single)\b")
"""How it is said that something is out of the question."""
_NOT_TO_BE = re.compile(r"\b(?:should|must|can|shall) (?:\w+ )?be|\bno (?:place|room)\b")
"""How what must not be is refused."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the cues of a candidate add up to, before the candidate is looked at."""

    stance: str
    cue: Cue
    """The deciding one."""
    words: str
    """Its words in the text."""
    cues: Sequence[Cue]
    """All of them, from the outermost to the innermost."""
    is_action: bool
    """Something to be done is named, not a thing."""
    all_words: str
    """The words of all cues."""


def fitted(said: Said, candidate: Candidate) -> str | None:
    """The stance that is taken on the candidate; None if the cues say nothing of such a thing."""
    stance: str | None = said.stance
    slug = candidate.thing.slug
    if said.cue.wording.role == "confirming" and not (candidate.is_instrument or slug == _PRINCIPLE):
        stance = "criticises" if candidate.tone is Tone.UNWANTED else None
    if stance is None or (said.cue.wording.role == "closed" and slug not in _CLOSED):
        return None
    if candidate.thing.kind == "actor" and stance == "commits-to" and _is_backed(said):
        return "supports"  # “will continue to stand by Azerbaijan”
    if said.cue.wording.rule == "hope" and (said.is_action or _is_to_come(said)):
        return "calls-for"
    is_way_out = any(cue.wording.rule == "valid" for cue in said.cues) and said.cue.wording.role in _WAYS_OUT
    if is_way_out and slug in UNWANTED_BY_ALL and candidate.tone is not Tone.INVERSE:
        return None  # “delimitation is the only way to avoid a war”
    if said.cue.wording.rule == "valid" and _ONLY_WAY.search(said.words) and candidate.thing.kind == "issue":
        return "supports"
    if stance == "rejects" and slug in UNWANTED_BY_ALL and _NOT_TO_BE.search(said.words):
        return "warns-against"
    if _is_undertaking(said, candidate):
        return "commits-to"
    if said.cue.wording.rule == "must not" and _CAN_BE_NO.search(said.words) and slug not in UNWANTED_BY_ALL:
        return "rejects"
    is_in_force = candidate.is_instrument and slug != _DRAFT
    if stance == "commits-to" and is_in_force and _HONOURING.search(said.all_words):
        return "affirms"
    if _is_work_of_another(said):
        return None
    if said.cue.wording.role == "inadmissible" and slug in UNWANTED_BY_ALL:
        return "warns-against"
    if said.cue.wording.role == "inadmissible" and candidate.tone is Tone.UNWANTED:
        return "criticises"
    if candidate.thing.kind == "actor" and stance == "warns-against" and said.cue.wording.role == "ending":
        return None  # “to prevent provocations by the Azerbaijani side”
    is_judged = said.cue.wording.role == "inadmissible"
    if (
        candidate.thing.kind == "actor"
        and stance == "rejects"
        and not (_REFUSED.match(said.words) or is_judged)
    ):
        return None  # “declined to sit at one table with Moscow”
    stance = _of_instrument(stance, said) if candidate.is_instrument else _of_other(stance, candidate)
    if slug in UNWANTED_BY_ALL:
        return _of_the_unwanted(stance, candidate.tone)
    if candidate.tone is Tone.UNWANTED and slug == _PRINCIPLE and stance in ("rejects", "warns-against"):
        return "affirms"
    if candidate.tone is Tone.UNWANTED:
        is_ending = any(cue.wording.role == "ending" for cue in said.cues) or bool(_ENDED.search(said.words))
        return _of_trouble(stance, is_ending=is_ending)
    return stance


def _is_backed(said: Said) -> bool:
    """Whether some of the cues say that something or somebody is supported."""
    return any(cue.wording.rule == "approval" for cue in said.cues)


def _is_to_come(said: Said) -> bool:
    """“Hopes that the corridor will be opened”: what is hoped for is yet to be done."""
    return "hope" in said.words and any(
        cue.wording.stance in ("commits-to", "calls-for") and cue.wording.rank for cue in said.cues
    )


def _is_work_of_another(said: Said) -> bool:
    """“The peacekeepers do everything to ease tensions”: praised is who does it, not what is eased."""
    inner = said.cues[-1]
    return (
        said.stance == "supports"
        and said.cue.wording.rule in ("good result", "work of others")
        and inner.wording.role == "ending"
    )


def _is_undertaking(said: Said, candidate: Candidate) -> bool:
    """“Committed to the signing of …”: something to be done, and not an instrument there is, is stood by."""
    is_there = candidate.is_instrument and candidate.thing.slug != _DRAFT
    is_to_be_done = any(cue.wording.role == "carrying-out" for cue in said.cues)
    is_commitment = said.cue.wording.rule == "standing by" and "commit" in said.words
    return is_commitment and is_to_be_done and not is_there


def _of_instrument(stance: str, said: Said) -> str:
    """What is not kept, or is undone, is broken; to warn against undoing it affirms it."""
    if stance == "rejects" and said.cue.is_negated and _KEEPING.search(said.words):
        return "alleges-violation-of"
    if stance == "criticises" and _UNDOING.search(said.all_words):
        return "alleges-violation-of"
    if stance in ("rejects", "warns-against") and _UNDOING.search(said.all_words):
        return "affirms"
    if stance == "supports" and _ROLE.search(said.words):
        return "affirms"
    return stance


def _of_other(stance: str, candidate: Candidate) -> str:
    """Only instruments are broken or invoked; principles are affirmed; actors are judged."""
    if stance == "alleges-violation-of":
        return "criticises"
    if stance == "invokes" or (stance in ("supports", "commits-to") and candidate.thing.slug == _PRINCIPLE):
        return "affirms"
    if candidate.thing.kind == "actor" and stance in ("rejects", "warns-against"):
        return "criticises"
    return stance


def _of_the_unwanted(stance: str, tone: Tone) -> str | None:
    if tone is Tone.INVERSE:
        changed = {
            "calls-for": "warns-against",
            "commits-to": "rejects",
            "affirms": "warns-against",
            "supports": "warns-against",
        }
        return changed.get(stance, stance)
    turned: dict[str, str | None] = {
        "affirms": "criticises",
        "calls-for": "warns-against",
        "commits-to": "criticises",
        "supports": "warns-against",
        "invokes": None,
        "proposes": None,
        "offers-to-assist": "warns-against",
        "conditions": "warns-against",
    }
    return turned.get(stance, stance)


def _of_trouble(stance: str, *, is_ending: bool) -> str | None:
    """For a blockade or a crisis: that it end is a call for the matter itself."""
    if stance == "warns-against" and is_ending:
        return "calls-for"
    turned: dict[str, str | None] = {
        "affirms": "criticises",
        "supports": "calls-for",
        "invokes": None,
        "proposes": "calls-for",
        "conditions": "criticises",
    }
    return turned.get(stance, stance)
