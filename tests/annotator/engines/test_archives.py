"""Folders and files of JSON lines, sound and broken ones."""

import json

import pytest

from communique.annotator.engines import archives
from communique.annotator.engines.archives import ArchiveError, Common, Place, open_archive
from communique.annotator.engines.entries import Problem


def read(path, common=Common()):
    archive = open_archive(path, common)
    found = list(archive.places())
    return (
        [archive.entry(item) for item in found if isinstance(item, Place)],
        [item for item in found if isinstance(item, Problem)],
    )


def test_a_folder_gives_its_text_and_html_files(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "one.txt").write_text("Berg spoke.")
    (tmp_path / "two.HTML").write_text("<p>Dahl spoke.</p>")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    entries, problems = read(tmp_path, Common("wire", "2023-05-04"))
    assert [(entry.identifier, entry.content, entry.is_html) for entry in entries] == [
        ("deep/one.txt", b"Berg spoke.", False),
        ("two.HTML", b"<p>Dahl spoke.</p>", True),
    ]
    assert {(entry.outlet, entry.published) for entry in entries} == {("wire", "2023-05-04")}
    assert problems == []


def test_lines_give_what_they_say_and_the_options_the_rest(tmp_path):
    path = tmp_path / "articles.jsonl"
    articles = [
        {
            "id": "a",
            "text": "Berg spoke.",
            "outlet": "herald",
            "published": "2023-05",
            "url": "https://x.org/a",
        },
        {"html": "<p>Dahl spoke.</p>", "more": 1, "outlet": None},
    ]
    path.write_text("\n".join(["", *map(json.dumps, articles)]))
    (first, second), problems = read(path, Common("wire", "2023"))
    assert (first.identifier, first.outlet, first.published, first.address) == (
        "a", "herald", "2023-05", "https://x.org/a",
    )  # fmt: skip
    assert (second.is_html, second.outlet, second.published) == (True, "wire", "2023")
    assert len(second.identifier) == 16
    assert problems == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[1]", "not a JSON object"),
        ("{}", "needs either text or html"),
        ('{"text": "a", "html": "b"}', "needs either text or html"),
        ('{"text": 5}', "text: not a string"),
        ('{"text": "a", "outlet": ["b"]}', "outlet: not a string"),
        ('{"text": "a", "published": "May"}', "'May' is not a date"),
        ('{"text": "\\ud800"}', "a field cannot be used"),
        ('{"text": "' + "a" * 3000 + '"}', "longer than 1,000 bytes"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_the_rest_is_read(tmp_path, monkeypatch, line, words):
    if "1,000" in words:
        monkeypatch.setattr(archives, "TEXT_SIZE_LIMIT", 1000)
    path = tmp_path / "articles.jsonl"
    path.write_text(f'{{"id": "a", "text": "Berg"}}\n{line}\n{{"id": "b", "text": "Dahl"}}\n')
    entries, (problem,) = read(path)
    assert [entry.identifier for entry in entries] == ["a", "b"]
    assert problem.identifier == "line 2"
    assert words in problem.reason


def test_a_long_file_and_a_link_out_of_the_folder_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(archives, "TEXT_SIZE_LIMIT", 1000)
    folder = tmp_path / "texts"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("not for this")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "long.txt").write_text("a" * 1001)
    (folder / "short.txt").write_text("a" * 1000)
    (entry,), (link, long) = read(folder)
    assert entry.identifier == "short.txt"
    assert "leads out of the folder" in link.reason
    assert "longer than 1,000 bytes" in long.reason


def test_what_is_neither_is_refused(tmp_path):
    (tmp_path / "articles.csv").write_text("a")
    for name in ("articles.csv", "nothing.jsonl"):
        with pytest.raises(ArchiveError, match=f"{name} is neither"):
            open_archive(tmp_path / name, Common())
