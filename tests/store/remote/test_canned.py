"""All our queries asked of real servers: the same answers as from the embedded store, but for those named."""

import contextlib
import re

import pytest
from rdflib import URIRef

from communique.store.canned import bind, load_catalogue
from communique.store.embedded import EmbeddedStore
from communique.store.protocol import Form, QueryError
from communique.store.remote.http import RemoteLimits
from communique.store.remote.store import RemoteStore
from communique.store.remote.substitution import substitute
from communique.store.safety import unbindable
from communique.store.things import ThingIndex
from sample.workspace import REPOSITORY
from servers.fixtures import oxigraph, published, real_build, server, virtuoso

__all__ = ["oxigraph", "real_build", "server", "virtuoso"]

CATALOGUE = load_catalogue(sorted((REPOSITORY / "queries").glob("*.rq")))
OWN = {
    f"{path.parts[-3]}/{path.stem}": path.read_text(encoding="utf-8")
    for path in sorted((REPOSITORY / "service" / "communique").glob("*/queries/*.rq"))
}
DIFFERENT_IN_VIRTUOSO = {
    "agreement-timeline": "a comparison with nothing is false, not an error that COALESCE catches",
    "agreements-always-together": "not compiled: COALESCE over a variable without a value",
    "ascribed-and-own": "a joined list is empty, not absent, where OPTIONAL finds nothing",
    "event-by-outlet": "truth values that are worked out come as 0 and 1",
    "event-coverage": "a joined list is empty, not absent, where OPTIONAL finds nothing",
    "joint-readouts": "a joined list is empty, not absent, where OPTIONAL finds nothing",
    "new-positions-of-actor": "not compiled: COALESCE over a variable without a value",
    "positions-of-actor": "a list joined of nothing is empty, not absent",
    "positions-on-agreement": "rows come twice through a path with a question mark",
    "stance-changes": "the latest of nothing is not told apart from the latest",
    "release/counts-whole": "counts more different objects: equal values of different types are kept apart",
}
"""Queries that Virtuoso 7 answers otherwise or not at all, and why; docs/stores.md says how to word them."""


@pytest.fixture(scope="module")
def embedded(real_build):
    return EmbeddedStore.open(real_build.store_folder, real_build.version)


@pytest.fixture(scope="module")
def things(embedded):
    return ThingIndex.of(embedded)


@pytest.fixture(scope="module")
def store(server, real_build):
    published(server, real_build)
    with contextlib.closing(
        RemoteStore.open(server.query, limits=RemoteLimits(deadline_seconds=60))
    ) as opened:
        yield opened


def rows(answer):
    """Rows in a stable order; what an aggregate joined has none; times may be spelt with Z."""
    return sorted(
        sorted(
            (name, sorted(re.split("; | ", value.replace("+00:00", "Z"))))
            for name, value in row.items()
            if not value.startswith("_:")
        )
        for row in answer.rows()
    )


def is_same(store, embedded, text, bindings):
    ours = embedded.query(text, bindings=bindings)
    try:
        theirs = store.query(text, bindings=bindings)
        if ours.form is Form.graph:
            return len(theirs.triples()) == len(ours.serialise("application/n-triples").splitlines())
        if "LIMIT" in text and "ORDER BY" not in text:  # any rows will do
            return len(theirs.rows()) == len(ours.rows())
        return rows(theirs) == rows(ours)
    except QueryError:
        return False


def expected(server, name):
    return server.name != "virtuoso" or name not in DIFFERENT_IN_VIRTUOSO


def test_the_exceptions_are_of_queries_that_there_are():
    assert set(DIFFERENT_IN_VIRTUOSO) <= {*CATALOGUE.queries, *OWN}


@pytest.mark.parametrize("name", CATALOGUE.queries)
def test_canned(server, store, embedded, things, name):
    """With the examples of the parameters: once of those that it cannot do without, once of all."""
    query = CATALOGUE.queries[name]
    all_examples = {item.name: item.example for item in query.parameters if item.example}
    required = {item.name: item.example for item in query.parameters if item.required}
    same = [
        is_same(store, embedded, query.text, bind(query.parameters, values, things))
        for values in (required, all_examples)
    ]
    assert all(same) == expected(server, name)


@pytest.mark.parametrize("name", OWN)
def test_of_the_service_itself(server, store, embedded, name):
    """With a value for the first column that can have one."""
    text = OWN[name]
    bindings = {}
    answered = embedded.query(text)
    if answered.form is Form.graph:
        bindings = {"thing": URIRef("https://w3id.org/communique/id/actor/sergey-lavrov")}
    else:
        bindings = _first_value(text, answered.rows())
    assert is_same(store, embedded, text, bindings) == expected(server, name)


def _first_value(text, found):
    for column, value in found[0].items() if found else ():
        if value.startswith("http") and not unbindable(text, [column]):
            with contextlib.suppress(QueryError):  # where the query computes it
                substitute(text, {column: URIRef(value)})
                return {column: URIRef(value)}
    return {}
