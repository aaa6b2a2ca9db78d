import pyoxigraph
import pytest
from rdflib import Graph

from communique.release.build import current_build
from communique.release.dumps import deterministic_turtle


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


def test_deterministic_turtle_follows_from_the_triples_alone(path):
    """Order and repetition make no difference; a single other triple does."""
    triples = list(pyoxigraph.parse(path=path / "communique.ttl", format=pyoxigraph.RdfFormat.TURTLE))
    written = deterministic_turtle(triples)
    assert written == (path / "communique.ttl").read_bytes()
    assert deterministic_turtle([*triples[::-1], triples[0]]) == written
    assert set(pyoxigraph.parse(written, format=pyoxigraph.RdfFormat.TURTLE)) == set(triples)
    assert deterministic_turtle(triples[1:]) != written
