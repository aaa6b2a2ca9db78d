"""Descriptions of the dataset and the service for machines, generated from the data: VoID, DCAT, SPARQL."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from cachetools import LRUCache
from fastapi import APIRouter, Request
from fastapi.responses import Response
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph

from communique.release.catalogue import catalogue
from communique.release.counts import DatasetCounts, counts_of
from communique.release.publication import DESCRIPTION_PREFIXES, Publication
from communique.release.released import Release, read_counts
from communique.release.service_description import describe_service
from communique.release.void import void
from communique.store.formats import GRAPH_FORMATS
from communique.web.addresses import service_address
from communique.web.errors import ProblemError
from communique.web.negotiation import choose
from communique.web.releases import Shelf, current_files
from communique.web.served import ServedDataset

_PLACE = "http://address-of-the-service.invalid/"
"""Stands for the address of the service in descriptions that are kept."""
_KEPT = 64
"""How many descriptions are kept, each in one format."""
_CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"description": "RDF.", "content": {name: {} for name in GRAPH_FORMATS}}
}


class Descriptions:
    """What can be said of a served dataset; its numbers are read or counted when they are first needed."""

    def __init__(self, served: ServedDataset) -> None:
        self._served = served
        self._counts: DatasetCounts | None = None
        self._files = current_files(served.build)
        self._lock = threading.Lock()
        self._written: LRUCache[object, bytes] = LRUCache(_KEPT)

    @property
    def counts(self) -> DatasetCounts:
        """The numbers of the dataset."""
        if self._counts is None:
            self._counts = counts_of(self._served.store, self._served.build.path)
        return self._counts

    def void(self, request: Request) -> Response:
        """The dataset in VoID."""
        return self._described(
            request,
            "void",
            lambda address: void(self.counts, self._current(address, self._served.version[:16])),
        )

    def catalogue(self, request: Request, releases: list[Release]) -> Response:
        """What is served and what was released, in DCAT."""
        names = tuple((release.folder.name, release.version) for release in releases)
        return self._described(request, names, lambda address: self._catalogue(address, releases))

    def service(self, request: Request, accept: str | None) -> Response:
        """The SPARQL endpoint in the terms of SPARQL 1.1 Service Description."""
        return self._described(
            request, "service", lambda address: describe_service(self.counts, address), accept
        )

    def _described(
        self, request: Request, key: object, describe: Callable[[str], Graph], accept: str | None = None
    ) -> Response:
        """A description in the RDF format that a client likes best; Turtle, unless it says otherwise.

        It is written once and not for each address under which clients see the service: that takes so long
        that a few clients who ask under ever new ones would hold up everybody else.

        Raises:
            ProblemError: the client takes none of the formats, or names no host.
        """
        media_type = choose(accept or request.headers.get("accept"), list(GRAPH_FORMATS))
        if media_type is None:
            raise ProblemError(406, f"this is written as {', '.join(GRAPH_FORMATS)}; accept one of them")
        address = service_address(request).encode("ascii")
        with self._lock:
            body = self._written.get((key, media_type))
            if body is None:
                body = self._written[key, media_type] = written(describe(_PLACE), media_type)
        return Response(body.replace(_PLACE.encode("ascii"), address), media_type=media_type)

    def _catalogue(self, address: str, releases: list[Release]) -> Graph:
        released = [(_publication(release, address), read_counts(release)) for release in releases]
        # What is served may be a release; then it goes by the name of that.
        known = any(release.version == self._served.version for release in releases)
        label = "" if known else self._served.version[:16]
        return catalogue([(self._current(address, label), self.counts), *released], address)

    def _current(self, address: str, label: str) -> Publication:
        return Publication(self._served.version, label, address, "data/", self._files)


def written(graph: Graph, media_type: str) -> bytes:
    """A description in one of :data:`communique.store.formats.GRAPH_FORMATS`."""
    if media_type == "text/turtle":
        return graph.serialize(format="turtle", encoding="utf-8")
    triples = parse(graph.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    form = GRAPH_FORMATS[media_type]
    prefixes = DESCRIPTION_PREFIXES if form == RdfFormat.RDF_XML else None
    return serialize(triples, format=form, prefixes=prefixes) or b""


def router(served: ServedDataset, shelf: Shelf) -> APIRouter:
    """The addresses of the descriptions."""
    routes = APIRouter(tags=["downloads"], default_response_class=Response, responses=_CONTENT)
    descriptions = Descriptions(served)

    @routes.get("/.well-known/void", summary="The dataset described in VoID")
    def dataset(request: Request) -> Response:
        return descriptions.void(request)

    @routes.get("/data/catalog", summary="The releases and services described in DCAT 3")
    def catalog(request: Request) -> Response:
        return descriptions.catalogue(request, shelf.releases())

    return routes


def _publication(release: Release, address: str) -> Publication:
    return Publication(
        release.version,
        release.label,
        address,
        f"data/{release.folder.name}/",
        release.files,
        release.date,
        release.previous,
    )
