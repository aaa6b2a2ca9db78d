"""The SPARQL editor: runs, completes from this dataset, shares, and leaves the way back open."""

import re

from browser.paths import QUERY

ROWS = "#answer tbody tr"


def fill(page, query):
    """Put a query in the place of what the editor holds, by the keyboard."""
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


def read(page):
    """What the editor holds."""
    return page.evaluate("() => document.querySelector('.CodeMirror').CodeMirror.getValue()")


def test_it_runs_shares_and_goes_back(visit):
    page = visit("/sparql")
    fill(page, QUERY)
    page.get_by_role("button", name="Run").click()
    page.locator(ROWS).nth(2).wait_for()
    assert page.locator(ROWS).count() == 3
    link = page.locator("#share").input_value()
    assert link == page.url
    assert "query=" in link
    fill(page, QUERY.replace("LIMIT 3", "LIMIT 2"))
    page.keyboard.press("Control+Enter")
    page.wait_for_function("() => document.querySelectorAll('#answer tbody tr').length === 2")
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('#answer tbody tr').length === 3")
    assert read(page) == QUERY
    other = visit(link)
    assert other.locator(ROWS).count() == 3
    assert read(other) == QUERY
    assert visit(link, scripts=False).locator(ROWS).count() == 3


def test_answers_lead_to_the_pages_of_this_site(visit):
    page = visit("/sparql?query=" + QUERY.replace("#", "%23"))
    addresses = page.locator("#answer td a").evaluate_all(
        "found => found.map((link) => link.getAttribute('href'))"
    )
    assert len(addresses) == 3
    assert all(address.startswith("/actors/") for address in addresses)


def test_views_of_an_answer(visit):
    page = visit("/sparql?query=" + QUERY.replace("#", "%23"))
    page.get_by_role("button", name="CSV").click()
    page.locator("#answer pre").get_by_text("holder").wait_for()
    assert page.locator("#answer pre").inner_text().splitlines()[0] == "holder"
    assert not page.locator("#answer table").is_visible()
    page.get_by_role("button", name="Table").click()
    assert page.locator("#answer table").is_visible()


def test_a_mistake_is_told_where_the_query_is(visit):
    page = visit("/sparql")
    fill(page, "SELECT nonsense WHERE { ?s ?p ?o }")
    page.get_by_role("button", name="Run").click()
    alert = page.locator("#answer [role=alert]")
    alert.wait_for()
    assert len(alert.inner_text()) > 20
    assert "nonsense" in read(page)


def test_the_cursor_waits_at_the_mistake(visit):
    page = visit("/sparql")
    fill(page, "SELECT ?s\nWHERE {\n  ?s ?p ?o ; wrong }")
    page.keyboard.press("Control+Enter")
    page.locator("#answer [data-line='3']").wait_for()
    cursor = page.evaluate("() => document.querySelector('.CodeMirror').CodeMirror.getDoc().getCursor()")
    assert cursor["line"] == 2
    assert cursor["ch"] + 1 == int(page.locator("#answer [data-line]").get_attribute("data-column"))
    assert page.locator("#answer pre.place mark").count() == 1
    other = visit(page.url)  # the address of a query with a mistake can be sent to somebody, too
    assert other.answer.status == 400
    assert "wrong" in read(other)


def test_without_scripts_a_mistake_is_shown_at_its_place_and_the_query_stays(visit):
    page = visit("/sparql", scripts=False)
    query = "SELECT ?s\nWHERE {\n  nonsense here\n}"
    page.locator("#query").fill(query)
    page.get_by_role("button", name="Run").click()
    assert "line 3" in page.locator("[role=alert]").inner_text().lower()
    assert page.locator("pre.place mark").inner_text() == "nonsense"
    assert page.locator("#query").input_value().replace("\r", "") == query


def test_a_line_that_is_no_sparql_is_marked_and_explained(visit):
    page = visit("/sparql")
    fill(page, "SELECT nonsense\nWHERE { ?s ?p ?o }")
    icon = page.locator(".parseErrorIcon")
    icon.hover()
    assert "expected: " in icon.get_attribute("title")


def complete(page, query):
    """Type a query and ask for completions of its end; gives those that are offered."""
    fill(page, "")
    page.keyboard.type(query)
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hint").first.wait_for()
    return page.locator(".CodeMirror-hint").all_inner_texts()


def test_it_completes_properties_classes_and_things_of_this_dataset(visit):
    page = visit("/sparql")
    head = "PREFIX cq: <https://w3id.org/communique/ontology#> SELECT * WHERE { ?x "
    assert any(text.startswith("cq:holder") for text in complete(page, f"{head}cq:hol"))
    assert any(text.startswith("cq:Position") for text in complete(page, f"{head}a cq:Pos"))
    actor = f"PREFIX actor: <https://w3id.org/communique/id/actor/> {head}cq:holder actor:lavr"
    offered = complete(page, actor)
    assert any(re.fullmatch(r"actor:sergey-lavrov\s+Sergey Lavrov", text) for text in offered)
    page.keyboard.press("Enter")
    assert read(page).rstrip("}").rstrip().endswith("actor:sergey-lavrov")


def test_a_prefix_is_declared_as_soon_as_it_is_used(visit):
    page = visit("/sparql")
    fill(page, "")
    page.keyboard.type("SELECT * WHERE { ?x skos:prefLabel ?y }")
    page.wait_for_function(
        "() => document.querySelector('.CodeMirror').CodeMirror.getValue()"
        ".includes('PREFIX skos: <http://www.w3.org/2004/02/skos/core#>')"
    )


def test_canned_queries_are_examples(visit):
    page = visit("/sparql")
    choice = page.get_by_label("Examples")
    assert choice.locator("option").count() > 30
    choice.select_option(label="Which agreement cites which")
    assert "cq:cites" in read(page)
    page.get_by_role("button", name="Run").click()
    page.locator(ROWS).first.wait_for()


def test_the_keyboard_gets_out_of_the_editor(visit):
    page = visit("/sparql")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    inside = "() => document.querySelector('.CodeMirror').contains(document.activeElement)"
    assert not page.evaluate(inside)


def test_nothing_is_kept_in_the_browser(visit):
    page = visit("/sparql")
    fill(page, QUERY)
    page.get_by_role("button", name="Run").click()
    page.locator(ROWS).first.wait_for()
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []


def test_without_scripts_the_form_gives_the_answer(visit):
    page = visit("/sparql", scripts=False)
    page.locator("#query").fill(QUERY)
    page.get_by_role("button", name="Run").click()
    assert page.locator(ROWS).count() == 3
    assert page.locator("#query").input_value() == QUERY
