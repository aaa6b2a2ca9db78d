"""How good an annotator is, as triples: one measurement for each stage and figure.

The terms are those of the Data Quality Vocabulary of the W3C; the bounds of an interval, for which it has
none, are those of schema.org. A measurement is named by a fragment of the annotator's own address, so that
it is looked up where the annotator is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from rdflib import Graph, Literal, Namespace, URIRef

from communique.annotator.measures.bootstrap import LEVEL, RESAMPLES
from communique.annotator.measures.measured import Figure, Measured, StageMeasured
from communique.graph.turtle import new_graph
from communique.vocabulary import DATASET, DCTERMS, DQV, RDF, RDFS, SDO, SKOS, XSD, thing

QUALITY_DIMENSIONS = Namespace("https://www.w3.org/2016/05/ldqd#")

_FIGURES = ("precision", "recall", "f1")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9.]+")


@dataclass(frozen=True, slots=True)
class Judged:
    """Who was judged by what."""

    annotator: str
    """Slug of the annotator."""
    version: str
    """Of the annotator."""
    reference: str
    """The part of the hand annotations that it was judged by, such as ``test``."""
    day: str
    """``YYYY-MM-DD``."""


def quality_graph(measured: Measured, judged: Judged) -> Graph:
    """The measurements of one version of an annotator on one part of the hand annotations."""
    graph = new_graph()
    for item in measured.stages:
        for name in _FIGURES:
            _add_metric(graph, item, name)
            _add_measurement(graph, item, name, measured, judged)
    return graph


def _add_metric(graph: Graph, item: StageMeasured, figure: str) -> None:
    node = _metric(item, figure)
    graph.add((node, RDF.type, DQV.Metric))
    graph.add((node, SKOS.prefLabel, Literal(f"{item.stage.name}: {_label(figure)}", lang="en")))
    graph.add((node, SKOS.definition, Literal(f"What must be equal: {item.stage.asks}.", lang="en")))
    graph.add((node, DQV.inDimension, QUALITY_DIMENSIONS.semanticAccuracy))
    graph.add((node, DQV.expectedDataType, XSD.decimal))


def _add_measurement(
    graph: Graph, item: StageMeasured, figure: str, measured: Measured, judged: Judged
) -> None:
    name = "-".join(_name(part) for part in (judged.version, judged.reference, item.stage.name, figure))
    node = URIRef(f"{thing('annotator', judged.annotator)}#{name}")
    found: Figure = getattr(item, figure)
    graph.add((node, RDF.type, DQV.QualityMeasurement))
    graph.add((node, DQV.isMeasurementOf, _metric(item, figure)))
    graph.add((node, DQV.computedOn, thing("annotator", judged.annotator)))
    graph.add((node, DQV.value, _share(found.value)))
    if found.interval:
        graph.add((node, SDO.minValue, _share(found.interval.low)))
        graph.add((node, SDO.maxValue, _share(found.interval.high)))
    graph.add((node, SDO.softwareVersion, Literal(judged.version)))
    graph.add((node, DCTERMS.created, Literal(judged.day, datatype=XSD.date)))
    graph.add((node, RDFS.comment, Literal(_counted(item, measured, judged), lang="en")))


def _counted(item: StageMeasured, measured: Measured, judged: Judged) -> str:
    counts = item.counts
    bounds = f" Bounds: {LEVEL:.0%} percentile bootstrap over articles, {RESAMPLES} resamples."
    return (
        f"Against the hand annotations of the part “{judged.reference}” ({len(measured.articles)} articles): "
        f"{counts.first_found} of {counts.first} items of the reference found, "
        f"{counts.second_found} of {counts.second} items of the annotator right."
        + (bounds if item.f1.interval else "")
    )


def _metric(item: StageMeasured, figure: str) -> URIRef:
    return URIRef(f"{DATASET}#{figure}-of-{_name(item.stage.name)}")


def _label(figure: str) -> str:
    return "F1" if figure == "f1" else figure


def _name(text: str) -> str:
    return _NOT_IN_NAMES.sub("-", text.lower()).strip("-")


def _share(value: float) -> Literal:
    return Literal(Decimal(f"{value:.4f}"))
