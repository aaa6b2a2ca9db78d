"""Quotations: where quotation marks open and close, with missing and mismatched ones repaired."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from communique.model import Span

_MARK = re.compile("[“”„‟«»\"]|''|``")
_SINGLE_MARK = re.compile("[‘’]")
_OPENING, _CLOSING = frozenset("“„‟«‘") | {"``"}, frozenset("”»") | {"''"}
FURTHEST = 12
"""Paragraphs over which a quotation may run on without a mark."""
_SPEECH_WORDS = 6
"""From so many words on, a quotation is speech; a shorter one only if a mark of punctuation ends it."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; marks inside it are not counted."""

    span: Span
    """Without its marks."""
    is_repaired: bool = False
    """One of its marks is missing, so that one end is a guess."""
    runs_on: bool = False
    """It is not closed at the end of its paragraph, and the next one goes on with it."""
    is_speech: bool = False
    """Whole clauses rather than single words or a name."""


@dataclass(slots=True)
class _Paragraph:
    """What is open while a paragraph is read."""

    start: int
    end: int
    found: list[Quotation] = field(default_factory=list)
    inner: list[Quotation] = field(default_factory=list)
    """Closed quotations inside one that is still open."""
    opened: list[int] = field(default_factory=list)
    """Where the quotations that are open begin, the outermost first."""


def quotations_of(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """The quotations of a text, in its order.

    A quotation ends with its paragraph unless the next paragraph opens with a mark or closes before it
    opens one (then it runs on).

    Args:
        text: the canonical text.
        paragraphs: its paragraphs; nothing outside them is looked at.
    """
    mark = _MARK if any(_MARK.search(text, item.start, item.end) for item in paragraphs) else _SINGLE_MARK
    found: list[Quotation] = []
    carried = False
    for number, item in enumerate(paragraphs):
        state = _Paragraph(item.start, item.end, opened=[item.start] if carried else [])
        _read(text, mark, state)
        carried = _finish(text, mark, state, paragraphs[number + 1 : number + 1 + FURTHEST])
        found += state.found
    return tuple(replace(item, is_speech=_is_speech(text, item)) for item in found)


def _read(text: str, mark: re.Pattern[str], state: _Paragraph) -> None:
    for match in mark.finditer(text, state.start, state.end):
        if match.group() in "‘’" and _is_apostrophe(text, match.start(), bool(state.opened)):
            continue
        if _opens(text, match, bool(state.opened), state):
            state.opened.append(match.end())
        elif state.opened:
            start = state.opened.pop()
            if match.start() > start:
                (state.inner if state.opened else state.found).append(Quotation(Span(start, match.start())))
        else:
            _repair_opening(text, match.start(), state)


def _opens(text: str, match: re.Match[str], is_open: bool, state: _Paragraph) -> bool:
    sign = match.group()
    before = text[match.start() - 1] if match.start() > state.start else " "
    after = text[match.end()] if match.end() < state.end else " "
    if sign in _CLOSING:  # now and then both marks of a pair are the closing one, or both the opening one
        return not is_open and before.isspace() and not after.isspace()
    if sign in _OPENING:
        return not (is_open and not before.isspace() and (after.isspace() or after in ".,;:!?)"))
    if before.isspace() or before in "([—–-":
        return not after.isspace() or not is_open
    return not is_open and not after.isspace() and after not in ".,;:!?)"


def _is_apostrophe(text: str, place: int, is_open: bool) -> bool:
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if text[place] == "‘":
        return before.isalnum()
    return after.isalnum() or not is_open


def _repair_opening(text: str, place: int, state: _Paragraph) -> None:
    """A mark closes what nothing opened: the quotation begins with its sentence."""
    start = state.found[-1].span.end + 1 if state.found else state.start
    sentence = max(text.rfind(sign, start, place - 1) for sign in (". ", "? ", "! ", ": "))
    start = sentence + 2 if sentence >= 0 else start
    if place > start:
        state.found.append(Quotation(Span(start, place), is_repaired=True))


def _finish(text: str, mark: re.Pattern[str], state: _Paragraph, behind: Sequence[Span]) -> bool:
    """Close what is still open; whether it runs on without a mark at the start of the next paragraph."""
    if not state.opened or state.opened[0] >= state.end:
        return False
    start = state.opened[0]
    following = behind[0] if behind else None
    first = mark.search(text, following.start, following.end) if following else None
    goes_on = bool(first and following and first.start() == following.start)
    closes = bool(first and not goes_on and (first.group() in _CLOSING or _closes(text, first)))
    closes = closes or (first is None and _closes_later(text, mark, behind[1:]))
    inner = [item for item in state.inner if item.span.start > start]
    if goes_on or closes or not inner:
        whole = Span(start, state.end)
        state.found.append(Quotation(whole, is_repaired=not (goes_on or closes), runs_on=goes_on or closes))
        return closes
    # The mark that would close the first is missing: it ends before the next opens, which stands by itself.
    if inner[0].span.start - 1 > start:
        state.found.append(Quotation(Span(start, inner[0].span.start - 1), is_repaired=True))
    state.found += inner
    return False


def _closes_later(text: str, mark: re.Pattern[str], paragraphs: Sequence[Span]) -> bool:
    """Whether the first mark in some paragraphs can only close, as at the end of a long answer."""
    found = (mark.search(text, item.start, item.end) for item in paragraphs)
    first = next((match for match in found if match is not None), None)
    return first is not None and first.group() in _CLOSING - {"’"}


def _closes(text: str, match: re.Match[str]) -> bool:
    return match.group() == '"' and not text[match.start() - 1].isspace()


def _is_speech(text: str, quotation: Quotation) -> bool:
    words = text[quotation.span.start : quotation.span.end]
    return len(words.split()) >= _SPEECH_WORDS or (
        len(words.split()) > 1 and words.rstrip().endswith((".", ",", "!", "?", "…", ";"))
    )
