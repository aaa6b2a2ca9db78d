"""SPARQL 1.1 Protocol 2.3, determining the base IRI."""

from urllib.parse import urlsplit

import pytest

from protocol.asking import WAYS, complaint, rows
from protocol.invented import COURIER, POSITIONS

pytestmark = pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)


def test_2_3_base_in_the_query_resolves_relative_iris(endpoint, send):
    query = "BASE <https://example.org/a/b> SELECT (<c> AS ?x) (<../d> AS ?y) (<#e> AS ?z) {}"
    (row,) = rows(send(endpoint, query))
    assert row == {
        "x": "https://example.org/a/c",
        "y": "https://example.org/d",
        "z": "https://example.org/a/b#e",
    }


def test_2_3_base_in_the_query_resolves_prefixes_and_graphs(endpoint, send):
    stem, _, name = COURIER.rpartition("/")
    query = f"BASE <{stem}/> " + POSITIONS.replace(" { ", f" FROM <{name}> WHERE {{ ", 1)
    assert len(rows(send(endpoint, query))) == 3
    prefixed = "BASE <https://example.org/a/> PREFIX p: <b/> SELECT (p:c AS ?x) {}"
    assert rows(send(endpoint, prefixed)) == [{"x": "https://example.org/a/b/c"}]


def test_2_3_the_service_must_define_a_base_of_its_own(endpoint, send):
    (row,) = rows(send(endpoint, "SELECT (<relative> AS ?x) (<> AS ?y) {}"))
    base = urlsplit(row["y"])
    assert base.scheme in ("http", "https")
    assert base.netloc
    assert row["x"] == f"{base.scheme}://{base.netloc}{base.path.rpartition('/')[0]}/relative"


def test_2_3_the_base_of_the_service_is_the_same_for_each_way_of_asking(endpoint, send):
    query = "SELECT (<relative> AS ?x) {}"
    assert rows(send(endpoint, query)) == rows(endpoint.get(query))


def test_2_3_a_relative_graph_is_an_unknown_graph(endpoint, send):
    complaint(send(endpoint, "SELECT * FROM <relative> { ?s ?p ?o }"), 400, 403)
