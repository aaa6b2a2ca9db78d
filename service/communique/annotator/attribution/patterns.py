"""Frames without a parser: a cue with a name right before it, or right behind it after a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.annotator.attribution.frame import Form, Frame, NounPhrase
from communique.annotator.attribution.lexicon import Cue, CueKind, Lexicon
from communique.annotator.attribution.marks import CLOSING
from communique.annotator.attribution.nearby import NearSubject, NearSubjects
from communique.annotator.attribution.words import SentenceWords
from communique.annotator.linking.linked import Linked
from communique.model import Span

AHEAD = 8
"""Words behind a verb in which the words that belong to it are looked for."""
_AGENT = re.compile(r"(?:\s\w+){0,2}?\s+by\s+(?:(?:both|the)\s+)*")
_OTHER_CLAUSE = re.compile(r",\s*(?:while|whereas|but|and)\s*(?:the\s+)?$")
_FIRST_HALF = re.compile(r"(?:while|although|though|whereas|as)$")
_THAT = re.compile(r"\bthat\b")
_NEAR = 22
"""Code points between a name and a passive verb of which it is the subject."""


def frames_by_pattern(text: str, sentence: Span, linked: Linked, lexicon: Lexicon) -> list[Frame]:
    """The frames of a sentence by the order of its words alone.

    Args:
        text: the canonical text.
        sentence: the sentence.
        linked: mentions, which may be subjects.
        lexicon: the cues.
    """
    return _Patterns(SentenceWords(text, sentence, linked, lexicon)).frames()


class _Patterns:
    """Reads one sentence."""

    def __init__(self, words: SentenceWords) -> None:
        self._read = words
        self._sentence = words.sentence
        self._text = words.text
        self._lexicon = words.lexicon
        self._words = words.words
        self._lowers = words.lowers
        self._actors = words.actors
        self._subjects = NearSubjects(words)

    def frames(self) -> list[Frame]:
        """The frames in the order of their cues."""
        found: list[tuple[int, Cue, NearSubject]] = []
        agentless: list[Frame] = []
        for place in range(len(self._words)):
            cue = self._cue(place)
            if cue is None:
                continue
            if self._read.is_passive(place):
                frame = self._passive(place, cue)
                agentless += [frame] if frame else []
                continue
            subject = self._subjects.of(place, cue, found[-1][2] if found else None)
            if subject is not None:
                found.append((place, cue, subject))
        frames = [self._frame(number, found) for number in range(len(found))]
        return sorted([*frames, *agentless], key=lambda item: item.cue)

    def _cue(self, place: int) -> Cue | None:
        lower = self._lowers[place]
        if not self._lexicon.lemmas(lower) or (
            place and self._lowers[place - 1] in ("the", "a", "an", "of", "his", "their")
        ):
            return None
        following = self._lowers[place + 1 : place + AHEAD]
        cue = None
        if self._read.is_passive(place):  # “attention was paid”: the noun stands before the verb
            cue = self._lexicon.match([lower, self._read.patient(place), *following])
            cue = Cue(cue.lemma, cue.kind, max(1, cue.length - 1)) if cue and cue.length > 1 else None
        cue = cue or self._lexicon.match([lower, *following])
        if cue is None or (cue.lemma in self._lexicon.clausal and not self._has_clause(place + cue.length)):
            return None
        before = self._lowers[max(0, place - 3) : place]
        if set(before) & (self._lexicon.hypothetical - {"would"}) or "if" in before:
            return None
        is_bare = lower == cue.lemma.split()[0] and lower not in ("put", "set", "read")
        if (
            is_bare
            and not (set(before) & self._lexicon.words["bare_before"])
            and not self._follows_plural(place)
        ):
            return None
        return None if place and self._lowers[place - 1] == "to" and not self._is_carried(place) else cue

    def _has_clause(self, place: int) -> bool:
        return any(word in ("that", "“", '"', ":") for word in self._lowers[place : place + 3]) or (
            place < len(self._lowers) and self._lowers[place] in (",", ".")
        )

    def _follows_plural(self, place: int) -> bool:
        return place > 0 and self._lowers[place - 1].endswith("s")

    def _is_carried(self, place: int) -> bool:
        before = self._lowers[max(0, place - 12) : place - 1]
        verbs = self._lexicon.carriers | self._lexicon.encounter_verbs
        return any(lemma in verbs for word in before for lemma in self._lexicon.lemmas(word))

    def _passive(self, place: int, cue: Cue) -> Frame | None:
        word = self._words[place]
        end = self._sentence.end
        content = self._read.trimmed(self._sentence.start, end)
        agent = _AGENT.match(self._text, word.end)
        holder = next((span for span in self._actors if agent and 0 <= span.start - agent.end() < 4), None)
        start = self._read.clause_start(place)
        if (
            any(
                start <= span.start and span.end > word.start - 22 and span.end <= word.start
                for span in self._actors
            )
            and not holder
        ):
            return None  # “X was accused”: X does not speak
        return Frame(
            cue=Span(word.start, word.end),
            lemma=cue.lemma,
            kind=cue.kind,
            form=Form.VERB if holder else Form.AGENTLESS,
            subject=NounPhrase(holder, ((holder,),)) if holder else None,
            content=content,
            clause=content or Span(word.start, word.end),
            is_negated=self._read.is_negated(place),
        )

    def _frame(self, number: int, found: Sequence[tuple[int, Cue, NearSubject]]) -> Frame:
        place, cue, subject = found[number]
        word = self._words[place]
        last = min(place + cue.length, len(self._words)) - 1
        limit = self._limit(number, found)
        start = word.start if subject.is_shared else min(word.start, subject.start)
        content: Span | None
        if self._is_inserted(place, cue, start):
            content = self._read.trimmed(self._sentence.start, self._sentence.end)
            clause = Span(start, self._words[last].end)
        elif self._stands_last(place, cue, subject, start):
            content = self._read.trimmed(self._sentence.start, start)
            clause = Span(start, max(word.end, self._read.trimmed_end(word.end, limit)))
        else:
            content = self._read.trimmed(self._content_start(last + 1, limit, cue), limit)
            clause = Span(start, max(word.end, content.start if content else word.end))
        if cue.kind is CueKind.DISCUSSES and cue.lemma.startswith(("be ", "top ")):
            content = self._read.trimmed(self._sentence.start, self._words[last].end)
        return Frame(
            cue=Span(word.start, self._words[last].end),
            lemma=cue.lemma,
            kind=cue.kind,
            form=Form.VERB,
            subject=subject.phrase,
            content=content,
            clause=clause,
            is_negated=self._read.is_negated(place),
            is_shared=subject.is_shared,
        )

    def _limit(self, number: int, found: Sequence[tuple[int, Cue, NearSubject]]) -> int:
        """Where a content ends at the latest: before the next statement, or with the sentence."""
        end = self._words[found[number][0]].end
        limit = self._sentence.end
        for place, (later, cue, subject) in enumerate(found[number + 1 :]):
            begins = min(self._words[later].start, subject.start)
            if subject.is_shared:
                if place == 0:
                    limit = min(limit, self._words[later].start)
                continue
            if begins <= end:
                continue
            is_other = place == 0 and self._is_other_clause(end, begins)
            if is_other or self._stands_last(later, cue, subject, begins):
                limit = min(limit, begins)
        return limit

    def _is_other_clause(self, end: int, begins: int) -> bool:
        """“…, while X …”, “While …, X …”: a statement of its own, unless a “that” before holds both."""
        between = self._text[end:begins]
        if _THAT.search(between):
            return False
        is_second_half = _FIRST_HALF.match(self._lowers[0]) is not None and between.rstrip().endswith(",")
        return is_second_half or _OTHER_CLAUSE.search(between) is not None

    def _is_inserted(self, place: int, cue: Cue, start: int) -> bool:
        """“The matter, X went on, is …”."""
        behind = place + cue.length
        if cue.kind is not CueKind.SAYS or behind + 2 >= len(self._words) or self._lowers[behind] != ",":
            return False
        return (
            start > self._sentence.start
            and self._text[:start].rstrip()[-1:] == ","
            and not self._lowers[behind + 1].endswith("ing")
        )

    def _stands_last(self, place: int, cue: Cue, subject: NearSubject, start: int) -> bool:
        if cue.kind is CueKind.DISCUSSES or start - self._sentence.start < 12:
            return False
        before = self._text[:start].rstrip()
        words = self._lowers[place + cue.length : place + cue.length + 2]
        if subject.is_after:
            return before[-1:] in CLOSING or before[-1:] == ","
        if before[-1:] not in CLOSING and before[-1:] != ",":
            return False
        rest = self._lowers[place + cue.length :]
        if "," in rest:
            rest = rest[: rest.index(",")]
        return (
            (not words or words[0] in self._lexicon.words["tails"] | self._lexicon.words["listeners"])
            and "that" not in rest[:6]
            and not any(word in ("“", ":") for word in rest)
        )

    def _content_start(self, place: int, limit: int, cue: Cue) -> int:
        """Behind the cue, or behind the “that” or colon that follows it soon."""
        if cue.kind in (CueKind.SAYS, CueKind.STRESSES, CueKind.THINKS):
            for index in range(place, min(place + 12, len(self._words))):
                if self._words[index].start >= limit or self._lowers[index] in (",", ";"):
                    break
                if self._lowers[index] in ("that", ":", "“"):
                    return self._words[index].end
        return self._words[place].start if place < len(self._words) else limit
