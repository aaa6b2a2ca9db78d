"""A folder of results: one file for each chunk, there as a whole or not at all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.annotator.engines.chunks import Chunk
from communique.annotator.engines.entries import Record
from communique.workspace import save

SUMMARY = "summary.json"


@dataclass(frozen=True, slots=True)
class Results:
    """The results of annotating an archive."""

    folder: Path

    def write(self, chunk: Chunk, records: Sequence[Record]) -> None:
        """Keep the results of a chunk; a crash at any point leaves all of them or none.

        Raises:
            ValueError: they are not those of the articles of the chunk.
            OSError: the folder cannot be written to.
        """
        if not _belong(chunk, records):
            raise ValueError(f"the results of chunk {chunk.name} are not those of its articles")
        ordered = sorted(records, key=lambda record: str(record["id"]))
        save(self._path(chunk), "".join(f"{_line(record)}\n" for record in ordered))

    def is_done(self, chunk: Chunk) -> bool:
        """Whether the whole results of a chunk are there; a damaged file counts as none."""
        try:
            return _belong(chunk, self.records(chunk))
        except (OSError, ValueError, KeyError, TypeError):
            return False

    def is_there(self, chunk: Chunk) -> bool:
        """Whether the file of a chunk exists."""
        return self._path(chunk).is_file()

    def records(self, chunk: Chunk) -> list[Record]:
        """The results of a chunk, in the order of the identifiers.

        Raises:
            OSError: it is not done.
            ValueError: the file is damaged.
        """
        with self._path(chunk).open(encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def all_records(self, chunks: Iterable[Chunk]) -> Iterator[Record]:
        """The results of several chunks, one after the other."""
        for chunk in chunks:
            yield from self.records(chunk)

    def tidy(self) -> None:
        """Remove what a run that was killed while it wrote has left; nobody else may be writing."""
        for path in self.folder.glob(".*.jsonl.*"):
            path.unlink()

    def summarise(self, summary: dict[str, object]) -> None:
        """Keep what a whole run gave."""
        save(self.folder / SUMMARY, json.dumps(summary, ensure_ascii=False, indent=1) + "\n")

    def _path(self, chunk: Chunk) -> Path:
        return self.folder / f"{chunk.name}.jsonl"


def digest_of(records: Iterable[Record]) -> str:
    """SHA-256 over all results; the order in which they come makes no difference."""
    lines = sorted(
        (str(record["id"]), hashlib.sha256(_line(record).encode()).hexdigest()) for record in records
    )
    found = hashlib.sha256()
    for identifier, line in lines:
        found.update(f"{identifier}\0{line}\n".encode())
    return found.hexdigest()


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True)


def _belong(chunk: Chunk, records: Sequence[Record]) -> bool:
    wanted = sorted((place.identifier, place.digest) for place in chunk.places)
    return sorted((record["id"], record["sha256"]) for record in records) == wanted
