"""SPARQL 1.1 Protocol 2.1.4, specifying an RDF dataset; each clause for each of the three ways of asking."""

import pytest

from protocol.asking import NTRIPLES, WAYS, column, complaint, rows
from protocol.invented import (
    ALL_GRAPHS,
    CALL,
    CONSTRUCT,
    COURIER,
    CQ,
    EVERYWHERE,
    HERALD,
    IN_COURIER,
    IN_HERALD,
    IN_MACHINE,
    MACHINE,
    NAMED_GRAPHS,
    NAMED_POSITIONS,
    NORLAND,
    POSITIONS,
    PROVENANCE,
    REFERENCE,
    UNKNOWN,
)

pytestmark = pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
COUNT_CALL = f"{CQ}SELECT (COUNT(*) AS ?n) {{ <{CALL}> a cq:Position }}"


def default(*graphs):
    """Parameters that make up a default graph."""
    return [("default-graph-uri", graph) for graph in graphs]


def among(*graphs):
    """Parameters that make up the named graphs."""
    return [("named-graph-uri", graph) for graph in graphs]


def clauses(text, *, after=POSITIONS):
    """A query with FROM clauses."""
    return after.replace(" { ", f" {text} WHERE {{ ", 1)


def test_2_1_4_without_a_dataset_the_default_graph_is_all_graphs_merged(endpoint, send):
    assert column(send(endpoint, POSITIONS)) == EVERYWHERE
    assert column(send(endpoint, NAMED_GRAPHS)) == ALL_GRAPHS
    # The same triple in three graphs is one triple of their merge.
    assert rows(send(endpoint, COUNT_CALL)) == [{"n": "1"}]


def test_2_1_4_one_default_graph(endpoint, send):
    assert column(send(endpoint, POSITIONS, default(COURIER))) == IN_COURIER
    assert column(send(endpoint, POSITIONS, default(MACHINE))) == IN_MACHINE


def test_2_1_4_a_default_graph_alone_leaves_no_named_graph(endpoint, send):
    assert column(send(endpoint, NAMED_GRAPHS, default(COURIER))) == []


def test_2_1_4_several_default_graphs_are_merged(endpoint, send):
    assert column(send(endpoint, POSITIONS, default(COURIER, HERALD))) == EVERYWHERE
    assert rows(send(endpoint, COUNT_CALL, default(COURIER, HERALD, MACHINE))) == [{"n": "1"}]


def test_2_1_4_the_same_graph_twice_is_the_graph_once(endpoint, send):
    assert column(send(endpoint, POSITIONS, default(COURIER, COURIER))) == IN_COURIER
    assert column(send(endpoint, NAMED_GRAPHS, among(COURIER, COURIER))) == [COURIER]


