"""Deciding: from the cues that bear on a candidate to the stance taken on it (codebook, section 4)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.annotator.stance.absence import is_only_recorded, is_said_not_to_be
from communique.annotator.stance.asking import is_only_asked
from communique.annotator.stance.candidates import Candidate
from communique.annotator.stance.chains import Chain, Cue, is_ending
from communique.annotator.stance.composing import REVERSED, TRANSPARENT, composed
from communique.annotator.stance.fitting import Said, fitted
from communique.annotator.stance.lexicon import Tone
from communique.model import Span

_ACTION = re.compile(
    r"^(?:the |an? |all )?(?:\w+ing\b|unblock|open\b|reopen|restor|return|release|exchange|"
    r"repatriation|withdrawal|"
    r"delimit|demarcat|sign\b|conclu|finali|sending|deploy|establish|delivery|provision of|protection|"
    r"normali[sz]e|de-?mining|free |unimpeded|unhindered|safe )"
)
"""Beginnings of wordings that name something to be done, not a thing: their importance is a call."""

_DRAFT = "armenia-azerbaijan-peace-treaty"
_CITING = frozenset({"carrying-out", "transparent", "invoking", "confirming"})
_ALLEGED = re.compile(
    r"\b(?:allegations?|claims?|accusations?|reports?|assertions?|insinuations?|suggestions?|reproach(?:es)?|"
    r"charges?|concerns?|criticism|statements?|remarks?)\b"
)
"""What may be said to be untrue, whatever is alleged in it."""
_SOURCE = re.compile(r"according to")
"""Words that name a source as well as an authority: “according to him, the treaty …”."""
_DEMANDS = frozenset({"calls-for", "commits-to", "supports", "criticises", "warns-against"})
_OF_ITS_OWN = re.compile(
    r"(?:allegations?|claims?|accusations?|reports?|assertions?|talk|stories|rumou?rs?) "
    r"(?:of|that|about|on)\b|the (?:illegal|unlawful|illegitimate)$"
)
"""How a cue begins that has its own subject, or only describes what follows it."""
_OPEN = re.compile(r"\b(?:open|functioning|operating)\b")
_CONTRASTED = re.compile(r"^[\"']?,? ?(?:although|though|even though|whereas|while|despite the fact that) ")
_OBLIGES = re.compile(
    r"\b(?:oblig|requir|provid|stipulat|envisag|foresee|prescrib|demand|guarantee|order|says|states)"
)
"""“… although point 8 provides for it”: what an instrument asks for is said not to be done."""
_COURSE_OF = re.compile(r"\b(?:start|beginning|launch|completion|end|conclusion) of [\"']?(?:\w+ )?$")
"""Before the name of an operation that is only announced."""
_WORK = frozenset({"good result", "work of others"})
"""Rules by which somebody's work is praised, not what it is for."""
_COMPLAINTS = frozenset({"criticises", "alleges-violation-of"})
"""Stances that whoever only repeats a claim does not take."""
_ONLY_IF = re.compile(
    r"(?:only|but only|if|once|provided|on (?:the )?condition|conditional|contingent|unless|as soon as|"
    r"subject to)\b"
)
_FAR = 80
"""Code points behind “to end” at which something else is spoken of."""
_FROM_HERE = 40
"""Code points between a matter and the condition that it is tied to."""
_TIED = frozenset({"commits-to", "supports"})
"""What is said of something that may then be tied to a condition."""
_BELONGS = re.compile(r"\b(?:is|was|belongs|part) ")


@dataclass(frozen=True, slots=True)
class Decision:
    """The stance taken on a candidate, and why."""

    stance: str
    rule: str
    cue: str
    """The words of the deciding cue, as they stand in the text; empty if no cue decided."""
    cue_span: Span | None
    strength: float
    """How much the rule alone is trusted, between 0 and 1; a feature of the weighing."""
    path: str
    """The roles and stances of the cues, outermost first, such as ``confirming>calls-for``."""
    is_behind: bool = False
    """The deciding cue stands behind the candidate."""
    beyond: str | None = None
    """What the cues say but for the one that cites the instrument: a demand “as required by point 8”."""


