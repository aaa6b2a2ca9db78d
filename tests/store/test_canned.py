import pytest
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from communique.store.canned import (
    CannedQueryError,
    Parameter,
    ParameterError,
    UnknownThingError,
    bind,
    load_catalogue,
    read_query,
)
from communique.vocabulary import CQ, thing

SOUND = """#+ title: Who
#+ summary: Who holds what.
#+ tags: [actors]
#+ parameters:
#+   - {name: holder, type: actor, description: A holder., example: anna-berg}
#+   - {name: from, type: date, default: null}
SELECT ?holder ?from ?s { ?s ?p ?holder FILTER(COALESCE(?s > ?from, true)) }
"""
HOSTILE = [
    "'",
    '"',
    "}",
    "{",
    "<",
    ">",
    "\\",
    "#",
    "\n",
    "\r",
    "`",
    "?x",
    "$x",
    "‮",
    "\U0001f600",
    "1e400",
    "-",
    "' OR 1=1",
    '" } INSERT DATA { <a:a> <a:b> <a:c> } #',
    "x> <a:b> <c:d",
    "../../etc/passwd",
    "x" * 5000,
]


def test_a_header_is_read():
    query = read_query("who", SOUND)
    assert (query.title, query.summary, query.tags) == ("Who", "Who holds what.", ("actors",))
    holder, earliest = query.parameters
    assert holder == Parameter("holder", "actor", "A holder.", True, None, "anna-berg")
    assert not earliest.required
    assert earliest.default is None


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("SELECT * { ?s ?p ?o }", "no #\\+ header"),
        ("#+ title: [\nSELECT * { ?s ?p ?o }", "not YAML"),
        ("#+ title: x\nSELECT * {", "not SPARQL"),
        ("#+ title: x\nDELETE WHERE { ?s ?p ?o }", "read-only"),
        ("#+ title: x\n#+ parameters: [{name: s, type: colour}]\nSELECT * { ?s ?p ?o }", "the types are"),
        ("#+ title: x\n#+ parameters: [{type: actor}]\nSELECT * { ?s ?p ?o }", "needs a name"),
        ("#+ title: x\n#+ parameters: [{name: s, type: actor}]\nSELECT ?o { ?s ?p ?o }", "projected"),
        ("#+ title: x\n#+ parameters: [{name: z, type: actor}]\nSELECT ?o { ?s ?p ?o }", "projected"),
        (
            "#+ title: x\n#+ parameters: [{name: s, type: actor}]\nSELECT * { ?s ?p ?o FILTER(BOUND(?s)) }",
            "lost",
        ),
    ],
)
def test_broken_files_are_refused_by_name(text, complaint):
    with pytest.raises(CannedQueryError, match=complaint) as caught:
        read_query("broken", text)
    assert str(caught.value).startswith("broken.rq")


def test_a_broken_file_leaves_the_others_alone(tmp_path):
    (tmp_path / "good.rq").write_text(SOUND)
    (tmp_path / "bad.rq").write_text("nothing")
    (tmp_path / "bytes.rq").write_bytes(b"\xff\xfe")
    catalogue = load_catalogue(sorted(tmp_path.glob("*.rq")))
    assert list(catalogue.queries) == ["good"]
    assert sorted(catalogue.broken) == ["bad", "bytes"]


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("actor", "anna-berg", thing("actor", "anna-berg")),
        ("actor", str(thing("actor", "anna-berg")), thing("actor", "anna-berg")),
        ("target", "provision/river-accord-2020-05-01/1", thing("provision", "river-accord-2020-05-01/1")),
        ("outlet", "morning-herald", thing("actor", "morning-herald")),
        ("date", "2021-06", Literal("2021-06", datatype=XSD.gYearMonth, normalize=False)),
        ("method", "hand", CQ.hand),
        ("integer", "-7", Literal(-7)),
        ("text", "some words", Literal("some words")),
    ],
)
def test_values_become_terms(things, kind, value, term):
    assert bind([Parameter("x", kind, required=True)], {"x": value}, things) == {"x": term}


def test_defaults_and_absence(things):
    parameters = [Parameter("a", "date"), Parameter("b", "integer", default="3")]
    assert bind(parameters, {}, things) == {"b": Literal(3)}
    with pytest.raises(ParameterError, match="missing, for example c=anna-berg"):
        bind([Parameter("c", "actor", required=True, example="anna-berg")], {}, things)
    with pytest.raises(ParameterError, match="there is: a, b"):
        bind(parameters, {"z": "1"}, things)


def test_unknown_things_come_with_the_nearest(things):
    with pytest.raises(UnknownThingError) as caught:
        bind([Parameter("x", "agreement")], {"x": "river-acord-2020"}, things)
    assert caught.value.suggestions[0] == "river-accord-2020-05-01"
    with pytest.raises(ParameterError, match="neither hand nor machine"):
        bind([Parameter("x", "method")], {"x": "foot"}, things)
    with pytest.raises(ParameterError, match="is not a date"):
        bind([Parameter("x", "date")], {"x": "yesterday"}, things)
    with pytest.raises(ParameterError, match="whole number"):
        bind([Parameter("x", "integer")], {"x": "1.5"}, things)


@pytest.mark.parametrize("kind", ["actor", "target", "date", "integer", "method", "text"])
@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_refused_or_stay_plain_text(store, things, kind, value):
    parameters = [Parameter("x", kind)]
    try:
        bound = bind(parameters, {"x": value}, things)
    except ParameterError:
        return
    (term,) = bound.values()
    assert isinstance(term, Literal)
    assert not isinstance(term, URIRef)
    assert str(term) == value
    assert store.query("SELECT ?x ?s { ?s ?p ?x }", bindings=bound).rows() == []
