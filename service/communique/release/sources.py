"""The files that a build is made from, each read once: what is hashed is what is parsed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from rdflib import URIRef

from communique.graph.turtle import TurtleError
from communique.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Source:
    """One file of the dataset as it was when it was read."""

    graph: URIRef
    path: Path
    content: bytes


def read_sources(workspace: Workspace) -> list[Source]:
    """Every file of the dataset.

    Raises:
        TurtleError: a file cannot be read.
    """
    sources = []
    for graph, path in workspace.named_files():
        try:
            sources.append(Source(graph, path, path.read_bytes()))
        except OSError as error:
            raise TurtleError(f"{path}: cannot be read: {error.strerror or error}") from error
    return sources


def digests(workspace: Workspace, sources: list[Source]) -> dict[str, str]:
    """SHA-256 of each source by its path within the workspace."""
    return {str(source.path.relative_to(workspace.root)): sha256(source.content) for source in sources}


def sha256(content: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
