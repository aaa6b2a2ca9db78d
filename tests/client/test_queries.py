"""SPARQL and canned queries: values, bindings, refusals, suggestions."""

import datetime
import shutil
from decimal import Decimal

import pytest
import rdflib

import communique
from communique.client import (
    CannedQueryError,
    Entity,
    ParameterError,
    QueryError,
    UnknownQueryError,
    UnknownThingError,
)
from communique.model import PartialDate
from communique.store.protocol import QueryRefusedError, QuerySyntaxError
from sample.workspace import ACCORD, HERALD

CQ = "PREFIX cq: <https://w3id.org/communique/ontology#> "
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("17", 17),
        (f'"17"^^<{XSD}nonNegativeInteger>', 17),
        ("0.750", Decimal("0.750")),
        ("1.5e0", 1.5),
        ("true", True),
        (f'"0"^^<{XSD}boolean>', False),
        (f'"2021-06-10"^^<{XSD}date>', datetime.date(2021, 6, 10)),
        (f'"2021-06"^^<{XSD}gYearMonth>', PartialDate("2021-06")),
        (f'"2021"^^<{XSD}gYear>', PartialDate("2021")),
        (
            f'"2021-06-10T12:30:00Z"^^<{XSD}dateTime>',
            datetime.datetime(2021, 6, 10, 12, 30, tzinfo=datetime.UTC),
        ),
        ('"été"@fr', "été"),
        ('"17"', "17"),
        ("<https://example.org/%20>", "https://example.org/%20"),
        (f'"2021-02-30"^^<{XSD}date>', "2021-02-30"),
        (f'"many"^^<{XSD}integer>', "many"),
    ],
)
def test_terms_become_python_values(kg, term, expected):
    (row,) = kg.query(f"SELECT ?value ?nothing WHERE {{ VALUES ?value {{ {term} }} }}")
    assert (row["value"], type(row["value"])) == (expected, type(expected))
    assert row["nothing"] is None
    assert dict(row) == {"value": expected, "nothing": None}


def test_a_row_names_its_columns_when_asked_for_another(kg):
    (row,) = kg.query("SELECT (1 AS ?one) (2 AS ?two) {}")
    with pytest.raises(KeyError, match="there is no column 'three'; there is: one, two"):
        row["three"]
    assert repr(row) == "Row(one=1, two=2)"


def test_ask_gives_a_truth_value(kg):
    assert kg.query(CQ + "ASK { ?s a cq:Position }") is True
    assert kg.query(CQ + "ASK { ?s a cq:Position ; cq:holder cq:Position }") is False


def test_construct_gives_a_graph(kg):
    graph = kg.query(CQ + "CONSTRUCT { ?s a cq:State } WHERE { ?s a cq:State }")
    assert isinstance(graph, rdflib.Graph)
    assert {str(state).rpartition("/")[2] for state in graph.subjects()} == {"norland", "sudmark"}


def test_a_graph_of_the_dataset_can_be_chosen(kg):
    graph = f"https://w3id.org/communique/graph/annotations/{HERALD}/first-reader"
    (row,) = kg.query(CQ + f"SELECT (COUNT(*) AS ?count) FROM <{graph}> {{ ?s a cq:Position }}")
    assert row["count"] == 3


@pytest.mark.parametrize(
    "value",
    [
        Entity("https://w3id.org/communique/id/actor/anna-berg", "Anna Berg"),
        rdflib.URIRef("https://w3id.org/communique/id/actor/anna-berg"),
    ],
    ids=["entity", "iri"],
)
def test_a_value_is_bound(kg, value):
    found = kg.query(CQ + "SELECT ?holder ?p { ?p cq:holder ?holder }", {"holder": value})
    assert len(found) == 2
    assert {row["holder"] for row in found} == {"https://w3id.org/communique/id/actor/anna-berg"}


@pytest.mark.parametrize(
    ("value", "expected"), [("2020-05-01", 0), (datetime.date(2020, 5, 1), 1), (PartialDate("2020-05-01"), 1)]
)
def test_a_python_value_is_bound_as_its_own_type(kg, value, expected):
    assert len(kg.query(CQ + "SELECT ?day ?a { ?a cq:adoptedOn ?day }", {"day": value})) == expected


@pytest.mark.parametrize("value", ['" } #', "\\", "a\nb", "'''", "\u2028", "?day", "<x>"])
def test_a_bound_text_stays_a_text(kg, value):
    (row,) = kg.query("SELECT ?text (STRLEN(?text) AS ?length) {}", {"text": value})
    assert (row["text"], row["length"]) == (value, len(value))


def test_a_value_that_would_be_lost_is_refused(kg):
    with pytest.raises(QueryError, match="name it after SELECT"):
        kg.query(CQ + "SELECT ?p { ?p cq:holder ?holder }", {"holder": "x"})


