"""Reading: what is looked for once in an article, and the takes that each of its statements gives."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from communique.annotator.attribution.statement import Rendering, Statement
from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.linked import Linked, LinkedMention
from communique.annotator.sentences import Sentence
from communique.annotator.stance.actors import with_fitting_actors
from communique.annotator.stance.candidates import INSTRUMENTS, Candidate
from communique.annotator.stance.chains import Chain, Cue, chains_of
from communique.annotator.stance.deciding import Decision, decide
from communique.annotator.stance.lexicon import CueWording
from communique.annotator.stance.phrases import Found
from communique.annotator.stance.provisions import measure_of_a_court, term_of_the_peacekeepers
from communique.annotator.stance.referring import referred_to
from communique.annotator.stance.take import Take
from communique.model import PartialDate, Span, Thing

_Placed = TypeVar("_Placed", Candidate, Found[CueWording])
_WESTERN = frozenset({"european-union", "united-states", "france", "western-countries"})
_RIVALS = frozenset({"russia", "iran"})
_COURT = "international-court-of-justice"
_LONGEST = 4_000
"""Code points; a longer sentence is a list or a table, and is not read."""
_OF_THE_SUBJECT = frozenset(
    {"rejects", "denies", "commits-to", "affirms", "supports", "offers-to-assist", "proposes"}
)
"""Stances that belong to whoever is the subject of their verb."""
_DEMANDED = re.compile(r"warns-against|calls-for|ending")
_CLAIMED = re.compile(r"(?:claims?|allegations?|accusations?|reports?|assertions?|talk|stories|rumou?rs?)\b")
_WISH = re.compile(r"want|wish|desire|seek|sought|demand(?:s|ed)?\b|insist")
"""What another party wants is not the holder's demand."""
_THEY = re.compile(r"\bthey $")
_OWN_WORDS = re.compile(r"\b(?:we|i|our|us|my)\b")
_SUBJECT_GAP = re.compile(
    r"(?:'s?)?(?: (?:[\w-]+ly|also|still|has|have|had|is|are|was|were|will|would|again|once|"
    r"continues? to|side|"
    r"government|leadership|now|therefore|repeatedly|itself|,))*[ ]?"
)
"""What may stand between a subject and its verb."""
_CITED_BEHIND = re.compile(
    r"[\"']?,? (?:as (?:required|stipulated|provided|envisaged|set out|enshrined|foreseen|agreed|called for)|"
    r"in (?:full |strict )?(?:accordance|line|conformity|compliance|keeping)|pursuant to|based on|"
    r"on the basis of|"
    r"contrary to|in (?:\w+ )?(?:violation|breach) of)\b[^;.:\"]*?(?=[;.:\"]|, (?:and|but|which|"
    r"while|adding)\b|$)"
)
_OF_THE_VERB = re.compile(
    r"\b(?:highly|warmly|positively|strongly|firmly|categorically|resolutely|flatly|"
    r"(?:did|does|do|has|have|had)(?: not|n't)) \Z"
)
"""What belongs to a verb of speaking and stands before it."""
_SUBJECT_REACH = 60
"""Code points before a verb in which its subject is looked for."""


