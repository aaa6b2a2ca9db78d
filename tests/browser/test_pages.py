"""Each page in a real browser: accessible, at home on a phone, whole without scripts."""

import itertools

import pytest

from browser.paths import ERRORS, EVERY, PAGES, PHONE

WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", EVERY.values(), ids=EVERY)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_serious(visit, findings, path, dark):
    page = visit(path, dark=dark)
    assert findings(page) == []


@pytest.mark.parametrize("path", EVERY.values(), ids=EVERY)
def test_a_phone_scrolls_down_only(visit, findings, path):
    page = visit(path, viewport=PHONE)
    assert page.evaluate(WIDER) == 0
    assert findings(page) == []


@pytest.mark.parametrize("path", EVERY.values(), ids=EVERY)
def test_it_reads_without_scripts(visit, path):
    with_scripts = visit(path).locator("main h1").inner_text()
    page = visit(path, scripts=False)
    assert page.answer.status == (200 if path in PAGES.values() else page.answer.status)
    assert page.locator("main h1").inner_text() == with_scripts
    assert len(page.locator("main").inner_text()) > 100


@pytest.mark.parametrize("path", ERRORS.values(), ids=ERRORS)
def test_a_mistake_is_a_page_with_a_way_on(visit, path):
    page = visit(path, scripts=False)
    assert page.answer.status in (400, 404)
    assert page.locator("main a, main form").count() > 0


@pytest.mark.parametrize("path", EVERY.values(), ids=EVERY)
def test_the_keyboard_reaches_the_content(visit, path):
    page = visit(path)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#content"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "() => document.getElementById('content').contains(document.activeElement)"
    footer = "() => document.querySelector('footer.site').contains(document.activeElement)"
    # A page without anything to follow in its content goes on to what stands below it.
    assert page.evaluate(inside) or page.evaluate(footer)


@pytest.mark.parametrize("path", EVERY.values(), ids=EVERY)
def test_headings_are_in_order_and_the_title_says_where_one_is(visit, path):
    page = visit(path, scripts=False)
    levels = [int(level[1]) for level in page.locator("main :is(h1, h2, h3, h4)").evaluate_all(
        "found => found.map((heading) => heading.tagName)"
    )]  # fmt: skip
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert page.title().endswith("Communiqué")


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_on_paper_the_navigation_is_gone_and_the_content_is_there(visit, path):
    page = visit(path)
    page.emulate_media(media="print")
    assert not page.locator("header.site nav").is_visible()
    assert page.locator("main h1").is_visible()
