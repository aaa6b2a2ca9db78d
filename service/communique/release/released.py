"""The folder of a release as it lies on disk: its files, and what it says of itself."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.release.counts import COUNTS_FILE, DatasetCounts
from communique.release.manifest import Build
from communique.release.publication import PublishedFile
from communique.workspace import Workspace

RELEASES = "releases"
PACKAGE_FILE = "datapackage.json"
SUMS_FILE = "SHA256SUMS"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_LINE = re.compile(r"(?P<sum>[0-9a-f]{64})  (?P<name>[A-Za-z0-9][A-Za-z0-9._-]{0,127})")
_LARGEST_BYTES = 4 << 20
"""Of the two files that describe a release; the service reads them for every folder that it finds."""


class ReleaseError(ValueError):
    """A folder that is not a release, or a release that cannot be made; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release as its own files describe it; nothing is checked (:mod:`communique.release.verify` does)."""

    folder: Path
    version: str
    """64 hexadecimal digits."""
    label: str
    date: str
    """YYYY-MM-DD."""
    previous: str
    """The version that it was compared with, 64 hexadecimal digits, or empty."""
    previous_label: str
    triples: int
    quads: int
    files: tuple[PublishedFile, ...]
    """The files that hold the dataset or tables of it."""
    sums: dict[str, str]
    """SHA-256 of every file but the list of sums itself, by name."""


def is_release_name(name: str) -> bool:
    """Whether a text can be the name of a release: letters, digits, dots, hyphens and underscores."""
    return _NAME.fullmatch(name) is not None


def releases_folder(workspace: Workspace) -> Path:
    """The folder of a workspace that its releases are put in."""
    return workspace.root / RELEASES


def releases_beside(build: Build) -> Path:
    """The same folder, found from a build of the workspace."""
    return build.path.parent.parent / RELEASES


def read_release(folder: Path) -> Release:
    """Read what a release says of itself.

    Raises:
        ReleaseError: the folder is not a release.
    """
    sums = read_sums(folder)
    try:
        package: dict[str, Any] = json.loads(_small_file(folder / PACKAGE_FILE))
        own = package["communique"]
        return Release(
            folder,
            _text(own["version"]),
            _text(own["label"]),
            _text(own["date"]),
            _text(own["previous"]),
            _text(own["previousLabel"]),
            int(own["triples"]),
            int(own["quads"]),
            tuple(_file(resource) for resource in package["resources"]),
            sums,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReleaseError(f"{folder / PACKAGE_FILE} does not describe a release: {error!r}") from error


def read_sums(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of a release by its name, as its list of sums has them.

    Raises:
        ReleaseError: there is no such list, or it cannot be read.
    """
    sums: dict[str, str] = {}
    for line in _small_file(folder / SUMS_FILE).splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            raise ReleaseError(
                f"{folder / SUMS_FILE}: “{line[:100]}” is not a hash, two spaces and a file name"
            )
        sums[found["name"]] = found["sum"]
    return sums


def list_releases(folder: Path) -> list[Release]:
    """The releases in a folder of releases, the newest first; what is none is passed over."""
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if is_release_name(path.name) and path.is_dir():
            try:
                found.append(read_release(path))
            except ReleaseError:
                continue
    return sorted(found, key=lambda release: (release.date, release.folder.name), reverse=True)


def _small_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_BYTES + 1)
    except OSError as error:
        raise ReleaseError(
            f"{path.parent} is not a release: {path.name} cannot be read ({error.strerror}); "
            "name a folder that `communique release` made"
        ) from error
    if len(content) > _LARGEST_BYTES:
        raise ReleaseError(f"{path} is longer than {_LARGEST_BYTES:,} bytes; no release has such a file")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReleaseError(f"{path} is not UTF-8 at byte {error.start}") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _file(resource: dict[str, Any]) -> PublishedFile:
    return PublishedFile(
        name=_text(resource["path"]),
        title=_text(resource["title"]),
        media_type=_text(resource["mediatype"]),
        size_bytes=int(resource["bytes"]),
        sha256=_text(resource["hash"]).removeprefix("sha256:"),
        compression=_text(resource.get("packing", "")),
        whole=bool(resource["whole"]),
    )


def read_counts(release: Release) -> DatasetCounts | None:
    """The numbers that a release states of its data, or None if it has none that can be read."""
    try:
        return DatasetCounts.from_json(_small_file(release.folder / COUNTS_FILE))
    except (ReleaseError, ValueError):
        return None
