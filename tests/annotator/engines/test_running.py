"""Annotating an archive: nothing is lost, nothing done twice, and what is done stays done."""

import json

import pytest

from annotator.engines.articles import archive_of, identifiers, lines
from annotator.engines.standing import StandIn
from communique.annotator.engines.archives import Common, open_archive
from communique.annotator.engines.local import LocalEngine
from communique.annotator.engines.results import Results
from communique.annotator.engines.running import ResultsInUseError, annotate_archive


class Counting(LocalEngine):
    """Counts the articles that it is given."""

    def __init__(self):
        self.entries = []

    def run(self, recipe, tasks):
        def counted():
            for task in tasks:
                self.entries += [entry.identifier for entry in task.entries]
                yield task

        return super().run(recipe, counted())


def test_every_article_is_annotated_once(tmp_path):
    results, told = Results(tmp_path / "results"), []
    run = annotate_archive(archive_of(tmp_path, lines(120)), results, LocalEngine(), StandIn(), told.append)
    assert (run.articles, run.annotated, run.skipped, run.problems) == (120, 120, 0, ())
    assert identifiers(results.folder) == sorted(f"article-{place}" for place in range(120))
    assert (told[0].done, told[-1].done, told[-1].total) == (0, 120, 120)
    assert run.is_whole
    assert json.loads((results.folder / "summary.json").read_text())["digest"] == run.digest


def test_what_is_found_is_kept(tmp_path):
    results = Results(tmp_path / "results")
    annotate_archive(archive_of(tmp_path, lines(1)), results, LocalEngine(), StandIn())
    (record,) = [json.loads(path.read_text()) for path in results.folder.glob("*.jsonl")]
    assert record["annotations"] == {"mentions": [["Berg", 0], ["Dahl", 9], ["The", 25]], "outlet": "wire"}


def test_a_second_run_does_nothing_and_gives_the_same_digest(tmp_path):
    archive, results = archive_of(tmp_path, lines(120)), Results(tmp_path / "results")
    first = annotate_archive(archive, results, LocalEngine(), StandIn())
    engine = Counting()
    again = annotate_archive(archive, results, engine, StandIn())
    assert engine.entries == []
    assert (again.skipped, again.annotated, again.digest) == (120, 0, first.digest)


def test_the_order_of_the_archive_makes_no_difference(tmp_path):
    (tmp_path / "other").mkdir()
    one = annotate_archive(
        archive_of(tmp_path, lines(120)), Results(tmp_path / "one"), LocalEngine(), StandIn()
    )
    backwards = archive_of(tmp_path / "other", lines(120)[::-1])
    other = annotate_archive(backwards, Results(tmp_path / "two"), LocalEngine(), StandIn())
    assert other.digest == one.digest


def test_other_words_give_another_digest(tmp_path):
    (tmp_path / "other").mkdir()
    articles = lines(3)
    one = annotate_archive(
        archive_of(tmp_path, articles), Results(tmp_path / "one"), LocalEngine(), StandIn()
    )
    articles[1]["text"] = articles[1]["text"].replace("Berg", "Borg")
    changed = archive_of(tmp_path / "other", articles)
    other = annotate_archive(changed, Results(tmp_path / "two"), LocalEngine(), StandIn())
    assert other.digest != one.digest


def test_one_article_more_leaves_most_chunks_done(tmp_path):
    results = Results(tmp_path / "results")
    annotate_archive(archive_of(tmp_path, lines(400)), results, LocalEngine(), StandIn())
    engine = Counting()
    run = annotate_archive(archive_of(tmp_path, lines(401)), results, engine, StandIn())
    assert "article-400" in engine.entries
    assert len(engine.entries) <= 200  # two chunks at the most: its own, and a neighbour cut at its longest
    assert run.articles == 401
    assert run.is_whole


def test_other_ways_of_annotating_do_everything_anew(tmp_path):
    archive, results = archive_of(tmp_path, lines(5)), Results(tmp_path / "results")
    annotate_archive(archive, results, LocalEngine(), StandIn())
    engine = Counting()
    annotate_archive(archive, results, engine, StandIn(fingerprint="another"))
    assert len(engine.entries) == 5


@pytest.mark.parametrize("damage", ["", "{", '{"id": "article-0", "sha256": "0"}\n', "[]\n", "null\n"])
def test_a_damaged_file_of_results_is_made_anew(tmp_path, damage):
    archive, results = archive_of(tmp_path, lines(5)), Results(tmp_path / "results")
    first = annotate_archive(archive, results, LocalEngine(), StandIn())
    next(results.folder.glob("*.jsonl")).write_text(damage)
    again = annotate_archive(archive, results, LocalEngine(), StandIn())
    assert (again.annotated, again.digest) == (5, first.digest)


def test_a_bad_article_is_told_and_the_rest_is_done(tmp_path):
    articles = [*lines(3), {"id": "fail", "text": "Berg"}]
    results = Results(tmp_path / "results")
    run = annotate_archive(archive_of(tmp_path, articles), results, LocalEngine(), StandIn())
    assert [(problem.identifier, problem.reason) for problem in run.problems] == [
        ("fail", "ValueError: this article is a bad one")
    ]
    assert (run.annotated, run.is_whole) == (4, False)
    assert run.digest


def test_what_stands_twice_in_an_archive_is_annotated_once(tmp_path):
    run = annotate_archive(
        archive_of(tmp_path, [*lines(3), *lines(2)]), Results(tmp_path / "results"), LocalEngine(), StandIn()
    )
    assert (run.articles, run.repeated, run.annotated) == (3, 2, 3)


def test_two_articles_of_one_id_are_told_apart(tmp_path):
    articles = [{"id": "same", "text": "Berg"}, {"id": "same", "text": "Dahl"}]
    run = annotate_archive(
        archive_of(tmp_path, articles), Results(tmp_path / "results"), LocalEngine(), StandIn()
    )
    assert [problem.reason for problem in run.problems] == [
        "another article of the archive has the same id; give it one of its own"
    ]


def test_an_article_that_changes_meanwhile_is_told_and_done_next_time(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text("Berg spoke.")
    results, archive = Results(tmp_path / "results"), open_archive(folder, Common())

    class Changing(LocalEngine):
        def run(self, recipe, tasks):
            (folder / "two.txt").write_text("Dahl spoke.")
            return super().run(recipe, tasks)

    run = annotate_archive(archive, results, Changing(), StandIn())
    assert [problem.identifier for problem in run.problems] == ["two.txt"]
    assert run.digest is None
    assert annotate_archive(archive, results, LocalEngine(), StandIn()).is_whole


def test_two_runs_do_not_write_into_one_folder(tmp_path):
    archive, results = archive_of(tmp_path, lines(1)), Results(tmp_path / "results")

    class Nested(LocalEngine):
        def run(self, recipe, tasks):
            with pytest.raises(ResultsInUseError, match="another run writes into"):
                annotate_archive(archive, results, LocalEngine(), StandIn())
            return super().run(recipe, tasks)

    assert annotate_archive(archive, results, Nested(), StandIn()).is_whole


def test_what_a_killed_run_left_half_written_is_removed(tmp_path):
    results = Results(tmp_path / "results")
    results.folder.mkdir()
    (results.folder / ".0123.jsonl.abc").write_text("half of a li")
    annotate_archive(archive_of(tmp_path, lines(1)), results, LocalEngine(), StandIn())
    assert not (results.folder / ".0123.jsonl.abc").exists()
    assert len(identifiers(results.folder)) == 1
