"""The ontology files: complete, true to the codebook, tidy as OWL 2 DL, and covering what the project uses.

The lists below are written out from the codebook on purpose: a stance or issue that is dropped, renamed or
given another sign must fail here and not be read back from the files under test.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.plugins.sparql import prepareQuery
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


# Files and header


@pytest.mark.parametrize("name", FILES)
def test_file_parses(name: str) -> None:
    assert len(parsed(ROOT / "ontology" / f"{name}.ttl")) > 0


def test_no_other_files() -> None:
    assert {path.stem for path in (ROOT / "ontology").glob("*.ttl")} == set(FILES)


def test_header() -> None:
    graph = parsed(ROOT / "ontology" / "communique.ttl")
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [DOCUMENT]
    assert english(DOCUMENT, DCTERMS.title)
    assert english(DOCUMENT, DCTERMS.description)
    expected = {
        (DCTERMS.creator, Literal("Communiqué developers")),
        (DCTERMS.license, URIRef("https://creativecommons.org/licenses/by/4.0/")),
        (OWL.versionInfo, Literal("0.1.0")),
        (VANN.preferredNamespacePrefix, Literal("cq")),
        (VANN.preferredNamespaceUri, Literal(TERM)),
    }
    assert expected <= set(graph.predicate_objects(DOCUMENT))


# Terms


def test_terms_are_those_of_the_model() -> None:
    assert declared(OWL.Class) == CLASSES
    assert declared(OWL.ObjectProperty) == OBJECT_PROPERTIES
    assert declared(OWL.DatatypeProperty) == DATATYPE_PROPERTIES
    assert declared(OWL.AnnotationProperty) == ANNOTATION_PROPERTIES
    assert declared(OWL.NamedIndividual) == set(INDIVIDUALS)


def test_individuals_have_their_class() -> None:
    for name, kind in INDIVIDUALS.items():
        assert (local(name), RDF.type, kind) in ontology(), name


@pytest.mark.parametrize(
    "name",
    sorted(CLASSES | OBJECT_PROPERTIES | DATATYPE_PROPERTIES | ANNOTATION_PROPERTIES | set(INDIVIDUALS)),
)
def test_term_is_documented(name: str) -> None:
    term = local(name)
    assert len(english(term, RDFS.label)) == 1
    assert len(english(term, SKOS.definition)) == 1
    assert english(term, SKOS.example)
    assert list(ontology().objects(term, RDFS.isDefinedBy)) == [DOCUMENT]


def test_labels_tell_terms_apart() -> None:
    labels = [label.casefold() for name in defined() for label in english(local(name), RDFS.label)]
    assert {label for label in labels if labels.count(label) > 1} == set()


def test_kinds_of_actor_are_disjoint() -> None:
    graph = ontology()
    kinds = {local(name) for name in ("Person", "State", "Body", "Outlet", "Population", "Collective")}
    lists = graph.objects(None, OWL.members)
    assert any(set(graph.items(members)) == kinds for members in lists)
    assert all((kind, RDFS.subClassOf, CQ.Actor) in graph for kind in kinds)


@pytest.mark.parametrize(
    ("name", "users"),
    [
        ("onBehalfOf", {"Position", "Participation"}),
        ("about", {"Position", "Provision"}),
        ("participation", {"Agreement", "Event", "Case"}),
        ("place", {"Agreement", "Event"}),
        ("endedOn", {"Tenure", "Event"}),
        ("method", {"Evidence", "Mention", "Annotator"}),
    ],
)
def test_shared_property_fits_all_its_users(name: str, users: set[str]) -> None:
    """Several domain axioms would be read as their intersection; shared properties need one union."""
    (domain,) = ontology().objects(local(name), RDFS.domain)
    (members,) = ontology().objects(domain, OWL.unionOf)
    assert set(ontology().items(members)) == {local(user) for user in users}


# Concepts


@pytest.mark.parametrize("scheme", CONCEPTS)
def test_scheme_has_exactly_its_concepts(scheme: str) -> None:
    kind, path, slugs = CONCEPTS[scheme]
    expected = {URIRef(f"{THING}{path}/{slug}") for slug in slugs}
    assert set(ontology().subjects(SKOS.inScheme, URIRef(f"{THING}scheme/{scheme}"))) == expected
    assert set(ontology().subjects(RDF.type, kind)) == expected


def test_schemes_are_those_of_the_model() -> None:
    schemes = {
        str(scheme).removeprefix(THING) for scheme in ontology().subjects(RDF.type, SKOS.ConceptScheme)
    }
    assert schemes == {f"scheme/{name}" for name in CONCEPTS} | {"scheme/plover"}


@pytest.mark.parametrize("scheme", [*CONCEPTS, "plover"])
def test_scheme_has_top_concepts(scheme: str) -> None:
    node = URIRef(f"{THING}scheme/{scheme}")
    tops = set(ontology().objects(node, SKOS.hasTopConcept))
    assert tops
    assert tops == set(ontology().subjects(SKOS.topConceptOf, node))
    members = set(ontology().subjects(SKOS.inScheme, node))
    assert tops == {concept for concept in members if not list(ontology().objects(concept, SKOS.broader))}
    for predicate in (SKOS.prefLabel, DCTERMS.title, DCTERMS.description):
        assert english(node, predicate), predicate


@pytest.mark.parametrize("scheme", CONCEPTS)
def test_concepts_are_documented(scheme: str) -> None:
    labels: list[str] = []
    for concept in ontology().subjects(SKOS.inScheme, URIRef(f"{THING}scheme/{scheme}")):
        assert len(english(concept, SKOS.prefLabel)) == 1, concept
        assert len(english(concept, SKOS.definition)) == 1, concept
        if scheme != "issues":
            assert english(concept, SKOS.example), concept
        labels += english(concept, SKOS.prefLabel) + english(concept, SKOS.altLabel)
    folded = [label.casefold() for label in labels]
    assert {label for label in folded if folded.count(label) > 1} == set(), "one name for two concepts"


def test_broader_stays_in_the_scheme_and_ends() -> None:
    graph = ontology()
    for concept, broader in graph.subject_objects(SKOS.broader):
        assert set(graph.objects(concept, SKOS.inScheme)) == set(graph.objects(broader, SKOS.inScheme))
        assert concept not in set(graph.transitive_objects(broader, SKOS.broader)), concept


@pytest.mark.parametrize("slug", POLARITIES)
def test_polarity(slug: str) -> None:
    stance = URIRef(f"{THING}stance/{slug}")
    target, actor = POLARITIES[slug]
    assert list(ontology().objects(stance, CQ.polarityTowardTarget)) == [Literal(target)]
    assert list(ontology().objects(stance, CQ.polarityTowardActor)) == [Literal(actor)]
    family = "critical" if -1 in (target, actor) else "affirmative" if 1 in (target, actor) else "procedural"
    assert list(ontology().objects(stance, CQ.stanceFamily)) == [Literal(family)]


@pytest.mark.parametrize(
    "slug",
    [
        "zangezur-corridor",
        "status-of-nagorno-karabakh",
        "ethnic-cleansing",
        "lachin-corridor",
        "lachin-checkpoint",
        "baku-stepanakert-dialogue",
        "detainees",
        "resettlement",
        "use-of-force",
        "western-involvement",
        "armenian-constitution",
    ],
)
def test_contested_issue_has_a_scope_note(slug: str) -> None:
    assert english(URIRef(f"{THING}issue/{slug}"), SKOS.scopeNote)


def test_contested_names_are_not_preferred() -> None:
    preferred = " ".join(
        label for slug in ISSUES for label in english(URIRef(f"{THING}issue/{slug}"), SKOS.prefLabel)
    ).casefold()
    for name in (
        "zangezur",
        "artsakh",
        "khankendi",
        "stepanakert",
        "blockade",
        "aggression",
        "genocide",
        "crisis",
    ):
        assert name not in preferred


# OWL 2 DL


def test_every_property_has_one_kind() -> None:
    for term in {subject for kind in PROPERTY_TYPES for subject in ontology().subjects(RDF.type, kind)}:
        kinds = set(ontology().objects(term, RDF.type)) & set(PROPERTY_TYPES)
        assert len(kinds) == 1, term
        assert (term, RDF.type, OWL.Class) not in ontology(), term


def test_every_property_used_is_declared() -> None:
    built_in = (str(RDF), str(RDFS), str(OWL))
    known = {term for kind in PROPERTY_TYPES for term in ontology().subjects(RDF.type, kind)}
    used = {predicate for predicate in ontology().predicates() if not str(predicate).startswith(built_in)}
    assert used - known == set()


def test_every_class_used_is_declared() -> None:
    graph = ontology()
    known = set(graph.subjects(RDF.type, OWL.Class)) | OWL_DATATYPES
    used: set[Node] = set()
    for predicate in (RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.allValuesFrom, OWL.equivalentClass):
        used |= set(graph.objects(None, predicate))
    for predicate in (OWL.unionOf, OWL.members):
        for members in graph.objects(None, predicate):
            used |= set(graph.items(members))
    used |= {kind for kind in graph.objects(None, RDF.type) if not str(kind).startswith(str(OWL))}
    used -= {RDFS.Datatype}
    assert {term for term in used if isinstance(term, URIRef)} - known == set()


def test_values_fit_the_kind_of_property() -> None:
    graph = ontology()
    for subject, predicate, value in graph:
        if (predicate, RDF.type, OWL.ObjectProperty) in graph:
            assert not isinstance(value, Literal), (subject, predicate)
        if (predicate, RDF.type, OWL.DatatypeProperty) in graph:
            assert isinstance(value, Literal), (subject, predicate)


def test_datatypes_are_in_the_owl_map() -> None:
    for subject, predicate, value in ontology():
        if isinstance(value, Literal) and value.datatype is not None:
            assert value.datatype in OWL_DATATYPES, (subject, predicate)


def test_annotations_on_axioms_use_annotation_properties() -> None:
    graph = ontology()
    structural = {RDF.type, OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget}
    for axiom in graph.subjects(RDF.type, OWL.Axiom):
        for predicate in set(graph.predicates(axiom)) - structural:
            assert (predicate, RDF.type, OWL.AnnotationProperty) in graph, predicate


# Alignments


def test_every_mapping_has_its_reason() -> None:
    graph = parsed(ROOT / "ontology" / "alignments.ttl")
    explained = {
        (
            graph.value(axiom, OWL.annotatedSource),
            graph.value(axiom, OWL.annotatedProperty),
            graph.value(axiom, OWL.annotatedTarget),
        )
        for axiom in graph.subjects(RDF.type, OWL.Axiom)
        if any(
            isinstance(note, Literal) and note.language == "en" for note in graph.objects(axiom, SKOS.note)
        )
    }
    stated = {triple for predicate in MAPPINGS for triple in graph.triples((None, predicate, None))}
    assert stated
    assert stated == explained


def test_mappings_start_from_terms_of_ours() -> None:
    graph = parsed(ROOT / "ontology" / "alignments.ttl")
    concepts = set(ontology().subjects(SKOS.inScheme, None))
    for predicate in MAPPINGS:
        for subject, target in graph.subject_objects(predicate):
            assert subject in concepts or str(subject).removeprefix(TERM) in defined(), subject
            assert not isinstance(target, BNode), subject
            assert not str(target).startswith(TERM), target


def test_no_pair_is_mapped_twice() -> None:
    graph = parsed(ROOT / "ontology" / "alignments.ttl")
    pairs = [pair for predicate in MAPPINGS for pair in graph.subject_objects(predicate)]
    assert len(pairs) == len(set(pairs))


# Use in the rest of the project


def files(folder: str, ending: str) -> list[Path]:
    """The files of a folder of the project, at any depth; none where there is no such folder."""
    return sorted((ROOT / folder).rglob(f"*.{ending}"))


def terms_in_query(text: str) -> set[str]:
    """Local names of our terms in a SPARQL text, whichever prefix is bound to our namespace, or in full."""
    text = re.sub(r"(?m)(^|\s)#.*$", " ", text)
    prefixes = {"cq"} | set(re.findall(rf"(?i)prefix\s+([\w-]*):\s*<{re.escape(TERM)}>", text))
    text = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)
    full = set(re.findall(rf"<{re.escape(TERM)}([\w-]+)>", text))
    short = {
        name
        for prefix in prefixes
        for name in re.findall(rf"(?<![\w:-]){re.escape(prefix)}:([A-Za-z][\w-]*)", text)
    }
    return full | short


def terms_in_graph(graph: Graph) -> Iterator[str]:
    """Local names of our terms in a graph, including those in SPARQL texts of SHACL constraints."""
    for triple in graph:
        for term in triple:
            if isinstance(term, URIRef) and term.startswith(TERM) and term != TERM:
                yield str(term).removeprefix(TERM)
        if triple[1] in (SHACL.select, SHACL.ask, SHACL.construct):
            yield from terms_in_query(str(triple[2]))


@pytest.mark.parametrize("folder", ["data", "shapes", "queries"])
def test_no_undefined_term_is_used(folder: str) -> None:
    undefined = {
        f"{path.relative_to(ROOT)}: cq:{name}"
        for path in files(folder, "ttl")
        for name in terms_in_graph(parsed(path))
        if name not in defined()
    }
    undefined |= {
        f"{path.relative_to(ROOT)}: cq:{name}"
        for path in files(folder, "rq")
        for name in terms_in_query(path.read_text(encoding="utf-8"))
        if name not in defined()
    }
    assert undefined == set()


@pytest.mark.parametrize("folder", ["data", "shapes", "queries"])
def test_no_undefined_concept_is_used(folder: str) -> None:
    """A stance, rendering, issue, kind or role that is not in its scheme."""
    known = set(ontology().subjects(SKOS.inScheme, None))
    paths = tuple(f"{THING}{path}/" for _, path, _ in CONCEPTS.values())
    undefined = {
        f"{path.relative_to(ROOT)}: {term}"
        for path in files(folder, "ttl")
        for triple in parsed(path)
        for term in triple
        if isinstance(term, URIRef) and str(term).startswith(paths) and term not in known
    }
    assert undefined == set()


def allowed(term: URIRef, axiom: URIRef) -> list[set[Node]]:
    """The classes which each domain or range axiom of a property allows."""
    graph = ontology()
    unions = [(given, graph.value(given, OWL.unionOf)) for given in graph.objects(term, axiom)]
    return [set(graph.items(members)) if members else {given} for given, members in unions]


def test_data_fit_domains_and_ranges() -> None:
    """A reasoner would draw a class from each domain and range; the data must not contradict it."""
    data = Graph()
    for path in files("data", "ttl"):
        data += parsed(path)
    terms = [local(name) for name in OBJECT_PROPERTIES | DATATYPE_PROPERTIES]
    misfits = set()
    for axiom, place in ((RDFS.domain, 0), (RDFS.range, 2)):
        for term in terms:
            for classes in allowed(term, axiom):
                for triple in data.triples((None, term, None)):
                    kinds = {
                        *data.objects(triple[place], RDF.type),
                        *ontology().objects(triple[place], RDF.type),
                    }
                    above = {
                        up for kind in kinds for up in ontology().transitive_objects(kind, RDFS.subClassOf)
                    }
                    if kinds and not above & classes:
                        misfits.add(f"{triple[place]} does not fit {term}")
    assert misfits == set()


def test_queries_are_well_formed() -> None:
    for path in files("queries", "rq"):
        prepareQuery(path.read_text(encoding="utf-8"))


def test_terms_are_found_in_queries() -> None:
    text = f"""
        # cq:inAComment
        PREFIX cq: <{TERM}> prefix other: <{TERM}>
        SELECT * {{ ?p cq:holder/^other:target ?x ; <{TERM}stance> ?s FILTER(STR(?s) = "cq:inAString") }}
    """
    assert terms_in_query(text) == {"holder", "target", "stance"}
