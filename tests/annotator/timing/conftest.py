"""The project's own reference data as knowledge, and a short way of timing invented text."""

from pathlib import Path

import pytest

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking import link
from communique.annotator.sentences import sentences_of
from communique.annotator.timing.timing import Timing
from communique.corpus.reading.article import ReadArticle
from communique.model import PartialDate
from communique.workspace import Workspace


@pytest.fixture(scope="session")
def knowledge():
    return Knowledge.from_workspace(Workspace.open(Path(__file__).parents[3]))


@pytest.fixture
def timed(knowledge):
    """The timing of a text published on a day."""

    def of(text, published="2023-07-26", **more):
        day = PartialDate(published) if published else None
        article = ReadArticle(text, published=day, **more)
        sentences = sentences_of(article)
        return Timing.of(article, sentences, link(article, sentences, knowledge), knowledge)

    return of


@pytest.fixture
def occasion(timed):
    """When and where a holder said what one sentence tells."""

    def of(text, number, holder, published="2023-07-26", **more):
        return timed(text, published, **more).occasion([number], [holder])

    return of
