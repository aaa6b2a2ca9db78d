"""Sentences of an article: bounded by paragraphs and regions, split before anything is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from communique.corpus.reading.article import ReadArticle, RegionKind
from communique.model import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, in code points of the canonical text."""

    number: int
    """Its place among the sentences of the article, from 0."""
    span: Span
    paragraph: int
    """The number of its paragraph, from 0."""
    is_headline: bool = False

    def words(self, text: str) -> str:
        """The words of the sentence, from the canonical text of its article."""
        return text[self.span.start : self.span.end]


LONGEST_SENTENCE = 3000
"""Longest sentence, in code points; a text without full stops is cut there."""

_TERMINAL = re.compile(
    r"(?P<stop>[.!?]{1,6}|…[.!?]{0,3})(?P<closers>[\"”’'»)\]]{0,4})(?P<gap>\s+|(?<=[a-zà-ÿ]{3}[.!?])(?=[A-Z][a-z])|(?<=[.!?][”’»])(?=[A-Z“]))"
)
"""A full stop, its closing marks and the gap after it; careless pages forget the space."""
_LAST_WORD = re.compile(r"[\w.’'-]+$")
_OPENERS = "\"“‘'«([—–-"

_NEVER_LAST_WORDS = """
mr mrs ms dr prof gen col lt maj capt sgt brig adm amb gov sen rep hon rev st messrs mt ft v vs
cf e.g i.e viz approx lt.gen maj.gen
"""
_NEVER_LAST = frozenset(_NEVER_LAST_WORDS.split())
"""Abbreviations that need a word after them."""
_BEFORE_NUMBERS_WORDS = """
no nos art arts para paras pt p pp sec ch fig vol res jan feb mar apr jun jul aug sep sept oct
nov dec
"""
_BEFORE_NUMBERS = frozenset(_BEFORE_NUMBERS_WORDS.split())
"""Abbreviations that end a sentence unless a number follows."""
_SOMETIMES_LAST_WORDS = """
u.s u.s.a u.n e.u u.k d.c r.a a.m p.m etc jr sr inc ltd co corp ph.d u.s.s.r s.s
"""
_SOMETIMES_LAST = frozenset(_SOMETIMES_LAST_WORDS.split())
"""Abbreviations that end a sentence only if the next word looks like the start of one."""
_STARTERS_WORDS = """
the a an this that these those he she it they we you i his her its their our in on at by for
from of to with as but and or nor so yet if when while after before during since although though
however meanwhile moreover furthermore besides also earlier later according there here what who
how why not no both speaking asked referring following under over despite thus therefore then
now today yesterday
"""
_STARTERS = frozenset(_STARTERS_WORDS.split())
_ASKED = re.compile(
    r"(?:[A-Z][\w’'-]+\s+){1,4}(?:said|says|asked|asks|added|adds|exclaimed|wondered|stressed|replied|concluded|"
    r"wrote|told|noted|continued|went on|declared|stated|emphasi[sz]ed|questioned)\b"
)
"""Who asked or exclaimed, after a quotation that ends in a mark of its own."""


def sentences_of(article: ReadArticle) -> tuple[Sentence, ...]:
    """The sentences of an article, in the order of the text; what is never annotated has none."""
    found: list[Sentence] = []
    for paragraph, (stretch, is_headline) in enumerate(_stretches(article)):
        for span in _split(article.text, stretch):
            found.append(Sentence(len(found), span, paragraph, is_headline))
    return tuple(found)


def _stretches(article: ReadArticle) -> Iterator[tuple[Span, bool]]:
    """The paragraphs, each without the regions that are not annotated, and whether it is the headline."""
    for line in re.finditer(r"[^\n]+", article.text):
        if line[0].isspace():
            continue
        touching = [
            region
            for region in article.regions
            if region.span.start < line.end() and line.start() < region.span.end
        ]
        start = line.start()
        for region in sorted(touching, key=lambda item: item.span.start):
            is_headline = region.kind is RegionKind.HEADLINE
            before = _trimmed(article.text, start, min(region.span.start, line.end()))
            if before:
                yield before, False
            inside = _trimmed(article.text, max(start, region.span.start), min(region.span.end, line.end()))
            if inside and region.kind.is_annotated:
                yield inside, is_headline
            start = max(start, region.span.end)
        rest = _trimmed(article.text, start, line.end())
        if rest:
            yield rest, False


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """A stretch without the white space at its ends, or None if nothing is left."""
    stretch = text[start:end] if start < end else ""
    stripped = stretch.strip()
    if not stripped:
        return None
    start += len(stretch) - len(stretch.lstrip())
    return Span(start, start + len(stripped))


def _split(text: str, stretch: Span) -> list[Span]:
    """The sentences of one paragraph."""
    found: list[Span] = []
    start = stretch.start
    for match in _TERMINAL.finditer(text, stretch.start, stretch.end):
        end = match.end("closers")
        if match.end() >= stretch.end or not _ends_sentence(text, match, start, stretch.end):
            continue
        found.append(Span(start, end))
        start = match.end()
    last = _trimmed(text, start, stretch.end)
    if last and found and _is_fragment(text[last.start : last.end]):
        found[-1] = Span(
            found[-1].start, last.end
        )  # a full stop by mistake: “its president. Vladimir Putin.”
    elif last:
        found.append(last)
    return [piece for span in found for piece in _pieces(text, span)]


def _pieces(text: str, span: Span) -> list[Span]:
    """A sentence in pieces that are short enough to be read; real ones are in one piece."""
    pieces: list[Span] = []
    start = span.start
    while span.end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        end = space if space > start else start + LONGEST_SENTENCE
        pieces.append(Span(start, end))
        start = end + 1 if space > start else end
    rest = _trimmed(text, start, span.end)
    return [*pieces, rest] if rest else pieces


def _ends_sentence(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether a full stop, question mark or ellipsis ends the sentence that began at ``start``."""
    after = text[match.end() : min(end, match.end() + 80)]
    following = after.lstrip(_OPENERS)
    if not following or not (following[0].isupper() or following[0].isdigit()):
        return False
    if match["closers"] and match["stop"][-1] in "?!" and _ASKED.match(after):
        return False
    if match["stop"] != "." or match["closers"].strip(")]"):
        return True
    return not _is_abbreviation(text[start : match.start()], following, after)


def _is_abbreviation(before: str, following: str, after: str) -> bool:
    """Whether the full stop belongs to the word before it and the sentence goes on."""
    word_match = _LAST_WORD.search(before)
    if word_match is None:
        return False
    word = word_match[0].lower().lstrip("'’-")
    next_word = re.match(r"[\w’'-]+", following)
    starts_anew = (
        after[0] in '"“‘«'
        or next_word is None
        or next_word[0].lower().split("’")[0].split("'")[0] in _STARTERS
    )
    if word in _NEVER_LAST:
        return True
    if word in _BEFORE_NUMBERS:
        return following[0].isdigit()
    if word in _SOMETIMES_LAST:
        return not starts_anew
    if word.isdigit():
        return not before[: word_match.start()].strip(' "“')  # “1. The sides …” opens a list
    is_initial = len(word) == 1 and word.isalpha() and word_match[0].isupper()
    is_chain = bool(re.fullmatch(r"(?:[a-z]\.)+[a-z]", word))
    return (is_initial or is_chain) and not starts_anew


def _is_fragment(words: str) -> bool:
    """Whether it is one name and no sentence."""
    return bool(re.fullmatch(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}\.", words))
