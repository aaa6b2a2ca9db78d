"""Compiling a workspace into an immutable build.

A build is a folder ``builds/{first sixteen digits of the version}`` with the dataset as canonical N-Quads,
dumps, an Oxigraph store and a manifest. It is written under another name and renamed when it is whole, so
that a crash at any point leaves the old state or the new; ``builds/current`` names the one in use.
"""

from __future__ import annotations

import contextlib
import itertools
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from importlib.metadata import version as installed_version
from pathlib import Path
from types import FrameType
from typing import Any, Protocol

import pyoxigraph

from communique import __version__
from communique.graph.turtle import TurtleError
from communique.release.canonical import canonical_lines, graph_lines, read_quads, version_of
from communique.release.counts import COUNTS_FILE, count
from communique.release.dumps import RdfDump
from communique.release.flushing import flush as _flush
from communique.release.flushing import flush_folder as _flush_folder
from communique.release.manifest import (
    CURRENT,
    DATASET_FILE,
    LAYOUT,
    MANIFEST,
    STORE_FOLDER,
    Build,
    BuildMissing,
    build_of,
    current_build,
    digest_of,
    listing,
    read_manifest,
    write_manifest,
)
from communique.release.provenance import provenance
from communique.release.sources import Source, digests, read_sources
from communique.store.embedded import EmbeddedStore
from communique.store.engine import StoreError
from communique.vocabulary import PROVENANCE_GRAPH
from communique.workspace import Workspace, save

_UNFINISHED = ".unfinished-"

__all__ = [
    "DATASET_FILE",
    "MANIFEST",
    "Build",
    "BuildMissing",
    "BuildRefused",
    "DataChanged",
    "build",
    "current_build",
]

Progress = Callable[[str], None]


class Report(Protocol):
    """What building needs to know of a validation report."""

    @property
    def conforms(self) -> bool:
        """Whether the data may be built."""
        ...

    def as_text(self) -> str:
        """The findings for people."""
        ...


Validator = Callable[..., Report]


class BuildRefused(ValueError):  # noqa: N818 - a refusal, not a fault of the program
    """Data that do not conform.

    Attributes:
        report: what is wrong with them.
    """

    def __init__(self, report: Report) -> None:
        super().__init__("the data do not conform; nothing was built")
        self.report = report


class DataChanged(ValueError):  # noqa: N818
    """Data that are no longer those that were validated."""


def build(
    workspace: Workspace,
    corpus: Path | None,
    *,
    progress: Progress = lambda message: None,
    validator: Validator | None = None,
) -> Build:
    """Validate a workspace, compile it and make the result the current build.

    Args:
        workspace: the folder to compile.
        corpus: the folder of article texts for the evidence check, or None.
        progress: told in words what is being done.
        validator: called as ``validator(workspace, corpus, progress=…)``; None takes
            :func:`communique.validation.validate`.

    Raises:
        BuildRefused: the data do not conform; the current build stays.
        DataChanged: they changed while they were being validated; the current build stays.
        WorkspaceError: another process is changing the workspace.
        TurtleError: a file cannot be read.
        OSError: the build cannot be written; the current build stays.
    """
    with workspace.lock(), _ended_by_termination():
        workspace = Workspace(workspace.root)  # without what the given one may have read earlier
        before = _fingerprint(workspace)
        report = (validator or _default_validator())(workspace, corpus, progress=progress)
        if not report.conforms:
            raise BuildRefused(report)
        sources = read_sources(workspace)
        if before != digests(workspace, sources):
            raise DataChanged("the data changed while it was being validated; run it again")
        progress("canonicalising the dataset")
        lines = canonical_lines(read_quads(sources))
        version = version_of(lines)
        workspace.builds.mkdir(exist_ok=True)
        _remove_leftovers(workspace.builds)
        target = workspace.builds / version[:16]
        finished = _reusable(target, version)
        if finished is None:
            progress("compiling the store")
            finished = _compile(workspace, sources, lines, version, target)
        save(workspace.builds / CURRENT, f"{target.name}\n")
    return finished


