"""Invented articles for measuring: as many as wanted, equal for equal seeds, and fit to be annotated."""

from benchmarks.articles import write_archive

from communique.annotator.engines.archives import Common, Place, open_archive


def test_equal_seeds_give_equal_articles_and_others_do_not(tmp_path):
    for name, seed in (("one", 1), ("two", 1), ("three", 2)):
        write_archive(tmp_path / f"{name}.jsonl", 20, seed)
    one, two, three = ((tmp_path / f"{name}.jsonl").read_text() for name in ("one", "two", "three"))
    assert one == two
    assert one != three


def test_the_articles_are_an_archive_without_repetitions(tmp_path):
    words = write_archive(tmp_path / "articles.jsonl", 50)
    archive = open_archive(tmp_path / "articles.jsonl", Common())
    entries = [archive.entry(place) for place in archive.places() if isinstance(place, Place)]
    assert len({entry.identifier for entry in entries}) == len({entry.content for entry in entries}) == 50
    assert words == sum(len(entry.content.decode().split()) for entry in entries)
    assert all(entry.outlet and entry.published for entry in entries)
