"""The folder on disk (ontology/, data/, shapes/, queries/): what is where, loading and safe saving."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from filelock import FileLock, Timeout
from rdflib import Graph, URIRef

from communique.graph.turtle import new_graph, read_turtle
from communique.model import Method
from communique.vocabulary import ONTOLOGY_GRAPH, REFERENCE_GRAPH, annotation_graph

LOCK_TIMEOUT_SECONDS = 30


class WorkspaceError(ValueError):
    """A folder that is not a workspace, or one that another process is changing."""


@dataclass(frozen=True, slots=True)
class AnnotationFile:
    """One annotator's Turtle file for one article."""

    path: Path
    article: str
    annotator: str
    method: Method

    @property
    def graph(self) -> URIRef:
        """The named graph that its content goes into."""
        return annotation_graph(self.article, self.annotator)


@dataclass(frozen=True)
class Workspace:
    """A folder that holds a dataset: the files are the truth, everything else is made from them."""

    root: Path

    @classmethod
    def open(cls, root: Path) -> Workspace:
        """The workspace in a folder.

        Raises:
            WorkspaceError: the folder lacks one of the sub-folders that make a workspace.
        """
        missing = [name for name in ("ontology", "data", "shapes", "queries") if not (root / name).is_dir()]
        if missing:
            raise WorkspaceError(
                f"{root.resolve()} is not a Communiqué workspace: it has no folder {', '.join(missing)}; "
                "name the folder that holds ontology/, data/, shapes/ and queries/"
            )
        return cls(root.resolve())

    @property
    def ontology_files(self) -> list[Path]:
        """The ontology and its vocabularies."""
        return sorted((self.root / "ontology").glob("*.ttl"))

    @property
    def shapes_files(self) -> list[Path]:
        """The SHACL shapes."""
        return sorted((self.root / "shapes").glob("*.ttl"))

    @property
    def query_files(self) -> list[Path]:
        """The canned queries."""
        return sorted((self.root / "queries").glob("*.rq"))

    @property
    def articles_file(self) -> Path:
        """The article records."""
        return self.root / "data" / "articles.ttl"

    @property
    def reference_files(self) -> list[Path]:
        """Reference data, article records and annotators: all that goes into the reference graph."""
        records = [self.articles_file, self.root / "data" / "annotators.ttl"]
        return sorted((self.root / "data" / "reference").glob("*.ttl")) + [p for p in records if p.exists()]

    @property
    def annotation_files(self) -> list[AnnotationFile]:
        """Hand and machine annotations, by article and annotator."""
        folder = self.root / "data" / "annotations"
        by_hand = [
            AnnotationFile(path, path.parent.name, path.stem, "hand")
            for path in sorted((folder / "hand").glob("*/*.ttl"))
        ]
        by_machine = [
            AnnotationFile(path, path.stem, "machine", "machine")
            for path in sorted((folder / "machine").glob("*.ttl"))
        ]
        return by_hand + by_machine

    def annotation_path(self, article: str, annotator: str) -> Path:
        """Where a hand annotator's file for an article lies."""
        return self.root / "data" / "annotations" / "hand" / article / f"{annotator}.ttl"

    @property
    def builds(self) -> Path:
        """The folder of compiled stores."""
        return self.root / "builds"

    @property
    def cache(self) -> Path:
        """The folder of what can be thrown away at any time."""
        return self.root / ".communique"

    def named_files(self) -> list[tuple[URIRef, Path]]:
        """Every file of the dataset with the named graph that it goes into."""
        return [
            *((ONTOLOGY_GRAPH, path) for path in self.ontology_files),
            *((REFERENCE_GRAPH, path) for path in self.reference_files),
            *((file.graph, file.path) for file in self.annotation_files),
        ]

    @cached_property
    def ontology(self) -> Graph:
        """The ontology and vocabularies as one graph.

        Raises:
            TurtleError: a file cannot be read.
        """
        return read_all(self.ontology_files)

    @cached_property
    def reference(self) -> Graph:
        """Reference data, article records and annotators as one graph.

        Raises:
            TurtleError: a file cannot be read.
        """
        return read_all(self.reference_files)

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other processes from changing the workspace meanwhile.

        Raises:
            WorkspaceError: another process has held the lock for thirty seconds.
        """
        self.cache.mkdir(exist_ok=True)
        try:
            with FileLock(self.cache / "lock", timeout=LOCK_TIMEOUT_SECONDS):
                yield
        except Timeout as error:
            raise WorkspaceError(
                f"another process is changing {self.root}; try again when it has ended"
            ) from error


def read_all(paths: Iterable[Path]) -> Graph:
    """Several Turtle files as one graph.

    Raises:
        TurtleError: a file cannot be read.
    """
    graph = new_graph()
    for path in paths:
        graph += read_turtle(path)
    return graph


def fingerprint(paths: Iterable[Path], *more: str) -> str:
    """SHA-256 over the names and bytes of files and further strings; equal input, equal fingerprint."""
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    for text in more:
        digest.update(f"\0{text}".encode())
    return digest.hexdigest()


def save(path: Path, content: str) -> None:
    """Write a file so that a crash at any point leaves the old content or the new, never a part.

    Raises:
        OSError: the folder cannot be written to; the old content is then untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
