"""The network: filters by the form, the drawing with its table, files to take away."""

import networkx


def test_filters_are_in_the_address_and_the_way_back_works(visit):
    page = visit("/network")
    before = page.locator("table tbody tr").count()
    assert before > 3
    page.get_by_label("Targets").select_option("issues")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**targets=issues**")
    assert page.get_by_label("Targets").input_value() == "issues"
    page.go_back()
    assert page.get_by_label("Targets").input_value() == "agreements"
    assert page.locator("table tbody tr").count() == before


def test_nodes_lead_to_their_pages(visit):
    page = visit("/network")
    node = page.locator("svg a").first
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
