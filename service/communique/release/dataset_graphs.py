"""A dataset as it goes into a store: graph by graph, read from its canonical N-Quads and checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from communique.release.build import DATASET_FILE
from communique.release.canonical import lines_of, version_of, without_provenance
from communique.release.dumps import N_QUADS_DUMP
from communique.vocabulary import OWL, PROVENANCE_GRAPH, dataset_version_iri


class DatasetError(ValueError):
    """A folder or file that holds no sound dataset; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class DatasetGraphs:
    """One version of the dataset in its named graphs."""

    version: str
    """64 hexadecimal digits."""
    graphs: dict[str, list[Triple]]
    """The triples of each named graph by its IRI, the provenance graph last."""

    @property
    def merged(self) -> list[Triple]:
        """All graphs merged: each triple once."""
        return list(dict.fromkeys(triple for triples in self.graphs.values() for triple in triples))


def read_dataset_graphs(path: Path) -> DatasetGraphs:
    """Read a dataset from the folder of a release or build, or from its N-Quads file, and check its version.

    Raises:
        DatasetError: there is none, or it is damaged.
    """
    file = _dataset_file(path)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise DatasetError(f"{file} cannot be read: {error.strerror}") from error
    graphs = _graphs(file, content)
    version = _version(graphs.get(str(PROVENANCE_GRAPH), []))
    if version is None or version_of(without_provenance(lines_of(content))) != version:
        raise DatasetError(f"{file} is damaged or no dataset: its content is not what its version says")
    return DatasetGraphs(version, graphs)


def _dataset_file(path: Path) -> Path:
    if path.is_file():
        return path
    # A release that tells what changed has other N-Quads files beside that of the dataset.
    named = [path / name for name in (DATASET_FILE, N_QUADS_DUMP) if (path / name).is_file()]
    candidates = named[:1] or sorted(path.glob("*.nq"))
    if len(candidates) != 1:
        raise DatasetError(
            f"{path} holds no dataset: one N-Quads file is needed, there are {len(candidates)}"
        )
    return candidates[0]


def _graphs(file: Path, content: bytes) -> dict[str, list[Triple]]:
    graphs: dict[str, list[Triple]] = {}
    try:
        for quad in parse(content, format=RdfFormat.N_QUADS):
            graphs.setdefault(_name(file, quad), []).append(Triple(quad.subject, quad.predicate, quad.object))
    except SyntaxError as error:
        raise DatasetError(f"{file} is not N-Quads: {error.msg}") from error
    last = str(PROVENANCE_GRAPH)
    return {name: graphs[name] for name in sorted(graphs, key=lambda name: (name == last, name))}


def _name(file: Path, quad: Quad) -> str:
    if not isinstance(quad.graph_name, NamedNode):
        raise DatasetError(f"{file} holds triples outside named graphs, which a dataset never does")
    return quad.graph_name.value


def _version(provenance: list[Triple]) -> str | None:
    """The version that the provenance graph gives to the dataset that it is about."""
    for triple in provenance:
        version = triple.object
        if triple.predicate != NamedNode(str(OWL.versionInfo)) or not isinstance(version, Literal):
            continue
        if triple.subject == NamedNode(str(dataset_version_iri(version.value))):
            return version.value
    return None
