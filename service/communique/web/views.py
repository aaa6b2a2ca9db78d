"""The pages of single things: what each shows, gathered from the dataset."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rdflib import URIRef

from communique.store.protocol import Row
from communique.store.things import TARGET_KINDS
from communique.vocabulary import CQ, OA, RDF, SKOS, kind_and_slug, thing
from communique.web.records import PositionPage, PositionRecord, find_positions
from communique.web.rendering import Pages, href
from communique.web.served import ServedDataset
from communique.web.site.article import article_values
from communique.web.site.position import PAGE_PASSAGES, position_values

PAGE_ROWS = 500
"""Most pieces of evidence on one page."""
_UNSHOWN = {
    str(term)
    for term in (
        RDF.type,
        SKOS.prefLabel,
        SKOS.hiddenLabel,
        CQ.participation,
        CQ.membership,
        CQ.verification,
        SKOS.inScheme,
    )
} | {str(OA.hasTarget), str(SKOS.topConceptOf)}


@dataclass(frozen=True, slots=True)
class Fact:
    """One property of a thing with its values, as shown."""

    property: str
    values: list[Row]


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision with the positions on it."""

    row: Row
    positions: list[PositionRecord]


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
        "facts": _facts(rows),
        "unverified_thing": any(
            row["property"] == str(CQ.verification) and row["value"] == str(CQ.unverified) for row in rows
        ),
    }
    show = {"actor": _actor, "agreement": _agreement, "article": _article, "position": _position}
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


def _actor(
    served: ServedDataset, iri: URIRef, records: list[PositionRecord]
) -> tuple[str, dict[str, object]]:
    own = [record for record in records if _speaks(record, iri) and record.ascribed_by is None]
    return "actor.html", {
        "tenures": served.rows("tenures", {"actor": iri}),
        "parts": served.rows("parts", {"actor": iri}),
        "own": _grouped([record for record in own if record.evidence.rendering.id != _ARTICLE_VOICE]),
        "article_voice": _grouped(
            [record for record in own if record.evidence.rendering.id == _ARTICLE_VOICE]
        ),
        "ascribed": _grouped([record for record in records if _speaks(record, iri) and record.ascribed_by]),
        "ascribing": _grouped(
            [record for record in records if record.ascribed_by and record.ascribed_by.id == str(iri)]
        ),
    }


_ARTICLE_VOICE = str(thing("rendering", "article-voice"))


def _speaks(record: PositionRecord, iri: URIRef) -> bool:
    return str(iri) in (record.holder.id, record.on_behalf_of.id if record.on_behalf_of else "")


def _agreement(
    served: ServedDataset, iri: URIRef, records: list[PositionRecord]
) -> tuple[str, dict[str, object]]:
    rows = {row["provision"]: row for row in served.rows("provisions", {"agreement": iri})}
    ordered = sorted(rows.values(), key=lambda row: _natural(row["number"]))
    clauses = [Clause(row, [r for r in records if r.target.id == row["provision"]]) for row in ordered]
    return "agreement.html", {
        "participations": by_role(served.rows("participations", {"whole": iri})),
        "whole": _grouped([record for record in records if record.target.id == str(iri)]),
        "clauses": [(clause.row, _grouped(clause.positions)) for clause in clauses],
    }


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
        "positions": _grouped(records),
    }


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


def _facts(rows: list[Row]) -> list[Fact]:
    """Rows as facts, one for each property, in the order in which a reader wants them."""
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        if row["property"] not in _UNSHOWN and row.get("language", "") in ("", "en", "hy", "az", "ru"):
            values = grouped.setdefault(row["property"], [])
            if row["value"] not in [known["value"] for known in values]:
                values.append(row)
    return [
        Fact(values[0].get("label", ""), values) for _, values in sorted(grouped.items(), key=_importance)
    ]


_FIRST = (
    "officialTitle",
    "agreementKind",
    "eventKind",
    "adoptedOn",
    "heldOn",
    "definition",
    "scopeNote",
    "altLabel",
)


def _importance(item: tuple[str, list[Row]]) -> tuple[int, str]:
    name = item[0].rpartition("#")[2].rpartition("/")[2]
    place = _FIRST.index(name) if name in _FIRST else len(_FIRST)
    return (place + (name == "source"), item[0])


def _grouped(records: list[PositionRecord]) -> list[list[PositionRecord]]:
    """Records of the same position together, so that a position is shown once with all its evidence."""
    groups: dict[str, list[PositionRecord]] = {}
    for record in records:
        groups.setdefault(record.id, []).append(record)
    return list(groups.values())


def _natural(number: str) -> list[tuple[int, str]]:
    """Numbers of points in their order: 2 before 10, 1 before 1a; a preamble stands before all."""
    parts = re.findall(r"\d+|\D+", number)
    order = [(int(part), "") if part.isdigit() else (0, part) for part in parts]
    return order if number[:1].isdigit() else [(-1, ""), *order]
