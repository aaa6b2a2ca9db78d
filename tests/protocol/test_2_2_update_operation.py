"""SPARQL 1.1 Protocol 2.2, update operation: the service is read-only and says so."""

import pytest

from protocol.asking import FORM, WAYS, column, complaint, encode, rows
from protocol.invented import ALL_GRAPHS, EVERYWHERE, NAMED_GRAPHS, POSITIONS

COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
UPDATES = {
    "insert data": "INSERT DATA { <https://example.org/s> <https://example.org/p> 1 }",
    "insert data into a graph": "INSERT DATA { GRAPH <https://example.org/g> { <a:s> <a:p> 1 } }",
    "delete data": "DELETE DATA { <https://example.org/s> <https://example.org/p> 1 }",
    "delete where": "DELETE WHERE { ?s ?p ?o }",
    "delete and insert": "DELETE { ?s ?p ?o } INSERT { ?o ?p ?s } WHERE { ?s ?p ?o }",
    "with": "WITH <https://example.org/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "load": "LOAD <http://127.0.0.1:9/data>",
    "load silently into": "LOAD SILENT <file:///etc/passwd> INTO GRAPH <https://example.org/g>",
    "clear": "CLEAR ALL",
    "drop": "DROP SILENT NAMED",
    "create": "CREATE GRAPH <https://example.org/g>",
    "add": "ADD DEFAULT TO <https://example.org/g>",
    "move": "MOVE <https://example.org/g> TO DEFAULT",
    "copy": "COPY DEFAULT TO <https://example.org/g>",
    "lower case": "delete where { ?s ?p ?o }",
    "after a prologue": "BASE <https://example.org/> PREFIX e: <> INSERT DATA { e:s e:p 1 }",
    "after a comment": "# SELECT * {}\nDROP ALL",
    "two at once": "CLEAR ALL ; INSERT DATA { <a:s> <a:p> 1 }",
    "escaped": "DR\\u004FP ALL",
}


@pytest.fixture(autouse=True)
def unchanged(endpoint):
    """The dataset is the same after each of these tests."""
    before = rows(endpoint.get(COUNT))
    yield
    assert rows(endpoint.get(COUNT)) == before
    assert column(endpoint.get(NAMED_GRAPHS)) == ALL_GRAPHS
    assert column(endpoint.get(POSITIONS)) == EVERYWHERE


@pytest.mark.parametrize("update", UPDATES.values(), ids=UPDATES)
def test_2_2_1_update_via_post_with_url_encoded_parameters_is_refused(endpoint, update):
    answer = endpoint.request("POST", content=encode([("update", update)]), headers={"Content-Type": FORM})
    assert "read-only" in complaint(answer, 400, 403)


@pytest.mark.parametrize(
    "content_type", ["application/sparql-update", "Application/SPARQL-Update; charset=utf-8"]
)
def test_2_2_2_update_via_post_directly_is_refused(endpoint, content_type):
    answer = endpoint.request("POST", content="DROP ALL", headers={"Content-Type": content_type})
    assert "read-only" in complaint(answer, 400, 403)


def test_2_2_update_must_be_post_by_get_it_is_refused(endpoint):
    answer = endpoint.request("GET", encode([("update", "DROP ALL")]))
    assert "read-only" in complaint(answer, 400, 403, 405)


def test_2_2_an_update_beside_a_query_is_refused(endpoint):
    both = encode([("query", "ASK {}"), ("update", "DROP ALL")])
    complaint(endpoint.request("GET", both), 400, 403)
    complaint(endpoint.request("POST", content=both, headers={"Content-Type": FORM}), 400, 403)
    direct = endpoint.request(
        "POST",
        encode([("update", "DROP ALL")]),
        content="ASK {}",
        headers={"Content-Type": "application/sparql-query"},
    )
    complaint(direct, 400, 403)


@pytest.mark.parametrize("name", ["using-graph-uri", "using-named-graph-uri"])
def test_2_2_3_the_dataset_of_an_update_belongs_to_no_query(endpoint, name):
    complaint(endpoint.get("ASK {}", [(name, ALL_GRAPHS[0])]), 400, 403)


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("update", UPDATES.values(), ids=UPDATES)
def test_2_2_an_update_sent_as_a_query_is_refused(endpoint, send, update):
    assert "read-only" in complaint(send(endpoint, update), 400, 403)


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(
    "text",
    [
        "ASK {} ; DROP ALL",
        "SELECT * {} DROP ALL",
        "DROP ALL ; SELECT * {}",
        "SELECT * { DELETE WHERE { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . LOAD <file:///etc/passwd> }",
        "INSERT",
        "LOAD",
    ],
)
def test_2_2_a_mixture_of_both_is_refused(endpoint, send, text):
    complaint(send(endpoint, text), 400, 403)


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
def test_2_2_the_words_of_updates_are_harmless_elsewhere(endpoint, send):
    query = (
        "PREFIX drop: <https://example.org/LOAD#> # DROP ALL ; INSERT DATA { <a:s> <a:p> 1 }\n"
        'SELECT ?insert ?delete { VALUES (?insert ?delete) { ("DELETE WHERE { ?s ?p ?o }"@en drop:CLEAR) } }'
    )
    assert rows(send(endpoint, query)) == [
        {"insert": "DELETE WHERE { ?s ?p ?o }", "delete": "https://example.org/LOAD#CLEAR"}
    ]
