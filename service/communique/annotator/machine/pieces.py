"""An article cut into pieces of which each is marked in one way, for a screen or a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from communique.annotator.linking.linked import LinkedMention
from communique.annotator.machine.as_json import reading_order
from communique.annotator.proposal import MachineAnnotations, Proposal
from communique.corpus.reading.article import ReadArticle, RegionKind
from communique.model import Span

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters by which a text could take over a terminal, or show itself in another order than it is read."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A proposal with its number in the list, from 1."""

    number: int
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that is marked in one way throughout."""

    text: str
    """Fit to be shown: as long as the stretch, with signs in place of control characters."""
    proposals: tuple[Numbered, ...] = ()
    """Those whose evidence it is part of."""
    begins: tuple[Numbered, ...] = ()
    """Those whose evidence begins with it."""
    mention: LinkedMention | None = None
    region: RegionKind | None = None


def numbered(found: MachineAnnotations) -> tuple[Numbered, ...]:
    """The proposals in the order of the text, with numbers."""
    ordered = sorted(found.proposals, key=reading_order)
    return tuple(Numbered(number, item) for number, item in enumerate(ordered, start=1))


def shown(text: str) -> str:
    """A text without control characters, as long as it was."""
    return _CONTROLS.sub("�", text)


def paragraphs(article: ReadArticle, found: MachineAnnotations) -> Iterator[list[Piece]]:
    """The lines of the text that are not blank, each as pieces; together they are the whole text."""
    proposals = numbered(found)
    mentions = [item for item in found.mentions if item.is_published]
    start = 0
    for line in article.text.split("\n"):
        if line.strip():
            yield list(_pieces(article, Span(start, start + len(line)), proposals, mentions))
        start += len(line) + 1


def _pieces(
    article: ReadArticle, line: Span, proposals: Sequence[Numbered], mentions: Sequence[LinkedMention]
) -> Iterator[Piece]:
    here = [item for item in proposals if _meet(item.proposal.span, line)]
    named = [item for item in mentions if _meet(item.span, line)]
    regions = [item for item in article.regions if _meet(item.span, line)]
    spans = [item.proposal.span for item in here] + [item.span for item in named] + [r.span for r in regions]
    inner = {place for span in spans for place in (span.start, span.end) if line.start < place < line.end}
    places = [line.start, *sorted(inner), line.end]
    for start, end in pairwise(places):
        piece = Span(start, end)
        yield Piece(
            shown(article.text[start:end]),
            tuple(item for item in here if _meet(item.proposal.span, piece)),
            tuple(item for item in here if item.proposal.span.start == start),
            next((item for item in named if _meet(item.span, piece)), None),
            next((item.kind for item in regions if _meet(item.span, piece)), None),
        )


def _meet(first: Span, second: Span) -> bool:
    return first.start < second.end and second.start < first.end
