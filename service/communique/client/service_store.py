"""A Communiqué service as a store: the same queries that a build answers, sent to its SPARQL endpoint."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from communique.client.asking import ask_own
from communique.client.errors import ServiceError
from communique.client.service_http import Reply, ServiceHttp
from communique.store.protocol import (
    AnswerTooLargeError,
    EngineError,
    Form,
    QueryError,
    QueryRefusedError,
    Row,
    Term,
)
from communique.store.remote.answer import PLAIN_FORMATS, RemoteAnswer, only_query_errors
from communique.store.remote.http import Reply as RemoteReply
from communique.store.remote.substitution import substitute
from communique.store.tokens import form_of, tokens_of
from communique.vocabulary import PROVENANCE_GRAPH

SPARQL_PATH = "/sparql"


class ServiceAnswer(RemoteAnswer):
    """An answer that has come whole; see :class:`communique.store.protocol.Answer`."""

    def serialise(self, media_type: str) -> bytes:
        """The whole answer in a format of its kind; as it has come, if it has come in that format.

        Raises:
            NotAcceptableError: the format is none for this kind of answer.
            EngineError: what the service sent is not what it says it is.
        """
        if media_type == self._reply.media_type:
            return self._reply.body  # what it says of its being cut off would be lost in writing it anew
        return super().serialise(media_type)

    @only_query_errors
    def rows(self) -> list[Row]:
        """The solutions of a table.

        Raises:
            AnswerTooLargeError: the service cut the answer off.
            QueryError: the answer is not a table, or not what it says it is.
        """
        if self.form is Form.table and "truncated" in json.loads(self._reply.body):
            raise AnswerTooLargeError("the service cuts off an answer this long; ask for less")
        return super().rows()


class ServiceStore:
    """The dataset of a service; see :class:`communique.store.protocol.Store`. Safe to use from threads.

    Values of variables are written into the text as whole RDF terms, because the protocol has no other
    place for them (:mod:`communique.store.remote.substitution`).
    """

    def __init__(self, http: ServiceHttp, version: str) -> None:
        self._http = http
        self.version = version
        found = [str(row["graph"]) for row in ask_own(self, "graphs")]
        self.graphs: frozenset[str] = frozenset([*found, str(PROVENANCE_GRAPH)])
        """The IRIs of the named graphs."""

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: Collection[str] | None = None,
        named_graphs: Collection[str] | None = None,
    ) -> ServiceAnswer:
        """Answer a query; see :meth:`communique.store.protocol.Store.query`.

        Raises:
            QuerySyntaxError: the text is not a query.
            QueryError: in one of its kinds, whatever went wrong.
        """
        sent = substitute(text, bindings or {})
        form = form_of(tokens_of(sent))
        fields = [("query", sent)]
        fields += [("default-graph-uri", graph) for graph in default_graphs or ()]
        fields += [("named-graph-uri", graph) for graph in named_graphs or ()]
        accept = PLAIN_FORMATS[form]
        reply = self._http.post_form(SPARQL_PATH, fields, accept)
        if reply.status != 200:
            raise _failure(reply)
        if reply.media_type != accept:
            raise EngineError(f"the service sent {reply.media_type or 'nothing known'}, not {accept}")
        return ServiceAnswer(form, RemoteReply(reply.media_type, reply.body))


def _failure(reply: Reply) -> QueryError:
    detail = str(reply.problem()["detail"])
    if reply.status == 400:
        return QueryError(detail)
    return QueryRefusedError(detail) if reply.status == 403 else ServiceError(detail, reply.status)
