"""Pages from templates: everything is escaped, every thing links to its page."""

from __future__ import annotations

import datetime
from urllib.parse import quote, urlsplit

import jinja2
from markupsafe import Markup, escape

from communique.store.things import ThingIndex
from communique.vocabulary import BASE, CQ, kind_and_slug

_PAGES = {
    "actor": "actors",
    "agreement": "agreements",
    "article": "articles",
    "event": "events",
    "issue": "issues",
}
SIGNS = {1: ("+", "in favour of"), 0: ("○", "neither for nor against"), -1: ("−", "against")}
"""A sign and words for each polarity, because colour alone is not for everyone.

The colour shows the family of the stance, which is something else: to allege a violation is critical, and yet
in favour of what is said to be violated.
"""
_DATE_FORMATS = {10: ("%Y-%m-%d", "%-d %B %Y"), 7: ("%Y-%m", "%B %Y")}

FIRST_QUERY = """PREFIX cq: <https://w3id.org/communique/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?holder ?stance ?target ?day
WHERE {
  ?position a cq:Position ;
    cq:holder/skos:prefLabel ?holder ;
    cq:stance/skos:prefLabel ?stance ;
    cq:target/skos:prefLabel ?target ;
    cq:statedOn ?day .
  FILTER(LANG(?holder) = "en" && LANG(?stance) = "en" && LANG(?target) = "en")
}
ORDER BY ?day ?holder
LIMIT 50"""
"""The query that the forms begin with."""


class Pages:
    """The templates with what they need of one dataset."""

    def __init__(self, things: ThingIndex, version: str) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.PackageLoader("communique.web", "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            label=things.label,
            code=code,
            href=href,
            data_href=data_href,
            day=day,
            external=external,
            words=words,
            slug=slug,
        )
        self._environment.globals.update(
            signs=SIGNS,
            version=version,
            hand=str(CQ.hand),
            unverified=str(CQ.unverified),
            first_query=FIRST_QUERY,
        )

    def render(self, template: str, **values: object) -> str:
        """A page as HTML."""
        return self._environment.get_template(template).render(**values)


def href(iri: str) -> str:
    """The address of a thing on this site, or an empty string for what is not one of ours."""
    named = kind_and_slug(iri)
    if named is None:
        return ""
    kind, name = named
    path = f"/{_PAGES[kind]}/{name}" if kind in _PAGES and "#" not in name else f"/id/{kind}/{name}"
    return quote(path, safe="/#-._~")


def data_href(iri: str) -> str:
    """The address under which a thing's data are, whatever page it has."""
    return quote("/id/" + iri.removeprefix(BASE + "id/"), safe="/-._~")


def slug(iri: str) -> str:
    """What an IRI of ours ends in after its kind."""
    named = kind_and_slug(iri)
    return named[1] if named else iri.removeprefix(BASE)


def code(text: str) -> Markup:
    """A description of the interface as HTML; of Markdown, which it may have, it has code spans only."""
    parts = text.split("`")
    if len(parts) % 2 == 0:  # one mark is left over and opens nothing
        return escape(text)
    spans = (
        Markup("<code>{}</code>").format(part) if number % 2 else part for number, part in enumerate(parts)
    )
    return Markup("").join(spans)


def external(address: str) -> str:
    """An address that may be linked to (web addresses only), or an empty string."""
    return address if urlsplit(address).scheme in ("http", "https") else ""


def day(text: str) -> str:
    """A date for people, to the precision that it has; what is not a date stays as it is."""
    date, _, time = text.partition("T")
    try:
        pattern, spoken = _DATE_FORMATS[len(date)]
        read = datetime.datetime.strptime(date, pattern)
    except (KeyError, ValueError):
        return text
    offset = time[8:] if len(time) > 8 else ""
    return read.strftime(spoken) + (f", {time[:5]} {offset}".rstrip() if time else "")


_WORDS = {
    "altLabel": "also called",
    "datePublished": "published",
    "exactMatch": "the same as",
    "closeMatch": "close to",
    "inLanguage": "language",
    "postIn": "a post in",
    "scopeNote": "note on use",
    "subOrganizationOf": "part of",
    "url": "address",
}


def words(term: str) -> str:
    """The name of a property or individual as words: ``adoptedOn`` gives ``adopted on``."""
    name = term.rpartition("#")[2].rpartition("/")[2]
    if name in _WORDS:
        return _WORDS[name]
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
