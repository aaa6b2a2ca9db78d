"""A real Dask cluster on loopback, of which workers and the driver are killed."""

import contextlib
import json

import psutil
import pytest

from annotator.engines.articles import archive_of, identifiers, lines
from annotator.engines.children import descendants, ending, finish, start, until
from annotator.engines.standing import StandIn
from communique.annotator.engines.dask import DaskEngine
from communique.annotator.engines.local import LocalEngine
from communique.annotator.engines.results import Results
from communique.annotator.engines.running import annotate_archive
from communique.annotator.engines.work import EngineError


@contextlib.contextmanager
def cluster(folder, workers=2):
    """The address of a scheduler, and the processes of its workers, each under a nanny that replaces it."""
    told = folder / "scheduler.json"
    scheduler = start(
        "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        "--no-jupyter", "--scheduler-file", told,
    )  # fmt: skip
    nannies = [
        start(
            "-m",
            "distributed.cli.dask_worker",
            "--scheduler-file",
            told,
            "--nthreads",
            "1",
            "--no-dashboard",
            "--host",
            "127.0.0.1",
            "--local-directory",
            folder / f"worker-{number}",
        )
        for number in range(workers)
    ]
    with ending(scheduler, *nannies):
        yield until(lambda: told.exists() and address_in(told), scheduler), nannies


def address_in(file):
    with contextlib.suppress(ValueError):  # half of it is written
        return json.loads(file.read_text())["address"]


def test_killed_workers_and_a_killed_driver_lose_nothing_and_double_nothing(tmp_path):
    gate, results = tmp_path / "gate", tmp_path / "results"
    articles = lines(400) + lines(1, "wait")
    archive = archive_of(tmp_path, articles)
    serial = tmp_path / "serial"
    with cluster(tmp_path) as (address, nannies):
        arguments = [
            "-m",
            "annotator.engines.driver",
            tmp_path / "articles.jsonl",
            results,
            gate,
            "dask",
            address,
        ]
        driver = start(*arguments)
        with ending(driver):
            until(lambda: len(list(results.glob("*.jsonl"))) >= 1, driver, *nannies)
            kill_a_worker(nannies[0])
            until(lambda: len(list(results.glob("*.jsonl"))) >= 2, driver, *nannies)
            driver.kill()
        kept = {path.name: path.stat().st_mtime_ns for path in results.glob("*.jsonl")}
        assert "wait-0" not in identifiers(results)
        second = start(*arguments)
        with ending(second):
            until(lambda: len(descendants(nannies[1])) > 0, second)
            kill_a_worker(nannies[1])
            gate.touch()
            digest = finish(second)
    assert digest == annotate_archive(archive, Results(serial), LocalEngine(), StandIn(gate)).digest
    assert identifiers(results) == identifiers(serial) == sorted(article["id"] for article in articles)
    assert {name: (results / name).stat().st_mtime_ns for name in kept} == kept


def kill_a_worker(nanny):
    """The worker itself, not the nanny that starts another in its place."""
    workers = until(
        lambda: [child for child in descendants(nanny) if "spawn_main" in " ".join(command(child))], nanny
    )
    workers[0].kill()


def command(process):
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.cmdline()
    return []


def test_an_article_that_ends_every_worker_is_told_and_the_rest_is_done(tmp_path):
    (tmp_path / "deaths").mkdir()
    archive = archive_of(tmp_path, [*lines(200), {"id": "die99", "text": "Berg"}])
    recipe = StandIn(deaths=tmp_path / "deaths")
    with cluster(tmp_path) as (address, _):
        run = annotate_archive(archive, Results(tmp_path / "results"), DaskEngine(address), recipe)
    lost = {problem.identifier for problem in run.problems}
    assert {problem.reason for problem in run.problems} == {"the workers that annotate it die every time"}
    assert "die99" in lost
    assert len(lost) <= 100
    assert set(identifiers(tmp_path / "results")) == {f"article-{n}" for n in range(200)} - lost


def test_a_cluster_of_this_machine_gives_what_one_process_gives(tmp_path):
    archive_of(tmp_path, [*lines(120), {"id": "fail", "text": "Berg"}])
    driver = start(
        "-m", "annotator.engines.driver", tmp_path / "articles.jsonl", tmp_path / "results", tmp_path, "dask"
    )
    with ending(driver):
        digest = finish(driver)
    archive = archive_of(tmp_path, [*lines(120), {"id": "fail", "text": "Berg"}])
    assert digest == annotate_archive(archive, Results(tmp_path / "serial"), LocalEngine(), StandIn()).digest


def test_workers_of_this_machine_may_keep_memory_that_they_need_again(tmp_path):
    archive_of(tmp_path, lines(1, "environment"))
    driver = start(
        "-m", "annotator.engines.driver", tmp_path / "articles.jsonl", tmp_path / "results", tmp_path, "dask"
    )
    with ending(driver):
        finish(driver)
    [chunk] = (tmp_path / "results").glob("*.jsonl")
    variables = json.loads(chunk.read_text())["annotations"]["environment"]
    assert "OMP_NUM_THREADS" in variables  # set by Dask for its workers: the annotator did run in one
    assert "MALLOC_TRIM_THRESHOLD_" not in variables


def test_a_scheduler_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("communique.annotator.engines.dask.CONNECT_SECONDS", 0.3)
    engine = DaskEngine("tcp://127.0.0.1:9")
    with pytest.raises(EngineError, match=r"at tcp://127\.0\.0\.1:9 cannot be reached"):
        annotate_archive(archive_of(tmp_path, lines(1)), Results(tmp_path / "results"), engine, StandIn())
