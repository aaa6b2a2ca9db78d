"""Packing files so that equal content gives equal bytes, and unpacking them with a limit."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import zstandard

GZIP_LEVEL = 9
ZSTANDARD_LEVEL = 15
"""Higher ones take several times as long for one per cent less."""
PACKINGS: dict[str, str] = {".gz": "application/gzip", ".zst": "application/zstd"}
"""Media types of packed files by their suffix."""
_PIECE_BYTES = 1 << 20


class PackingError(ValueError):
    """A packed file that cannot be unpacked."""


def pack(path: Path) -> list[Path]:
    """Write a file once more in each packing, beside it.

    The gzip header names neither file nor time; the Zstandard frame carries length and checksum. The bytes
    can still change with another release of zlib or Zstandard.

    Raises:
        OSError: the files cannot be read or written.
    """
    packed = [path.with_name(path.name + suffix) for suffix in PACKINGS]
    with (
        path.open("rb") as plain,
        packed[0].open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", compresslevel=GZIP_LEVEL, fileobj=file, mtime=0) as output,
    ):
        shutil.copyfileobj(plain, output, _PIECE_BYTES)
    compressor = zstandard.ZstdCompressor(level=ZSTANDARD_LEVEL, write_checksum=True, write_content_size=True)
    with path.open("rb") as plain, packed[1].open("wb") as file:
        compressor.copy_stream(plain, file, size=path.stat().st_size)
    return packed


def unpack(path: Path) -> Iterator[bytes]:
    """The content of a packed file, piece by piece of at most a mebibyte.

    Raises:
        PackingError: it is damaged, or packed in no known way.
        OSError: it cannot be read.
    """
    try:
        if path.suffix == ".gz":
            with gzip.open(path, "rb") as file:
                while piece := file.read(_PIECE_BYTES):
                    yield piece
        elif path.suffix == ".zst":
            with path.open("rb") as packed, zstandard.ZstdDecompressor().stream_reader(packed) as reader:
                while piece := reader.read(_PIECE_BYTES):
                    yield piece
        else:
            raise PackingError(f"{path.name} is packed in no known way")
    except (gzip.BadGzipFile, EOFError, zstandard.ZstdError) as error:
        raise PackingError(f"{path.name} cannot be unpacked: {error}") from error
    except OSError as error:
        if error.errno is None:  # zlib's complaints come as OSError without a number
            raise PackingError(f"{path.name} cannot be unpacked: {error}") from error
        raise
