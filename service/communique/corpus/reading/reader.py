"""The one door to articles: a file, bytes or an address in, an article with its regions and metadata out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from communique.corpus.canonical import canonical_text
from communique.corpus.reading.address import fetch
from communique.corpus.reading.article import ReadArticle, Region, RegionKind
from communique.corpus.reading.dates import printed_day
from communique.corpus.reading.encoding import SIZE_LIMIT, decoded
from communique.corpus.reading.errors import SourceError
from communique.corpus.reading.limits import FetchLimits
from communique.corpus.reading.outlets import Outlets
from communique.corpus.reading.page import Page, looks_like_html, read_page
from communique.corpus.reading.regions import regions_of
from communique.model import PartialDate

_HTML_FILES = (".html", ".htm", ".xhtml")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HTML_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,20})", re.IGNORECASE)
_NOTHING_SAID = Page("", None, None, None, None, None)
"""What a plain text says about itself as a page."""


@dataclass(frozen=True, slots=True)
class _Source:
    """What was read, before anything is made of it."""

    content: bytes
    is_html: bool | None
    """None where only the content can tell."""
    charset: str | None = None
    address: str | None = None


def is_address(source: str) -> bool:
    """Whether a string is an address and no path."""
    return bool(_ADDRESS.match(source))


def read_article(
    source: Path | bytes | str,
    *,
    outlet: str | None = None,
    published: PartialDate | None = None,
    address: str | None = None,
    headline: str | None = None,
    language: str | None = None,
    outlets: Outlets | None = None,
    limits: FetchLimits | None = None,
) -> ReadArticle:
    """Read an article.

    What is given here wins over what the page says of itself.

    Args:
        source: a file, its content, or an address (``http://…``, ``https://…``).
        outlet: slug or name of the outlet.
        published: day of publication, to the precision known.
        address: where the article is published.
        headline: its headline.
        language: its language (BCP 47).
        outlets: the outlets that the data know; without them an outlet's slug is made from its name.
        limits: what reading an address may take.

    Raises:
        SourceError: it cannot be read, is no text, or holds no article.
    """
    raw = _opened(source, limits or FetchLimits())
    characters = decoded(raw.content, declared=raw.charset or _declared(raw.content))
    page = _NOTHING_SAID
    if looks_like_html(characters) if raw.is_html is None else raw.is_html:
        page = read_page(characters, raw.address or address)
        characters = page.text
    text = canonical_text(characters.encode())
    regions = regions_of(text)
    where = address or page.address or raw.address
    names = outlets or Outlets()
    return ReadArticle(
        text=text,
        regions=regions,
        headline=headline or _in_regions(text, regions, RegionKind.HEADLINE) or page.headline,
        outlet=_outlet(outlet, page, where, names),
        published=published or page.published or _printed(text, regions),
        address=where,
        language=language or page.language,
    )


def _opened(source: Path | bytes | str, limits: FetchLimits) -> _Source:
    if isinstance(source, bytes):
        return _Source(source, is_html=None)
    if isinstance(source, str) and is_address(source):
        found = fetch(source, limits)
        return _Source(found.content, found.media_type != "text/plain", found.charset, found.address)
    path = Path(source)
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise SourceError(f"it has more than {SIZE_LIMIT:,} bytes, and no article has")
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"cannot be read: {error.strerror}") from error
    return _Source(content, is_html=True if path.suffix.lower() in _HTML_FILES else None)


def _declared(content: bytes) -> str | None:
    found = _HTML_CHARSET.search(content[:4096])
    return found[1].decode("ascii") if found else None


def _outlet(given: str | None, page: Page, where: str | None, outlets: Outlets) -> str | None:
    """The outlet: the one given, the one at this address, the one that the page names."""
    if given:
        return outlets.slug(given, None)
    known = outlets.at(where) if where else None
    return known or outlets.slug(page.site, where)


def _in_regions(text: str, regions: tuple[Region, ...], kind: RegionKind) -> str | None:
    spans = [region.span for region in regions if region.kind is kind]
    return " ".join(text[spans[0].start : spans[0].end].split()) if spans else None


def _printed(text: str, regions: tuple[Region, ...]) -> PartialDate | None:
    """The day that stands beside the article: under the headline, before it, or in the dateline."""
    for region in regions:
        if region.kind in (RegionKind.BYLINE, RegionKind.DATELINE, RegionKind.FURNITURE):
            day = printed_day(text[region.span.start : region.span.end])
            if day:
                return day
    return None
