"""How good the annotator is, as the dataset tells it."""

from pathlib import Path

import pytest
from rdflib import Graph, URIRef

import communique.web
from communique.vocabulary import DQV, RDF, SDO, thing

DESCRIBE = (Path(communique.web.__file__).parent / "queries" / "describe.rq").read_text(encoding="utf-8")
MACHINE = thing("annotator", "machine")


@pytest.fixture
def described(real):
    answer = real.store.query(DESCRIBE, bindings={"thing": URIRef(MACHINE)})
    return Graph().parse(data=answer.serialise("application/n-triples"), format="nt")


def figures(graph):
    """Each measurement: its metric, its value and the bounds of it."""
    for node in graph.subjects(RDF.type, DQV.QualityMeasurement):
        values = [graph.value(node, name) for name in (DQV.value, SDO.minValue, SDO.maxValue)]
        yield str(graph.value(node, DQV.isMeasurementOf)).partition("#")[2], *map(float, values)


def test_the_annotator_is_looked_up_with_its_figures(described):
    found = {metric: value for metric, value, *_ in figures(described)}
    assert {"precision-of-full-position", "recall-of-full-position", "f1-of-full-position"} <= set(found)
    assert all(described.value(node, DQV.computedOn) == MACHINE for node in described.subjects(DQV.value))


def test_figures_fit_each_other(described):
    found = {metric: (value, low, high) for metric, value, low, high in figures(described)}
    for metric, (value, low, high) in found.items():
        assert 0 <= low <= value <= high <= 1, metric
    for metric in (name for name in found if name.startswith("f1-of-") and not name.endswith("overlap")):
        stage = metric.removeprefix("f1-of-")
        precision, recall = found[f"precision-of-{stage}"][0], found[f"recall-of-{stage}"][0]
        assert found[metric][0] == pytest.approx(2 * precision * recall / (precision + recall), abs=0.0002)
