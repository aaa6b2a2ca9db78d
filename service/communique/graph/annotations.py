"""One annotator's record of one article, as model values and as RDF."""

from __future__ import annotations

import datetime
import hashlib
from decimal import Decimal

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from communique.graph.turtle import new_graph
from communique.model import (
    ArticleAnnotations,
    Evidence,
    Mention,
    Method,
    PartialDate,
    Position,
    Quote,
    QuoteRange,
    Selector,
    Span,
    Thing,
)
from communique.vocabulary import (
    CQ,
    DCTERMS,
    OA,
    RDF,
    RDFS,
    XSD,
    annotation_iri,
    kind_and_slug,
    position_iri,
    thing,
)

_DATE_TYPES = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}


class ReadingError(ValueError):
    """A graph that does not hold what an annotation must have; the message names the node."""


def date_literal(date: PartialDate) -> Literal:
    """A date as RDF; the datatype (day, month, year) is its precision."""
    return Literal(date.text, datatype=_DATE_TYPES[len(date.text)], normalize=False)


def iri_of(position: Position) -> URIRef:
    """The IRI of a position: its key."""
    return position_iri(
        position.holder, position.stance, position.target.slug, position.stated_on.text, position.ascribed_by
    )


def to_graph(annotations: ArticleAnnotations) -> Graph:
    """The RDF of all that one annotator recorded of one article."""
    graph = new_graph()
    for position in annotations.positions:
        _add_position(graph, position)
    for evidence in annotations.evidence:
        _add_evidence(graph, evidence)
    for mention in annotations.mentions:
        _add_mention(graph, mention)
    return graph


def _add_position(graph: Graph, position: Position) -> None:
    node = iri_of(position)
    graph.add((node, RDF.type, CQ.Position))
    graph.add((node, CQ.holder, thing("actor", position.holder)))
    graph.add((node, CQ.stance, thing("stance", position.stance)))
    graph.add((node, CQ.target, thing(position.target.kind, position.target.slug)))
    graph.add((node, CQ.statedOn, date_literal(position.stated_on)))
    if position.on_behalf_of:
        graph.add((node, CQ.onBehalfOf, thing("actor", position.on_behalf_of)))
    if position.ascribed_by:
        graph.add((node, CQ.ascribedBy, thing("actor", position.ascribed_by)))
    for slugs, kind, predicate in (
        (position.towards, "actor", CQ.towards),
        (position.about, "issue", CQ.about),
        (position.stated_at, "event", CQ.statedAt),
        (position.variant_of, "position", CQ.variantOf),
    ):
        for slug in slugs:
            graph.add((node, predicate, thing(kind, slug)))


def _add_evidence(graph: Graph, evidence: Evidence) -> None:
    node = _add_annotation(graph, evidence, CQ.Evidence, OA.classifying, iri_of(evidence.position))
    graph.add((node, CQ.rendering, thing("rendering", evidence.rendering)))
    if evidence.gloss:
        graph.add((node, RDFS.comment, Literal(evidence.gloss, lang="en")))


def _add_mention(graph: Graph, mention: Mention) -> None:
    body = thing(mention.referent.kind, mention.referent.slug)
    _add_annotation(graph, mention, CQ.Mention, OA.linking, body)


def _add_annotation(
    graph: Graph, item: Evidence | Mention, kind: URIRef, motivation: URIRef, body: URIRef
) -> URIRef:
    node = annotation_iri(item.article, item.annotator, item.span.start, item.span.end, body)
    graph.add((node, RDF.type, kind))
    graph.add((node, RDF.type, OA.Annotation))
    graph.add((node, OA.motivatedBy, motivation))
    graph.add((node, OA.hasBody, body))
    graph.add((node, CQ.method, CQ.hand if item.method == "hand" else CQ.machine))
    graph.add((node, DCTERMS.creator, thing("annotator", item.annotator)))
    graph.add((node, DCTERMS.created, Literal(item.created.isoformat(), datatype=XSD.dateTime)))
    if item.confidence is not None:
        graph.add((node, CQ.confidence, Literal(Decimal(f"{item.confidence:.3f}"))))
    _add_target(graph, node, item.article, item.span, item.selector)
    return node


def _add_target(graph: Graph, annotation: URIRef, article: str, span: Span, selector: Selector) -> None:
    # Blank nodes are named after the annotation, so that the same record always gives the same file.
    digest = hashlib.sha256(annotation.encode()).hexdigest()[:16]
    target, position = BNode(f"t{digest}"), BNode(f"o{digest}")
    graph.add((annotation, OA.hasTarget, target))
    graph.add((target, RDF.type, OA.SpecificResource))
    graph.add((target, OA.hasSource, thing("article", article)))
    graph.add((target, OA.hasSelector, position))
    graph.add((position, RDF.type, OA.TextPositionSelector))
    graph.add((position, OA.start, Literal(span.start, datatype=XSD.nonNegativeInteger)))
    graph.add((position, OA.end, Literal(span.end, datatype=XSD.nonNegativeInteger)))
    if isinstance(selector, Quote):
        graph.add((target, OA.hasSelector, _add_quote(graph, BNode(f"q{digest}"), selector)))
        return
    stretch = BNode(f"r{digest}")
    graph.add((target, OA.hasSelector, stretch))
    graph.add((stretch, RDF.type, OA.RangeSelector))
    graph.add((stretch, OA.hasStartSelector, _add_quote(graph, BNode(f"a{digest}"), selector.first)))
    graph.add((stretch, OA.hasEndSelector, _add_quote(graph, BNode(f"z{digest}"), selector.last)))


