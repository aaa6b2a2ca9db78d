"""Positions with their evidence as values: what lookups give out and pages show."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from rdflib import Literal

from communique.store.protocol import Row, Term
from communique.store.things import ThingIndex
from communique.vocabulary import CQ
from communique.web.served import ServedDataset

QUERY_ROWS = 1_000
"""How many rows the query gives at most; the row after them tells that there are more."""


class _Model(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, frozen=True)


class Reference(_Model):
    """A thing by its IRI and English label."""

    id: str
    label: str


class EvidenceRecord(_Model):
    """One annotation: where in which article a position is evidenced, and by whom."""

    id: str
    article: Reference
    outlet: Reference
    rendering: Reference
    method: str
    annotator: Reference
    confidence: float | None
    start: int
    end: int
    exact: str | None
    first_words: str | None
    last_words: str | None
    gloss: str | None


class PositionRecord(_Model):
    """One position with one piece of evidence."""

    id: str
    holder: Reference
    on_behalf_of: Reference | None
    ascribed_by: Reference | None
    stance: Reference
    stance_family: str
    polarity_toward_target: int | None
    """1 in favour, 0 neither, -1 against."""
    polarity_toward_actor: int | None
    """The same toward those whom the position addresses."""
    target: Reference
    towards: list[Reference]
    about: list[Reference]
    stated_on: str
    stated_at: list[Reference]
    variants: list[str]
    evidence: EvidenceRecord


class PositionPage(_Model):
    """Some positions; ``next`` is the value of ``after`` that gives those that follow, or null."""

    dataset: str
    positions: list[PositionRecord]
    next: str | None


def find_positions(
    served: ServedDataset, bindings: Mapping[str, Term], *, limit: int = QUERY_ROWS, after: str | None = None
) -> PositionPage:
    """One page of positions in the order of their dates, positions and annotations.

    Args:
        served: the dataset.
        bindings: filters: holder, stance, target, position, article, method, within, actor, event, from, to.
        limit: most rows to give, at most :data:`QUERY_ROWS`.
        after: the ``next`` of the page before.
    """
    bound = dict(bindings)
    if after is not None:
        bound["after"] = Literal(after)
    rows = served.rows("positions", bound)
    page = rows[: min(limit, QUERY_ROWS)]
    following = page[-1]["key"] if page and len(rows) > len(page) else None
    return PositionPage(
        dataset=served.version, positions=[_record(row, served.things) for row in page], next=following
    )


def first_positions(
    served: ServedDataset, *filters: Mapping[str, Term], limit: int, after: str | None = None
) -> PositionPage:
    """One page of the positions that pass any of several sets of filters, each position once.

    Args:
        served: the dataset.
        filters: filters as :func:`find_positions` takes them.
        limit: how many pieces of evidence the page has at most, at most :data:`QUERY_ROWS`.
        after: the ``next`` of the page before.
    """
    parts = [find_positions(served, bindings, limit=limit, after=after) for bindings in filters]
    found = {key(record): record for part in parts for record in part.positions}
    # Up to where every part is whole; what lies beyond belongs to the next page.
    ends = [part.next for part in parts if part.next is not None]
    ordered = [name for name in sorted(found) if not ends or name <= min(ends)]
    shown = ordered[:limit]
    following = shown[-1] if shown and (ends or len(ordered) > limit) else None
    return PositionPage(dataset=served.version, positions=[found[name] for name in shown], next=following)


def key(record: PositionRecord) -> str:
    """The place of a position and its evidence in the order of all, as the query has it."""
    return f"{record.stated_on} {record.id} {record.evidence.id}"


def as_flat_row(record: PositionRecord) -> dict[str, str]:
    """A position and its evidence as one row of a table, IRIs and labels in columns of their own."""
    row: dict[str, str] = {"position": record.id, "statedOn": record.stated_on}
    for name, thing in (
        ("holder", record.holder),
        ("onBehalfOf", record.on_behalf_of),
        ("ascribedBy", record.ascribed_by),
        ("stance", record.stance),
        ("target", record.target),
        ("article", record.evidence.article),
        ("outlet", record.evidence.outlet),
        ("rendering", record.evidence.rendering),
        ("annotator", record.evidence.annotator),
    ):
        row[name] = thing.id if thing else ""
        row[f"{name}Label"] = thing.label if thing else ""
    for name, things in (
        ("towards", record.towards),
        ("about", record.about),
        ("statedAt", record.stated_at),
    ):
        row[name] = " ".join(thing.id for thing in things)
    evidence = record.evidence
    row |= {
        "annotation": evidence.id,
        "method": evidence.method,
        "confidence": "" if evidence.confidence is None else f"{evidence.confidence:g}",
        "start": str(evidence.start),
        "end": str(evidence.end),
        "exact": evidence.exact or "",
        "firstWords": evidence.first_words or "",
        "lastWords": evidence.last_words or "",
        "gloss": evidence.gloss or "",
    }
    return row


def _record(row: Row, things: ThingIndex) -> PositionRecord:
    def one(name: str) -> Reference:
        return Reference(id=row[name], label=things.label(row[name]))

    def maybe(name: str) -> Reference | None:
        return one(name) if name in row else None

    def several(name: str) -> list[Reference]:
        return [Reference(id=iri, label=things.label(iri)) for iri in sorted(row.get(name, "").split())]

    return PositionRecord(
        id=row["position"],
        holder=one("holder"),
        on_behalf_of=maybe("onBehalfOf"),
        ascribed_by=maybe("ascribedBy"),
        stance=one("stance"),
        stance_family=row.get("family", "procedural"),
        polarity_toward_target=_sign(row, "targetSign"),
        polarity_toward_actor=_sign(row, "actorSign"),
        target=one("target"),
        towards=several("towards"),
        about=several("about"),
        stated_on=row["statedOn"],
        stated_at=several("statedAt"),
        variants=sorted(row.get("variants", "").split()),
        evidence=EvidenceRecord(
            id=row["evidence"],
            article=one("article"),
            outlet=one("outlet"),
            rendering=one("rendering"),
            method="hand" if row["method"] == str(CQ.hand) else "machine",
            annotator=one("annotator"),
            confidence=float(row["confidence"]) if "confidence" in row else None,
            start=int(row.get("start", 0)),
            end=int(row.get("end", 0)),
            exact=row.get("exact"),
            first_words=row.get("first"),
            last_words=row.get("last"),
            gloss=row.get("gloss"),
        ),
    )


def _sign(row: Row, name: str) -> int | None:
    return int(row[name]) if name in row else None
