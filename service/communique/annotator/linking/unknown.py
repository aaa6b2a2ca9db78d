"""Names next to a verb of saying that nothing in the graph answers to: an annotator may."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from communique.annotator.linking.linked import LinkedMention, Unlinked
from communique.annotator.linking.words import SPEECH
from communique.model import Span

_NAME = (
    r"[A-ZÀ-Þ][\w’'-]*[a-zß-ÿ](?:\s+(?:(?:al-|el-|de\s|van\s|von\s)?[A-ZÀ-Þ][\w’'-]*[a-zß-ÿ]|[A-Z]\.)){0,2}"
)
_BEFORE_VERB = re.compile(
    rf"(?<![\w’'-])(?P<name>{_NAME})(?:,[^,.;]{{2,70}},)?\s+(?:also\s+|has\s+|had\s+|then\s+|further\s+)?{SPEECH}\b"
)
_AFTER_VERB = re.compile(
    rf"\b(?:said|says|added|stated|noted|according\s+to|told)\s+(?:(?:[A-Z][\w’'-]+\s+){{0,4}}?(?:Minister|President|Spokes\w+|spokes\w+|Secretary|Representative|envoy|ambassador|Ambassador|official|analyst|adviser|aide)\s+)?(?P<name>{_NAME})(?![\w’'-])"
)
_NO_NAMES_LIST = """
    the a an he she it they we i this that these those in on at but and as both also there who
    which according meanwhile earlier later asked however moscow baku yerevan minister president
    ministry sides armenian azerbaijani russian french turkish american european foreign prime
    government council court armenia azerbaijan russia karabakh artsakh speaking monday tuesday
    wednesday thursday friday saturday sunday washington brussels no if when while nagorno-
    karabakh parliament spokesperson secretary ministers leaders official officials
"""
_NO_NAMES = frozenset(_NO_NAMES_LIST.split())


def unknown_speakers(sentence: str, offset: int, mentions: Sequence[LinkedMention]) -> Iterator[Unlinked]:
    """The unknown names that speak in a sentence.

    Args:
        sentence: its words.
        offset: where it starts in the text.
        mentions: what was linked in it.
    """
    covered = {place for item in mentions for place in range(item.span.start, item.span.end)}
    for pattern in (_BEFORE_VERB, _AFTER_VERB):
        for match in pattern.finditer(sentence):
            name = _without_titles(match["name"].removesuffix("’s").removesuffix("'s"))
            if not name or any(word.lower() in _NO_NAMES for word in name.split()):
                continue
            start = offset + match.start("name") + match["name"].index(name)
            if covered.isdisjoint(range(start, start + len(name))):
                span = Span(start, start + len(name))
                yield Unlinked(
                    span, f"“{name}” speaks here and is not in the reference data", name, _slug(name)
                )


def _without_titles(name: str) -> str:
    """A name without the capitalised words of an office before it."""
    words = name.split(" ")
    while words and words[0].lower() in _NO_NAMES:
        words.pop(0)
    return " ".join(words)


def _slug(name: str) -> str | None:
    """The slug that the codebook would give a person of this name, if given and family name are there."""
    parts = [
        re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode().lower())
        for part in name.split()
    ]
    return "-".join(part for part in parts if len(part) > 1) if len(parts) > 1 else None
