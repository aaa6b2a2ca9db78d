"""What can be downloaded: the releases of the workspace, and the dumps of the build that is served."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from communique.release.dumps import N_QUADS_DUMP, TRIG_DUMP, TURTLE_DUMP
from communique.release.manifest import DATASET_FILE, MANIFEST, Build, digest_of
from communique.release.package import DUMPS
from communique.release.publication import PublishedFile
from communique.release.released import (
    PACKAGE_FILE,
    SUMS_FILE,
    Release,
    is_release_name,
    list_releases,
    releases_beside,
)

IN_BUILD = {N_QUADS_DUMP: DATASET_FILE, TURTLE_DUMP: TURTLE_DUMP, TRIG_DUMP: TRIG_DUMP}
"""The dumps of a build by the names under which they are offered."""

_MEDIA_TYPES = {
    ".cff": "application/yaml",
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown; charset=utf-8",
    ".nq": "application/n-quads",
    ".parquet": "application/vnd.apache.parquet",
    ".trig": "application/trig; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".zst": "application/zstd",
}


@dataclass(frozen=True, slots=True)
class Download:
    """One file to be sent."""

    path: Path
    sha256: str
    """64 hexadecimal digits."""

    @property
    def media_type(self) -> str:
        """Of the file as it is: a packed file is a packed file, and no encoded answer."""
        return media_type(self.path.name)


def media_type(name: str) -> str:
    """The media type of a file by its name; files without a known suffix are plain text."""
    return _MEDIA_TYPES.get(Path(name).suffix, "text/plain; charset=utf-8")


def current_files(build: Build) -> tuple[PublishedFile, ...]:
    """The dumps of a build as they are offered."""
    manifest = json.loads((build.path / MANIFEST).read_text(encoding="utf-8"))
    return tuple(
        PublishedFile(name, *DUMPS[name], manifest["sizes"][stored], manifest["files"][stored])
        for name, stored in IN_BUILD.items()
    )


class Shelf:
    """The releases of the workspace; new ones are seen without a restart."""

    def __init__(self, build: Build) -> None:
        self._folder = releases_beside(build)
        self._seen: tuple[tuple[str, int, int], ...] = ()
        self._releases: list[Release] = []

    def releases(self) -> list[Release]:
        """All releases, the newest first."""
        seen = self._look()
        if seen != self._seen:
            self._releases, self._seen = list_releases(self._folder), seen
        return self._releases

    def find(self, name: str) -> Release | None:
        """The release in the folder of that name."""
        return next((release for release in self.releases() if release.folder.name == name), None)

    def file(self, release: Release, name: str) -> Download | None:
        """A file of a release; only those are found that its list of sums names, and that list itself."""
        path = release.folder / name
        if name != SUMS_FILE and name not in release.sums:
            return None
        if path.is_symlink() or not path.is_file():
            return None
        return Download(path, release.sums.get(name) or digest_of(path))

    def _look(self) -> tuple[tuple[str, int, int], ...]:
        """What tells that a release has come, gone or changed."""
        found = []
        for path in sorted(self._folder.glob(f"*/{SUMS_FILE}")):
            if is_release_name(path.parent.name):
                state, package = path.stat(), path.with_name(PACKAGE_FILE)
                there = package.stat().st_mtime_ns if package.exists() else 0
                found.append((path.parent.name, state.st_mtime_ns, there))
        return tuple(found)
