"""Ellipsis: “the declaration”, “these agreements”, “the ruling” after the instrument was named."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from communique.annotator.linking.candidate import Candidate
from communique.annotator.linking.discourse import Discourse
from communique.annotator.linking.linked import Naming
from communique.annotator.linking.pointer import LEADERS
from communique.annotator.linking.reference import Reference
from communique.annotator.linking.resolving import Resolver
from communique.annotator.linking.words import ADJECTIVE, NOUN, states_in
from communique.model import Thing

_COURT = "international-court-of-justice"
_DEFINITE = frozenset(
    {"the", "this", "that", "these", "those", "said", "such", "such a", "such an", "its", "their", "both"}
)
_KINDS = {
    "statement": frozenset({"joint-statement", "declaration"}),
    "agreement": frozenset({"joint-statement", "agreement", "treaty", "draft", "protocol"}),
    "ceasefire": frozenset({"joint-statement"}),
    "treaty": frozenset({"treaty", "draft"}),
    "order": frozenset({"court-order"}),
    "protocol": frozenset({"protocol"}),
    "resolution": frozenset({"resolution"}),
}
_APPROVED = re.compile(
    r"\b(?:welcom\w+|hail\w+|prais\w+|applaud\w+|celebrat\w+|(?:expressed|voiced)\s+satisfaction\s+with|satisfied\s+with|pleased\s+with)\s+(?:the|this|that|its)\s+(?:\w+\s+)?$"
)
_STATE_BEFORE = re.compile(rf"(?:{ADJECTIVE}|{NOUN})")
_PRESS_BEFORE = re.compile(
    r"(?:\bin|\baccording\s+to|\bread(?:s|ing)?|\bissued|\breleased|\bpublished|\bfollowing|\bby|\bwith)\s+(?:the|this|that|its|their)\s+$",
    re.IGNORECASE,
)
_PRESS_AFTER = re.compile(
    r"^(?:\s+(?:also\s+|further\s+|then\s+)?(?:sa(?:id|ys)|reads?|noted|notes|added|adds|stress|issued|released|published|posted|went|goes|continu|quoted|emphasi|"
    r"underlin|highlight|express|of\s+the\s+(?:ministry|foreign|spokes|press)|by\s+the\s+(?:ministry|foreign|spokes|press)|came)|,?\s+(?:said|which\s+(?:said|reads)))"
)
_OTHER_SENSE = re.compile(r"^\s+(?:to\s+[a-z]+|maker|making|makers|in\s+principle)")
_OTHER_SUBJECT = re.compile(
    r"^\s+(?:on|about|over|concerning|regarding)\s+(?:the\s+)?(?:(?!Nagorno|Karabakh|Lachin|Monday|Tuesday|Wednesday|Thursday|Friday|"
    r"Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)[A-Z][a-z]+"
    r"|[\w-]*\s?(?:delimitation|border|villages?|gas|exchange|prisoners|visas?|trade|agenda|format|enclaves))(?![\w-])"
)
"""Behind words for an agreement on something that may have none of those spoken of before as its subject."""
_INDEFINITE = frozenset({"a", "any", "some", "no", "every", "other"})
_OF_ITS_OWN = re.compile(
    r"\s+(?:(?:that|which)\s+(?!would|will|could|is\s+to|should)|in\s+the\s+world|from|dated|of\s+\d|of\s+(?:friendship|alliance)|signed\s+in|between\s+(?!Armenia|Azerbaijan|Baku|Yerevan|them|the\s+two))"
)
"""Behind “a treaty” that is told apart from the one under negotiation."""
_OF_ANY_KIND = frozenset({"document", "text"})
_TO_BE_MADE = re.compile(
    r"\b(?:finali[sz]|conclud|complet|initial|negotiat|draft|sign)\w*\s+(?:on\s+)?(?:the|this|that|their)\s+$"
)
"""Before words for what is not agreed on yet."""
_NEWS_OF_ORDER = datetime.timedelta(days=4)
"""How long “the decision” of a court is the one that it has just made."""
_NEWS_OF_SUMMIT = datetime.timedelta(days=2)
"""How long “the document” is the one that leaders have just adopted."""
FEWEST_LEADERS = 2
"""Leaders who must be among those that an article tells of for a summit to be theirs."""
_OF_A_SUMMIT = frozenset({"statement", "declaration", "communique", "document", "text", "deal", "accord"})
_JOINT = re.compile(r"\b(?:joint|final|common|trilateral|tripartite|quadrilateral)\b", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"^\s+of\s+(?:the\s+)?(?:\w+\s+)?(?:ministry|minister|spokes\w+|government|parliament|department|embassy|"
    r"army|admission|things|procedure|business|priority|magnitude|precedence)\b",
    re.IGNORECASE,
)
"""Behind words for something of somebody's own, or in another sense."""
_NEVER_BARE = frozenset(
    {"measure", "arrangement", "understanding", "protocol", "truce", "ceasefire", "cease-fire"}
)
"""Words that mean an instrument only with a description."""
_REACH = {
    "order": 6,
    "ruling": 6,
    "judgment": 6,
    "verdict": 6,
    "decision": 3,
    "document": 3,
    "text": 2,
    "deal": 3,
    "agreement": 3,
}
"""How many sentences back some words may point; others may point further."""