def decide(text: str, chain: Chain, *, is_told: bool, is_joint: bool = False) -> Decision | None:
    """The stance that the cues of a chain add up to, or None where they say nothing.

    Args:
        text: the text as ``phrases.likened`` gives it.
        chain: a candidate with its cues.
        is_told: a readout or joint statement, where a matter named with no cue was at least taken up.
        is_joint: said by several; then trouble that is spoken of is not complained of.
    """
    if is_said_not_to_be(text, chain):
        return _absent(text, chain.candidate)
    if any(_is_beyond_an_end(cue, chain.candidate) for cue in chain.before):
        return None
    cues = [cue for cue in chain.before if _bears(text, cue, chain.candidate)]
    if is_only_asked(text, chain, cues):
        return None
    if any(cue.wording.role == "condition" and not _covers(cue, chain.candidate) for cue in cues):
        return None  # what a condition asks for is what the conditioned position is about
    predicate = _predicate(text, chain, cues)
    order = [*(cue for cue in cues if cue.wording.rank == 0), predicate] if predicate else cues
    is_action = _is_action(text, chain.candidate, cues)
    stance, deciding = composed(order, is_action=is_action)
    path = ">".join(_mark(cue) for cue in order)
    words = text[deciding.span.start : deciding.span.end] if deciding else ""
    if stance is not None and deciding is not None:
        all_words = " ".join(text[cue.span.start : cue.span.end] for cue in order)
        all_words += text[deciding.span.end : chain.candidate.span.start]
        stance = fitted(Said(stance, deciding, words, order, is_action, all_words), chain.candidate)
    if stance in _COMPLAINTS and any(cue.wording.role == "hearsay" for cue in cues):
        return None  # “asked about claims that the road is blocked”: the words of others
    is_cited_behind = stance == "invokes" and predicate is not None and predicate is deciding
    if is_cited_behind and _is_contrasted(text, chain, words):
        stance = "alleges-violation-of"
    if stance == "discusses" and chain.candidate.tone is Tone.UNWANTED and not is_joint:
        stance = "criticises"
    if is_joint and stance == "criticises" and order[0].wording.rule == "taking up":
        stance, deciding = "discusses", order[0]  # the ministry's adjective is not what the others said
        words = text[deciding.span.start : deciding.span.end]
    if stance is None and (any(_says_nothing(cue) for cue in order) or _is_way_out(order)):
        return None
    if stance is None or deciding is None:
        return _without_cue(text, chain, path, is_told)
    return Decision(
        stance,
        deciding.wording.rule,
        words,
        deciding.span,
        0.6 if deciding.is_negated else 0.8,
        path,
        is_behind=predicate is not None,
        beyond=_beyond(order, is_action=is_action) if stance == "invokes" else None,
    )


def _is_way_out(cues: Sequence[Cue]) -> bool:
    """“The only way to avoid a war”, “they do everything to ease tensions”: nothing is said of these."""
    rules = {cue.wording.rule for cue in cues}
    return "valid" in rules or (bool(_WORK & rules) and is_ending(cues[-1]))


def _is_contrasted(text: str, chain: Chain, words: str) -> bool:
    """Whether what an instrument obliges somebody to is set against what was done."""
    before = text[chain.clause_start : chain.candidate.span.start]
    return len(before) < 60 and bool(_CONTRASTED.match(before)) and bool(_OBLIGES.search(words))


def _beyond(cues: Sequence[Cue], *, is_action: bool) -> str | None:
    """What the cues say but for those that cite an instrument, if it is a demand or the like."""
    stance = composed([cue for cue in cues if cue.wording.role != "invoking"], is_action=is_action)[0]
    return stance if stance in _DEMANDS else None


def _is_beyond_an_end(cue: Cue, candidate: Candidate) -> bool:
    """“To end the crisis in …, which …, along the road”: what is named that far on is not to end."""
    return is_ending(cue) and candidate.tone is Tone.PLAIN and candidate.span.start - cue.span.end > _FAR


def _absent(text: str, candidate: Candidate) -> Decision | None:
    """Trouble that is said not to be there: a denial, or, of claims on territory, a recognition.

    A daily report that nothing was recorded answers no allegation.
    """
    if is_only_recorded(text, candidate.span):
        return None
    stance = "affirms" if candidate.thing.slug == "territorial-integrity" else "denies"
    return Decision(stance, "said not to be", "no", None, 0.7, "none")


def _covers(cue: Cue, candidate: Candidate) -> bool:
    return cue.span.start <= candidate.span.start < cue.span.end


def _says_nothing(cue: Cue) -> bool:
    """A negated cue from which nothing follows: “did not rule out”."""
    return cue.is_negated and cue.wording.stance in REVERSED and REVERSED[cue.wording.stance] is None


def _is_action(text: str, candidate: Candidate, cues: Sequence[Cue]) -> bool:
    """Whether something to be done is named: its importance is a call, a thing's an affirmation."""
    if candidate.is_instrument:
        return False
    if any(cue.wording.role == "carrying-out" for cue in cues[-2:]):
        return True
    return bool(_ACTION.match(text[candidate.span.start : candidate.span.end]))


def _mark(cue: Cue) -> str:
    word = cue.wording.stance if cue.wording.role == "stance" else cue.wording.role
    return f"{'not ' if cue.is_negated else ''}{word}"


