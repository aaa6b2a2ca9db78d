"""The record of an article: what finds its text again and tells whether it is the same one."""

from __future__ import annotations

from rdflib import Graph, Literal, URIRef

from communique.corpus.canonical import sha256_of
from communique.corpus.reading.article import ReadArticle
from communique.corpus.reading.outlets import as_slug
from communique.graph.annotations import date_literal
from communique.graph.turtle import new_graph
from communique.vocabulary import CQ, RDF, SDO, XSD, thing

_SLUG_WORDS = 5
_SLUG_TEXT_WORDS = 40


class RecordError(ValueError):
    """An article of which too little is known for a record; the message says what to give."""


def article_slug(article: ReadArticle) -> str:
    """The slug of an article: its own, or outlet, date and words of the headline (codebook, section 7).

    Raises:
        RecordError: outlet or date is not known.
    """
    if article.slug:
        return article.slug
    missing = [
        option
        for option, value in (("--outlet", article.outlet), ("--published", article.published))
        if value is None
    ]
    if missing:
        raise RecordError(f"the page does not say it; give {' and '.join(missing)}")
    words = as_slug(article.headline or article.text[: 10 * _SLUG_TEXT_WORDS], _SLUG_WORDS)
    return f"{article.outlet}-{article.published.text if article.published else ''}-{words or 'article'}"


def article_record(
    article: ReadArticle, *, date_source: str, language: str = "en", machine_translated: bool = False
) -> Graph:
    """The record of an article, as ``data/articles.ttl`` holds it.

    Args:
        article: the article, with outlet and date.
        date_source: where the date of publication is taken from, a sentence.
        language: its language where the page does not say it.
        machine_translated: whether the text was translated by machine.

    Raises:
        RecordError: outlet, date or headline is not known.
    """
    node = thing("article", article_slug(article))
    if article.published is None or article.outlet is None:
        raise RecordError("an article needs an outlet and a date; give --outlet and --published")
    if not article.headline:
        raise RecordError("no headline can be told; give --headline")
    spoken = article.language or language
    graph = new_graph()
    graph.add((node, RDF.type, CQ.Article))
    graph.add((node, RDF.type, SDO.NewsArticle))
    graph.add((node, SDO.headline, Literal(article.headline, lang=spoken)))
    graph.add((node, SDO.publisher, thing("actor", article.outlet)))
    graph.add((node, SDO.datePublished, date_literal(article.published)))
    graph.add((node, SDO.inLanguage, Literal(spoken)))
    graph.add((node, CQ.dateSource, Literal(date_source, lang="en")))
    graph.add((node, CQ.machineTranslated, Literal(machine_translated)))
    graph.add((node, CQ.length, Literal(len(article.text), datatype=XSD.integer)))
    graph.add((node, CQ.sha256, Literal(sha256_of(article.text))))
    if article.address:
        graph.add((node, SDO.url, URIRef(article.address)))
    return graph
