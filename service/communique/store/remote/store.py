"""Any SPARQL 1.1 store as the dataset: what is asked here is asked there, over HTTP.

The store has to hold the dataset as `communique publish` puts it there: each named graph, and all of them
merged in one more (:data:`communique.vocabulary.MERGED_GRAPH`), because stores disagree on what the default
graph is. Every request says in full which graphs it is about, so that the answers are the same whatever the
store thinks, and whatever else it holds. All formats are written here, whatever the store can write.
"""

from __future__ import annotations

import asyncio
import io
import math
import re
import threading
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from communique.store.compression import SMALL_BYTES, compress
from communique.store.cutting import AnswerLimits
from communique.store.protocol import (
    DeadlineError,
    Form,
    NotAcceptableError,
    QueryError,
    QuerySyntaxError,
    Term,
)
from communique.store.remote.answer import RemoteAnswer
from communique.store.remote.dataset_clause import split_dataset_clause
from communique.store.remote.http import (
    Credentials,
    RemoteHttp,
    RemoteLimits,
    Reply,
    UnansweredError,
    checked_address,
    form_body,
)
from communique.store.remote.merging import QUADS, answer_merged
from communique.store.remote.release import (
    NotPublishedError,
    check_row_limit,
    check_sorting,
    headers_for,
    is_virtuoso,
    read_graphs,
    read_version,
)
from communique.store.remote.substitution import substitute
from communique.store.tokens import form_of, plain_text, refuse_outside, tokens_of
from communique.store.workers.wire import Head, Job
from communique.vocabulary import MERGED_GRAPH, NO_GRAPH

_CHECKED_SECONDS = 1.0
"""How long it is taken for granted that the store is as it was."""
_CHECK_SECONDS = 2.0
"""How long it may take to tell."""
_CONCISE = 'DEFINE sql:describe-mode "CBD" '
"""Has Virtuoso describe a thing by what is said of it; else it would also give what leads to it."""
_FROM = re.compile(r"from|\\u", re.IGNORECASE)
"""Without these letters a query cannot choose a graph."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A query as it is sent: without FROM, and with all the graphs that it is about."""

    form: Form
    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]

    @property
    def body(self) -> bytes:
        """What is sent."""
        fields = [("query", self.text)]
        fields += [("default-graph-uri", graph) for graph in self.default_graphs or [str(NO_GRAPH)]]
        # Always the empty one too: what GRAPH names in vain is written as that one, and Virtuoso counts one
        # solution where a graph is named that was not chosen.
        fields += [("named-graph-uri", graph) for graph in [*self.named_graphs, str(NO_GRAPH)]]
        return form_body(fields)