@dataclass(frozen=True)
class Reading:
    """What is read of an article once for all its statements."""

    text: str
    """As ``phrases.likened`` gives it."""
    sentences: Sequence[Sentence]
    linked: Linked
    candidates: Sequence[Candidate]
    cues: Sequence[Found[CueWording]]
    knowledge: Knowledge
    published: PartialDate | None

    def takes(self, statement: Statement, others: Sequence[Statement]) -> list[Take]:
        """The takes of a statement, sentence by sentence.

        Args:
            statement: the statement.
            others: all statements of the article; what is ascribed to somebody else inside this one is
                theirs.
        """
        inner = [
            other.content
            for other in others
            if other is not statement
            and other.ascribed_by in statement.holders
            and _inside(other.content, statement.content)
            and other.content != statement.content
        ]
        found: list[Take] = []
        for number in statement.sentences:
            sentence = self.sentences[number]
            if len(sentence.span) > _LONGEST:
                continue
            stretch = _stretch(statement, sentence, self.text)
            if stretch is not None:
                found += self._takes_in(statement, sentence, stretch, inner)
        return found

    def side(self, actor: str) -> str:
        """The state or body that an actor belongs to, or the actor itself."""
        return self.knowledge.state_of(actor, self.published) or actor

    def is_own_side(self, statement: Statement, actor: str) -> bool:
        """Whether an actor is a holder of a statement, or on the side of one."""
        own = {*statement.holders, *(self.side(holder) for holder in statement.holders)}
        return actor in own or self.side(actor) in own

    def _takes_in(
        self, statement: Statement, sentence: Sentence, stretch: Span, inner: Sequence[Span]
    ) -> list[Take]:
        names = [item.span for item in self.linked.within(stretch) if _names_instrument(item)]
        cues = [
            item
            for item in _starting_in(self.cues, stretch)
            if item.span.end <= stretch.end
            and not any(name.start <= item.span.start < name.end for name in names)
        ]
        candidates = self._candidates_in(statement, sentence, stretch, inner, cues)
        cues = [item for item in cues if not any(_is_opening_of(item, other) for other in candidates)]
        is_told = statement.rendering in (Rendering.JOINT, Rendering.READOUT)
        is_joint = is_told and (
            statement.rendering is Rendering.JOINT or len({*map(self.side, statement.holders)}) > 1
        )
        takes = []
        for chain in chains_of(self.text, stretch, candidates, cues, self._outer(statement, stretch)):
            decision = decide(self.text, chain, is_told=is_told, is_joint=is_joint)
            if decision is not None:
                decision = self._of_own_side(statement, chain, decision)
                about = chain.candidate.about
                takes.append(
                    Take(statement, sentence, stretch, chain, decision, chain.candidate.thing, about)
                )
        fitting = with_fitting_actors(takes, self.text, self.knowledge)
        return [
            self._with_measure(statement, self._with_issue_of_conduct(statement, take)) for take in fitting
        ]

    def _with_measure(self, statement: Statement, take: Take) -> Take:
        """What a court orders is a measure of its order; whether peacekeepers stay is a point of theirs."""
        if take.thing.slug == "peacekeeping" and take.decision.stance == "denies":
            words = self.text[take.stretch.start : take.stretch.end]
            point = term_of_the_peacekeepers(words, self.knowledge, self.published)
            return replace(take, thing=point, about=(*take.about, "peacekeeping")) if point else take
        is_order = _COURT in statement.holders and take.decision.stance in ("calls-for", "warns-against")
        if not is_order or take.thing.kind != "issue":
            return take
        measure = measure_of_a_court(take.thing.slug, self.published, self.knowledge)
        if measure is None:
            return take
        about = tuple(sorted({*take.about, take.thing.slug}))
        decision = replace(take.decision, stance="calls-for")
        return replace(take, thing=measure, about=about, decision=decision, note="a measure of the court")

    def _with_issue_of_conduct(self, statement: Statement, take: Take) -> Take:
        """What Western actors do is an issue of its own where Russia or Iran criticise it."""
        sides = {self.side(holder) for holder in statement.holders}
        is_western = take.thing.slug in _WESTERN and sides <= _RIVALS
        if take.decision.stance != "criticises" or not is_western:
            return take
        return replace(take, thing=Thing("issue", "western-involvement"), note="an issue for what is done")

    def _candidates_in(
        self,
        statement: Statement,
        sentence: Sentence,
        stretch: Span,
        inner: Sequence[Span],
        cues: Sequence[Found[CueWording]],
    ) -> list[Candidate]:
        found = [
            replace(item, span=Span(item.span.start, min(item.span.end, stretch.end)))
            for item in [*_starting_in(self.candidates, stretch), *self._actors(statement, stretch)]
            if item.span.start >= statement.content.start
            and not any(_inside(item.span, span) for span in inner)
        ]
        taken_up = referred_to(self.text, self.sentences, self.candidates, sentence, stretch, found, cues)
        found = [item for item in found if not any(_inside(one.span, item.span) for one in taken_up)]
        found += taken_up
        return sorted(found, key=lambda item: (item.span, str(item.thing)))

    def _actors(self, statement: Statement, stretch: Span) -> Iterator[Candidate]:
        """Other parties in the stretch: a position may support or criticise them."""
        for mention in self.linked.within(stretch):
            for thing in mention.referents:
                if thing.kind == "actor" and not self.is_own_side(statement, thing.slug):
                    yield Candidate(thing, mention.span, confidence=mention.confidence * 0.8)

    def _outer(self, statement: Statement, stretch: Span) -> list[Cue]:
        """The statement's own verb, where it stands behind what is said and so governs all of it."""
        span = statement.cue
        if span is None or stretch.start <= span.start < stretch.end:
            return []
        return [
            Cue(item.label, item.span, is_of_the_verb=True)
            for item in _starting_in(self.cues, span)
            if item.span.end <= span.end
            and item.label.rank == 0
            and item.label.role == "stance"
            and item.label.stance != "discusses"
        ]

    def _of_own_side(self, statement: Statement, chain: Chain, decision: Decision) -> Decision:
        """What another party refuses is complained of; what it undertakes or affirms is not the holder's."""
        cue = decision.cue_span
        if cue is not None and decision.stance == "calls-for" and _WISH.match(decision.cue):
            start = max(chain.clause_start, cue.start - _SUBJECT_REACH)
            is_theirs = _THEY.search(self.text, start, cue.start) is not None
            if is_theirs or self._is_subject_another(statement, start, cue):
                return replace(decision, stance="discusses", cue_span=None, strength=0.1)
        if cue is None or decision.is_behind or decision.stance not in _OF_THE_SUBJECT:
            return decision
        if decision.stance == "denies" and _CLAIMED.match(decision.cue):
            return decision  # “Baku's claim that … is not true”: whoever claims it, the holder denies it
        if decision.stance == "affirms" and _DEMANDED.search(decision.path):
            return decision  # “Armenia must abandon its claims”: the holder's demand, whoever is to do it
        if not self._is_subject_another(statement, max(chain.clause_start, cue.start - _SUBJECT_REACH), cue):
            return decision
        if decision.stance in ("rejects", "denies"):
            return replace(decision, stance="criticises", rule=f"{decision.rule} by another party")
        if decision.stance == "commits-to" and decision.cue.startswith("shall"):
            return replace(decision, stance="calls-for")
        if decision.stance == "commits-to":
            is_expected = re.search(r"affirms|supports|calls-for", decision.path.rpartition(">")[0])
            return replace(decision, stance="calls-for" if is_expected else "discusses", strength=0.4)
        return replace(decision, stance="discusses", strength=0.2)

    def _is_placed(self, holder: str) -> bool:
        """Whether it is known whom a holder speaks for."""
        kind = self.knowledge.kinds.get(holder)
        return kind is not None and (kind != "person" or self.side(holder) != holder)

    def _is_subject_another(self, statement: Statement, start: int, cue: Span) -> bool:
        """Whether the subject of a verb is a party that is not the holder's own side."""
        if start >= cue.start or not any(self._is_placed(holder) for holder in statement.holders):
            return False
        subjects = [
            item
            for item in _mentions_of_actors(self.linked, Span(start, cue.start))
            if not _OWN_WORDS.search(self.text, item.span.end, cue.start)
        ]
        if not subjects or not _SUBJECT_GAP.fullmatch(self.text[subjects[-1].span.end : cue.start]):
            return False
        return not any(
            self.is_own_side(statement, thing.slug)
            for mention in subjects[-2:]
            for thing in mention.referents
            if thing.kind == "actor"
        )


