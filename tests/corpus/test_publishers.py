"""Publishers are asked politely, and what they do not want read is not read."""

import pytest

from communique.corpus.publishers import Publishers
from communique.corpus.reading.errors import SourceError
from communique.corpus.reading.limits import FetchLimits
from corpus.reading.served import site

HERE = FetchLimits(allow_private=True, user_agent="communique")


def read(robots, *paths):
    """Read pages of a site one after the other: the pauses that were made, and what was asked for."""
    waited = []
    with site(robots) as (address, asked):
        publishers = Publishers(HERE, pause_seconds=3, wait=waited.append)
        for path in paths:
            publishers.read(f"{address}{path}")
    return waited, [path for path, _ in asked]


def test_the_rules_of_a_site_are_asked_for_once_and_pauses_are_made_between_articles():
    assert read((404, ""), "/article", "/plain", "/article") == (
        [3, 3],
        ["/robots.txt", "/article", "/plain", "/article"],
    )


def test_a_longer_pause_that_the_site_asks_for_is_kept():
    waited, _ = read((200, "User-agent: *\nCrawl-delay: 20\n"), "/article", "/plain")
    assert waited == [20]


@pytest.mark.parametrize(
    ("robots", "words"),
    [
        ((200, "User-agent: *\nDisallow: /\n"), "robots.txt"),
        ((200, "User-agent: communique\nDisallow: /article\n"), "robots.txt"),
        ((503, ""), "robots.txt"),
        ((200, "User-agent: *\nCrawl-delay: 3600\n"), "pauses of 3600 seconds"),
    ],
)
def test_what_a_site_does_not_want_read_is_not_read(robots, words):
    with site(robots) as (address, asked):
        with pytest.raises(SourceError, match=words):
            Publishers(HERE, pause_seconds=0).read(f"{address}/article")
        assert [path for path, _ in asked] == ["/robots.txt"]


@pytest.mark.parametrize("robots", [(404, ""), (403, ""), (200, "User-agent: *\nDisallow: /private\n")])
def test_what_no_rule_forbids_is_read(robots):
    assert read(robots, "/article")[1] == ["/robots.txt", "/article"]
