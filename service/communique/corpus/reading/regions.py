"""What of a plain text is not the running text of the article, told by the looks of its lines."""

from __future__ import annotations

from collections.abc import Iterator

from communique.corpus.reading import marks
from communique.corpus.reading.article import Region, RegionKind
from communique.corpus.reading.datelines import dateline_length
from communique.corpus.reading.lines import Line, lines_of
from communique.model import Span

HEADLINE_LIMIT = 250
"""Longest headline, in characters."""
_DATELINE_PARAGRAPHS = 3
"""In which of the first paragraphs a dateline may stand."""
_TAIL_SHARE = 0.6
"""A heading such as “Comments” ends the article only if at most this share of the text follows it."""


def regions_of(text: str) -> tuple[Region, ...]:
    """The regions of a canonical text, in its order, not overlapping.

    A line is only set apart where its looks leave little doubt: what is missed costs little, while a
    paragraph set apart by mistake is lost.
    """
    lines = lines_of(text)
    if not lines:
        return ()
    return tuple(_Reader(text, lines).regions())


class _Reader:
    """Goes through the lines of a text once, from the first to the last."""

    def __init__(self, text: str, lines: list[Line]) -> None:
        self._length = len(text)
        self._lines = lines
        self._headline = ""
        self._running = 0
        """How many paragraphs of running text have been passed."""
        self._tail: RegionKind | None = None
        """What all that follows is, once the article has ended."""
        self._related_above = False

    def regions(self) -> Iterator[Region]:
        for number, line in enumerate(self._lines):
            yield from self._of_line(line, is_last=number == len(self._lines) - 1)

    def _of_line(self, line: Line, *, is_last: bool) -> Iterator[Region]:
        kind = self._kind(line)
        if kind is not None:
            yield Region(line.span, kind)
        elif not self._headline and not self._running and not is_last and _may_be_headline(line):
            yield from self._as_headline(line)
        else:
            yield from self._as_paragraph(line)

    def _kind(self, line: Line) -> RegionKind | None:
        """What the whole line is, if it is no part of the article."""
        related_above, self._related_above = self._related_above, False
        if self._tail is RegionKind.COMMENTS or (self._tail and not marks.is_comments(line)):
            return self._tail
        if self._ends_article(line):
            return self._tail
        if marks.begins_related(line):
            self._related_above = True
            return RegionKind.RELATED
        if marks.is_related(line) or (related_above and not line.is_running):
            return RegionKind.RELATED
        if self._headline and marks.alike(line.text, self._headline):
            return RegionKind.FURNITURE
        return self._by_looks(line)

    def _by_looks(self, line: Line) -> RegionKind | None:
        if marks.is_caption(line) or (not self._running and marks.is_scene(line)):
            return RegionKind.CAPTION
        if marks.is_date(line) or marks.is_byline(line):
            return RegionKind.BYLINE
        if marks.is_furniture(line) or marks.is_comments(line):
            return RegionKind.FURNITURE
        if not self._headline and not self._running and marks.is_section(line):
            return RegionKind.FURNITURE
        return None

    def _ends_article(self, line: Line) -> bool:
        """Whether comments or a list of other articles begin here and run to the end."""
        if not self._running or (self._length - line.start) > _TAIL_SHARE * self._length:
            return False
        if marks.is_comments(line):
            self._tail = RegionKind.COMMENTS
        elif marks.begins_related(line) and not self._article_goes_on(line):
            self._tail = RegionKind.RELATED
        else:
            return False
        return True

    def _article_goes_on(self, heading: Line) -> bool:
        """Whether paragraphs follow a heading such as “Read also:”, so that it stands within the article."""
        return any(line.is_running for line in self._lines if line.start > heading.start)

    def _as_headline(self, line: Line) -> Iterator[Region]:
        start, end = marks.headline_bounds(line)
        self._headline = line.text[start:end]
        if start:
            yield Region(_trimmed(line, 0, start), RegionKind.FURNITURE)
        yield Region(line.part(start, end), RegionKind.HEADLINE)
        if end < len(line.text):
            yield Region(_trimmed(line, end, len(line.text)), RegionKind.FURNITURE)

    def _as_paragraph(self, line: Line) -> Iterator[Region]:
        if self._running < _DATELINE_PARAGRAPHS:
            length = dateline_length(line.text)
            if length:
                self._running = _DATELINE_PARAGRAPHS
                yield Region(line.part(0, length), RegionKind.DATELINE)
        self._running += line.is_running


def _trimmed(line: Line, start: int, end: int) -> Span:
    """A part of a line without the blanks around it."""
    words = line.text[start:end]
    start += len(words) - len(words.lstrip())
    return line.part(start, start + len(words.strip()))


def _may_be_headline(line: Line) -> bool:
    """Whether a line is short, is more than a dateline, and does not end like a sentence."""
    bare = line.text.rstrip("”’\"'»)")
    is_sentence = bare.endswith(".") and not bare.endswith(("...", "U.S.", "U.N.", "a.m.", "p.m."))
    return (
        len(line.text) <= HEADLINE_LIMIT and not is_sentence and dateline_length(line.text) < len(line.text)
    )
