"""Writing whole graphs into a SPARQL 1.1 store, by its Graph Store HTTP Protocol or by its updates."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode

from pyoxigraph import BlankNode, RdfFormat, Triple, serialize

from communique.store.remote.http import RemoteHttp

UPDATE_TRIPLES = 1000
"""How many triples one update holds: Virtuoso 7 compiles each, and takes no more than about 1,500."""
UPLOAD_TRIPLES = 100_000
"""How many triples one upload holds."""


class GraphWriter:
    """Writes graphs into a store in one of two ways, whichever it has; where it has both, the faster one.

    Args:
        http: the connection, with the right to write.
        update_url: where the store takes SPARQL 1.1 updates, or None.
        graph_store_url: where it takes whole graphs, or None.

    Raises:
        ValueError: neither is given.
    """

    def __init__(self, http: RemoteHttp, update_url: str | None, graph_store_url: str | None) -> None:
        if update_url is None and graph_store_url is None:
            raise ValueError("a store that is to be written to needs an update or a graph store address")
        self._http, self._update_url, self._graph_store_url = http, update_url, graph_store_url

    @property
    def can_copy(self) -> bool:
        """Whether the store can copy one graph to another itself."""
        return self._update_url is not None

    def replace(self, graph: str, triples: Sequence[Triple]) -> None:
        """Put triples in the place of whatever a graph holds.

        Raises:
            QueryError: the store did not do it; the graph may hold a part.
        """
        if self._graph_store_url is None:
            self.clear(graph)
            self.add(graph, triples)
            return
        for number, batch in enumerate(batches(triples, UPLOAD_TRIPLES)):
            self._upload("POST" if number else "PUT", graph, batch)

    def add(self, graph: str, triples: Sequence[Triple]) -> None:
        """Put triples into a graph beside what it holds.

        Raises:
            QueryError: the store did not do it; the graph may hold a part.
        """
        if self._graph_store_url is not None:
            for batch in batches(triples, UPLOAD_TRIPLES):
                self._upload("POST", graph, batch)
            return
        for batch in batches(triples, UPDATE_TRIPLES):
            # INSERT DATA would say the same, but Virtuoso 7 takes no blank nodes there.
            lines = _n_triples(batch).decode("utf-8")
            self._update(f"INSERT {{ GRAPH <{graph}> {{\n{lines}}} }} WHERE {{}}")

    def copy(self, source: str, target: str) -> None:
        """Add one graph to another within the store, its blank nodes being the same in both.

        Raises:
            QueryError: the store did not do it.
        """
        self._update(f"ADD <{source}> TO <{target}>")

    def clear(self, graph: str) -> None:
        """Empty a graph, whether it is there or not.

        Raises:
            QueryError: the store did not do it.
        """
        if self._update_url is not None:
            self._update(f"DROP SILENT GRAPH <{graph}>")
            return
        # Not DELETE: to that, stores answer for a graph that is not there as for a service that is not there.
        self._upload("PUT", graph, [])

    def _upload(self, method: str, graph: str, triples: Sequence[Triple]) -> None:
        headers = {"Content-Type": "application/n-triples"}
        self._http.send(method, self._address(graph), content=_n_triples(triples), headers=headers)

    def _address(self, graph: str) -> str:
        separator = "&" if "?" in str(self._graph_store_url) else "?"
        return f"{self._graph_store_url}{separator}{urlencode({'graph': graph})}"

    def _update(self, text: str) -> None:
        headers = {"Content-Type": "application/sparql-update"}
        self._http.send("POST", str(self._update_url), content=text.encode("utf-8"), headers=headers)


def batches(triples: Iterable[Triple], size: int) -> Iterator[list[Triple]]:
    """Triples in lots of about a size, never parting those that share a blank node.

    Blank nodes of two requests are never the same for a store, so what belongs together has to go together.
    There is at least one lot; a lot is larger than the size only where one tangle of blank nodes is.
    """
    lot: list[Triple] = []
    for group in _joined(triples):
        if lot and len(lot) + len(group) > size:
            yield lot
            lot = []
        lot += group
    yield lot


def _joined(triples: Iterable[Triple]) -> Iterator[list[Triple]]:
    """Each triple without blank nodes alone, and all triples together that are joined by blank nodes."""
    leaders: dict[BlankNode, BlankNode] = {}

    def leader(node: BlankNode) -> BlankNode:
        leaders.setdefault(node, node)
        while leaders[node] != node:
            leaders[node] = node = leaders[leaders[node]]
        return node

    knotted: list[Triple] = []
    for triple in triples:
        nodes = _blank_nodes(triple)
        if not nodes:
            yield [triple]
            continue
        knotted.append(triple)
        for one, other in itertools.pairwise(nodes):
            leaders[leader(one)] = leader(other)
    groups: dict[BlankNode, list[Triple]] = {}
    for triple in knotted:
        groups.setdefault(leader(_blank_nodes(triple)[0]), []).append(triple)
    yield from groups.values()


def _blank_nodes(triple: Triple) -> list[BlankNode]:
    return [node for node in (triple.subject, triple.object) if isinstance(node, BlankNode)]


def _n_triples(triples: Sequence[Triple]) -> bytes:
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""
