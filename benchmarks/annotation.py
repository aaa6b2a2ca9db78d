"""Measure annotation: articles per second and core, memory of a worker, and what engines cost.

    python -m benchmarks.annotation                              # a few hundred articles
    python -m benchmarks.annotation --articles 10000 --modes rules,parser
    python -m benchmarks.annotation --table                      # measures nothing

All figures of a table come from one run. Each measure is taken in a process of its own, with all its
children: processor time counts what they use as well, memory is PSS, in which shared pages count once. Aims
are ratios or per core, so that they hold on other machines as well. With few articles, starting the workers
weighs more than the work.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from benchmarks.articles import write_archive
from benchmarks.processes import ProcessTree
from communique.annotator.engines.archives import Common, Place, open_archive
from communique.annotator.engines.many import EngineName, ManyOptions, annotate_many
from communique.annotator.engines.pipeline_recipe import PipelineRecipe
from communique.annotator.engines.running import Progress
from communique.workspace import Workspace, save

HERE = Path(__file__).parent
RESULTS = HERE / "results" / "annotation.json"
MODES = {"rules": True, "parser": False}
"""Whether the parser is left out."""
AIMS = {"rules": 100, "parser": 20}
"""Articles per second and core."""
AIM_MEBIBYTES = 300
AIM_DASK = 1.25
_WARMING = 5
"""Articles that are annotated before the clock is started, so that everything is loaded."""

Record = dict[str, Any]


def main() -> None:
    """The command line."""
    given = _arguments()
    if given.measure:
        print(json.dumps(_MEASURES[given.measure](given)), flush=True)
        return
    if not given.table:
        save(given.results, json.dumps(_measured(given), indent=1) + "\n")
    print("\n".join(table(json.loads(given.results.read_text(encoding="utf-8")))))


def _measured(given: argparse.Namespace) -> Record:
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "articles.jsonl"
        words = write_archive(archive, given.articles)
        records = []
        for mode in given.modes.split(","):
            for measure in given.only.split(","):
                print(f"{measure}, {mode} …", file=sys.stderr, flush=True)
                records.append({"measure": measure, "mode": mode, **_child(measure, mode, archive, given)})
    return {
        "articles": given.articles,
        "words": words,
        "workers": given.workers,
        "cores": os.cpu_count(),
        "records": records,
    }


def _child(measure: str, mode: str, archive: Path, given: argparse.Namespace) -> Record:
    command = [sys.executable, "-m", "benchmarks.annotation", "--measure", measure, "--modes", mode]
    command += ["--archive", str(archive), "--workspace", str(given.workspace)]
    command += ["--workers", str(given.workers), "--sample", str(given.sample)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    if done.returncode:
        return {"failed": done.stderr.strip().splitlines()[-1:]}
    found: Record = json.loads(done.stdout.splitlines()[-1])
    return found


def speed(given: argparse.Namespace) -> Record:
    """Articles per second and core in one process, when everything is loaded."""
    archive = open_archive(given.archive, Common())
    places = [place for place in archive.places() if isinstance(place, Place)][: given.sample + _WARMING]
    entries = [archive.entry(place) for place in places]
    started = time.process_time()
    annotate = _recipe(given).open()
    for entry in entries[:_WARMING]:
        annotate(entry)
    loading, started = time.process_time() - started, time.process_time()
    positions = sum(len(annotate(entry)["positions"]) for entry in entries[_WARMING:])
    seconds = time.process_time() - started
    number = len(entries) - _WARMING
    return {
        "articles": number,
        "per_second": number / seconds,
        "loading_seconds": loading,
        "positions": positions,
        "mebibytes": _mebibytes([os.getpid()])[0],
    }


def _recipe(given: argparse.Namespace) -> PipelineRecipe:
    return PipelineRecipe.from_workspace(
        Workspace.open(given.workspace), rules_only=MODES[given.modes], min_confidence=0.0
    )


def by_engine(engine: EngineName, given: argparse.Namespace) -> Record:
    """A whole run: time on the clock and of processors, memory of each worker at its end."""
    tree = ProcessTree(os.getpid())
    ending: Record = {}

    def told(progress: Progress) -> None:
        if progress.done == progress.total:  # workers are still there
            ending["cpu_seconds"] = tree.cpu_seconds()
            ending["worker_mebibytes"] = _mebibytes(_workers())

    with tempfile.TemporaryDirectory() as folder:
        options = ManyOptions(
            given.archive, Path(folder), engine, workers=given.workers, rules_only=MODES[given.modes]
        )
        if engine is EngineName.LOCAL:
            options = replace(options, workers=None)
        started = time.perf_counter()
        run = annotate_many(options, Workspace.open(given.workspace), told)
        seconds = time.perf_counter() - started
    return {
        "articles": run.articles,
        "problems": len(run.problems),
        "digest": run.digest,
        "chunks": list(run.chunks),
        "seconds": seconds,
        **ending,
    }


def _workers() -> list[int]:
    """The processes below this one that have loaded something; helpers of multiprocessing are small."""
    below = psutil.Process().children(recursive=True)
    return [child.pid for child in below if child.memory_info().rss > 50 * 2**20] or [os.getpid()]


def _mebibytes(processes: Iterable[int]) -> list[float]:
    return sorted(psutil.Process(pid).memory_full_info().pss / 2**20 for pid in processes)


_MEASURES: dict[str, Callable[[argparse.Namespace], Record]] = {
    "speed": speed,
    "serial": partial(by_engine, EngineName.LOCAL),
    "processes": partial(by_engine, EngineName.PROCESSES),
    "dask": partial(by_engine, EngineName.DASK),
}


def table(results: Record) -> Iterator[str]:
    """The results as Markdown."""
    articles, words = results["articles"], results["words"] / results["articles"]
    workers, cores = results["workers"], results["cores"]
    yield f"{articles:,} invented articles of {words:.0f} words each; {workers} workers on {cores} cores."
    yield ""
    yield "| what | aim | found |  |"
    yield "| --- | --- | --- | --- |"
    records = {(record["measure"], record["mode"]): record for record in results["records"]}
    for (measure, mode), record in records.items():
        if "failed" in record:
            yield f"| {measure}, {mode} |  | {record['failed']} | **failed** |"
        elif measure == "speed":
            yield _row(f"articles per second and core, {mode}", record["per_second"], AIMS[mode], more=True)
            yield f"| seconds to load, {mode} |  | {record['loading_seconds']:.2f} |  |"
            yield _row(f"memory of one process, MiB, {mode}", record["mebibytes"], AIM_MEBIBYTES)
        else:
            yield from _engine_rows(measure, mode, record, records.get(("serial", mode)))


def _engine_rows(measure: str, mode: str, record: Record, serial: Record | None) -> Iterator[str]:
    yield f"| {measure}, {mode}: seconds |  | {record['seconds']:.1f} |  |"
    yield f"| {measure}, {mode}: processor seconds |  | {record['cpu_seconds']:.1f} |  |"
    largest = max(record["worker_mebibytes"])
    yield _row(f"{measure}, {mode}: memory of the largest worker, MiB", largest, AIM_MEBIBYTES)
    if serial is not None and "failed" not in serial and serial is not record:
        ratio = record["cpu_seconds"] / serial["cpu_seconds"]
        yield _row(f"{measure}, {mode}: processor time against serial", ratio, AIM_DASK)
        times = serial["seconds"] / record["seconds"]
        yield f"| {measure}, {mode}: times as fast as serial |  | {times:.2f} |  |"
        yield f"| {measure}, {mode}: results and those of serial | equal | {_likeness(record, serial)} |  |"


def _likeness(one: Record, other: Record) -> str:
    if one["digest"] == other["digest"]:
        return "equal"
    return "other" if one["chunks"] == other["chunks"] else "made by another program or other data"


def _row(what: str, found: float, aim: float, *, more: bool = False) -> str:
    is_met = found >= aim if more else found <= aim
    return f"| {what} | {'≥' if more else '≤'} {aim:g} | {found:.3g} | {'met' if is_met else '**missed**'} |"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=300, help="articles for whole runs")
    parser.add_argument("--sample", type=int, default=300, help="articles for the speed of one process")
    parser.add_argument("--modes", default="rules,parser")
    parser.add_argument("--only", default="speed,serial,dask", help="also: processes")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--workspace", type=Path, default=HERE.parent)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--table", action="store_true", help="print what was measured before")
    parser.add_argument("--measure", choices=sorted(_MEASURES), help=argparse.SUPPRESS)
    parser.add_argument("--archive", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
