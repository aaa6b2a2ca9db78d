"""The network: filters by the form, the drawing with its table, files to take away."""

import itertools

import networkx
from playwright.sync_api import expect


def test_filters_are_in_the_address_and_the_way_back_works(visit):
    page = visit("/network")
    before = page.locator("table tbody tr").count()
    assert before > 3
    page.get_by_label("Targets").select_option("issues")
    page.wait_for_url("**targets=issues**")
    assert page.locator("table tbody td:nth-child(2) a[href^='/issues/']").count() > 3
    page.go_back()
    expect(page.get_by_label("Targets")).to_have_value("agreements")
    expect(page.locator("table tbody tr")).to_have_count(before)


def test_names_in_the_drawing_do_not_meet(visit):
    page = visit("/network?targets=everything&ascribed=any")
    boxes = page.locator("#network text.name").evaluate_all(
        "found => found.map((name) => { const { x, y, width, height } = name.getBBox();"
        " return [x, y, x + width, y + height]; })"
    )
    assert len(boxes) > 25
    assert not [
        (one, other)
        for one, other in itertools.combinations(boxes, 2)
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]


def test_a_line_leads_to_the_words(visit):
    page = visit("/network")
    link = page.locator("table tbody td.number a").first
    count = int(link.inner_text())
    address = link.get_attribute("href")
    assert page.locator(f'#network a[href="{address}"] path').count() == 1
    link.click()
    page.wait_for_url("**/compare/cell?**")
    assert page.locator("article.position").count() >= count


def test_after_a_choice_the_new_drawing_can_be_explored(visit):
    page = visit("/network")
    page.get_by_label("Whose words").select_option("any")
    page.wait_for_url("**ascribed=any**")
    page.get_by_role("button", name="Drag and zoom").click()
    page.locator(".stage canvas").first.wait_for()
    assert page.get_by_role("button", name="Picture (PNG)").count() == 1


def test_nodes_lead_to_their_pages(visit):
    page = visit("/network")
    node = page.locator("svg a[data-node]").first
    address = node.get_attribute("href")
    node.locator("circle, rect").first.click()
    page.wait_for_url(f"**{address}")


def test_the_file_can_be_read(visit, tmp_path):
    page = visit("/network")
    with page.expect_download() as download:
        page.get_by_role("link", name="GraphML").click()
    file = tmp_path / "network.graphml"
    download.value.save_as(file)
    graph = networkx.read_graphml(file)
    assert graph.number_of_nodes() > 3
    assert graph.number_of_edges() > 3


def test_it_can_be_explored_and_taken_away_as_a_picture(visit, tmp_path):
    page = visit("/network")
    page.get_by_role("button", name="Drag and zoom").click()
    page.locator(".stage canvas").first.wait_for()
    assert not page.locator("#network svg").is_visible()
    page.get_by_role("button", name="Back to the places of before").click()
    assert page.locator("#network svg").is_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Picture (PNG)").click()
    file = tmp_path / "network.png"
    download.value.save_as(file)
    assert file.read_bytes().startswith(b"\x89PNG")
    assert file.stat().st_size > 10_000  # an empty one has less than a tenth of that
