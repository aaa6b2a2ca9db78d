import re

import pytest

from communique.release.build import build
from communique.store.workers.pool import PoolSettings
from communique.web.limits import ServiceLimits
from communique.web.rendering import href
from communique.workspace import save
from sample.fixtures import serving
from sample.workspace import ACCORD, HERALD, MEETING, accepts
from web.site.looked_at import ask, words
from web.site.stood import serving_stood
from web.site.told import CALL_BY_PHONE, INVOKED, NOTHING_SAID, make_told, serving_told

LUNCH = "lunch-2021-06-10"
ALL = [MEETING, CALL_BY_PHONE, NOTHING_SAID]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A client of a service over a meeting that four outlets report in different ways."""
    with serving_told(tmp_path_factory.mktemp("told")) as opened:
        yield opened


def listed(page):
    return [address.rpartition("/")[2] for address in page.xpath("//table//td[2]/a/@href")]


def matrix(page):
    """What the table says: of each utterance, by outlet."""
    (table,) = page.xpath("//table[@class='matrix']")
    outlets = [words(cell) for cell in table.xpath("thead/tr/th")][1:]
    return {
        re.sub(r" words.*", "", words(row.xpath("th")[0])): dict(
            zip(outlets, map(words, row.xpath("td")), strict=True)
        )
        for row in table.xpath("tbody/tr")
    }


CALL_LINE = "Anna Berg for Norland + calls for River Accord, point 1: ferries towards Sudmark"
INVOKED_LINE = "Anna Berg for Norland + invokes Bridge order of 20 January 2021 towards Sudmark"
ASCRIBED_LINE = "Sudmark + affirms River Accord of 1 May 2020 ascribed by Anna Berg"
REJECTED_LINE = "Carl Dahl for Sudmark − rejects River Accord, point 10: entry into force"


def test_events_by_date(client):
    page = ask(client, "/events")
    assert listed(page) == ALL
    first = page.xpath("//tbody/tr")[0]
    assert words(first) == (
        "10 June 2021 Meeting of Berg and Dahl, 10 June 2021 meeting, Riverton Anna Berg, Norland 4 6"
    )


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"kind": "meeting"}, [MEETING]),
        ({"participant": "carl-dahl"}, [CALL_BY_PHONE]),
        ({"participant": "anna-berg", "kind": ""}, [MEETING, CALL_BY_PHONE]),
        ({"from": "2021-07", "to": ""}, [CALL_BY_PHONE, NOTHING_SAID]),
        ({"from": "2021-07", "to": "2021-07"}, [CALL_BY_PHONE]),
    ],
)
def test_events_are_narrowed_by_the_form(client, chosen, expected):
    page = ask(client, "/events", **chosen)
    assert listed(page) == expected
    for name, value in chosen.items():
        (field,) = page.xpath(f"//form//*[@name='{name}']")
        assert (field.xpath("option[@selected]/@value") or [field.get("value", "")])[0] == value


def test_only_those_who_took_part_are_suggested(client):
    labels = ask(client, "/events").xpath("//datalist/option/text()")
    assert labels == ["Anna Berg", "Carl Dahl", "Foreign Ministry of Norland", "Norland"]


def test_where_no_event_fits_what_was_chosen_can_be_removed(client):
    page = ask(client, "/events", kind="meeting", participant="carl-dahl")
    assert "No event fits" in words(page)
    assert "this does not say that nobody met" in words(page)
    links = page.xpath("//main//ul/li/a/@href")
    assert links == ["/events?participant=carl-dahl", "/events?kind=meeting", "/events"]


@pytest.mark.parametrize(
    ("chosen", "status", "told"),
    [
        ({"kind": "party"}, 400, "kind"),
        ({"from": "soon"}, 400, "from"),
        ({"participant": "ana-berg"}, 404, "anna-berg"),
        ({"colour": "red"}, 400, "colour"),
    ],
)
def test_values_that_do_not_fit_are_explained_and_the_form_stays_filled(client, chosen, status, told):
    page = ask(client, "/events", status, **chosen)
    assert told in words(page.xpath("//*[@role='alert']")[0]).lower()
    for name in chosen.keys() & {"from", "participant"}:
        assert page.xpath(f"//input[@name='{name}']/@value") == [chosen[name]]


def test_a_long_list_has_pages(client, monkeypatch):
    monkeypatch.setattr("communique.web.site.events.listing.PAGE_EVENTS", 2)
    first = ask(client, "/events?from=2021")
    assert listed(first) == ALL[:2]
    second = ask(client, first.xpath("//a[text()='Later events']/@href")[0])
    assert listed(second) == ALL[2:]
    assert second.xpath("//a[text()='from the beginning']/@href") == ["/events?from=2021"]
    assert not second.xpath("//a[text()='Later events']")


def test_the_latest_come_first_where_that_is_asked_for(client, monkeypatch):
    assert listed(ask(client, "/events?order=newest")) == ALL[::-1]
    assert listed(ask(client, "/events?order=oldest")) == ALL
    monkeypatch.setattr("communique.web.site.events.listing.PAGE_EVENTS", 2)
    first = ask(client, "/events?order=newest&from=2021-01")
    assert listed(first) == ALL[:0:-1][:2]
    assert first.xpath("//select[@name='order']/option[@selected]/@value") == ["newest"]
    second = ask(client, first.xpath("//a[text()='Earlier events']/@href")[0])
    assert listed(first) + listed(second) == ALL[::-1]
    data = second.xpath("//a[text()='JSON']/@href")
    assert data == ["/api/events?from=2021-01"]
    assert [item["id"].rpartition("/")[2] for item in client.get(data[0]).json()["items"]] == ALL


def test_an_order_that_there_is_not_is_explained(client):
    page = ask(client, "/events?order=random", 400)
    assert "oldest, newest" in words(page.xpath("//*[@role='alert']")[0])


def test_who_tells_what_is_told_apart_from_silence_and_from_no_data(client):
    page = ask(client, f"/events/{MEETING}")
    assert matrix(page) == {
        CALL_LINE: {
            "Daily Fog": "? not read",
            "Evening Courier": "● told readout",
            "Harbour Post": "– silent",
            "Morning Herald": "● told direct quotation",
        },
        INVOKED_LINE: {
            "Daily Fog": "? not read",
            "Evening Courier": "– silent",
            "Harbour Post": "● told indirect speech",  # with another stance
            "Morning Herald": "● told indirect speech",
        },
        ASCRIBED_LINE: {
            "Daily Fog": "? not read",
            "Evening Courier": "– silent",
            "Harbour Post": "– silent",
            "Morning Herald": "● told indirect speech",
        },
        REJECTED_LINE: {
            "Daily Fog": "? not read",
            "Evening Courier": "– silent",
            "Harbour Post": "● told direct quotation machine finding",
            "Morning Herald": "– silent",
        },
    }
    told, articles = (
        [words(cell) for cell in row.xpath("td")] for row in page.xpath("//table[@class='matrix']/tfoot/tr")
    )
    assert told == ["not read", "1", "2 (1 by no other)", "3 (1 by no other)"]
    assert articles == ["1", "1", "1", "1"]


def test_an_outlet_without_an_article_on_the_event_is_not_called_silent(client):
    page = ask(client, f"/events/{MEETING}")
    assert "No article: the dataset has none on this event from River Gazette." in words(page)
    assert "River Gazette" not in words(page.xpath("//table[@class='matrix']")[0])
    # Of the call four outlets have nothing, and no table says that they are silent.
    call = ask(client, f"/events/{CALL_BY_PHONE}")
    assert {outlet for line in matrix(call).values() for outlet in line} == {"Harbour Post"}
    assert not call.xpath("//*[contains(@class, 'silent')]")


def test_one_utterance_in_several_outlets_stands_side_by_side(client):
    page = ask(client, f"/events/{MEETING}")
    shared = page.xpath("//section[@aria-labelledby='side-by-side']/section")
    assert [words(section.xpath("h3")[0]) for section in shared] == [
        f"10 June 2021 {INVOKED_LINE}",
        f"10 June 2021 {CALL_LINE}",
    ]
    courier, harbour, herald = (
        words(shared[1].xpath(f"div/div[h4/a='{name}']")[0])
        for name in ("Evening Courier", "Harbour Post", "Morning Herald")
    )
    assert "ferries must run" in courier
    assert "by hand" in courier
    assert "machine finding, confidence 0.75" in courier
    assert "Let the ferries […] said Berg" in herald
    assert harbour == "Harbour Post – silent"


def test_what_is_told_with_another_stance_says_so(client):
    page = ask(client, f"/events/{MEETING}")
    (utterance,) = page.xpath(f"//section[@id='said-{INVOKED}']")
    (variant,) = utterance.xpath(".//p[@class='variant']")
    assert words(variant).startswith("told with another stance or target Anna Berg for Norland + affirms")
    assert words(variant.xpath("ancestor::div[1]/h4")[0]) == "Harbour Post"
    assert page.xpath(f"//table//a[@href='#said-{INVOKED}']")


def test_what_only_one_outlet_has(client):
    page = ask(client, f"/events/{MEETING}")
    alone = page.xpath("//section[@aria-labelledby='one-only']/div/div")
    assert [words(column.xpath("h3")[0]) for column in alone] == ["Harbour Post 1", "Morning Herald 1"]
    assert REJECTED_LINE in words(alone[0])
    assert "machine finding, confidence 0.40" in words(alone[0])
    assert ASCRIBED_LINE in words(alone[1])


def test_one_outlet_read_is_nothing_to_compare(client):
    page = ask(client, f"/events/{CALL_BY_PHONE}")
    assert "nothing can be compared yet" in words(page)
    assert not page.xpath("//section[@aria-labelledby='one-only']")
    assert "Told by the one outlet that was read 2" in words(page)


def test_who_joined_in_and_who_is_not_reported(client):
    page = ask(client, f"/events/{CALL_BY_PHONE}")
    joint = words(page.xpath("//section[@aria-labelledby='joint']/dl")[0])
    assert "joined in: Anna Berg (discusses), Carl Dahl (discusses)" in joint
    assert "silent: Foreign Ministry of Norland" in joint
    assert not ask(client, f"/events/{MEETING}").xpath("//section[@aria-labelledby='joint']")


def test_facts_participants_articles_and_positions_on_the_event(client):
    page = ask(client, f"/events/{MEETING}")
    assert words(page.xpath("//h1")[0]) == "Meeting of Berg and Dahl, 10 June 2021"
    assert words(page.xpath("//dl")[0]) == (
        "kind meeting held on 10 June 2021 place Riverton source The invented gazette"
    )
    assert "Anna Berg for Norland — took part" in words(page)
    on_it = words(page.xpath("//section[@aria-labelledby='on-it']")[0])
    assert "Carl Dahl for Sudmark − criticises" in on_it
    reports = [words(item) for item in page.xpath("//section[@aria-labelledby='reports']//li")]
    assert len(reports) == 4
    assert reports[2] == (
        "What was said at the river Harbour Post, 2 July 2021 · 2 positions stated at the event, "
        "3 others in the same article"
    )
    assert f"/articles/{HERALD}" in page.xpath("//section[@aria-labelledby='reports']//a/@href")
    call = ask(client, f"/events/{CALL_BY_PHONE}")
    assert "The line was poor & <noisy>." in words(call.xpath("//dl")[0])


def test_that_nothing_is_recorded_is_no_finding(client):
    page = ask(client, f"/events/{NOTHING_SAID}")
    assert "No position is recorded as stated at this event, and no article is recorded" in words(page)
    assert "That is no finding that nothing was said." in words(page)
    assert not page.xpath("//table")


def test_a_long_event_has_pages(client, monkeypatch):
    monkeypatch.setattr("communique.web.site.events.event.PAGE_UTTERANCES", 3)
    first = ask(client, f"/events/{MEETING}?short")
    assert list(matrix(first)) == [INVOKED_LINE, CALL_LINE, REJECTED_LINE]
    assert "4 utterances are recorded" in words(first)
    second = ask(client, first.xpath("//a[text()='More utterances']/@href")[0])
    assert list(matrix(second)) == [ASCRIBED_LINE]
    assert second.xpath("//a[text()='From the beginning']/@href") == [f"/events/{MEETING}"]
    assert "4 utterances are recorded" in words(second)
    astray = ask(client, f"/events/{MEETING}", 400, after="nothing")
    assert "leave it out to begin at the first" in words(astray)


def test_every_link_within_the_page_leads_somewhere(client):
    for slug in ALL:
        page = ask(client, f"/events/{slug}")
        identifiers = page.xpath("//@id")
        assert len(identifiers) == len(set(identifiers))
        assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(identifiers)


def test_the_tables_behind_the_page_can_be_had(client):
    page = ask(client, f"/events/{MEETING}")
    addresses = [link for link in page.xpath("//a/@href") if link.startswith("/queries/")]
    assert len(addresses) == 3
    for address in addresses:
        assert "Answer" in words(ask(client, address))


def test_an_unknown_event_suggests_the_nearest(client):
    page = ask(client, "/events/meeting-berg-2021", 404)
    assert any(MEETING in link for link in page.xpath("//a/@href"))


def test_events_and_issues_are_linked_where_their_pages_are(client):
    base = "https://w3id.org/communique/id"
    assert href(f"{base}/event/{MEETING}") == f"/events/{MEETING}"
    assert href(f"{base}/issue/ferries") == "/issues/ferries"
    links = ask(client, f"/agreements/{ACCORD}").xpath("//a/@href")
    assert f"/events/{MEETING}" in links


def test_issues(client):
    page = ask(client, "/issues")
    (row,) = page.xpath("//tbody/tr[.//a='ferries']")
    # On it: the paper's own voice and two who spoke together; about it: a demand and an invocation.
    assert words(row) == "ferries Crossing the river by ferry. 3 2"
    assert row.xpath(".//a/@href") == ["/issues/ferries"]
    assert "the shabby ferries" in words(ask(client, "/issues/ferries"))
    ask(client, "/issues/nothing", 404)


def sides(page):
    """What the table of sides says: of each matter, by side; and how many matters each is reported on."""
    (table,) = page.xpath("//section[@aria-labelledby='by-side']//table")
    names = [words(cell) for cell in table.xpath("thead/tr/th")][1:]
    return {
        words(row.xpath("th")[0]): dict(zip(names, map(words, row.xpath("td")), strict=True))
        for row in table.xpath("tbody/tr|tfoot/tr")
    }


def test_side_against_side(client):
    # The call is told of Berg and of Dahl together; the ministry was the host, and nothing is told of it.
    page = ask(client, f"/events/{CALL_BY_PHONE}")
    assert sides(page) == {
        "ferries": {"Anna Berg": "○ discusses", "Carl Dahl": "○ discusses"},
        "Matters, of 1": {"Anna Berg": "1", "Carl Dahl": "1"},
    }
    assert "No article on the event is published by a side itself" in words(page)


def test_where_one_side_took_part_there_is_nothing_to_set_against(client):
    page = ask(client, f"/events/{MEETING}")
    assert not page.xpath("//section[@aria-labelledby='by-side']")


def test_a_side_of_which_nothing_is_reported_and_stances_by_others_are_marked(tmp_path):
    with serving_stood(tmp_path) as client:
        page = ask(client, f"/events/{MEETING}")
    found = sides(page)
    assert found["Matters, of 5"] == {
        "Norland": "2 (2 of no other side)",
        "Sudmark": "3 (3 of no other side)",
    }
    assert found["ferries"] == {"Norland": "none", "Sudmark": "+ supports"}
    assert found["River Accord of 1 May 2020"] == {"Norland": "none", "Sudmark": "+ affirms ascribed"}


def test_other_events_of_the_day_are_named(tmp_path):
    workspace = make_told(tmp_path)
    record = f"""
    @prefix cq: <https://w3id.org/communique/ontology#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    <https://w3id.org/communique/id/event/{LUNCH}> a cq:Event ; skos:prefLabel "Lunch by the river"@en ;
        cq:heldOn "2021-06-10"^^xsd:date .
    """
    save(tmp_path / "data" / "reference" / "lunch.ttl", record)
    build(workspace, None, validator=accepts)
    with serving(workspace, ServiceLimits(pool=PoolSettings(workers=1))) as client:
        pages = {event: ask(client, f"/events/{event}") for event in (MEETING, CALL_BY_PHONE)}
    (day,) = pages[MEETING].xpath("//dl/div[dt='the same day']/dd")
    assert day.xpath("a/@href") == [f"/events/{LUNCH}"]
    assert not pages[CALL_BY_PHONE].xpath("//dt[.='the same day']")
