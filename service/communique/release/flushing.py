"""Having files on the disk and not only in the cache of the system."""

from __future__ import annotations

import os
from pathlib import Path


def flush(folder: Path) -> None:
    """Have everything in a folder on the disk, not only in the cache of the system."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            flush_folder(path)
    flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
