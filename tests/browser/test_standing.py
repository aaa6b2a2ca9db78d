"""Agreements and actors: from a clause to the words, on paper, and without a mouse."""

from browser.paths import AGREEMENT, PHONE

CLAUSE = "#clause-6"


def test_from_a_clause_to_who_says_so_and_the_words(visit):
    page = visit(f"/agreements/{AGREEMENT}")
    page.get_by_role("navigation", name="Parts of this page").get_by_role(
        "link", name="6", exact=False
    ).first.click()
    assert page.url.endswith(CLAUSE)
    row = page.locator(f"{CLAUSE} table.standing tbody tr", has_text="alleges a violation of")
    row.get_by_role("link", name="Armenia").click()
    page.wait_for_url("**/compare/cell**")
    assert page.locator("blockquote").count() > 0
    page.go_back()
    assert page.url.endswith(CLAUSE)


def test_drawings_and_words_are_on_paper_too(visit):
    page = visit(f"/agreements/{AGREEMENT}")
    page.emulate_media(media="print")
    assert page.locator(f"{CLAUSE} svg.strip").nth(1).is_visible()
    assert page.locator(f"{CLAUSE} table.words blockquote").first.is_visible()
    assert not page.locator("nav.clauses").is_visible()


def test_on_a_phone_drawings_are_as_wide_as_their_axis(visit):
    page = visit(f"/agreements/{AGREEMENT}", viewport=PHONE)
    axis = page.locator(f"{CLAUSE} svg.axis").bounding_box()
    for strip in page.locator(f"{CLAUSE} svg.strip:not(.axis)").all():
        box = strip.bounding_box()
        assert (box["x"], box["width"]) == (axis["x"], axis["width"])
        assert box["height"] >= 10


def test_a_stance_of_an_actor_opens_its_evidence_by_keyboard(visit):
    page = visit("/actors/sergey-lavrov", scripts=False)
    link = page.locator("#held + p ~ table a.cell").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/cell?actor=sergey-lavrov**")
    assert page.locator("blockquote").count() > 0


def test_an_anchor_of_the_ontology_leads_to_its_term(visit):
    page = visit("/ontology#stance-rejects")
    assert page.locator("#stance-rejects").is_visible()
    page.locator("#stance-rejects h3 a").first.click()
    page.wait_for_url("**/id/stance/rejects**")
    assert page.locator("main h1").inner_text() == "rejects"
