"""The canonical form of a dataset: RDFC-1.0 names for blank nodes, N-Quads in code point order.

Anyone can check a version with any implementation of RDFC-1.0 (https://www.w3.org/TR/rdf-canon/): it is the
SHA-256 of this form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, parse, serialize
from rdflib import Graph, URIRef

from communique.graph.turtle import TurtleError
from communique.release.sources import Source
from communique.vocabulary import PROVENANCE_GRAPH


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
    return sorted(quad_lines(dataset))


def quad_lines(quads: Iterable[Quad]) -> list[str]:
    """Quads as N-Quads lines, each with its line end, in the order in which they come."""
    return lines_of(serialize(quads, format=RdfFormat.N_QUADS) or b"")


def lines_of(content: bytes) -> list[str]:
    """The lines of N-Quads that are not empty, each with its line end.

    Raises:
        UnicodeDecodeError: the content is not UTF-8.
    """
    # N-Quads has no line breaks but "\n": splitlines would also break at other characters in literals.
    return [f"{line}\n" for line in content.decode("utf-8").split("\n") if line]


def without_provenance(lines: Iterable[str]) -> Iterator[str]:
    """The lines of all graphs but the provenance graph: what the version is the hash of."""
    about = f" <{PROVENANCE_GRAPH}> .\n"
    return (line for line in lines if not line.endswith(about))


def graph_lines(graph: Graph, name: URIRef) -> list[str]:
    """A graph without blank nodes as sorted N-Quads lines."""
    triples = parse(graph.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    return sorted(quad_lines(Quad(t.subject, t.predicate, t.object, NamedNode(str(name))) for t in triples))


def version_of(lines: Iterable[str]) -> str:
    """SHA-256 of canonical lines, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode("utf-8"))
    return digest.hexdigest()
