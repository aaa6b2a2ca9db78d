"""The canned queries of a service, asked of its interface."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from typing import Any

from communique.client.asking import Content, read
from communique.client.canned import CannedQueries, unknown_query
from communique.client.errors import ServiceError
from communique.client.service_http import Reply, ServiceHttp, json_of
from communique.store.canned import (
    CannedQuery,
    CannedQueryError,
    Parameter,
    ParameterError,
    UnknownThingError,
)
from communique.store.protocol import EngineError, Form

PATH = "/api/queries"


class ServiceQueries:
    """The canned queries that a service offers; their parameters are checked and bound there."""

    def __init__(self, http: ServiceHttp) -> None:
        self._http = http
        self._lock = threading.Lock()
        self._found: CannedQueries | None = None

    def queries(self) -> CannedQueries:
        """What the service offers; asked for once.

        Raises:
            QueryError: the service did not tell.
        """
        with self._lock:
            if self._found is None:
                self._found = _read_queries(self._http.get(PATH))
            return self._found

    def ask(self, name: str, values: Mapping[str, str]) -> tuple[Content, bool]:
        """The answer to one; see :class:`communique.client.canned.CannedSource`."""
        query = self.queries().get(name)
        if query is None:
            raise self._missing(name)
        taken = next((given for given in ("after", "format", "limit") if given in values), None)
        if taken is not None:
            accepted = [parameter.name for parameter in query.parameters]
            listed = ", ".join(accepted) or "none"
            raise ParameterError(taken, f"there is no parameter '{taken}'; there is: {listed}", accepted)
        chosen = "nt" if query.form is Form.graph else "sparql-json"
        reply = self._http.get(f"{PATH}/{query.name}", {**values, "format": chosen})
        if reply.status != 200:
            raise _failure(reply)
        return read(query.form, reply.body)

    def _missing(self, name: str) -> Exception:
        """The error for a query that is not offered: there is none, or it is broken."""
        broken = json_of(self._http.get("/health")).get("brokenQueries")
        if isinstance(broken, dict) and name in broken:
            return CannedQueryError(f"the query is broken: {broken[name]}")
        return unknown_query(name, self.queries())


def _failure(reply: Reply) -> Exception:
    """What a reply that is an error means for whoever asked."""
    problem = reply.problem()
    detail, parameter = str(problem["detail"]), problem.get("parameter")
    suggestions = [str(item) for item in problem.get("suggestions") or ()]
    if isinstance(parameter, str) and reply.status in (400, 404):
        kind = UnknownThingError if reply.status == 404 else ParameterError
        return kind(parameter, detail, suggestions)
    return ServiceError(detail, reply.status)


def _read_queries(reply: Reply) -> CannedQueries:
    if reply.status != 200:
        raise ServiceError(str(reply.problem()["detail"]), reply.status)
    try:
        entries = json.loads(reply.body)
        if not isinstance(entries, list):
            raise TypeError("no list")  # noqa: TRY301 - it is one of several ways to be wrong
        return CannedQueries([_query(entry) for entry in entries])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise EngineError(f"the service lists its queries in no known way ({error!r})") from None


def _query(entry: Mapping[str, Any]) -> CannedQuery:
    return CannedQuery(
        name=str(entry["name"]),
        title=str(entry["title"]),
        summary=str(entry["summary"]),
        tags=tuple(entry["tags"]),
        parameters=tuple(_parameter(item) for item in entry["parameters"]),
        text=str(entry["sparql"]),
        form=Form(entry["form"]),
        columns=tuple(entry["columns"]),
        description=str(entry.get("description", "")),
    )


def _parameter(entry: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=str(entry["name"]),
        type=str(entry["type"]),
        description=str(entry["description"]),
        required=bool(entry["required"]),
        default=entry["default"],
        example=entry["example"],
        minimum=entry.get("minimum"),
        maximum=entry.get("maximum"),
    )
