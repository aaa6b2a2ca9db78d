"""The files of a store on disk, opened before a worker is confined and can open none any more.

RocksDB opens most of its files when it first reads them, and keeps them open as long as it may have so many.
"""

from __future__ import annotations

import ctypes
import os
import resource
from pathlib import Path

from communique.store.embedded import EmbeddedStore

_ROUNDS = 4
_PLACES = 15
_NEW_USER_NAMESPACE, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER and CLONE_NEWNET of unshare(2)


def allow_many_files() -> None:
    """Let this process have as many files open as it may; the engine asks for that when it opens a store."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def leave_network() -> str | None:
    """Put this process where there is no network; what is connected already stays so.

    Only before it has threads. Some systems do not allow it.

    Returns:
        Why it was not possible; None if it was.
    """
    if ctypes.CDLL(None, use_errno=True).unshare(_NEW_USER_NAMESPACE | _NEW_NETWORK):
        return os.strerror(ctypes.get_errno())
    return None


def open_files_of(store: EmbeddedStore, folder: Path) -> int:
    """Have the engine open all files of a store by reading a little everywhere.

    Args:
        store: the store.
        folder: where it lies on disk.

    Returns:
        How many files have stayed closed: hardly ever more than none, unless there are tens of millions of
        statements, of which millions have both property and value in common.
    """
    files = {file.resolve() for file in folder.glob("*.sst")}
    for number in range(_ROUNDS):
        if files <= _opened():
            return 0
        store.touch(range(number * _PLACES, (number + 1) * _PLACES))
    return len(files - _opened())


def _opened() -> set[Path]:
    """What this process has open."""
    return {entry.resolve() for entry in Path("/proc/self/fd").iterdir()}
