"""The tables of a release: which rows and columns they have, and what each column means."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import NamedNode
from rdflib import URIRef

from communique.release.columns import Cell, Column, Kind, Table
from communique.release.facts import Facts
from communique.vocabulary import CQ, DCTERMS, OA, ORG, RDFS, SDO, SKOS, WIKIDATA, kind_and_slug

_ACTOR_CLASSES = (CQ.Person, CQ.State, CQ.Body, CQ.Outlet, CQ.Population, CQ.Collective)
_SHORT = "Empty where the span is quoted by its first and last words."
_LONG = "Empty where the span is quoted in full."


def _one(*path: URIRef) -> Callable[[Facts, NamedNode], Cell]:
    return lambda facts, thing: facts.value(thing, *path)


def _all(*path: URIRef, language: str | None = None) -> Callable[[Facts, NamedNode], Cell]:
    return lambda facts, thing: facts.values(thing, *path, language=language)


def _number(*path: URIRef) -> Callable[[Facts, NamedNode], Cell]:
    def cell(facts: Facts, thing: NamedNode) -> Cell:
        found = facts.value(thing, *path)
        return None if found is None else int(found)

    return cell


def _label(*path: URIRef) -> Callable[[Facts, NamedNode], Cell]:
    def cell(facts: Facts, thing: NamedNode) -> Cell:
        found = facts.nodes(thing, *path)
        return facts.label(found[0]) if found else None

    return cell


def _term(*path: URIRef) -> Callable[[Facts, NamedNode], Cell]:
    """The name of an individual of the ontology, such as ``hand`` or ``unverified``."""

    def cell(facts: Facts, thing: NamedNode) -> Cell:
        found = facts.value(thing, *path)
        return None if found is None else found.rpartition("#")[2]

    return cell


def _target_kind(facts: Facts, thing: NamedNode) -> Cell:
    named = kind_and_slug(facts.value(thing, CQ.target) or "")
    return named[0] if named else None


def _target_agreement(facts: Facts, thing: NamedNode) -> Cell:
    for target in facts.nodes(thing, CQ.target):
        if isinstance(target, NamedNode):
            return target.value if facts.is_a(target, CQ.Agreement) else facts.value(target, CQ.provisionOf)
    return None


def _evidence(facts: Facts, thing: NamedNode) -> Cell:
    return sum(facts.is_a(node, CQ.Evidence) for node in facts.pointing(thing, OA.hasBody))


def _articles(facts: Facts, thing: NamedNode) -> Cell:
    evidence = facts.pointing(thing, OA.hasBody)
    return sorted({a for node in evidence for a in facts.values(node, OA.hasTarget, OA.hasSource)})


def _kind(facts: Facts, thing: NamedNode) -> Cell:
    return "evidence" if facts.is_a(thing, CQ.Evidence) else "mention"


def _actor_kind(facts: Facts, thing: NamedNode) -> Cell:
    return next((str(c).rpartition("#")[2].lower() for c in _ACTOR_CLASSES if facts.is_a(thing, c)), None)


def _wikidata(facts: Facts, thing: NamedNode) -> Cell:
    found = facts.values(thing, SKOS.exactMatch)
    return next((address for address in found if address.startswith(str(WIKIDATA))), None)


def _confidence(facts: Facts, thing: NamedNode) -> Cell:
    found = facts.value(thing, CQ.confidence)
    return None if found is None else float(found)


_VERIFICATION = Column(
    "verification",
    Kind.text,
    "verified or unverified: whether what is said of the thing was found in the sources named.",
    _term(CQ.verification),
)
_WIKIDATA = Column("wikidata", Kind.iri, "The item of Wikidata for the same thing.", _wikidata)
_PLACE = (OA.hasTarget, OA.hasSelector)

# Tables read best with a column on a line or two.
# ruff: noqa: E501
POSITIONS = Table(
    "positions",
    "Positions",
    "Who took which stance on what, on which day; one row per position, however many articles tell of it.",
    (CQ.Position,),
    (
        Column("position", Kind.iri, "The position.", lambda facts, thing: thing.value),
        Column("holder", Kind.iri, "The actor who takes the stance.", _one(CQ.holder)),
        Column("holder_label", Kind.text, "English name of the holder.", _label(CQ.holder)),
        Column("on_behalf_of", Kind.iri, "For whom the holder speaks on that day.", _one(CQ.onBehalfOf)),
        Column("ascribed_by", Kind.iri, "The actor who says that the holder takes this stance; empty where the "
               "holder speaks.", _one(CQ.ascribedBy)),
        Column("stance", Kind.iri, "The stance.", _one(CQ.stance)),
        Column("stance_label", Kind.text, "English name of the stance.", _label(CQ.stance)),
        Column("polarity_toward_target", Kind.integer, "1 in favour of the target, 0 neither, -1 against it.",
               _number(CQ.stance, CQ.polarityTowardTarget)),
        Column("polarity_toward_actor", Kind.integer, "1, 0 or -1: likewise toward the actors of the column "
               "towards.", _number(CQ.stance, CQ.polarityTowardActor)),
        Column("target", Kind.iri, "What the stance is on.", _one(CQ.target)),
        Column("target_label", Kind.text, "English name of the target.", _label(CQ.target)),
        Column("target_kind", Kind.text, "provision, agreement, collection, event, issue or actor.", _target_kind),
        Column("agreement", Kind.iri, "The agreement that the target is, or is a provision of.", _target_agreement),
        Column("towards", Kind.iris, "The actors asked, accused, warned, answered or supported.", _all(CQ.towards)),
        Column("about", Kind.iris, "The issues that it is about.", _all(CQ.about)),
        Column("stated_on", Kind.day, "The day on which it was said, not that of publication.", _one(CQ.statedOn)),
        Column("stated_at", Kind.iris, "The events at which it was said.", _all(CQ.statedAt)),
        Column("variant_of", Kind.iris, "Positions that are other accounts of the same utterance.",
               _all(CQ.variantOf)),
        Column("articles", Kind.iris, "The articles that are evidence for it.", _articles),
        Column("evidence_count", Kind.integer, "Number of annotations that are evidence for it.", _evidence),
    ),
    (("holder", "actors"), ("on_behalf_of", "actors"), ("ascribed_by", "actors"), ("agreement", "agreements")),
)  # fmt: skip

ANNOTATIONS = Table(
    "annotations",
    "Annotations",
    "Which words of which article are evidence for a position or mention a thing; one row per annotation.",
    (CQ.Evidence, CQ.Mention),
    (
        Column("annotation", Kind.iri, "The annotation.", lambda facts, thing: thing.value),
        Column("kind", Kind.text, "evidence (for a position) or mention (of an actor, agreement or provision).",
               _kind),
        Column("body", Kind.iri, "The position, or the thing mentioned.", _one(OA.hasBody)),
        Column("article", Kind.iri, "The article.", _one(OA.hasTarget, OA.hasSource)),
        Column("outlet", Kind.iri, "Who published the article.", _one(OA.hasTarget, OA.hasSource, SDO.publisher)),
        Column("start", Kind.integer, "Where the span begins: Unicode code points before it, counted in the canonical "
               "text of the article.", _number(*_PLACE, OA.start)),
        Column("end", Kind.integer, "Where the span ends: Unicode code points before its end, so that end minus start "
               "is its length.", _number(*_PLACE, OA.end)),
        Column("exact", Kind.text, f"The words of the span. {_SHORT}", _one(*_PLACE, OA.exact)),
        Column("first_words", Kind.text, f"The first words of the span. {_LONG}",
               _one(*_PLACE, OA.hasStartSelector, OA.exact)),
        Column("last_words", Kind.text, f"The last words of the span. {_LONG}",
               _one(*_PLACE, OA.hasEndSelector, OA.exact)),
        Column("rendering", Kind.iri, "How the article gives it, such as direct quotation; of evidence only.",
               _one(CQ.rendering)),
        Column("method", Kind.text, "hand or machine.", _term(CQ.method)),
        Column("confidence", Kind.number, "Of machine findings: from 0 to 1.", _confidence),
        Column("gloss", Kind.text, "The annotator's own words for what is said.", _one(RDFS.comment)),
        Column("annotator", Kind.iri, "Who or what made the annotation.", _one(DCTERMS.creator)),
        Column("created", Kind.text, "When it was made, as xsd:dateTime with its offset from UTC.",
               _one(DCTERMS.created)),
    ),
    (("outlet", "actors"),),
)  # fmt: skip

ACTORS = Table(
    "actors",
    "Actors",
    "Persons, states, bodies, outlets, populations and collectives; one row per actor.",
    _ACTOR_CLASSES,
    (
        Column("actor", Kind.iri, "The actor.", lambda facts, thing: thing.value),
        Column("kind", Kind.text, "person, state, body, outlet, population or collective.", _actor_kind),
        Column("label", Kind.text, "English name.", lambda facts, thing: facts.label(thing)),
        Column("other_names", Kind.texts, "Further English names under which it is found.",
               _all(SKOS.altLabel, language="en")),
        Column("part_of", Kind.iris, "The actors that it is a part of.", _all(ORG.subOrganizationOf)),
        Column("based_in", Kind.iri, "Of outlets: the state from which it is published.", _one(CQ.basedIn)),
        _WIKIDATA,
        _VERIFICATION,
    ),
    (("based_in", "actors"),),
)  # fmt: skip

AGREEMENTS = Table(
    "agreements",
    "Agreements",
    "Agreements in the wide sense: signed instruments, court orders, resolutions, drafts, unilateral acts.",
    (CQ.Agreement,),
    (
        Column("agreement", Kind.iri, "The agreement.", lambda facts, thing: thing.value),
        Column("kind", Kind.iri, "What sort of instrument it is.", _one(CQ.agreementKind)),
        Column("label", Kind.text, "English name.", lambda facts, thing: facts.label(thing)),
        Column("other_names", Kind.texts, "Further English names under which it is found.",
               _all(SKOS.altLabel, language="en")),
        Column("official_titles", Kind.texts, "Titles that publishers of the instrument give it.",
               _all(CQ.officialTitle)),
        Column("adopted_on", Kind.day, "When it was signed, issued or otherwise adopted; empty for drafts.",
               _one(CQ.adoptedOn)),
        Column("effective_from", Kind.text, "From when it says that it applies: xsd:dateTime or xsd:date.",
               _one(CQ.effectiveFrom)),
        Column("places", Kind.texts, "Where it was adopted.", _all(CQ.place)),
        Column("participants", Kind.iris, "The actors who took part in it, in whatever role.",
               _all(CQ.participation, CQ.participant)),
        Column("case", Kind.iri, "Of court orders: the case in which it was made.", _one(CQ.inCase)),
        Column("cites", Kind.iris, "Agreements that it refers to.", _all(CQ.cites)),
        Column("pax_id", Kind.text, "Number in the PA-X Peace Agreements Database.", _one(CQ.paxId)),
        Column("un_document", Kind.text, "Symbol of the United Nations document.", _one(CQ.unDocument)),
        Column("icj_document", Kind.text, "Number of the document of the International Court of Justice.",
               _one(CQ.icjDocument)),
        _WIKIDATA,
        _VERIFICATION,
    ),
)  # fmt: skip

PROVISIONS = Table(
    "provisions",
    "Provisions",
    "Numbered or separable points of agreements; one row per provision.",
    (CQ.Provision,),
    (
        Column("provision", Kind.iri, "The provision.", lambda facts, thing: thing.value),
        Column("agreement", Kind.iri, "The agreement that it is a point of.", _one(CQ.provisionOf)),
        Column("number", Kind.text, "Its number within the agreement.", _one(CQ.number)),
        Column("numbering", Kind.text, "originalNumbering: of the text; editorialNumbering: of this dataset.",
               _term(CQ.numbering)),
        Column("label", Kind.text, "English name.", lambda facts, thing: facts.label(thing)),
        Column("summary", Kind.text, "What it says, summed up in the words of this dataset.",
               _one(SKOS.definition)),
        Column("about", Kind.iris, "The issues that it is about.", _all(CQ.about)),
        _VERIFICATION,
    ),
    (("agreement", "agreements"),),
)  # fmt: skip

TABLES = (POSITIONS, ANNOTATIONS, ACTORS, AGREEMENTS, PROVISIONS)
"""In the order in which they are listed."""
