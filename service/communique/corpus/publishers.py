"""Reading articles at their publishers' addresses, politely: one at a time, with pauses, where robots may."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from communique.corpus.reading.address import StatusError, fetch
from communique.corpus.reading.article import ReadArticle
from communique.corpus.reading.encoding import decoded
from communique.corpus.reading.errors import SourceError
from communique.corpus.reading.limits import FetchLimits
from communique.corpus.reading.reader import read_article

LONGEST_PAUSE_SECONDS = 60.0
"""A publisher that asks for longer pauses between two requests is not read at all."""
_ROBOTS_TYPES = ("text/plain",)


class Publishers:
    """Publishers' sites, as one polite reader sees them."""

    def __init__(
        self,
        limits: FetchLimits,
        pause_seconds: float,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Nothing is read yet.

        Args:
            limits: what one request may take, and how the program introduces itself.
            pause_seconds: shortest pause between two articles of one publisher.
            wait: waits for so many seconds.
        """
        self._limits = limits
        self._pause = pause_seconds
        self._wait = wait
        self._rules: dict[str, RobotFileParser] = {}
        self._visited: set[str] = set()

    def read(self, address: str) -> ReadArticle:
        """Read an article where its publisher has it.

        Raises:
            SourceError: it cannot be read, or the publisher does not want programs to read it.
        """
        site = _site(address)
        rules = self._rules_of(site)
        if not rules.can_fetch(self._limits.user_agent, address):
            raise SourceError("the publisher asks programs not to read it (robots.txt); open it in a browser")
        pause = max(self._pause, float(rules.crawl_delay(self._limits.user_agent) or 0))
        if pause > LONGEST_PAUSE_SECONDS:
            raise SourceError(f"the publisher asks for pauses of {pause:g} seconds; open it in a browser")
        if site in self._visited:
            self._wait(pause)
        self._visited.add(site)
        return read_article(address, limits=self._limits)

    def _rules_of(self, site: str) -> RobotFileParser:
        """What a site asks of programs: nothing if it has no such file, all if the file cannot be had."""
        if site not in self._rules:
            rules = RobotFileParser()
            try:
                found = fetch(f"{site}/robots.txt", self._limits, _ROBOTS_TYPES)
                rules.parse(decoded(found.content).splitlines())
            except StatusError as error:
                # RFC 9309, 2.3.1: a file that is unavailable asks nothing, one that is unreachable asks all.
                rules.parse([] if error.is_unavailable else ["User-agent: *", "Disallow: /"])
            self._rules[site] = rules
        return self._rules[site]


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
