"""What stands in the folder of a build: its names, its manifest, and finding the one in use."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.workspace import Workspace

LAYOUT = 3
"""Changes whenever a build folder looks different inside; builds of another layout are made anew."""
MANIFEST = "manifest.json"
DATASET_FILE = "dataset.nq"
STORE_FOLDER = "oxigraph"
CURRENT = "current"
_CHANGING = ("LOG", "LOCK")
"""Files of a store that the engine keeps for itself; they say nothing about the data."""


class BuildMissing(ValueError):  # noqa: N818 - a state of the workspace, not a fault of the program
    """A workspace without a build that can be used."""


@dataclass(frozen=True, slots=True)
class Build:
    """A finished build."""

    path: Path
    version: str
    """SHA-256 over the canonical N-Quads of the data, 64 hexadecimal digits."""
    quads: int
    """Triples counted once for each named graph that they stand in."""
    triples: int
    """Different triples, wherever they stand."""
    reused: bool = False
    """Whether the same data had been built before."""

    @property
    def store_folder(self) -> Path:
        """The folder of the Oxigraph store."""
        return self.path / STORE_FOLDER


def current_build(workspace: Workspace) -> Build:
    """The build in use.

    Raises:
        BuildMissing: there is none, or it is not whole.
    """
    try:
        name = (workspace.builds / CURRENT).read_text(encoding="utf-8").strip()
    except OSError:
        raise BuildMissing(f"{workspace.root} has not been built yet; run `communique build`") from None
    except UnicodeDecodeError:
        name = ""
    found = read_manifest(workspace.builds / name) if name and Path(name).name == name else None
    if found is None:
        raise BuildMissing(
            f"the build {name!r} of {workspace.root} is not whole or of another layout; "
            "run `communique build`"
        )
    return build_of(workspace.builds / name, found)


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a build if it is of this layout and all its files are there in their sizes.

    This is cheap, for every start and query; the files themselves are not read.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = manifest["layout"] == LAYOUT and all(
            (folder / name).stat().st_size == manifest["sizes"][name] for name in manifest["files"]
        )
        build_of(folder, manifest)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifest if whole else None


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest of a build; it is the last file that a build gets."""
    text = json.dumps(manifest, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def build_of(folder: Path, manifest: dict[str, Any]) -> Build:
    """The build that a manifest tells of."""
    return Build(folder, manifest["version"], manifest["quads"], manifest["triples"], reused=True)


def listing(folder: Path) -> dict[str, dict[str, Any]]:
    """The hash and size in bytes of every file of a build."""
    files = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in _CHANGING
    }
    return {
        "files": {name: digest_of(path) for name, path in files.items()},
        "sizes": {name: path.stat().st_size for name, path in files.items()},
    }


def digest_of(path: Path) -> str:
    """SHA-256 of a file, as 64 hexadecimal digits.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
