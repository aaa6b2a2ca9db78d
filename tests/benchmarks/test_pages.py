"""What is measured of pages, beside their budgets."""

import pytest
from benchmarks.page_budgets import VENDOR, Page, budgets, percentile, tables
from benchmarks.pages import _Loaded
from benchmarks.report import put_into

SCRIPT = f"{VENDOR}big.js"


def page(name, size=1_000, cached=1.0, uncached=10.0, loaded=()):
    return Page(name, f"/{name}", size, [cached] * 20, [uncached] * 20, 5.0, loaded)


def kept(pages, own, triples):
    return [one.is_kept for one in budgets(pages, own, triples)]


def test_each_budget_is_judged_by_the_worst_page():
    good = [page("a"), page("b")]
    assert kept(good, {"/static/a.css": 59_999}, 20_000) == [True] * 4
    assert kept([*good, page("c", size=60_001)], {}, 20_000) == [False, True, True, True]
    assert kept([*good, page("c", size=60_001)], {}, 900_000) == [True] * 4
    assert kept([*good, page("c", size=150_001)], {}, 900_000) == [False, True, True, True]
    assert kept([*good, page("c", uncached=301.0)], {}, 900_000) == [True, False, True, True]
    assert kept([*good, page("c", cached=51.0)], {}, 900_000) == [True, True, False, True]
    assert kept(good, {"/static/a.css": 30_000, "/static/b.js": 30_001}, 900_000) == [True, True, True, False]


def test_scripts_of_others_are_told_page_by_page_and_no_part_of_our_own():
    pages = [
        page("with", loaded=("/static/style.css", SCRIPT)),
        page("without", loaded=("/static/style.css",)),
    ]
    text = tables(pages, {"/static/style.css": 3_000, SCRIPT: 120_000}, 20_000)
    assert "3.0 kB (1 files)" in text
    (first, second) = (line for line in text.splitlines() if line.startswith("| with"))
    assert first.endswith("| big.js (120.0 kB) |")
    assert second.endswith("|  |")


def test_one_slow_answer_of_many_does_not_count_and_two_of_twenty_do():
    assert percentile([10.0] * 39 + [900.0], 95) == 10.0
    assert percentile([10.0] * 18 + [900.0] * 2, 95) == 900.0


def test_what_a_page_loads_is_read_from_it():
    seen = _Loaded()
    seen.feed(
        '<link rel="stylesheet" href="/static/style.css"><link rel="icon" href="/static/icon.svg">'
        '<script src="/static/a.js" defer></script><a href="/x">x</a>'
    )
    assert seen.names == ["/static/style.css", "/static/a.js"]


def test_tables_go_between_the_marks_of_their_name(tmp_path):
    file = tmp_path / "README.md"
    file.write_text(
        "a\n<!-- table -->\nx\n<!-- end of table -->\nb\n<!-- pages -->\n<!-- end of pages -->\nc\n"
    )
    put_into(file, "new\n", "pages")
    assert file.read_text().endswith("b\n<!-- pages -->\nnew\n<!-- end of pages -->\nc\n")
    assert "\nx\n" in file.read_text()
    with pytest.raises(ValueError, match="no place"):
        put_into(file, "new\n", "other")
