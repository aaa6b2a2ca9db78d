"""What has come of an answer and waits for its reader: in memory while it is small, beyond that on disk."""

from __future__ import annotations

import tempfile
from collections import deque
from typing import IO

MEMORY_BYTES = 4 << 20
"""How much of one answer waits in memory."""
_PIECE_BYTES = 256 << 10


class Spool:
    """A queue of bytes for one writer and one reader in the same thread.

    A slow reader must not hold up the worker that writes; so whatever comes is taken at once.
    """

    def __init__(self, memory_bytes: int = MEMORY_BYTES) -> None:
        self._memory_bytes = memory_bytes
        self._pieces: deque[bytes] = deque()
        self._in_memory = 0
        self._file: IO[bytes] | None = None
        self._read_from = self._written_to = 0
        self.waiting = 0
        """Bytes that have been put and not been taken."""

    def put(self, data: bytes) -> None:
        """Add bytes at the end.

        Raises:
            OSError: the disk is full.
        """
        self.waiting += len(data)
        on_disk = self._written_to > self._read_from
        if not on_disk and self._in_memory + len(data) <= self._memory_bytes:
            self._pieces.append(data)
            self._in_memory += len(data)
            return
        if self._file is None:  # lives as long as the answer
            self._file = tempfile.TemporaryFile(prefix="communique-answer-")  # noqa: SIM115
        self._file.seek(self._written_to)
        self._file.write(data)
        self._written_to += len(data)

    def take(self) -> bytes:
        """The next bytes; none if nothing waits."""
        if self._pieces:
            data = self._pieces.popleft()
            self._in_memory -= len(data)
        elif self._file is not None and self._written_to > self._read_from:
            self._file.seek(self._read_from)
            data = self._file.read(min(_PIECE_BYTES, self._written_to - self._read_from))
            self._read_from += len(data)
        else:
            return b""
        self.waiting -= len(data)
        return data

    def close(self) -> None:
        """Give up what waits."""
        self._pieces.clear()
        self.waiting = self._in_memory = 0
        if self._file is not None:
            self._file.close()
            self._file = None
            self._read_from = self._written_to = 0
