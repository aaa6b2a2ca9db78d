"""Chains: which cues bear on which candidate, read from left to right through a stretch of a sentence.

A cue reaches what follows it until its clause ends, or until a cue of the same kind is joined on by “and”: in
“emphasised the need to condemn such steps and fulfil all obligations”, the need reaches both parts, the
condemning only the first. What is still open when a candidate comes is its chain, from the outermost cue
to the
innermost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from communique.annotator.stance.candidates import Candidate
from communique.annotator.stance.lexicon import CueWording, Scope
from communique.annotator.stance.phrases import Found
from communique.model import Span

_RELATIVE = re.compile(r", (?:which|who|whose|where|in which|during which|as well known)\b")
"""Where a clause about the words before begins; it ends at the next comma, and the outer clause goes on."""
_COMMA = re.compile(r",(?=\s)(?! \d{4})")
_BREAK = re.compile(
    r"[;:?!]|(?<!\b[a-z])(?<!\bmr)(?<!\bdr)(?<!\bms)(?<!\bst)(?<!\bmrs)\.(?=\s|[\"'])| - |--"
    r"|,?[\"']* (?:but|while|whereas|although|though|however|even though|because)\b"
    r"|, (?:so|and (?:that|he|she|they|it|we|the(?! (?:issues?|questions?|matters?|problems?|need|"
    r"necessity|"
    r"importance|process|prospects?|situation|implementation|opening|unblocking|return|release|signing|"
    r"conclusion|rights|protection|settlement|inadmissibility)\b)|there|this|these|armenia|azerbaijan|"
    r"russia|baku|"
    r"yerevan|moscow))\b"
    r"|, (?:adding|noting|saying|stressing|emphasi[sz]ing|underlining|underscoring|pointing out|"
    r"recalling|claiming|"
    r"arguing|insisting|warning|stating|explaining|expressing|calling|urging|accusing|describing|welcoming|"
    r"reiterating)\b"
    r"|, an? (?:\w+ )?(?:move|step|decision|gesture|demand|claim|proposal|idea|offer|condition)(?=,? )"
    r"|, (?:it|they|he|she|we|azerbaijan|armenia|baku|yerevan|russia|moscow|"
    r"the [\w-]+(?: side| authorities)?) "
    r"(?:should|must|has to|have to|needs? to|ought to)\b"
    r"|, (?:claimed|claims|said|says|stated|states|noted|notes|added|adds|argued|argues|recalled|told|"
    r"pointed out|explained|insisted|maintained) "
    r"| and (?:also |then |once more |again )?(?:said|noted|added|stressed|emphasi[sz]ed|underlined|"
    r"underscored|"
    r"stated|pointed out|warned|recalled|declared|claimed|argued|insisted|made (?:it )?clear|reiterated|"
    r"expressed|voiced|urged|called (?:on|for|upon)|denied|rejected|welcomed|condemned|praised|"
    r"demanded|accused|"
    r"criticised|criticized|thanked|brushed aside|cautioned|commended|asked|confirmed|reaffirmed|"
    r"offered|proposed|pledged|promised|announced|supported)\b"
)
"""Where a clause ends, and with it the reach of its cues."""
_VERB_JOINED = re.compile(
    r"(?<!\bwas)(?<!\bis)(?<!\bare)(?<!\bwere),? and (?:also |therefore |still |fully |"
    r"strongly )*(?:remains?|stands?|is|are|was|were|will|would|has|have|"
    r"continues?|supports?|reaffirms?|reiterates?|welcomes?|calls? (?:on|for|upon)|urges?|condemns?|"
    r"rejects?|considers?|"
    r"expects?|hopes?|looks? forward|intends?|stressed|denies|opposes|appreciates|believes|insists|"
    r"wants|seeks)\b"
)
"""Where a second verb of the same subject begins: what governed the first one governs it no longer."""
_INFINITIVE_JOINED = re.compile(
    r",? and (?:also |instead |rather )?to (?=[a-z]+\b)(?!the\b|its\b|their\b|all\b)"
)
"""“To refrain from … and to engage in …”: only what governs both infinitives governs the second one."""
_MODAL = re.compile(r"(?:should|must|has to|have to|needs? to|ought to|shall)\b")
_INFINITIVE = re.compile(r"\bto [a-z]")
_JOINED = re.compile(
    r"(?:,|\b(?:and|or|nor|as well as|along with|but also)\b)[\"']?\s+"
    r"(?:[\w-]+ly |also |to |the |its |their |for |in |that |of |then |a |an |on |at |with |by |he |"
    r"she |it |they |his |"
    r"her |be |continued to |continues to |went on to |immediate |full |further |complete |prompt |early |"
    r"speedy )*$"
)
"""What stands before a cue that is joined on."""
_NOT = re.compile(
    r"(?:\b(?:not|never|no longer|neither|nor|without|nobody|no one|none|hardly|cannot|no)|n't)"
    r"(?: (?!(?:and|but)\b)[\w'-]+){0,2} ?$"
)
_NOT_ONLY = re.compile(
    r"\bnot (?:only|just|merely|least)\b|\bcannot but\b|\bno (?:doubt|less|other|alternative|efforts?|"
    r"stone)"
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found in the text."""

    wording: CueWording
    span: Span
    is_negated: bool = False
    is_of_the_verb: bool = False
    """It is the statement's own verb of speaking, standing behind what is said."""


@dataclass(slots=True)
class Chain:
    """A candidate with the cues that bear on it."""

    candidate: Candidate
    before: tuple[Cue, ...]
    """Cues that stand before it, from the outermost to the innermost."""
    predicates: list[Cue] = field(default_factory=list)
    """Cues behind it in the same clause that speak of what stands before them."""
    of_relative: list[Cue] = field(default_factory=list)
    """Cues in a clause about it: “the statement, which remains in force”."""
    clause: int = 0
    """Number of its clause within the stretch."""
    clause_start: int = 0


