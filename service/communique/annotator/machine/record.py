"""From what the machine found to annotations that fit the data: nothing unknown in them, nothing twice.

What cannot be recorded is not silently dropped: it is listed, with the reason.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from communique.annotator.knowledge import Knowledge
from communique.annotator.machine.as_json import reading_order
from communique.annotator.machine.glosses import claim, gloss
from communique.annotator.machine.names import Names
from communique.annotator.proposal import MachineAnnotations, Proposal
from communique.annotator.sheets import with_united_positions
from communique.corpus.quoting import QuotingError, describe
from communique.model import ArticleAnnotations, Evidence, Mention, Position, Span, Thing

ANNOTATOR = "machine"
"""Slug of the program as an annotator, whatever its version; the version stands in the provenance."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something found that is not recorded, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """The annotations of one article, and what is not among them."""

    annotations: ArticleAnnotations
    left_out: tuple[LeftOut, ...] = ()


@dataclass
class Recorder:
    """Records what was found in articles, by the same knowledge for all of them."""

    knowledge: Knowledge
    names: Names
    by_hand: Mapping[tuple[str, str, str, str, str | None], Position] = field(default_factory=dict)
    """Positions that people coded, by key: of these the machine says no more than people read."""

    def record(
        self, article: str, text: str, found: MachineAnnotations, created: datetime.datetime
    ) -> Recorded:
        """The annotations of one article.

        Args:
            article: its slug.
            text: its canonical text.
            found: what the machine found in it.
            created: the time that the annotations carry.
        """
        left_out: list[LeftOut] = []
        evidence = [
            item
            for proposal in sorted(found.proposals, key=reading_order)
            if (item := self._evidence(article, text, proposal, created, left_out))
        ]
        mentions = self._mentions(article, text, found, created, left_out)
        united = with_united_positions(_without_weaker(_once(evidence)))
        kept = tuple(replace(item, position=self._as_by_hand(item.position)) for item in united)
        return Recorded(
            ArticleAnnotations(article, ANNOTATOR, kept, tuple(mentions)), tuple(dict.fromkeys(left_out))
        )

    def _evidence(
        self,
        article: str,
        text: str,
        proposal: Proposal,
        created: datetime.datetime,
        left_out: list[LeftOut],
    ) -> Evidence | None:
        position = self._known_parts(proposal.position, left_out)
        if position is None:
            return None
        try:
            selector = describe(text, proposal.span)
        except QuotingError as error:
            left_out.append(LeftOut(claim(position, self.names), str(error)))
            return None
        return Evidence(
            article=article,
            annotator=ANNOTATOR,
            span=proposal.span,
            selector=selector,
            position=position,
            rendering=str(proposal.rendering),
            method="machine",
            created=created,
            gloss=gloss(position, proposal.rendering, self.names),
            confidence=proposal.confidence,
        )

    def _known_parts(self, position: Position, left_out: list[LeftOut]) -> Position | None:
        """The position without what the data do not know; None if that is its holder, target or ascriber."""
        needed = [Thing("actor", position.holder), position.target]
        needed += [Thing("actor", position.ascribed_by)] if position.ascribed_by else []
        unknown = [thing for thing in needed if not self.knowledge.is_known(thing)]
        if unknown:
            why = f"not in the data: {', '.join(map(str, unknown))}"
            left_out.append(LeftOut(claim(position, self.names), why))
            return None
        for slug in position.stated_at:
            if not self.knowledge.is_known(Thing("event", slug)):
                left_out.append(
                    LeftOut(f"event/{slug}", "not in the data; add it to data/reference/events.ttl")
                )
        return replace(
            position,
            towards=self._known("actor", position.towards),
            about=self._known("issue", position.about),
            stated_at=tuple(
                slug
                for slug in self._known("event", position.stated_at)
                if self.knowledge.events[slug].was_on(position.stated_on)
            ),
            variant_of=(),
        )

    def _known(self, kind: str, slugs: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(slug for slug in set(slugs) if self.knowledge.is_known(Thing(kind, slug))))

    def _as_by_hand(self, position: Position) -> Position:
        """Of a position that people coded, only what they read in an article."""
        read = self.by_hand.get(position.key)
        if read is None:
            return position
        return replace(
            position,
            towards=tuple(slug for slug in position.towards if slug in read.towards),
            about=tuple(slug for slug in position.about if slug in read.about),
            stated_at=tuple(slug for slug in position.stated_at if slug in read.stated_at),
            on_behalf_of=read.on_behalf_of or position.on_behalf_of,
        )

    def _mentions(
        self,
        article: str,
        text: str,
        found: MachineAnnotations,
        created: datetime.datetime,
        left_out: list[LeftOut],
    ) -> list[Mention]:
        mentions = []
        last: Span | None = None
        for item in sorted(found.mentions, key=lambda item: (item.span.start, -item.span.end)):
            if not item.is_published or (last and item.span.start < last.end):  # two mentions do not nest
                continue
            try:
                selector = describe(text, item.span)
            except QuotingError as error:
                left_out.append(LeftOut(f"mention at {item.span.start}–{item.span.end}", str(error)))
                continue
            for referent in sorted(set(item.referents)):
                if not self.knowledge.is_known(referent):
                    left_out.append(LeftOut(f"mention of {referent}", "not in the data"))
                    continue
                mentions.append(
                    Mention(
                        article, ANNOTATOR, item.span, selector, referent, "machine", created, item.confidence
                    )
                )
            last = item.span
        return mentions


def _once(evidence: list[Evidence]) -> list[Evidence]:
    """One piece of evidence for each position and rendering, and for each position and span: the surest.

    Of equals it is the first. The same words in two renderings would be one annotation with two of them.
    """
    kept: list[Evidence] = []
    taken: set[tuple[object, ...]] = set()
    for item in sorted(evidence, key=lambda item: -(item.confidence or 0)):
        identities = {(*item.position.key, item.rendering), (*item.position.key, item.span)}
        if taken.isdisjoint(identities):
            taken |= identities
            kept.append(item)
    return [item for item in evidence if any(item is other for other in kept)]


def _without_weaker(evidence: list[Evidence]) -> list[Evidence]:
    """Without ``discusses`` where the same holder takes a stronger stance on the target that day."""
    stronger = {_topic(item) for item in evidence if item.position.stance != "discusses"}
    return [item for item in evidence if item.position.stance != "discusses" or _topic(item) not in stronger]


def _topic(item: Evidence) -> tuple[object, ...]:
    said = item.position
    return (said.holder, said.target, said.stated_on, said.ascribed_by)