def instrument_pointed_to(
    reference: Reference, sentence: str, number: int, discourse: Discourse, resolver: Resolver
) -> Candidate | None:
    """The instrument that a reference without a description points back to.

    Args:
        reference: the words.
        sentence: the words of the sentence.
        number: its number.
        discourse: what was spoken of before.
        resolver: finds the order of a court that the text speaks of without naming its order.
    """
    before, after = sentence[: reference.start], sentence[reference.end :]
    if reference.respondent and not reference.is_plural:
        return _order_against(reference, discourse, resolver)
    if reference.head == "treaty" and not reference.is_plural and not reference.dates:
        if reference.determiner in _INDEFINITE and _OF_ITS_OWN.match(after):
            return None
        return _peace_treaty(reference, discourse)
    if _means_another(reference, before, after):
        return None
    thing = _just_agreed(reference, discourse) or _just_made(reference, discourse)
    thing = thing or _of_own_case(reference, before, after, discourse)
    thing = thing or _draft_named(reference, before, discourse) or _last(reference, number, discourse)
    if thing is None and reference.family == "order" and not reference.is_plural:
        thing = _order_of_court(reference, number, discourse, resolver)
    if thing is None:
        return None
    why = "the instrument last spoken of that the word fits"
    return Candidate(reference.start, reference.end, (thing,), Naming.REFERENCE, 0.75, why)


def _last(reference: Reference, number: int, discourse: Discourse) -> Thing | None:
    """The instrument last spoken of that the word fits; first those that the article calls by that word."""
    kinds = _KINDS.get(reference.family, frozenset())
    if reference.head in _OF_ANY_KIND:
        kinds |= {"declaration"}
    called = discourse.called(reference.head, number, plural=reference.is_plural)
    return called or discourse.last_instrument(
        number, kinds=kinds, plural=reference.is_plural, reach=_REACH.get(reference.head, 12)
    )


def _just_agreed(reference: Reference, discourse: Discourse) -> Thing | None:
    """The statement that the leaders of whom the article tells adopted a day or two before."""
    if reference.is_plural or discourse.when is None or reference.head not in _OF_A_SUMMIT:
        return None
    if reference.family == "statement" and not _JOINT.search(reference.modifiers):
        return None
    leaders = set(discourse.several(LEADERS, None, fewest=FEWEST_LEADERS))
    made = [
        facts
        for facts in discourse.knowledge.agreements.values()
        if facts.kind == "joint-statement"
        and facts.adopted
        and facts.adopted.is_day
        and len(facts.persons & leaders) >= FEWEST_LEADERS
        and datetime.timedelta(0) <= discourse.when.last_day - facts.adopted.first_day <= _NEWS_OF_SUMMIT
    ]
    return Thing("agreement", made[0].slug) if len(made) == 1 else None


def _just_made(reference: Reference, discourse: Discourse) -> Thing | None:
    """The order that the court of which the article tells made a few days before."""
    is_decision = reference.head in ("decision", "ruling", "verdict") and not reference.is_plural
    if not is_decision or discourse.when is None or discourse.last_body(_COURT) is None:
        return None
    made = [
        facts
        for facts in discourse.knowledge.agreements.values()
        if facts.court == _COURT
        and facts.adopted
        and facts.adopted.is_day
        and datetime.timedelta(0) <= discourse.when.last_day - facts.adopted.first_day <= _NEWS_OF_ORDER
    ]
    return Thing("agreement", made[0].slug) if len(made) == 1 else None


