"""A store whose queries run in a pool, compared with the same dataset asked directly."""

import pytest
from rdflib import Literal, URIRef

from communique.release.build import current_build
from communique.store.protocol import (
    Form,
    MemoryLimitError,
    NotAcceptableError,
    QueryError,
    QuerySyntaxError,
)
from communique.store.workers.pool import PoolSettings, QueryPool
from communique.store.workers.pooled import PooledStore
from communique.vocabulary import PROVENANCE_GRAPH
from store.workers.asking import MEMORY_BOMB

NAMES = "SELECT ?s ?name { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?name } ORDER BY ?s ?name"


@pytest.fixture(scope="module")
def pooled(loop, supervisor, built, store):
    pool = QueryPool(supervisor, PoolSettings(1, 60.0))
    loop.do(pool.start())
    yield PooledStore(pool, current_build(built).version, store.graphs)
    loop.do(pool.close())


def test_it_is_the_same_dataset(pooled, store):
    assert pooled.version == store.version
    assert pooled.graphs == store.graphs
    rows = pooled.query(NAMES).rows()
    assert len(rows) > 5
    assert rows == store.query(NAMES).rows()


def test_unbound_values_are_missing_and_blank_nodes_are_marked(pooled):
    text = 'SELECT ?a ?b ?c { BIND(BNODE() AS ?a) BIND("é"@hy AS ?b) OPTIONAL { <a:none> <a:none> ?c } }'
    answer = pooled.query(text)
    assert answer.variables == ["a", "b", "c"]
    (row,) = answer.rows()
    assert row["a"].startswith("_:")
    assert row["b"] == "é"
    assert "c" not in row


@pytest.mark.parametrize("media_type", ["text/csv", "application/sparql-results+json"])
def test_tables_are_written_by_the_engine(pooled, store, media_type):
    assert pooled.query(NAMES).serialise(media_type) == store.query(NAMES).serialise(media_type)


def test_forms(pooled):
    assert pooled.query("ASK {}").form is Form.boolean
    assert pooled.query("ASK {}").variables == []
    assert pooled.query("SELECT (1 AS ?x) {}").form is Form.table
    graph = pooled.query("CONSTRUCT { <a:a> <a:b> 1 } {}")
    assert graph.form is Form.graph
    assert graph.serialise("application/n-triples").startswith(b"<a:a> <a:b> ")
    with pytest.raises(QueryError, match="only a SELECT"):
        graph.rows()
    with pytest.raises(QueryError, match="only a SELECT"):
        pooled.query("ASK {}").rows()
    with pytest.raises(NotAcceptableError):
        graph.serialise("text/csv")
    with pytest.raises(NotAcceptableError):
        pooled.query("ASK {}").serialise("text/turtle")


def test_values_are_bound_as_terms(pooled):
    rows = pooled.query(
        "SELECT ?x ?y {}", bindings={"x": URIRef("a:b"), "y": Literal('"}', lang="en")}
    ).rows()
    assert rows == [{"x": "a:b", "y": '"}'}]


def test_graphs_are_chosen(pooled, store):
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    for choice in (
        {"default_graphs": [PROVENANCE_GRAPH]},
        {"named_graphs": [PROVENANCE_GRAPH]},
        {"default_graphs": sorted(store.graphs)[:2]},
    ):
        assert pooled.query(text, **choice).rows() == store.query(text, **choice).rows()
    assert pooled.query(text, named_graphs=[PROVENANCE_GRAPH]).rows() == [{"n": "0"}]


def test_errors_come_when_the_answer_is_read(pooled):
    answer = pooled.query("SELECT * {")
    with pytest.raises(QuerySyntaxError):
        answer.rows()
    hungry = pooled.query(MEMORY_BOMB.text)
    with pytest.raises(MemoryLimitError):
        hungry.rows()
    assert pooled.query("SELECT (1 AS ?x) {}").rows() == [{"x": "1"}]
