"""The page of a clause: what is recorded of it before court orders and after them."""

import pytest

from communique.web.site.agreement.before_after import around
from communique.web.site.charts.positions import ChartData, ChartPosition, ChartStance
from communique.web.site.charts.timeline_items import ORDERS, DatedThing
from sample.workspace import ACCORD, ORDER
from web.site.looked_at import ask, words
from web.site.stood import serving_stood

CLAUSE = f"https://w3id.org/communique/id/provision/{ACCORD}/1"
AFFIRMS = ChartStance("affirms", "affirms", "affirmative", 1)
RULING = DatedThing("order", "Order", ORDERS, "2021-06-10", "2021-06-10", 0)


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A client of a service over the sample with more positions."""
    with serving_stood(tmp_path_factory.mktemp("stood")) as opened:
        yield opened


def orders(page):
    (part,) = page.xpath("//section[@aria-labelledby='orders']")
    return part


def sides(part):
    """What is told of each side of an order."""
    return {words(row.xpath("dt")[0]): words(row.xpath("dd")[0]) for row in part.xpath(".//dl/div")}


def test_what_was_said_after_an_order_that_cites_the_clause(client):
    part = orders(ask(client, f"/id/provision/{ACCORD}/1.html"))
    (heading,) = part.xpath(".//h3")
    assert words(heading).startswith("20 January 2021: ")
    assert heading.xpath("a/@href") == [f"/agreements/{ORDER}"]
    # The call of 10 June and the condition of 1 July 2021; nothing is said of clause 1 before.
    assert sides(part) == {
        "before": "no position recorded",
        "after": "+ calls for Norland ○ conditions Norland",
    }
    assert "that is no silence" in words(part)


def test_the_names_open_the_words_of_that_side_only(client):
    part = orders(ask(client, f"/id/provision/{ACCORD}/1.html"))
    (address, _) = part.xpath(".//dd//a/@href")
    assert "from=2021-01-21" in address
    assert "calls for" in words(ask(client, address))


def test_a_clause_without_orders_has_no_such_part(client):
    page = ask(client, f"/id/provision/{ACCORD}/10.html")
    assert not page.xpath("//section[@aria-labelledby='orders']")


def test_the_agreement_leads_there_from_the_clauses_that_have_it(client):
    page = ask(client, f"/agreements/{ACCORD}")
    found = page.xpath("//section[@class='clause']//a[contains(@href, '#orders')]/@href")
    assert found == [f"/id/provision/{ACCORD}/1#orders"]


@pytest.mark.parametrize("kind", ["provision", "issue", "collection"])
def test_the_positions_on_a_thing_can_be_had_in_other_forms(client, kind):
    slug = {"provision": f"{ACCORD}/1", "issue": "ferries", "collection": "river-accords"}[kind]
    page = ask(client, f"/id/{kind}/{slug}.html")
    (line,) = [item for item in page.xpath("//main/p") if words(item).startswith("The same elsewhere")]
    for address in line.xpath("a/@href"):
        if "format=csv" in address:
            assert client.get(address).headers["content-type"].startswith("text/csv")
        else:
            ask(client, address.partition("#")[0])


@pytest.mark.parametrize(
    ("stated_on", "side"),
    [
        ("2021-06-09", "before"),
        ("2021-05", "before"),
        ("2020", "before"),
        ("2021-06-10", "unclear"),
        ("2021-06", "unclear"),
        ("2021", "unclear"),
        ("2021-06-11", "after"),
        ("2021-07", "after"),
        ("2022", "after"),
    ],
)
def test_the_side_of_an_order_that_a_day_a_month_and_a_year_are_on(stated_on, side):
    position = ChartPosition(
        "position", stated_on, "anna", ("anna",), "affirms", CLAUSE, (CLAUSE,), "own", ("hand",)
    )
    found = around(ChartData((position,), {"affirms": AFFIRMS}), [position], RULING, CLAUSE)
    counted = {"before": len(found.before), "unclear": found.unclear, "after": len(found.after)}
    assert counted == {"before": 0, "unclear": 0, "after": 0, side: 1}


def test_how_a_clause_is_numbered_is_told_in_words(client):
    page = ask(client, f"/id/provision/{ACCORD}/1.html")
    (numbering,) = page.xpath("//dl/div[dt='numbering']/dd")
    assert words(numbering) == "original numbering"
