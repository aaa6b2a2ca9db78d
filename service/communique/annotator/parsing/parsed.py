"""What the parser found, in types of our own, so that nothing else depends on the parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from communique.model import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark and its place in the tree of dependencies (labels as in ClearNLP).

    Indexes count the tokens of the sentence from 0; offsets are code points of the canonical text.
    """

    index: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    tag: str
    """Fine part of speech as in the Penn Treebank: ``VBD``, ``NNP`` …"""
    dependency: str
    head: int
    """Index of the token it depends on; its own for the root."""
    first: int
    """Index of the first token of what hangs on it, itself included."""
    last: int
    """Index of the last token of what hangs on it, itself included."""

    @property
    def span(self) -> Span:
        """Where it stands in the text."""
        return Span(self.start, self.end)

    @property
    def is_verb(self) -> bool:
        """Whether it is tagged as a verb."""
        return self.tag.startswith("VB")

    @property
    def is_noun(self) -> bool:
        """Whether it is tagged as a noun or a name."""
        return self.tag.startswith("NN")


@dataclass(frozen=True)
class ParsedSentence:
    """The tokens of one sentence."""

    number: int
    """The number of the sentence in the article."""
    tokens: tuple[Token, ...]

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        found: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                found[token.head].append(token)
        return tuple(tuple(children) for children in found)

    def children(self, token: Token) -> tuple[Token, ...]:
        """The tokens that depend on it directly, in the order of the text."""
        return self._children[token.index]

    def child(self, token: Token, *dependencies: str) -> Token | None:
        """The first token that depends on it in one of the ways given."""
        for item in self._children[token.index]:
            if item.dependency in dependencies:
                return item
        return None

    def head(self, token: Token) -> Token:
        """The token it depends on; itself for the root."""
        return self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """What it depends on, from the nearest up to the root."""
        while token.head != token.index:
            token = self.tokens[token.head]
            yield token

    def phrase(self, token: Token) -> Span:
        """The stretch of the text from the first to the last token that hangs on it."""
        return Span(self.tokens[token.first].start, self.tokens[token.last].end)

    def at(self, position: int) -> Token | None:
        """The token that covers, or else follows, a code point of the text; None behind the last."""
        for token in self.tokens:
            if position < token.end:
                return token
        return None


@dataclass(frozen=True, slots=True)
class Parsed:
    """The parsed sentences of an article, by the number of the sentence."""

    sentences: dict[int, ParsedSentence]

    def of(self, number: int) -> ParsedSentence | None:
        """The parse of a sentence; None if it was not parsed (too long, or no words)."""
        return self.sentences.get(number)
