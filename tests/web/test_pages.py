import re
from html import unescape
from html.parser import HTMLParser

import pytest

from communique.release.build import build
from communique.store.workers.pool import PoolSettings
from communique.vocabulary import kind_and_slug, thing
from communique.web.limits import ServiceLimits
from communique.web.rendering import code
from communique.web.views import by_role
from sample.workspace import ACCORD, COURIER, HERALD, accepts, make_workspace

HTML = {"Accept": "text/html,*/*;q=0.8"}


class Links(HTMLParser):
    """Collects what a page refers to, and minds that every element which is opened is closed."""

    EMPTY = frozenset({"meta", "link", "input", "br"})

    def __init__(self, text):
        super().__init__()
        self.found, self.open, self.attributes = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        if tag not in self.EMPTY:
            self.open.append(tag)
        self.attributes += [name for name, _ in attributes]
        if "nofollow" not in dict(attributes).get("rel", ""):  # every choice of filters has an address
            self.found += [value for name, value in attributes if name in ("href", "src", "action")]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def page(client, path):
    answer = client.get(path, headers=HTML, follow_redirects=True)
    assert answer.status_code == 200, path
    assert answer.headers["content-type"].startswith("text/html")
    return answer.text


def test_every_page_can_be_reached_and_no_link_is_dead(client):
    waiting, seen = ["/"], set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path, headers=HTML)
        assert answer.status_code in (200, 303, 400), (
            path
        )  # 303, 400: the address of a form, without what is filled in
        if answer.status_code == 303:
            waiting.append(answer.headers["location"])
        if answer.status_code == 200 and answer.headers["content-type"].startswith("text/html"):
            links = Links(answer.text)
            assert not {"style", "onclick", "onload"} & set(links.attributes)
            waiting += [link.partition("#")[0] for link in links.found if link.startswith("/")]
    assert {f"/agreements/{ACCORD}", f"/articles/{HERALD}", "/actors/anna-berg", "/docs", "/queries"} <= seen
    assert len(seen) > 60


def test_nothing_comes_from_elsewhere(client):
    for path in ("/", f"/agreements/{ACCORD}", "/docs", "/sparql"):
        text = page(client, path)
        assert not re.findall(r'(?:src|<link[^>]*href)="https?:', text)
        assert not re.findall(r'<script(?! src="/static/)', text)
        assert "<style" not in text


def test_the_description_of_the_interface_reads_well(client):
    text = page(client, "/docs")
    assert "<code>next</code> of the page before" in text
    assert "`" not in text


@pytest.mark.parametrize(
    ("description", "shown"),
    [
        ("`a<b` & c", "<code>a&lt;b</code> &amp; c"),
        ("a `b` c `d`", "a <code>b</code> c <code>d</code>"),
        ("one ` alone", "one ` alone"),
        ("<b>`", "&lt;b&gt;`"),
        ("", ""),
    ],
)
def test_code_in_descriptions_is_shown_as_such(description, shown):
    assert code(description) == shown


def test_home_has_counts_and_ways_in(client):
    text = page(client, "/")
    assert "<strong>5</strong> positions" in text
    assert f"/agreements/{ACCORD}" in text
    assert "Ferries &amp; fish: &lt;ministers&gt; meet" in text


def test_an_agreement_clause_by_clause(client):
    text = page(client, f"/agreements/{ACCORD}")
    places = [text.index(f'id="clause-{number}"') for number in ("1", "2", "10")]
    assert places == sorted(places)
    first, second = text[places[0] : places[1]], text[places[1] : places[2]]
    assert "ferries must run" in first
    assert "Let the ferries" in first
    assert "machine finding, confidence 0.75" in first
    assert "Berg asks for &lt;b&gt;free&lt;/b&gt; ferries &amp; says" in first
    assert "unverified" in second
    assert "this numbering is ours" in second
    assert "ascribed by" in text[: places[0]]
    assert text.count('class="mark unverified"') >= 3


def test_an_actor_has_voices_apart(client):
    text = page(client, "/actors/sudmark")
    own, ascribed = text.index("In own voice"), text.index("Ascribed by others")
    assert own < text.index("Carl Dahl", own) < ascribed
    assert "River Accord of 1 May 2020" in text[ascribed:]
    assert "Ascribed to others" in page(client, "/actors/anna-berg")
    outlet = page(client, "/actors/evening-courier")
    assert "In the voice of its articles" in outlet
    assert "article’s own voice" in outlet
    assert "unverified" in page(client, "/actors/carl-dahl")


def test_an_article_in_the_order_of_its_text(client):
    text = page(client, f"/articles/{HERALD}")
    places = [text.index(f"characters {start}–") for start in (40, 300, 600)]
    assert places == sorted(places)
    assert 'href="https://herald.example/ferries"' in text
    assert "Anna Berg" in text[text.index("Mentions") :]
    assert "machine-translated text" in page(client, f"/articles/{COURIER}")


