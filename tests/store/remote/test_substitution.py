"""Values in the text of a query, compared with what the engine makes of the same values."""

import json
import re

import pyoxigraph
import pytest
from rdflib import RDF, XSD, Literal, URIRef

from communique.store.canned import bind, load_catalogue
from communique.store.protocol import Form, QueryError
from communique.store.remote.substitution import substitute, written_term
from communique.store.safety import unbindable
from sample.workspace import REPOSITORY
from store.remote.comparing import rows

QUERIES = sorted([*(REPOSITORY / "queries").glob("*.rq"), *(REPOSITORY / "service").rglob("*.rq")])
CATALOGUE = load_catalogue(sorted((REPOSITORY / "queries").glob("*.rq")))
NASTY = [
    'a"b',
    "a'b",
    "a\\",
    '\\" . } #',
    "\\u0022 . ?x ?y ?z",
    "\"\"\" ' '''",
    "a\nb\rc\td",
    "} UNION { ?s ?p ?o } {",
    "?s $p",
    "# comment",
    "<urn:x>",
    "\u0001\u2028é名😀",
    "",
    "x" * 100_000,
]
X, Y = URIRef("urn:x"), URIRef("urn:y")


def first_iris(store, text):
    """For each column of a table the IRI that stands in it first."""
    if store.query(text).form is not Form.table:
        return {}
    table = json.loads(store.query(text).serialise("application/sparql-results+json"))
    found = {}
    for row in table["results"]["bindings"]:
        for name, term in row.items():
            if term["type"] == "uri":
                found.setdefault(name, term["value"])
    return found


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_value_in_the_text_answers_like_a_value_bound(real, path):
    """Each column of each query in turn, with the value that it has in the first answer that has one."""
    text = path.read_text(encoding="utf-8")
    limited = re.search(r"\bLIMIT\b", text) and not re.search(r"\bORDER BY\b", text)
    for name, value in first_iris(real, text).items():
        if unbindable(text, [name]):
            continue
        try:
            written = substitute(text, {name: URIRef(value)})
        except QueryError:
            continue  # the query computes it
        bound = rows(real.query(text, bindings={name: URIRef(value)}))
        assert bound
        answer = rows(real.query(written))
        assert (len(answer), answer if not limited else bound) == (len(bound), bound)


@pytest.mark.parametrize("name", CATALOGUE.queries)
def test_the_examples_of_canned_queries_answer_the_same(real, real_things, name):
    query = CATALOGUE.queries[name]
    values = {item.name: item.example for item in query.parameters if item.example}
    bound = bind(query.parameters, values, real_things)
    ours, theirs = real.query(query.text, bindings=bound), real.query(substitute(query.text, bound))
    if ours.form is Form.graph:
        lines = [set(answer.serialise("application/n-triples").splitlines()) for answer in (ours, theirs)]
        assert lines[0] == lines[1]
    else:
        assert rows(ours) == rows(theirs)


def test_a_description_is_the_same(real):
    text = (REPOSITORY / "service/communique/web/queries/describe.rq").read_text(encoding="utf-8")
    thing = URIRef("https://w3id.org/communique/id/actor/sergey-lavrov")
    bound = real.query(text, bindings={"thing": thing}).serialise("application/n-triples")
    written = real.query(substitute(text, {"thing": thing})).serialise("application/n-triples")
    assert sorted(bound.splitlines()) == sorted(written.splitlines())
    assert len(bound.splitlines()) > 5


@pytest.fixture
def nasty():
    store = pyoxigraph.Store()
    for number, text in enumerate(NASTY):
        node, value = pyoxigraph.NamedNode(f"urn:{number}"), pyoxigraph.Literal(text)
        store.add(pyoxigraph.Quad(node, pyoxigraph.NamedNode("urn:says"), value))
    return store


@pytest.mark.parametrize("number", range(len(NASTY)))
def test_a_value_stays_a_value(nasty, number):
    """Each finds itself and nothing else: as an object, in a filter, in a projection."""
    value = Literal(NASTY[number])
    for text in (
        "SELECT ?s ?x { ?s <urn:says> ?x }",
        "SELECT ?s ?x { ?s <urn:says> ?o FILTER(?o = ?x) }",
        "SELECT ?s ?x { ?s <urn:says> ?o FILTER(STRLEN(?o) = STRLEN(?x) && STRSTARTS(?o, ?x)) }",
        "SELECT ?s ?x { ?s <urn:says> ?o FILTER(?o IN (?x)) } GROUP BY ?s ?x ORDER BY ?x",
    ):
        solutions = list(nasty.query(substitute(text, {"x": value})))
        assert [(row["s"].value, row["x"].value) for row in solutions] == [(f"urn:{number}", NASTY[number])]


