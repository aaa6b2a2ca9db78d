import pytest

from communique.web.site.agreement.clauses import natural
from sample.workspace import ACCORD, MEETING, ORDER
from web.site.looked_at import ask, words
from web.site.stood import COLLECTION, serving_stood

PATH = f"/agreements/{ACCORD}"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A client of a service over the sample with more positions."""
    with serving_stood(tmp_path_factory.mktemp("stood")) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(client):
    """The page of the accord."""
    return ask(client, PATH)


def clause(page, number):
    return page.xpath(f"//section[@id='clause-{number}']")[0]


def stances(part):
    """The first table of a part: of each stance, whose it is."""
    (table, *_) = part.xpath(".//table[@class='standing']")
    return {
        words(row.xpath("th")[0]): [words(item) for item in row.xpath("td[1]//li")]
        for row in table.xpath("tbody/tr")
    }


def test_beside_each_clause_who_takes_which_stance(page):
    # The call is told by two articles and found by machine as well: one position still.
    assert stances(clause(page, 1)) == {"+ calls for": ["Norland"], "○ conditions": ["Norland"]}
    assert stances(clause(page, 10)) == {
        "+ alleges a violation of": ["Norland"],
        "− rejects ×2": ["Sudmark ×2 1 by machine only"],
    }
    assert stances(clause(page, 2)) == {"○ denies": ["Sudmark"]}
    whole = page.xpath("//section[@aria-labelledby='whole']")[0]
    assert stances(whole) == {"+ affirms": ["Sudmark ascribed"]}


def test_every_name_opens_the_evidence(client, page):
    (address,) = clause(page, 2).xpath(".//table[@class='standing']//a/@href")
    assert "Dahl denies losing fish." in words(ask(client, address))


def test_the_drawing_tells_days_and_stances(page):
    (drawing, *_) = clause(page, 1).xpath(".//td//*[local-name()='svg']")
    assert drawing.get("aria-label") == "calls for: 10 June 2021"
    assert [words(title) for title in drawing.xpath(".//*[local-name()='title']")] == [
        "10 June 2021: calls for"
    ]
    assert [words(text) for text in drawing.xpath(".//*[local-name()='text']")] == ["+"]
    (month,) = clause(page, 2).xpath(".//td//*[local-name()='svg']")
    assert month.get("aria-label") == "denies: June 2021"
    assert month.xpath(".//*[@class='span']")  # a line over all days that it may be of


def test_who_is_silent_where_a_clause_was_raised(page):
    (first,) = [words(item) for item in clause(page, 1).xpath(".//p[@class='silence']")]
    # Berg spoke of it there; Dahl is told to have spoken of ferries, and of another clause. Of the ministry,
    # which was host, nothing is told at all: that is no silence.
    assert first.startswith("Silent where it was raised: Sudmark, at Meeting of Berg and Dahl, 10 June 2021.")
    assert "Reported there on ferries instead" in first
    (tenth,) = [words(item) for item in clause(page, 10).xpath(".//p[@class='silence']")]
    assert tenth.startswith("Silent where it was raised: Norland, at Meeting of Berg and Dahl")
    assert f"/events/{MEETING}" in clause(page, 10).xpath(".//p[@class='silence']//a/@href")
    # By phone Berg is told to have spoken of ferries only; but of the clause she spoke on the same day.
    assert "Call of Berg and Dahl" not in tenth
    # The denial was made nowhere in particular: of the other party nothing is known.
    assert not clause(page, 2).xpath(".//p[@class='silence']")
    assert "No position is recorded of Norland. That is no silence" in words(clause(page, 2))
    # Who mediated is not bound by it, so that nobody waits for a word of theirs.
    assert "Foreign Ministry" not in words(clause(page, 2))
    # A clause was spoken of by each of the two, and so the agreement was.
    assert not page.xpath("//section[@aria-labelledby='whole']//p[@class='silence']")


def test_that_they_differ_is_told_where_signs_are_opposite(page):
    assert [bool(clause(page, number).xpath(".//p[@class='differ']")) for number in (1, 2, 10)] == [
        False,
        False,
        True,
    ]


def test_alleged_breaches_stand_beside_what_the_accused_says(page):
    (row,) = page.xpath("//section[@aria-labelledby='differ']//table/tbody/tr")
    assert [words(cell) for cell in row.xpath("td")] == [
        "Norland",
        "River Accord, point 10: entry into force",
        "Sudmark",
        "1 July 2021",
        "− rejects ×2",
    ]


def test_an_utterance_told_in_two_ways(client):
    page = ask(client, f"/agreements/{ORDER}")
    (line,) = page.xpath("//section[@aria-labelledby='differ']//li")
    assert words(line) == (
        "10 June 2021 Anna Berg: + invokes Bridge order of 20 January 2021 (Evening Courier) — told also as "
        "+ affirms Bridge order of 20 January 2021 (Harbour Post)"
    ).replace("(Evening Courier)", "(Morning Herald)")


def test_positions_on_a_collection_count_from_the_day_of_membership(page):
    (section,) = page.xpath(f"//section[h2/a[contains(@href, '{COLLECTION}')]]")
    assert stances(section) == {"+ invokes": ["Sudmark"]}


def test_related_orders_and_lines_through_the_drawings(page, client):
    (row,) = page.xpath("//section[@aria-labelledby='related']//table/tbody/tr")
    assert [words(cell) for cell in row.xpath("td")] == [
        "20 January 2021",
        "Bridge order of 20 January 2021",
        "court order",
        "cites this one (1)",
    ]
    # No line before the first year of what was said, and the accord is of 2020; the order is of 2021.
    assert [words(item) for item in page.xpath("//ul[contains(@class, 'guides')]/li")] == [
        "A 20 January 2021: Bridge order of 20 January 2021"
    ]
    other = ask(client, f"/agreements/{ORDER}")
    (row,) = other.xpath("//section[@aria-labelledby='related']//table/tbody/tr")
    assert words(row.xpath("td")[3]) == "cited by this one"


def test_facts_and_parts_name_their_sources(page):
    listed = {item.get("id"): words(item) for item in page.xpath("//ol[@class='sources']/li")}
    assert sorted(listed.values()) == ["The invented gazette", "The post at the bridge"]
    (title,) = page.xpath("//dl[@class='facts']/div[dt='official title']")
    (reference,) = title.xpath(".//span[@class='refs']/a/@href")
    assert listed[reference.removeprefix("#")] == "The post at the bridge"
    (place,) = page.xpath("//dl[@class='facts']/div[dt='place']")
    assert "One source only." in words(place)
    for part in (page.xpath("//section[@aria-labelledby='parties']//tbody/tr")[0], clause(page, 1)):
        (reference,) = part.xpath(".//span[@class='refs']/a/@href")
        assert listed[reference.removeprefix("#")] == "The invented gazette"


def test_parties_with_role_and_capacity(page):
    rows = page.xpath("//section[@aria-labelledby='parties']//tbody/tr")
    assert [words(cell) for cell in rows[0].xpath("td")] == [
        "Norland", "Anna Berg", "signed 1", "Foreign Minister of Norland",
    ]  # fmt: skip
    assert "Signed on the bridge itself." in words(rows[1])


def test_a_later_page_has_the_words_only(client, page, monkeypatch):
    monkeypatch.setattr("communique.web.site.standing.words.PAGE_ROWS", 4)
    first = ask(client, PATH, anew="1")
    (address,) = set(first.xpath("//p[@class='cut']/a[text()='More positions']/@href"))
    following = ask(client, address)
    assert not following.xpath("//table[@class='standing']")
    assert following.xpath("//table[@class='words']")
    # What is counted on the first page is everything, wherever the words are.
    assert stances(clause(first, 10)) == stances(clause(page, 10))
    assert "are on a later page" in words(clause(first, 10))


def test_no_data_are_not_called_silence(client):
    silent = ask(client, PATH).xpath("//section[@class='clause']//p[@class='quiet']")
    assert any("tells what has been read, not what was said" in words(item) for item in silent)


def test_numbers_of_clauses_are_in_their_order():
    given = ["10", "2", "1a", "1", "pre2", "pre1"]
    assert sorted(given, key=natural) == ["pre1", "pre2", "1", "1a", "2", "10"]
