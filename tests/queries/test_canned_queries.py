"""The canned queries of the project, asked of the sample."""

import pytest
from rdflib.plugins.sparql.parser import parseQuery

from communique.store.canned import bind, load_catalogue
from communique.store.protocol import Form
from communique.store.safety import _variables
from communique.vocabulary import kind_and_slug
from sample.workspace import ACCORD, COURIER, HERALD, MEETING, ORDER, REPOSITORY

CATALOGUE = load_catalogue(sorted((REPOSITORY / "queries").glob("*.rq")))
CALL = f"anna-berg/calls-for/{ACCORD}.1/2021-06-10"
INVOCATION = f"anna-berg/invokes/{ORDER}/2021-06-10"
ASCRIBED = f"sudmark/affirms/{ACCORD}/2021-06-10/via/anna-berg"
DENIAL = f"carl-dahl/denies/{ACCORD}.2/2021-06"
VOICE = "evening-courier/criticises/ferries/2021-06"


@pytest.fixture
def ask(store, things):
    def run(name, **values):
        query = CATALOGUE.queries[name]
        named = {key.rstrip("_"): value for key, value in values.items()}
        rows = store.query(query.text, bindings=bind(query.parameters, named, things)).rows()
        return [{key: _short(value) for key, value in row.items()} for row in rows]

    return run


def _short(value):
    named = kind_and_slug(value)
    return named[1] if named else value


def test_all_are_sound():
    assert CATALOGUE.broken == {}
    assert len(CATALOGUE.queries) >= 20


@pytest.mark.parametrize("query", CATALOGUE.queries.values(), ids=lambda query: query.name)
def test_each_is_described(query):
    assert query.title
    assert query.summary
    assert query.tags
    assert all(parameter.description and parameter.example for parameter in query.parameters)


@pytest.mark.parametrize("query", CATALOGUE.queries.values(), ids=lambda query: query.name)
def test_bound_values_answer_as_if_they_stood_in_the_text(asked, real, query):
    examples = {parameter.name: parameter.example for parameter in query.parameters}
    found = 0
    for dataset, values in ((asked, _of_the_sample(query)), (real, examples)):
        bound = bind(query.parameters, values, dataset.things)
        lines = _lines(dataset.store.query(query.text, bindings=bound))
        # The same with VALUES in the outermost group: slower, but nothing is left to substitution.
        text = query.text
        for name, term in bound.items():
            head, _, body = text.partition("WHERE {")
            text = f"{head}WHERE {{ VALUES ?{name} {{ {term.n3()} }} {body}"
        assert _lines(dataset.store.query(text)) == lines
        found += len(lines)
    assert found


@pytest.mark.parametrize(
    "query",
    [query for query in CATALOGUE.queries.values() if query.name != "position-graph"],
    ids=lambda query: query.name,
)
def test_the_order_is_total_and_over_projected_variables(asked, real, query):
    """Without that, pages would overlap and equal answers differ."""
    (order,) = (part.orderby for part in parseQuery(query.text)[1:] if part.orderby)
    keys = {str(name) for name in _variables(order)}
    projected = {str(item.var or item.evar) for item in parseQuery(query.text)[1].projection}
    assert keys <= projected
    for dataset, values in ((asked, _of_the_sample(query)), (real, {})):
        given = {p.name: values.get(p.name, p.example if p.required else p.default) for p in query.parameters}
        given = {name: value for name, value in given.items() if value is not None}
        bound = bind(query.parameters, given, dataset.things)
        rows = dataset.store.query(query.text, bindings=bound).rows()
        places = [tuple(row.get(key) for key in sorted(keys)) for row in rows]
        assert len(set(places)) == len(places)


def _of_the_sample(query):
    """Values that give most queries an answer from the sample."""
    values = {
        "actor": "sudmark" if query.name == "ascribed-and-own" else "norland",
        "addressee": "sudmark",
        "agreement": ACCORD,
        "annotator": "first-reader",
        "article": COURIER,
        "collection": "river-accords",
        "date": "2021-06-10",
        "event": MEETING,
        "from": "2021-06-10",
        "holder": "carl-dahl" if query.name == "positions-no-machine-found" else "anna-berg",
        "issue": "ferries",
        "least": "1",
        "outlet": "evening-courier",
        "provision": f"{ACCORD}/1",
        "stance": "invokes" if query.name == "court-orders-invoked" else "calls-for",
        "target": f"provision/{ACCORD}/1",
        "to": "2026-12-31"
        if query.name in ("changes-between-dates", "new-positions-of-actor")
        else "2021-06-10",
    }
    return {parameter.name: values[parameter.name] for parameter in query.parameters}


