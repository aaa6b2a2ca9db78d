"""The one door: files, bytes and addresses in, articles out."""

from pathlib import Path

import pytest

from communique.corpus.reading.errors import SourceError
from communique.corpus.reading.limits import FetchLimits
from communique.corpus.reading.outlets import Outlets
from communique.corpus.reading.page import looks_like_html
from communique.corpus.reading.reader import is_address, read_article
from communique.model import PartialDate
from corpus.reading.served import ARTICLE, site

PLAIN = (
    "Ministers meet in Fordhaven\r\n17 May 2022\r\n\r\n"
    "FORDHAVEN — Anna Berg met Carl Dahl on Tuesday, and both spoke of the cafe\u0301 by the river.\r\n"
)
KNOWN = Outlets(
    frozenset({"harbour-wire"}), {"harbour wire": "harbour-wire"}, {"wire.example": "harbour-wire"}
)


def regions(article):
    return [(str(item.kind), article.text[item.span.start : item.span.end]) for item in article.regions]


def test_a_plain_text_keeps_all_that_stands_there_in_canonical_form(tmp_path):
    (tmp_path / "wire.txt").write_bytes(PLAIN.encode())
    article = read_article(tmp_path / "wire.txt")
    assert article.text == PLAIN.replace("\r\n", "\n").replace("e\u0301", "é")
    assert (article.headline, article.published) == ("Ministers meet in Fordhaven", PartialDate("2022-05-17"))
    assert (article.outlet, article.address, article.slug) == (None, None, None)
    assert [kind for kind, _ in regions(article)] == ["headline", "byline", "dateline"]


def test_quotation_marks_are_left_as_they_are():
    text = "„Ferries,“ she said, «and ”bridges\" and 'fish’ »— all of them.\n"
    assert read_article(text.encode()).text == text


def test_a_mark_of_utf8_moves_no_offset():
    article = read_article("\ufeffMinisters meet again\n\nAnna Berg met Carl Dahl in the harbour.\n".encode())
    assert regions(article) == [("headline", "Ministers meet again")]
    assert article.regions[0].span.start == 1


def test_a_page_gives_its_article_and_what_it_says_of_itself(tmp_path):
    (tmp_path / "page.html").write_text(ARTICLE, encoding="utf-8")
    article = read_article(tmp_path / "page.html", outlets=KNOWN)
    assert article.headline == "Ministers meet in Fordhaven"
    assert article.text.count("Ministers meet in Fordhaven") == 1
    assert (article.outlet, article.published) == ("harbour-wire", PartialDate("2022-05-17"))
    assert (article.address, article.language) == ("https://wire.example/12-ministers-meet", "en-GB")
    assert "denied that the accord had been broken" in article.text
    assert "do not believe" not in article.text
    assert "Politics" not in article.text
    assert ("dateline", "FORDHAVEN, May 17. /Harbour Wire/.") in regions(article)
    assert ("related", "Read also: Norland sends a note") in regions(article)
    assert ("byline", "17 May 2022, 18:20") in regions(article)


def test_the_host_of_the_address_tells_the_outlet_before_the_name_of_the_site_does():
    renamed = ARTICLE.replace("Harbour Wire", "The Wire of the Harbour")
    assert read_article(renamed.encode(), outlets=KNOWN).outlet == "harbour-wire"
    elsewhere = renamed.replace("https://wire.example", "https://other.example")
    assert read_article(elsewhere.encode(), outlets=KNOWN).outlet == "the-wire-of-the-harbour"


def test_html_is_known_by_its_beginning_whatever_the_file_is_called():
    assert read_article(ARTICLE.encode()).language == "en-GB"
    assert looks_like_html("\ufeff\n<!-- saved -->\n<!DOCTYPE html>")
    assert not looks_like_html("<Minister> said that <html> is a language")


def test_the_same_page_gives_the_same_text():
    assert read_article(ARTICLE.encode()) == read_article(ARTICLE.encode())


def test_what_is_given_wins_over_what_the_page_says():
    article = read_article(
        ARTICLE.encode(),
        outlet="Hill Post",
        published=PartialDate("2022-05"),
        address="https://hill.example/1",
        headline="Another headline",
        language="fr",
        outlets=KNOWN,
    )
    assert (article.outlet, article.published) == ("hill-post", PartialDate("2022-05"))
    assert (article.address, article.headline) == ("https://hill.example/1", "Another headline")
    assert article.language == "fr"


def test_an_encoding_that_the_page_declares_is_used():
    page = ARTICLE.replace(
        '<html lang="en-GB"><head>', '<html lang="en-GB"><head><meta charset="windows-1252">'
    )
    article = read_article(page.replace("“We call", "“É We call").encode("cp1252"))
    assert "“É We call" in article.text


def test_an_address_is_read_with_the_same_outcome_as_its_page():
    with site() as (address, _):
        article = read_article(f"{address}/moved", limits=FetchLimits(allow_private=True))
        plain = read_article(f"{address}/plain", limits=FetchLimits(allow_private=True))
    assert article.text == read_article(ARTICLE.encode()).text
    assert article.address == "https://wire.example/12-ministers-meet"
    assert (plain.headline, plain.address) == ("Ministers meet", f"{address}/plain")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (Path("/nowhere/at-all.txt"), "cannot be read: No such file"),
        (Path("/"), "cannot be read"),
        (b"", "empty"),
        (b"<html><body><script>draw()</script></body></html>", "no article can be found"),
        ("ftp://wire.example/x", "http://"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(source, words):
    with pytest.raises(SourceError, match=words):
        read_article(source)


def test_addresses_and_paths_are_told_apart():
    assert is_address("https://wire.example/1")
    assert is_address("FTP://x")
    assert not is_address("articles/2022.txt")
    assert not is_address("C:\\articles")
