"""Whose verb it is, without a parser: the name right before it, or behind it after a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.annotator.attribution.frame import NounPhrase
from communique.annotator.attribution.lexicon import Cue, CueKind
from communique.annotator.attribution.marks import CLOSING
from communique.annotator.attribution.words import SentenceWords
from communique.model import Span

BACK = 6
"""Words before a verb in which its subject is looked for."""
BEHIND = 28
"""Code points behind a verb in which its subject is looked for."""
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "who"})
_JOINING = frozenset({"and", ",", "but"})


@dataclass(frozen=True, slots=True)
class NearSubject:
    """Words that name who acts."""

    phrase: NounPhrase
    start: int
    """Where they begin, or the verb if it stands before them."""
    is_after: bool = False
    is_shared: bool = False
    """They are the subject of a verb before."""


class NearSubjects:
    """Finds the subjects of the verbs of one sentence."""

    def __init__(self, words: SentenceWords) -> None:
        """Keep the words.

        Args:
            words: the words of the sentence.
        """
        self._sentence = words.sentence
        self._text = words.text
        self._lexicon = words.lexicon
        self._words = words.words
        self._lowers = words.lowers
        self._actors = words.actors

    def of(self, place: int, cue: Cue, before: NearSubject | None) -> NearSubject | None:
        """The subject of the verb at a place.

        Args:
            place: index of the verb.
            cue: its cue.
            before: the subject of the last verb before it.
        """
        lower = self._lowers[place]
        last = self._lowers[place - 1] if place else ""
        if last == "," or last in CLOSING:
            after = self._after(place)
            if after is not None:
                return after
        is_participle = lower.endswith("ing")
        own = None if is_participle else self._before(place, cue)
        if own is not None:
            return own
        if last == "to" and self._actors and self._actors[0].end < self._words[place].start:
            return _named_alone(self._actors[0])
        earlier = self._lowers[place - 2] if place > 1 else ""
        is_joined = last == "," if is_participle else last in _JOINING | {"also"} or earlier in _JOINING
        if before is not None and is_joined:
            return NearSubject(before.phrase, before.start, is_shared=True)
        return self._behind_comma() if is_participle and place == 0 else None

    def _behind_comma(self) -> NearSubject | None:
        """“Speaking in parliament, X said”: who speaks is named behind the comma."""
        comma = next((word.end for word in self._words if word.text == ","), None)
        if comma is None:
            return None
        span = next((item for item in self._actors if 0 <= item.start - comma < BEHIND), None)
        return None if span is None else NearSubject(NounPhrase(span, ((span,),)), span.start, is_shared=True)

    def _after(self, place: int) -> NearSubject | None:
        end = self._words[place].end
        span = next((item for item in self._actors if 0 < item.start - end <= BEHIND), None)
        if span is None:
            pronoun = self._words[place + 1] if place + 1 < len(self._words) else None
            if pronoun is None or pronoun.lower not in _PRONOUNS:
                return None
            span = Span(pronoun.start, pronoun.end)
        elif re.search(r"[,.;:]|\bthat\b", self._text[end : span.start]):
            return None
        return NearSubject(NounPhrase(span, ((span,),)), self._words[place].start, is_after=True)

    def _before(self, place: int, cue: Cue) -> NearSubject | None:
        index = place - 1
        if index >= 0 and self._lowers[index] == ",":
            return self._beside(place)
        while index >= 0 and place - index <= BACK:
            word = self._words[index]
            span = next((item for item in self._actors if item.start < word.end <= item.end), None)
            if span is not None:
                return self._named(span, index)
            if word.lower in _PRONOUNS:
                return NearSubject(
                    NounPhrase(Span(word.start, word.end), ((Span(word.start, word.end),),)), word.start
                )
            if word.lower in self._lexicon.participants or word.lower in self._lexicon.mouthpieces:
                start = self._article_before(index)
                head = Span(word.start, word.end)
                return NearSubject(NounPhrase(Span(start, word.end), ((head,),)), start)
            if word.lower in self._lexicon.words["people"] or (
                word.text[:1].isupper() and index and word.lower not in self._lexicon.words["between"]
            ):
                whole = Span(word.start, word.end)
                return NearSubject(NounPhrase(whole, ((whole,),)), word.start)
            if word.lower not in self._lexicon.words["between"] and not word.lower.endswith("ly"):
                break
            index -= 1
        if cue.kind is CueKind.DISCUSSES and cue.lemma.startswith(("be ", "top ")):
            whole = Span(self._sentence.start, self._words[max(0, place - 1)].end)
            return NearSubject(NounPhrase(whole, ((Span(whole.end - 1, whole.end),),)), whole.start)
        return None

    def _beside(self, place: int) -> NearSubject | None:
        """“X, the minister, said”: the name before the words between commas."""
        start = self._words[place].start
        for span in reversed([item for item in self._actors if item.end < start]):
            between = self._text[span.end : start]
            if re.fullmatch(r"(?:\s\([^)]*\))?,[^,.;:“”\"]{3,90},\s*", between):
                return self._named(span, place)
        return None

    def _named(self, span: Span, index: int) -> NearSubject | None:
        """A name as subject, with names joined to it; not one that only owns something (“X's support”)."""
        if self._lowers[index] in ("'s", "’s") or self._text[span.end : span.end + 2] in ("'s", "’s"):
            return None
        owned = next(
            (
                item
                for item in self._actors
                if re.fullmatch(r"\s+of(?:\s+the)?\s+", self._text[item.end : max(item.end, span.start)])
            ),
            None,
        )
        if owned is not None:  # “the minister of Armenia”
            return NearSubject(NounPhrase(Span(owned.start, span.end), ((owned,),)), owned.start)
        together = [span]
        for other in reversed([item for item in self._actors if item.end <= span.start]):
            link = r"\s*,?\s*and" if len(together) == 1 else r"\s*,"
            if re.fullmatch(
                link + r"\s+(?:the\s+)?(?:[A-Z]\w+\s+){0,4}", self._text[other.end : together[0].start]
            ):
                together.insert(0, other)
            else:
                break
        return NearSubject(
            NounPhrase(Span(together[0].start, span.end), (tuple(together),)), together[0].start
        )

    def _article_before(self, index: int) -> int:
        for earlier in range(index, max(-1, index - 4), -1):
            if self._lowers[earlier] in ("the", "both", "two", "a", "its", "his"):
                return self._words[earlier].start
        return self._words[index].start


def _named_alone(span: Span) -> NearSubject:
    return NearSubject(NounPhrase(span, ((span,),)), span.start)
