"""Networks as GraphML, which Gephi, visone, Cytoscape, igraph and networkx read."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping

import networkx

from communique.vocabulary import kind_and_slug
from communique.web.site.network.edges import Network

GRAPHML = "application/graphml+xml"
EXPORTED_EDGES = 100_000
"""Most edges of one file; the weaker ones are left out, and the file says so."""
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def graphml(
    network: Network, label: Callable[[str], str], about: Mapping[str, str], *, directed: bool
) -> bytes:
    """A network as a GraphML file.

    Args:
        network: the network.
        label: what gives a node its label.
        about: what the file says of itself, by name: the dataset, the filters, the licence.
        directed: whether edges lead from actors to targets, or tie actors to each other.
    """
    graph = networkx.DiGraph() if directed else networkx.Graph()
    graph.graph.update({name: _clean(value) for name, value in about.items()})
    graph.graph["edgesLeftOut"] = max(0, len(network.edges) - EXPORTED_EDGES)
    for node in network.nodes:
        named = kind_and_slug(node)
        graph.add_node(
            node,
            label=_clean(label(node)),
            kind=named[0] if named else "",
            isActor=node in network.actors,
            positions=network.positions.get(node, 0),
        )
    for edge in network.edges[:EXPORTED_EDGES]:
        favour, neither, against = edge.counts
        more: dict[str, object] = (
            {"inFavour": favour, "neither": neither, "against": against}
            if directed
            else {"targets": " ; ".join(target for target, _ in edge.shared)}
        )
        graph.add_edge(edge.source, edge.end, weight=edge.weight, **more)
    file = io.BytesIO()
    networkx.write_graphml_xml(graph, file, encoding="utf-8", prettyprint=True)
    return file.getvalue()


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("\ufffd", text)
