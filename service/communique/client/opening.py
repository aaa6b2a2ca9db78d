"""Opening a dataset, wherever it lies."""

from __future__ import annotations

import os
import re
from pathlib import Path

from communique.client.canned import NoQueries
from communique.client.citation import Citation, is_version
from communique.client.errors import OpenError, ServiceError
from communique.client.folders import open_path
from communique.client.graph import KnowledgeGraph, Source
from communique.client.reference import Reference
from communique.client.service_canned import ServiceQueries
from communique.client.service_http import HttpLimits, ServiceHttp, json_of, service_base
from communique.client.service_store import ServiceStore
from communique.store.engine import StoreError
from communique.store.protocol import QueryError
from communique.store.remote.http import RemoteLimits
from communique.store.remote.store import RemoteStore

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def open_graph(
    path_or_url: str | os.PathLike[str], *, timeout_seconds: float, answer_bytes: int
) -> KnowledgeGraph:
    """Open a dataset for reading; see :func:`communique.open`.

    Raises:
        OpenError: there is no dataset to be had there.
    """
    limits = HttpLimits(timeout_seconds, answer_bytes)
    if isinstance(path_or_url, str) and _ADDRESS.match(path_or_url):
        return KnowledgeGraph(_open_address(path_or_url, limits))
    return KnowledgeGraph(open_path(Path(path_or_url).expanduser()))


def _open_address(url: str, limits: HttpLimits) -> Source:
    """A Communiqué service; where there is none, another SPARQL service that holds a release."""
    http = ServiceHttp(service_base(url), limits)
    try:
        version = _served_version(http)
        if version is None:
            http.close()
            return _open_endpoint(url, limits)
        http.version = version
        store = ServiceStore(http, version)
    except ServiceError as error:
        http.close()
        raise OpenError(str(error)) from error
    except BaseException:
        http.close()
        raise
    return Source(
        http.base, store, Reference(store), ServiceQueries(http), Citation(version), close=http.close
    )


def _served_version(http: ServiceHttp) -> str | None:
    """The dataset that a Communiqué service says it serves; None for whatever else is there."""
    found = json_of(http.get("/health"))
    version = found.get("dataset") if "communique" in found else None
    return version if isinstance(version, str) and is_version(version) else None


def _open_endpoint(url: str, limits: HttpLimits) -> Source:
    remote = RemoteLimits(deadline_seconds=limits.timeout_seconds, answer_bytes=limits.answer_bytes)
    try:
        store = RemoteStore.open(url, limits=remote)
    except (StoreError, QueryError, ValueError) as error:
        raise OpenError(
            f"at {url} is neither a Communiqué service nor a SPARQL service with a published release: {error}"
        ) from error
    without = (
        f"{url} is no Communiqué service, so that there are no canned queries; ask in SPARQL with .query()"
    )
    return Source(
        url, store, Reference(store), NoQueries(without), Citation(store.version), close=store.close
    )
