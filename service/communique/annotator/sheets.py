"""Coding sheets: what a hand annotator decided, written as YAML, turned into annotations.

A sheet names holders, stances and targets by their slugs and gives every span by its words. This module
adds only what follows from them: offsets, selectors, and the state or body whose post the holder held on
that day. It decides nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from communique.corpus.quoting import QuotingError, describe, locate
from communique.model import (
    ArticleAnnotations,
    Evidence,
    Mention,
    PartialDate,
    Position,
    Span,
    Tenure,
    Thing,
)

MENTIONED_KINDS = ("actor", "agreement", "collection", "provision")
"""The kinds of things that mentions link to (codebook, section 6)."""


class SheetError(ValueError):
    """A coding sheet that cannot be used; each line of the message is one thing to mend."""


_Date = Annotated[str, BeforeValidator(str)]  # YAML reads 2023-03-20 as a date and 2023 as a number


class SheetPosition(BaseModel):
    """One position on a sheet, with its evidence."""

    model_config = ConfigDict(extra="forbid")

    holder: str
    stance: str
    target: str
    date: _Date
    by: str | None = None
    towards: list[str] = []
    about: list[str] = []
    at: str | list[str] = []
    variant_of: list[str] = []
    rendering: str
    words: str
    gloss: str


class Sheet(BaseModel):
    """A coding sheet for one article."""

    model_config = ConfigDict(extra="forbid")

    article: str
    read_at: datetime.datetime | None = None
    """When the article was read; a sheet without it takes the time at which it is turned into annotations."""
    positions: list[SheetPosition] = []
    mentions: list[tuple[str, str | list[str]] | tuple[str, str | list[str], str]] = Field(default=[])
    """Words and referents in the order of the text; a third entry gives words after which to look (a caption
    or a repeated headline that is not coded is stepped over that way)."""
    new: Any = None
    doubts: Any = None


def read_sheet(content: str) -> Sheet:
    """Read a coding sheet.

    Raises:
        SheetError: not YAML, or entries are missing, misspelt or of the wrong kind.
    """
    try:
        return Sheet.model_validate(yaml.safe_load(content))
    except yaml.YAMLError as error:
        raise SheetError(f"not valid YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        lines = [f"{'.'.join(map(str, item['loc'])) or 'sheet'}: {item['msg']}" for item in error.errors()]
        raise SheetError("\n".join(lines)) from error


def annotations_of(
    sheet: Sheet,
    text: str,
    annotator: str,
    tenures: Sequence[Tenure],
    now: datetime.datetime,
) -> ArticleAnnotations:
    """The annotations that a sheet records.

    Args:
        sheet: the sheet.
        text: canonical text of its article.
        annotator: slug of the annotator who wrote it.
        tenures: dated posts, for the state or body that a holder stood for on the day.
        now: the time recorded where the sheet gives none.

    Raises:
        SheetError: words that do not single out a span, dates or things that cannot be read; all at once.
    """
    problems: list[str] = []
    created = sheet.read_at or now
    evidence: list[Evidence] = []
    for number, entry in enumerate(sheet.positions, start=1):
        try:
            evidence.append(_evidence(sheet.article, entry, text, annotator, tenures, created))
        except ValueError as error:
            problems.append(f"position {number} ({entry.holder} {entry.stance} {entry.target}): {error}")
    problems += _repeated(evidence)
    mentions = _mentions(sheet, text, annotator, created, problems)
    if problems:
        raise SheetError("\n".join(problems))
    ordered = sorted(with_united_positions(evidence), key=lambda item: (item.span, item.position.key[:4]))
    return ArticleAnnotations(sheet.article, annotator, tuple(ordered), tuple(mentions))


def _evidence(
    article: str,
    entry: SheetPosition,
    text: str,
    annotator: str,
    tenures: Iterable[Tenure],
    created: datetime.datetime,
) -> Evidence:
    span = locate(text, entry.words)
    stated_on = PartialDate(entry.date)
    position = Position(
        holder=entry.holder,
        stance=entry.stance,
        target=Thing.parse(entry.target),
        stated_on=stated_on,
        ascribed_by=entry.by,
        on_behalf_of=represented(entry.holder, stated_on, tenures),
        towards=tuple(sorted(entry.towards)),
        about=tuple(sorted(entry.about)),
        stated_at=(entry.at,) if isinstance(entry.at, str) else tuple(sorted(entry.at)),
        variant_of=tuple(sorted(entry.variant_of)),
    )
    return Evidence(
        article=article,
        annotator=annotator,
        span=span,
        selector=describe(text, span),
        position=position,
        rendering=entry.rendering,
        method="hand",
        created=created,
        gloss=entry.gloss.strip(),
    )


def represented(holder: str, when: PartialDate, tenures: Iterable[Tenure]) -> str | None:
    """The state or body whose post the holder held at that time, or None (bodies and states hold none)."""
    held = [tenure for tenure in tenures if tenure.person == holder and tenure.held_on(when)]
    return max(held, key=lambda tenure: tenure.started).represents if held else None


def _repeated(evidence: Sequence[Evidence]) -> list[str]:
    """One position per key and article; a second span only where the rendering differs (codebook §4)."""
    seen: set[tuple[object, ...]] = set()
    problems = []
    for item in evidence:
        identity = (*item.position.key, item.rendering)
        if identity in seen:
            problems.append(
                f"{'/'.join(str(part) for part in item.position.key if part)} is coded twice as "
                f"{item.rendering}; keep one, or extend its words"
            )
        seen.add(identity)
    return problems


def with_united_positions(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence, where what has one key shares one position that holds what all of it says."""
    merged: dict[tuple[object, ...], Position] = {}
    for item in evidence:
        known = merged.get(item.position.key)
        merged[item.position.key] = _united(known, item.position) if known else item.position
    return [replace(item, position=merged[item.position.key]) for item in evidence]


def _united(one: Position, other: Position) -> Position:
    return replace(
        one,
        towards=tuple(sorted({*one.towards, *other.towards})),
        about=tuple(sorted({*one.about, *other.about})),
        stated_at=tuple(sorted({*one.stated_at, *other.stated_at})),
        variant_of=tuple(sorted({*one.variant_of, *other.variant_of})),
    )


def _mentions(
    sheet: Sheet, text: str, annotator: str, created: datetime.datetime, problems: list[str]
) -> list[Mention]:
    found: list[Mention] = []
    place = 0
    for number, (words, referents, *after) in enumerate(sheet.mentions, start=1):
        start = _find_after(text, words, place, after[0] if after else "")
        if start < 0:
            where = f"“{after[0]}”" if after else "the mention before it"
            problems.append(f"mention {number}: “{words}” does not stand after {where}")
            continue
        span = Span(start, start + len(words))
        place = span.end
        for referent in [referents] if isinstance(referents, str) else referents:
            try:
                thing = _referent(referent)
                selector = describe(text, span)
            except (ValueError, QuotingError) as error:
                problems.append(f"mention {number} (“{words}”): {error}")
                continue
            found.append(Mention(sheet.article, annotator, span, selector, thing, "hand", created))
    return found


def _referent(text: str) -> Thing:
    thing = Thing.parse(text)
    if thing.kind not in MENTIONED_KINDS:
        raise ValueError(f"a mention names one of {', '.join(MENTIONED_KINDS)}; {thing} is none")
    return thing


def _find_after(text: str, words: str, place: int, after: str) -> int:
    """Where the words stand from ``place`` on, behind the words ``after`` if given; -1 if nowhere."""
    passed = text.find(after, place)
    return -1 if passed < 0 else text.find(words, passed + len(after))
