"""Inventing stories: articles of one day that tell partly the same positions, in the shape of a real story.

Each invented story copies the build of a real one (how many articles, how many positions each of them tells
and shares with the others, how many spans of what length with what selectors) and draws anew what is said:
who speaks, with which stance, about what, each from the real positions, so that the frequent stays frequent.
"""

from __future__ import annotations

import dataclasses
import datetime
import random
from collections.abc import Callable, Iterator
from typing import TypeVar

from rdflib import Graph

from benchmarks.records import story_records
from benchmarks.shape import RealArticle, Shape
from benchmarks.words import InventedText
from communique.graph.annotations import iri_of, to_graph
from communique.model import (
    ArticleAnnotations,
    Evidence,
    Mention,
    PartialDate,
    Position,
    Quote,
    QuoteRange,
    Selector,
)
from communique.vocabulary import REFERENCE_GRAPH, annotation_graph, kind_and_slug

_Item = TypeVar("_Item", Evidence, Mention)

FIRST_DAY = datetime.date(2020, 11, 9)
LAST_DAY = datetime.date(2024, 12, 31)
MACHINE = "machine"
"""The annotator whose graphs hold what a machine found."""
_MACHINE_SHARE = 0.5
"""Of the articles, how many a machine has annotated too."""
_FOUND_BY_MACHINE = 0.7
"""Of what the hand recorded, how much the machine found as well."""
_OTHER_STANCE = 0.25
"""Of the positions that the machine found, how many it gave another stance."""


class StoryMaker:
    """Makes stories by number; equal seeds and numbers give equal stories."""

    def __init__(self, shape: Shape, seed: int) -> None:
        self._shape, self._seed = shape, seed
        self._text = InventedText(seed)

    def graphs(self, number: int) -> Iterator[tuple[str, Graph]]:
        """The graphs of one story by name: its records in the reference graph, then its annotations."""
        chosen = random.Random(f"{self._seed} story {number}")  # noqa: S311 - no secret
        story = chosen.choice(self._shape.stories)
        day = FIRST_DAY + datetime.timedelta(chosen.randrange((LAST_DAY - FIRST_DAY).days + 1))
        names = {article.slug: f"invented-{day}-{number:06}-{place}" for place, article in enumerate(story)}
        events = {slug: f"invented-{day}-{number:06}-{place}" for place, slug in enumerate(_events(story))}
        yield (
            str(REFERENCE_GRAPH),
            story_records(self._shape, names, events, day, self._text, chosen),
        )
        positions = self._positions(story, events, day, chosen)
        seen_by_machine: set[str] = set()  # an article may come twice, read by two annotators
        for article in story:
            hand = self._annotations(article, names[article.slug], positions, chosen)
            yield str(annotation_graph(hand.article, hand.annotator)), to_graph(hand)
            if chosen.random() < _MACHINE_SHARE and hand.article not in seen_by_machine:
                seen_by_machine.add(hand.article)
                machine = self._machine(hand, chosen)
                if not machine.evidence and not machine.mentions:
                    continue  # there are no empty graphs
                yield str(annotation_graph(machine.article, MACHINE)), to_graph(machine)

    def _positions(
        self,
        story: tuple[RealArticle, ...],
        events: dict[str, str],
        day: datetime.date,
        chosen: random.Random,
    ) -> dict[Position, Position]:
        """For each position of the real story an invented one; who, how and about what are drawn apart."""
        invented: dict[Position, Position] = {}
        by_key: dict[object, Position] = {}
        told = {position for article in story for position in article.positions}
        for real in sorted(told, key=lambda position: str(position.key)):
            speaker, manner, subject = chosen.choices(self._shape.positions, k=3)
            made = dataclasses.replace(
                subject,
                holder=speaker.holder,
                on_behalf_of=speaker.on_behalf_of,
                ascribed_by=speaker.ascribed_by,
                stance=manner.stance,
                stated_on=PartialDate(str(day)[: len(real.stated_on.text)]),
                stated_at=tuple(events[event] for event in real.stated_at),
                variant_of=(),
            )
            invented[real] = by_key.setdefault(made.key, made)  # two drawn alike are one position
        return _with_variants(invented)

    def _annotations(
        self, article: RealArticle, slug: str, positions: dict[Position, Position], chosen: random.Random
    ) -> ArticleAnnotations:
        def text(length: int) -> str:
            return self._text.stretch(length, chosen)

        evidence = tuple(
            dataclasses.replace(
                item,
                article=slug,
                position=positions[item.position],
                selector=_quoting(item.selector, text(_exact_length(item.selector)), text),
                gloss=text(len(item.gloss)) if item.gloss else "",
            )
            for item in article.evidence
        )
        mentions = tuple(self._mention(item, slug, chosen) for item in article.mentions)
        return ArticleAnnotations(slug, article.evidence[0].annotator, evidence, mentions)

    def _mention(self, real: Mention, slug: str, chosen: random.Random) -> Mention:
        referent = chosen.choice(self._shape.referents)
        words = self._text.name(str(referent), _exact_length(real.selector))
        selector = _quoting(real.selector, words, lambda length: self._text.stretch(length, chosen))
        return dataclasses.replace(real, article=slug, referent=referent, selector=selector)

    def _machine(self, hand: ArticleAnnotations, chosen: random.Random) -> ArticleAnnotations:
        """What a machine made of an article: much the same, with some stances of its own, and never sure."""

        def seen(item: _Item) -> _Item:
            return dataclasses.replace(
                item, annotator=MACHINE, method="machine", confidence=round(chosen.uniform(0.4, 1), 3)
            )

        evidence = []
        for item in hand.evidence:
            if chosen.random() < _FOUND_BY_MACHINE:
                position = item.position
                if chosen.random() < _OTHER_STANCE:
                    stance = chosen.choice(self._shape.positions).stance
                    position = dataclasses.replace(position, stance=stance, variant_of=())
                evidence.append(dataclasses.replace(seen(item), position=position, gloss=""))
        mentions = [seen(item) for item in hand.mentions if chosen.random() < _FOUND_BY_MACHINE]
        return ArticleAnnotations(hand.article, MACHINE, tuple(evidence), tuple(mentions))


