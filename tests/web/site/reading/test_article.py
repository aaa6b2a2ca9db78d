"""The pages of positions and articles, without their texts and with them."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest

from communique.corpus.canonical import sha256_of
from communique.settings import Settings
from communique.web.serve import ServiceError, shown_texts
from communique.web.texts import ShownTexts
from sample.workspace import ACCORD, HERALD
from web.site.texts_at_hand import TEXT, make, serving_texts

HTML = {"Accept": "text/html,*/*;q=0.8"}
CALL = f"/id/position/anna-berg/calls-for/{ACCORD}.1/2021-06-10"
ASCRIBED = f"/id/position/sudmark/affirms/{ACCORD}/2021-06-10/via/anna-berg"
VOICE = "/id/position/evening-courier/criticises/ferries/2021-06"
REJECTED = f"/id/position/carl-dahl/rejects/{ACCORD}/2021-06-10"
NOT_SHOWN = "COMMUNIQUE_SHOW_TEXTS=1"
SECRET = TEXT[700:760]
"""Words of the text that no record of it has."""


class Read(HTMLParser):
    """The text of a page as it is read, and the text within its marks with their classes."""

    def __init__(self, html):
        super().__init__()
        self.text, self.marks, self._inside = "", [], False
        self._reference = 0
        self.references = []
        self.ids = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if "id" in given:
            self.ids.append(given["id"])
        if tag in ("dd", "li"):  # a line of its own
            self.text += " "
        if tag == "mark":
            self._inside = True
            self.marks.append([given["class"], [], ""])
        elif tag == "a" and "ref" in given.get("class", "").split():
            self._reference += 1
            if self._inside:
                self.marks[-1][1].append((given["href"], "begins" in given["class"].split()))
        elif self._reference:
            self._reference += 1

    def handle_endtag(self, tag):
        if tag == "mark":
            self._inside = False
        elif self._reference:
            self._reference -= 1

    def handle_data(self, data):
        if self._reference:
            self.references.append(data)
            return
        self.text += data
        if self._inside:
            self.marks[-1][2] += data


def page(client, path):
    answer = client.get(path, headers=HTML, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def plain(html):
    return " ".join(Read(html).text.split())


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("reading"))


@pytest.fixture(scope="module")
def reader(made):
    """A client of a service that shows texts."""
    with serving_texts(*made) as client:
        yield client


@pytest.fixture(scope="module")
def stranger(made):
    """A client of a service over the same data that does not."""
    with serving_texts(made[0], None) as client:
        yield client


def test_a_position_is_a_sentence(stranger):
    text = plain(page(stranger, CALL))
    assert (
        "On 10 June 2021, Anna Berg, for Norland, + calls for River Accord, point 1: ferries, towards Sudmark"
        in text
    )
    assert "Anna Berg, Foreign Minister of Norland (held then)" in text
    assert "Told by Evening Courier (readout), Morning Herald (direct quotation)" in text


def test_an_ascription_and_the_voice_of_an_article_are_marked(stranger):
    ascribed = plain(page(stranger, ASCRIBED))
    assert "On 10 June 2021, according to Anna Berg, Sudmark + affirms River Accord of 1 May 2020" in ascribed
    assert "what Anna Berg said of Sudmark, not what Sudmark said" in ascribed
    voice = plain(page(stranger, VOICE))
    assert "In June 2021, Evening Courier − criticises" in voice
    assert "names no source" in voice
    assert "names no source" not in ascribed
    assert "not what" not in voice


def test_the_articles_that_carry_a_position_with_who_recorded_it(stranger):
    html = page(stranger, CALL)
    text = plain(html)
    assert "The words it rests on 2 articles" in text
    courier, herald = text.index("Talks on the river"), text.index("Ferries & fish: <ministers> meet")
    assert courier < herald
    # The same words, recorded by hand and by machine, come once.
    part = text[courier:herald]
    assert part.count("ferries must run") == 1
    assert part.index("by hand first reader, 2 January 2026 Gloss The readout has Berg ask for ferries.") > 0
    assert "machine finding, confidence 0.75 machine, 2 January 2026" in part
    assert "machine-translated text" in part
    assert "Let the ferries […] said Berg" in text[herald:]
    assert 'href="https://herald.example/ferries"' in html


def test_a_position_can_be_cited_and_taken_as_data(stranger):
    html = page(stranger, CALL)
    for suffix in ("bib", "ris", "json", "txt"):
        assert f'href="/cite{CALL.removeprefix("/id")}.{suffix}"' in html
        assert f'href="/cite/dataset.{suffix}"' in html
    for suffix in ("ttl", "jsonld"):
        assert f'href="{CALL}.{suffix}"' in html
    text = plain(html)
    assert "Communiqué developers (2026): “Anna Berg, for Norland, calls for River Accord" in text
    assert "@misc{communique-" in text
    permalink = re.search(rf'href="({CALL}\.html\?dataset=[0-9a-f]{{16}})"', html)[1]
    assert stranger.get(permalink, headers=HTML).status_code == 200
    assert "/cite/article/" in page(stranger, f"/articles/{HERALD}")


def test_without_the_text_there_are_the_anchors_only(stranger, made):
    for path in (CALL, f"/articles/{HERALD}", f"/id/article/{HERALD}"):
        html = page(stranger, path)
        assert SECRET not in html
        assert "<mark" not in html
        assert NOT_SHOWN in html
        answer = stranger.get(path, headers=HTML, follow_redirects=True)
        assert answer.headers["cache-control"] == "no-cache"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["etag"]


def test_with_the_text_a_passage_stands_in_its_context(reader):
    html = page(reader, CALL)
    read = Read(html)
    (mark,) = read.marks
    assert mark[0] == "affirmative"
    assert mark[2] == TEXT[300:500]
    assert "In the hall. " + TEXT[295:500] + ". After the words. " in read.text.replace("\r\n", "\n")
    # Of the other article there is no text.
    assert "is not at hand" in html
    assert "0" * 63 + "2" in html
    assert "ferries must run" in html
    assert NOT_SHOWN not in html


def test_the_text_has_every_span_marked_where_they_overlap(reader):
    html = page(reader, f"/articles/{HERALD}")
    assert "<i>River" not in html
    assert unescape("🛶 &lt;i&gt;River &amp; bank&lt;/i&gt;.") in Read(html).text
    marks = Read(html).marks
    # In the order of the text: 1 invokes (40–76), 2 calls for (300–500), 3 rejects (460–640, by machine),
    # 4 affirms (600–628).
    assert [(classes, [(link, begins) for link, begins in links]) for classes, links, _ in marks] == [
        ("affirmative", [("#evidence-1", True)]),
        ("affirmative", [("#evidence-2", True)]),
        ("affirmative", [("#evidence-2", False)]),
        ("affirmative critical-machine", [("#evidence-3", True), ("#evidence-2", False)]),
        ("critical-machine", [("#evidence-3", False)]),
        ("affirmative critical-machine", [("#evidence-4", True), ("#evidence-3", False)]),
        ("critical-machine", [("#evidence-3", False)]),
    ]
    assert [words for _, _, words in marks] == [
        TEXT[40:76],
        TEXT[300:399],
        TEXT[401:460],
        TEXT[460:500],
        TEXT[500:600],
        TEXT[600:628],
        TEXT[628:640],
    ]


def test_the_whole_text_is_there_and_its_signs_say_what_they_mean(reader):
    html = page(reader, f"/articles/{HERALD}")
    shown = html[html.index('class="text"') : html.index("Evidence in the order of the text")]
    read = Read(shown.partition(">")[2])
    assert " ".join(read.text.split()) == " ".join(TEXT.split())
    assert read.references == ["A1", "A2", "A2", "C3m", "A2", "C3m", "A4", "C3m", "C3m"]
    assert 'title="Carl Dahl, for Sudmark, rejects River Accord of 1 May 2020, 10 June 2021"' in shown
    assert 'lang="en"' in html[html.index('class="text"') :][:40]
    # Every sign leads to its entry and back, and no two places have one name.
    whole = Read(html)
    assert len(whole.ids) == len(set(whole.ids))
    for number in range(1, 5):
        assert {f"evidence-{number}", f"place-{number}"} <= set(whole.ids)
        assert f'href="#place-{number}"' in html
    # And the entry to the position.
    entry = html[html.index('id="evidence-3"') :]
    assert f'href="{REJECTED}"' in entry[:1500]


def test_a_machine_finding_is_told_apart(reader):
    html = page(reader, REJECTED)
    assert Read(html).marks[0][0] == "critical-machine"
    assert "machine finding, confidence 0.50" in plain(html)


def test_a_page_with_a_text_is_for_its_reader_alone(reader):
    for path in (CALL, f"/articles/{HERALD}", f"/id/article/{HERALD}", f"{CALL}.html"):
        for _ in range(2):  # the second answer is not one that was kept
            answer = reader.get(
                path, headers={**HTML, "Origin": "https://other.example"}, follow_redirects=True
            )
            assert answer.headers["cache-control"] == "private, no-store", path
            assert "access-control-allow-origin" not in answer.headers
            assert answer.headers["cross-origin-resource-policy"] == "same-origin"
            assert "etag" not in answer.headers
            assert "dataset-version" in answer.headers
            assert "default-src 'self'" in answer.headers["content-security-policy"]
            assert answer.headers["content-encoding"]
    # What shows no text is as public as ever.
    for path in (f"/agreements/{ACCORD}", f"{CALL}.ttl", "/articles"):
        answer = reader.get(path)
        assert answer.headers["cache-control"] == "no-cache", path
        assert answer.headers["access-control-allow-origin"] == "*"


def test_no_tag_of_a_page_without_the_text_stands_for_one_with_it(stranger, reader):
    path, asked = f"/articles/{HERALD}", {**HTML, "Host": "here.example"}  # tags depend on the host too
    tag = stranger.get(path, headers=asked).headers["etag"]
    assert stranger.get(path, headers={**asked, "If-None-Match": tag}).status_code == 304
    assert reader.get(path, headers={**asked, "If-None-Match": tag}).status_code == 200


def test_no_text_is_in_what_is_public(reader):
    for path in (
        f"/id/article/{HERALD}.ttl",
        f"/api/positions?article={HERALD}",
        f"/agreements/{ACCORD}",
        "/",
    ):
        assert SECRET not in reader.get(path).text


def test_texts_are_found_as_they_come_and_go(made, tmp_path, reader):
    digest = sha256_of(TEXT)
    texts = ShownTexts(tmp_path)
    assert texts.find([digest]) == {}
    path = tmp_path / "new.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert texts.find([digest, "0" * 64]) == {digest: TEXT}
    path.write_text(TEXT.replace("mill", "Mill"), encoding="utf-8")
    assert texts.find([digest]) == {}
    path.unlink()
    assert texts.find([digest]) == {}
    (tmp_path / "not-utf-8.txt").write_bytes(b"\xff")
    (tmp_path / "again.txt").write_text(TEXT, encoding="utf-8")
    assert texts.find([digest]) == {digest: TEXT}
    assert ShownTexts(None).find([digest]) == {}
    assert ShownTexts(tmp_path / "nowhere").find([digest]) == {}


def test_an_article_whose_text_comes_later_is_shown_then(made, tmp_path):
    with serving_texts(made[0], tmp_path) as client:
        assert "is not at hand" in page(client, f"/articles/{HERALD}")
        (tmp_path / "late.txt").write_text(TEXT, encoding="utf-8")
        assert SECRET in page(client, f"/articles/{HERALD}")


def test_texts_are_shown_only_where_the_setting_says_so(made, tmp_path, caplog):
    workspace, folder = made
    assert shown_texts(workspace, Settings(corpus=folder)) is None
    found = shown_texts(workspace, Settings(corpus=folder, show_texts=True))
    assert list(found.find([sha256_of(TEXT)])) == [sha256_of(TEXT)]
    assert not caplog.records
    shown_texts(workspace, Settings(corpus=folder, show_texts=True, host="0.0.0.0"))
    assert "whoever reaches this service" in caplog.text
    with pytest.raises(ServiceError, match="does not exist"):
        shown_texts(workspace, Settings(corpus=tmp_path / "nowhere", show_texts=True))


def test_a_text_longer_than_a_page_is_cut_and_says_so(reader, monkeypatch):
    monkeypatch.setattr("communique.web.site.reading.article.TEXT_LIMIT", 470)
    html = page(reader, f"/articles/{HERALD}?cut")
    assert "has the first 470 of 1,200 characters" in html
    assert Read(html).marks[-1][2] == TEXT[460:470]
    assert "characters 600–628" in html
    assert 'href="#place-4"' not in html


def test_a_position_with_much_evidence_is_paged(reader, monkeypatch):
    monkeypatch.setattr("communique.web.views.PAGE_PASSAGES", 1)
    address, found, pages = f"{CALL}.html", [], 0
    while address:
        html = page(reader, address)
        found += re.findall(r"characters (\d+)–", html)
        pages += 1
        link = re.search(r'<a href="([^"]+)">More positions</a>', html)
        address = link and unescape(link[1])
        assert pages < 5
    assert sorted(found) == ["100", "100", "300"]
