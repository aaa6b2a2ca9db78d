"""Addressees: whom a position asks, accuses, warns, answers or supports (``towards``)."""

from __future__ import annotations

from communique.annotator.stance.reading import Reading
from communique.annotator.stance.take import Take
from communique.model import Span

_WITHOUT = frozenset({"discusses"})
_PARTIES = ("armenia", "azerbaijan")
_BETWEEN_THEM = frozenset(
    {
        "armenia-azerbaijan-peace-treaty",
        "border-delimitation",
        "mediation",
        "normalization",
        "transport-communications",
    }
)
"""What an outsider helps the two parties with, whether or not it names them."""
_NEVER_BLAMED = frozenset({"population"})
"""Kinds of actors that a breach or a conduct complained of is done to, not done by."""
_OWN_ACTS = frozenset({"commits-to", "affirms", "invokes", "conditions"})


def addressees(take: Take, reading: Reading) -> tuple[str, ...]:
    """The actors towards whom a take is directed, in alphabetical order.

    Those named between the cue and the target, else the nearest before the cue, are meant; own side never is.
    """
    decision = take.decision
    if decision.stance in _WITHOUT:
        return ()
    if take.thing.kind == "actor":
        return (take.thing.slug,)
    cue = decision.cue_span
    places = [Span(take.stretch.start, take.stretch.end)]
    if cue is not None and cue.start < take.candidate.span.end:
        places.insert(0, Span(cue.start, max(cue.end, take.candidate.span.end)))
    for place in places:
        found = _others(take, reading, place)
        if decision.stance in _OWN_ACTS:
            return tuple(sorted(found)) if len(found) == 1 and decision.stance == "commits-to" else ()
        if decision.stance in ("supports", "offers-to-assist"):
            return _helped(take, found, reading) if decision.stance == "offers-to-assist" else ()
        if found:
            return tuple(sorted(found[:1])) if decision.stance != "calls-for" else tuple(sorted(found[:2]))
    return ()


def _helped(take: Take, found: list[str], reading: Reading) -> tuple[str, ...]:
    """Those who are offered help: who is named, else the two parties if an outsider speaks."""
    is_outsider = not any(reading.is_own_side(take.statement, party) for party in _PARTIES)
    if is_outsider and not found and take.thing.slug in _BETWEEN_THEM:
        return _PARTIES
    return tuple(sorted(found))


def _others(take: Take, reading: Reading, place: Span) -> list[str]:
    found = [
        thing.slug
        for mention in reading.linked.within(place)
        for thing in mention.referents
        if thing.kind == "actor"
        and not reading.is_own_side(take.statement, thing.slug)
        and not (
            take.decision.stance in ("criticises", "alleges-violation-of", "denies")
            and reading.knowledge.kinds.get(thing.slug) in _NEVER_BLAMED
        )
    ]
    return list(dict.fromkeys(found))
