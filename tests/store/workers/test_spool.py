import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.store.workers.spool import Spool

STEADY = settings(derandomize=True, deadline=None, max_examples=100)


@STEADY
@given(st.lists(st.binary(min_size=1, max_size=50) | st.none(), max_size=40), st.integers(0, 200))
def test_bytes_come_out_as_they_went_in(steps, memory_bytes):
    """Whatever the order of putting (bytes) and taking (None), in memory or on disk."""
    spool, put, taken = Spool(memory_bytes), b"", b""
    for step in steps:
        if step is None:
            taken += spool.take()
        else:
            spool.put(step)
            put += step
        assert spool.waiting == len(put) - len(taken)
    while data := spool.take():
        taken += data
    assert (taken, spool.waiting) == (put, 0)
    assert spool.take() == b""
    spool.close()


@pytest.fixture
def files(tmp_path, monkeypatch):
    """How many files are open in the folder for temporary ones, and how large they are."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def sizes():
        found = []
        for handle in Path("/proc/self/fd").iterdir():
            try:
                target = handle.readlink()
            except FileNotFoundError:
                continue
            if str(target).startswith(str(tmp_path)):
                found.append(os.stat(handle).st_size)  # noqa: PTH116 - a deleted file has no other name
        return found

    return sizes


def test_little_stays_in_memory_and_much_goes_to_disk(files):
    spool = Spool(memory_bytes=1_000)
    spool.put(b"a" * 1_000)
    assert files() == []
    spool.put(b"b" * 100_000)
    assert len(files()) == 1
    assert spool.waiting == 101_000
    assert spool.take() == b"a" * 1_000
    assert spool.take() == b"b" * 100_000
    spool.close()
    assert files() == []


def test_what_follows_on_disk_does_not_overtake(files):
    """When there is room in memory again, but older bytes still wait on disk."""
    spool = Spool(memory_bytes=10)
    spool.put(b"1" * 10)
    spool.put(b"2" * 10)
    assert spool.take() == b"1" * 10
    spool.put(b"3" * 5)
    assert spool.take() + spool.take() == b"2" * 10 + b"3" * 5
    spool.close()


def test_giving_up_frees_the_disk_and_counts_nothing(files):
    spool = Spool(memory_bytes=0)
    spool.put(b"x" * 1_000)
    spool.close()
    assert (files(), spool.waiting, spool.take()) == ([], 0, b"")
    spool.close()
