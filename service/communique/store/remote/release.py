"""What a remote store has to be before it is asked: one that holds a whole release and cuts no answers."""

from __future__ import annotations

import math

from communique.store.engine import StoreError
from communique.store.protocol import Form
from communique.store.remote.answer import ACCEPT, ROWS_ASSURED, RemoteAnswer
from communique.store.remote.http import RemoteHttp, UnansweredError, form_body
from communique.vocabulary import DATASET, DCTERMS, NO_GRAPH, OWL, PROV, PROVENANCE_GRAPH

_VERSION = f"""
SELECT DISTINCT ?version WHERE {{
  GRAPH <{PROVENANCE_GRAPH}> {{ ?dataset <{DCTERMS.isVersionOf}> <{DATASET}> ; <{OWL.versionInfo}> ?version }}
}}
"""
_GRAPHS = f"""
SELECT DISTINCT ?graph WHERE {{
  GRAPH <{PROVENANCE_GRAPH}> {{
    ?dataset <{DCTERMS.isVersionOf}> <{DATASET}> ; <{PROV.wasGeneratedBy}>/<{PROV.used}> ?graph
  }}
}}
"""
_MANY = " ".join(map(str, range(math.isqrt(ROWS_ASSURED) + 1)))
_MANY_ROWS = f"SELECT ?a WHERE {{ VALUES ?a {{ {_MANY} }} VALUES ?b {{ {_MANY} }} }}"
_SORTED_ROWS = f"SELECT ?a WHERE {{ VALUES ?a {{ 1 2 }} }} ORDER BY ?a LIMIT {ROWS_ASSURED + 1}"


class NotPublishedError(StoreError):
    """A store that does not hold a whole release."""


def read_version(http: RemoteHttp, url: str, deadline_seconds: float | None = None) -> str:
    """The version of the dataset that a store holds.

    Args:
        http: the connection.
        url: the address of the query service.
        deadline_seconds: how long the store may take to tell; None for as long as for a query.

    Raises:
        NotPublishedError: it holds no whole release, or more than one.
        QueryError: it cannot be asked.
    """
    versions = [row["version"] for row in _rows(http, url, _VERSION, deadline_seconds)]
    if len(versions) != 1:
        found = "holds no release, or one that is not whole" if not versions else "holds several releases"
        raise NotPublishedError(f"the store at {url} {found}; put one there with `communique publish {url}`")
    return versions[0]


def read_graphs(http: RemoteHttp, url: str) -> list[str]:
    """The IRIs of the named graphs of the dataset that a store holds.

    Raises:
        QueryError: it cannot be asked.
    """
    return [*(row["graph"] for row in _rows(http, url, _GRAPHS)), str(PROVENANCE_GRAPH)]


def check_row_limit(http: RemoteHttp, url: str) -> None:
    """Ask for many rows: a store with a low limit of its own would cut answers, some without a word.

    Raises:
        StoreError: it gives fewer than all of them.
        QueryError: it cannot be asked.
    """
    fields = [("query", _MANY_ROWS), ("default-graph-uri", str(NO_GRAPH))]
    headers = {**headers_for(Form.table), "Accept": "text/csv"}
    reply = http.send("POST", url, content=form_body(fields), headers=headers)
    rows = reply.body.count(b"\n") - 1
    if rows < ROWS_ASSURED:
        raise StoreError(
            f"the store at {url} gives no more than {rows:,} rows, so that longer answers would be cut; "
            f"raise its limit to {ROWS_ASSURED:,} at least (Virtuoso: ResultSetMaxRows in virtuoso.ini)"
        )


def check_sorting(http: RemoteHttp, url: str) -> None:
    """Ask for as many rows in order as the lookups do: Virtuoso refuses that unless it is told otherwise.

    Raises:
        StoreError: the store does not sort so many rows.
        QueryError: it cannot be asked.
    """
    try:
        _rows(http, url, _SORTED_ROWS)
    except UnansweredError:
        raise StoreError(
            f"the store at {url} does not sort {ROWS_ASSURED:,} rows; raise its limit "
            f"(Virtuoso: MaxSortedTopRows in virtuoso.ini)"
        ) from None


def is_virtuoso(http: RemoteHttp, url: str) -> bool:
    """Whether a store is Virtuoso, which needs to be told how to describe.

    Raises:
        QueryError: it cannot be asked.
    """
    content = form_body([("query", "ASK {}")])
    return http.send("POST", url, content=content, headers=headers_for(Form.boolean)).is_from_virtuoso


def _rows(
    http: RemoteHttp, url: str, text: str, deadline_seconds: float | None = None
) -> list[dict[str, str]]:
    fields = [
        ("query", text),
        ("default-graph-uri", str(NO_GRAPH)),
        ("named-graph-uri", str(PROVENANCE_GRAPH)),
    ]
    headers = headers_for(Form.table)
    reply = http.send(
        "POST", url, content=form_body(fields), headers=headers, deadline_seconds=deadline_seconds
    )
    return RemoteAnswer(Form.table, reply).rows()


def headers_for(form: Form) -> dict[str, str]:
    """The headers of a request for a kind of answer."""
    return {"Content-Type": "application/x-www-form-urlencoded", "Accept": ACCEPT[form]}