class RemoteStore:
    """A store reached over HTTP; see :class:`communique.store.protocol.Store`. Safe to use from threads."""

    def __init__(
        self, url: str, http: RemoteHttp, version: str, graphs: Iterable[str], *, describe_mode: str = ""
    ) -> None:
        """Make one for a store that is as it has to be; :meth:`open` sees to that.

        Args:
            url: the address of its SPARQL query service.
            http: the connection.
            version: the version of the dataset that it holds.
            graphs: the IRIs of the named graphs of this.
            describe_mode: what has to stand before a DESCRIBE.
        """
        self._url, self._http, self._describe_mode = url, http, describe_mode
        self.version = version
        self.graphs = frozenset(graphs)
        self._checking = threading.Lock()
        self._checked = -math.inf
        self._trouble: str | None = None

    @classmethod
    def open(
        cls, url: str, *, credentials: Credentials | None = None, limits: RemoteLimits | None = None
    ) -> Self:
        """Connect to a store and read which version of the dataset it holds.

        Args:
            url: the address of its SPARQL query service, http or https.
            credentials: who we are, where reading needs that.
            limits: what one request may take.

        Raises:
            ValueError: the address is none that may be used.
            NotPublishedError: the store holds no whole release.
            StoreError: it cuts answers so early that they could not be relied on.
            QueryError: it cannot be asked.
        """
        address = checked_address(url)
        http = RemoteHttp(credentials, limits)
        try:
            version, graphs = read_version(http, address), read_graphs(http, address)
            check_row_limit(http, address)
            check_sorting(http, address)
            describe_mode = _CONCISE if is_virtuoso(http, address) else ""
        except BaseException:
            http.close()
            raise
        return cls(address, http, version, graphs, describe_mode=describe_mode)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def trouble(self) -> str | None:
        """Why the store cannot be relied on at the moment, or None; found out once a second at most.

        Whoever asks while that is being found out hears what was known before, so that nobody waits for long.
        """
        if time.monotonic() - self._checked > _CHECKED_SECONDS and self._checking.acquire(blocking=False):
            try:
                self._trouble = self._found_trouble()
                self._checked = time.monotonic()
            finally:
                self._checking.release()
        return self._trouble

    def _found_trouble(self) -> str | None:
        version = None
        try:
            version = read_version(self._http, self._url, _CHECK_SECONDS)
        except NotPublishedError:
            pass
        except DeadlineError:
            return f"the store did not answer within {_CHECK_SECONDS:g} s"
        except QueryError as error:
            return str(error)
        if version != self.version:
            return "the store holds another version of the dataset by now, or is being filled"
        return None

    def query(
        self,
        text: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        default_graphs: Collection[str] | None = None,
        named_graphs: Collection[str] | None = None,
    ) -> RemoteAnswer:
        """Answer a query that is known to be safe; see :meth:`communique.store.protocol.Store.query`.

        Raises:
            QuerySyntaxError: the text is not a query.
            QueryError: in one of its kinds, whatever went wrong.
        """
        question = self._question(text, bindings, default_graphs, named_graphs)
        if len(question.default_graphs) <= 1:
            return self._sent(question)
        graphs = {*question.default_graphs, *question.named_graphs}
        quads = self._sent(_Question(Form.table, QUADS, (), tuple(sorted(graphs))))
        return answer_merged(quads, question.text, question.default_graphs, question.named_graphs)

    def merges(self, job: Job) -> bool:
        """Whether several graphs make up the default graph of a job, which stores do not merge."""
        chosen = job.default_graphs
        if chosen is None and job.named_graphs is None and _FROM.search(job.text):
            try:
                chosen = split_dataset_clause(tokens_of(plain_text(job.text))).default_graphs
            except QueryError:  # whoever judges the query says what is wrong with it
                return False
        return 1 < len(self._known(chosen)) < len(self.graphs)

    def _sent(self, question: _Question) -> RemoteAnswer:
        reply = self._http.send("POST", self._url, content=question.body, headers=headers_for(question.form))
        return RemoteAnswer(question.form, reply)

    async def ask(self, job: Job, limits: AnswerLimits) -> tuple[Head, bytes, bool]:
        """Answer a job for a coroutine; if that is cancelled, the connection to the store is closed.

        The query has been judged, and is not one that merges graphs.

        Returns:
            what kind of answer it is, all that is given out of it, and whether it was cut.

        Raises:
            QueryError: in one of its kinds, whatever went wrong.
        """
        question = self._question(job.text, dict(job.bindings), job.default_graphs, job.named_graphs)
        media_type = job.graph_format if question.form is Form.graph else job.table_format
        if media_type is None:
            raise NotAcceptableError(
                f"none of the formats in Accept can hold the answer, which is a {question.form}"
            )
        headers = headers_for(question.form)
        try:
            reply = await self._http.send_async("POST", self._url, content=question.body, headers=headers)
        except QuerySyntaxError:
            raise UnansweredError(
                "the store that holds the data does not take this query, though it is SPARQL 1.1; "
                "word it differently"
            ) from None
        return await asyncio.to_thread(_written, question.form, reply, media_type, job, limits)

    def _question(
        self,
        text: str,
        bindings: Mapping[str, Term] | None,
        default_graphs: Collection[str] | None,
        named_graphs: Collection[str] | None,
    ) -> _Question:
        tokens = tokens_of(substitute(text, bindings or {}))
        form = form_of(tokens)
        refuse_outside(tokens)
        clause = split_dataset_clause(tokens)
        if default_graphs is None and named_graphs is None:
            default_graphs, named_graphs = clause.default_graphs, clause.named_graphs
        if default_graphs is None and named_graphs is None:
            default_graphs, named_graphs = [str(MERGED_GRAPH)], sorted(self.graphs)
        else:
            default_graphs = self._known(default_graphs)
            if len(default_graphs) == len(self.graphs):
                default_graphs = [str(MERGED_GRAPH)]
            named_graphs = self._known(named_graphs)
        if not clause.names_graphs:
            named_graphs = []  # they would make each request long for nothing
        before = self._describe_mode if any(token.keyword == "DESCRIBE" for token in tokens) else ""
        text = before + clause.text(named_graphs)
        return _Question(form, text, tuple(default_graphs), tuple(named_graphs))

    def _known(self, chosen: Collection[str] | None) -> list[str]:
        """Those chosen that are of the dataset, each once.

        The store may hold other things than this dataset; they are not there for whoever asks here.
        """
        return [graph for graph in dict.fromkeys(chosen or ()) if graph in self.graphs]


def _written(
    form: Form, reply: Reply, media_type: str, job: Job, limits: AnswerLimits
) -> tuple[Head, bytes, bool]:
    """An answer in its format, compressed if that is wanted and worth it."""
    output = io.BytesIO()
    answer = RemoteAnswer(form, reply)
    cut = answer.write(output, media_type, limits)
    body, encoding = output.getvalue(), job.encoding
    if encoding is not None and (job.forced or len(body) >= SMALL_BYTES):
        return Head(answer.form, media_type, encoding), compress(body, encoding), cut
    return Head(answer.form, media_type), body, cut