def _bears(text: str, cue: Cue, candidate: Candidate) -> bool:
    """Whether an open cue can bear on the candidate: “in line with” only on what follows at once."""
    if cue.is_of_the_verb:
        return True
    if (
        cue.wording.rule == "offer of help"
        and candidate.thing.slug == "peacekeeping"
        and _covers(cue, candidate)
    ):
        return False  # “the readiness of the peacekeepers to facilitate”: who helps, not what is helped
    if cue.wording.rule == "untrue" and _OPEN.search(text, cue.span.start, cue.span.end):
        return False  # “the road is open for humanitarian needs” is said of the road
    if cue.span.start == candidate.span.start:
        return cue.wording.role == "condition" or cue.wording.stance == "criticises"
    if cue.span.start < candidate.span.start < cue.span.end:
        return True
    if cue.wording.role == "invoking":
        words = text[cue.span.start : cue.span.end]
        limit = 25 if words == "under" else 90
        gap = text[cue.span.end : candidate.span.start]
        return _is_citable(candidate) and len(gap) <= limit and not (_SOURCE.match(words) and "," in gap)
    if cue.wording.rule in {"bad conduct", "harm", "good result", "valid", "important"}:
        gap = text[cue.span.end : candidate.span.start]
        return len(gap) <= 60 and not (cue.wording.rule == "good result" and ", and " in gap)
    return True


def _is_citable(candidate: Candidate) -> bool:
    """An instrument that there is, or a principle; a draft has no authority yet."""
    is_instrument = candidate.is_instrument and candidate.thing.slug != _DRAFT
    return is_instrument or candidate.thing.slug == "territorial-integrity"


def _predicate(text: str, chain: Chain, cues: Sequence[Cue]) -> Cue | None:
    """The cue behind a candidate that speaks of it, if no nearer cue governs the candidate."""
    denials = [
        cue
        for cue in chain.predicates
        if cue.wording.rule == "untrue" and not cue.is_negated and _can_speak_of(text, cue, chain.candidate)
    ]
    if denials and _ALLEGED.search(text, chain.clause_start, chain.candidate.span.start):
        return denials[0]
    condition = _condition_of(text, chain, cues)
    if condition is not None:
        return condition
    inner = [cue for cue in cues if cue.wording.rank >= 1 and not cue.is_of_the_verb]
    if all(cue.wording.role in _CITING or cue.wording.stance == "discusses" for cue in cues):
        for cue in chain.of_relative:
            if _can_speak_of(text, cue, chain.candidate) and cue.wording.role != "invoking":
                return cue
    if inner and any(cue.wording.role not in TRANSPARENT for cue in inner):
        return None
    fitting = [cue for cue in chain.predicates if _can_speak_of(text, cue, chain.candidate)]
    conditions = [cue for cue in fitting if cue.wording.role == "condition"]
    return next(iter([*conditions, *fitting]), None)


def _condition_of(text: str, chain: Chain, cues: Sequence[Cue]) -> Cue | None:
    """“Is ready to sign a treaty only if …”: what somebody would do is tied to a condition behind it."""
    stance = composed(cues, is_action=True)[0]
    if stance not in _TIED:
        return None
    for cue in chain.predicates:
        gap = cue.span.start - chain.candidate.span.end
        if cue.wording.role == "condition" and gap <= _FROM_HERE and _ONLY_IF.match(text, cue.span.start):
            return cue
    return None


def _can_speak_of(text: str, cue: Cue, candidate: Candidate) -> bool:
    if candidate.span.end <= cue.span.start and _OF_ITS_OWN.match(text, cue.span.start, cue.span.end):
        return False
    gap = cue.span.start - candidate.span.end
    if cue.wording.role == "invoking":
        return candidate.is_instrument and gap < 60 and candidate.thing.slug != _DRAFT
    return gap < 200


def _without_cue(text: str, chain: Chain, path: str, is_told: bool) -> Decision | None:
    """A matter named with no cue: trouble is complained of, anything else was at most taken up."""
    candidate = chain.candidate
    if candidate.is_occasion or candidate.thing.kind == "event" or candidate.tone is Tone.INVERSE:
        return None
    words = text[candidate.span.start : candidate.span.end]
    if candidate.thing.slug == "status-of-nagorno-karabakh" and _BELONGS.search(words):
        return Decision("affirms", "says whose it is", "", None, 0.6, path)
    if candidate.tone is Tone.UNWANTED and _COURSE_OF.search(text[: candidate.span.start][-_FROM_HERE:]):
        return None  # “announced the start of the operation”
    if candidate.tone is Tone.UNWANTED and not is_told:
        return Decision("criticises", "trouble named", "", None, 0.4, path)
    if candidate.tone is Tone.UNWANTED:
        return Decision("discusses", "named", "", None, 0.4, path)
    return Decision("discusses", "named", "", None, 0.5 if is_told else 0.25, path)
