"""Names of blank nodes that stay the same from version to version, for comparing two of them.

RDFC-1.0 numbers the blank nodes of a whole dataset: one more anywhere renames most of them. Here each group
of blank nodes that hang together is canonicalised by itself and named by the hash of what it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pyoxigraph import BlankNode, Dataset, Quad, RdfFormat, parse

from communique.release.canonical import canonical_lines, lines_of, quad_lines, version_of

_Node = TypeVar("_Node")
_NAME_DIGITS = 24
"""Of a hash; enough that two groups never share a name by chance."""


def stable_lines(content: bytes) -> set[str]:
    """N-Quads lines of a dataset, in which equal blank nodes have equal names in every version.

    Args:
        content: the dataset as N-Quads, one quad a line, as a release has it.

    Raises:
        SyntaxError: a line is not N-Quads.
        UnicodeDecodeError: the content is not UTF-8.
    """
    quads: list[Quad] = []
    lines = set[str]()
    for line in lines_of(content):
        if "_:" in line:
            quads += parse(line.encode("utf-8"), format=RdfFormat.N_QUADS)
        else:
            lines.add(line)
    lines.update(quad_lines([quad for quad in quads if not _blank_nodes(quad)]))
    seen: dict[str, int] = {}
    for group in _groups([quad for quad in quads if _blank_nodes(quad)]):
        lines.update(quad_lines(_renamed(group, seen)))
    return lines


def _blank_nodes(quad: Quad) -> list[BlankNode]:
    return [node for node in (quad.subject, quad.object, quad.graph_name) if isinstance(node, BlankNode)]


def _groups(quads: Iterable[Quad]) -> list[list[Quad]]:
    """Quads by the blank nodes that they share, directly or through others."""
    parents: dict[BlankNode, BlankNode] = {}

    def root(node: BlankNode) -> BlankNode:
        while parents.setdefault(node, node) != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    quads = list(quads)
    for quad in quads:
        first, *others = (root(node) for node in _blank_nodes(quad))
        for other in others:
            parents[other] = first
    groups: dict[BlankNode, list[Quad]] = {}
    for quad in quads:
        groups.setdefault(root(_blank_nodes(quad)[0]), []).append(quad)
    return list(groups.values())


def _renamed(group: list[Quad], seen: dict[str, int]) -> list[Quad]:
    """A group under the names that its content gives; one that is there twice gets a number besides."""
    lines = canonical_lines(Dataset(group))
    name = version_of(lines)[:_NAME_DIGITS]
    seen[name] = seen.get(name, 0) + 1
    prefix = f"b{name}" if seen[name] == 1 else f"b{name}x{seen[name]}"

    def named(node: _Node) -> _Node | BlankNode:
        return BlankNode(f"{prefix}{node.value}") if isinstance(node, BlankNode) else node

    return [
        Quad(named(quad.subject), quad.predicate, named(quad.object), named(quad.graph_name))
        for quad in parse("".join(lines).encode("utf-8"), format=RdfFormat.N_QUADS)
    ]
