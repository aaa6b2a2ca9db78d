"""The ontology files: complete, true to the codebook, tidy as OWL 2 DL, and covering what the project uses.

The lists below are written out from the codebook on purpose: a stance or issue that is dropped, renamed or
given another sign must fail here and not be read back from the files under test.
"""

from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).parents[2]
TERM = "https://w3id.org/communique/ontology#"
CQ = Namespace(TERM)
THING = "https://w3id.org/communique/id/"
DOCUMENT = URIRef("https://w3id.org/communique/ontology")
SHACL = Namespace("http://www.w3.org/ns/shacl#")
VANN = Namespace("http://purl.org/vocab/vann/")

FILES = ("communique", "stances", "renderings", "issues", "kinds", "alignments")

# Codebook §4: stance -> (sign toward the target, sign toward the actor addressed).
POLARITIES = {
    "affirms": (1, 0),
    "supports": (1, 1),
    "calls-for": (1, 0),
    "proposes": (1, 0),
    "commits-to": (1, 0),
    "offers-to-assist": (1, 1),
    "invokes": (1, 0),
    "conditions": (0, 0),
    "discusses": (0, 0),
    "alleges-violation-of": (1, -1),
    "criticises": (-1, -1),
    "warns-against": (-1, 0),
    "rejects": (-1, 0),
    "denies": (0, -1),
}
# Codebook §5.
RENDERINGS = {"direct-quotation", "indirect-speech", "readout", "joint", "article-voice"}
# Codebook §7.
ISSUES = {
    "lachin-corridor",
    "transport-communications",
    "border-delimitation",
    "peace-treaty",
    "rights-and-security-of-nk-armenians",
    "territorial-integrity",
    "humanitarian-situation",
    "fact-finding-mission",
    "peacekeeping",
    "mediation",
    "ethnic-cleansing",
    "resettlement",
    "use-of-force",
    "normalization",
    "baku-stepanakert-dialogue",
    "regional-security",
    "bilateral-relations",
    "western-involvement",
    "international-cooperation",
    "lachin-checkpoint",
    "zangezur-corridor",
    "status-of-nagorno-karabakh",
    "detainees",
    "mines",
    "armenian-constitution",
    "eu-monitoring-mission",
    "three-plus-three-format",
}
AGREEMENT_KINDS = {
    "agreement",
    "joint-statement",
    "declaration",
    "treaty",
    "court-order",
    "resolution",
    "draft",
    "protocol",
    "memorandum",
    "package-of-measures",
    "reference-document",
    "unilateral-act",
    "charter",
}
EVENT_KINDS = {"meeting", "phone-call", "press-conference", "statement"}
PARTICIPATION_ROLES = {
    "signed",
    "initialled",
    "issued",
    "witnessed",
    "mediated",
    "hosted",
    "facilitated",
    "applicant",
    "respondent",
    "took-part",
    "guaranteed",
    "party",
}
# Scheme -> (class of its concepts, kind in their IRIs, slugs).
CONCEPTS = {
    "stances": (CQ.Stance, "stance", set(POLARITIES)),
    "renderings": (CQ.Rendering, "rendering", RENDERINGS),
    "issues": (CQ.Issue, "issue", ISSUES),
    "agreement-kinds": (CQ.AgreementKind, "agreement-kind", AGREEMENT_KINDS),
    "event-kinds": (CQ.EventKind, "event-kind", EVENT_KINDS),
    "participation-roles": (CQ.ParticipationRole, "participation-role", PARTICIPATION_ROLES),
}
# fmt: off
CLASSES = {
    "Actor", "Person", "State", "Body", "Outlet", "Population", "Collective", "Tenure", "Agreement",
    "Provision", "Collection", "CollectionMembership", "Participation", "Case", "Event", "Article",
    "Position", "Annotator", "Evidence", "Mention", "Stance", "Rendering", "Issue", "AgreementKind",
    "EventKind", "ParticipationRole", "Verification", "Method", "Numbering",
}
OBJECT_PROPERTIES = {
    "post", "basedIn", "agreementKind", "inCase", "cites", "provisionOf", "numbering", "membership",
    "member", "court", "participation", "participant", "role", "onBehalfOf", "eventKind", "partOf",
    "reports", "holder", "ascribedBy", "stance", "target", "towards", "about", "statedAt", "variantOf",
    "rendering", "method",
}
DATATYPE_PROPERTIES = {
    "startedOn", "endedOn", "adoptedOn", "effectiveFrom", "place", "officialTitle", "paxId", "unDocument",
    "icjDocument", "number", "memberFrom", "generalListNumber", "filedOn", "capacity", "heldOn",
    "dateSource", "machineTranslated", "length", "sha256", "statedOn", "confidence", "polarityTowardTarget",
    "polarityTowardActor", "stanceFamily",
}
# fmt: on
ANNOTATION_PROPERTIES = {"verification"}
INDIVIDUALS = {
    "verified": CQ.Verification,
    "unverified": CQ.Verification,
    "hand": CQ.Method,
    "machine": CQ.Method,
    "originalNumbering": CQ.Numbering,
    "editorialNumbering": CQ.Numbering,
}
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
MAPPINGS = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.equivalentClass,
    OWL.equivalentProperty,
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
)
# The OWL 2 datatype map, as far as anything here could need it. xsd:date and its kin are not in it.
OWL_DATATYPES = {
    URIRef("http://www.w3.org/2001/XMLSchema#" + name)
    for name in ("string", "boolean", "decimal", "integer", "nonNegativeInteger", "dateTime", "anyURI")
}


@cache
def parsed(path: Path) -> Graph:
    """One Turtle file as a graph; a malformed file raises."""
    return Graph().parse(path, format="turtle")


@cache
def ontology() -> Graph:
    """All ontology files together."""
    union = Graph()
    for path in sorted((ROOT / "ontology").glob("*.ttl")):
        union += parsed(path)
    return union


def local(name: str) -> URIRef:
    return URIRef(TERM + name)


def declared(kind: URIRef) -> set[str]:
    """Local names of the terms in our namespace which are declared as this kind of thing."""
    return {
        str(term).removeprefix(TERM)
        for term in ontology().subjects(RDF.type, kind)
        if str(term).startswith(TERM)
    }


def defined() -> set[str]:
    """Local names of all terms in our namespace."""
    return {name for kind in (OWL.Class, OWL.NamedIndividual, *PROPERTY_TYPES) for name in declared(kind)}


def english(subject: Node, predicate: URIRef) -> list[str]:
    """The English values of an annotation."""
    return [
        str(value)
        for value in ontology().objects(subject, predicate)
        if isinstance(value, Literal) and value.language == "en" and value.strip()
    ]