def _lines(answer):
    if answer.form is Form.graph:
        return sorted(answer.serialise("application/n-triples").decode().splitlines())
    # Of a list within a cell SPARQL leaves the order to the engine.
    return sorted(
        str({name: "; ".join(sorted(cell.split("; "))) for name, cell in row.items()})
        for row in answer.rows()
    )


def test_positions_on_agreement(ask):
    rows = ask("positions-on-agreement", agreement=ACCORD)
    assert {row["position"] for row in rows} == {CALL, ASCRIBED, DENIAL}
    assert [row["statedOn"] for row in rows] == sorted(row["statedOn"] for row in rows)
    told = [(row["article"], row["rendering"], row["annotator"]) for row in rows if row["position"] == CALL]
    assert told == [
        (COURIER, "readout", "first-reader"),
        (COURIER, "readout", "machine"),
        (HERALD, "direct-quotation", "first-reader"),
    ]
    long = next(row for row in rows if row["article"] == HERALD and row["position"] == CALL)
    assert (long["firstWords"], long["lastWords"], long["start"], long["end"]) == (
        "Let the ferries",
        "said Berg",
        "300",
        "500",
    )
    assert "exact" not in long
    assert long["gloss"].startswith("Berg asks")
    assert (long["holderLabel"], long["onBehalfOfLabel"], long["towards"]) == (
        "Anna Berg",
        "Norland",
        "Sudmark",
    )
    ascribed = next(row for row in rows if row["position"] == ASCRIBED)
    assert (ascribed["ascribedByLabel"], ascribed["exact"]) == ("Anna Berg", "Sudmark stands by the accord")
    assert ask("positions-on-agreement", agreement=ORDER)[0]["position"] == INVOCATION


def test_positions_of_actor(ask):
    rows = ask("positions-of-actor", actor="sudmark")
    assert [(row["position"], row["voice"], row["relation"]) for row in rows] == [
        (DENIAL, "own voice", "on behalf of"),
        (ASCRIBED, "ascribed", "holder"),
    ]
    assert rows[1]["ascribedByLabel"] == "Anna Berg"
    mine = ask("positions-of-actor", actor="anna-berg")
    assert {row["position"] for row in mine} == {CALL, INVOCATION}
    assert (
        next(row for row in mine if row["position"] == CALL)["outlets"] == "Evening Courier; Morning Herald"
    )


@pytest.mark.parametrize(
    ("bounds", "days"),
    [
        ({}, ["2021-06", "2021-06-10"]),
        ({"from_": "2021-06-10", "to": "2021-06-10"}, ["2021-06", "2021-06-10"]),
        ({"from_": "2021-06-11"}, ["2021-06"]),
        ({"from_": "2021-07"}, []),
        ({"to": "2021-06-09"}, ["2021-06"]),
        ({"to": "2020"}, []),
        ({"from_": "2021", "to": "2021"}, ["2021-06", "2021-06-10"]),
    ],
)
def test_dates_count_to_the_precision_that_is_known(ask, bounds, days):
    assert [row["statedOn"] for row in ask("positions-of-actor", actor="sudmark", **bounds)] == days


def test_stance_matrix(ask):
    cells = {
        (row["actor"], row["agreement"], row["stance"]): (row["positions"], row["ownVoice"], row["ascribed"])
        for row in ask("stance-matrix")
    }
    assert cells == {
        ("anna-berg", ACCORD, "calls-for"): ("1", "1", "0"),
        ("anna-berg", ORDER, "invokes"): ("1", "1", "0"),
        ("carl-dahl", ACCORD, "denies"): ("1", "1", "0"),
        ("sudmark", ACCORD, "affirms"): ("1", "0", "1"),
    }
    assert ask("stance-matrix", from_="2021-07") == []
    assert len(ask("stance-matrix", to="2021-06-09")) == 1


def test_event_by_outlet(ask):
    rows = ask("event-by-outlet", event=MEETING)
    seen = {(row["outlet"], row["position"]): (row["statedThere"], row["onlyHere"]) for row in rows}
    assert seen == {
        ("evening-courier", CALL): ("true", "false"),
        ("evening-courier", DENIAL): ("false", "true"),
        ("evening-courier", VOICE): ("false", "true"),
        ("morning-herald", CALL): ("true", "false"),
        ("morning-herald", INVOCATION): ("true", "true"),
        ("morning-herald", ASCRIBED): ("true", "true"),
    }


def test_agreements_invoked_by_actor(ask):
    for actor in ("anna-berg", "norland"):
        (row,) = ask("agreements-invoked-by-actor", actor=actor)
        assert (row["agreement"], row["about"], row["towards"], row["voice"]) == (
            ORDER,
            "ferries",
            "Sudmark",
            "own voice",
        )
        assert row["gloss"] == "Berg rests her demand on the order."
    assert ask("agreements-invoked-by-actor", actor="carl-dahl") == []
