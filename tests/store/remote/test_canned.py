"""All our queries asked of real servers: the same answers as from the embedded store, but for those named."""

import contextlib

import pytest
from rdflib import URIRef

from communique.store.canned import bind, load_catalogue
from communique.store.protocol import Form, QueryError
from communique.store.remote.http import RemoteLimits
from communique.store.remote.store import RemoteStore
from communique.store.remote.substitution import substitute
from communique.store.safety import unbindable
from sample.workspace import REPOSITORY
from servers.fixtures import oxigraph, published, server, virtuoso
from store.remote.comparing import rows

__all__ = ["oxigraph", "server", "virtuoso"]

CATALOGUE = load_catalogue(sorted((REPOSITORY / "queries").glob("*.rq")))
OWN = {
    f"{path.parts[-3]}/{path.stem}": path.read_text(encoding="utf-8")
    for path in sorted((REPOSITORY / "service" / "communique").glob("*/queries/*.rq"))
}
DIFFERENT_IN_VIRTUOSO = {
    "release/counts-whole": "counts more different objects: equal values of different types are kept apart",
}
"""Queries that Virtuoso 7 answers otherwise or not at all, and why; docs/stores.md says how to word them."""


@pytest.fixture(scope="module")
def store(server, real_build):
    published(server, real_build)
    with contextlib.closing(
        RemoteStore.open(server.query, limits=RemoteLimits(deadline_seconds=60))
    ) as opened:
        yield opened


def is_same(store, real, text, bindings):
    ours = real.query(text, bindings=bindings)
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
def test_canned(server, store, real, real_things, name):
    """With the examples of the parameters: once of those that it cannot do without, once of all."""
    query = CATALOGUE.queries[name]
    all_examples = {item.name: item.example for item in query.parameters if item.example}
    required = {item.name: item.example for item in query.parameters if item.required}
    same = [
        is_same(store, real, query.text, bind(query.parameters, values, real_things))
        for values in (required, all_examples)
    ]
    assert all(same) == expected(server, name)


@pytest.mark.parametrize("name", OWN)
def test_of_the_service_itself(server, store, real, name):
    """With a value for the first column that can have one."""
    text = OWN[name]
    bindings = {}
    answered = real.query(text)
    if answered.form is Form.graph and "?thing" in text:
        bindings = {"thing": URIRef("https://w3id.org/communique/id/actor/sergey-lavrov")}
    elif answered.form is not Form.graph:
        bindings = _first_value(text, answered.rows())
    assert is_same(store, real, text, bindings) == expected(server, name)


def _first_value(text, found):
    for column, value in found[0].items() if found else ():
        if value.startswith("http") and not unbindable(text, [column]):
            with contextlib.suppress(QueryError):  # where the query computes it
                substitute(text, {column: URIRef(value)})
                return {column: URIRef(value)}
    return {}
