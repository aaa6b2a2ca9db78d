"""What is served now as tables, and code that gathers all pages of one."""

from __future__ import annotations

from dataclasses import dataclass

from communique.release.loading import Snippet

PAGE_ROWS = 1_000
"""How many rows a page of a table has, the most that the lookups give."""


@dataclass(frozen=True, slots=True)
class ServedTable:
    """A list of the lookups, as a table.

    Attributes:
        name: what the list is called in addresses.
        row: what one row is.
        page_rows: how many rows a page has.
    """

    name: str
    row: str
    page_rows: int = PAGE_ROWS

    @property
    def path(self) -> str:
        """Where its first page is."""
        return f"/api/{self.name}?format=csv&limit={self.page_rows}"


SERVED_TABLES = (
    ServedTable("positions", "a position with one piece of evidence: two articles tell of it in two rows"),
    ServedTable("actors", "a person, state, body, outlet, population or collective"),
    ServedTable("agreements", "an agreement, court order, resolution or draft"),
    ServedTable("events", "a meeting, call, press conference or statement"),
    ServedTable("issues", "a matter that positions are on or about"),
    ServedTable("articles", "the record of an article, without its text"),
)


def gathering(service: str) -> tuple[Snippet, ...]:
    """Programs that read all positions, page by page, and count them by holder and stance.

    Args:
        service: the address of the service, with a slash at its end.
    """
    address, path = service.rstrip("/"), SERVED_TABLES[0].path
    return (
        Snippet("served-r", "R", _R % (address, path)),
        Snippet("served-pandas", "Python (pandas)", _PYTHON % (address, path)),
    )


_R = """\
service <- "%s"
path <- "%s"
pages <- list()
while (length(path) == 1) {
  address <- paste0(service, path)
  pages[[length(pages) + 1]] <- read.csv(address, encoding = "UTF-8", na.strings = "")
  links <- grep("^link:", curlGetHeaders(address), value = TRUE, ignore.case = TRUE)
  path <- unlist(regmatches(links, gregexpr('(?<=<)[^<>]*(?=>; rel="next")', links, perl = TRUE)))
}
evidence <- do.call(rbind, pages)
positions <- evidence[!duplicated(evidence$position), ]
print(table(positions$holderLabel, positions$stanceLabel))"""

_PYTHON = """\
import re
from urllib.request import urlopen

import pandas

service, path = "%s", "%s"
pages = []
while path:
    with urlopen(service + path) as answer:
        pages.append(pandas.read_csv(answer, keep_default_na=False, na_values=[""]))
        found = re.search('<([^<>]*)>; rel="next"', ", ".join(answer.headers.get_all("Link")))
    path = found and found[1]
evidence = pandas.concat(pages)
positions = evidence.drop_duplicates("position")
print(positions.groupby(["holderLabel", "stanceLabel"]).size())"""
