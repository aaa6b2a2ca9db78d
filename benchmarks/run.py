"""Measure this service beside others, and print the table.

    python -m benchmarks.run
    python -m benchmarks.run --only point-lookup --servers ours,oxigraph --seconds 3
    python -m benchmarks.run --table

Every measure that is taken replaces the one of the same name, server and number of clients in the file of
results; with --fresh the file begins empty, so that all of its figures come from one run.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import CalledProcessError

import httpx

from benchmarks.dataset import BenchmarkDataset
from benchmarks.lineup import SERVERS
from benchmarks.measures import MEASURES, Options, Record
from benchmarks.offline import OFFLINE
from benchmarks.report import put_into, table
from benchmarks.results import Results
from benchmarks.runaways import RUNAWAYS
from benchmarks.servers import DATA, HERE, Server, ServerError


def main() -> None:
    """The command line."""
    given = _arguments()
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # so that servers are stopped
    results = Results.read(given.results) if given.table else _measure_all(given)
    text = table(results)
    if given.into:
        put_into(given.into, text)
    print(text)


def _measure_all(given: argparse.Namespace) -> Results:
    options = Options(
        BenchmarkDataset(given.workspace),
        tuple(int(number) for number in given.clients.split(",")),
        given.seconds,
        tuple(given.runaways.split(",")) if given.runaways else tuple(RUNAWAYS),
    )
    results = Results.open(given.results, options.dataset, fresh=given.fresh)
    names = given.only.split(",")
    for server in given.servers.split(","):
        _measure(SERVERS[server](options.dataset, given.limit), names, options, results)
    for name in names:
        if name in OFFLINE:
            _take(name, "rdflib", lambda: OFFLINE[name](options), results)  # noqa: B023 - called at once
    return results


def _measure(server: Server, names: list[str], options: Options, results: Results) -> None:
    chosen = [name for name in names if name in MEASURES]
    if not chosen:
        return
    try:
        with server.running():
            for name in chosen:
                _take(name, server.name, lambda: MEASURES[name](server, options), results)  # noqa: B023
    except ServerError as error:
        print(error, file=sys.stderr)
        for name in chosen:
            results.fail(name, server.name, str(error))


def _take(name: str, server: str, measure: Callable[[], Iterator[Record]], results: Results) -> None:
    """Take a measure and keep its records; one that fails leaves the others alone."""
    started = time.monotonic()
    try:
        for record in measure():
            results.add(record)
    except (ValueError, httpx.HTTPError, CalledProcessError) as error:
        results.fail(name, server, f"{type(error).__name__}: {error}")
        print(f"{server}: {name} failed: {error}", file=sys.stderr)
    print(f"{server}: {name} in {time.monotonic() - started:.0f} s", file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    every = [*MEASURES, *OFFLINE]
    parser.add_argument(
        "--workspace", type=Path, default=DATA / "one-million", help="what benchmarks.generate wrote"
    )
    parser.add_argument("--only", default=",".join(every), help=f"measures, of: {', '.join(every)}")
    parser.add_argument("--servers", default=",".join(SERVERS), help=f"of: {', '.join(SERVERS)}")
    parser.add_argument("--clients", default="1,16,64", help="numbers of clients (default: %(default)s)")
    parser.add_argument(
        "--seconds", type=float, default=5.0, help="of load for a figure (default: %(default)s)"
    )
    parser.add_argument(
        "--limit", type=float, default=3.0, help="time limit of a query in seconds, where a server has one"
    )
    parser.add_argument(
        "--runaways", default="", help="kinds of runaway queries, separated by commas (default: all)"
    )
    parser.add_argument("--results", type=Path, default=HERE / "results" / "latest.json")
    parser.add_argument("--fresh", action="store_true", help="begin with no results")
    parser.add_argument("--table", action="store_true", help="measure nothing, print the table")
    parser.add_argument("--into", type=Path, help="a Markdown file to put the table into, between its marks")
    return parser.parse_args()


if __name__ == "__main__":
    main()
