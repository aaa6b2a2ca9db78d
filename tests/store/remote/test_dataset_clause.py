"""Taking FROM out of a query."""

import pytest

from communique.store.protocol import QuerySyntaxError
from communique.store.remote.dataset_clause import split_dataset_clause
from communique.store.tokens import tokens_of


def split(text):
    return split_dataset_clause(tokens_of(text))


def test_a_query_without_from_chooses_nothing():
    clause = split("SELECT ?from { ?from ?p 'FROM <x>' } # FROM <y>")
    assert clause.text(()) == "SELECT ?from { ?from ?p 'FROM <x>' } # FROM <y>"
    assert (clause.default_graphs, clause.named_graphs, clause.names_graphs) == (None, None, False)


def test_graphs_are_read_and_their_names_resolved():
    clause = split(
        "BASE <http://x/y/> PREFIX g: <graph/> PREFIX : <urn:z:>\n"
        r"SELECT * FROM <a> FROM NAMED g:b\-c from named :d FROM <http://w/e> { GRAPH ?g { ?s ?p ?o } }"
    )
    assert clause.default_graphs == ("http://x/y/a", "http://w/e")
    assert clause.named_graphs == ("http://x/y/graph/b-c", "urn:z:d")
    assert clause.names_graphs
    assert "FROM" not in clause.text(()).upper()
    assert " ".join(clause.text(()).split()) == (
        "BASE <http://x/y/> PREFIX g: <graph/> PREFIX : <urn:z:> SELECT * { GRAPH ?g { ?s ?p ?o } }"
    )


def test_what_is_relative_gets_the_base_that_all_stores_share():
    assert split("ASK { <a> ?p 'x'@from }").text(()) == (
        "BASE <https://w3id.org/communique/> ASK { <a> ?p 'x'@from }"
    )
    assert split("ASK FROM <g> {}").default_graphs == ("https://w3id.org/communique/g",)
    assert split("ASK { <urn:a> <http://b/c> 'd' }").text(()) == "ASK { <urn:a> <http://b/c> 'd' }"
    own = split("BASE <http://x/y> ASK { <a> ?p GRAPH <urn:g> {} }").text(["urn:g"])
    assert own == "BASE <http://x/y> ASK { <a> ?p GRAPH <urn:g> {} }"
    assert split("BASE <x/> ASK { <a> ?p ?o }").text(()) == (
        "BASE <https://w3id.org/communique/x/> ASK { <a> ?p ?o }"
    )


def test_from_of_one_kind_leaves_the_other_empty():
    assert split("ASK FROM <urn:a> {}").named_graphs == ()
    assert split("ASK FROM NAMED <urn:a> {}").default_graphs == ()


def test_a_graph_that_was_not_chosen_is_nowhere():
    clause = split("PREFIX g: <urn:> ASK { GRAPH <urn:a> { } GRAPH g:b { } GRAPH ?c { } graph<urn:d>{ } }")
    written = " ".join(clause.text(["urn:a", "urn:d"]).split())
    none = "<https://w3id.org/communique/graph/none>"
    assert written == (
        f"PREFIX g: <urn:> ASK {{ GRAPH <urn:a> {{ }} GRAPH {none} {{ }} GRAPH ?c {{ }} graph <urn:d>{{ }} }}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "ASK { GRAPH { } }",
        "ASK { GRAPH 'x' { } }",
        "ASK FROM",
        "ASK FROM ?x {}",
        "ASK FROM unknown:x {}",
        "ASK FROM NAMED {}",
    ],
)
def test_from_without_a_graph_is_no_query(text):
    with pytest.raises(QuerySyntaxError):
        split(text)
