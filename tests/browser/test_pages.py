"""Each page in a real browser: accessible, at home on a phone, whole without scripts."""

import itertools
from urllib.parse import urlsplit

import pytest

from browser.paths import ERRORS, EVERY

WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def as_it_was():
    """Puts the medium and the colours of a page back when the test ends."""
    changed = []
    yield changed.append
    for page in changed:
        page.emulate_media(media="null", color_scheme="null")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_serious(at_a_desk, findings, as_it_was, colours):
    as_it_was(at_a_desk)
    at_a_desk.emulate_media(color_scheme=colours)
    assert findings(at_a_desk) == []


def test_on_paper_the_navigation_is_gone_and_the_content_is_there(at_a_desk, as_it_was):
    as_it_was(at_a_desk)
    at_a_desk.emulate_media(media="print")
    assert not at_a_desk.locator("header.site nav").is_visible()
    assert at_a_desk.locator("main h1").is_visible()


def test_a_phone_scrolls_down_only(on_a_phone, findings):
    assert on_a_phone.evaluate(WIDER) == 0
    assert findings(on_a_phone) == []


def test_it_reads_without_scripts(without_scripts):
    assert (without_scripts.answer.status == 200) == (_path(without_scripts) not in ERRORS.values())
    assert without_scripts.locator("main h1").is_visible()
    assert len(without_scripts.locator("main").inner_text()) > 100


def test_headings_are_in_order_and_the_title_says_where_one_is(without_scripts):
    levels = [int(level[1]) for level in without_scripts.locator("main :is(h1, h2, h3, h4)").evaluate_all(
        "found => found.map((heading) => heading.tagName)"
    )]  # fmt: skip
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert without_scripts.title().endswith("Communiqué")


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


def _path(page):
    address = urlsplit(page.answer.url)
    return address.path + (f"?{address.query}" if address.query else "")
