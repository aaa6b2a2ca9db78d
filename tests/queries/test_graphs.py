"""Canned queries whose answer is a graph."""

from rdflib import RDF, Graph
from rdflib.namespace import DCTERMS, SDO

from communique.vocabulary import CQ, OA, thing
from sample.workspace import ACCORD, COURIER, HERALD

KEY = {"holder": "anna-berg", "stance": "calls-for", "target": f"provision/{ACCORD}/1", "date": "2021-06-10"}


def _graph(dataset, **values):
    answer = dataset.answer("position-graph", values)
    return Graph().parse(data=answer.serialise("application/n-triples"), format="nt")


def test_a_position_comes_with_all_its_evidence(asked):
    """Berg's call has three annotations: one in the Herald, two of the same words in the Courier."""
    graph = _graph(asked, **KEY)
    call = thing("position", f"anna-berg/calls-for/{ACCORD}.1/2021-06-10")
    assert graph.value(call, CQ.onBehalfOf) == thing("actor", "norland")
    evidence = set(graph.subjects(OA.hasBody, call))
    assert len(evidence) == 3
    places = {graph.value(item, OA.hasTarget): item for item in evidence}
    assert {graph.value(place, OA.hasSource) for place in places} == {
        thing("article", HERALD),
        thing("article", COURIER),
    }
    assert {str(graph.value(item, DCTERMS.creator)).rpartition("/")[2] for item in evidence} == {
        "first-reader",
        "machine",
    }
    assert {str(words) for words in graph.objects(None, OA.exact)} == {
        "ferries must run",
        "Let the ferries",
        "said Berg",
    }
    assert {int(str(start)) for start in graph.objects(None, OA.start)} == {100, 300}
    assert len(list(graph.objects(None, SDO.headline))) == 2


def test_nothing_else_comes_with_it(asked):
    graph = _graph(asked, **KEY)
    assert len(list(graph.subjects(RDF.type, CQ.Position))) == 1
    assert not list(graph.subjects(RDF.type, CQ.Mention))
    assert len(_graph(asked, **{**KEY, "stance": "denies"})) == 0
