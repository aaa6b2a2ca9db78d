"""The project's own reference data as knowledge, and a short way of linking invented text."""

from pathlib import Path

import pytest

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking import link
from communique.annotator.sentences import sentences_of
from communique.corpus.reading.article import ReadArticle
from communique.model import PartialDate
from communique.workspace import Workspace


@pytest.fixture(scope="session")
def knowledge():
    return Knowledge.from_workspace(Workspace.open(Path(__file__).parents[3]))


@pytest.fixture
def linked(knowledge):
    """Links a text published on a day."""

    def of(text, published="2023-06-01"):
        article = ReadArticle(text, published=PartialDate(published) if published else None)
        return link(article, sentences_of(article), knowledge)

    return of


@pytest.fixture
def mentions(linked):
    """The published mentions of a text: its words, and the slugs of what they refer to."""

    def of(text, published="2023-06-01"):
        return [
            (text[item.span.start : item.span.end], *(thing.slug for thing in item.referents))
            for item in linked(text, published).mentions
            if item.is_published
        ]

    return of


@pytest.fixture
def meaning(mentions):
    """What some words of a text refer to, at their first mention."""

    def of(text, words, published="2023-06-01"):
        return {found: tuple(slugs) for found, *slugs in reversed(mentions(text, published))}.get(words)

    return of
