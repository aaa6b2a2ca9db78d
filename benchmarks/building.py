"""Writing generated quads as the current build of a workspace, for any size, without validation."""

from __future__ import annotations

import hashlib
import itertools
import shutil
from collections.abc import Iterator
from importlib.metadata import version as installed_version
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad, RdfFormat
from rdflib import Literal

from communique import __version__
from communique.release.canonical import graph_lines
from communique.release.dumps import RdfDump
from communique.release.manifest import CURRENT, DATASET_FILE, LAYOUT, STORE_FOLDER, listing, write_manifest
from communique.release.provenance import provenance
from communique.vocabulary import PROVENANCE_GRAPH, RDFS, dataset_version_iri
from communique.web.releases import IN_BUILD
from communique.workspace import Workspace, save

_DUMPS_UP_TO = 2_000_000
"""Quads up to which the dumps are written too: they need the whole dataset in memory."""
_NOTICE = "Invented data in the shape of the real ones, for measuring speed. Nobody said any of it."


def make_workspace(model: Workspace, target: Path) -> None:
    """Make an empty workspace that has queries, shapes and ontology of another one.

    Raises:
        OSError: it cannot be written.
    """
    shutil.rmtree(target, ignore_errors=True)
    (target / "data").mkdir(parents=True)
    for name in ("ontology", "shapes", "queries"):
        (target / name).symlink_to(model.root.resolve() / name)  # so that a query mended there is mended here


def finish_build(workspace: Workspace, lines: Path) -> Path:
    """Make sorted quads the current build of a workspace; the file of the quads is used up.

    Raises:
        OSError: it cannot be written.
    """
    version, graphs = _describe(lines)
    folder = workspace.builds / version[:16]
    folder.mkdir(parents=True)
    about = provenance(version, graphs)
    about.add((dataset_version_iri(version), RDFS.comment, Literal(_NOTICE, lang="en")))
    dataset = folder / DATASET_FILE
    _merge(lines, graph_lines(about, PROVENANCE_GRAPH), dataset)
    lines.unlink()
    named, all_statements = fill_store(dataset, folder / STORE_FOLDER)
    if named <= _DUMPS_UP_TO:
        RdfDump.read(dataset.read_text(encoding="utf-8").splitlines(keepends=True)).write(folder)
    else:
        for name in set(IN_BUILD.values()) - {DATASET_FILE}:
            (folder / name).touch()  # the service offers files of these names; nothing here reads them
    manifest = {
        "layout": LAYOUT,
        "version": version,
        "quads": named,
        "triples": all_statements - named,
        "graphs": [*graphs, str(PROVENANCE_GRAPH)],
        "communique": __version__,
        "pyoxigraph": installed_version("pyoxigraph"),
        "sources": {},
        **listing(folder),
    }
    write_manifest(folder, manifest)
    save(workspace.builds / CURRENT, f"{folder.name}\n")
    return folder


def _describe(lines: Path) -> tuple[str, list[str]]:
    """The version (SHA-256) of some quads, and the graphs that they stand in."""
    digest, graphs = hashlib.sha256(), set()
    with lines.open("rb") as file:
        for line in file:
            digest.update(line)
            graphs.add(line[:-3].rpartition(b" ")[2])
    return digest.hexdigest(), sorted(graph.decode().strip("<>") for graph in graphs)


def _merge(lines: Path, more: list[str], target: Path) -> None:
    """Write sorted lines with a few more at their places."""
    pending = sorted(line.encode() for line in more)
    with lines.open("rb") as source, target.open("wb") as output:
        for line in source:
            while pending and pending[0] < line:
                output.write(pending.pop(0))
            output.write(line)
        output.writelines(pending)


def fill_store(dataset: Path, folder: Path) -> tuple[int, int]:
    """Load the named graphs, then all of them merged as the default graph.

    Returns:
        The statements in named graphs, and all.
    """
    store = pyoxigraph.Store(folder)
    store.bulk_extend(pyoxigraph.parse(path=str(dataset), format=RdfFormat.N_QUADS))
    named = len(store)
    store.bulk_extend(_merged(dataset))
    store.optimize()  # as `communique build` does
    store.flush()
    everything = len(store)
    del store  # closes it; only then are its files complete
    return named, everything


def _merged(dataset: Path) -> Iterator[Quad]:
    """Statements without their graphs; those that stand in several graphs one after the other come once."""
    quads = pyoxigraph.parse(path=str(dataset), format=RdfFormat.N_QUADS)
    # The lines are sorted, so that equal statements of different graphs are neighbours.
    for triple, _ in itertools.groupby(quads, key=lambda quad: quad.triple):
        yield Quad(triple.subject, triple.predicate, triple.object)
