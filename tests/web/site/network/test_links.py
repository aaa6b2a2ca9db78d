"""From every line of the network a link leads to the positions behind it."""

from lxml import html

from communique.vocabulary import CQ, thing
from communique.web.site.network.edges import Edge
from communique.web.site.network.links import address_of_edge
from communique.web.site.network.statements import Choice
from sample.workspace import ACCORD
from web.site.looked_at import HTML, ask, words

NORLAND, SUDMARK = str(thing("actor", "norland")), str(thing("actor", "sudmark"))
TARGET = str(thing("agreement", ACCORD))


def test_filters_go_along():
    edge = Edge(SUDMARK, TARGET, 2.0, (1, 1, 0))
    assert address_of_edge(Choice())(edge) == f"/compare/cell?actor=sudmark&target=agreement/{ACCORD}"
    narrowed = Choice(ascribed="own", method=str(CQ.machine), earliest="2021", latest="2021-06")
    assert address_of_edge(narrowed)(edge) == (
        f"/compare/cell?actor=sudmark&target=agreement/{ACCORD}&from=2021&to=2021-06&method=machine&voice=own"
    )


def test_two_actors_stand_side_by_side():
    edge = Edge(NORLAND, SUDMARK, 1.0, shared=((TARGET, 1),))
    assert (
        address_of_edge(Choice())(edge) == f"/compare?actor=norland&actor=sudmark&target=agreement/{ACCORD}"
    )
    many = tuple((str(thing("issue", f"i{number}")), 1) for number in range(40))
    assert address_of_edge(Choice())(Edge(NORLAND, SUDMARK, 40.0, shared=many)).count("target=") == 16


def drawn_and_listed(page):
    """The addresses of the lines in the drawing, and of those in the table."""
    drawn = page.xpath("//svg//a[path]/@href")
    return drawn, page.xpath("//table//td[last()]/a/@href")


def test_the_drawing_and_the_table_lead_to_the_words(client):
    page = ask(client, "/network", ascribed="any")
    drawn, listed = drawn_and_listed(page)
    assert sorted(drawn) == sorted(listed)
    assert f"/compare/cell?actor=sudmark&target=agreement/{ACCORD}" in listed
    for address in listed:
        answer = client.get(address, headers=HTML)
        assert answer.status_code == 200, address
        count = page.xpath(f"//td/a[@href='{address}']/text()")[0]
        assert len(html.fromstring(answer.text).xpath("//article")) >= int(count), address


def test_between_actors_the_link_is_to_the_matrix(client):
    page = ask(client, "/network", ascribed="any", view="congruence")
    drawn, listed = drawn_and_listed(page)
    assert drawn == listed == [f"/compare?actor=norland&actor=sudmark&target=agreement/{ACCORD}"]
    assert "Sudmark" in words(ask(client, listed[0]))
