"""The shape of the real data: what generated data are drawn from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph

from communique.graph.annotations import from_graph
from communique.graph.turtle import new_graph
from communique.model import Evidence, Mention, Position, Thing
from communique.vocabulary import CQ, GRAPHS, PROVENANCE_GRAPH, RDF, REFERENCE_GRAPH, kind_and_slug

_ANNOTATIONS = GRAPHS + "annotations/"


@dataclass(frozen=True)
class RealArticle:
    """What the editors recorded of one article."""

    slug: str
    evidence: tuple[Evidence, ...]
    mentions: tuple[Mention, ...]

    @cached_property
    def positions(self) -> frozenset[Position]:
        """The positions that the article tells."""
        return frozenset(item.position for item in self.evidence)


@dataclass(frozen=True)
class Shape:
    """A build to take as the model: its lines, its reference data and its articles, story by story."""

    lines: tuple[str, ...]
    """All quads but those of the provenance graph, as N-Quads lines."""
    reference: Graph
    stories: tuple[tuple[RealArticle, ...], ...]
    """Articles that share positions belong to one story."""

    @classmethod
    def read(cls, dataset: Path) -> Shape:
        """Read the N-Quads of a build.

        Raises:
            OSError: the file cannot be read.
            ValueError: it holds no annotated article.
        """
        graphs: dict[str, list[str]] = {}
        with dataset.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                graphs.setdefault(line.rstrip(" .\n").rpartition(" ")[2].strip("<>"), []).append(line)
        articles = [
            _article(_graph(lines)) for name, lines in sorted(graphs.items()) if name.startswith(_ANNOTATIONS)
        ]
        if not articles:
            raise ValueError(f"{dataset} holds no annotations; there is no shape to keep")
        kept = (line for name, lines in graphs.items() if name != str(PROVENANCE_GRAPH) for line in lines)
        return cls(tuple(kept), _graph(graphs[str(REFERENCE_GRAPH)]), _stories(articles))

    @cached_property
    def articles(self) -> tuple[RealArticle, ...]:
        """All articles."""
        return tuple(article for story in self.stories for article in story)

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Each position once for every article that tells it: what is told more often is drawn more often."""
        return tuple(
            position
            for article in self.articles
            for position in sorted(article.positions, key=lambda p: str(p.key))
        )

    @cached_property
    def referents(self) -> tuple[Thing, ...]:
        """What the articles name, once for every time that they name it."""
        return tuple(mention.referent for article in self.articles for mention in article.mentions)

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """Slugs of all outlets."""
        found = (kind_and_slug(str(node)) for node in self.reference.subjects(RDF.type, CQ.Outlet))
        return tuple(sorted(outlet[1] for outlet in found if outlet))


def _graph(lines: Iterable[str]) -> Graph:
    triples = (quad.triple for quad in parse("".join(lines).encode(), format=RdfFormat.N_QUADS))
    return new_graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES) or b"", format="nt")


def _article(graph: Graph) -> RealArticle:
    items = from_graph(graph)
    evidence = tuple(item for item in items if isinstance(item, Evidence))
    return RealArticle(items[0].article, evidence, tuple(item for item in items if isinstance(item, Mention)))


def _stories(articles: Iterable[RealArticle]) -> tuple[tuple[RealArticle, ...], ...]:
    """Put articles together that share a position, directly or through another."""
    stories: list[list[RealArticle]] = []
    for article in articles:
        related = [s for s in stories if any(article.positions & other.positions for other in s)]
        stories = [s for s in stories if s not in related]
        stories.append([*(other for story in related for other in story), article])
    return tuple(tuple(sorted(story, key=lambda article: article.slug)) for story in stories)
