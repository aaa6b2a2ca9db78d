"""Asking a canned query: the call, its answer, and the pages of that."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph
from cachetools import LRUCache

from communique.store.canned import CannedQuery, ParameterError, bind
from communique.store.formats import TABLE_FORMATS
from communique.store.protocol import Form, QueryError, Term
from communique.web.canned.formats import READABLE, SPARQL_JSON, offered
from communique.web.canned.paging import PAGE_ROWS, Question, SparqlRow, slice_rows
from communique.web.canned.readable import readable_answer
from communique.web.citing import citation, require_version, stable_address
from communique.web.errors import ProblemError, own_query_problem
from communique.web.parameters import single_values, take_format, whole_number
from communique.web.served import ServedDataset

KEPT_BYTES = 32 << 20
"""How much memory the answers that are kept for their pages may take together, in bytes."""
_OVERHEAD_BYTES = 1_000
"""What a kept answer takes beside its text, about: there are many questions with short answers."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a canned query, checked."""

    query: CannedQuery
    bindings: dict[str, Term]
    media_type: str
    limit: int | None
    after: str | None
    address: str
    """Where exactly this answer is, for citations: with the version of the dataset."""

    @property
    def is_paged(self) -> bool:
        """Whether a part of the answer is asked for."""
        return self.limit is not None or self.after is not None


def read_call(
    served: ServedDataset, query: CannedQuery, items: Iterable[tuple[str, str]], accept: str | None
) -> Call:
    """A call from the parameters of an address and the Accept header.

    Raises:
        ParameterError: a parameter does not fit.
        ProblemError: a parameter is given twice, or format, limit or Accept does not fit.
    """
    values = single_values(items)
    given = dict(values)
    require_version(values, served.version)
    format_name = take_format(values, offered(query.form), accept)
    after = values.pop("after", None)
    limit = whole_number(values, "limit", 1, 1, PAGE_ROWS) if "limit" in values else None
    if query.form is not Form.table and (limit is not None or after is not None):
        name = "limit" if limit is not None else "after"
        raise ParameterError(name, f"{name}: the answer is not a table and has no pages; leave it out")
    address = stable_address(f"/api/queries/{query.name}", {**given, "format": format_name}, served.version)
    bindings = bind(query.parameters, values, served.things)
    return Call(query, bindings, offered(query.form)[format_name], limit, after, address)


class Answers:
    """The answers of one dataset to its canned queries. Safe to use from threads."""

    def __init__(self, served: ServedDataset) -> None:
        self._served = served
        self._kept: LRUCache[Question, bytes] = LRUCache(KEPT_BYTES, getsizeof=_size)
        self._lock = threading.Lock()

    def answer(self, call: Call) -> tuple[bytes, str | None]:
        """The answer to a call in its format, and the cursor of the next page if there is one.

        Raises:
            ProblemError: the cursor does not fit, or the answer is not to be had now.
        """
        if call.media_type != READABLE and not call.is_paged:
            return self._ask(call.query, call.bindings, call.media_type), None
        document, following = self.page(call)
        if call.media_type == READABLE:
            cited = citation(self._served.version, call.address)
            content = readable_answer(cited, call.query, call.bindings, document, following)
            return json.dumps(content, ensure_ascii=False).encode(), following
        body = json.dumps(document, ensure_ascii=False).encode()
        return body if call.media_type == SPARQL_JSON else _rewrite(body, call.media_type), following

    def page(self, call: Call) -> tuple[dict[str, Any], str | None]:
        """The rows that a call asks for, as SPARQL's JSON has them, and the cursor of the next page.

        Raises:
            ProblemError: the cursor does not fit, or the answer is not to be had now.
        """
        document, rows, following = self.whole_and_page(call)
        if call.is_paged:
            document["results"]["bindings"] = rows
        return document, following

    def whole_and_page(self, call: Call) -> tuple[dict[str, Any], Sequence[SparqlRow], str | None]:
        """The whole answer, the rows of it that a call asks for, and the cursor of the next page.

        Raises:
            ProblemError: the cursor does not fit, or the answer is not to be had now.
        """
        question = Question.of(self._served.version, call.query.text, call.bindings)
        document: dict[str, Any] = json.loads(self._whole(question, call))
        if not call.is_paged:
            return document, document.get("results", {}).get("bindings", []), None
        if "truncated" in document:
            # The last page would look like the end of the answer.
            raise ProblemError(
                422, "the answer is too long to be given in pages; narrow it by its parameters"
            )
        rows, following = slice_rows(document["results"]["bindings"], question, call.limit, call.after)
        return document, rows, following

    def _whole(self, question: Question, call: Call) -> bytes:
        with self._lock:
            kept = self._kept.get(question)
        if kept is not None:
            return kept
        document = self._ask(call.query, call.bindings, SPARQL_JSON)
        # No answer takes more than a quarter, so that one cannot push out all others.
        if len(document) * 4 <= KEPT_BYTES:
            with self._lock:
                self._kept[question] = document
        return document

    def _ask(self, query: CannedQuery, bindings: Mapping[str, Term], media_type: str) -> bytes:
        try:
            return self._served.store.query(query.text, bindings=bindings).serialise(media_type)
        except QueryError as error:
            raise own_query_problem(error, f"the canned query {query.name}") from None


def _size(document: bytes) -> int:
    return len(document) + _OVERHEAD_BYTES


def _rewrite(document: bytes, media_type: str) -> bytes:
    """A table in another format, written by the engine that writes whole answers."""
    table = pyoxigraph.parse_query_results(document, pyoxigraph.QueryResultsFormat.JSON)
    output = io.BytesIO()
    table.serialize(output, TABLE_FORMATS[media_type])
    return output.getvalue()
