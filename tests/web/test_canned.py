"""The canned queries as endpoints: formats, errors, descriptions, new and broken files."""

import csv
import io
import json
import shutil

import pyoxigraph
import pytest

from communique.release.build import current_build
from communique.store.canned import THING_TYPES
from communique.store.workers.pool import PoolSettings
from communique.vocabulary import thing
from communique.web.limits import ServiceLimits
from communique.workspace import Workspace
from sample.fixtures import serving
from sample.workspace import ACCORD, ORDER

PATH = "/api/queries/positions-on-agreement"
GRAPH = """#+ title: Stances as a graph
#+ parameters: [{name: stance, type: stance, example: calls-for}]
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
CONSTRUCT { ?stance skos:prefLabel ?label }
WHERE { ?stance skos:prefLabel ?label FILTER(LANG(?label) = "en") }
"""
BOOLEAN = """#+ title: Is it a stance
#+ parameters: [{name: stance, type: stance, example: calls-for}]
ASK { ?stance a <https://w3id.org/communique/ontology#Stance> }
"""
TYPED = """#+ title: Every kind of value
#+ parameters:
#+   - {name: number, type: integer, default: 7, minimum: 1, maximum: 9, description: A number.}
#+   - {name: colour, type: text, default: null, choices: [red, blue], example: red}
#+   - {name: words, type: text, default: null, example: some words}
SELECT ?number ?colour ?words (1.5 AS ?half) (1e0 AS ?one) (true AS ?yes) (1/0 AS ?nothing) ("NA" AS ?text)
  (xsd:double("INF") AS ?endless) (STRDT("many", xsd:integer) AS ?odd) (STRLANG("ja", "de") AS ?spoken)
WHERE { } ORDER BY ?number
"""
TYPED = TYPED.replace("SELECT", "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\nSELECT", 1)


@pytest.fixture(scope="module")
def extended(built, tmp_path_factory):
    """The sample with a few queries of the project and some more in its folder, one of them broken."""
    folder = tmp_path_factory.mktemp("extended") / "workspace"
    shutil.copytree(built.root, folder, symlinks=True)
    for path in (folder / "queries").glob("*.rq"):
        if path.stem not in ("positions-of-actor", "positions-on-agreement", "stance-matrix"):
            path.unlink()
    for name, text in (
        ("graph", GRAPH),
        ("boolean", BOOLEAN),
        ("typed", TYPED),
        ("broken", "#+ title: x\nSELECT"),
    ):
        (folder / "queries" / f"{name}.rq").write_text(text)
    return Workspace.open(folder)


@pytest.fixture(scope="module")
def more(extended):
    """A client of the service over them."""
    with serving(extended, ServiceLimits(pool=PoolSettings(workers=1))) as opened:
        yield opened


def table(answer):
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_an_answer_says_what_it_answers(client, built):
    answer = client.get(PATH, params={"agreement": ACCORD})
    assert answer.headers["content-type"] == "application/json"
    found = answer.json()
    assert found["dataset"] == current_build(built).version
    assert (found["query"], found["title"]) == ("positions-on-agreement", "Positions on an agreement")
    assert found["parameters"] == {"agreement": str(thing("agreement", ACCORD))}
    assert found["next"] is None
    assert len(found["rows"]) == 5
    assert all(list(row) == found["columns"] for row in found["rows"])
    assert {row["agreement"] for row in found["rows"]} == {str(thing("agreement", ACCORD))}
    assert {type(row["start"]) for row in found["rows"]} == {int}
    assert {row["ascribedBy"] for row in found["rows"]} == {None, str(thing("actor", "anna-berg"))}


def test_values_that_were_not_given_are_shown_as_understood(more):
    found = more.get("/api/queries/typed", params={"colour": "red"}).json()
    assert found["parameters"] == {"number": 7, "colour": "red", "words": None}
    assert more.get("/api/queries/stance-matrix").json()["parameters"] == {"from": None, "to": None}


def test_numbers_are_numbers_and_nothing_is_null(more):
    (row,) = more.get("/api/queries/typed").json()["rows"]
    expected = {"number": 7, "half": 1.5, "one": 1.0, "yes": True, "nothing": None, "text": "NA"}
    assert row == {**expected, "colour": None, "words": None, "endless": "INF", "odd": "many", "spoken": "ja"}


