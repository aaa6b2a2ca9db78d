"""Driving load against a server, and what that cost the server.

wrk drives small requests, for some seconds. Large answers are counted, not timed: what is under way when the
time of wrk is up would be a good part of all the work. h2load does that, one process for each client, because
the clients of one process all ask the same at the same time.
"""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import ProcessTree

_SCRIPT = Path(__file__).with_name("requests.lua")
_NUMBERS_A_RUN = 10_000_000
_runs = itertools.count(int(time.time()) % 1_000_000)


@dataclass(frozen=True)
class Load:
    """What came of one load."""

    clients: int
    requests: int
    per_second: float
    p50_milliseconds: float
    p99_milliseconds: float
    cpu_milliseconds: float
    """Processor time of the server for each request."""
    bytes: int
    """Length of an answer with its headers, on average."""
    refused: int
    """Answers with a status of 400 and more."""
    broken: int
    """Connections that failed, broke or waited longer than the client would."""


def drive(
    server: ProcessTree,
    address: str,
    paths: Sequence[str],
    *,
    clients: int,
    seconds: float,
    headers: Mapping[str, str],
    timeout_seconds: int = 30,
) -> Load:
    """Send requests over so many connections, each sending its next as soon as it has an answer.

    Args:
        server: whose processor time is measured.
        address: ``http://host:port``.
        paths: paths with their queries, taken in turn; ``{n}`` stands for a number never used before.
        clients: connections at a time.
        seconds: how long.
        headers: sent with every request.
        timeout_seconds: how long a client waits for an answer.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        before = server.cpu_seconds()
        finished = subprocess.run(  # noqa: S603 - the command is ours
            [
                "/usr/bin/wrk",
                "--threads=1",
                f"--connections={clients}",
                f"--duration={max(1, round(seconds))}s",
                f"--timeout={timeout_seconds}s",
                f"--script={_SCRIPT}",
                *(f"--header={name}: {value}" for name, value in headers.items()),
                address,
                "--",
                file.name,
                str(next(_runs) * _NUMBERS_A_RUN),
            ],
            check=True,
            capture_output=True,
            text=True,
        )
        used = server.cpu_seconds() - before
    found = json.loads(finished.stdout.strip().splitlines()[-1])
    requests = max(1, found["requests"])
    return Load(
        clients=clients,
        requests=found["requests"],
        per_second=found["requests"] / found["microseconds"] * 1e6,
        p50_milliseconds=found["p50"] / 1000,
        p99_milliseconds=found["p99"] / 1000,
        cpu_milliseconds=used / requests * 1000,
        bytes=found["bytes"] // requests,
        refused=found["refused"],
        broken=found["broken"],
    )


def drive_counted(
    server: ProcessTree,
    address: str,
    paths: Sequence[str],
    *,
    clients: int,
    requests: int,
    headers: Mapping[str, str],
    timeout_seconds: int = 60,
) -> Load:
    """Send a number of requests, each client its next as soon as it has an answer.

    Args:
        server: whose processor time is measured.
        address: ``http://host:port``.
        paths: as for :func:`drive`.
        clients: connections at a time.
        requests: how many in all, divided among the clients.
        headers: sent with every request.
        timeout_seconds: how long a client takes part.
    """
    each = max(1, requests // clients)
    with tempfile.TemporaryDirectory() as folder:
        logs = [Path(folder) / f"{client}.log" for client in range(clients)]
        for client, log in enumerate(logs):
            first = next(_runs) * _NUMBERS_A_RUN
            turns = range(client * each, (client + 1) * each)  # no two clients ask the same at the same time
            asked = (paths[turn % len(paths)].replace("{n}", str(first + turn)) for turn in turns)
            log.with_suffix(".txt").write_text("".join(f"{address}{path}\n" for path in asked))
        before, started = server.cpu_seconds(), time.perf_counter()
        running = [_h2load(log, each, headers, timeout_seconds) for log in logs]
        for process in running:
            process.wait()
        passed, used = time.perf_counter() - started, server.cpu_seconds() - before
        rows = [line.split("\t") for log in logs if log.exists() for line in log.read_text().splitlines()]
    times = sorted(int(row[2]) / 1000 for row in rows) or [0.0]
    done = max(1, len(rows))
    return Load(
        clients=clients,
        requests=len(rows),
        per_second=len(rows) / passed,
        p50_milliseconds=statistics.median(times),
        p99_milliseconds=times[-1 - len(times) // 100],
        cpu_milliseconds=used / done * 1000,
        bytes=0,
        refused=sum(int(row[1]) >= 400 for row in rows),
        broken=each * clients - sum(int(row[1]) > 0 for row in rows),
    )


def _h2load(
    log: Path, requests: int, headers: Mapping[str, str], timeout_seconds: int
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - the command is ours
        [
            "/usr/bin/h2load",
            "--h1",
            f"--requests={requests}",
            "--clients=1",
            f"--connection-active-timeout={timeout_seconds}s",
            f"--input-file={log.with_suffix('.txt')}",
            f"--log-file={log}",
            *(f"--header={name}: {value}" for name, value in headers.items()),
        ],
        stdout=subprocess.DEVNULL,
    )
