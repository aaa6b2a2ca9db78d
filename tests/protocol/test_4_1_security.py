"""SPARQL 1.1 Protocol 4.1, security: no query makes the service call another one or open a file."""

import pytest

from protocol.asking import WAYS, by_get, complaint, directly, rows
from protocol.invented import COURIER, POSITIONS

SERVICE = "SERVICE <{trap}> {{ ?s ?p ?o }}"
CALLS = {
    "plain": "SELECT * {{ %s }}",
    "silent": "SELECT * {{ SERVICE SILENT <{trap}> {{ ?s ?p ?o }} }}",
    "lower case": "SELECT * {{ service <{trap}> {{ ?s ?p ?o }} }}",
    "mixed case": "SELECT * {{ SeRvIcE sIlEnT <{trap}> {{ ?s ?p ?o }} }}",
    "without blanks": "SELECT*{{SERVICE<{trap}>{{?s ?p ?o}}}}",
    "comments between": "SELECT * {{ SERVICE # a comment\n <{trap}> # another\n {{ ?s ?p ?o }} }}",
    "by a variable": "SELECT * {{ VALUES ?where {{ <{trap}> }} SERVICE ?where {{ ?s ?p ?o }} }}",
    "by a bound variable": "SELECT * {{ BIND(IRI('{trap}') AS ?w) SERVICE SILENT ?w {{ ?s ?p ?o }} }}",
    "by a prefix": "PREFIX t: <{trap}> SELECT * {{ SERVICE t: {{ ?s ?p ?o }} }}",
    "by a base": "BASE <{trap}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "in OPTIONAL": "SELECT * {{ OPTIONAL {{ %s }} }}",
    "in UNION": "SELECT * {{ {{ ?a ?b ?c }} UNION {{ %s }} }}",
    "in MINUS": "SELECT * {{ ?s ?p ?o MINUS {{ %s }} }}",
    "in GRAPH": "SELECT * {{ GRAPH ?g {{ %s }} }}",
    "in a named GRAPH": f"SELECT * {{{{ GRAPH <{COURIER}> {{{{ %s }}}} }}}}",
    "in a sub-select": "SELECT * {{ {{ SELECT ?s {{ %s }} }} }}",
    "in a sub-select of a sub-select": "SELECT * {{ {{ SELECT * {{ {{ SELECT ?s {{ %s }} }} }} }} }}",
    "in EXISTS": "SELECT * {{ ?a ?b ?c FILTER EXISTS {{ %s }} }}",
    "in NOT EXISTS": "SELECT * {{ ?a ?b ?c FILTER NOT EXISTS {{ %s }} }}",
    "in EXISTS of an expression": "SELECT (EXISTS {{ %s }} AS ?e) {{}}",
    "in EXISTS of a function": "ASK {{ FILTER(IF(COALESCE(EXISTS {{ %s }}, false), true, 1 = 2)) }}",
    "in EXISTS of BIND": "SELECT * {{ BIND(NOT EXISTS {{ %s }} AS ?e) }}",
    "in EXISTS of ORDER BY": "SELECT * {{ ?a ?b ?c }} ORDER BY (EXISTS {{ %s }})",
    "in EXISTS of GROUP BY": "SELECT ?e {{ ?a ?b ?c }} GROUP BY (EXISTS {{ %s }} AS ?e)",
    "in EXISTS of HAVING": "SELECT ?a {{ ?a ?b ?c }} GROUP BY ?a HAVING (EXISTS {{ %s }})",
    "in EXISTS of an aggregate": "SELECT (SUM(IF(EXISTS {{ %s }}, 1, 0)) AS ?n) {{ ?a ?b ?c }}",
    "in a filter of OPTIONAL": "SELECT * {{ ?a ?b ?c OPTIONAL {{ ?c ?d ?e FILTER EXISTS {{ %s }} }} }}",
    "in ASK": "ASK {{ %s }}",
    "in CONSTRUCT": "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ %s }}",
    "in DESCRIBE": "DESCRIBE ?s WHERE {{ %s }}",
    "spelled with an escape": "SELECT * {{ S\\u0045RVICE <{trap}> {{ ?s ?p ?o }} }}",
    "spelled with a long escape": "SELECT * {{ \\U00000053ERVICE <{trap}> {{ ?s ?p ?o }} }}",
    "spelled with escapes": "SELECT * {{ S\\u0045\\u0052V\\U00000049CE <{trap}> {{ ?s ?p ?o }} }}",
    "with a deadly branch before": "SELECT * {{ {{ FILTER(false) }} {{ %s }} }}",
}