@pytest.mark.parametrize(
    ("asked", "media_type"),
    [
        ({}, "application/json"),
        ({"accept": "application/json"}, "application/json"),
        ({"format": "json"}, "application/json"),
        ({"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, "application/json"),
        ({"accept": "application/sparql-results+json"}, "application/sparql-results+json"),
        ({"format": "sparql-json"}, "application/sparql-results+json"),
        ({"accept": "application/sparql-results+json;q=0.5, text/csv"}, "text/csv; charset=utf-8"),
        ({"format": "csv", "accept": "application/json"}, "text/csv; charset=utf-8"),
        ({"accept": "text/tab-separated-values"}, "text/tab-separated-values; charset=utf-8"),
        ({"format": "tsv"}, "text/tab-separated-values; charset=utf-8"),
        ({"accept": "application/xml"}, "application/sparql-results+xml"),
        ({"format": "xml"}, "application/sparql-results+xml"),
    ],
)
@pytest.mark.parametrize("limit", [{}, {"limit": "5"}], ids=["whole", "page"])
def test_a_table_comes_in_each_format(client, asked, media_type, limit):
    values = {"agreement": ACCORD, **limit, **{key: asked[key] for key in asked if key == "format"}}
    answer = client.get(PATH, params=values, headers={"Accept": asked.get("accept", "*/*")})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    rows = {
        "application/json": lambda: len(answer.json()["rows"]),
        "application/sparql-results+json": lambda: len(answer.json()["results"]["bindings"]),
        "application/sparql-results+xml": lambda: answer.text.count("<result>"),
        "text/csv; charset=utf-8": lambda: len(table(answer)),
        "text/tab-separated-values; charset=utf-8": lambda: answer.text.count("\n") - 1,
    }
    assert rows[media_type]() == 5


@pytest.mark.parametrize(
    ("named", "accept", "media_type"),
    [
        (None, "*/*", "text/turtle; charset=utf-8"),
        ("ttl", "*/*", "text/turtle; charset=utf-8"),
        ("nt", "*/*", "application/n-triples"),
        ("rdf", "*/*", "application/rdf+xml"),
        ("jsonld", "*/*", "application/ld+json"),
        ("trig", "*/*", "application/trig"),
        ("nq", "*/*", "application/n-quads"),
        (None, "application/ld+json", "application/ld+json"),
        (None, "application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml"),
    ],
)
def test_a_graph_comes_in_each_format(more, named, accept, media_type):
    values = {"stance": "calls-for", **({"format": named} if named else {})}
    answer = more.get("/api/queries/graph", params=values, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    parsed = pyoxigraph.parse(
        answer.content, pyoxigraph.RdfFormat.from_media_type(media_type.partition(";")[0])
    )
    (triple,) = (quad.triple for quad in parsed)
    assert str(triple) == (
        f'<{thing("stance", "calls-for")}> <http://www.w3.org/2004/02/skos/core#prefLabel> "calls for"@en'
    )


def test_a_question_is_answered_with_yes_or_no(more):
    answer = more.get("/api/queries/boolean", params={"stance": "calls-for"})
    assert answer.json()["answer"] is True
    assert answer.json()["parameters"] == {"stance": str(thing("stance", "calls-for"))}
    values = {"stance": "calls-for", "format": "sparql-json"}
    assert more.get("/api/queries/boolean", params=values).json()["boolean"] is True


@pytest.mark.parametrize(
    ("path", "accept", "status", "words"),
    [
        (PATH, "*/*", 400, "missing, for example agreement="),
        (f"{PATH}?agreement=river-acord", "*/*", 404, ACCORD),
        (f"{PATH}?agreement=x&agreement=y", "*/*", 400, "more than once"),
        (f"{PATH}?agreement={ACCORD}&colour=red", "*/*", 400, "there is: agreement"),
        (f"{PATH}?agreement={ACCORD}&format=pdf", "*/*", 400, "json, csv, sparql-json, xml, tsv"),
        (f"{PATH}?agreement={ACCORD}&format=ttl", "*/*", 400, "json, csv"),
        (f"{PATH}?agreement={ACCORD}&limit=0", "*/*", 400, "from 1 to 10000"),
        (f"{PATH}?agreement={ACCORD}&limit=10001", "*/*", 400, "from 1 to 10000"),
        (f"{PATH}?agreement={ACCORD}&after=zzz", "*/*", 400, "no cursor"),
        (f"{PATH}?agreement={ACCORD}", "image/png", 406, "text/csv"),
        (f"{PATH}?agreement={ACCORD}", "text/turtle", 406, "text/csv"),
        ("/api/queries/positions-of-actor?actor=norland&from=soon", "*/*", 400, "is not a date"),
        ("/api/queries/position-of-actor", "*/*", 404, "positions-of-actor"),
        ("/api/queries/position-of-actor/description", "*/*", 404, "positions-of-actor"),
        ("/api/queries/graph?stance=calls-for&format=json", "*/*", 400, "ttl, jsonld, nt"),
        ("/api/queries/graph?stance=calls-for", "text/csv", 406, "text/turtle"),
        ("/api/queries/graph?stance=calls-for&limit=5", "*/*", 400, "has no pages"),
        ("/api/queries/boolean?stance=calls-for&after=x", "*/*", 400, "has no pages"),
        ("/api/queries/typed?number=10", "*/*", 400, "from 1 to 9"),
        ("/api/queries/typed?colour=green", "*/*", 400, "one of red, blue"),
        ("/api/queries/broken", "*/*", 503, "broken.rq: line 2, column 7: this is not SPARQL"),
        ("/api/queries/broken/description", "*/*", 503, "broken.rq: line 2, column 7: this is not SPARQL"),
        ("/queries/broken", "*/*", 503, "broken.rq: line 2, column 7: this is not SPARQL"),
    ],
)
def test_calls_that_do_not_fit_are_explained(more, path, accept, status, words):
    answer = more.get(path, headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert words in answer.json()["detail"] + " ".join(answer.json().get("suggestions", []))


def test_a_broken_file_is_named_and_the_others_answer(more):
    assert list(more.get("/health").json()["brokenQueries"]) == ["broken"]
    names = [item["name"] for item in more.get("/api/queries").json()]
    assert "broken" not in names
    assert {"graph", "typed", "stance-matrix"} <= set(names)
    assert "broken cannot be used: broken.rq: " in more.get("/queries").text


def test_a_new_file_is_an_endpoint_of_the_next_app(extended):
    path = extended.root / "queries" / "dropped-in.rq"
    path.write_text("#+ title: New\nSELECT ?x WHERE { VALUES ?x { 1 2 } } ORDER BY ?x")
    limits = ServiceLimits(pool=PoolSettings(workers=1))
    with serving(extended, limits) as opened:
        rows = opened.get("/api/queries/dropped-in").json()["rows"]
        assert rows == [{"x": 1}, {"x": 2}]
        assert "/api/queries/dropped-in" in opened.get("/openapi.json").json()["paths"]
    path.unlink()
    with serving(extended, limits) as opened:
        assert opened.get("/api/queries/dropped-in").status_code == 404


def test_all_queries_are_described(more):
    described = {item["name"]: item for item in more.get("/api/queries").json()}
    item = described["positions-of-actor"]
    assert item["address"] == "/api/queries/positions-of-actor"
    assert item["formats"]["csv"] == "text/csv"
    actor, earliest, _ = item["parameters"]
    assert (actor["required"], actor["type"], earliest["required"]) == (True, "actor", False)
    assert actor["choices"][0] == {"value": "anna-berg", "label": "Anna Berg"}
    assert actor["choicesTotal"] == len(more.get(actor["choicesAddress"]).json()["choices"])
    assert (earliest["choices"], earliest["choicesAddress"]) == (None, None)
    number = described["typed"]["parameters"][0]
    assert (number["minimum"], number["maximum"], number["default"], number["required"]) == (1, 9, "7", False)
    assert described["graph"]["form"] == "graph"
    alone = more.get("/api/queries/positions-of-actor/description").json()
    assert {**alone, "parameters": []} == {**item, "parameters": []}


def test_choices_can_be_searched(more):
    address = "/api/queries/positions-of-actor/choices/actor"
    whole = more.get(address).json()
    assert whole["total"] == len(whole["choices"])
    found = more.get(address, params={"q": "berg"}).json()
    assert found == {"choices": [{"value": "anna-berg", "label": "Anna Berg"}], "total": 1}
    one = more.get(address, params={"limit": 1}).json()
    assert (len(one["choices"]), one["total"]) == (1, whole["total"])
    assert more.get(address, params={"q": "nobody at all"}).json() == {"choices": [], "total": 0}
    colours = more.get("/api/queries/typed/choices/colour").json()
    assert [item["value"] for item in colours["choices"]] == ["red", "blue"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("positions-of-actor/choices/colour", "there is: actor, from, to"),
        ("positions-of-actor/choices/from", "any date will do"),
        ("positions-of-actor/choices/actor?limit=301", "from 1 to 300"),
        ("positions-of-actor/choices/actor?words=x", "there is: q, limit"),
        ("positions-of-actor/choices/actor?q=a&q=b", "more than once"),
    ],
)
def test_searches_that_do_not_fit_are_explained(more, path, words):
    answer = more.get(f"/api/queries/{path}")
    assert answer.status_code == 400
    assert words in answer.json()["detail"]


def test_each_query_has_a_path_of_its_own_in_the_openapi(more):
    described = more.get("/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for item in more.get("/api/queries").json():
        operation = described["paths"][item["address"]]["get"]
        parameters = {parameter["name"]: parameter for parameter in operation["parameters"]}
        paged = {"limit", "after"} if item["form"] == "table" else set()
        assert (
            set(parameters) == {entry["name"] for entry in item["parameters"]} | {"format", "dataset"} | paged
        )
        assert operation["summary"] == item["title"]
        for entry in item["parameters"]:
            assert parameters[entry["name"]]["required"] == entry["required"]
            assert str(parameters[entry["name"]].get("example", None)) == str(entry["example"])
        assert list(operation["responses"]["200"]["content"]) == list(item["formats"].values())
    identifiers = [
        operation["get"]["operationId"] for operation in described["paths"].values() if "get" in operation
    ]
    assert len(identifiers) == len(set(identifiers))


def test_the_openapi_knows_the_types(more):
    paths = more.get("/openapi.json").json()["paths"]

    def schema(query, name):
        (found,) = (p for p in paths[f"/api/queries/{query}"]["get"]["parameters"] if p["name"] == name)
        return found["schema"]

    assert schema("typed", "number") == {"type": "integer", "minimum": 1, "maximum": 9, "default": 7}
    assert schema("typed", "colour") == {"type": "string", "enum": ["red", "blue"]}
    stances = schema("graph", "stance")["enum"]
    assert "calls-for" in stances
    assert len(stances) == more.get("/api/queries/graph/choices/stance").json()["total"]
    assert "enum" not in schema("positions-of-actor", "actor")
    assert schema("positions-of-actor", "from")["pattern"].startswith("^")
    answer = paths[PATH]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    row = answer["properties"]["rows"]["items"]
    assert row["required"] == more.get(PATH, params={"agreement": ORDER}).json()["columns"]


def test_the_example_calls_of_the_openapi_work(more):
    for path, operations in more.get("/openapi.json").json()["paths"].items():
        if path.startswith("/api/queries/") and "{" not in path:
            given = {p["name"]: p["example"] for p in operations["get"]["parameters"] if "example" in p}
            assert more.get(path, params=given).status_code == 200, (path, given)


def test_values_are_taken_in_all_their_forms(client):
    forms = [ACCORD, f"agreement/{ACCORD}", str(thing("agreement", ACCORD))]
    answers = [client.get(PATH, params={"agreement": form}).json() for form in forms]
    for answer in answers:
        assert answer.pop("address").startswith(PATH)  # each repeats the form that was used
    assert answers[0] == answers[1] == answers[2]
    assert "agreement" in THING_TYPES


def test_answers_are_known_again(client):
    answer = client.get(PATH, params={"agreement": ACCORD})
    known = client.get(PATH, params={"agreement": ACCORD}, headers={"If-None-Match": answer.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    assert json.loads(answer.content)["dataset"] == answer.headers["dataset-version"]
