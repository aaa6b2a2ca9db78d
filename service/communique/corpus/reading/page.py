"""From an HTML page to the text of its article and what the page says about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.corpus.reading.errors import SourceError
from communique.corpus.reading.lines import lines_of
from communique.corpus.reading.marks import alike
from communique.model import PartialDate

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_HTML_START = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_SNIFFED = 2000
"""How many characters are looked at to tell HTML from plain text."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is on a page."""

    text: str
    """Headline and paragraphs, with a blank line after each."""
    headline: str | None
    site: str | None
    """The name of the site."""
    published: PartialDate | None
    address: str | None
    """The address that the page calls its own, else the one it was read from."""
    language: str | None


def looks_like_html(text: str) -> bool:
    """Whether a text begins like an HTML page."""
    return bool(_HTML_START.match(text[:_SNIFFED].lstrip("\ufeff")))


def read_page(html: str, address: str | None = None) -> Page:
    """The article of an HTML page.

    Args:
        html: the page.
        address: where it was read from.

    Raises:
        SourceError: no article can be found in it.
    """
    import trafilatura  # takes half a second, which only pages are worth

    tree = trafilatura.load_html(html)
    if tree is None:
        raise SourceError("the page is not HTML that can be read; save the article as plain text")
    language = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    found = trafilatura.bare_extraction(
        tree,
        url=address,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise SourceError(
            "no article can be found on the page; if it is drawn by scripts, save the article as plain text"
        )
    return Page(
        text=_laid_out(found.title, found.text or ""),
        headline=found.title or None,
        site=found.sitename or None,
        published=_day(found.date),
        address=found.url or address,
        language=language if _LANGUAGE.fullmatch(language) else None,
    )


def _laid_out(headline: str | None, text: str) -> str:
    """Headline and paragraphs, the headline once, whether or not the extraction gave it with the text."""
    paragraphs = [line.text for line in lines_of(text)]
    if headline and not any(alike(line, headline) for line in paragraphs[:2]):
        paragraphs.insert(0, " ".join(headline.split()))
    return "".join(f"{paragraph}\n\n" for paragraph in paragraphs).rstrip("\n") + "\n"


def _day(date: str | None) -> PartialDate | None:
    try:
        return PartialDate(date) if date else None
    except ValueError:
        return None
