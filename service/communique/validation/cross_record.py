"""Rules that span articles, as set-based SPARQL over all annotation files in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph

from communique.validation.report import Finding
from communique.validation.texts import Record
from communique.vocabulary import CQ, OA, PREFIXES, thing
from communique.workspace import AnnotationFile

_PREFIXES = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())

_POSITIONS = "SELECT (COUNT(DISTINCT ?position) AS ?number) WHERE { GRAPH ?file { ?position a cq:Position } }"

_DUPLICATES = """
    SELECT DISTINCT ?node ?file ?other WHERE {
        GRAPH ?file { ?node oa:hasBody ?body }
        GRAPH ?other { ?node oa:hasBody ?same }
        FILTER (STR(?file) > STR(?other))
    }"""

_VARIANT_UNKNOWN = """
    SELECT DISTINCT ?node ?file ?other WHERE {
        GRAPH ?file { ?node cq:variantOf ?other }
        FILTER (STRSTARTS(STR(?other), "https://w3id.org/communique/id/position/"))
        FILTER NOT EXISTS { GRAPH ?any { ?other a cq:Position } }
    }"""

_VARIANT_OF_ITSELF = "SELECT DISTINCT ?node ?file WHERE { GRAPH ?file { ?node cq:variantOf ?node } }"

_OFFICE_DIFFERS = """
    SELECT DISTINCT ?node ?file ?other WHERE {
        GRAPH ?file { ?node a cq:Position ; cq:onBehalfOf ?here }
        GRAPH ?second { ?node cq:onBehalfOf ?other }
        FILTER (STR(?file) > STR(?second) && ?here != ?other)
        FILTER NOT EXISTS { GRAPH ?second { ?node cq:onBehalfOf ?here } }
        FILTER NOT EXISTS { GRAPH ?file { ?node cq:onBehalfOf ?other } }
    }"""

# What articles say of a position may differ and is joined. A program adds evidence to a position coded by
# hand, but what the position says stays what people read in the articles.
_MACHINE_DIFFERS = """
    SELECT DISTINCT ?node ?file ?property ?other WHERE {
        VALUES ?property { cq:towards cq:about cq:statedAt cq:variantOf }
        ?file cq:method cq:machine .
        GRAPH ?file { ?node a cq:Position ; ?property ?other }
        FILTER EXISTS { ?hand cq:method cq:hand . GRAPH ?hand { ?node a cq:Position } }
        FILTER NOT EXISTS { ?hand cq:method cq:hand . GRAPH ?hand { ?node ?property ?other } }
    }"""

_READ_DIFFERENTLY = """
    SELECT DISTINCT ?node ?file ?second ?property ?other WHERE {
        VALUES ?property { cq:towards cq:about cq:statedAt cq:variantOf }
        ?file cq:method cq:hand ; oa:hasSource ?article .
        ?second cq:method cq:hand ; oa:hasSource ?article .
        FILTER (?file != ?second)
        GRAPH ?file { ?node a cq:Position ; ?property ?other }
        FILTER EXISTS { GRAPH ?second { ?node a cq:Position } }
        FILTER NOT EXISTS { GRAPH ?second { ?node ?property ?other } }
    }"""

_VARIANTS = """
    SELECT DISTINCT ?node ?file ?other WHERE {
        GRAPH ?file { ?node cq:variantOf ?other }
        FILTER (?node != ?other)
        FILTER EXISTS { GRAPH ?any { ?other a cq:Position } }
    }"""

_KEY = re.compile(
    r".*/id/position/(?P<holder>[^/]+)/[^/]+/[^/]+/(?P<date>[0-9-]+)(?:/via/(?P<ascriber>[^/]+))?"
)
"""The IRI of a position; that it is the key of the position is a rule of its own."""


def _node(iri: str) -> pyoxigraph.NamedNode:
    return pyoxigraph.NamedNode(str(iri))


_METHOD, _SOURCE = _node(CQ.method), _node(OA.hasSource)
"""What the default graph says of each file."""


@dataclass
class CrossRecord:
    """The outcome over all files."""

    findings: list[Finding] = field(default_factory=list)
    positions: int = 0
    """Distinct positions: one that several articles tell counts once."""
    duplicates: frozenset[str] = frozenset()
    """IRIs of annotations that stand in more than one file."""


def check_files(files: Iterable[AnnotationFile], name_of: Mapping[Path, str]) -> CrossRecord:
    """Check all annotation files against each other.

    Args:
        files: the files; one that is not Turtle is passed over, since it has a finding of its own.
        name_of: how findings call each file.
    """
    store = pyoxigraph.Store()
    names: dict[str, str] = {}
    unread = False
    for file in files:
        graph = pyoxigraph.NamedNode(file.path.as_uri())
        names[graph.value] = name_of[file.path]
        store.add(pyoxigraph.Quad(graph, _METHOD, _node(CQ.hand if file.method == "hand" else CQ.machine)))
        store.add(pyoxigraph.Quad(graph, _SOURCE, _node(thing("article", file.article))))
        try:
            store.bulk_load(path=str(file.path), format=pyoxigraph.RdfFormat.TURTLE, to_graph=graph)
        except (SyntaxError, ValueError, OSError):
            unread = True
    outcome = CrossRecord()
    outcome.positions = int(_rows(store, _POSITIONS)[0][0])
    outcome.findings = (
        _duplicates(store, names) + _differing(store, names) + _variants(store, names, unread=unread)
    )
    outcome.duplicates = frozenset(f.node for f in outcome.findings if f.rule == "duplicate-annotation")
    return outcome


def _rows(store: pyoxigraph.Store, query: str) -> list[tuple[str, ...]]:
    solutions = store.query(_PREFIXES + query)
    if not isinstance(solutions, pyoxigraph.QuerySolutions):
        raise TypeError("a rule across files must be a SELECT query")
    return sorted(tuple(term.value for term in row) for row in solutions)


def _findings(
    store: pyoxigraph.Store, names: Mapping[str, str], query: str, rule: str, message: str
) -> list[Finding]:
    """One finding for each row of node, file and, where there is one, the value at fault."""
    return [
        Finding(names[file], node, rule, message, value=value[0] if value else "")
        for node, file, *value in _rows(store, query)
    ]


def _duplicates(store: pyoxigraph.Store, names: Mapping[str, str]) -> list[Finding]:
    return [
        Finding(
            names[file],
            node,
            "duplicate-annotation",
            f"The same annotation stands in {names[other]} as well; "
            "keep it in the file of its article and annotator.",
            value=names[other],
        )
        for node, file, other in _rows(store, _DUPLICATES)
    ]


def _variants(store: pyoxigraph.Store, names: Mapping[str, str], *, unread: bool) -> list[Finding]:
    findings = _findings(
        store,
        names,
        _VARIANT_OF_ITSELF,
        "variant-of-itself",
        "A position is not a variant of itself; name the other position, or take cq:variantOf out.",
    )
    findings += [
        Finding(
            names[file],
            node,
            "variant-of-another",
            "Variants tell one utterance, so they have the same holder, ascriber and day; name the position "
            "that tells the same utterance, or take cq:variantOf out.",
            value=other,
        )
        for node, file, other in _rows(store, _VARIANTS)
        if not _one_utterance(node, other)
    ]
    if unread:
        return findings  # the position looked for may stand in the file that could not be read
    return findings + _findings(
        store,
        names,
        _VARIANT_UNKNOWN,
        "variant-unknown",
        "No file describes the position that this one is a variant of; correct its IRI, "
        "or take cq:variantOf out.",
    )


def _one_utterance(position: str, other: str) -> bool:
    """Whether two positions can tell one utterance: same holder, ascriber and, as far as known, day."""
    one, two = _KEY.fullmatch(position), _KEY.fullmatch(other)
    if not one or not two:
        return True  # not a key, of which another rule speaks
    digits = min(len(one["date"]), len(two["date"]))
    return (one["holder"], one["ascriber"], one["date"][:digits]) == (
        two["holder"],
        two["ascriber"],
        two["date"][:digits],
    )


def _differing(store: pyoxigraph.Store, names: Mapping[str, str]) -> list[Finding]:
    findings = _findings(
        store,
        names,
        _OFFICE_DIFFERS,
        "position-differs",
        "Another file has the holder of this very position speak on behalf of another state or body; "
        "settle which post the holder spoke in, and write it in both.",
    )
    findings += [
        Finding(
            names[file],
            node,
            "position-differs",
            f"This position was coded by hand, and nobody read this {_short(prop)} in an article; take it "
            "out of the file of the program, or add it by hand if an article says so.",
            value=other,
        )
        for node, file, prop, other in _rows(store, _MACHINE_DIFFERS)
    ]
    return findings + [
        Finding(
            names[file],
            node,
            "position-read-differently",
            f"Another annotator of the same article does not give this value of {_short(prop)} "
            f"({names[second]}); read the article again and settle which of the two is right.",
            severity="warning",
            value=other,
        )
        for node, file, second, prop, other in _rows(store, _READ_DIFFERENTLY)
    ]


def _short(prop: str) -> str:
    return f"cq:{prop.rpartition('#')[2]}"


def check_articles(known: Mapping[str, Record], annotated: Iterable[str], file: str) -> list[Finding]:
    """Check the article records against each other and against the annotation files.

    Args:
        known: the article records, by slug.
        annotated: the articles that have an annotation file.
        file: the file of the article records.
    """
    findings = [
        Finding(
            file,
            str(thing("article", slug)),
            "article-without-annotations",
            "Nothing is annotated in this article yet; annotate it, or take its record out.",
            severity="warning",
        )
        for slug in sorted(known.keys() - set(annotated))
    ]
    first: dict[str, str] = {}
    for slug, record in known.items():
        if record.sha256 and first.setdefault(record.sha256, slug) != slug:
            findings.append(
                Finding(
                    file,
                    str(thing("article", slug)),
                    "article-text-twice",
                    f"The record of {first[record.sha256]} has the same SHA-256; "
                    "keep one record of each text.",
                    value=record.sha256,
                )
            )
    return findings
