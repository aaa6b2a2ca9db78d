"""The pages of single things: what each shows, gathered from the dataset."""

from __future__ import annotations

from rdflib import URIRef

from communique.store.protocol import Row
from communique.store.things import TARGET_KINDS
from communique.vocabulary import kind_and_slug
from communique.web.facts import facts_of, is_unverified
from communique.web.measurements import measured
from communique.web.records import PositionPage, PositionRecord, by_position, find_positions
from communique.web.rendering import Pages, href
from communique.web.served import ServedDataset
from communique.web.site.agreement.before_after import before_and_after
from communique.web.site.reading.article import article_values
from communique.web.site.reading.position import PAGE_PASSAGES, position_values

PAGE_ROWS = 150
"""Most pieces of evidence on one page."""


def thing_page(served: ServedDataset, pages: Pages, iri: str, after: str | None = None) -> str:
    """The page of a thing that the dataset has, whatever its kind.

    Args:
        served: the dataset.
        pages: the templates.
        iri: the thing.
        after: where the page before ended, for a thing with more positions than a page holds.
    """
    named = kind_and_slug(iri)
    kind = named[0] if named else ""
    rows = served.rows("facts", {"thing": URIRef(iri)})
    common: dict[str, object] = {
        "iri": iri,
        "kind": kind.replace("-", " "),
        "title": served.things.label(iri),
        "facts": facts_of(rows),
        "unverified_thing": is_unverified(rows),
    }
    show = {"article": _article, "position": _position}
    found = _positions(served, URIRef(iri), kind, after)
    paging = {"address": href(iri), "following": found.next, "continued": after is not None}
    template, more = show.get(kind, _other)(served, URIRef(iri), found.positions)
    return pages.render(template, **common, **paging, **more)


def _positions(served: ServedDataset, iri: URIRef, kind: str, after: str | None) -> PositionPage:
    """The positions that have to do with a thing, as many as a page holds."""
    choices: list[dict[str, str]] = []
    if kind in _FILTERS:
        choices.append({kind: str(iri)})
    if kind in TARGET_KINDS and kind != "actor":
        choices.append({"within": str(iri)})
    if not choices:
        return PositionPage([], None, 0)
    limit = min(PAGE_ROWS, PAGE_PASSAGES) if kind == "position" else PAGE_ROWS
    return find_positions(served, *choices, limit=limit, after=after)


_FILTERS = ("actor", "article", "position", "stance", "event", "rendering", "annotator")
"""The filters of positions that are called like the kind of thing which they take."""


def _article(
    served: ServedDataset, iri: URIRef, records: list[PositionRecord]
) -> tuple[str, dict[str, object]]:
    return "article.html", article_values(served, iri, records)


def _position(
    served: ServedDataset, iri: URIRef, records: list[PositionRecord]
) -> tuple[str, dict[str, object]]:
    return "position.html", position_values(served, iri, records)


def _other(
    served: ServedDataset, iri: URIRef, records: list[PositionRecord]
) -> tuple[str, dict[str, object]]:
    """Any other thing: what it takes part in, and the positions that have to do with it."""
    return "thing.html", {
        "participations": by_role(served.rows("participations", {"whole": iri})),
        "members": served.rows("members", {"collection": iri}),
        "positions": by_position(records),
        "around": before_and_after(served, str(iri)) if _is(iri, "provision") else None,
        "measured": measured(served.rows("measurements", {"measured": iri})) if _is(iri, "annotator") else [],
    }


def _is(iri: URIRef, kind: str) -> bool:
    return (kind_and_slug(str(iri)) or ("", ""))[0] == kind


_ROLES = (
    "party",
    "signed",
    "initialled",
    "issued",
    "took-part",
    "hosted",
    "mediated",
    "witnessed",
    "guaranteed",
)


def by_role(rows: list[Row]) -> list[Row]:
    """Participations in the order in which a reader wants them: those who are bound first, helpers later."""

    def place(row: Row) -> tuple[int, str]:
        name = row["role"].rpartition("/")[2]
        return (_ROLES.index(name) if name in _ROLES else len(_ROLES), name)

    return sorted(rows, key=place)