def test_stances_carry_their_sign_toward_the_target(client):
    text = page(client, f"/agreements/{ACCORD}")
    assert re.search(
        r'class="stance affirmative" [^>]*title="in favour of the target">.*?>[+]</span> calls for', text
    )
    # Who denies that a thing was done is not against the thing, but contradicts those addressed.
    assert re.search(
        r'class="stance critical" [^>]*title="neither for nor against the target">.*?>○</span> denies', text
    )
    assert re.search(r'towards <a [^>]*>Norland</a> <span class="against" [^>]*>−</span>', text)
    assert not re.search(r'towards <a [^>]*>Sudmark</a> <span class="against"', text)
    own = page(client, "/actors/evening-courier")
    assert re.search(r'class="stance critical" [^>]*title="against the target">.*?>−</span> criticises', own)


def test_a_long_page_goes_on_elsewhere(client, monkeypatch):
    paths = ("/actors/anna-berg", f"/agreements/{ACCORD}", f"/articles/{HERALD}")
    wholes = {path: page(client, path) for path in paths}
    assert not any("More positions" in text for text in wholes.values())
    monkeypatch.setattr("communique.web.views.PAGE_ROWS", 2)
    monkeypatch.setattr("communique.web.site.standing.words.PAGE_ROWS", 2)
    for path, whole in wholes.items():
        expected = set(re.findall(r"characters (\d+–\d+)", whole))
        found, address, pages = set(), f"{path}?short", 0
        while address:
            text = page(client, address)
            found |= set(re.findall(r"characters (\d+–\d+)", text))
            pages += 1
            assert pages < 10
            link = re.search(r'<a href="([^"]+)">More positions</a>', text)
            assert bool(link) == ("Not all positions" in text)
            address = link and unescape(link[1])
            assert (pages == 1) == ("From the beginning" not in text)
        assert pages > 1, path
        assert found >= expected


def test_parts_have_their_notes(client):
    text = page(client, f"/agreements/{ACCORD}")
    part = text[text.index("Who took part") : text.index("On the agreement as a whole")]
    assert "Signed on the bridge itself." in part


def test_parts_are_in_the_order_of_their_weight():
    names = "witnessed took-part party guaranteed respondent mediated issued hosted signed initialled"
    rows = [{"role": str(thing("participation-role", name))} for name in names.split()]
    expected = "party signed initialled issued took-part hosted mediated witnessed guaranteed respondent"
    assert [kind_and_slug(row["role"])[1] for row in by_role(rows)] == expected.split()


def test_a_form_may_be_left_empty(client):
    answer = client.get("/queries/stance-matrix", params={"from": "", "to": "2021-12", "format": "csv"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/api/queries/stance-matrix?to=2021-12&format=csv"
    assert client.get(answer.headers["location"]).status_code == 200
    assert 'action="/queries/stance-matrix"' in page(client, "/queries")
    assert client.get("/queries/nothing").status_code == 404


@pytest.mark.parametrize(
    "path", ["/nothing", "/actors/nobody", "/static/nothing.css", "/agreements/x/y", "/%3Cb%3E"]
)
def test_unknown_addresses_have_ways_on(client, path):
    answer = client.get(path, headers=HTML)
    assert answer.status_code == 404
    assert 'href="/agreements"' in answer.text
    assert "<b>" not in answer.text
    assert client.get(path, headers={"Accept": "*/*"}).headers["content-type"] == "application/problem+json"


def test_the_real_data_have_a_page_for_everything(tmp_path):
    """Whatever the dataset of the project holds, each of its things answers as a page and as Turtle."""
    from sample.fixtures import serving
    from sample.workspace import REPOSITORY

    for name in ("ontology", "data", "shapes", "queries"):
        (tmp_path / name).symlink_to(REPOSITORY / name)
    from communique.workspace import Workspace

    workspace = Workspace.open(tmp_path)
    build(workspace, None, validator=accepts)
    with serving(workspace, ServiceLimits(pool=PoolSettings(workers=1))) as client:
        rows = client.get("/sparql", params={"query": _EVERYTHING}).json()["results"]["bindings"]
        paths = [row["thing"]["value"].removeprefix("https://w3id.org/communique") for row in rows]
        for path in ["/", "/actors", "/agreements", "/articles", "/queries", "/docs", *paths]:
            assert client.get(path, headers=HTML, follow_redirects=True).status_code == 200, path
        for query in client.get("/api/queries").json():
            example = {p["name"]: p["example"] for p in query["parameters"] if p["required"]}
            answer = client.get(query["address"], params=example)
            assert answer.status_code == 200, query["name"]
        for path in paths[::7]:
            assert client.get(f"{path}.ttl").status_code == 200, path


_EVERYTHING = """
SELECT DISTINCT ?thing WHERE {
  ?thing a ?class .
  FILTER(STRSTARTS(STR(?thing), "https://w3id.org/communique/id/") && !CONTAINS(STR(?thing), "#")
    && !STRSTARTS(STR(?thing), "https://w3id.org/communique/id/annotation/"))
}
"""


def test_a_workspace_without_data_still_has_pages(tmp_path):
    from sample.fixtures import serving

    workspace = make_workspace(tmp_path)
    for path in (workspace.root / "data").rglob("*.ttl"):
        path.unlink()
    build(workspace, None, validator=accepts)
    with serving(workspace, ServiceLimits(pool=PoolSettings(workers=1))) as client:
        for path in (
            "/",
            "/actors",
            "/agreements",
            "/articles",
            "/api/positions",
            "/api/queries/stance-matrix",
        ):
            assert client.get(path, headers=HTML).status_code == 200
