"""The words of a sentence in order, for those who do without a parser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.annotator.attribution.lexicon import Lexicon
from communique.annotator.attribution.marks import MARKS
from communique.annotator.linking.linked import Linked
from communique.model import Span

AUXILIARIES = frozenset({"is", "are", "was", "were", "been", "being", "be"})
"""Forms of “to be” that make a passive."""
_WORD = re.compile(r"\w+(?:[-.]\w+)*(?:n['’]t)?|['’]s\b|[^\w\s]")
_TAIL = re.compile(r"(?:[\s,.;:“”\"«»—–…]|\b(?:and|but|also|while))+$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """In lower case."""
        return self.text.lower()

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class SentenceWords:
    """The words of one sentence, and which of them name actors."""

    def __init__(self, text: str, sentence: Span, linked: Linked, lexicon: Lexicon) -> None:
        """Split the sentence.

        Args:
            text: the canonical text.
            sentence: the sentence.
            linked: mentions.
            lexicon: the cues.
        """
        self.text = text
        self.sentence = sentence
        self.lexicon = lexicon
        self.words: Sequence[Word] = [
            Word(item.group(), item.start(), item.end())
            for item in _WORD.finditer(text, sentence.start, sentence.end)
        ]
        self.lowers = [word.lower for word in self.words]
        self.actors = [
            item.span
            for item in linked.within(sentence)
            if any(thing.kind == "actor" for thing in item.referents)
        ]

    def is_passive(self, place: int) -> bool:
        """Whether the word at a place is a participle in the passive."""
        lower = self.lowers[place]
        before = [word for word in self.lowers[max(0, place - 3) : place] if not word.endswith("ly")]
        return lower.endswith(("ed", "en", "de", "ld", "id", "wn")) and bool(set(before[-2:]) & AUXILIARIES)

    def is_negated(self, place: int) -> bool:
        """Whether the verb at a place is negated, or withheld (“refused to say”)."""
        before = self.lowers[max(0, place - 3) : place]
        if set(before) & self.lexicon.negations:
            return True
        return any(
            lemma in self.lexicon.withholders for word in before for lemma in self.lexicon.lemmas(word)
        ) or (place + 1 < len(self.lowers) and self.lowers[place + 1] == "no")

    def patient(self, place: int) -> str:
        """The noun right before “is” or “was”."""
        for index in range(place - 1, max(-1, place - 6), -1):
            word = self.lowers[index]
            if (
                word not in AUXILIARIES
                and word not in self.lexicon.words["between"]
                and not word.endswith("ly")
            ):
                return word
        return ""

    def clause_start(self, place: int) -> int:
        """Where the clause of the word at a place begins."""
        for index in range(place - 1, -1, -1):
            if self.lowers[index] in (",", ";", "”", "“", ":"):
                return self.words[index].end
        return self.sentence.start

    def trimmed(self, start: int, end: int) -> Span | None:
        """A stretch without the marks and joining words at its edges; None if nothing is left."""
        while start < end and (self.text[start] in MARKS or self.text[start].isspace()):
            start += 1
        end = self.trimmed_end(start, end)
        return Span(start, end) if end > start else None

    def trimmed_end(self, start: int, end: int) -> int:
        """The end of a stretch without marks and joining words."""
        match = _TAIL.search(self.text[start:end])
        return start + match.start() if match else end
