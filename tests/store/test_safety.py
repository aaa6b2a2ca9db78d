import pytest

from communique.store.protocol import Form, QueryRefusedError, QuerySyntaxError
from communique.store.safety import QUERY_SIZE_LIMIT, check, unbindable

GRAPHS = frozenset({"https://example.org/known"})


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT ?where { ?s ?p ?o } }",
        "SELECT * { S\\u0045RVICE <http://example.org/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o { SELECT * { OPTIONAL { SERVICE <http://example.org/> { ?a ?b ?c } } } } }",
        "ASK { FILTER EXISTS { SERVICE <http://example.org/> { ?s ?p ?o } } }",
        "ASK { FILTER(1 = 2 || NOT EXISTS { {} UNION { SERVICE <http://example.org/> { ?s ?p ?o } } }) }",
        "SELECT (EXISTS { SERVICE <http://example.org/> { ?s ?p ?o } } AS ?e) {}",
        "SELECT ?s { ?s ?p ?o } GROUP BY ?s HAVING (EXISTS { SERVICE <http://example.org/> { ?s ?p ?o } })",
        "CONSTRUCT { ?s ?p ?o } WHERE { { ?s ?p ?o MINUS { SERVICE <http://example.org/> { ?s ?p ?o } } } }",
        "select * { graph ?g { service <http://example.org/> { ?s ?p ?o } } }",
    ],
)
def test_service_is_refused_at_any_depth(text):
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        check(text, GRAPHS)


def test_service_is_refused_behind_an_escape_that_parsers_read_differently():
    hidden = (
        r'SELECT * { BIND("a\u005C" AS ?x) SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } '
        r'BIND("|| true AS ?y) } #" AS ?r) }'
    )
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        check(hidden, frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://example.org/>",
        "DROP ALL",
    ],
)
def test_updates_are_refused(text):
    with pytest.raises(QueryRefusedError, match="read-only"):
        check(text, GRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <https://example.org/other> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }",
        "PREFIX e: <https://example.org/> SELECT * FROM e:other { ?s ?p ?o }",
        "DESCRIBE <a:a> FROM <http://example.org/>",
        "SELECT * FROM <relative> { ?s ?p ?o }",
    ],
)
def test_unknown_graphs_are_refused(text):
    with pytest.raises(QueryRefusedError, match="no graph"):
        check(text, GRAPHS)


def test_known_graphs_pass():
    assert check("PREFIX e: <https://example.org/> SELECT * FROM e:known { ?s ?p ?o }", GRAPHS) is Form.table
    with pytest.raises(QueryRefusedError):
        check("ASK {}", GRAPHS, ["https://example.org/other"])


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * { ?s ?p 'SERVICE <http://example.org/> { DELETE' } # INSERT DATA", Form.table),
        ("ASK {}", Form.boolean),
        ("CONSTRUCT WHERE { ?s ?p ?o }", Form.graph),
        ("DESCRIBE <a:a>", Form.graph),
    ],
)
def test_words_alone_refuse_nothing(text, form):
    assert check(text, GRAPHS) is form


@pytest.mark.parametrize(
    ("text", "line"), [("SELECT * {\n?s ?p ?o", 2), ("SELEC * {}", 1), ("", 1), ("\nSELECT ? {}", 2)]
)
def test_syntax_errors_have_a_position(text, line):
    with pytest.raises(QuerySyntaxError) as caught:
        check(text, GRAPHS)
    assert caught.value.line == line
    assert caught.value.column is not None


def test_what_would_choke_the_parser_is_refused():
    with pytest.raises(QueryRefusedError, match="nested"):
        check("SELECT * " + "{" * 500 + "}" * 500, GRAPHS)
    with pytest.raises(QueryRefusedError, match="limit"):
        check("#" * (QUERY_SIZE_LIMIT + 1), GRAPHS)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("SELECT ?x { ?x ?p ?o }", []),
        ("SELECT * { ?x ?p ?o }", []),
        ("SELECT ?o { ?x ?p ?o }", ["x"]),
        ("SELECT ?x { { SELECT ?o { ?x ?p ?o } } }", ["x"]),
        ("SELECT ?x { { SELECT ?x ?o { ?x ?p ?o } } }", []),
        ("SELECT ?x { { SELECT ?o { ?s ?p ?o } } }", []),
        ("SELECT ?x { ?s ?p ?o FILTER(!BOUND(?x) || ?s = ?x) }", ["x"]),
        ("SELECT ?x { ?s ?p ?o BIND(?x AS ?y) }", ["x"]),
        ("SELECT ?x { ?s ?p ?o BIND(EXISTS { ?s ?p ?x } AS ?y) }", []),
        ("SELECT (COUNT(*) AS ?x) { ?s ?p ?o }", ["x"]),
    ],
)
def test_variables_that_cannot_be_bound_are_found(text, lost):
    assert unbindable(text, ["x"]) == lost
