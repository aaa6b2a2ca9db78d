import pytest

from sample.workspace import ACCORD
from web.site.looked_at import ask, words
from web.site.stood import serving_stood


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A client of a service over the sample with more positions."""
    with serving_stood(tmp_path_factory.mktemp("stood")) as opened:
        yield opened


def section(page, name):
    return page.xpath(f"//section[@aria-labelledby='{name}']")[0]


def rows(part):
    return [[words(cell) for cell in row.xpath("td")] for row in part.xpath(".//table/tbody/tr")]


def test_positions_by_agreement_and_issue(client):
    table = section(ask(client, "/actors/norland"), "held").xpath(".//table")[0]
    found = {
        words(row.xpath("th")[0]): [words(item) for item in row.xpath("td[1]//li")]
        for row in table.xpath("tbody/tr")
    }
    assert found == {
        "Agreements and their clauses": [],
        "Bridge order of 20 January 2021": ["+ affirms", "+ invokes"],
        "River Accord, point 1: ferries": ["+ calls for", "○ conditions"],
        "River Accord, point 10: entry into force": ["+ alleges a violation of"],
    }
    # An agreement stands before its clauses, and these in their order.
    assert list(found)[2:] == ["River Accord, point 1: ferries", "River Accord, point 10: entry into force"]


def test_every_stance_opens_its_evidence(client):
    page = ask(client, "/actors/norland")
    (address,) = [
        link.get("href")
        for link in section(page, "held").xpath(".//a[@class='cell']")
        if "conditions" in words(link)
    ]
    assert "ferries only when fish are counted" in words(ask(client, address))


def test_the_drawing_has_a_mark_for_each_day_and_stance(client):
    page = ask(client, "/actors/norland")
    (row,) = page.xpath(f"//tr[th/a[contains(@href, '{ACCORD}/1')] and not(th/a[contains(@href, '/10')])]")
    (drawing,) = row.xpath(".//*[local-name()='svg']")
    marks = [words(title) for title in drawing.xpath(".//*[local-name()='title']")]
    assert marks == ["10 June 2021: calls for", "1 July 2021: conditions"]
    # In favour is drawn above neither.
    heights = [float(text.get("y")) for text in drawing.xpath(".//*[local-name()='text']")]
    assert heights[0] < heights[1]


def test_what_changed_from_one_day_to_another(client):
    found = rows(section(ask(client, "/actors/norland"), "changes"))
    assert found == [
        ["River Accord, point 1: ferries", "10 June 2021 + calls for", "1 July 2021 ○ conditions", "the sign"]
    ]


def test_changes_come_with_the_latest_first(client):
    assert rows(section(ask(client, "/actors/carl-dahl"), "changes")) == [
        ["ferries", "10 June 2021 + supports", "1 July 2021 ○ discusses", "the sign"],
        ["river accords", "2019 + affirms", "1 July 2021 + invokes", "the stance, not its sign"],
    ]


def test_what_is_ascribed_stands_beside_what_it_says_itself(client):
    ((target, ascribed, own),) = rows(section(ask(client, "/actors/sudmark"), "beside"))
    assert target == "River Accord of 1 May 2020"
    assert ascribed == "+ affirms by Anna Berg 10 June 2021"
    assert own == "no position of its own is recorded, which may only mean that none was read"


def test_company_in_events_and_agreements(client):
    page = ask(client, "/actors/anna-berg")
    lines = [
        words(item)
        for item in section(page, "company").xpath(".//div[h3='In the same events and agreements']//li")
    ]
    # With Dahl she met, spoke by phone and signed; Sudmark was party by him to two of these.
    assert lines[0].startswith("Carl Dahl 2 events, 1 agreement")
    assert any(line.startswith("Sudmark 1 event, 1 agreement") for line in lines)
    assert not any(line.startswith("Anna Berg") for line in lines)


def test_sides(client):
    page = ask(client, "/actors/sudmark")
    other = section(page, "company").xpath(".//div[h3='On the other side']//li")
    # On point 10: Sudmark rejects it, Norland alleges its breach, which is in favour of it.
    assert [words(item) for item in other] == [
        f"{name} 1 in common − River Accord, point 10: entry into force" for name in ("Anna Berg", "Norland")
    ]
    # What Dahl said of the accords in 2019 he did not say for Sudmark.
    same = section(page, "company").xpath(".//div[h3='On the same side']//li")
    assert [words(item) for item in same] == ["Carl Dahl 1 in common + river accords"]
    (address,) = {link for item in other[:1] for link in item.xpath("a[@class='quiet']/@href")}
    assert ask(client, address).xpath("//table[@class='matrix']")


def test_the_words_are_told_by_voice(client):
    page = ask(client, "/actors/sudmark")
    titles = [words(item).rstrip(" 0123456789") for item in page.xpath("//section/h3")]
    assert titles == ["In own voice", "Ascribed by others"]
    own = page.xpath("//section[h3[starts-with(., 'In own voice')]]//tbody/tr")
    assert [words(row.xpath("td")[0]) for row in own] == [
        "June 2021", "10 June 2021", "10 June 2021", "1 July 2021", "1 July 2021", "1 July 2021",
    ]  # fmt: skip


def test_offices_name_their_sources(client):
    page = ask(client, "/actors/anna-berg")
    (line,) = section(page, "offices").xpath(".//li")
    assert words(line) == "1 March 2019 – no end seen: Foreign Minister of Norland (Norland) 1"
    assert words(page.xpath("//ol[@class='sources']/li[@id='source-1']")[0]) == "The invented gazette"


def test_who_said_nothing_has_a_page_that_says_so(client):
    page = ask(client, "/actors/mfa-norland")
    assert "No position of this actor is recorded. That is no silence" in words(page)
    assert not page.xpath("//table[@class='standing']")
