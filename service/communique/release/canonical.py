"""The canonical form of a dataset: RDFC-1.0 names for blank nodes, N-Quads in code point order.

Anyone can check a version with any implementation of RDFC-1.0 (https://www.w3.org/TR/rdf-canon/): it is the
SHA-256 of this form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse, serialize
from rdflib import Graph, URIRef

from communique.graph.turtle import TurtleError
from communique.release.sources import Source


def read_quads(sources: Iterable[Source]) -> Dataset:
    """All quads of Turtle files, each file's in its named graph; blank nodes of different files stay apart.

    Raises:
        TurtleError: a file is not Turtle.
    """
    dataset = Dataset()
    for source in sources:
        name = NamedNode(str(source.graph))
        try:
            for triple in parse(source.content, format=RdfFormat.TURTLE, rename_blank_nodes=True):
                dataset.add(Quad(triple.subject, triple.predicate, triple.object, name))
        except SyntaxError as error:
            raise TurtleError(f"{source.path}: not valid Turtle: {error.msg}") from error
    return dataset


def canonical_lines(dataset: Dataset) -> list[str]:
    """The canonical N-Quads of a dataset, one line each with its line end; the dataset is changed."""
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    # N-Quads has no line breaks but "\n": splitlines would also break at other characters in literals.
    lines = (serialize(dataset, format=RdfFormat.N_QUADS) or b"").decode("utf-8").split("\n")
    return sorted(f"{line}\n" for line in lines if line)


def graph_lines(graph: Graph, name: URIRef) -> list[str]:
    """A graph without blank nodes as sorted N-Quads lines."""
    triples = parse(graph.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    quads = [Quad(t.subject, t.predicate, t.object, NamedNode(str(name))) for t in triples]
    return sorted(
        f"{line}\n"
        for line in (serialize(quads, format=RdfFormat.N_QUADS) or b"").decode("utf-8").split("\n")
        if line
    )


def version_of(lines: Iterable[str]) -> str:
    """SHA-256 of canonical lines, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode("utf-8"))
    return digest.hexdigest()
