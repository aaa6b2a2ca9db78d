"""Datasets on disk: workspaces, builds and releases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from communique.client.canned import CannedSource, FolderOfQueries, NoQueries
from communique.client.citation import Citation, citation_of_release, is_version
from communique.client.errors import OpenError
from communique.client.graph import Source
from communique.client.reference import Reference
from communique.release.dataset_graphs import DatasetError, read_dataset_graphs
from communique.release.manifest import (
    DATASET_FILE,
    MANIFEST,
    Build,
    BuildMissing,
    build_of,
    current_build,
    digest_of,
    read_manifest,
)
from communique.release.released import PACKAGE_FILE, ReleaseError, read_release
from communique.store.embedded import EmbeddedStore
from communique.store.engine import StoreError
from communique.workspace import Workspace, WorkspaceError

_WORKSPACE_FOLDERS = ("ontology", "data", "queries")
_WHAT_TO_NAME = "name a workspace that has been built, or the folder of a build or of a release"


@dataclass(frozen=True, slots=True)
class _Found:
    """A dataset on disk: its store, how it is cited, and its query files or why it has none."""

    store: EmbeddedStore
    citation: Citation
    queries: Path | None
    without: str = ""


def open_path(path: Path) -> Source:
    """Open what lies at a path.

    Raises:
        OpenError: it is no dataset, or it cannot be read.
    """
    try:
        found = _finder(path)(path)
    except (BuildMissing, StoreError, WorkspaceError, ReleaseError, DatasetError) as error:
        raise OpenError(str(error)) from error
    except OSError as error:
        raise OpenError(f"{path} cannot be read: {error.strerror or error}") from error
    reference = Reference(found.store)
    return Source(
        str(path), found.store, reference, _canned(found, reference), found.citation, close=lambda: None
    )


def _canned(found: _Found, reference: Reference) -> CannedSource:
    if found.queries is None or not found.queries.is_dir():
        return NoQueries(found.without or "there is no folder queries/ beside this dataset")
    return FolderOfQueries(found.store, sorted(found.queries.glob("*.rq")), lambda: reference.things)


def _finder(path: Path) -> Callable[[Path], _Found]:
    """How to open what is there.

    Raises:
        OpenError: it is nothing that is known.
    """
    if not path.exists():
        raise OpenError(f"there is nothing at {path}; {_WHAT_TO_NAME}")
    if path.is_file():
        return _open_file
    if (path / PACKAGE_FILE).is_file():
        return _open_release
    if (path / MANIFEST).is_file():
        return _open_build
    if all((path / name).is_dir() for name in _WORKSPACE_FOLDERS):
        return _open_workspace
    if any(path.glob("*.nq")):
        return _open_file
    raise OpenError(f"{path} holds no dataset; {_WHAT_TO_NAME}")


def _open_workspace(path: Path) -> _Found:
    workspace = Workspace.open(path)
    return _of_build(current_build(workspace), workspace.root / "queries")


def _open_build(path: Path) -> _Found:
    manifest = read_manifest(path)
    if manifest is None:
        raise OpenError(f"the build {path} is not whole or of another layout; run `communique build`")
    build = build_of(path, manifest)
    # A build lies in the folder builds/ of its workspace.
    return _of_build(build, path.resolve().parent.parent / "queries")


def _of_build(build: Build, queries: Path) -> _Found:
    return _Found(
        EmbeddedStore.open(build.store_folder, build.version),
        Citation(build.version),
        queries,
        f"{build.path} lies in no workspace, so that it has no canned queries; open the workspace for those",
    )


_RELEASE_WITHOUT = "a release has no canned queries; open a workspace or service for those, or use .query()"


def _open_release(path: Path) -> _Found:
    release = read_release(path)
    files = [file.name for file in release.files if file.whole and file.name.endswith(".nq")]
    if len(files) != 1 or not is_version(release.version):
        raise OpenError(f"{path} does not say which of its files holds the dataset as N-Quads; get it anew")
    dataset = path / files[0]
    if digest_of(dataset) != release.sums.get(files[0]):
        raise OpenError(f"{dataset} is damaged: its content is not that of the release; get it anew")
    store = EmbeddedStore.load(dataset, release.version)
    return _Found(store, citation_of_release(path, release.version), None, _RELEASE_WITHOUT)


def _open_file(path: Path) -> _Found:
    version = read_dataset_graphs(path).version
    if path.is_dir():
        named = path / DATASET_FILE
        path = named if named.is_file() else next(path.glob("*.nq"))
    return _Found(EmbeddedStore.load(path, version), Citation(version), None, _RELEASE_WITHOUT)
