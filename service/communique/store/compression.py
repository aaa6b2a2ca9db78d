"""Compressing answers, whole or piece by piece."""

from __future__ import annotations

import gzip
import zlib
from typing import Protocol

import zstandard

ENCODINGS = ("zstd", "gzip")
"""The ways in which answers can be compressed, the better one first."""
SMALL_BYTES = 1_000
"""Shorter answers are not compressed, unless they must be: they would hardly get shorter."""
_ZSTD_LEVEL, _GZIP_LEVEL = 3, 4


class Compressor(Protocol):
    """Compresses one answer piece by piece."""

    def compress(self, data: bytes, /) -> bytes:
        """Take a piece; gives what is ready."""
        ...

    def flush(self) -> bytes:
        """The end."""
        ...


def compressor(encoding: str) -> Compressor:
    """A compressor for one answer."""
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compressobj()
    return zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)  # 16: with the header of gzip


def compress(body: bytes, encoding: str) -> bytes:
    """A body compressed; equal bodies give equal bytes."""
    if encoding == "zstd":
        return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(body)
    return gzip.compress(body, compresslevel=_GZIP_LEVEL, mtime=0)