def told(text, trap):
    """A query with the address of the trap."""
    return text.replace("%s", SERVICE).format(trap=trap.address)


@pytest.mark.parametrize("send", [by_get, directly])
@pytest.mark.parametrize("text", CALLS.values(), ids=CALLS)
def test_4_1_service_is_refused_wherever_it_stands(endpoint, trap, send, text):
    answer = send(endpoint, told(text, trap))
    assert "SERVICE" in complaint(answer, 400, 403)
    assert trap.was_called() is False


def test_4_1_service_in_service_is_refused(endpoint, trap):
    """Parsers differ in what they complain of first: the outer, the inner, or the depth."""
    inner = f"SERVICE <{trap.address}> {{ ?s ?p ?o }}"
    complaint(endpoint.get(f"SELECT * {{ SERVICE SILENT <{trap.address}> {{ {inner} }} }}"), 400, 403)
    assert trap.was_called() is False


def test_4_1_an_escape_that_ends_a_string_does_not_smuggle_a_service(endpoint, trap):
    """Query Language 19.2: escapes are read before the grammar, so that this string ends where they say."""
    query = f'ASK {{ FILTER("\\u0022 = "a") SERVICE SILENT <{trap.address}> {{ ?s ?p ?o }} }} #"'
    answer = endpoint.get(query)
    assert answer.status_code in (200, 400, 403)
    assert trap.was_called() is False


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_4_1_a_dataset_parameter_fetches_nothing(endpoint, trap, send, name):
    for graph in (trap.address, "file:///etc/passwd", "ftp://127.0.0.1/x", "data:text/turtle,"):
        assert graph in complaint(send(endpoint, POSITIONS, [(name, graph)]), 400, 403)
    assert trap.was_called() is False


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED", "from named"])
def test_4_1_from_fetches_nothing(endpoint, trap, send, clause):
    for graph in (trap.address, "file:///etc/passwd", "ftp://127.0.0.1/x"):
        query = f"SELECT * {clause} <{graph}> WHERE {{ ?s ?p ?o }}"
        assert graph in complaint(send(endpoint, query), 400, 403)
    for query in (f"ASK {clause} <{trap.address}> {{}}", f"DESCRIBE <a:a> {clause} <{trap.address}>"):
        complaint(send(endpoint, query), 400, 403)
    assert trap.was_called() is False


def test_4_1_graph_and_describe_fetch_nothing(endpoint, trap):
    assert rows(endpoint.get(f"SELECT * {{ GRAPH <{trap.address}> {{ ?s ?p ?o }} }}")) == []
    assert rows(endpoint.get("SELECT * { GRAPH <file:///etc/passwd> { ?s ?p ?o } }")) == []
    assert endpoint.get(f"DESCRIBE <{trap.address}>").status_code == 200
    assert trap.was_called() is False


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
def test_4_1_load_fetches_nothing(endpoint, trap, send):
    for text in (f"LOAD <{trap.address}>", f"LOAD SILENT <{trap.address}> INTO GRAPH <{COURIER}>"):
        complaint(send(endpoint, text), 400, 403)
    assert trap.was_called() is False


@pytest.mark.parametrize("send", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize(
    "query",
    [
        'SELECT ("SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }" AS ?x) {}',
        "SELECT ('''\nSERVICE <http://127.0.0.1:9/>\n{ } LOAD <x>''' AS ?x) {}",
        'SELECT ("word"@service AS ?x) {}',
        "SELECT ?x { BIND(1 AS ?x) } # SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } LOAD <x>",
        "SELECT (<https://example.org/SERVICE/LOAD> AS ?x) {}",
        "SELECT ?x { VALUES (?x ?service ?LOAD ?SERVICE) { (1 2 3 4) } }",
        "PREFIX service: <https://example.org/> PREFIX load: <a:> SELECT (service:SERVICE AS ?x) {}",
        "SELECT ?x { BIND(1 AS ?x) OPTIONAL { _:service <a:service> _:LOAD } }",
    ],
)
def test_4_1_the_word_service_is_harmless_elsewhere(endpoint, send, query):
    assert len(rows(send(endpoint, query))) == 1


def test_4_1_a_refusal_does_not_tell_whether_a_port_is_open(endpoint, trap):
    """An answer that differed would let a stranger look around behind the firewall."""
    opened = endpoint.get(f"SELECT * {{ SERVICE <{trap.address}> {{ ?s ?p ?o }} }}")
    closed = endpoint.get("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert (opened.status_code, opened.text) == (closed.status_code, closed.text)
