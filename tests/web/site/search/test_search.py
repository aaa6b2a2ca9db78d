import re

import pytest

from communique.web.site.search.matching import asked_words, excerpt, found_words, marked
from sample.workspace import ACCORD
from web.site.looked_at import ask, words
from web.site.told import serving_told


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    """A client of a service over the sample with labels in more languages."""
    with serving_told(tmp_path_factory.mktemp("told")) as opened:
        yield opened


def found(page):
    """The results as a reader sees them: kind, and what they are headed."""
    return [
        (
            words(item.xpath("p[@class='kind']")[0]),
            words(item.xpath("p[@class='title' or @class='claim']")[0]),
        )
        for item in page.xpath("//ol[@class='found']/li")
    ]


def facet(page, title):
    """The values of a facet that can be chosen, by label, each with its address and count."""
    (section,) = page.xpath(f"//aside//section[h3='{title}']") or [None]
    if section is None:
        return {}
    return {
        item.xpath("a")[0].text: (item.xpath("a/@href")[0], int(item.xpath("span")[0].text))
        for item in section.xpath(".//li")
    }


def test_a_form_and_facets_to_begin_with_and_no_results(client):
    page = ask(client, "/search")
    assert page.xpath("//form[@role='search']//input[@name='q']/@value") == [""]
    assert found(page) == []
    # What people look for comes first, though there are more issues than positions.
    assert list(facet(page, "Kind"))[:4] == ["position", "actor", "agreement", "provision"]
    assert facet(page, "Found by") == {"hand": ("/search?method=hand", 10)}


def test_results_show_kind_label_and_what_matched(client):
    page = ask(client, "/search", q="norlandic")
    assert found(page) == [("actor", "Norland")]
    (item,) = page.xpath("//ol[@class='found']/li")
    # Its label does not have the word: the other name that does is shown with it.
    assert "also called Norlandic side" in words(item)
    assert item.xpath(".//mark/text()") == ["Norlandic"]
    assert item.xpath(".//p[@class='title']/a/@href") == ["/actors/norland"]


def test_a_gloss_shows_whose_position_it_is_and_where_it_stands(client):
    page = ask(client, "/search", q="losing")
    assert found(page) == [
        ("position", "June 2021 Carl Dahl for Sudmark ○ denies River Accord, point 2: fish towards Norland −")
    ]
    (item,) = page.xpath("//ol[@class='found']/li")
    assert item.get("class") == "critical"
    assert "Dahl denies losing fish." in words(item)
    assert "Evening Courier, Talks on the river · direct quotation · by hand" in words(item)


def test_whose_word_it_is_is_marked(client):
    ascribed = ask(client, "/search", q="sudmark holds")
    assert ascribed.xpath("//span[@class='mark ascribed']")[0].text_content() == "ascribed by Anna Berg"
    voice = ask(client, "/search", q="shabby")
    assert "article’s own voice" in words(voice.xpath("//ol[@class='found']/li")[0])


@pytest.mark.parametrize(
    ("q", "language", "marked_word"),
    [
        ("Նորլանդ", "hy", "Նորլանդ"),
        ("նորլ", "hy", "Նորլանդ"),
        ("olkesi", "az", "Ölkəsi"),
        ("НОРЛАНДИЯ", "ru", "Норландия"),
        ("северный", "ru", "Северный"),
    ],
)
def test_other_scripts_are_found_and_shown_in_their_language(client, q, language, marked_word):
    page = ask(client, "/search", q=q)
    assert found(page)[0] == ("actor", "Norland")
    (item,) = page.xpath("//ol[@class='found']/li")
    languages = {node.get("lang") for node in item.xpath(".//*[@lang]")}
    assert {"hy", "az", "ru"} <= languages
    (mark,) = item.xpath(f".//*[@lang='{language}']/mark")
    assert mark.text == marked_word


def test_facets_narrow_by_address_and_can_be_removed(client):
    page = ask(client, "/search", q="ferries")
    address, count = facet(page, "Stance")["calls for"]
    assert (address, count) == ("/search?q=ferries&stance=calls-for", 2)
    narrowed = ask(client, address)
    assert len(found(narrowed)) == 2
    assert "Stance" not in [words(title) for title in narrowed.xpath("//aside//h3")]
    (chip,) = narrowed.xpath("//a[@class='chip']")
    assert words(chip) == "Stance calls for ×: remove"
    assert chip.get("href") == "/search?q=ferries"
    # The form keeps what was chosen when words are changed.
    assert narrowed.xpath("//form//input[@type='hidden']/@name") == ["stance"]
    both = ask(client, facet(narrowed, "Outlet")["Morning Herald"][0])
    assert len(found(both)) == 1
    assert [chip.get("href") for chip in both.xpath("//a[@class='chip']")] == [
        "/search?q=ferries&outlet=morning-herald",
        "/search?q=ferries&stance=calls-for",
    ]


@pytest.mark.parametrize(
    "title", ["Kind", "Actor", "Agreement", "Stance", "Rendering", "Outlet", "Found by", "Year"]
)
def test_a_facet_leads_to_as_many_results_as_it_counts(client, title):
    values = facet(ask(client, "/search"), title)
    assert values
    for address, count in values.values():
        heading = words(ask(client, address).xpath("//h2[@id='results-title']")[0])
        assert heading == f"{count} result{'s' if count != 1 else ''}"