def _events(story: tuple[RealArticle, ...]) -> list[str]:
    return sorted(
        {event for article in story for position in article.positions for event in position.stated_at}
    )


def _with_variants(invented: dict[Position, Position]) -> dict[Position, Position]:
    """Let a position be a variant of another where the real ones are."""
    slugs = {_key_slug(real): _key_slug(made) for real, made in invented.items()}
    variants: dict[Position, tuple[str, ...]] = {}
    for real, made in invented.items():
        others = {slugs[slug] for slug in real.variant_of if slug in slugs} - {_key_slug(made)}
        variants[made] = tuple(sorted({*variants.get(made, ()), *others}))
    return {real: dataclasses.replace(made, variant_of=variants[made]) for real, made in invented.items()}


def _key_slug(position: Position) -> str:
    named = kind_and_slug(str(iri_of(position)))
    assert named is not None  # noqa: S101 - a position always has an address of ours
    return named[1]


def _exact_length(selector: Selector) -> int:
    return len(selector.exact if isinstance(selector, Quote) else selector.first.exact)


def _quoting(selector: Selector, exact: str, text: Callable[[int], str]) -> Selector:
    """The same kind of selector with other words of the same lengths; the first quote has the given ones."""

    def around(quote: Quote, words: str) -> Quote:
        return Quote(words, text(len(quote.prefix)), text(len(quote.suffix)))

    if isinstance(selector, Quote):
        return around(selector, exact)
    return QuoteRange(around(selector.first, exact), around(selector.last, text(len(selector.last.exact))))
