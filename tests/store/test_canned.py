import re

import pytest
import yaml
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from communique.store.canned import (
    CHARACTER_LIMIT,
    CLOSED_TYPES,
    THING_TYPES,
    CannedQueryError,
    Choice,
    ChoiceLists,
    Parameter,
    ParameterError,
    UnknownThingError,
    bind,
    load_catalogue,
    read_query,
)
from communique.store.protocol import Form
from communique.vocabulary import CQ, thing
from sample.workspace import ACCORD, REPOSITORY

SOUND = """#+ title: Who
#+ summary: Who holds what.
#+ description: Longer.
#+ tags: [actors]
#+ parameters:
#+   - {name: holder, type: actor, description: A holder., example: anna-berg}
#+   - {name: from, type: date, default: null}
#+   - {name: number, type: integer, default: 3, minimum: 1, maximum: 5}
#+   - {name: words, type: text, default: null, choices: [one, two]}
SELECT ?holder ?from ?number ?words ?s {
  ?s ?p ?holder FILTER(COALESCE(?s > ?from && ?number > 1 && ?words = "one", true))
} ORDER BY ?s
"""
ROWS = "SELECT ?s ?p { ?s ?p ?o } ORDER BY ?s ?p"


def test_a_header_is_read():
    query = read_query("who", SOUND)
    assert (query.name, query.title, query.summary) == ("who", "Who", "Who holds what.")
    assert (query.description, query.tags, query.form) == ("Longer.", ("actors",), Form.table)
    assert query.columns == ("holder", "from", "number", "words", "s")
    holder, earliest, number, words = query.parameters
    assert holder == Parameter("holder", "actor", "A holder.", True, None, "anna-berg")
    assert (earliest.required, earliest.default) == (False, None)
    assert (number.default, number.minimum, number.maximum) == ("3", 1, 5)
    assert words.choices == ("one", "two")


@pytest.mark.parametrize(
    ("body", "form"),
    [
        ("CONSTRUCT { ?s ?p ?x } WHERE { ?s ?p ?x }", Form.graph),
        ("DESCRIBE ?x", Form.graph),
        ("DESCRIBE ?x WHERE { ?s ?p ?x }", Form.graph),
        ("ASK { ?s ?p ?x }", Form.boolean),
    ],
)
def test_other_kinds_of_query_take_parameters(store, things, body, form):
    query = read_query("x", f"#+ title: x\n#+ parameters: [{{name: x, type: stance}}]\n{body}")
    assert (query.form, query.columns) == (form, ())
    found = store.query(query.text, bindings=bind(query.parameters, {"x": "calls-for"}, things))
    assert found.form is form
    body = found.serialise("application/n-triples" if form is Form.graph else "text/csv")
    if form is Form.boolean:
        assert body == b"true"
    else:
        assert all(b"/id/stance/calls-for>" in line for line in body.splitlines())
        assert body


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (ROWS, "no #\\+ header"),
        (f"#+ summary: x\n{ROWS}", "no #\\+ header with a title"),
        (f"#+ title: [\n{ROWS}", "not YAML"),
        (f"#+ title: x\n#+ day: 2023-13-40\n{ROWS}", "not YAML"),
        (f"#+ title: 5\n{ROWS}", "the title in the header is not a text"),
        (f"#+ title: x\n#+ tags: actors\n{ROWS}", "tags in the header are not a list"),
        (f"#+ title: x\n#+ parameters: s\n{ROWS}", "parameters in the header are not a list"),
        ("#+ title: x\nSELECT * {", "not SPARQL"),
        ("#+ title: x\nDELETE WHERE { ?s ?p ?o }", "read-only"),
        ("#+ title: x\nSELECT ?s { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } ORDER BY ?s", "SERVICE"),
        (
            "#+ title: x\nSELECT ?s FROM <a:a> { ?s ?p ?o } ORDER BY ?s",
            "asked of all graphs merged; take FROM",
        ),
        ("#+ title: x\nSELECT ?s FROM NAMED <a:a> { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s", "take FROM out"),
    ],
)
def test_broken_files_are_refused_by_name(text, complaint):
    with pytest.raises(CannedQueryError, match=complaint) as caught:
        read_query("broken", text)
    assert str(caught.value).startswith("broken.rq: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("parameter", "complaint"),
    [
        ("{name: s, type: colour}", "the types are"),
        ("{type: actor}", "needs a name"),
        ("s", "needs a name"),
        ("{name: s-t, type: actor}", "letters and digits only"),
        ("{name: limit, type: integer}", "a 'limit' of its own"),
        ("{name: s, type: actor, minimun: 1}", "has the key 'minimun'; the keys are"),
        ("{name: s, type: actor, minimum: 1}", "only an integer has a minimum"),
        ("{name: s, type: integer, maximum: many}", "maximum is not a whole number"),
        (
            "{name: s, type: integer, maximum: 5, example: 6}",
            "the example of the parameter s: 6 is out of bounds",
        ),
        (
            "{name: s, type: integer, default: few}",
            "the default of the parameter s: 'few' is not a whole number",
        ),
        (f"{{name: s, type: integer, default: '{'9' * 5000}'}}", "out of bounds"),
        ("{name: s, type: date, example: soon}", "the example of the parameter s: 'soon' is not a date"),
        ("{name: s, type: actor, choices: [a]}", "only a text lists its choices"),
        ("{name: s, type: text, choices: a}", "choices are not a list of texts"),
        ("{name: s, type: text, choices: [a], default: b}", "'b' is not one of a"),
        ("{name: z, type: actor}", "parameter z is not projected"),
        ("{name: o, type: actor}", "parameter o is not projected"),
        ("{name: s, type: text}, {name: s, type: text}", "two parameters s"),
    ],
)
def test_parameters_that_make_no_sense_are_refused(parameter, complaint):
    with pytest.raises(CannedQueryError, match=complaint):
        read_query("broken", f"#+ title: x\n#+ parameters: [{parameter}]\n{ROWS}")