def _of_own_case(reference: Reference, before: str, after: str, discourse: Discourse) -> Thing | None:
    """Of two orders of one day the one in the case of the state that welcomes it or wants it observed."""
    if reference.family != "order" or reference.is_plural or not _APPROVED.search(before):
        return None
    orders = discourse.knowledge.agreements
    last = discourse.last_instrument(10**6, kinds=_KINDS["order"], plural=False, reach=10**6)
    made = orders[last.slug].adopted if last and last.slug in orders else None
    same_day = {facts.case: slug for slug, facts in orders.items() if facts.case and facts.adopted == made}
    states = states_in(" ".join(_STATE_BEFORE.findall(before)))
    if made is None or len(same_day) < 2 or len(states) != 1:
        return None
    own = [slug for case, slug in same_day.items() if case.startswith(f"{states[0]}-v-")]
    return Thing("agreement", own[0]) if len(own) == 1 else None


def _draft_named(reference: Reference, before: str, discourse: Discourse) -> Thing | None:
    """The draft that the article speaks of, for an agreement that is still to be made."""
    if reference.family != "agreement" or reference.is_plural or not _TO_BE_MADE.search(before[-40:]):
        return None
    return discourse.last_instrument(10**6, kinds=frozenset({"draft"}), plural=False, reach=10**6)


def _means_another(reference: Reference, before: str, after: str) -> bool:
    """Whether the words are none that point back: “a deal”, “the decision to leave”, “in the statement”."""
    if any(told.day for told in reference.dates) and not reference.has_loose_date:
        return True  # of a day on which the graph knows none
    if reference.determiner not in _DEFINITE or reference.head in _NEVER_BARE:
        return True
    if reference.determiner.startswith("such") or _OF_OTHERS.match(after):
        return True
    if reference.family == "agreement" and _OTHER_SUBJECT.match(after) and not reference.is_plural:
        return True
    if _OTHER_SENSE.match(after) and (reference.family != "order" or reference.head == "decision"):
        return True
    is_statement = reference.head in ("statement", "communique") and not reference.is_plural
    return is_statement and bool(_PRESS_BEFORE.search(before[-40:]) or _PRESS_AFTER.match(after))


def _peace_treaty(reference: Reference, discourse: Discourse) -> Candidate | None:
    """A treaty without a description is the one under negotiation, unless another was named."""
    named = discourse.last_instrument(10**6, kinds=frozenset({"treaty", "draft"}), plural=False, reach=10**6)
    drafts = [
        facts for facts in discourse.knowledge.agreements.values() if facts.kind == "draft" and facts.parties
    ]
    if named is None and len(drafts) == 1:
        named = Thing("agreement", drafts[0].slug)
    if named is None:
        return None
    why = "the treaty under negotiation, or the one last spoken of"
    return Candidate(reference.start, reference.end, (named,), Naming.REFERENCE, 0.75, why)


def _order_against(reference: Reference, discourse: Discourse, resolver: Resolver) -> Candidate | None:
    """The last order that binds a state, in an article that tells of the court."""
    if discourse.last_body(_COURT) is None:
        return None
    resolution = resolver.resolve(replace(reference, is_of_court=True), discourse.when)
    if resolution is None:
        return None
    why = "the court's order that binds that state"
    return Candidate(reference.start, reference.end, resolution.things[:1], Naming.REFERENCE, 0.8, why)


def _order_of_court(
    reference: Reference, number: int, discourse: Discourse, resolver: Resolver
) -> Thing | None:
    """The order that a court made, where the text tells what it “ruled” and only later says “the ruling”."""
    near = 6 if reference.head == "decision" else 8
    for item in reversed(discourse.seen):
        if number - item.sentence > near:
            return None
        if item.thing.slug == _COURT:
            resolution = resolver.resolve(replace(reference, is_of_court=True), discourse.when)
            return resolution.things[0] if resolution else None
    return None