def test_a_value_without_a_term_is_refused(kg):
    with pytest.raises(TypeError, match="list has no RDF term"):
        kg.query("SELECT ?x {}", {"x": ["a"]})


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("SELECT ?x WHERE { ?x a }", QuerySyntaxError, "line 1, column"),
        ("DELETE WHERE { ?s ?p ?o }", QueryRefusedError, "updates are not allowed"),
        (
            "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }",
            QueryRefusedError,
            "SERVICE is not allowed",
        ),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", QueryRefusedError, "there is no graph"),
    ],
)
def test_what_cannot_be_asked_is_refused(kg, text, error, message):
    with pytest.raises(error, match=message):
        kg.query(text)


def test_the_canned_queries_are_those_of_the_folder(kg, built):
    assert set(kg.queries) == {path.stem for path in built.query_files}
    query = kg.queries["positions-of-actor"]
    assert query.title == "Positions of an actor over time"
    assert [parameter.name for parameter in query.parameters] == ["actor", "from", "to"]
    assert "positions-of-actor(actor: actor, [from: date], [to: date])" in repr(kg.queries)
    assert "Positions of an actor over time" in kg.queries._repr_html_()


def test_a_canned_query_answers(kg):
    rows = kg.canned("positions-of-actor", actor="carl-dahl")
    assert [(row["stanceLabel"], row["targetLabel"]) for row in rows] == [
        ("denies", "River Accord, point 2: fish")
    ]
    assert rows[0]["statedOn"] == PartialDate("2021-06")


def test_every_kind_of_value_can_be_given(kg):
    dahl = next(actor for actor in kg.actors() if actor.label == "Carl Dahl")
    day = datetime.date(2021, 6, 10)
    assert len(kg.canned("positions-of-actor", actor=Entity(dahl.iri, ""), from_=day, to=None)) == 1
    assert len(kg.canned("positions-of-actor", actor="carl-dahl", **{"from": PartialDate("2022")})) == 0


def test_counts_are_whole_numbers(kg):
    rows = kg.canned("stance-matrix")
    assert {row["positions"] for row in rows} == {1}
    assert kg.canned("stance-matrix") == rows


@pytest.mark.parametrize(
    ("name", "parameters", "error", "message", "suggestion"),
    [
        (
            "positions-of-acter",
            {},
            UnknownQueryError,
            "no canned query 'positions-of-acter'",
            "positions-of-actor",
        ),
        ("../../health", {}, UnknownQueryError, "no canned query '../../health'", None),
        ("", {}, UnknownQueryError, "no canned query ''", None),
        (
            "positions-of-actor",
            {"actor": "karl-dahl"},
            UnknownThingError,
            "no actor 'karl-dahl'",
            "carl-dahl",
        ),
        ("positions-of-actor", {}, ParameterError, "the parameter 'actor' is missing", None),
        ("positions-of-actor", {"actr": "x"}, ParameterError, "there is no parameter 'actr'", "actor"),
        ("stance-matrix", {"from": "soon"}, ParameterError, "from: 'soon' is not a date", None),
        ("stance-matrix", {"limit": 3}, ParameterError, "there is no parameter 'limit'", None),
        ("stance-matrix", {"format": "csv"}, ParameterError, "there is no parameter 'format'", None),
    ],
)
def test_a_wrong_call_is_refused(kg, name, parameters, error, message, suggestion):
    with pytest.raises(error, match=message) as caught:
        kg.canned(name, **parameters)
    assert isinstance(caught.value, UnknownThingError) == (error is UnknownThingError)
    assert suggestion is None or suggestion in caught.value.suggestions


@pytest.mark.parametrize("text", ["SELECT", "#+ title: t\n\nSELECT ?s { ?s ?p ?o }"])
def test_a_broken_query_is_told_by_its_reason(built, tmp_path, text):
    folder = tmp_path / "copy"
    shutil.copytree(built.root, folder)
    (folder / "queries" / "broken.rq").write_text(text, encoding="utf-8")
    with communique.open(folder) as kg:
        assert "broken" not in kg.queries
        with pytest.raises(CannedQueryError, match=r"the query is broken: broken\.rq"):
            kg.canned("broken")
        assert len(kg.canned("positions-on-agreement", agreement=ACCORD)) > 0


KINDS = {
    "yes": "#+ title: Is there a state?\n" + CQ + "ASK { ?s a cq:State }",
    "states": "#+ title: The states\n" + CQ + "CONSTRUCT { ?s a cq:State } WHERE { ?s a cq:State }",
}


def test_canned_queries_of_each_kind(built, tmp_path):
    from communique.web.limits import ServiceLimits
    from communique.workspace import Workspace
    from sample.fixtures import running

    folder = tmp_path / "copy"
    shutil.copytree(built.root, folder)
    for name, text in KINDS.items():
        (folder / "queries" / f"{name}.rq").write_text(text, encoding="utf-8")
    (folder / "queries" / "broken.rq").write_text("SELECT", encoding="utf-8")
    with running(Workspace.open(folder), ServiceLimits()) as address:
        for place in (folder, address):
            with communique.open(place) as kg:
                assert kg.canned("yes") is True
                assert len(kg.canned("states")) == 2
                with pytest.raises(CannedQueryError, match="the query is broken"):
                    kg.canned("broken")
