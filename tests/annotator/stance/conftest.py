"""Knowledge of the dataset in this repository, made once, and a way to read one invented statement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from communique.annotator.attribution.statement import Rendering, Statement
from communique.annotator.knowledge import Knowledge
from communique.annotator.linking import link
from communique.annotator.sentences import sentences_of
from communique.annotator.stance.addressees import addressees
from communique.annotator.stance.proposing import reading_of
from communique.annotator.stance.selecting import selected
from communique.annotator.stance.take import Take
from communique.corpus.reading.article import ReadArticle
from communique.model import PartialDate, Span
from communique.workspace import Workspace

TakesOf = Callable[..., list[Take]]
TowardsOf = Callable[[str, str], list[tuple[str, ...]]]


@pytest.fixture(scope="session")
def dataset_knowledge() -> Knowledge:
    return Knowledge.from_workspace(Workspace.open(Path(__file__).parents[3]))


@pytest.fixture
def takes_of(dataset_knowledge: Knowledge) -> TakesOf:
    """The selected takes of a text of which every word is one statement."""

    def read(
        text: str,
        holders: str | list[str],
        rendering: str = "indirect-speech",
        published: str = "2023-09-10",
        ascribed_by: str | None = None,
    ) -> list[Take]:
        article = ReadArticle(text, published=PartialDate(published))
        sentences = sentences_of(article)
        linked = link(article, sentences, dataset_knowledge)
        reading = reading_of(article, sentences, linked, dataset_knowledge)
        span = Span(0, len(text))
        numbers = tuple(sentence.number for sentence in sentences)
        held_by = (holders,) if isinstance(holders, str) else tuple(holders)
        statement = Statement(numbers, span, span, held_by, Rendering(rendering), ascribed_by=ascribed_by)
        return selected(reading.takes(statement, [statement]), reading.text, dataset_knowledge)

    return read


@pytest.fixture
def towards_of(dataset_knowledge: Knowledge) -> TowardsOf:
    """Towards whom the takes of a text are directed of which every word is one person's statement."""

    def read(text: str, holder: str) -> list[tuple[str, ...]]:
        article = ReadArticle(text, published=PartialDate("2023-09-10"))
        sentences = sentences_of(article)
        linked = link(article, sentences, dataset_knowledge)
        reading = reading_of(article, sentences, linked, dataset_knowledge)
        span = Span(0, len(text))
        numbers = tuple(sentence.number for sentence in sentences)
        statement = Statement(numbers, span, span, (holder,), Rendering.INDIRECT_SPEECH)
        takes = selected(reading.takes(statement, [statement]), reading.text, dataset_knowledge)
        return [addressees(take, reading) for take in takes]

    return read