@pytest.mark.parametrize(
    "body",
    [
        "SELECT * { ?x ?p ?o FILTER(BOUND(?x)) } ORDER BY ?x",
        "SELECT ?x ?p { ?x ?p ?o { SELECT ?p { ?x ?p ?o } } } ORDER BY ?x ?p",
        "DESCRIBE ?s WHERE { ?s ?p ?x }",
        "ASK { ?xs ?p ?o }",
    ],
)
def test_a_query_in_which_a_value_would_be_lost_is_refused(body):
    with pytest.raises(CannedQueryError, match=r"parameter x is not projected .* would be lost"):
        read_query("lost", f"#+ title: x\n#+ parameters: [{{name: x, type: actor}}]\n{body}")


def test_a_broken_file_leaves_the_others_alone(tmp_path):
    (tmp_path / "good.rq").write_text(SOUND)
    (tmp_path / "bad.rq").write_text("nothing")
    (tmp_path / "bytes.rq").write_bytes(b"\xff\xfe")
    (tmp_path / "{name}.rq").write_text(SOUND)
    (tmp_path / "unordered.rq").write_text("#+ title: x\nSELECT ?s { ?s ?p ?o }")
    (tmp_path / "inside.rq").write_text("#+ title: x\nSELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY ?s } }")
    (tmp_path / "gone.rq").symlink_to(tmp_path / "nowhere")
    catalogue = load_catalogue(sorted(tmp_path.glob("*.rq")))
    assert list(catalogue.queries) == ["good"]
    assert catalogue.broken["bad"].startswith("bad.rq: ")
    assert catalogue.broken["bytes"] == "bytes.rq: is not UTF-8 at byte 0; save it as UTF-8"
    assert "becomes an address" in catalogue.broken["{name}"]
    assert str(tmp_path) not in catalogue.broken["gone"]
    for name in ("unordered", "inside"):
        assert "has no ORDER BY" in catalogue.broken[name]


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
        ("integer", "007", Literal(7)),
        ("integer", str(2**63 - 1), Literal(2**63 - 1)),
        ("text", "some words", Literal("some words")),
        ("text", "two\nlines\tof \U0001f600", Literal("two\nlines\tof \U0001f600")),
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


@pytest.mark.parametrize(
    ("parameter", "value", "complaint"),
    [
        (Parameter("x", "method"), "foot", "neither hand nor machine"),
        (Parameter("x", "date"), "yesterday", "is not a date"),
        (Parameter("x", "integer"), "1.5", "whole number"),
        (Parameter("x", "integer"), "--1", "whole number"),
        (Parameter("x", "integer"), "٣", "whole number"),
        (Parameter("x", "integer"), str(2**63), "out of bounds"),
        (Parameter("x", "integer"), "9" * CHARACTER_LIMIT, "out of bounds"),
        (Parameter("x", "integer", minimum=1, maximum=5), "0", "give a whole number from 1 to 5"),
        (Parameter("x", "integer", minimum=1, maximum=5), "6", "give a whole number from 1 to 5"),
        (Parameter("x", "text", choices=("one", "two")), "three", "is not one of one, two"),
        (Parameter("x", "text"), "", "the value is empty"),
        (Parameter("x", "text"), "a\0b", re.escape("U+0000")),
        (Parameter("x", "text"), "\ud800", re.escape("U+D800")),
        (Parameter("x", "text"), "x" * (CHARACTER_LIMIT + 1), "longer than 1000"),
    ],
)
def test_values_of_the_wrong_type_are_refused(things, parameter, value, complaint):
    with pytest.raises(ParameterError, match=f"^.*x.*{complaint}"):
        bind([parameter], {"x": value}, things)