def _stretch(statement: Statement, sentence: Sentence, text: str) -> Span | None:
    """The part of a sentence to read: the content, with the verb of speaking where it stands before it.

    An authority cited behind the content (“…, as required by point 8”) belongs to it.
    """
    start = max(statement.content.start, sentence.span.start)
    end = min(statement.content.end, sentence.span.end)
    if start >= end:
        return None
    cue = statement.cue
    if cue is not None and sentence.span.start <= cue.start < start:
        before = _OF_THE_VERB.search(text, sentence.span.start, cue.start)
        start = before.start() if before is not None else cue.start
    cited = _CITED_BEHIND.match(text, end, sentence.span.end)
    return Span(start, cited.end() if cited else end)


def _starting_in(items: Sequence[_Placed], span: Span) -> list[_Placed]:
    """The items that begin in a stretch; they are in the order of the text."""
    first = bisect_left(items, span.start, key=lambda item: item.span.start)
    last = bisect_left(items, span.end, first, key=lambda item: item.span.start)
    return list(items[first:last])


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_opening_of(cue: Found[CueWording], candidate: Candidate) -> bool:
    """Whether a cue is only how a wording begins: “mutual recognition of territorial integrity”."""
    is_own = cue.label.role == "stance" and cue.label.stance not in ("criticises", "conditions")
    return is_own and cue.span.start == candidate.span.start and cue.span.end <= candidate.span.end


def _names_instrument(mention: LinkedMention) -> bool:
    """Whether a mention names an instrument: words of its title carry no stance."""
    return any(thing.kind in INSTRUMENTS for thing in mention.referents)


def _mentions_of_actors(linked: Linked, span: Span) -> list[LinkedMention]:
    return [item for item in linked.within(span) if any(thing.kind == "actor" for thing in item.referents)]
