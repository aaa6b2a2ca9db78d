"""Composing: what an outer and an inner cue say together: “need to condemn”, “did not rule out signing”."""

from __future__ import annotations

from collections.abc import Sequence

from communique.annotator.stance.chains import Cue

REVERSED: dict[str, str | None] = {
    "supports": "rejects",
    "calls-for": "warns-against",
    "commits-to": "rejects",
    "affirms": "rejects",
    "offers-to-assist": "rejects",
    "proposes": "rejects",
    "alleges-violation-of": "denies",
    "criticises": None,
    "warns-against": None,
    "rejects": None,
    "denies": None,
    "discusses": None,
    "conditions": None,
    "invokes": None,
}
"""What a negated cue says; None for nothing that can be relied on (“did not rule out”)."""

TRANSPARENT = frozenset({"carrying-out", "transparent"})
"""Roles of cues that say nothing by themselves."""
_COMPOSED: dict[tuple[str, str], str] = {
    ("calls-for", "criticises"): "criticises",
    ("calls-for", "warns-against"): "warns-against",
    ("calls-for", "rejects"): "warns-against",
    ("calls-for", "conditions"): "conditions",
    ("calls-for", "denies"): "denies",
    ("commits-to", "warns-against"): "rejects",
    ("commits-to", "rejects"): "rejects",
    ("commits-to", "offers-to-assist"): "offers-to-assist",
    ("commits-to", "criticises"): "criticises",
    ("criticises", "alleges-violation-of"): "alleges-violation-of",
    ("warns-against", "alleges-violation-of"): "alleges-violation-of",
    ("warns-against", "calls-for"): "calls-for",
    ("warns-against", "affirms"): "affirms",
    ("warns-against", "conditions"): "conditions",
    ("supports", "criticises"): "criticises",
    ("supports", "alleges-violation-of"): "alleges-violation-of",
    ("proposes", "calls-for"): "proposes",
    ("rejects", "denies"): "denies",
    ("rejects", "alleges-violation-of"): "alleges-violation-of",
    ("criticises", "denies"): "denies",
    ("affirms", "denies"): "denies",
    ("offers-to-assist", "warns-against"): "offers-to-assist",
    ("discusses", "criticises"): "criticises",
    ("discusses", "alleges-violation-of"): "alleges-violation-of",
    ("discusses", "rejects"): "rejects",
    ("discusses", "warns-against"): "warns-against",
    ("alleges-violation-of", "affirms"): "alleges-violation-of",
}
"""What an outer and an inner stance say together, where it is not the outer one."""
_OF_USE = frozenset({"rejects", "proposes"})
"""Stances that may be taken on the use of an instrument itself."""
_INNER_WINS = frozenset({"affirms", "invokes"})
"""Outer stances that only introduce an inner one: “reaffirmed the need to”."""


def composed(cues: Sequence[Cue], *, is_action: bool) -> tuple[str | None, Cue | None]:
    """The stance that cues say together, composed from the innermost to the outermost, and the deciding cue.

    Args:
        cues: from the outermost to the innermost.
        is_action: something to be done is named, not a thing.
    """
    stance: str | None = None
    deciding: Cue | None = None
    for cue in reversed(cues):
        own = _own(cue, is_action=is_action)
        if cue.wording.role == "carrying-out":
            is_action = True
        if own is None:
            continue
        if stance is None:
            stance, deciding = own, cue
        elif own == "affirms" and stance == "warns-against" and _is_pledge_to_refrain(cue, deciding):
            stance = "rejects"
        elif (own in _INNER_WINS and stance != "discusses") or own == stance:
            continue
        elif own == "commits-to" and stance == "affirms" and deciding and deciding.wording.rule == "valid":
            continue  # “agreed that the declaration would be the basis”
        elif (own, stance) in _COMPOSED:
            stance = _COMPOSED[own, stance]
        elif stance == "invokes" and not (own in _OF_USE and deciding and _is_next(cue, deciding)):
            continue
        else:
            stance, deciding = own, cue
    return stance, deciding


def _is_pledge_to_refrain(cue: Cue, inner: Cue | None) -> bool:
    """“Committed to settling it without the use of force”."""
    return cue.wording.rule == "standing by" and inner is not None and inner.wording.role == "ending"


def _is_next(cue: Cue, other: Cue) -> bool:
    """“Ruled out relying on the map”: nothing stands between them."""
    return other.span.start - cue.span.end <= 1


def _own(cue: Cue, *, is_action: bool) -> str | None:
    """What a cue says by itself."""
    stance = cue.wording.stance
    if cue.wording.role in TRANSPARENT or stance is None:
        return None
    if cue.wording.role == "importance":
        stance = "calls-for" if is_action else "affirms"
    if cue.is_negated and cue.wording.rule == "demand" and cue.wording.rank == 0:
        return None  # “did not grant the request for …”
    if cue.is_negated:
        return REVERSED[stance]
    return stance
