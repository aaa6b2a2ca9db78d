"""What the sample dataset holds, told by reading its files (tests/sample), and queries about it."""

from __future__ import annotations

GRAPHS = "https://w3id.org/communique/graph/"
REFERENCE = f"{GRAPHS}reference"
ONTOLOGY = f"{GRAPHS}ontology"
PROVENANCE = f"{GRAPHS}provenance"
COURIER = f"{GRAPHS}annotations/evening-courier-2021-06-talks/first-reader"
MACHINE = f"{GRAPHS}annotations/evening-courier-2021-06-talks/machine"
HERALD = f"{GRAPHS}annotations/morning-herald-2021-06-11-ferries/first-reader"
ALL_GRAPHS = sorted([REFERENCE, ONTOLOGY, PROVENANCE, COURIER, MACHINE, HERALD])
UNKNOWN = f"{GRAPHS}annotations/unknown"

_POSITION = "https://w3id.org/communique/id/position/"
CALL = f"{_POSITION}anna-berg/calls-for/river-accord-2020-05-01.1/2021-06-10"
INVOCATION = f"{_POSITION}anna-berg/invokes/bridge-order-2021-01-20/2021-06-10"
ASCRIBED = f"{_POSITION}sudmark/affirms/river-accord-2020-05-01/2021-06-10/via/anna-berg"
DENIAL = f"{_POSITION}carl-dahl/denies/river-accord-2020-05-01.2/2021-06"
VOICE = f"{_POSITION}evening-courier/criticises/ferries/2021-06"

IN_COURIER = sorted([CALL, DENIAL, VOICE])
IN_MACHINE = [CALL]
IN_HERALD = sorted([CALL, INVOCATION, ASCRIBED])
EVERYWHERE = sorted([CALL, INVOCATION, ASCRIBED, DENIAL, VOICE])

CQ = "PREFIX cq: <https://w3id.org/communique/ontology#> "
POSITIONS = CQ + "SELECT ?position { ?position a cq:Position }"
NAMED_GRAPHS = "SELECT DISTINCT ?graph { GRAPH ?graph { ?s ?p ?o } }"
NAMED_POSITIONS = CQ + "SELECT DISTINCT ?position { GRAPH ?graph { ?position a cq:Position } }"
CONSTRUCT = CQ + "CONSTRUCT { ?position a cq:Position } WHERE { ?position a cq:Position }"
NORLAND = "https://w3id.org/communique/id/actor/norland"
DESCRIBE = f"DESCRIBE <{NORLAND}>"
LARGE = "SELECT ?a ?p ?b ?q { ?a ?p ?o . ?b ?q ?r } LIMIT 12000"
"""An answer of a few megabytes, whichever rows a store takes first."""
LARGE_ROWS = 12_000
