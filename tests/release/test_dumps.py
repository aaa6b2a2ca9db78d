import pyoxigraph
import pytest
from rdflib import Graph

from communique.release.build import current_build


@pytest.fixture(scope="module")
def path(built):
    return current_build(built).path


def test_the_turtle_dump_holds_every_triple_once(built, path):
    triples = list(pyoxigraph.parse(path=path / "communique.ttl", format=pyoxigraph.RdfFormat.TURTLE))
    assert len(triples) == len(set(triples)) == current_build(built).triples
    assert len(Graph().parse(path / "communique.ttl")) == len(triples)


def test_the_trig_dump_holds_every_quad(built, path):
    quads = set(pyoxigraph.parse(path=path / "communique.trig", format=pyoxigraph.RdfFormat.TRIG))
    assert quads == set(pyoxigraph.parse(path=path / "dataset.nq", format=pyoxigraph.RdfFormat.N_QUADS))
    assert len(quads) == current_build(built).quads
