"""Reference data and article records, from RDF to model values."""

from __future__ import annotations

import datetime

from rdflib import Graph

from communique.model import Article, Tenure
from communique.vocabulary import CQ, ORG, RDF, kind_and_slug


def articles(graph: Graph) -> dict[str, Article]:
    """The article records in a graph, by slug; unsound records are left to the shapes."""
    found: dict[str, Article] = {}
    for node in graph.subjects(RDF.type, CQ.Article):
        named = kind_and_slug(str(node))
        sha256, length = graph.value(node, CQ.sha256), graph.value(node, CQ.length)
        if named and sha256 and str(length).isdigit():
            found[named[1]] = Article(named[1], str(sha256), int(str(length)))
    return dict(sorted(found.items()))


def tenures(graph: Graph) -> list[Tenure]:
    """The dated tenures in a graph: who represented which state or body, from when to when."""
    found = []
    for node in graph.subjects(RDF.type, CQ.Tenure):
        person = kind_and_slug(str(graph.value(node, ORG.member)))
        represents = kind_and_slug(str(graph.value(node, ORG.organization)))
        started, ended = graph.value(node, CQ.startedOn), graph.value(node, CQ.endedOn)
        if person and represents and started:
            end = datetime.date.fromisoformat(str(ended)) if ended else None
            found.append(Tenure(person[1], represents[1], datetime.date.fromisoformat(str(started)), end))
    return found