@pytest.mark.parametrize(
    "iri", ["urn:x> ?p ?o . <urn:y", "urn:a b", 'urn:"', "urn:x\\u003E", "no-scheme", "", "urn:{x}"]
)
def test_what_is_no_iri_is_not_written(iri):
    with pytest.raises(QueryError, match="no RDF term"):
        written_term(URIRef(iri))


@pytest.mark.parametrize(
    ("literal", "written"),
    [
        (Literal(5), f'"5"^^<{XSD.integer}>'),
        (Literal("2023-07", datatype=XSD.gYearMonth), f'"2023-07"^^<{XSD.gYearMonth}>'),
        (Literal("a", lang="en"), '"a"@en'),
        (Literal("a", datatype=XSD.string), '"a"'),
    ],
)
def test_literals_keep_type_and_language(literal, written):
    assert written_term(literal) == written


@pytest.mark.parametrize("text", ["a\ud800", "\udfff"])
def test_half_a_character_is_not_written(text):
    with pytest.raises(QueryError):
        written_term(Literal(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?x ?z { ?x ?p ?z }", "SELECT (<urn:x> AS ?x) ?z { <urn:x> ?p ?z }"),
        ("SELECT $x { $x ?p '?x' } # ?x", "SELECT (<urn:x> AS ?x) { <urn:x> ?p '?x' } # ?x"),
        ("SELECT ?xx { ?xx ?x ?x1 }", "SELECT ?xx { ?xx <urn:x> ?x1 }"),
        ("SELECT * { ?x ?p ?o }", "SELECT * { <urn:x> ?p ?o  BIND(<urn:x> AS ?x)}"),
        (
            "ASK { ?s ?p ?x FILTER(!BOUND( ?x ) || BOUND(?s)) }",
            "ASK { ?s ?p <urn:x> FILTER(!true || BOUND(?s)) }",
        ),
        ("DESCRIBE ?x ?z { ?x ?p ?z }", "DESCRIBE <urn:x> ?z { <urn:x> ?p ?z }"),
        ("CONSTRUCT { ?x ?p ?o } WHERE { ?x ?p ?o }", "CONSTRUCT { <urn:x> ?p ?o } WHERE { <urn:x> ?p ?o }"),
        (
            "SELECT ?x (COUNT(?o) AS ?n) { ?x ?p ?o } GROUP BY ?x HAVING(COUNT(?x) > 0) ORDER BY DESC(?x)",
            "SELECT (<urn:x> AS ?x) (COUNT(?o) AS ?n) { <urn:x> ?p ?o } GROUP BY (STR(<urn:x>)) "
            "HAVING(COUNT(<urn:x>) > 0) ORDER BY DESC(<urn:x>)",
        ),
        (
            "SELECT ?x ?o { ?x ?p ?o { SELECT ?x ?o { ?x ?q ?o } GROUP BY ?x ?o } }",
            "SELECT (<urn:x> AS ?x) ?o "
            "{ <urn:x> ?p ?o { SELECT  ?o { <urn:x> ?q ?o } GROUP BY (STR(<urn:x>)) ?o } }",
        ),
        (
            "SELECT ?o { ?s ?p ?o { SELECT DISTINCT ?x { ?x ?q ?nothing_1 } } }",
            "SELECT ?o { ?s ?p ?o { SELECT DISTINCT  (1 AS ?nothing_2) { <urn:x> ?q ?nothing_1 } } }",
        ),
        (
            "ASK { VALUES (?x ?z) { (<urn:x> 1) (UNDEF 2) } ?x ?p ?z }",
            "ASK { VALUES (?x_1 ?z) { (<urn:x> 1) (UNDEF 2) } "
            "FILTER(!BOUND(?x_1) || sameTerm(?x_1, <urn:x>)) <urn:x> ?p ?z }",
        ),
    ],
)
def test_what_is_written(text, expected):
    written = substitute(text, {"x": X})
    assert written == expected
    pyoxigraph.Store().query(written)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (1 AS ?x) {}",
        "SELECT * { BIND(1 AS ?x) }",
        "ASK {} VALUES ?x { 1 }",
        "SELECT ?x {} VALUES ?x { 1 }",
    ],
)
def test_a_variable_that_the_query_itself_gives_a_value_can_be_given_none(text):
    with pytest.raises(QueryError, match=r"\?x"):
        substitute(text, {"x": X})


def test_a_group_without_solutions_stays_without():
    text = "SELECT ?x (COUNT(?o) AS ?n) { ?x ?p ?o } GROUP BY ?x"
    store = pyoxigraph.Store()
    assert list(store.query(substitute(text, {"x": X}))) == []


def test_several_values_at_once():
    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(*(pyoxigraph.NamedNode(str(node)) for node in (X, RDF.type, Y))))
    text = "SELECT ?x ?y ?p { ?x ?p ?y FILTER(?x != ?y) }"
    assert [row["p"].value for row in store.query(substitute(text, {"x": X, "y": Y}))] == [str(RDF.type)]
    assert substitute(text, {}) == text
