"""Positions with their evidence, found by filters and read as typed records."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rdflib import URIRef

from communique.client.asking import ask_own, whole_table
from communique.client.records import Entity, EvidenceRecord, PositionRecord
from communique.client.reference import Reference
from communique.client.values import Day, Given, Value, as_text, plain
from communique.model import PartialDate, Quote, QuoteRange, Selector, Span
from communique.store.canned import Parameter, ParameterError, bind
from communique.store.positions import is_within
from communique.store.protocol import Store, Term
from communique.vocabulary import CQ

_PREFIXES = """\
PREFIX cq: <https://w3id.org/communique/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
"""
# Without its class, which says nothing more and lets the engine begin with all positions.
_POSITION = "  ?position cq:holder ?holder ; cq:stance ?stance ; cq:target ?target ; cq:statedOn ?day ."
_EVIDENCE = """\
  ?annotation oa:hasBody ?position ; oa:hasTarget ?place ; cq:rendering ?rendering ; cq:method ?method ;
    dct:creator ?annotator .
  ?place oa:hasSource ?article . ?article schema:publisher ?outlet ."""
_EVIDENCE_OF_ARTICLE = """\
  ?place oa:hasSource ?article . ?annotation oa:hasTarget ?place ; oa:hasBody ?position ;
    cq:rendering ?rendering ; cq:method ?method ; dct:creator ?annotator .
  ?article schema:publisher ?outlet ."""
"""The same from the other end; the engine follows this order and need not look at every position."""
# Each OPTIONAL goes on from a variable that has its value already: with longer paths or nested groups it
# would be worked out for the whole dataset, whatever is asked for.
_DETAILS = """\
  ?annotation dct:created ?created .
  ?place oa:hasSelector ?offsets . ?offsets oa:start ?start ; oa:end ?end .
  ?place oa:hasSelector ?words . FILTER(?words != ?offsets)
  OPTIONAL { ?words oa:exact ?exact }
  OPTIONAL { ?words oa:prefix ?prefix }
  OPTIONAL { ?words oa:suffix ?suffix }
  OPTIONAL { ?words oa:hasStartSelector/oa:exact ?firstExact }
  OPTIONAL { ?words oa:hasStartSelector/oa:prefix ?firstPrefix }
  OPTIONAL { ?words oa:hasStartSelector/oa:suffix ?firstSuffix }
  OPTIONAL { ?words oa:hasEndSelector/oa:exact ?lastExact }
  OPTIONAL { ?words oa:hasEndSelector/oa:prefix ?lastPrefix }
  OPTIONAL { ?words oa:hasEndSelector/oa:suffix ?lastSuffix }
  OPTIONAL { ?annotation rdfs:comment ?gloss }
  OPTIONAL { ?annotation cq:confidence ?confidence }"""
_LINKS = """\
  ?position ?property ?linked
  FILTER(?property IN (cq:onBehalfOf, cq:ascribedBy, cq:towards, cq:about, cq:statedAt))"""
_COLUMNS = "?position ?holder ?stance ?target ?day ?article ?outlet ?rendering ?method ?annotator"
_DETAIL_COLUMNS = (
    "?annotation ?created ?start ?end ?exact ?prefix ?suffix ?firstExact ?firstPrefix ?firstSuffix "
    "?lastExact ?lastPrefix ?lastSuffix ?gloss ?confidence"
)


@dataclass(frozen=True, slots=True)
class _Filter:
    """A filter: what its value has to be, and the pattern that it adds, if its variable has no place yet."""

    type: str
    pattern: str = ""


# Each by its name, which is that of its variable too.
_FILTERS: dict[str, _Filter] = {
    "holder": _Filter("actor"),
    "stance": _Filter("stance"),
    "target": _Filter("target"),
    "agreement": _Filter("agreement", "?target cq:provisionOf? ?agreement ."),
    "article": _Filter("article"),
    "outlet": _Filter("outlet"),
    "method": _Filter("method"),
    "rendering": _Filter("rendering"),
    "annotator": _Filter("annotator"),
    "on_behalf_of": _Filter("actor", "?position cq:onBehalfOf ?on_behalf_of ."),
    "ascribed_by": _Filter("actor", "?position cq:ascribedBy ?ascribed_by ."),
    "towards": _Filter("actor", "?position cq:towards ?towards ."),
    "issue": _Filter("issue", "?position cq:about ?issue ."),
    "event": _Filter("event", "?position cq:statedAt ?event ."),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which positions are wanted: filters by name, days, and whether ascribed, own or both."""

    filters: Mapping[str, Given]
    since: str | None
    until: str | None
    ascribed: bool | None


def wanted(
    filters: Mapping[str, Given | None],
    since: Day | None,
    until: Day | None,
    ascribed: bool | None,
) -> Wanted:
    """A choice of positions, its days checked.

    Raises:
        ParameterError: a day is none.
    """
    given = {name: value for name, value in filters.items() if value is not None}
    return Wanted(given, _day("since", since), _day("until", until), ascribed)


