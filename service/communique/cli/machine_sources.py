"""The articles that `annotate` is given: files, folders, addresses, standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from communique.cli.common import CallError, read_settings
from communique.corpus.reading.limits import FetchLimits
from communique.corpus.reading.reader import is_address

ENDINGS = (".txt", ".html", ".htm", ".xhtml")
"""What is read in folders."""
ARCHIVE_ENDINGS = (".jsonl", ".ndjson")
STANDARD_INPUT = "-"


def is_archive(file: str) -> bool:
    """Whether an argument names a file of JSON lines, each of them an article."""
    return Path(file).suffix.lower() in ARCHIVE_ENDINGS and not is_address(file)


@dataclass(frozen=True, slots=True)
class Source:
    """An article to be read."""

    name: str
    """As the user calls it."""
    path: Path | str | None
    """A file or an address; None for standard input."""

    @property
    def content(self) -> Path | str | bytes:
        """What is to be read."""
        return sys.stdin.buffer.read() if self.path is None else self.path


@dataclass(frozen=True, slots=True)
class Sources:
    """All articles of one call, in order."""

    found: tuple[Source, ...]
    are_several: bool
    """Whether the call is for several articles, be it that a folder holds only one."""

    def each(self, *, quiet: bool) -> Iterator[Source]:
        """One after the other; for several, a bar on the terminal tells how far it is."""
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        hidden = quiet or not self.are_several or not console.is_terminal
        with Progress(*columns, console=console, transient=True, disable=hidden) as progress:
            task = progress.add_task("annotating", total=len(self.found))
            for source in self.found:
                yield source
                progress.advance(task)


def sources_of(files: Sequence[str]) -> Sources:
    """The articles that the arguments of a call name.

    Raises:
        CallError: a folder holds none, or standard input is named twice.
    """
    if files.count(STANDARD_INPUT) > 1:
        raise CallError("standard input (-) can be read only once")
    found: list[Source] = []
    folders = False
    for name in files:
        if name == STANDARD_INPUT:
            found.append(Source(name, None))
        elif is_address(name):
            found.append(Source(name, name))
        elif Path(name).is_dir():
            folders = True
            found += _in_folder(Path(name))
        else:
            found.append(Source(name, Path(name)))
    return Sources(tuple(found), folders or len(found) > 1)


def _in_folder(folder: Path) -> list[Source]:
    paths = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in ENDINGS and path.is_file()]
    if not paths:
        raise CallError(f"the folder {folder} holds no articles ({', '.join(ENDINGS)})")
    return [Source(str(path), path) for path in paths]


def fetch_limits() -> FetchLimits:
    """What reading an address may take, by the settings.

    Raises:
        CallError: a setting makes no sense.
    """
    settings = read_settings()
    return FetchLimits(
        seconds=settings.fetch_seconds,
        size=settings.fetch_mebibytes << 20,
        allow_private=settings.fetch_private,
        user_agent=settings.user_agent,
    )
