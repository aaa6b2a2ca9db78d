from dataclasses import replace

import pytest
from rdflib import Literal, URIRef

from communique.corpus.canonical import sha256_of
from communique.corpus.reading.article import ReadArticle
from communique.corpus.records import RecordError, article_record, article_slug
from communique.model import PartialDate
from communique.vocabulary import CQ, SDO, XSD, thing

ARTICLE = ReadArticle(
    text="Ministers meet\n\nAnna Berg met Carl Dahl.\n",
    headline="Ministers of Norland & Sudmark meet in Fordhaven",
    outlet="harbour-wire",
    published=PartialDate("2022-05"),
    address="https://wire.example/12",
)


def test_a_slug_is_made_of_outlet_date_and_words_of_the_headline():
    assert article_slug(ARTICLE) == "harbour-wire-2022-05-ministers-of-norland-sudmark-meet"
    assert article_slug(replace(ARTICLE, slug="its-own")) == "its-own"


def test_a_slug_without_headline_is_made_of_the_first_words():
    assert article_slug(replace(ARTICLE, headline=None)).endswith("-ministers-meet-anna-berg-met")


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ({"outlet": None}, "--outlet"),
        ({"published": None}, "--published"),
        ({"outlet": None, "published": None}, "--outlet and --published"),
        ({"headline": None}, "--headline"),
    ],
)
def test_what_lacks_for_a_record_is_named(lacking, words):
    with pytest.raises(RecordError, match=words):
        article_record(replace(ARTICLE, **lacking), date_source="Given.")


def test_a_record_tells_the_text_again_without_holding_it():
    graph = article_record(ARTICLE, date_source="Given.", machine_translated=True)
    node = thing("article", article_slug(ARTICLE))
    assert graph.value(node, CQ.sha256) == Literal(sha256_of(ARTICLE.text))
    assert graph.value(node, CQ.length) == Literal(len(ARTICLE.text))
    assert graph.value(node, SDO.datePublished) == Literal("2022-05", datatype=XSD.gYearMonth)
    assert graph.value(node, SDO.headline) == Literal(ARTICLE.headline, lang="en")
    assert graph.value(node, SDO.url) == URIRef(ARTICLE.address)
    assert graph.value(node, CQ.machineTranslated) == Literal(True)
    assert "Anna Berg met" not in graph.serialize()