def find_positions(store: Store, reference: Reference, choice: Wanted) -> list[PositionRecord]:
    """The positions that pass all filters, in the order of days, each with the evidence that passes them.

    Args:
        store: the dataset.
        reference: the things of the dataset.
        choice: which positions.

    Raises:
        ParameterError: a value does not fit its filter.
        UnknownThingError: a value names no thing of the dataset.
        QueryError: the store could not answer.
    """
    bindings = _bindings(reference, choice.filters)
    body, given = _patterns(choice.filters), "".join(f" ?{name}" for name in bindings)
    # A variable that is bound has to be projected; to some engines it is an error to project it twice.
    columns = " ".join(dict.fromkeys(f"{_COLUMNS} {_DETAIL_COLUMNS}{given}".split()))
    found = whole_table(store, f"{_PREFIXES}SELECT {columns}\nWHERE {{\n{body}\n{_DETAILS}\n}}", bindings)
    rows = [row for row in found if is_within(plain(row["day"]), choice.since, choice.until)]
    links: dict[str, dict[str, list[Entity]]] = {}
    columns = f"?position ?property ?linked{given}"
    linked = f"{_PREFIXES}SELECT DISTINCT {columns}\nWHERE {{\n{body}\n{_LINKS}\n}}"
    for row in whole_table(store, linked, bindings) if rows else ():
        entities = links.setdefault(str(row["position"]), {}).setdefault(str(row["property"]), [])
        entities.append(reference.entity(row["linked"]))
    records = _Reader(reference, links, _variants(store) if rows else {}).read(rows)
    if choice.ascribed is None:
        return records
    return [record for record in records if (record.ascribed_by is not None) == choice.ascribed]


def _patterns(filters: Mapping[str, Given]) -> str:
    """The patterns that join positions and evidence, those that say most first."""
    added = [f"  {item.pattern}" for name, item in _FILTERS.items() if name in filters and item.pattern]
    if "article" in filters:
        return "\n".join([_EVIDENCE_OF_ARTICLE, *added, _POSITION])
    return "\n".join([*added, _POSITION, _EVIDENCE])


def _bindings(reference: Reference, filters: Mapping[str, Given]) -> dict[str, Term]:
    parameters = [Parameter(name, f.type) for name, f in _FILTERS.items()]
    texts = {name: as_text(value) for name, value in filters.items()}
    return bind(parameters, texts, reference.things)


def _variants(store: Store) -> dict[str, set[str]]:
    """For each position those that tell the same utterance, whichever of the two the link begins at."""
    found: dict[str, set[str]] = {}
    for row in ask_own(store, "links", {"property": CQ.variantOf}):
        one, other = str(row["from"]), str(row["to"])
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return found


class _Reader:
    """Makes records of rows."""

    def __init__(
        self,
        reference: Reference,
        links: Mapping[str, Mapping[str, list[Entity]]],
        variants: Mapping[str, set[str]],
    ) -> None:
        self._reference, self._links, self._variants = reference, links, variants

    def read(self, rows: Iterable[Mapping[str, Value]]) -> list[PositionRecord]:
        """The positions of the rows, in the order of days."""
        heads: dict[str, Mapping[str, Value]] = {}
        evidence: dict[str, dict[str, EvidenceRecord]] = {}
        for row in rows:
            iri = str(row["position"])
            heads[iri] = row
            evidence.setdefault(iri, {})[str(row["annotation"])] = self._evidence(iri, row)
        order = sorted(heads, key=lambda iri: (plain(heads[iri]["day"]), iri))
        return [self._position(iri, heads[iri], evidence[iri].values()) for iri in order]

    def _position(
        self, iri: str, row: Mapping[str, Value], evidence: Iterable[EvidenceRecord]
    ) -> PositionRecord:
        entity, stances = self._reference.entity, self._reference.facts(CQ.Stance)
        stance, target = str(row["stance"]), str(row["target"])
        return PositionRecord(
            iri=iri,
            holder=entity(row["holder"]),
            on_behalf_of=next(iter(self._linked(iri, CQ.onBehalfOf)), None),
            ascribed_by=next(iter(self._linked(iri, CQ.ascribedBy)), None),
            stance=entity(stance),
            polarity_toward_target=stances.integer(stance, CQ.polarityTowardTarget),
            polarity_toward_actor=stances.integer(stance, CQ.polarityTowardActor),
            target=entity(target),
            agreement=self._reference.agreement_of(target),
            towards=self._linked(iri, CQ.towards),
            about=self._linked(iri, CQ.about),
            stated_on=PartialDate(plain(row["day"])),
            stated_at=self._linked(iri, CQ.statedAt),
            variants=tuple(sorted(self._variants.get(iri, ()))),
            evidence=tuple(
                sorted(evidence, key=lambda item: (item.article.iri, item.span, item.annotator.iri))
            ),
        )

    def _linked(self, iri: str, term: URIRef) -> tuple[Entity, ...]:
        return tuple(sorted(self._links.get(iri, {}).get(str(term), ())))

    def _evidence(self, position: str, row: Mapping[str, Value]) -> EvidenceRecord:
        entity, confidence, created = self._reference.entity, row.get("confidence"), row["created"]
        if not isinstance(created, datetime.datetime):
            created = datetime.datetime.fromisoformat(str(created))
        return EvidenceRecord(
            iri=str(row["annotation"]),
            position=position,
            article=entity(row["article"]),
            outlet=entity(row["outlet"]),
            span=Span(int(str(row["start"])), int(str(row["end"]))),
            selector=_selector(row),
            rendering=entity(row["rendering"]),
            method="hand" if row["method"] == str(CQ.hand) else "machine",
            annotator=entity(row["annotator"]),
            created=created,
            gloss=str(row.get("gloss", "")),
            confidence=None if confidence is None else Decimal(str(confidence)),
        )


def _selector(row: Mapping[str, Value]) -> Selector:
    if "exact" in row:
        return _quote(row, "exact", "prefix", "suffix")
    return QuoteRange(
        _quote(row, "firstExact", "firstPrefix", "firstSuffix"),
        _quote(row, "lastExact", "lastPrefix", "lastSuffix"),
    )


def _quote(row: Mapping[str, Value], *names: str) -> Quote:
    return Quote(*(str(row.get(name, "")) for name in names))


def _day(name: str, value: Day | None) -> str | None:
    if value is None:
        return None
    try:
        return PartialDate(plain(value)).text
    except ValueError as error:
        raise ParameterError(name, f"{name}: {error}") from None
