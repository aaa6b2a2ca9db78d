"""What is said of a thing, property by property, in the order in which a reader wants it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from communique.store.protocol import Row
from communique.vocabulary import CQ, OA, RDF, SKOS

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
        OA.hasTarget,
        SKOS.topConceptOf,
    )
}
_LANGUAGES = ("", "en", "hy", "az", "ru")
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


@dataclass(frozen=True, slots=True)
class Fact:
    """One property of a thing with its values, as shown."""

    property: str
    values: list[Row]


def facts_of(rows: list[Row], without: Collection[str] = ()) -> list[Fact]:
    """Rows of the query ``facts`` as facts, one for each property.

    Args:
        rows: the rows.
        without: properties that are shown elsewhere.
    """
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        if row["property"] not in _UNSHOWN.union(without) and row.get("language", "") in _LANGUAGES:
            values = grouped.setdefault(row["property"], [])
            if row["value"] not in [known["value"] for known in values]:
                values.append(row)
    return [
        Fact(values[0].get("label", ""), values) for _, values in sorted(grouped.items(), key=_importance)
    ]


def _importance(item: tuple[str, list[Row]]) -> tuple[int, str]:
    name = item[0].rpartition("#")[2].rpartition("/")[2]
    place = _FIRST.index(name) if name in _FIRST else len(_FIRST)
    return (place + (name == "source"), item[0])


def is_unverified(rows: list[Row]) -> bool:
    """Whether what is said of a thing could not be verified in full."""
    return any(row["property"] == str(CQ.verification) and row["value"] == str(CQ.unverified) for row in rows)
