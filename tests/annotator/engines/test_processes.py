"""A pool of real processes, some of which are killed."""

import psutil

from annotator.engines.articles import archive_of, identifiers, lines
from annotator.engines.children import descendants, ending, finish, start, until
from annotator.engines.standing import StandIn
from communique.annotator.engines.local import LocalEngine
from communique.annotator.engines.processes import ProcessEngine
from communique.annotator.engines.results import Results
from communique.annotator.engines.running import annotate_archive


def serial_digest(folder, archive, recipe):
    return annotate_archive(archive, Results(folder / "serial"), LocalEngine(), recipe).digest


def test_processes_give_what_one_process_gives(tmp_path):
    archive = archive_of(tmp_path, [*lines(150), {"id": "fail", "text": "Berg"}])
    run = annotate_archive(archive, Results(tmp_path / "results"), ProcessEngine(2), StandIn())
    assert run.digest == serial_digest(tmp_path, archive, StandIn())
    assert [problem.identifier for problem in run.problems] == ["fail"]
    assert len(identifiers(tmp_path / "results")) == 151


def test_what_a_dead_process_had_in_hand_is_done_by_another(tmp_path):
    (tmp_path / "deaths").mkdir()
    archive = archive_of(tmp_path, [*lines(150), {"id": "die1", "text": "Berg"}])
    recipe = StandIn(deaths=tmp_path / "deaths")
    run = annotate_archive(archive, Results(tmp_path / "results"), ProcessEngine(2), recipe)
    assert len(list((tmp_path / "deaths").iterdir())) == 1
    assert run.is_whole
    assert run.digest == serial_digest(tmp_path, archive, recipe)


def test_an_article_that_ends_every_process_is_told_and_the_rest_is_done(tmp_path):
    (tmp_path / "deaths").mkdir()
    archive = archive_of(tmp_path, [*lines(400), {"id": "die99", "text": "Berg"}])
    results = Results(tmp_path / "results")
    run = annotate_archive(archive, results, ProcessEngine(2), StandIn(deaths=tmp_path / "deaths"))
    assert {problem.reason for problem in run.problems} == {"the process that annotates it dies every time"}
    lost = {problem.identifier for problem in run.problems}
    assert "die99" in lost
    assert len(lost) <= 100  # its chunk
    assert set(identifiers(results.folder)) | lost == {f"article-{n}" for n in range(400)} | {"die99"}
    assert run.digest is None
    assert not lost & set(identifiers(results.folder))


def test_after_the_death_of_the_driver_another_finishes_its_work(tmp_path):
    gate = tmp_path / "gate"
    articles = lines(300) + lines(1, "wait")
    archive = archive_of(tmp_path, articles)
    results = tmp_path / "results"
    arguments = ["-m", "annotator.engines.driver", tmp_path / "articles.jsonl", results, gate, "processes"]
    driver = start(*arguments)
    with ending(driver) as orphans:
        until(lambda: len(list(results.glob("*.jsonl"))) >= 2, driver)
        orphans += (below := descendants(driver))
        assert below
        driver.kill()
        until(lambda: not [child for child in below if is_alive(child)])
    kept = {path.name: path.stat().st_mtime_ns for path in results.glob("*.jsonl")}
    assert "wait-0" not in identifiers(results)
    gate.touch()
    second = start(*arguments)
    with ending(second):
        digest = finish(second)
    assert digest == serial_digest(tmp_path, archive, StandIn(gate))
    assert identifiers(results) == sorted(article["id"] for article in articles)
    assert {name: (results / name).stat().st_mtime_ns for name in kept} == kept


def is_alive(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