def _add_quote(graph: Graph, node: BNode, quote: Quote) -> BNode:
    graph.add((node, RDF.type, OA.TextQuoteSelector))
    graph.add((node, OA.exact, Literal(quote.exact)))
    if quote.prefix:
        graph.add((node, OA.prefix, Literal(quote.prefix)))
    if quote.suffix:
        graph.add((node, OA.suffix, Literal(quote.suffix)))
    return node


def from_graph(graph: Graph) -> list[Evidence | Mention]:
    """The annotations in a graph, in the order of their articles and spans.

    Raises:
        ReadingError: a node lacks something or holds something of the wrong kind. The shapes say the same
            in more detail; run them first where the data may be broken.
    """
    items = [_read_evidence(graph, node) for node in graph.subjects(RDF.type, CQ.Evidence)]
    mentions = [_read_mention(graph, node) for node in graph.subjects(RDF.type, CQ.Mention)]
    return sorted([*items, *mentions], key=lambda item: (item.article, item.span, type(item).__name__))


def read_position(graph: Graph, node: Node) -> Position:
    """One position.

    Raises:
        ReadingError: it lacks holder, stance, target or date.
    """
    target = kind_and_slug(str(_one(graph, node, CQ.target)))
    if target is None:
        raise ReadingError(f"{node}: its cq:target is not a thing of ours")
    return Position(
        holder=_slug(graph, node, CQ.holder),
        stance=_slug(graph, node, CQ.stance),
        target=Thing(*target),
        stated_on=PartialDate(str(_one(graph, node, CQ.statedOn))),
        ascribed_by=next(iter(_slugs(graph, node, CQ.ascribedBy)), None),
        on_behalf_of=next(iter(_slugs(graph, node, CQ.onBehalfOf)), None),
        towards=_slugs(graph, node, CQ.towards),
        about=_slugs(graph, node, CQ.about),
        stated_at=_slugs(graph, node, CQ.statedAt),
        variant_of=_slugs(graph, node, CQ.variantOf),
    )


def _read_evidence(graph: Graph, node: Node) -> Evidence:
    article, span, selector = _read_target(graph, node)
    return Evidence(
        article=article,
        annotator=_slug(graph, node, DCTERMS.creator),
        span=span,
        selector=selector,
        position=read_position(graph, _one(graph, node, OA.hasBody)),
        rendering=_slug(graph, node, CQ.rendering),
        method=_method(graph, node),
        created=_created(graph, node),
        gloss=str(graph.value(node, RDFS.comment) or ""),
        confidence=_confidence(graph, node),
    )


def _read_mention(graph: Graph, node: Node) -> Mention:
    article, span, selector = _read_target(graph, node)
    body = kind_and_slug(str(_one(graph, node, OA.hasBody)))
    if body is None:
        raise ReadingError(f"{node}: its oa:hasBody is not a thing of ours")
    return Mention(
        article=article,
        annotator=_slug(graph, node, DCTERMS.creator),
        span=span,
        selector=selector,
        referent=Thing(*body),
        method=_method(graph, node),
        created=_created(graph, node),
        confidence=_confidence(graph, node),
    )


def _read_target(graph: Graph, node: Node) -> tuple[str, Span, Selector]:
    target = _one(graph, node, OA.hasTarget)
    try:
        found = [_read_selector(graph, selector) for selector in graph.objects(target, OA.hasSelector)]
    except ReadingError as error:
        raise ReadingError(f"{node}: a selector of its target is incomplete ({error})") from error
    span = next((item for item in found if isinstance(item, Span)), None)
    selector = next((item for item in found if not isinstance(item, Span)), None)
    if span is None or selector is None:
        raise ReadingError(f"{node}: needs offsets and quoted words in its target")
    return _slug(graph, target, OA.hasSource), span, selector


def _read_selector(graph: Graph, node: Node) -> Span | Selector:
    if (node, OA.start, None) in graph or (node, OA.end, None) in graph:
        return _read_span(graph, node)
    if (node, OA.exact, None) in graph:
        return _read_quote(graph, node)
    return QuoteRange(
        _read_quote(graph, _one(graph, node, OA.hasStartSelector)),
        _read_quote(graph, _one(graph, node, OA.hasEndSelector)),
    )


def _read_span(graph: Graph, node: Node) -> Span:
    try:
        return Span(int(str(_one(graph, node, OA.start))), int(str(_one(graph, node, OA.end))))
    except ValueError as error:
        raise ReadingError(f"{node}: {error}") from error


def _read_quote(graph: Graph, node: Node) -> Quote:
    return Quote(
        str(_one(graph, node, OA.exact)),
        str(graph.value(node, OA.prefix) or ""),
        str(graph.value(node, OA.suffix) or ""),
    )


def _one(graph: Graph, node: Node, predicate: URIRef) -> Node:
    value = graph.value(node, predicate)
    if value is None:
        raise ReadingError(f"{node}: has no {predicate}")
    return value


def _slug(graph: Graph, node: Node, predicate: URIRef) -> str:
    parsed = kind_and_slug(str(_one(graph, node, predicate)))
    if parsed is None:
        raise ReadingError(f"{node}: its {predicate} is not a thing of ours")
    return parsed[1]


def _slugs(graph: Graph, node: Node, predicate: URIRef) -> tuple[str, ...]:
    parsed = (kind_and_slug(str(value)) for value in graph.objects(node, predicate))
    return tuple(sorted(found[1] for found in parsed if found))


def _method(graph: Graph, node: Node) -> Method:
    return "hand" if _one(graph, node, CQ.method) == CQ.hand else "machine"


def _created(graph: Graph, node: Node) -> datetime.datetime:
    return datetime.datetime.fromisoformat(str(_one(graph, node, DCTERMS.created)))


def _confidence(graph: Graph, node: Node) -> float | None:
    value = graph.value(node, CQ.confidence)
    return None if value is None else float(str(value))
