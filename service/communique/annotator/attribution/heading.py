"""What a heading says of the text below it: whose own words it is, or which parties speak together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.annotator.attribution.cast import Cast
from communique.annotator.linking.announcing import ANNOUNCED_BY, KIND, MANNER, NUMBER
from communique.annotator.linking.words import states_in
from communique.annotator.sentences import Sentence
from communique.corpus.reading.article import ReadArticle
from communique.model import Span

_OF = re.compile(rf"(?P<who>.+?)['’]s?\s+{MANNER}{KIND}\b", re.IGNORECASE)
_WHO_ENDS = re.compile(
    r"\s(?:on|at|to|in|regarding|concerning|during|following|after|about|for|before|over|with)\s(?!the\s+(?:spokes|minister))",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    rf"{NUMBER}(?:joint|trilateral|tripartite|quadrilateral)\s+(?:press\s+)?"
    r"(?:statement|declaration|communiqu[eé]|announcement|document|press\s+release)\b",
    re.IGNORECASE,
)
_OFFICES = (
    (
        re.compile(r"\bspokes(?:man|woman|person)|official representative|press secretary", re.IGNORECASE),
        "spokesperson",
    ),
    (re.compile(r"\b(?:deputy|vice|former|assistant|adviser|aide)\b", re.IGNORECASE), ""),
    (
        re.compile(
            r"\b(?:foreign minister|minister (?:of|for) foreign affairs|head of the foreign ministry)",
            re.IGNORECASE,
        ),
        "foreign-minister",
    ),
    (re.compile(r"\bsecretary of state\b", re.IGNORECASE), "secretary-of-state"),
    (re.compile(r"\b(?:prime minister|premier)\b", re.IGNORECASE), "prime-minister"),
    (re.compile(r"\bpresident\b", re.IGNORECASE), "president"),
    (re.compile(r"\b(?:minister|secretary)\b", re.IGNORECASE), "foreign-minister"),
)
"""The kind of office that words name, the first that fits; “the minister” on a ministry's page is its own."""
_TOLD_OF = re.compile(
    r"\b(?:[Tt]he (?:\w+ )?(?:[Mm]inister|[Pp]resident|[Ss]pokes\w+|[Ss]ecretary|[Pp]remier|"
    r"diplomat|official)|[Hh]e|[Ss]he)\s+"
    r"(?:also\s+|then\s+)?(?:said|stressed|noted|added|emphasi[sz]ed|underlined|stated|told|reaffirmed|recalled)\b"
)
FEWEST_TOLD = 2
"""From so many times on that a text tells what somebody said, it is a report and not their own words."""
TITLE_LINES = 4
"""Sentences at the beginning among which lines that say what a text is are looked for."""
LONGEST_TITLE = 30
"""Words that such a line has at most."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Whose words the text below a heading is."""

    holders: tuple[str, ...]
    is_joint: bool = False
    """The parties of a document speak together."""


def heading_of(article: ReadArticle, sentences: Sequence[Sentence], cast: Cast) -> Heading | None:
    """Whose own words a text is, as its headline or one of the lines below it says; None for reports.

    Args:
        article: the article.
        sentences: its sentences.
        cast: resolves names and offices.
    """
    text = article.text
    for line in title_lines(text, sentences):
        words = text[line.start : line.end]
        joint = _parties(words, line, sentences, cast)
        if joint:
            return Heading(joint, is_joint=True)
        speaker = _speaker(article, words, line, cast)
        if speaker is not None:
            body = "".join(text[item.span.start : item.span.end] + "\n" for item in sentences)
            return Heading((speaker,)) if len(_TOLD_OF.findall(body)) < FEWEST_TOLD else None
    return None


def title_lines(text: str, sentences: Sequence[Sentence]) -> list[Span]:
    """The headline and, among the first sentences, lines without a full stop.

    Args:
        text: the text of the article.
        sentences: its sentences.
    """
    first: dict[int, int] = {}
    for item in sentences[:TITLE_LINES]:
        first[item.paragraph] = first.get(item.paragraph, 0) + 1
    return [
        item.span
        for item in sentences[:TITLE_LINES]
        if item.is_headline
        or (
            first[item.paragraph] == 1
            and text[item.span.end - 1] not in ".!?:"
            and len(text[item.span.start : item.span.end].split()) <= LONGEST_TITLE
        )
    ]


def _speaker(article: ReadArticle, words: str, line: Span, cast: Cast) -> str | None:
    """The person whose statement, answer or speech a line announces, by name or by office."""
    match = ANNOUNCED_BY.match(words) or _OF.match(words)
    if match is None:
        return None
    who = _who(match, line)
    persons = _persons(who, cast)
    if persons:
        return persons[0] if match.re is ANNOUNCED_BY else persons[-1]
    side = cast.side_of_outlet()
    office = article.text[who.start : who.end]
    named = states_in(office)
    if side is None or (named and side not in named):
        return None
    return _office_holder(office, side, cast)


def _who(match: re.Match[str], line: Span) -> Span:
    """Where a line names whose words it announces."""
    start, end = match.span("who")
    if match.re is ANNOUNCED_BY:
        cut = _WHO_ENDS.search(match.string, start, end)
        end = cut.start() if cut else end
    return Span(line.start + start, line.start + max(end, start + 1))


def _office_holder(words: str, side: str, cast: Cast) -> str | None:
    """Who held the office of a state that some words name on the day of the article."""
    for pattern, kind in _OFFICES:
        if pattern.search(words):
            organization = f"mfa-{side}" if kind == "spokesperson" else side
            return cast.holder_of(kind, organization) if kind else None
    return None


def _parties(words: str, line: Span, sentences: Sequence[Sentence], cast: Cast) -> tuple[str, ...]:
    """The parties of a joint document: those whom its heading names, or else its first sentences."""
    match = _TOGETHER.match(words)
    if match is None:
        several = ANNOUNCED_BY.match(words)
        persons = _persons(_who(several, line), cast) if several else ()
        return persons if len(cast.sides(persons)) > 1 else ()
    for span in [line, *(item.span for item in sentences[1:TITLE_LINES])]:
        persons = _persons(span, cast)
        if len(cast.sides(persons)) > 1:
            return persons
        others = tuple(actor for actor in cast.actors_in(span) if not cast.is_outlet(actor))
        if len(cast.sides(others)) > 1:
            return others
    return ()


def _persons(span: Span, cast: Cast) -> tuple[str, ...]:
    return tuple(actor for actor in cast.actors_in(span) if cast.is_person(actor))
