"""Where many articles lie: a folder of files, or a file with one JSON object on each line.

An archive is read twice: once to find out what is in it (only hashes are kept, so that it may be larger than
memory), and then, chunk by chunk, what is not yet done.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from communique.annotator.engines.entries import Entry, Problem
from communique.corpus.folder import TEXT_SIZE_LIMIT
from communique.model import PartialDate

TEXT_ENDINGS = frozenset({".txt"})
HTML_ENDINGS = frozenset({".html", ".htm", ".xhtml"})
LINE_ENDINGS = frozenset({".jsonl", ".ndjson"})
_KEYS = ("id", "text", "html", "outlet", "published", "url")


class ArchiveError(ValueError):
    """Something that is no archive, or an article of it that cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article lies in its archive."""

    identifier: str
    digest: str
    size: int
    """In bytes."""
    at: int | str
    """Byte at which its line begins, or the path of its file within the folder."""


@dataclass(frozen=True, slots=True)
class Common:
    """What holds for all articles that do not say it themselves."""

    outlet: str | None = None
    published: str | None = None

    def completing(self, entry: Entry) -> Entry:
        """The entry, with what it lacks."""
        return replace(entry, outlet=entry.outlet or self.outlet, published=entry.published or self.published)


class Archive(Protocol):
    """Many articles."""

    def places(self) -> Iterator[Place | Problem]:
        """Every article, or what is wrong with it, in the order of the archive."""

    def entry(self, place: Place) -> Entry:
        """One article.

        Raises:
            ArchiveError: it cannot be read any more, or is another one now.
        """


def open_archive(path: Path, common: Common) -> Archive:
    """The archive in a folder or a file of JSON lines.

    Raises:
        ArchiveError: it is neither.
    """
    if path.is_dir():
        return FolderArchive(path, common)
    if path.is_file() and path.suffix in LINE_ENDINGS:
        return LinesArchive(path, common)
    raise ArchiveError(
        f"{path} is neither a folder of .txt and .html files nor a file of JSON lines (.jsonl); "
        "name one of these"
    )


@dataclass(frozen=True, slots=True)
class FolderArchive:
    """The text and HTML files of a folder, at any depth."""

    folder: Path
    common: Common

    def places(self) -> Iterator[Place | Problem]:
        """Every article in the order of the names; files of other kinds are passed over."""
        for path in sorted(self.folder.rglob("*")):
            if path.suffix.lower() not in TEXT_ENDINGS | HTML_ENDINGS or not path.is_file():
                continue
            name = path.relative_to(self.folder).as_posix()
            try:
                entry = self._read(name)
            except ArchiveError as error:
                yield Problem(name, str(error))
            else:
                yield Place(name, entry.digest, len(entry.content), name)

    def entry(self, place: Place) -> Entry:
        """One article, as in the protocol."""
        return _unchanged(self._read(str(place.at)), place)

    def _read(self, name: str) -> Entry:
        path = self.folder / name
        try:
            # A link could lead out of the folder to anything that this user may read.
            if not path.resolve().is_relative_to(self.folder.resolve()):
                raise ArchiveError("it is a link that leads out of the folder; put the file itself there")
            with path.open("rb") as file:
                content = file.read(TEXT_SIZE_LIMIT + 1)
        except OSError as error:
            raise ArchiveError(f"it cannot be read: {error.strerror}") from error
        if len(content) > TEXT_SIZE_LIMIT:
            raise ArchiveError(f"it is longer than {TEXT_SIZE_LIMIT:,} bytes, too long for an article")
        return self.common.completing(Entry(name, content, is_html=path.suffix.lower() in HTML_ENDINGS))


@dataclass(frozen=True, slots=True)
class LinesArchive:
    """A file of JSON lines: ``{"id", "text" or "html", "outlet", "published", "url"}``."""

    path: Path
    common: Common

    def places(self) -> Iterator[Place | Problem]:
        """Every article in the order of the lines; empty lines are passed over."""
        with self.path.open("rb") as file:
            number = start = 0
            while line := file.readline(TEXT_SIZE_LIMIT + 1):
                number += 1
                is_whole = line.endswith(b"\n") or len(line) <= TEXT_SIZE_LIMIT
                while not line.endswith(b"\n") and (rest := file.readline(TEXT_SIZE_LIMIT)):
                    line = rest  # only its end is looked for
                yield from self._place(line if is_whole else None, number, start)
                start = file.tell()

    def entry(self, place: Place) -> Entry:
        """One article, as in the protocol."""
        with self.path.open("rb") as file:
            file.seek(int(place.at))
            line = file.readline(TEXT_SIZE_LIMIT + 1)
        return _unchanged(self._read(line), place)

    def _place(self, line: bytes | None, number: int, start: int) -> Iterator[Place | Problem]:
        if line is not None and not line.strip():
            return
        try:
            entry = self._read(line)
        except ArchiveError as error:
            yield Problem(f"line {number}", str(error))
        else:
            yield Place(entry.identifier, entry.digest, len(entry.content), start)

    def _read(self, line: bytes | None) -> Entry:
        if line is None:
            raise ArchiveError(f"it is longer than {TEXT_SIZE_LIMIT:,} bytes, too long for an article")
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ArchiveError(f"it is not JSON: {error}") from error
        if not isinstance(found, dict):
            raise ArchiveError('it is not a JSON object; write {"text": "…", "outlet": "…"} on one line')
        return self.common.completing(_entry_of(found))


def _entry_of(found: dict[str, Any]) -> Entry:
    wrong = [key for key in _KEYS if not isinstance(found.get(key, ""), str | None)]
    if wrong:
        raise ArchiveError(f"{', '.join(wrong)}: not a string; put it into quotation marks")
    if bool(found.get("text")) == bool(found.get("html")):
        raise ArchiveError("it needs either text or html")
    try:
        content = (found.get("text") or found["html"]).encode()
        if found.get("published"):
            PartialDate(found["published"])
    except ValueError as error:
        raise ArchiveError(f"a field cannot be used: {error}") from error
    entry = Entry(
        found.get("id") or "",
        content,
        is_html=bool(found.get("html")),
        outlet=found.get("outlet") or None,
        published=found.get("published") or None,
        address=found.get("url") or None,
    )
    return entry if entry.identifier else replace(entry, identifier=entry.digest[:16])


def _unchanged(entry: Entry, place: Place) -> Entry:
    if entry.digest != place.digest:
        raise ArchiveError("it changed while the archive was being read; run the command again")
    return entry