def _default_validator() -> Validator:
    from communique.validation import validate

    return validate


def _fingerprint(workspace: Workspace) -> dict[str, str] | None:
    """What the files of the dataset are now, or None where one cannot be read, as validation will say."""
    try:
        return digests(workspace, read_sources(workspace))
    except TurtleError:
        return None


def _reusable(folder: Path, version: str) -> Build | None:
    """The build in a folder if it is of this version, made by this version of the code, and undamaged.

    The code counts because the provenance graph and the dumps are its work.
    """
    manifest = read_manifest(folder)
    if manifest is None or (manifest["version"], manifest.get("communique")) != (version, __version__):
        return None
    found = build_of(folder, manifest)
    try:
        sound = all(digest_of(folder / name) == digest for name, digest in manifest["files"].items())
        # The named graphs and, in the default graph, all of them merged.
        sound = sound and EmbeddedStore.open(found.store_folder, version).size == found.quads + found.triples
    except (OSError, StoreError, TypeError, AttributeError):
        return None
    return found if sound else None


def _compile(
    workspace: Workspace, sources: list[Source], lines: list[str], version: str, target: Path
) -> Build:
    temporary = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=workspace.builds))
    try:
        made = _write(workspace, sources, lines, version, temporary)
        temporary.chmod(0o755)
        _put_in_place(temporary, target)
        _flush_folder(workspace.builds)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return Build(target, version, made["quads"], made["triples"])


def _put_in_place(folder: Path, target: Path) -> None:
    """Rename a whole build; one that has the name (older, or damaged) goes only when that has succeeded."""
    aside = folder.with_name(f"{folder.name}-replaced")
    try:
        if target.exists():
            target.replace(aside)
        folder.replace(target)
    except BaseException:
        if aside.exists() and not target.exists():
            aside.replace(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _write(
    workspace: Workspace, sources: list[Source], lines: list[str], version: str, folder: Path
) -> dict[str, Any]:
    graphs = sorted({str(source.graph) for source in sources})
    about = graph_lines(provenance(version, graphs), PROVENANCE_GRAPH)
    everything = sorted([*lines, *about])
    (folder / DATASET_FILE).write_text("".join(everything), encoding="utf-8", newline="\n")
    dataset = RdfDump.read(everything)
    dataset.write(folder)
    _fill_store(dataset, folder / STORE_FOLDER)
    counts = count(EmbeddedStore.open(folder / STORE_FOLDER, version))
    (folder / COUNTS_FILE).write_text(counts.as_json(), encoding="utf-8")
    manifest = {
        "layout": LAYOUT,
        "version": version,
        "quads": len(dataset.quads),
        "triples": len(dataset.triples),
        "graphs": [*graphs, str(PROVENANCE_GRAPH)],
        "communique": __version__,
        "pyoxigraph": installed_version("pyoxigraph"),
        "sources": digests(workspace, sources),
        **listing(folder),
    }
    write_manifest(folder, manifest)
    _flush(folder)
    return manifest


def _fill_store(dataset: RdfDump, folder: Path) -> None:
    """Load the named graphs, and all of them merged as the default graph.

    Oxigraph can also take the union of the named graphs for the default graph while it answers, but then a
    triple that stands in three graphs matches three times: a position told by three articles, asked for by
    five patterns, would come 243 times, and every count would be wrong.
    """
    store = pyoxigraph.Store(folder)
    merged = (pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in dataset.triples)
    store.bulk_extend(itertools.chain(dataset.quads, merged))
    # Loading leaves layers of files that every reading has to merge: three times the work at ten million.
    store.optimize()
    store.flush()
    del store  # closes it; only then are its files complete


def _remove_leftovers(builds: Path) -> None:
    """Remove what a build left that was killed outright; the lock says that none is running."""
    for path in builds.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def _ended_by_termination() -> Iterator[None]:
    """Let SIGTERM end the build as Ctrl-C does, so that it cleans up; only the main thread can do that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    previous = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)
