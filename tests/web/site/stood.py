"""The sample with more positions on its accord: an allegation with its answer, a silence, changes."""

import contextlib

from communique.graph.annotations import to_graph
from communique.graph.turtle import write_turtle
from communique.model import ArticleAnnotations, Evidence, PartialDate, Position, Quote, Span, Thing
from communique.release.build import build
from communique.store.workers.pool import PoolSettings
from communique.web.limits import ServiceLimits
from communique.workspace import save
from sample.fixtures import serving
from sample.workspace import ACCORD, DAY, MEETING, ORDER, WHEN, accepts
from web.site.told import CALL_BY_PHONE, POST, make_told

LATER = PartialDate("2021-07-01")
COLLECTION = "river-accords"
_CLAUSE_1, _CLAUSE_10 = Thing("provision", f"{ACCORD}/1"), Thing("provision", f"{ACCORD}/10")

ALLEGED = Position(
    "anna-berg", "alleges-violation-of", _CLAUSE_10, LATER, on_behalf_of="norland", towards=("sudmark",)
)
TIED = Position("anna-berg", "conditions", _CLAUSE_1, LATER, on_behalf_of="norland")
TOGETHER = Position("carl-dahl", "invokes", Thing("collection", COLLECTION), LATER, on_behalf_of="sudmark")
REPEATED = Position(
    "carl-dahl", "rejects", _CLAUSE_10, LATER, on_behalf_of="sudmark", stated_at=(CALL_BY_PHONE,)
)
TOO_EARLY = Position("carl-dahl", "affirms", Thing("collection", COLLECTION), PartialDate("2019"))
ON_FERRIES = Position(
    "carl-dahl", "supports", Thing("issue", "ferries"), DAY, on_behalf_of="sudmark", stated_at=(MEETING,)
)

_MEETING = f"https://w3id.org/communique/id/event/{MEETING}"
_ACCORD = f"https://w3id.org/communique/id/agreement/{ACCORD}"
_RECORDS = f"""
@prefix cq: <https://w3id.org/communique/ontology#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix source: <https://w3id.org/communique/id/source/> .
source:bridge-post a dct:BibliographicResource ; dct:title "The post at the bridge"@en ;
    schema:url <https://bridge.example/> .
<{_MEETING}> cq:participation <{_MEETING}#dahl> , <{_MEETING}#ministry> .
<{_MEETING}#ministry> a cq:Participation ; cq:participant <https://w3id.org/communique/id/actor/mfa-norland> ;
    cq:role <https://w3id.org/communique/id/participation-role/hosted> .
<{_ACCORD}> cq:participation <{_ACCORD}#mediated> .
<{_ACCORD}#mediated> a cq:Participation ; cq:participant <https://w3id.org/communique/id/actor/mfa-norland> ;
    cq:role <https://w3id.org/communique/id/participation-role/mediated> .
<{_MEETING}#dahl> a cq:Participation ; cq:participant <https://w3id.org/communique/id/actor/carl-dahl> ;
    cq:onBehalfOf <https://w3id.org/communique/id/actor/sudmark> ;
    cq:role <https://w3id.org/communique/id/participation-role/took-part> .
<https://w3id.org/communique/id/agreement/{ORDER}> cq:cites
    <https://w3id.org/communique/id/provision/{ACCORD}/1> .
[] a owl:Axiom ; owl:annotatedSource <{_ACCORD}> ;
    owl:annotatedProperty cq:officialTitle ; owl:annotatedTarget "Accord on the River"@en ;
    dct:source source:bridge-post .
"""


@contextlib.contextmanager
def serving_stood(folder):
    """A client of a service over the workspace."""
    workspace = make_told(folder)
    save(folder / "data" / "reference" / "still-more.ttl", _RECORDS)
    found = tuple(
        Evidence(
            POST, "second-reader", Span(start, start + len(words)), Quote(words), position, "indirect-speech",
            "hand", WHEN, "In a few words.", None,
        )
        for start, position, words in _SAID
    )  # fmt: skip
    item = ArticleAnnotations(POST, "second-reader", found, ())
    save(folder / "data" / "annotations" / "hand" / POST / "second-reader.ttl", write_turtle(to_graph(item)))
    build(workspace, None, validator=accepts)
    with serving(workspace, ServiceLimits(pool=PoolSettings(workers=1))) as opened:
        yield opened


_SAID = [
    (500, ALLEGED, "Sudmark tramples on point ten"),
    (600, TIED, "ferries only when fish are counted"),
    (700, TOGETHER, "by virtue of the accords"),
    (800, TOO_EARLY, "the accords that were to come"),
    (900, ON_FERRIES, "ferries are a good thing"),
    (1000, REPEATED, "point ten is dead"),
]
