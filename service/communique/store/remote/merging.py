"""Several graphs merged into one default graph, in which a triple that stands in two of them matches once.

That is what SPARQL 1.1 says; but the stores that were tried let such a triple match twice.
"""

from __future__ import annotations

from collections.abc import Collection

import pyoxigraph

from communique.store.embedded import EmbeddedStore
from communique.store.remote.answer import PLAIN_FORMATS, RemoteAnswer, only_query_errors
from communique.store.remote.http import Reply

QUADS = "SELECT ?graph ?subject ?predicate ?object WHERE { GRAPH ?graph { ?subject ?predicate ?object } }"
"""Asks for all of the named graphs, in one answer, so that blank nodes are the same in all of them."""


@only_query_errors
def answer_merged(
    quads: RemoteAnswer, text: str, default_graphs: Collection[str], named_graphs: Collection[str]
) -> RemoteAnswer:
    """Answer a query of our own from graphs that have been fetched.

    Args:
        quads: the answer to :data:`QUADS` for all the graphs.
        text: the query without FROM.
        default_graphs: the graphs to be merged.
        named_graphs: the graphs that GRAPH can name.

    Raises:
        QueryError: in one of its kinds, whatever went wrong.
    """
    chosen, fetched = set(default_graphs), pyoxigraph.Store()
    for row in quads.solutions():
        fetched.add(pyoxigraph.Quad(row["subject"], row["predicate"], row["object"], row["graph"]))
        if row["graph"].value in chosen:
            fetched.add(pyoxigraph.Quad(row["subject"], row["predicate"], row["object"]))
    # To choose all the graphs that a store knows is to choose its own default graph, which is their merge.
    answer = EmbeddedStore(fetched, "", chosen).query(text, default_graphs=chosen, named_graphs=named_graphs)
    media_type = PLAIN_FORMATS[answer.form]
    return RemoteAnswer(answer.form, Reply(media_type, answer.serialise(media_type)))
