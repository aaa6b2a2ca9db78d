from pathlib import Path

import pytest

from communique.annotator.attribution import statements_of
from communique.annotator.knowledge import Knowledge
from communique.annotator.linking import link
from communique.annotator.parsing import parse
from communique.annotator.sentences import sentences_of
from communique.corpus.reading.article import ReadArticle, Region, RegionKind
from communique.model import PartialDate, Span
from communique.workspace import Workspace


@pytest.fixture(scope="session")
def knowledge():
    return Knowledge.from_workspace(Workspace.open(Path(__file__).parents[3]))


@pytest.fixture(scope="session")
def told(knowledge):
    """The statements of a text; its first line is the headline if it says so."""

    def told(text, *, parser=True, outlet=None, has_headline=False):
        head = (Region(Span(0, text.index("\n")), RegionKind.HEADLINE),) if has_headline else ()
        article = ReadArticle(text, head, outlet=outlet, published=PartialDate("2023-05-03"))
        sentences = sentences_of(article)
        parsed = parse(text, sentences) if parser else None
        linked = link(article, sentences, knowledge)
        extended = knowledge.with_proposed(linked.proposed)
        return statements_of(article, sentences, linked, parsed, extended)

    return told


@pytest.fixture(params=["parser", "rules"])
def either(told, request):
    """The same, once with and once without the parser."""

    def either(text, **options):
        return told(text, parser=request.param == "parser", **options)

    return either
