"""Which program annotates: its version, and hashes of what its annotations follow from."""

from __future__ import annotations

import hashlib
import importlib.metadata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from communique import __version__
from communique.annotator.parsing import parser
from communique.workspace import Workspace, fingerprint

_PROGRAM_FILES = (".py", ".yaml", ".json")


@dataclass(frozen=True, slots=True)
class Software:
    """The program and its model, as far as annotations depend on them."""

    version: str
    sha256: str
    """Over the code, the cues and the weights of the annotator."""
    model: str | None
    """Name and version of the parser's model; None where annotation goes without a parser."""
    model_sha256: str | None
    """Over the hashes of the model's files, as its distribution records them."""

    @property
    def mode(self) -> str:
        """``parser`` or ``rules``."""
        return "rules" if self.model is None else "parser"


def installed(*, rules_only: bool) -> Software:
    """The program as it is installed here.

    Args:
        rules_only: whether the parser is left out even where it is installed.
    """
    model, digest = (None, None) if rules_only or not parser.is_available() else _model()
    return Software(__version__, _program(), model, digest)


def knowledge_sha256(workspace: Workspace) -> str:
    """SHA-256 over the files that annotation takes its knowledge from."""
    files = [*workspace.ontology_files, *workspace.reference_files]
    return fingerprint(files)


@cache
def _program() -> str:
    rooms = Path(__file__).parents[2]
    files = [
        path
        for room in ("annotator", "corpus")
        for path in sorted((rooms / room).rglob("*"))
        if path.suffix in _PROGRAM_FILES
    ]
    names = (path.relative_to(rooms).as_posix() for path in files)
    return fingerprint([*files, rooms / "model.py"], *names)


@cache
def _model() -> tuple[str, str]:
    name = parser.MODEL.replace("_", "-")
    distribution = importlib.metadata.distribution(name)
    # What an installer adds for itself has no hash, or differs from one machine to the next.
    hashes = sorted(
        f"{file.as_posix()} {file.hash.value}"
        for file in distribution.files or ()
        if file.hash and file.parts[0] == parser.MODEL and file.suffix != ".pyc"
    )
    return f"{name} {distribution.version}", hashlib.sha256("\n".join(hashes).encode()).hexdigest()