def test_2_1_4_named_graphs_alone_leave_the_default_graph_empty(endpoint, send):
    assert column(send(endpoint, POSITIONS, among(COURIER))) == []
    assert rows(send(endpoint, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", among(COURIER))) == [{"n": "0"}]


def test_2_1_4_one_named_graph(endpoint, send):
    assert column(send(endpoint, NAMED_GRAPHS, among(HERALD))) == [HERALD]
    assert column(send(endpoint, NAMED_POSITIONS, among(HERALD))) == IN_HERALD


def test_2_1_4_several_named_graphs(endpoint, send):
    assert column(send(endpoint, NAMED_GRAPHS, among(HERALD, COURIER))) == sorted([HERALD, COURIER])
    assert column(send(endpoint, NAMED_POSITIONS, among(HERALD, COURIER))) == EVERYWHERE


def test_2_1_4_default_and_named_graphs_together(endpoint, send):
    dataset = [*default(COURIER), *among(HERALD, MACHINE)]
    assert column(send(endpoint, POSITIONS, dataset)) == IN_COURIER
    assert column(send(endpoint, NAMED_GRAPHS, dataset)) == sorted([HERALD, MACHINE])
    assert column(send(endpoint, NAMED_POSITIONS, dataset)) == IN_HERALD


def test_2_1_4_a_graph_outside_the_dataset_cannot_be_named(endpoint, send):
    query = NAMED_POSITIONS.replace("?graph", f"<{HERALD}>")
    assert column(send(endpoint, query)) == IN_HERALD
    assert column(send(endpoint, query, among(COURIER))) == []
    assert column(send(endpoint, query, default(HERALD))) == []


def test_2_1_4_the_dataset_holds_at_every_depth(endpoint, send):
    query = (
        f"{CQ}SELECT ?position {{ {{ SELECT ?position {{ ?position a cq:Position }} }} "
        f"FILTER EXISTS {{ ?position a cq:Position }} }}"
    )
    assert column(send(endpoint, query, default(COURIER))) == IN_COURIER
    outside = f"ASK {{ FILTER EXISTS {{ GRAPH ?g {{ <{NORLAND}> ?p ?o }} }} }}"
    assert send(endpoint, outside).json()["boolean"] is True
    answer = send(endpoint, outside, default(REFERENCE))
    assert answer.json()["boolean"] is endpoint.differs("filter alone")
    beside = outside.replace("FILTER", "?a ?b ?c FILTER")
    assert send(endpoint, beside).json()["boolean"] is True
    assert send(endpoint, beside, default(REFERENCE)).json()["boolean"] is False


def test_2_1_4_the_dataset_holds_for_each_form_of_query(endpoint, send):
    ask = f"ASK {{ <{NORLAND}> ?p ?o }}"
    assert send(endpoint, ask, default(REFERENCE)).json()["boolean"] is True
    assert send(endpoint, ask, default(PROVENANCE)).json()["boolean"] is False
    construct = send(endpoint, CONSTRUCT, default(COURIER), Accept=NTRIPLES)
    assert len(construct.text.splitlines()) == len(IN_COURIER)
    describe = send(endpoint, f"DESCRIBE <{NORLAND}>", default(PROVENANCE), Accept=NTRIPLES)
    assert (describe.status_code, describe.text.strip()) == (200, "")


def test_2_1_4_from_in_the_query(endpoint, send):
    assert column(send(endpoint, clauses(f"FROM <{COURIER}>"))) == IN_COURIER
    assert column(send(endpoint, clauses(f"FROM <{COURIER}> FROM <{HERALD}>"))) == EVERYWHERE
    assert column(send(endpoint, clauses(f"FROM <{COURIER}>", after=NAMED_GRAPHS))) == []


def test_2_1_4_from_named_in_the_query(endpoint, send):
    text = f"FROM NAMED <{HERALD}> FROM NAMED <{COURIER}>"
    assert column(send(endpoint, clauses(text, after=NAMED_GRAPHS))) == sorted([HERALD, COURIER])
    assert column(send(endpoint, clauses(text))) == []
    both = f"FROM <{MACHINE}> FROM NAMED <{HERALD}>"
    assert column(send(endpoint, clauses(both))) == IN_MACHINE
    assert column(send(endpoint, clauses(both, after=NAMED_GRAPHS))) == [HERALD]


def test_2_1_4_the_dataset_of_the_request_wins_over_from(endpoint, send):
    assert column(send(endpoint, clauses(f"FROM <{HERALD}>"), default(COURIER))) == IN_COURIER


def test_2_1_4_the_dataset_of_the_request_wins_over_from_named(endpoint, send):
    query = clauses(f"FROM NAMED <{HERALD}>", after=NAMED_GRAPHS)
    assert column(send(endpoint, query, among(COURIER))) == [COURIER]
    # The request has no named graph, so there is none, whatever the query says.
    assert column(send(endpoint, query, default(COURIER))) == []


def test_2_1_4_named_graphs_of_the_request_win_over_from(endpoint, send):
    """The request specifies a whole dataset: its default graph is empty, not what FROM says."""
    assert column(send(endpoint, clauses(f"FROM <{HERALD}>"), among(COURIER))) == []


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", [UNKNOWN, f"{COURIER}/", COURIER.upper(), COURIER.replace("https", "http")])
def test_2_1_4_an_unknown_graph_in_the_request_is_refused_and_named(endpoint, send, name, graph):
    text = complaint(send(endpoint, POSITIONS, [("default-graph-uri", COURIER), (name, graph)]), 400, 403)
    assert graph in text


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_2_1_4_an_unknown_graph_in_the_query_is_refused_and_named(endpoint, send, clause):
    assert UNKNOWN in complaint(send(endpoint, clauses(f"{clause} <{UNKNOWN}>")), 400, 403)
    prefixed = f"PREFIX g: <{UNKNOWN.removesuffix('unknown')}> " + clauses(f"{clause} g:unknown")
    assert UNKNOWN in complaint(send(endpoint, prefixed), 400, 403)


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize(
    "value", ["", "relative", "not an IRI", f"<{COURIER}>", f" {COURIER}", "\0", "é" * 9_000]
)
def test_2_1_4_what_is_no_graph_iri_is_refused(endpoint, send, name, value):
    assert len(complaint(send(endpoint, POSITIONS, [(name, value)]), 400, 403)) < 2_000


def test_2_1_4_an_unknown_graph_inside_a_pattern_is_only_empty(endpoint, send):
    assert column(send(endpoint, NAMED_POSITIONS.replace("?graph", f"<{UNKNOWN}>"))) == []
