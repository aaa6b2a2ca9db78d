"""Queries that would run for hours or take all memory."""

from __future__ import annotations

_ALL = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
_PREFIXES = "PREFIX cq: <https://w3id.org/communique/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> "
_DEPTH, _VALUES = 400, 2_000


def _nested(depth: int) -> str:
    """Sub-selects in sub-selects, each joined with everything."""
    text = "?s0 ?p0 ?o0"
    for level in range(1, depth):
        text = f"{{ SELECT * WHERE {{ {text} . ?s{level} ?p{level} ?o{level} }} }}"
    return f"SELECT (COUNT(*) AS ?n) WHERE {{ {text} }}"


def _values(count: int) -> str:
    """Two tables that are joined on nothing, and with everything."""
    tables = (" ".join(f'"{name}{number}"' for number in range(count)) for name in "xy")
    return "SELECT (COUNT(*) AS ?n) WHERE {{ VALUES ?x {{ {} }} VALUES ?y {{ {} }} ?s ?p ?o }}".format(
        *tables
    )


RUNAWAYS: dict[str, str] = {
    "aggregate over a cross-product": f"SELECT (COUNT(*) AS ?n) WHERE {{ {_ALL} }}",
    "streaming cross-product": f"SELECT * WHERE {{ {_ALL} }}",
    "DISTINCT of a cross-product": f"SELECT DISTINCT ?a ?e ?i WHERE {{ {_ALL} }}",
    "ORDER BY of a cross-product": f"SELECT ?a ?e ?i WHERE {{ {_ALL} }} ORDER BY ?i ?e ?a LIMIT 10",
    "path * over everything": "SELECT (COUNT(*) AS ?n) WHERE { ?s (<urn:none>|!<urn:none>)* ?o }",
    "path + over everything": "SELECT (COUNT(*) AS ?n) WHERE { ?s (!<urn:none>)+ ?o }",
    "alternatives over everything": (
        _PREFIXES + "SELECT (COUNT(*) AS ?n) WHERE "
        "{ ?s (oa:hasBody|^oa:hasBody|cq:target|^cq:target|cq:holder|^cq:holder)* ?o }"
    ),
    "sort of a huge set": (
        "SELECT ?s ?p ?o ?x WHERE { ?s ?p ?o . ?x ?p ?y } ORDER BY DESC(STR(?o)) ?x LIMIT 5"
    ),
    "regular expressions": (
        "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f "
        'FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "^(([a-z])+.)+[A-Z]([a-z])+$")) }'
    ),
    "memory by GROUP_CONCAT": (
        "SELECT (STRLEN(GROUP_CONCAT(CONCAT(STR(?a), STR(?f)))) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f }"
    ),
    "memory by doubling a text": (
        "SELECT (STRLEN(?x30) AS ?n) WHERE { ?s ?p ?o BIND(STR(?s) AS ?x0) "
        + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30))
        + " }"
    ),
    "deep nesting": _nested(_DEPTH),
    "enormous VALUES": _values(_VALUES),
}
"""Queries by the kind of trouble that they are."""
