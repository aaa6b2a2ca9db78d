"""The rows of each query of the project have one order only, or their pages would not hold together."""

import pytest
from rdflib import Variable
from rdflib.plugins.sparql.algebra import translateQuery, traverse
from rdflib.plugins.sparql.parser import parseQuery

from communique.release.build import build
from communique.release.opening import open_store
from communique.store.canned import ChoiceLists, bind, load_catalogue
from communique.store.protocol import Form
from communique.store.things import ThingIndex
from communique.workspace import Workspace
from sample.workspace import REPOSITORY, accepts

CATALOGUE = load_catalogue(sorted((REPOSITORY / "queries").glob("*.rq")))
TABLES = [query for query in CATALOGUE.queries.values() if query.form is Form.table]


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """The data of the project: the sample is too small for rows to be alike in it."""
    folder = tmp_path_factory.mktemp("real")
    for name in ("ontology", "data", "shapes", "queries"):
        (folder / name).symlink_to(REPOSITORY / name)
    workspace = Workspace.open(folder)
    build(workspace, None, validator=accepts)
    store = open_store(workspace)
    return store, ThingIndex.of(store)


def order_variables(text):
    """The variables by which the outermost SELECT orders its rows."""
    part = translateQuery(parseQuery(text)).algebra.p
    while part.name != "OrderBy":
        part = part.p
    found = set()
    traverse(part.expr, visitPre=lambda node: found.add(str(node)) if isinstance(node, Variable) else None)
    return found


def test_the_variables_of_an_order_are_found():
    text = "SELECT ?a ?b ?c { ?a ?b ?c } ORDER BY STR(?b) DESC(?a)"
    assert order_variables(text) == {"a", "b"}


@pytest.mark.parametrize("query", TABLES, ids=lambda query: query.name)
def test_no_two_rows_have_the_same_place(real, query):
    store, things = real
    values = {item.name: ChoiceLists(things).example(item) for item in query.parameters if item.required}
    rows = store.query(query.text, bindings=bind(query.parameters, values, things)).rows()
    names = sorted(order_variables(query.text))
    assert set(names) <= set(query.columns), "what is not in the answer cannot be compared here"
    places = [tuple(row.get(name) for name in names) for row in rows]
    twice = {place for place in places if places.count(place) > 1}
    assert twice == set()


@pytest.mark.parametrize("query", TABLES, ids=lambda query: query.name)
def test_an_answer_is_the_same_every_time(real, query):
    store, things = real
    values = {item.name: ChoiceLists(things).example(item) for item in query.parameters if item.required}
    bound = bind(query.parameters, values, things)
    answers = {store.query(query.text, bindings=bound).serialise("text/csv") for _ in range(3)}
    assert len(answers) == 1
