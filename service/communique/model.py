"""What Communiqué records, as plain immutable values: no RDF, no files.

The vocabulary is that of the codebook. Offsets are Unicode code points into the canonical text of an
article; a span runs from ``start`` up to, not including, ``end``.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, field
from typing import Literal

EXACT_LIMIT = 160
"""Longest span, in code points, that carries its words in full (codebook, section 6)."""
RANGE_QUOTE_LIMIT = 60
"""Longest quote, in code points, at either end of a longer span."""

Method = Literal["hand", "machine"]

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A day, a month or a year, to the precision known: ``2023-07-25``, ``2023-07`` or ``2023``."""

    text: str

    def __post_init__(self) -> None:
        """Refuse what is not a date.

        Raises:
            ValueError: the text is not a calendar date in one of the three forms.
        """
        advice = f"'{self.text[:40]}' is not a date; write YYYY-MM-DD, YYYY-MM or YYYY"
        if not _DATE.fullmatch(self.text):
            raise ValueError(advice)
        try:
            datetime.date(*self._numbers_or(1, 1))
        except ValueError as error:
            raise ValueError(f"{advice} ({error})") from error

    def _numbers_or(self, month: int, day: int) -> tuple[int, int, int]:
        """Year, month and day, with the given ones where the date has none."""
        given = [*self.text.split("-"), "", ""]
        return int(given[0]), int(given[1] or month), int(given[2] or day)

    @property
    def is_day(self) -> bool:
        """Whether the day is known."""
        return self.text.count("-") == len(("month", "day"))

    @property
    def has_month(self) -> bool:
        """Whether at least the month is known."""
        return "-" in self.text

    @property
    def first_day(self) -> datetime.date:
        """The earliest day that it may mean."""
        return datetime.date(*self._numbers_or(1, 1))

    @property
    def last_day(self) -> datetime.date:
        """The latest day that it may mean."""
        year, month, _ = self._numbers_or(12, 1)
        return datetime.date(*self._numbers_or(12, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """A thing of the reference layer by kind and slug, such as ``provision`` ``trilateral-…/6``."""

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"

    @classmethod
    def parse(cls, text: str) -> Thing:
        """Read ``kind/slug``.

        Raises:
            ValueError: one of the two is missing.
        """
        kind, separator, slug = text.partition("/")
        if not separator or not kind or not slug:
            raise ValueError(f"'{text}' should be written kind/slug, for example issue/lachin-corridor")
        return cls(kind, slug)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a canonical text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty or backward span.

        Raises:
            ValueError: the end is not after the start, or the start is negative.
        """
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 ≤ start < end; this one has start {self.start}, end {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: Span) -> float:
        """Intersection over union of the two stretches, between 0 and 1."""
        shared = max(0, min(self.end, other.end) - max(self.start, other.start))
        return shared / (len(self) + len(other) - shared)


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words of a text, with just enough of what stands before and after to single them out."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class QuoteRange:
    """A longer span by its first and last words, both of them part of the span."""

    first: Quote
    last: Quote


Selector = Quote | QuoteRange


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person's time in a post; ``ended`` None means that no end was seen."""

    person: str
    represents: str
    started: datetime.date
    ended: datetime.date | None

    def held_on(self, when: PartialDate) -> bool:
        """Whether the post may have been held at that time (all of a month or year is looked at)."""
        return self.started <= when.last_day and (self.ended is None or when.first_day <= self.ended)


@dataclass(frozen=True, slots=True)
class Article:
    """The record of an article, as far as its text is concerned, which is not part of the dataset."""

    slug: str
    sha256: str
    """SHA-256 of the canonical text."""
    length: int
    """Length of the canonical text in code points."""


@dataclass(frozen=True, slots=True)
class Position:
    """A holder takes a stance on a target on a day, in their own voice or ascribed to them."""

    holder: str
    stance: str
    target: Thing
    stated_on: PartialDate
    ascribed_by: str | None = None
    on_behalf_of: str | None = None
    towards: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    stated_at: tuple[str, ...] = ()
    variant_of: tuple[str, ...] = ()
    """Slugs (keys) of positions that tell the same utterance with another stance or target."""

    @property
    def key(self) -> tuple[str, str, str, str, str | None]:
        """What makes two positions the same one."""
        return (self.holder, self.stance, self.target.slug, self.stated_on.text, self.ascribed_by)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One annotator's evidence for one position in one article."""

    article: str
    annotator: str
    span: Span
    selector: Selector
    position: Position
    rendering: str
    method: Method
    created: datetime.datetime
    gloss: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of an article linked to the actor, agreement, collection or provision they name."""

    article: str
    annotator: str
    span: Span
    selector: Selector
    referent: Thing
    method: Method
    created: datetime.datetime
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class ArticleAnnotations:
    """All that one annotator recorded of one article."""

    article: str
    annotator: str
    evidence: tuple[Evidence, ...] = field(default=())
    mentions: tuple[Mention, ...] = field(default=())

    @property
    def positions(self) -> tuple[Position, ...]:
        """The positions evidenced, each once, in the order of the text."""
        return tuple(dict.fromkeys(item.position for item in self.evidence))
