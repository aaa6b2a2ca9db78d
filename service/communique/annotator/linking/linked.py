"""What linking finds: words with what they refer to, and words about which it says nothing."""

from __future__ import annotations

import bisect
from dataclasses import dataclass
from enum import StrEnum

from communique.annotator.knowledge.facts import ProposedActor
from communique.model import Span, Thing


class Naming(StrEnum):
    """How words refer to a thing."""

    NAME = "name"
    OFFICE = "office"
    """A post, resolved by who held it on that day."""
    GROUP = "group"
    """“The sides”, “both ministers”: one referent each."""
    REFERENCE = "reference"
    """A description of an agreement by kind, date, place, court or number."""
    EPITHET = "epithet"
    """“The Russian diplomat”, “the minister”: resolved by what was said before."""
    METONYM = "metonym"
    """A capital or a ministry's building for a state."""
    PRONOUN = "pronoun"
    """Resolved for attribution; never published as a mention."""


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """Words of an article and what they refer to."""

    span: Span
    """Without titles and articles (codebook, section 6, Mentions)."""
    referents: tuple[Thing, ...]
    """One, or one for each of a plural; actors, agreements, collections, provisions, and, for targets only,
    issues and events."""
    naming: Naming
    confidence: float
    """Between 0 and 1."""
    explanation: str
    """Which rule, on which name or date, in a few plain words."""
    is_proposed: bool = False
    """Whether a referent is an actor whom the graph does not have; its slug is a proposal."""

    @property
    def is_published(self) -> bool:
        """Whether the codebook counts it as a mention."""
        kinds = {thing.kind for thing in self.referents}
        return self.naming is not Naming.PRONOUN and kinds <= {
            "actor",
            "agreement",
            "collection",
            "provision",
        }


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A name next to a speech verb that nothing in the graph answers to; an annotator may."""

    span: Span
    description: str
    name: str = ""
    """The name as it stands there."""
    proposed_slug: str | None = None
    """The slug that the codebook's rule for persons would give, where given and family name are told."""


@dataclass(frozen=True, slots=True)
class Linked:
    """All that linking found, in the order of the text; mentions do not nest."""

    mentions: tuple[LinkedMention, ...]
    unlinked: tuple[Unlinked, ...] = ()
    proposed: tuple[ProposedActor, ...] = ()
    """The actors among the referents whom the graph does not have, by slug."""

    def within(self, span: Span) -> tuple[LinkedMention, ...]:
        """The mentions that lie wholly inside a stretch of the text."""
        first = bisect.bisect_left(self.mentions, span.start, key=lambda item: item.span.start)
        last = bisect.bisect_left(self.mentions, span.end, key=lambda item: item.span.start)
        return tuple(item for item in self.mentions[first:last] if item.span.end <= span.end)
