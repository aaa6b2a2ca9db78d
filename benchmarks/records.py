"""The reference records of an invented story: articles and events, copied from real ones under new names."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from benchmarks.shape import Shape
from benchmarks.words import InventedText
from communique.graph.turtle import new_graph
from communique.vocabulary import CQ, SDO, XSD, thing

_DATES = {XSD.date, XSD.dateTime}


def story_records(
    shape: Shape,
    articles: dict[str, str],
    events: dict[str, str],
    day: datetime.date,
    text: InventedText,
    chosen: random.Random,
) -> Graph:
    """The records of the articles and events of a story.

    Args:
        shape: what to copy.
        articles: the invented slug of each real article.
        events: the invented slug of each real event.
        day: on which all of it is said to have happened.
        text: where words come from.
        chosen: what decides.
    """
    renamed = {thing("article", real): thing("article", made) for real, made in articles.items()}
    renamed |= {thing("event", real): thing("event", made) for real, made in events.items()}
    made = new_graph()
    for subject, predicate, value in _records(shape.reference, renamed):
        if predicate in (SDO.publisher, CQ.sha256, SDO.url):
            continue
        if isinstance(value, Literal):
            made.add((_rename(subject, renamed), predicate, _other_literal(value, day, text, chosen)))
        elif not isinstance(value, URIRef) or _is_known(value, renamed):
            made.add((_rename(subject, renamed), predicate, _rename(value, renamed)))
    for slug in articles.values():
        node = thing("article", slug)
        made.add((node, SDO.publisher, thing("actor", chosen.choice(shape.outlets))))
        made.add((node, SDO.url, URIRef(f"https://example.org/{slug}")))
        made.add((node, CQ.sha256, Literal(f"{chosen.getrandbits(256):064x}")))
    return made


def _records(reference: Graph, renamed: dict[URIRef, URIRef]) -> Iterator[tuple[URIRef, URIRef, Node]]:
    """What the reference data say of some things and their parts (``…#participation-…``), in fixed order."""
    for subject, predicate, value in sorted(reference, key=str):
        if isinstance(subject, URIRef) and URIRef(subject.partition("#")[0]) in renamed:
            assert isinstance(predicate, URIRef)  # noqa: S101 - RDF knows no other
            yield subject, predicate, value


def _is_known(value: URIRef, renamed: dict[URIRef, URIRef]) -> bool:
    """Whether an invented record may refer to something: not to a real article or event of another story."""
    whole = URIRef(value.partition("#")[0])
    return whole in renamed or not str(whole).startswith(
        (str(thing("article", "x"))[:-1], str(thing("event", "x"))[:-1])
    )


def _rename(node: Node, renamed: dict[URIRef, URIRef]) -> Node:
    if not isinstance(node, URIRef):
        return node
    whole, mark, part = node.partition("#")
    return URIRef(renamed.get(URIRef(whole), whole) + mark + part)


def _other_literal(value: Literal, day: datetime.date, text: InventedText, chosen: random.Random) -> Literal:
    if value.datatype in _DATES:
        return Literal(f"{day}{str(value)[10:]}", datatype=value.datatype, normalize=False)
    if value.language:
        return Literal(text.stretch(len(value), chosen), lang=value.language)
    return value
