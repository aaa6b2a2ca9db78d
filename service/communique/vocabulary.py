"""Every namespace, term and IRI pattern of Communiqué; nothing else mints an IRI.

Identifiers follow section 7 of the codebook: ontology terms are ``…/ontology#Term``, things are
``…/id/{kind}/{slug}``, named graphs are ``…/graph/{name}``.
"""

from __future__ import annotations

import hashlib

from rdflib import Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SDO, SKOS, VOID, XSD, DefinedNamespace

__all__ = [
    "BASE",
    "CATALOG",
    "CQ",
    "DATASET",
    "DCAT",
    "DCTERMS",
    "DQV",
    "FOAF",
    "FORMATS",
    "GRAPHS",
    "KINDS",
    "MERGED_GRAPH",
    "NO_GRAPH",
    "OA",
    "ONTOLOGY_GRAPH",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "PROVENANCE_GRAPH",
    "PUBLISHER",
    "RDF",
    "RDFS",
    "REFERENCE_GRAPH",
    "SD",
    "SDO",
    "SHAPES",
    "SKOS",
    "SPDX",
    "VOID",
    "WIKIDATA",
    "XSD",
    "annotation_graph",
    "annotation_iri",
    "dataset_version_iri",
    "kind_and_slug",
    "position_iri",
    "thing",
]

BASE = "https://w3id.org/communique/"
WIKIDATA = Namespace("http://www.wikidata.org/entity/")
DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's has the terms of version 2 only
DQV = Namespace("http://www.w3.org/ns/dqv#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
GRAPHS = BASE + "graph/"
SHAPES = Namespace(BASE + "shapes#")
"""The rules of validation, in ``shapes/`` and in code."""


class CQ(DefinedNamespace):
    """The terms that ``ontology/communique.ttl`` defines; a misspelt one fails at once."""

    _fail = True
    _NS = Namespace(BASE + "ontology#")

    # Classes
    Actor: URIRef
    Agreement: URIRef
    AgreementKind: URIRef
    Annotator: URIRef
    Article: URIRef
    Body: URIRef
    Case: URIRef
    Collection: URIRef
    CollectionMembership: URIRef
    Collective: URIRef
    Event: URIRef
    EventKind: URIRef
    Evidence: URIRef
    Issue: URIRef
    Mention: URIRef
    Method: URIRef
    Numbering: URIRef
    Outlet: URIRef
    Participation: URIRef
    ParticipationRole: URIRef
    Person: URIRef
    Population: URIRef
    Position: URIRef
    Provision: URIRef
    Rendering: URIRef
    Stance: URIRef
    State: URIRef
    Tenure: URIRef
    Verification: URIRef

    # Individuals
    editorialNumbering: URIRef  # noqa: N815 - names are those of the ontology
    hand: URIRef
    machine: URIRef
    originalNumbering: URIRef  # noqa: N815
    unverified: URIRef
    verified: URIRef

    # Properties
    about: URIRef
    adoptedOn: URIRef  # noqa: N815
    agreementKind: URIRef  # noqa: N815
    ascribedBy: URIRef  # noqa: N815
    basedIn: URIRef  # noqa: N815
    capacity: URIRef
    cites: URIRef
    confidence: URIRef
    court: URIRef
    dateSource: URIRef  # noqa: N815
    effectiveFrom: URIRef  # noqa: N815
    endedOn: URIRef  # noqa: N815
    eventKind: URIRef  # noqa: N815
    filedOn: URIRef  # noqa: N815
    generalListNumber: URIRef  # noqa: N815
    heldOn: URIRef  # noqa: N815
    holder: URIRef
    icjDocument: URIRef  # noqa: N815
    inCase: URIRef  # noqa: N815
    length: URIRef
    machineTranslated: URIRef  # noqa: N815
    member: URIRef
    memberFrom: URIRef  # noqa: N815
    membership: URIRef
    method: URIRef
    number: URIRef
    numbering: URIRef
    officialTitle: URIRef  # noqa: N815
    onBehalfOf: URIRef  # noqa: N815
    partOf: URIRef  # noqa: N815
    participant: URIRef
    participation: URIRef
    paxId: URIRef  # noqa: N815
    place: URIRef
    polarityTowardActor: URIRef  # noqa: N815
    polarityTowardTarget: URIRef  # noqa: N815
    post: URIRef
    provisionOf: URIRef  # noqa: N815
    rendering: URIRef
    reports: URIRef
    role: URIRef
    sha256: URIRef
    stance: URIRef
    stanceFamily: URIRef  # noqa: N815
    startedOn: URIRef  # noqa: N815
    statedAt: URIRef  # noqa: N815
    statedOn: URIRef  # noqa: N815
    target: URIRef
    towards: URIRef
    unDocument: URIRef  # noqa: N815
    variantOf: URIRef  # noqa: N815
    verification: URIRef


class OA(DefinedNamespace):
    """The terms of the Web Annotation vocabulary that Communiqué uses (rdflib ships none)."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/oa#")

    Annotation: URIRef
    RangeSelector: URIRef
    SpecificResource: URIRef
    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef
    classifying: URIRef
    end: URIRef
    exact: URIRef
    hasBody: URIRef  # noqa: N815
    hasEndSelector: URIRef  # noqa: N815
    hasSelector: URIRef  # noqa: N815
    hasSource: URIRef  # noqa: N815
    hasStartSelector: URIRef  # noqa: N815
    hasTarget: URIRef  # noqa: N815
    linking: URIRef
    motivatedBy: URIRef  # noqa: N815
    prefix: URIRef
    start: URIRef
    suffix: URIRef


KINDS = (
    "actor",
    "agreement",
    "agreement-kind",
    "annotation",
    "annotator",
    "article",
    "case",
    "collection",
    "event",
    "event-kind",
    "issue",
    "participation-role",
    "position",
    "post",
    "provision",
    "rendering",
    "scheme",
    "source",
    "stance",
    "tenure",
)
"""The kinds of things that have an address ``…/id/{kind}/{slug}``."""

REFERENCE_GRAPH = URIRef(GRAPHS + "reference")
ONTOLOGY_GRAPH = URIRef(GRAPHS + "ontology")
PROVENANCE_GRAPH = URIRef(GRAPHS + "provenance")
MERGED_GRAPH = URIRef(GRAPHS + "merged")
"""All named graphs merged, in stores without a default graph of their own; no graph of the dataset itself."""
NO_GRAPH = URIRef(GRAPHS + "none")
"""A graph that is nowhere: what stores are told that should search no graph at all."""

DATASET = URIRef(BASE + "dataset")
"""The dataset, whichever version of it."""
CATALOG = URIRef(BASE + "catalog")
"""The catalogue of the dataset's versions, in DCAT."""
PUBLISHER = URIRef(BASE + "publisher")

PREFIXES: dict[str, str] = {
    "cq": str(CQ._NS),
    "oa": str(OA._NS),
    "dct": str(DCTERMS),
    "dqv": str(DQV),
    "foaf": str(FOAF),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SDO),
    "skos": str(SKOS),
    "wd": str(WIKIDATA),
    "xsd": str(XSD),
    **{kind: f"{BASE}id/{kind}/" for kind in KINDS if "-" not in kind},
}
"""The prefixes under which data files, dumps and examples write IRIs."""