def test_choices_are_taken_from_the_dataset(things):
    found = ChoiceLists(things).of(Parameter("x", "agreement"), limit=10)
    assert [(item.value, item.label) for item in found.items] == [
        ("bridge-order-2021-01-20", "Bridge order of 20 January 2021"),
        (ACCORD, "River Accord of 1 May 2020"),
    ]
    assert found.total == 2
    first = ChoiceLists(things).of(Parameter("x", "actor"), limit=1)
    assert first.items == (Choice("anna-berg", "Anna Berg"),)
    assert first.total == len(ChoiceLists(things).of(Parameter("x", "actor"), limit=100).items) > 1
    methods = ChoiceLists(things).of(Parameter("x", "method"), limit=10)
    assert [item.value for item in methods.items] == ["hand", "machine"]
    texts = ChoiceLists(things).of(Parameter("x", "text", choices=("b", "a")), limit=10)
    assert [item.value for item in texts.items] == ["b", "a"]
    for kind in ("date", "integer", "text"):
        assert ChoiceLists(things).of(Parameter("x", kind), limit=10) is None


def test_choices_are_searched_by_words(things):
    def search(words, kind="actor"):
        return [
            item.value for item in ChoiceLists(things).of(Parameter("x", kind), words=words, limit=10).items
        ]

    assert search("BERG anna") == ["anna-berg"]
    assert search("bérg") == ["anna-berg"]
    assert search("herald", "outlet") == ["morning-herald"]
    assert search("anna herald") == []


@pytest.mark.parametrize("kind", [*THING_TYPES, "method"])
def test_every_choice_can_be_given(things, kind):
    found = ChoiceLists(things).of(Parameter("x", kind), limit=10_000)
    assert found.items
    assert found.total == len(found.items) == len({item.value for item in found.items})
    for item in found.items:
        assert bind([Parameter("x", kind)], {"x": item.value}, things)


def test_closed_types_have_all_their_values(things):
    stances = ChoiceLists(things).of(Parameter("x", "stance"), limit=10_000)
    assert {str(thing("stance", item.value)) for item in stances.items} == set(
        things.of_class(str(CQ.Stance))
    )
    assert set(CLOSED_TYPES) == {"stance", "rendering", "method"}


def test_an_example_is_one_of_this_dataset(things):
    assert ChoiceLists(things).example(Parameter("x", "actor", example="anna-berg")) == "anna-berg"
    assert ChoiceLists(things).example(Parameter("x", "actor", example="sergey-lavrov")) == "anna-berg"
    assert ChoiceLists(things).example(Parameter("x", "date", example="2023")) == "2023"
    assert ChoiceLists(things).example(Parameter("x", "actor")) is None


def read_as_grlc_does(text):
    """The header as grlc reads it (``get_yaml_decorators``): marks and pluses off, the rest is YAML."""
    return yaml.safe_load("\n".join(line.lstrip("#+") for line in text.split("\n") if line.startswith("#+")))


GRLC_VARIABLE = re.compile(r"\?_{1,2}[a-zA-Z0-9]+")
GRLC_OWN_KEYS = {"query", "type", "original_query", "variables", "proto", "opt"}
"""What grlc writes into the header itself. ``parameters`` too, but what ours have it has no use for."""


@pytest.mark.parametrize("path", sorted((REPOSITORY / "queries").glob("*.rq")), ids=lambda path: path.stem)
def test_grlc_can_read_the_headers(path):
    text = path.read_text(encoding="utf-8")
    header = read_as_grlc_does(text)
    query = read_query(path.stem, text)
    assert (header["title"], header["summary"], header["tags"]) == (
        query.title,
        query.summary,
        list(query.tags),
    )
    assert isinstance(header.get("description", ""), str)
    assert header.get("method", "GET").upper() in ("GET", "POST")
    # grlc would offer its callers to send the query to an endpoint of their choice.
    assert header["endpoint_in_url"] is False
    assert not GRLC_OWN_KEYS & set(header)
    # It takes parameters from such names, and pastes their values into the text; there are none to take.
    assert GRLC_VARIABLE.search(text) is None
    assert query.form in (Form.table, Form.graph)


@pytest.mark.parametrize("kind", [*THING_TYPES, "date", "integer", "method"])
def test_only_texts_become_texts(store, things, kind):
    """A value of any other type is a thing of the dataset, a date, a number, or refused."""
    for value in ("'", '"', "{", "}", "<a:b>", "?x", "# x", "\\", '"^^<a:b>', "@en", "_:b", "a:b", "()"):
        with pytest.raises(ParameterError):
            bind([Parameter("x", kind)], {"x": value}, things)


def test_a_text_stays_what_it_is(store, things):
    for value in ("'", '"', "{", "}", "<a:b>", "?x", "# x", "\\", '"^^<a:b>', "x@en", "_:b", "a:b", "()"):
        (term,) = bind([Parameter("x", "text")], {"x": value}, things).values()
        assert isinstance(term, Literal)
        assert not isinstance(term, URIRef)
        assert (str(term), term.language, term.datatype) == (value, None, None)
        assert store.query("SELECT ?x ?s { ?s ?p ?x }", bindings={"x": term}).rows() == []
