"""An article as it was read: its canonical text, and what of it is not the article itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from communique.model import PartialDate, Span


class RegionKind(StrEnum):
    """What a stretch of a page is, where it is not the running text of the article."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    RELATED = "related"
    COMMENTS = "comments"
    FURNITURE = "furniture"

    @property
    def is_annotated(self) -> bool:
        """Whether positions and mentions are looked for there: in headlines only."""
        return self is RegionKind.HEADLINE


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the canonical text, in code points, that is not running text."""

    span: Span
    kind: RegionKind


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article at hand; offsets everywhere are code points into ``text``."""

    text: str
    """The canonical text (UTF-8, NFC, LF line ends), unchanged."""
    regions: tuple[Region, ...] = ()
    """In the order of the text, not overlapping."""
    slug: str | None = None
    headline: str | None = None
    outlet: str | None = None
    """Slug of the outlet; it is the holder of what the article says in its own voice."""
    published: PartialDate | None = None
    address: str | None = None
    language: str | None = None
    """BCP 47, if the page says it."""