def thing(kind: str, slug: str) -> URIRef:
    """The IRI of a thing.

    Args:
        kind: one of :data:`KINDS`.
        slug: its name within the kind, for a provision ``{agreement}/{number}``.

    Raises:
        ValueError: the kind is not one of the known kinds, or the slug is empty.
    """
    if kind not in KINDS:
        raise ValueError(f"'{kind}' is not a kind of thing; the kinds are: {', '.join(KINDS)}")
    if not slug:
        raise ValueError(f"a thing of kind '{kind}' needs a slug")
    return URIRef(f"{BASE}id/{kind}/{slug}")


def kind_and_slug(iri: str) -> tuple[str, str] | None:
    """The kind and slug of a thing's IRI, or None if it is not one of ours."""
    prefix = BASE + "id/"
    kind, separator, slug = iri.removeprefix(prefix).partition("/")
    if not iri.startswith(prefix) or kind not in KINDS or not separator or not slug:
        return None
    return kind, slug


def position_iri(holder: str, stance: str, target: str, stated_on: str, ascribed_by: str | None) -> URIRef:
    """The IRI of a position, which is its key (codebook, section 1).

    Args:
        holder: actor slug.
        stance: stance slug.
        target: slug of the target, of whatever kind; ``/`` is written ``.``.
        stated_on: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``.
        ascribed_by: slug of the actor who ascribes the stance, or None.
    """
    key = f"{holder}/{stance}/{target.replace('/', '.')}/{stated_on}"
    return thing("position", f"{key}/via/{ascribed_by}" if ascribed_by else key)


def annotation_iri(article: str, annotator: str, start: int, end: int, body: str) -> URIRef:
    """The IRI of one annotator's annotation of one span (offsets in code points) with one body.

    The body enters as the first twelve hexadecimal digits of the SHA-256 of its IRI, so that two positions
    evidenced by the same words have two annotations.
    """
    digest = hashlib.sha256(body.encode()).hexdigest()[:12]
    return thing("annotation", f"{article}/{annotator}/{start}-{end}/{digest}")


def dataset_version_iri(version: str) -> URIRef:
    """The IRI of one version of the dataset, given by 64 hexadecimal digits."""
    return URIRef(f"{DATASET}/{version[:16]}")


def annotation_graph(article: str, annotator: str) -> URIRef:
    """The named graph that holds what one annotator recorded of one article."""
    return URIRef(f"{GRAPHS}annotations/{article}/{annotator}")
