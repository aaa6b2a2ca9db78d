import pytest

from sample.workspace import ACCORD, MEETING
from web.site.looked_at import ask, words
from web.site.told import CALL_BY_PHONE, NOTHING_SAID, serving_told


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A client of a service over the sample with more to tell."""
    with serving_told(tmp_path_factory.mktemp("told")) as opened:
        yield opened


@pytest.fixture
def page(client):
    """The start page."""
    return ask(client, "/")


def part(page, name):
    return page.xpath(f"//section[@aria-labelledby='{name}']")[0]


def test_what_it_is_and_a_search_box(client, page):
    assert "records who took which position on an agreement" in words(page)
    assert "no finding that what was said is true" in words(page)
    (form,) = page.xpath("//form")
    assert (form.get("action"), form.get("method")) == ("/search", "get")
    assert page.xpath("//form//label/@for") == page.xpath("//form//input/@id")
    assert ask(client, "/search", q="berg") is not None
    assert not page.xpath("//textarea")


def test_the_latest_positions_come_first(page):
    lines = [words(item.xpath("p[@class='claim']")[0]) for item in part(page, "latest").xpath(".//li")]
    assert len(lines) == 10
    assert all(line.startswith("1 July 2021") for line in lines[:3])
    # Of one day everybody has a turn before anybody has a second one.
    holders = ["Anna Berg", "Carl Dahl", "Sudmark", "Anna Berg", "Anna Berg"]
    assert all(
        line.startswith(f"10 June 2021 {holder}") for line, holder in zip(lines[3:8], holders, strict=True)
    )
    assert all(line.startswith("June 2021") for line in lines[8:])
    assert "Anna Berg discusses" in " ".join(lines[:3]).replace("○ ", "")


def test_no_more_are_shown_than_that(monkeypatch, client):
    monkeypatch.setattr("communique.web.site.home.LATEST_POSITIONS", 4)
    page = ask(client, "/?anew")
    assert len(part(page, "latest").xpath(".//li")) == 4


def test_a_position_with_more_evidence_says_so_and_machine_findings_are_marked(page):
    lines = {words(item.xpath("p")[0]): words(item) for item in part(page, "latest").xpath(".//li")}
    (call,) = (text for line, text in lines.items() if "calls for" in line)
    assert "by hand" in call
    assert "2 more pieces of evidence" in call
    (rejected,) = (text for line, text in lines.items() if "rejects" in line)
    assert "machine finding, confidence 0.40" in rejected
    (ascribed,) = (line for line in lines if "ascribed by Anna Berg" in line)
    assert "Sudmark + affirms" in ascribed


def test_agreements_and_events(page):
    agreements = part(page, "agreements")
    assert f"/agreements/{ACCORD}" in agreements.xpath(".//a/@href")
    assert "River Accord of 1 May 2020 4 positions" in words(agreements)
    events = part(page, "events").xpath(".//li/a/@href")
    assert events == [f"/events/{slug}" for slug in (NOTHING_SAID, CALL_BY_PHONE, MEETING)]
    assert "no positions recorded" in words(part(page, "events"))
    # An outlet whose article takes a stance is no party that speaks.
    assert "Evening Courier" not in words(part(page, "actors"))


def test_how_to_cite_and_download(client, page):
    version = client.get("/").headers["dataset-version"]
    cited = words(part(page, "cite"))
    assert f"Dataset version {version[:16]}. https://w3id.org/communique/dataset/{version[:16]}" in cited
    assert "CC BY 4.0" in cited
    addresses = part(page, "download").xpath(".//li/a/@href")
    assert "/data/communique.ttl" in addresses
    for address in addresses:
        assert client.get(address).status_code == 200
    assert "/data" in part(page, "download").xpath(".//a/@href")
    assert version[:16] in words(part(page, "ask"))


def test_three_ways_in(client, page):
    (line,) = [part for part in page.xpath("//main/p") if words(part).startswith("For example")]
    clause, meeting, table = line.xpath("a/@href")
    assert clause in [f"/id/provision/{ACCORD}/{number}" for number in (1, 2, 10)]  # one position each
    assert meeting == f"/events/{MEETING}"
    assert ask(client, table.partition("#")[0]).xpath("//section[@id='tables']")
