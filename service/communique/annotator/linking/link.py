"""Linking an article: names, offices, references, then what only the words before can resolve."""

from __future__ import annotations

from functools import lru_cache

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.linked import Linked
from communique.annotator.linking.reader import Linker
from communique.annotator.sentences import Sentence
from communique.corpus.reading.article import ReadArticle


def link(article: ReadArticle, sentences: tuple[Sentence, ...], knowledge: Knowledge) -> Linked:
    """Find what the words of an article refer to.

    Args:
        article: the article.
        sentences: its sentences; nothing outside them is looked at.
        knowledge: what the graph knows.

    Returns:
        Mentions that do not nest, in the order of the text, and names that nothing in the graph answers to.
    """
    return linker_of(knowledge).link(article, sentences)


@lru_cache(maxsize=4)
def linker_of(knowledge: Knowledge) -> Linker:
    """The linker over some knowledge, made once in a process; its automaton takes a moment to build."""
    return Linker(knowledge)
