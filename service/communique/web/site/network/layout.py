"""Where the nodes of a network are drawn: always in the same place, whatever is filtered."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import networkx

from communique.web.site.network.edges import Edge, Network
from communique.web.site.network.labels import Label, Named, place_labels, shortened

WIDTH, HEIGHT = 960, 640
"""The size of a drawing, in its own units; a page scales it to the room there is."""
PLACED_NODES = 200
"""How many nodes are laid out by their ties; the others, tied least, stand on a ring around them."""
DRAWN_NODES, DRAWN_EDGES = 60, 150
"""How much a drawing shows: the strongest edges between the nodes with most positions."""
_MARGIN = 70
_SEED = 20_201_109  # any number will do as long as it stays the same
_ROUNDS = 120

Place = tuple[float, float]


def places(network: Network) -> dict[str, Place]:
    """A place for each node of a whole network.

    It is made once of everything there is, and filters only hide what does not fit: so nodes keep still, and
    two drawings can be compared. The method is that of Fruchterman and Reingold (“Graph Drawing by
    Force-directed Placement”, Software: Practice and Experience 21, 1991), with a fixed seed.
    """
    strongest = sorted(network.nodes, key=lambda node: (-network.positions.get(node, 0), node))
    inner, outer = strongest[:PLACED_NODES], strongest[PLACED_NODES:]
    graph = networkx.Graph()
    graph.add_nodes_from(sorted(inner))
    for edge in sorted(network.edges, key=lambda edge: (edge.source, edge.end)):
        if edge.source in graph and edge.end in graph and edge.source != edge.end:
            graph.add_edge(edge.source, edge.end, weight=math.log1p(edge.weight))
    if not inner:
        return {}
    spread = 2.2 / math.sqrt(len(inner))
    found = networkx.spring_layout(graph, k=spread, seed=_SEED, iterations=_ROUNDS, method="force")
    placed = _apart(_scaled({node: (float(place[0]), float(place[1])) for node, place in found.items()}))
    return {**placed, **{node: _on_ring(node) for node in outer}}


def _scaled(found: Mapping[str, Place]) -> dict[str, Place]:
    """Places stretched to fill the drawing."""
    columns, rows = [place[0] for place in found.values()], [place[1] for place in found.values()]
    left, top = min(columns), min(rows)
    wide, high = max(max(columns) - left, 1e-9), max(max(rows) - top, 1e-9)
    return {
        node: (
            _MARGIN + (across - left) / wide * (WIDTH - 2 * _MARGIN),
            _MARGIN / 2 + (down - top) / high * (HEIGHT - 1.5 * _MARGIN),
        )
        for node, (across, down) in found.items()
    }


def _apart(found: dict[str, Place]) -> dict[str, Place]:
    """Places moved until no two nodes touch, as far as there is room for them."""
    least = min(64.0, 0.75 * math.sqrt(WIDTH * HEIGHT / max(len(found), 1)))
    nodes = sorted(found)
    placed = dict(found)
    for _ in range(30):
        moved = False
        for number, one in enumerate(nodes):
            for other in nodes[number + 1 :]:
                across = placed[other][0] - placed[one][0]
                # Labels are wider than high, so that nodes may be closer above each other than side by side.
                down = (placed[other][1] - placed[one][1]) * 1.4
                gap = math.hypot(across, down)
                if gap < least:
                    push = (least - gap) / 2
                    turn = math.atan2(down, across) if gap else float(number)
                    shift = (push * math.cos(turn), push * math.sin(turn) / 1.4)
                    placed[one] = _inside(placed[one][0] - shift[0], placed[one][1] - shift[1])
                    placed[other] = _inside(placed[other][0] + shift[0], placed[other][1] + shift[1])
                    moved = True
        if not moved:
            break
    return placed


def _inside(across: float, down: float) -> Place:
    return (
        min(max(across, float(_MARGIN)), float(WIDTH - _MARGIN)),
        min(max(down, 24.0), float(HEIGHT - 36)),
    )


def _on_ring(node: str) -> Place:
    """A place at the edge that follows from a node's name alone."""
    turn = int.from_bytes(hashlib.sha256(node.encode()).digest()[:4]) / 2**32 * 2 * math.pi
    return _inside(WIDTH / 2 * (1 + math.cos(turn)), HEIGHT / 2 * (1 + math.sin(turn)))


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A node as it is drawn."""

    iri: str
    name: str
    across: float
    down: float
    radius: float
    is_actor: bool
    positions: int
    label: Label | None = None
    """Its name as it is written; None where there is no room."""

    @property
    def short(self) -> str:
        """Its name, shortened."""
        return shortened(self.name)


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """An edge as it is drawn: slightly bent, so that lines to and fro do not hide each other."""

    kind: str
    """``for``, ``neither``, ``against``, ``mixed``, ``congruence`` or ``conflict``."""
    path: str
    width: float
    title: str
    weight: float
    source: str
    end: str
    address: str
    """The page with the positions behind it."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a drawing shows, and how much it leaves out."""

    nodes: list[DrawnNode]
    edges: list[DrawnEdge]
    left_nodes: int
    left_edges: int


