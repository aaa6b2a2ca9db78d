"""Processes that a test starts and kills."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

TESTS = Path(__file__).parents[2]
PATIENCE_SECONDS = 120
"""After this a test fails; nothing is said about how long anything should take."""


def start(*arguments, **more):
    """A Python process in a group of its own that finds the modules of the tests."""
    paths = [os.environ.get("PYTHONPATH"), str(TESTS)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def until(condition, *watched):
    """Wait for a condition; a watched process that ends before it is met fails the test with its errors."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while not (found := condition()):
        for process in watched:
            if process.poll() is not None:
                raise AssertionError(
                    f"{process.args} ended with {process.returncode}: {process.communicate()}"
                )
        if time.monotonic() > limit:
            raise AssertionError("what was waited for did not come")
        time.sleep(0.05)
    return found


def finish(process):
    """What a process prints until its end."""
    output, errors = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 0, errors
    return output.strip()


def descendants(process):
    """All processes below one."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(process.pid).children(recursive=True)
    return []


@contextlib.contextmanager
def ending(*processes):
    """Nothing that was started outlives the test; processes that may be orphaned are added to the list."""
    orphans = []
    try:
        yield orphans
    finally:
        for process in processes:
            orphans += descendants(process)
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        for child in orphans:  # they hold the pipes that are read below
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
        for process in processes:
            process.communicate()
