"""Forms that filter: the results come anew by themselves, the address goes along, the page stays."""

import pytest
from playwright.sync_api import expect

from browser.paths import DESK

MARK = "() => { window.isTheSamePage = true; }"
SAME = "() => window.isTheSamePage === true"
KEPT = "() => [localStorage.length, sessionStorage.length, document.cookie]"


def test_a_choice_brings_the_results_and_the_address(visit):
    page = visit("/events")
    days = page.locator("table.events td.day")
    before = days.all_inner_texts()
    assert len(before) > 3
    page.evaluate(MARK)
    page.get_by_label("Order").focus()
    page.get_by_label("Order").select_option("newest")
    page.wait_for_url("**order=newest**")
    expect(page.locator("#results h2")).to_contain_text("latest first")
    assert days.first.inner_text() == before[-1]
    assert page.evaluate(SAME)
    assert page.evaluate("() => document.activeElement.id") == "order"
    page.go_back()
    expect(page.locator("#results h2")).to_contain_text("earliest first")
    expect(page.get_by_label("Order")).to_have_value("")


def test_what_is_ticked_has_its_row_at_once(visit):
    page = visit("/compare")
    page.evaluate(MARK)
    page.locator("details.choice").first.locator("summary").click()
    page.locator('input[name="actor"][value="sergey-lavrov"]').check()
    page.wait_for_url("**actor=sergey-lavrov**")
    expect(page.locator("table.matrix tbody tr")).to_have_count(1)
    expect(page.locator("table.matrix tbody th")).to_have_text("Sergey Lavrov")
    expect(page.locator("#chosen-actor")).to_have_text("Sergey Lavrov")
    assert page.evaluate(SAME)
    page.locator("table.matrix a.cell").first.click()
    page.wait_for_url("**/compare/cell?**")
    assert page.locator("blockquote, .gloss").count() > 0


def test_a_timeline_comes_anew(visit):
    page = visit("/timeline")
    page.evaluate(MARK)
    page.get_by_label("by target").check()
    page.wait_for_url("**rows=target**")
    expect(page.locator("#results h2").first).to_contain_text("by target")
    assert page.evaluate(SAME)


def test_what_has_changed_is_told_to_a_screen_reader(visit):
    page = visit("/events")
    page.get_by_label("Order").select_option("newest")
    expect(page.locator("[role=status]")).to_contain_text("latest first")


def test_a_mistake_is_told_where_the_results_would_be(visit):
    page = visit("/events")
    page.get_by_label("From").fill("2023-13")
    page.keyboard.press("Enter")
    expect(page.locator("#results [role=alert]")).to_contain_text("2023-13")
    page.wait_for_url("**from=2023-13**")
    assert page.get_by_label("From").input_value() == "2023-13"


def test_enter_in_a_field_asks_once(visit):
    page = visit("/events")
    before = page.evaluate("() => history.length")
    page.get_by_label("From").fill("2023")
    page.keyboard.press("Enter")
    page.wait_for_url("**from=2023**")
    page.wait_for_timeout(600)  # longer than the form waits after a change
    assert page.evaluate("() => history.length") == before + 1


@pytest.mark.parametrize(
    "answer", [{"status": 503, "body": "later"}, {"status": 200, "body": "<p>no results</p>"}]
)
def test_where_the_service_fails_that_is_told_and_what_was_there_stays(chromium, address, answer):
    context = chromium.new_context(base_url=address, viewport=DESK)
    page = context.new_page()
    page.goto("/events", wait_until="networkidle")
    rows = page.locator("table.events tbody tr").count()
    page.route("**/events?*", lambda route: route.fulfill(content_type="text/html", **answer))
    page.get_by_label("Order").select_option("newest")
    expect(page.locator(".failed")).to_contain_text("did not answer")
    assert page.locator("table.events tbody tr").count() == rows
    page.unroute("**/events?*")
    page.get_by_label("From").fill("2020")
    page.keyboard.press("Enter")
    expect(page.locator(".failed")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("path", ["/events", "/compare", "/timeline", "/network"])
def test_nothing_is_kept_in_the_browser(visit, path):
    page = visit(path)
    page.get_by_label("From", exact=True).fill("2023-02")
    page.get_by_label("From", exact=True).press("Enter")
    page.wait_for_url("**from=2023-02**")
    page.evaluate(MARK)
    page.go_back()
    page.wait_for_function("() => !window.isTheSamePage")  # the page is asked for again
    page.wait_for_load_state("networkidle")
    assert "from" not in page.url
    page.goto("/about")  # without scripts of its own, so that it tells what the browser has
    assert page.evaluate(KEPT) == [0, 0, ""]


def test_only_pages_with_filters_load_the_library(visit):
    for path in ("/", "/actors", "/articles", "/search?q=corridor", "/sparql"):
        assert visit(path).locator("script[src*=htmx]").count() == 0, path


def test_without_scripts_the_form_gives_the_results(visit):
    page = visit("/events", scripts=False)
    page.get_by_label("Order").select_option("newest")
    page.get_by_role("button", name="Show").click()
    assert "order=newest" in page.url
    assert page.locator("#results h2").inner_text().endswith("the latest first")
