import io
import re
from xml.etree import ElementTree

import networkx
import pytest

from communique.vocabulary import thing
from communique.web.site.network.edges import (
    MOST_PAIRS,
    Edge,
    Network,
    TooManyPairsError,
    one_mode,
    two_mode,
)
from communique.web.site.network.export import graphml
from communique.web.site.network.layout import DRAWN_NODES, HEIGHT, WIDTH, draw, kind_of, places
from communique.web.site.network.statements import Statement
from sample.workspace import ACCORD, ORDER

HTML = {"Accept": "text/html"}
ROW = re.compile(r"<tr><td>(.*?)</td></tr>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def table(text):
    """The rows of the table of lines, each as the texts of its cells."""
    return [
        [" ".join(TAG.sub(" ", cell).split()) for cell in re.split(r"</td>\s*<td[^>]*>", row)]
        for row in ROW.findall(text)
    ]


def ask(client, **parameters):
    answer = client.get("/network", params=parameters, headers=HTML)
    assert answer.status_code == 200, answer.text
    return answer.text


def statements(*given):
    return [Statement(f"position-{n}", actor, target, sign) for n, (actor, target, sign) in enumerate(given)]


# ---- Actors and targets ----


def test_positions_on_clauses_count_for_their_agreement_and_for_whom_they_are_held(client):
    accord, order = "River Accord of 1 May 2020", "Bridge order of 20 January 2021"
    assert table(ask(client)) == [
        ["Norland", order, "+ in favour", "1", "0", "0", "1"],
        ["Norland", accord, "+ in favour", "1", "0", "0", "1"],
        ["Sudmark", accord, "○ neither", "0", "1", "0", "1"],
    ]


def test_clauses_by_themselves(client):
    rows = table(ask(client, targets="provisions"))
    assert len(rows) == 3
    assert {row[0] for row in rows} == {"Norland", "Sudmark"}
    assert len({row[1] for row in rows}) == 3


def test_speakers_instead_of_those_they_speak_for(client):
    assert {row[0] for row in table(ask(client, actors="speakers"))} == {"Anna Berg", "Carl Dahl"}


def test_everything_has_issues_too(client):
    rows = table(ask(client, targets="everything"))
    assert ["− against", "0", "0", "1", "1"] in [row[2:] for row in rows]
    assert len(rows) == 4
    assert [row[2:] for row in table(ask(client, targets="issues"))] == [["− against", "0", "0", "1", "1"]]


def test_what_is_ascribed_is_left_out_until_it_is_asked_for(client):
    own, both = table(ask(client)), table(ask(client, ascribed="any"))
    assert [row[3:] for row in own if row[0] == "Sudmark"] == [["0", "1", "0", "1"]]
    assert [row[3:] for row in both if row[0] == "Sudmark"] == [["1", "1", "0", "2"]]
    assert len(table(ask(client, ascribed="ascribed"))) == 1


def test_filters_of_method_period_and_agreement(client):
    assert [row[0] for row in table(ask(client, method="machine"))] == ["Norland"]
    # A day known to the month counts if the month does.
    assert [row[0] for row in table(ask(client, **{"from": "2021-06-11"}))] == ["Sudmark"]
    assert [row[0] for row in table(ask(client, to="2021-06-09"))] == ["Sudmark"]
    assert len(table(ask(client, within=ORDER))) == 1
    assert len(table(ask(client, within=ACCORD))) == 2


def test_a_threshold_that_nothing_reaches_is_no_finding(client):
    text = ask(client, least="2")
    assert "No line has what is asked for" in text
    assert "<svg" not in text


# ---- Actors with actors ----


def test_actors_of_the_same_side(client):
    assert "No line has what is asked for" in ask(client, view="congruence")
    rows = table(ask(client, view="congruence", ascribed="any"))
    assert len(rows) == 1
    assert set(rows[0][:2]) == {"Norland", "Sudmark"}
    assert "both in favour of" in rows[0][2]
    assert rows[0][3] == "1"
    assert "No line has what is asked for" in ask(client, view="conflict", ascribed="any")


def test_sides_count_once_and_neither_is_no_side():
    given = statements(
        ("a", "x", 1), ("a", "x", 1), ("b", "x", 1), ("c", "x", -1), ("d", "x", 0),
        ("a", "y", -1), ("b", "y", -1), ("c", "y", -1), ("a", "z", 1), ("c", "z", 1), ("c", "z", -1),
    )  # fmt: skip
    same = {(edge.source, edge.end): edge for edge in one_mode(given, congruent=True).edges}
    assert {ends: edge.weight for ends, edge in same.items()} == {("a", "b"): 2, ("a", "c"): 2, ("b", "c"): 1}
    assert same["a", "c"].shared == (("y", -1), ("z", 1))
    opposite = {(edge.source, edge.end): edge for edge in one_mode(given, congruent=False).edges}
    assert {ends: edge.weight for ends, edge in opposite.items()} == {("a", "c"): 2, ("b", "c"): 1}
    assert opposite["a", "c"].shared == (("x", 1), ("z", 1))


def test_weights_by_activity():
    given = statements(("a", "x", 1), ("b", "x", 1), ("a", "y", 1), ("a", "z", -1), ("b", "w", 0))
    (edge,) = one_mode(given, congruent=True, by_activity=True).edges
    assert edge.weight == 0.5  # one shared, three and one on which they take a side


def test_too_many_pairs_are_refused():
    many = int(MOST_PAIRS**0.5 * 1.5)
    given = statements(*((f"actor-{number}", "x", 1) for number in range(many)))
    with pytest.raises(TooManyPairsError, match="shorter period"):
        one_mode(given, congruent=True)


def test_the_strongest_edge_comes_first():
    found = two_mode(statements(("a", "x", 1), ("b", "y", 1), ("b", "y", -1)))
    assert [(edge.source, edge.counts) for edge in found.edges] == [("b", (1, 0, 1)), ("a", (1, 0, 0))]
    assert found.positions == {"a": 1, "b": 2, "x": 1, "y": 2}
    assert [edge.source for edge in found.with_at_least(2).edges] == ["b"]


@pytest.mark.parametrize(
    ("counts", "kind"),
    [
        ((2, 0, 0), "for"),
        ((2, 5, 0), "for"),
        ((0, 1, 0), "neither"),
        ((0, 3, 1), "against"),
        ((1, 0, 1), "mixed"),
    ],
)
def test_how_an_actor_stands_in_all(counts, kind):
    assert kind_of(Edge("a", "x", 1.0, counts)) == kind


# ---- The drawing ----


def wide_network(count):
    given = [(f"actor-{number}", f"target-{number % 7}", 1) for number in range(count)]
    return two_mode(statements(*given))


def test_places_are_the_same_each_time_and_inside():
    whole = wide_network(120)
    first = places(whole)
    assert first == places(whole)
    assert set(first) == set(whole.nodes)
    assert all(0 < across < WIDTH and 0 < down < HEIGHT for across, down in first.values())
    assert places(two_mode([])) == {}


def test_nodes_beyond_the_layout_have_a_place_too():
    assert len(places(wide_network(260))) == 267


def test_nodes_keep_still_whatever_is_filtered(client):
    def circles(text):
        return dict(re.findall(r'<a href="(/[^"]+)"[^>]*>\s*<circle[^>]*cx="([^"]+)"', text))

    whole, part = circles(ask(client)), circles(ask(client, method="machine"))
    assert len(part) == 1
    assert part.items() <= whole.items()


def test_a_drawing_says_how_much_it_leaves_out():
    whole = wide_network(120)
    drawing = draw(whole, places(whole), {node: node for node in whole.nodes}, None)
    assert len(drawing.nodes) <= DRAWN_NODES
    assert drawing.left_nodes == len(whole.nodes) - len(drawing.nodes)
    assert drawing.left_edges == len(whole.edges) - len(drawing.edges)


def test_an_actor_that_speaks_of_itself_draws_no_line():
    network = two_mode(statements(("a", "a", 1)))
    assert draw(network, places(network), {"a": "A"}, None).edges == []


def test_the_drawing_by_itself_is_xml_without_styles(client):
    answer = client.get("/network.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    drawing = ElementTree.fromstring(answer.text)
    names = [element.tag.rpartition("}")[2] for element in drawing.iter()]
    assert names.count("path") == 3
    assert names.count("circle") == 2
    assert "style" not in names
    assert 'style="' not in answer.text


# ---- The file ----


def test_graphml_holds_what_the_table_holds(client):
    answer = client.get("/network.graphml", params={"ascribed": "any"})
    assert answer.headers["content-type"] == "application/graphml+xml"
    assert "communique-network.graphml" in answer.headers["content-disposition"]
    graph = networkx.read_graphml(io.BytesIO(answer.content))
    sudmark, accord = str(thing("actor", "sudmark")), str(thing("agreement", ACCORD))
    assert graph.is_directed()
    assert graph.edges[sudmark, accord] == {"weight": 2.0, "inFavour": 1, "neither": 1, "against": 0}
    assert graph.nodes[accord]["isActor"] is False
    assert graph.nodes[sudmark] == {"label": "Sudmark", "kind": "actor", "isActor": True, "positions": 2}
    assert "ascribed=any" in graph.graph["filters"]
    assert graph.graph["edgesLeftOut"] == 0


def test_graphml_of_actors_names_the_shared_targets(client):
    answer = client.get("/network.graphml", params={"ascribed": "any", "view": "congruence"})
    graph = networkx.read_graphml(io.BytesIO(answer.content))
    assert not graph.is_directed()
    ((_, _, tie),) = graph.edges(data=True)
    assert tie == {"weight": 1.0, "targets": str(thing("agreement", ACCORD))}


def test_what_xml_cannot_hold_is_replaced():
    network = Network((Edge("a", "b", 1.0),), {}, frozenset("a"))
    body = graphml(network, lambda iri: f"{iri}\x01", {"title": "t\x00"}, directed=True)
    assert networkx.read_graphml(io.BytesIO(body)).nodes["a"]["label"] == "a\ufffd"


# ---- The form and the table ----


@pytest.mark.parametrize(
    ("parameters", "status", "said"),
    [
        ({"view": "circle"}, 400, "view: &#39;circle&#39; is not one of"),
        ({"from": "June"}, 400, "from:"),
        ({"least": "0"}, 400, "least: 0 is out of bounds"),
        ({"within": "no-such-accord"}, 404, "there is no agreement &#39;no-such-accord&#39;"),
        ({"colour": "red"}, 400, "there is no parameter &#39;colour&#39;"),
        ({"after": "here"}, 400, "this is no place in the table"),
    ],
)
def test_a_mistake_is_told_and_the_form_stays_filled(client, parameters, status, said):
    answer = client.get("/network", params={**parameters, "to": "2021-07"}, headers=HTML)
    assert answer.status_code == status
    assert said.lower() in answer.text.lower()
    assert 'name="to" value="2021-07"' in answer.text


def test_the_files_tell_a_mistake_as_well(client):
    assert client.get("/network.graphml?view=circle").status_code == 400
    assert client.get("/network.svg?within=nothing").status_code == 404


def test_the_form_has_what_was_chosen(client):
    text = ask(client, view="conflict", within=ACCORD, ascribed="any", least="1")
    assert '<option value="conflict" selected>' in text
    assert f'<option value="{ACCORD}" selected>' in text
    assert '<option value="any" selected>both</option>' in text


def test_addresses_of_files_carry_the_filters(client):
    text = ask(client, ascribed="any", view="stances")
    assert 'href="/network.graphml?ascribed=any"' in text
    assert 'href="/network.svg?ascribed=any"' in text


def test_pages_of_the_table_together_are_the_table(client, monkeypatch):
    whole = table(ask(client, targets="everything"))
    monkeypatch.setattr("communique.web.site.network.page.TABLE_ROWS", 3)
    # Another address, for the answer to the first is kept.
    first = ask(client, targets="everything", **{"from": "1900"})
    address = re.search(r'<a href="([^"]+)" rel="next"', first)[1].replace("&amp;", "&")
    second = client.get(address, headers=HTML).text
    assert table(first) + table(second) == whole
    assert 'rel="next"' not in second
    assert ">From the beginning" in second


def test_names_are_escaped(client):
    bad = client.get("/network", params={"within": "<script>alert(1)</script>"}, headers=HTML)
    assert bad.status_code == 404
    assert "<script>alert" not in bad.text