def chains_of(
    text: str,
    stretch: Span,
    candidates: Sequence[Candidate],
    found: Iterable[Found[CueWording]],
    outer: Sequence[Cue] = (),
) -> list[Chain]:
    """The candidates in a stretch of one sentence, with their cues.

    Args:
        text: the text as ``phrases.likened`` gives it.
        stretch: where to read; at most one sentence.
        candidates: those inside the stretch, in order.
        found: the cues inside the stretch, in order.
        outer: cues that govern the whole stretch, such as a verb of speaking behind a quotation.
    """
    cues = _kept_cues(text, found)
    marks = [
        (match.start(), kind)
        for pattern, kind in (
            (_BREAK, "end"),
            (_RELATIVE, "relative"),
            (_COMMA, "comma"),
            (_VERB_JOINED, "verb"),
            (_INFINITIVE_JOINED, "infinitive"),
        )
        for match in pattern.finditer(text, stretch.start, stretch.end)
    ]
    items: list[tuple[int, int, str | Cue | Candidate]] = sorted(
        [(place, 0, kind) for place, kind in marks]
        + [(cue.span.start, 1, cue) for cue in cues]
        + [(item.span.start, 2, item) for item in candidates],
        key=lambda entry: (entry[0], entry[1], str(entry[2]) if isinstance(entry[2], str) else ""),
    )
    return _Reader(text, stretch, outer).read(items)


class _Reader:
    """Reads breaks, cues and candidates in the order of the text."""

    def __init__(self, text: str, stretch: Span, outer: Sequence[Cue]) -> None:
        self._text = text
        self._outer = list(outer)
        self._open: list[Cue] = []
        self._chains: list[Chain] = []
        self._clause = 0
        self._clauses = 0
        self._clause_start = stretch.start
        self._head: Chain | None = None
        """What a clause about the words before is about."""
        self._outside: tuple[list[Cue], int, int] | None = None
        """What was open, and which clause it was, where a clause about the words before began."""

    def read(self, items: Sequence[tuple[int, int, str | Cue | Candidate]]) -> list[Chain]:
        for place, _, item in items:
            if isinstance(item, str):
                self._take_mark(place, item)
            elif isinstance(item, Cue):
                self._take_cue(item)
            else:
                before = tuple(
                    self._outer + [cue for cue in self._open if cue.wording.scope is not Scope.BEFORE]
                )
                self._chains.append(Chain(item, before, clause=self._clause, clause_start=self._clause_start))
        return self._chains

    def _take_mark(self, place: int, kind: str) -> None:
        if kind == "verb":
            self._open = []
            return
        if kind == "infinitive":
            first = [match.start() for match in _INFINITIVE.finditer(self._text, self._clause_start, place)]
            self._open = [cue for cue in self._open if not first or cue.span.start < first[-1]]
            return
        if kind == "comma":
            if self._outside is not None and place > self._clause_start + 8:
                self._open, self._clause, self._clause_start = self._outside
                self._head = None
                self._outside = None
            return
        self._outside = (self._open, self._clause, self._clause_start) if kind == "relative" else None
        last = self._chains[-1] if self._chains else None
        is_about_last = last is not None and kind == "relative" and place - last.candidate.span.end <= 2
        self._head = last if is_about_last else None
        self._clauses += 1
        self._clause = self._clauses
        self._clause_start = place
        self._open = []

    def _take_cue(self, cue: Cue) -> None:
        if self._open and _JOINED.search(self._text, max(0, cue.span.start - 60), cue.span.start):
            self._open = [
                _rest_of(self._text, other, cue)
                for other in self._open
                if other.wording.rank < cue.wording.rank
            ]
        for chain in self._chains:
            named = chain.candidate.span
            if chain.clause == self._clause and named.start < cue.span.start and named.end < cue.span.end:
                is_agent = not chain.candidate.is_instrument and cue.wording.rule == "breach"
                if cue.wording.scope is not Scope.AFTER or is_agent:
                    chain.predicates.append(cue)
        if self._head is not None and cue.wording.scope is not Scope.AFTER:
            self._head.of_relative.append(cue)
        if cue.wording.scope is not Scope.BEFORE:
            self._open.append(cue)


def _rest_of(text: str, cue: Cue, joined: Cue) -> Cue:
    """“Should cease … and focus on …”: of “should cease” only “should” governs the second verb."""
    is_end = cue.wording.stance == "warns-against" and joined.wording.role == "carrying-out"
    if not is_end or not _MODAL.match(text, cue.span.start):
        return cue
    return replace(cue, wording=replace(cue.wording, stance="calls-for", role="stance", rule="need"))


def _kept_cues(text: str, found: Iterable[Found[CueWording]]) -> list[Cue]:
    """The longest of cues that overlap, each with whether it is negated; carrying out hides no stance."""
    kept: list[Found[CueWording]] = []
    for item in sorted(
        found, key=lambda item: (item.label.role == "carrying-out", -len(item.span), item.span)
    ):
        if not any(other.span.start < item.span.end and item.span.start < other.span.end for other in kept):
            kept.append(item)
    return [
        Cue(item.label, item.span, _is_negated(text, item.span))
        for item in sorted(kept, key=lambda item: item.span)
    ]


def _is_negated(text: str, span: Span) -> bool:
    before = text[max(0, span.start - 40) : span.start]
    clause = re.split(r"[,;:.\"]", before)[-1]
    if _NOT_ONLY.search(clause):
        return False
    return bool(_NOT.search(clause))


def is_ending(cue: Cue) -> bool:
    """Whether a cue says that something is to stop or not to be done."""
    return cue.wording.role == "ending"
