"""How far the words of a cue reach: what of a sentence is its content, and what names the speaker."""

from __future__ import annotations

from functools import cached_property

from communique.annotator.attribution.following import Following
from communique.annotator.attribution.lexicon import CueKind, Lexicon
from communique.annotator.attribution.marks import CLOSING, MARKS, OPENING
from communique.model import Span


class Reach:
    """The reach of one verb."""

    def __init__(self, following: Following, lexicon: Lexicon) -> None:
        """Keep what the reach depends on.

        Args:
            following: the verb, with what follows it.
            lexicon: words for those who are told.
        """
        self._sentence = following.sentence
        self._tokens = following.sentence.tokens
        self._verb = following.verb
        self._cue = following.cue
        self._subject = following.subject
        self._listeners = lexicon.words["listeners"]
        self._following = following

    @cached_property
    def content(self) -> Span | None:
        """What is said; None if nothing of the sentence is."""
        if self._is_inserted:
            return self._trimmed(0, len(self._tokens))
        if self._stands_last:
            return self._trimmed(0, self._group)
        start = self._following.start
        return None if start is None else self._trimmed(start, self._following.limit)

    @cached_property
    def clause(self) -> Span:
        """The subject, the verb and what goes with them, without the content."""
        if self._is_inserted or self._stands_last or self.content is None:
            return self._raw(self._group, self._following.limit)
        first = min(self._own_start, self._verb.index)
        return Span(self._tokens[first].start, max(self._tokens[self._verb.index].end, self.content.start))

    @property
    def has_clause(self) -> bool:
        """Whether a clause or quotation follows the verb, not only a noun."""
        return self._following.has_clause

    @property
    def has_infinitive(self) -> bool:
        """Whether somebody is asked to do something."""
        return self._following.has_infinitive

    @property
    def is_tag(self) -> bool:
        """Whether subject and verb stand behind or within what is said."""
        return self._is_inserted or self._stands_last

    @property
    def closes_quotation(self) -> bool:
        """Whether subject and verb stand right behind what is quoted."""
        return self._stands_last and self._left_sign in CLOSING

    @cached_property
    def _own_start(self) -> int:
        """The first token of the subject, if it is the verb's own; else of the verb with its auxiliaries."""
        start = self._verb.index
        if self._subject.first is not None and self._subject.first < start:
            return self._subject.first
        for child in self._sentence.children(self._verb):
            if child.index < start and child.dependency in ("aux", "auxpass", "neg", "advmod"):
                start = min(start, child.first)
        if not self._subject.is_shared and self._subject.token.index < start:
            first = self._subject.token.first
            while first < self._subject.token.index and self._is_break(first, self._subject.token.index):
                first += 1
            start = first
        return start

    def _is_break(self, first: int, head: int) -> bool:
        """Whether a mark between here and the head parts what the parser took for part of the subject."""
        return any(item.lower in CLOSING | {","} for item in self._tokens[first:head])

    @cached_property
    def _group(self) -> int:
        return self._own_start

    @cached_property
    def _left_sign(self) -> str:
        """The mark right before subject and verb, if enough words stand before it."""
        before = self._group - 1
        return self._tokens[before].text if before >= 1 and self._tokens[before].text in MARKS else ""

    @cached_property
    def _has_left_clause(self) -> bool:
        children = self._sentence.children(self._verb)
        return any(child.dependency == "ccomp" and child.index < self._group for child in children)

    @cached_property
    def _stands_last(self) -> bool:
        """Whether the content stands before: “…, X said on Monday”."""
        if self._subject.is_last:
            return True
        if not self._left_sign or self._left_sign in OPENING - {'"'} or self._left_sign == ":":
            return False
        if self._left_sign == '"' and self._group > 1:
            is_announced = self._tokens[self._group - 2].text == ":"
            if is_announced or self._tokens[self._group - 1].end == self._tokens[self._group].start:
                return False  # the mark opens what a colon announces, or what the verb begins
        if self._cue.kind is CueKind.DISCUSSES or self._verb.dependency in ("relcl", "acl"):
            return False
        if self._left_sign in CLOSING and not self._following.goes_on_quoting:
            return self._quote_before and not self._has_right_clause
        if self._following.start is not None and self._following.is_strong:
            return False
        if self._group < 3 or self._verb.tag == "VBG":
            return False
        return (
            self._has_left_clause
            or self._verb.dependency in ("parataxis", "ccomp")
            or self._no_adjunct_before
        )

    @property
    def _no_adjunct_before(self) -> bool:
        """Whether what stands before is a clause of its own, not a phrase of time or place."""
        first = self._tokens[0]
        if first.tag in ("IN", "VBG", "RB", "VBN", "TO") and first.lower != "there":
            return False
        return self._cue.kind in (CueKind.SAYS, CueKind.STRESSES, CueKind.THINKS, CueKind.JUDGES) and any(
            item.is_verb or item.tag == "MD" for item in self._tokens[: self._group]
        )

    @cached_property
    def _quote_before(self) -> bool:
        return any(item.text in OPENING for item in self._tokens[: self._group - 1]) or self._group > 3

    @cached_property
    def _has_right_clause(self) -> bool:
        """“In what he called “a mistake,” X said that …”: the clause behind counts."""
        children = self._sentence.children(self._verb)
        clause = [
            child for child in children if child.dependency == "ccomp" and child.index > self._verb.index
        ]
        return bool(clause) and not self._following.goes_on_quoting

    @cached_property
    def _is_inserted(self) -> bool:
        """“The matter, X went on, is …”: the content stands on both sides."""
        if not self._left_sign or self._left_sign == ":" or self._group < 2 or self._subject.is_last:
            return False
        if self._verb.dependency in ("relcl", "acl"):
            return False
        if self._left_sign in CLOSING and self._following.goes_on_quoting and self._quote_before:
            return not self._has_strong_before_quote
        if self._subject.is_tag and self._left_sign == ",":
            return not self._goes_on_behind
        after = self._verb.last + 1
        return (
            self._verb.dependency in ("parataxis", "ccomp", "dep")
            and self._left_sign == ","
            and after + 2 < len(self._tokens)
            and self._tokens[after].text in MARKS
            and self._following.start is None
        )

    @property
    def _goes_on_behind(self) -> bool:
        """“…, X said, stressing that …”: what follows the comma is the next statement."""
        following = self._tokens[self._verb.index + 1 : self._verb.index + 4]
        behind = next((self._tokens[item.index + 1 :] for item in following if item.text == ","), ())
        return bool(behind) and behind[0].tag == "VBG"

    @cached_property
    def _has_strong_before_quote(self) -> bool:
        """Whether an object stands between the verb and the next quotation: “…”, he called it “…”."""
        return any(
            child.dependency in ("dobj", "ccomp")
            and child.lower not in self._listeners
            and child.first < child.index
            for child in self._sentence.children(self._verb)
            if child.index > self._verb.index and self._tokens[child.first].text not in OPENING
        )

    def _trimmed(self, first: int, behind: int) -> Span | None:
        while first < behind and (
            self._tokens[first].text in MARKS or (self._tokens[first].lower == "that" and behind - first > 1)
        ):
            first += 1
        while behind > first and self._tokens[behind - 1].text in MARKS:
            behind -= 1
        return self._raw(first, behind) if behind > first else None

    def _raw(self, first: int, behind: int) -> Span:
        behind = max(behind, first + 1)
        while behind > first + 1 and self._tokens[behind - 1].text in MARKS - {"”", '"', "»"}:
            behind -= 1
        return Span(self._tokens[first].start, self._tokens[behind - 1].end)
