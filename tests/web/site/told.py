"""The sample with more to tell: four outlets on a meeting, a call that one alone reports, other languages."""

import contextlib

from communique.graph.annotations import to_graph
from communique.graph.turtle import write_turtle
from communique.model import ArticleAnnotations, Evidence, PartialDate, Position, Quote, Span, Thing
from communique.release.build import build
from communique.store.workers.pool import PoolSettings
from communique.web.limits import ServiceLimits
from communique.workspace import save
from sample.fixtures import serving
from sample.workspace import ACCORD, DAY, INVOCATION, MEETING, ORDER, WHEN, accepts, make_workspace

POST = "harbour-post-2021-06-12-river"
CALL_BY_PHONE = "phone-call-berg-dahl-2021-07-01"
NOTHING_SAID = "statement-berg-2022-08-01"
INVOKED = f"{INVOCATION.holder}/{INVOCATION.stance}/{ORDER}/{DAY.text}"
LATER = PartialDate("2021-07-01")

AFFIRMED = Position(
    "anna-berg", "affirms", Thing("agreement", ORDER), DAY, on_behalf_of="norland", stated_at=(MEETING,),
    variant_of=(INVOKED,),
)  # fmt: skip
REJECTED = Position(
    "carl-dahl", "rejects", Thing("provision", f"{ACCORD}/10"), DAY, on_behalf_of="sudmark",
    stated_at=(MEETING,),
)  # fmt: skip
ON_THE_MEETING = Position("carl-dahl", "criticises", Thing("event", MEETING), LATER, on_behalf_of="sudmark")
TOGETHER = [
    Position(holder, "discusses", Thing("issue", "ferries"), LATER, stated_at=(CALL_BY_PHONE,))
    for holder in ("anna-berg", "carl-dahl")
]

_PART = f"https://w3id.org/communique/id/event/{CALL_BY_PHONE}#"
_ROLE = "https://w3id.org/communique/id/participation-role/"
_RECORDS = f"""
@prefix cq: <https://w3id.org/communique/ontology#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix actor: <https://w3id.org/communique/id/actor/> .
@prefix article: <https://w3id.org/communique/id/article/> .
@prefix event: <https://w3id.org/communique/id/event/> .
actor:norland skos:prefLabel "Նորլանդ"@hy , "Şimal Ölkəsi"@az , "Норландия"@ru ;
    skos:altLabel "Северный край"@ru .
actor:harbour-post a cq:Outlet ; skos:prefLabel "Harbour Post"@en .
actor:daily-fog a cq:Outlet ; skos:prefLabel "Daily Fog"@en .
actor:river-gazette a cq:Outlet ; skos:prefLabel "River Gazette"@en .
event:{CALL_BY_PHONE} a cq:Event ; skos:prefLabel "Call of Berg and Dahl, 1 July 2021"@en ;
    skos:note "The line was poor & <noisy>."@en ;
    cq:eventKind <https://w3id.org/communique/id/event-kind/phone-call> ;
    cq:heldOn "2021-07-01"^^xsd:date ;
    cq:participation <{_PART}a> , <{_PART}b> , <{_PART}c> .
<{_PART}a> a cq:Participation ; cq:participant actor:anna-berg ; cq:role <{_ROLE}took-part> .
<{_PART}b> a cq:Participation ; cq:participant actor:carl-dahl ; cq:role <{_ROLE}took-part> .
<{_PART}c> a cq:Participation ; cq:participant actor:mfa-norland ; cq:role <{_ROLE}hosted> .
event:{NOTHING_SAID} a cq:Event ; skos:prefLabel "Statement of Berg, 1 August 2022"@en ;
    cq:eventKind <https://w3id.org/communique/id/event-kind/statement> ; cq:heldOn "2022-08-01"^^xsd:date .
article:{POST} a cq:Article , schema:NewsArticle ; schema:headline "What was said at the river"@en ;
    schema:publisher actor:harbour-post ; schema:datePublished "2021-07-02"^^xsd:date ;
    schema:inLanguage "en" ;
    cq:machineTranslated false ; cq:length 2000 ; cq:reports event:{MEETING} , event:{CALL_BY_PHONE} .
article:daily-fog-2021-06-13-fog a cq:Article , schema:NewsArticle ; schema:headline "Fog on the river"@en ;
    schema:publisher actor:daily-fog ; schema:datePublished "2021-06-13"^^xsd:date ; schema:inLanguage "en" ;
    cq:machineTranslated false ; cq:length 100 ; cq:reports event:{MEETING} .
"""


def make_told(folder):
    """Lay out and build the workspace."""
    workspace = make_workspace(folder)
    save(folder / "data" / "reference" / "more.ttl", _RECORDS)
    for method in ("hand", "machine"):
        annotator = "first-reader" if method == "hand" else "machine"
        told = [
            Evidence(
                POST, annotator, Span(start, start + len(words)), Quote(words), position, rendering, method,
                WHEN, gloss, None if method == "hand" else 0.4,
            )
            for start, position, rendering, gloss, words in _TOLD[method]
        ]  # fmt: skip
        place = f"hand/{POST}/{annotator}" if method == "hand" else f"machine/{POST}"
        item = ArticleAnnotations(POST, annotator, tuple(told), ())
        save(folder / "data" / "annotations" / f"{place}.ttl", write_turtle(to_graph(item)))
    build(workspace, None, validator=accepts)
    return workspace


@contextlib.contextmanager
def serving_told(folder):
    """A client of a service over the workspace."""
    with serving(make_told(folder), ServiceLimits(pool=PoolSettings(workers=1))) as opened:
        yield opened


_TOLD = {
    "hand": [
        (10, AFFIRMED, "indirect-speech", "Berg holds to the order.", "Berg stood by the order"),
        (200, ON_THE_MEETING, "indirect-speech", "Dahl finds that it led nowhere.", "Dahl called it a waste"),
        (300, TOGETHER[0], "joint", "Both spoke of ferries.", "the two spoke of ferries"),
        (300, TOGETHER[1], "joint", "Both spoke of ferries.", "the two spoke of ferries"),
    ],
    "machine": [(100, REJECTED, "direct-quotation", "", "It shall never enter into force")],
}
