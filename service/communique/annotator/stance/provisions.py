"""Provisions: an instrument and the subject of one of its points mean the point (codebook, section 3)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from communique.annotator.knowledge import Knowledge
from communique.annotator.stance.take import Take
from communique.model import PartialDate, Thing

STRENGTH = {
    "alleges-violation-of": 9,
    "denies": 8,
    "rejects": 8,
    "warns-against": 7,
    "criticises": 6,
    "conditions": 6,
    "commits-to": 5,
    "offers-to-assist": 5,
    "proposes": 5,
    "calls-for": 5,
    "supports": 4,
    "affirms": 3,
    "invokes": 2,
    "discusses": 0,
}
"""Which of several stances on one thing in one sentence is kept."""
COORDINATED = re.compile(
    r"(?:,|;|\b(?:and|or|as well as|nor|along with|including)\b|/)[\"']? ?(?:[\w'-]+ ){0,4}$"
)
"""The end of words that set two things side by side."""
_NEW_CLAUSE = re.compile(
    r"\band (?:\w+ ){0,3}(?:said|says|that|is|has|are|have|also|accused|stressed|noted|called|urged|"
    r"must|should)\b"
)
_ORDER = "court-order"
_ABSENT = re.compile(r"\b(?:nothing|no|not|never|single)\b|n't")
"""“Says nothing about a corridor”: what is not in a point is argued from, not affirmed."""
_OF_THE_PEACEKEEPERS = "trilateral-statement-2020-11-09/4"
_TERM = re.compile(
    r"\bmandate|\bterms?\b|withdraw|\bpull(?:ed|ing)? out|\bleav(?:e|ing)\b|\bextend|\bextension|"
    r"ahead of time|ahead of schedule|prematurely"
)
"""What is said of how long the peacekeepers stay."""
_MANDATE = re.compile(
    r"mandate|deploy|term\b|terms\b|five.year|withdraw|presence|stay\b|extension|prolong|stationed"
)
"""What makes the peacekeepers a matter of their points in the statement of 2020."""
_POINTS_OF_SUBJECTS = frozenset(
    {
        "lachin-corridor",
        "transport-communications",
        "zangezur-corridor",
        "detainees",
        "resettlement",
        "peacekeeping",
        "border-delimitation",
        "eu-monitoring-mission",
    }
)
"""Subjects that, named beside their instrument, mean its point."""


def with_provisions(takes: Sequence[Take], text: str, knowledge: Knowledge) -> list[Take]:
    """An instrument and the subject of one of its points in one sentence mean the point."""
    kept = list(takes)
    instruments = [take for take in takes if take.candidate.is_instrument]
    for instrument in sorted(instruments, key=lambda take: _is_of_a_court(take, knowledge)):
        subjects = [take for take in takes if take.thing.kind == "issue"]
        for subject in sorted(subjects, key=lambda take: _distance(take, instrument)):
            if instrument not in kept or subject not in kept or not _belong(instrument, subject, text):
                continue
            provision = _provision(instrument, subject, text, knowledge)
            if provision is not None:
                _merge(kept, instrument, subject, provision)
    kept = [_with_point_named_before(take, knowledge) for take in kept]
    return sorted(kept, key=lambda take: take.candidate.span)


def _with_point_named_before(take: Take, knowledge: Knowledge) -> Take:
    """“The court ordered free movement along the corridor. Baku has not complied with it”: the measure."""
    if take.thing.kind != "agreement" or not _is_of_a_court(take, knowledge):
        return take
    points = [
        point
        for point in knowledge.provisions_of(take.thing.slug)
        if point.issues and point.issues[0] in take.candidate.named_with
    ]
    if len(points) != 1:
        return take
    about = tuple(sorted({*take.about, points[0].issues[0]}))
    return replace(take, thing=Thing("provision", points[0].slug), about=about, note="subject named before")


def _is_of_a_court(take: Take, knowledge: Knowledge) -> bool:
    facts = knowledge.agreements.get(take.thing.slug.partition("/")[0])
    return facts is not None and facts.kind == _ORDER


def _distance(take: Take, other: Take) -> int:
    first, second = sorted((take.candidate.span, other.candidate.span))
    return second.start - first.end


def _merge(kept: list[Take], instrument: Take, subject: Take, provision: Thing) -> None:
    """Put the point in the place of both, with the stance that says most."""
    merged = replace(
        subject,
        thing=provision,
        about=tuple(sorted({*instrument.about, subject.thing.slug})),
        note="instrument and subject",
    )
    kept.remove(subject)
    place = kept.index(instrument)
    theirs, its = instrument.decision, subject.decision
    if theirs.stance in ("alleges-violation-of", "rejects", "denies"):
        kept[place] = replace(merged, decision=theirs)
        if its.stance == "calls-for":
            kept.append(merged)
    elif theirs.stance == "invokes" and its.cue_span is None and not _ABSENT.search(theirs.cue):
        kept[place] = replace(merged, decision=replace(theirs, stance="affirms"))
    else:
        kept[place] = replace(merged, decision=max((its, theirs), key=lambda item: STRENGTH[item.stance]))


def _belong(instrument: Take, subject: Take, text: str) -> bool:
    """Whether an instrument is cited for a subject, and not only named beside it."""
    first, second = sorted((instrument.candidate.span, subject.candidate.span))
    gap = text[first.end : second.start]
    is_several = instrument.thing.kind == "collection"
    if is_several and instrument.decision.stance == "invokes" and subject.decision.stance != "invokes":
        return False  # “to assist in opening the routes in line with the agreements of the leaders”
    if instrument.decision.stance in ("invokes", "alleges-violation-of"):
        return not _NEW_CLAUSE.search(gap)
    if (
        instrument.decision.cue_span != subject.decision.cue_span
        and instrument.decision.stance != "discusses"
    ):
        return False
    return len(gap) < 60 and not COORDINATED.search(gap) and not re.search(r",|;| and ", gap)


def _provision(instrument: Take, subject: Take, text: str, knowledge: Knowledge) -> Thing | None:
    """The point that an instrument and a subject mean together."""
    thing = instrument.thing
    if thing.kind == "provision":
        facts = knowledge.provisions.get(thing.slug)
        fits = facts is not None and (
            subject.thing.slug in facts.issues or _is_point_of_transport(subject, facts.issues)
        )
        return thing if fits else None
    if subject.thing.slug not in _POINTS_OF_SUBJECTS:
        return None
    if subject.thing.slug == "peacekeeping":
        sentence = subject.sentence.span
        if not _MANDATE.search(text[sentence.start : sentence.end]):
            return None
    slugs = (thing.slug,) if thing.kind == "agreement" else knowledge.members(thing.slug, None)[:1]
    for slug in slugs:
        agreement = knowledge.agreements.get(slug)
        if agreement is None or agreement.kind not in ("joint-statement", _ORDER):
            continue
        points = [
            point
            for point in knowledge.provisions_of(slug)
            if point.issues[:1] == (subject.thing.slug,) or _is_point_of_transport(subject, point.issues)
        ]
        if points and len(points) <= (1 if agreement.kind == _ORDER else 2):
            return Thing("provision", points[-1].slug)
    return None


def term_of_the_peacekeepers(text: str, knowledge: Knowledge, when: PartialDate | None) -> Thing | None:
    """The point on the peacekeepers' presence, where words are about how long they stay.

    Args:
        text: the words, as ``phrases.likened`` gives them.
        knowledge: what the graph knows.
        when: the day of the article.
    """
    agreement = _OF_THE_PEACEKEEPERS.partition("/")[0]
    if not _TERM.search(text) or _OF_THE_PEACEKEEPERS not in knowledge.provisions:
        return None
    return Thing("provision", _OF_THE_PEACEKEEPERS) if knowledge.was_adopted(agreement, when) else None


def measure_of_a_court(issue: str, when: PartialDate | None, knowledge: Knowledge) -> Thing | None:
    """The measure that a court's last order on an issue indicates, as a reader of the day knew it.

    Args:
        issue: slug of the issue.
        when: the day of the article.
        knowledge: what the graph knows.
    """
    orders = [
        facts
        for facts in knowledge.agreements.values()
        if facts.kind == _ORDER and facts.adopted is not None and knowledge.was_adopted(facts.slug, when)
    ]
    for order in sorted(orders, key=lambda facts: str(facts.adopted), reverse=True):
        points = [point for point in knowledge.provisions_of(order.slug) if point.issues[:1] == (issue,)]
        if len(points) == 1:
            return Thing("provision", points[0].slug)
    return None


def _is_point_of_transport(subject: Take, issues: Sequence[str]) -> bool:
    return subject.thing.slug == "zangezur-corridor" and "transport-communications" in issues