def test_years_stand_in_their_order(client):
    years = list(facet(ask(client, "/search"), "Year"))
    assert years == sorted(years, reverse=True)
    assert {"2020", "2021", "2022"} <= set(years)


def test_pages_follow_each_other_without_loss(client, monkeypatch):
    whole = found(ask(client, "/search", q="river"))
    monkeypatch.setattr("communique.web.site.search.page.PAGE_RESULTS", 2)
    address, seen, pages = "/search?q=river+", [], 0
    while address:
        page = ask(client, address)
        seen += found(page)
        pages += 1
        assert pages < 20
        assert bool(page.xpath("//a[text()='From the beginning']")) == (pages > 1)
        address = next(iter(page.xpath("//a[text()='More results']/@href")), None)
    assert pages > 2
    assert seen == whole


def test_where_nothing_is_found_there_are_ways_on(client):
    page = ask(client, "/search", q="ferries nowhere", outlet="morning-herald")
    assert "Nothing found for “ferries nowhere”" in words(page)
    assert "says nothing about anybody’s position" in words(page)
    links = {words(link): link.get("href") for link in page.xpath("//section[@class='results']//li/a")}
    assert links["Without “nowhere”"] == "/search?q=ferries&outlet=morning-herald"
    assert "Without “ferries”" not in links
    assert words(page.xpath("//a[text()='Without “nowhere”']/..")[0]) == "Without “nowhere” 2 results"
    near = ask(client, "/search", q="ana berk")
    assert "/actors/anna-berg" in near.xpath("//section[@class='results']//li/a/@href")
    lost = ask(client, "/search", q="zzzzzz")
    assert "Try fewer or shorter words" in words(lost)


def test_words_without_what_was_chosen_are_offered(client):
    page = ask(client, "/search", q="losing", outlet="morning-herald")
    assert page.xpath("//a[text()='The same words, without what was chosen']/@href") == ["/search?q=losing"]


@pytest.mark.parametrize(
    ("parameters", "status", "told"),
    [
        ({"actor": "ana-berg", "q": "river"}, 404, "there is no actor 'ana-berg'"),
        ({"year": "soon", "q": "river"}, 400, "year"),
        ({"kind": "boat", "q": "river"}, 400, "kind"),
        ({"colour": "red", "q": "river"}, 400, "there is no parameter 'colour'"),
        ({"after": "https://example.org/", "q": "river"}, 400, "no item of this answer"),
        ({"q": "river" + "x" * 1001}, 400, "longer than 1000 characters"),
    ],
)
def test_values_that_do_not_fit_are_explained_and_the_form_stays_filled(client, parameters, status, told):
    page = ask(client, "/search", status=status, **parameters)
    assert told in words(page.xpath("//*[@role='alert']")[0]).lower()
    assert page.xpath("//input[@name='q']/@value") == [parameters["q"]]


def test_an_unknown_name_suggests_known_ones(client):
    page = ask(client, "/search", status=404, actor="ana-berg", q="ferries")
    assert "/search?q=ferries&actor=anna-berg" in page.xpath("//h2[.='Perhaps you mean']/following::a/@href")


def test_what_was_typed_and_what_is_found_stays_text(client):
    page = ask(client, "/search", q="<b>free</b>")
    assert page.xpath("//input[@name='q']/@value") == ["<b>free</b>"]
    # The gloss has these very tags, as text; the letter b alone finds words that begin with it too.
    glosses = [words(gloss) for gloss in page.xpath("//p[@class='gloss']")]
    assert "Gloss Berg asks for <b>free</b> ferries & says who must act." in glosses
    assert page.xpath("//main//b") == []


def test_the_same_search_is_to_be_had_as_data(client):
    page = ask(client, "/search", q="ferries", stance="calls-for")
    for address in page.xpath("//p[contains(@class, 'formats')]/a/@href"):
        assert client.get(address).status_code == 200
    assert client.get(page.xpath("//a[text()='JSON']/@href")[0]).json()["total"] == 2


@pytest.mark.parametrize(
    ("text", "q", "expected"),
    [
        ("The Lachin corridor", "lachin", ["Lachin"]),
        ("The Lachin corridor", "corr la", ["Lachin", "corridor"]),
        ("Ağdərə", "agdere", ["Ağdərə"]),
        ("a\u0301lamo", "alamo", ["álamo"]),
        ("nothing here", "lachin", []),
        ("nothing here", "", []),
    ],
)
def test_words_are_marked(text, q, expected):
    pieces = marked(text, asked_words(q))
    assert [piece for piece, is_found in pieces if is_found] == expected
    assert "".join(piece for piece, _ in pieces) == text.replace("a\u0301", "á")
    assert len(found_words(text, asked_words(q))) == len(expected)


def test_an_excerpt_shows_what_was_found():
    text = "one " * 100 + "needle " + "two " * 100
    shown = excerpt(text, ("need",), 100)
    assert re.fullmatch(r"… (one )+needle (two )+…", shown)
    assert len(shown) < 110
    assert excerpt(text, ("absent",), 100).startswith("one one")
    assert excerpt("short", ("absent",), 100) == "short"


def test_an_agreement_can_be_browsed_without_words(client):
    page = ask(client, "/search", agreement=ACCORD, kind="provision")
    assert len(found(page)) == 3
    assert all(kind == "provision" for kind, _ in found(page))