def draw(
    network: Network,
    where: Mapping[str, Place],
    names: Mapping[str, str],
    one_mode_kind: str | None,
    address: Callable[[Edge], str] = lambda edge: "",
) -> Drawing:
    """A drawing of a network.

    Args:
        network: the network.
        where: a place for each node.
        names: a name for each node.
        one_mode_kind: ``congruence`` or ``conflict``; None for actors with their targets.
        address: gives the page with the positions behind an edge.
    """
    edges = [edge for edge in network.edges if edge.source != edge.end]
    shown_nodes = set(_strongest_nodes(edges, network))
    inside = [edge for edge in edges if edge.source in shown_nodes and edge.end in shown_nodes]
    drawn = inside[:DRAWN_EDGES]
    heaviest = drawn[0].weight if drawn else 1.0
    nodes = sorted({node for edge in drawn for node in (edge.source, edge.end)})
    most = max((network.positions.get(node, 0) for node in nodes), default=1)
    return Drawing(
        _labelled([_drawn_node(node, network, where, names[node], most) for node in nodes]),
        [_drawn(edge, where, names, heaviest, one_mode_kind, address(edge)) for edge in drawn],
        len(network.nodes) - len(nodes),
        len(network.edges) - len(drawn),
    )


def _labelled(nodes: Iterable[DrawnNode]) -> list[DrawnNode]:
    """Nodes with their names written, as far as there is room; those with most positions come first."""
    ordered = sorted(nodes, key=lambda node: (-node.positions, node.iri))
    wanted = [Named(node.iri, node.name, node.across, node.down, node.radius) for node in ordered]
    labels = place_labels(wanted, WIDTH, HEIGHT)
    return sorted((replace(node, label=labels.get(node.iri)) for node in ordered), key=lambda node: node.iri)


def _drawn_node(node: str, network: Network, where: Mapping[str, Place], name: str, most: int) -> DrawnNode:
    across, down = where.get(node, _on_ring(node))
    positions = network.positions.get(node, 0)
    radius = round(6 + 10 * math.sqrt(positions / max(most, 1)), 1)
    is_actor = node in network.actors
    return DrawnNode(node, name, round(across, 1), round(down, 1), radius, is_actor, positions)


def _strongest_nodes(edges: Iterable[Edge], network: Network) -> list[str]:
    nodes = {node for edge in edges for node in (edge.source, edge.end)}
    return sorted(nodes, key=lambda node: (-network.positions.get(node, 0), node))[:DRAWN_NODES]


def kind_of(edge: Edge) -> str:
    """How an actor stands to a target in all its positions on it."""
    favour, _, against = edge.counts
    if favour and against:
        return "mixed"
    return "for" if favour else "against" if against else "neither"


def _drawn(
    edge: Edge,
    where: Mapping[str, Place],
    names: Mapping[str, str],
    heaviest: float,
    one_mode_kind: str | None,
    address: str,
) -> DrawnEdge:
    (left, top), (right, bottom) = (where.get(node, _on_ring(node)) for node in (edge.source, edge.end))
    bend = 0.06
    middle = (
        (left + right) / 2 + (bottom - top) * bend,
        (top + bottom) / 2 - (right - left) * bend,
    )
    kind = one_mode_kind or kind_of(edge)
    return DrawnEdge(
        kind,
        f"M{left:.1f} {top:.1f}Q{middle[0]:.1f} {middle[1]:.1f} {right:.1f} {bottom:.1f}",
        round(1 + 4 * math.sqrt(edge.weight / heaviest), 2),
        f"{names[edge.source]} – {names[edge.end]}: {edge.weight:g}",
        edge.weight,
        edge.source,
        edge.end,
        address,
    )
