"""Rules of one annotation file: it holds what its name says, and nothing that the codebook forbids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from communique.model import Evidence, Mention, Position
from communique.validation.evidence import iri_of
from communique.validation.report import Finding
from communique.vocabulary import BASE, CQ, DCTERMS, OA, RDF, thing
from communique.workspace import AnnotationFile, Workspace

CLOCK_SKEW = timedelta(days=1)
"""How far ahead of ours the clock of an annotator may be."""

_EMPTY = "This file holds no annotation; annotate its article, or take the file out."


def check_places(workspace: Workspace) -> list[Finding]:
    """Look for Turtle files under ``data/`` that stand where nothing reads them."""
    read = {*workspace.reference_files, *(file.path for file in workspace.annotation_files)}
    data = workspace.root / "data"
    return [
        Finding(
            path.relative_to(workspace.root).as_posix(),
            "",
            "file-unread",
            f"Nothing reads a file in this place; {_right_place(path.relative_to(data))}",
        )
        for path in sorted(data.rglob("*"))
        if path.suffix.lower() == ".ttl" and path not in read
    ]


def _right_place(path: Path) -> str:
    match path.parts[:2]:
        case ("annotations", "hand"):
            return (
                "move it to the folder of its article in data/annotations/hand/, named after its annotator."
            )
        case ("annotations", "machine"):
            return "move it to data/annotations/machine/ itself, named after its article."
        case ("annotations", *_):
            return "move it to the folder of its article in hand/, or to machine/."
    return (
        "move reference data to data/reference/, article records to data/articles.ttl, annotators to "
        "data/annotators.ttl and annotations to data/annotations/."
    )


def annotation_nodes(graph: Graph) -> list[URIRef]:
    """The annotations in a graph, in the order of their IRIs."""
    found = set(graph.subjects(OA.hasBody, None))
    for kind in (OA.Annotation, CQ.Evidence, CQ.Mention):
        found.update(graph.subjects(RDF.type, kind))
    return sorted(node for node in found if isinstance(node, URIRef))


def check_file(file: AnnotationFile, graph: Graph, name: str, passed_over: Collection[str]) -> list[Finding]:
    """Check that a file holds annotations of its own article, annotator and method, and nothing else.

    Args:
        file: the file, whose place tells article, annotator and method.
        graph: its content.
        name: how findings call the file.
        passed_over: annotations that have a finding already, of whose place nothing more is said.
    """
    findings = _foreign(graph, name)
    nodes = annotation_nodes(graph)
    for node in nodes:
        if str(node) not in passed_over:
            findings += _misplaced(file, graph, node, name) + _made_in_future(graph, node, name)
    if not nodes and not findings and not passed_over:
        findings.append(Finding(name, "", "file-empty", _EMPTY, severity="warning"))
    return findings


def _made_in_future(graph: Graph, node: URIRef, name: str) -> list[Finding]:
    """The time of an annotation, if it lies further ahead than clocks go wrong."""
    times = {made.toPython() for made in graph.objects(node, DCTERMS.created) if isinstance(made, Literal)}
    limit = datetime.now(tz=UTC) + CLOCK_SKEW
    return [
        Finding(
            name,
            str(node),
            "annotation-in-future",
            "This annotation says that it was made in the future; correct dct:created, or the clock of the "
            "computer.",
            value=made.isoformat(),
        )
        for made in times
        if isinstance(made, datetime) and made.tzinfo and made > limit
    ]


def _foreign(graph: Graph, name: str) -> list[Finding]:
    ours = tuple(f"{BASE}id/{kind}/" for kind in ("annotation", "position"))
    return [
        Finding(
            name,
            str(node),
            "file-foreign-node",
            "An annotation file describes positions and annotations only; "
            "move this description to data/reference.",
        )
        for node in sorted({node for node in graph.subjects() if isinstance(node, URIRef)})
        if not str(node).startswith(ours)
        and (node, RDF.type, CQ.Position) not in graph
        and (node, OA.hasBody, None) not in graph
    ]


def _misplaced(file: AnnotationFile, graph: Graph, node: URIRef, name: str) -> list[Finding]:
    """The first thing in which an annotation differs from what the place of its file says."""
    targets = set(graph.objects(node, OA.hasTarget))
    sources = {source for target in targets for source in graph.objects(target, OA.hasSource)}
    other_methods = {CQ.hand, CQ.machine} - {CQ.hand if file.method == "hand" else CQ.machine}
    methods = set(graph.objects(node, CQ.method)) & other_methods
    articles = _of_kind("article", sources) - {thing("article", file.article)}
    annotators = _of_kind("annotator", graph.objects(node, DCTERMS.creator))
    # A machine file is named after its article only, whatever version of the program wrote it.
    others = annotators - {thing("annotator", file.annotator)} if file.method == "hand" else set()
    for rule, wrong, expected, where in (
        ("file-method", methods, f"annotations by {file.method}", "the other folder, hand/ or machine/"),
        ("file-article", articles, f"annotations of {file.article}", "the file of its own article"),
        ("file-annotator", others, f"annotations by {file.annotator}", "the file of its own annotator"),
    ):
        if wrong:
            message = f"This file is for {expected}, and this one is not; move it to {where}."
            return [Finding(name, str(node), rule, message, value=min(map(str, wrong)))]
    return []


def _of_kind(kind: str, nodes: Iterable[Node]) -> set[Node]:
    return {node for node in nodes if str(node).startswith(f"{BASE}id/{kind}/")}


def check_codebook(items: Sequence[Evidence | Mention], name: str) -> list[Finding]:
    """Check what the codebook says of several annotations of one article together.

    Args:
        items: annotations whose structure is sound.
        name: how findings call the file that holds them.
    """
    evidence = [item for item in items if isinstance(item, Evidence)]
    mentions = [item for item in items if isinstance(item, Mention)]
    return [*_repeated(evidence, name), *_discussed(evidence, name), *_nested(mentions, name)]


def _repeated(evidence: list[Evidence], name: str) -> list[Finding]:
    """One position per article; a second span only where the rendering differs (codebook, section 4)."""
    seen: set[tuple[object, ...]] = set()
    findings = []
    for item in evidence:
        key = (item.article, item.annotator, item.position.key, item.rendering)
        if key in seen:
            findings.append(
                Finding(
                    name,
                    iri_of(item),
                    "evidence-repeated",
                    "This position already has evidence in the same rendering in this article; "
                    "keep the clearer span.",
                )
            )
        seen.add(key)
    return findings


def _discussed(evidence: list[Evidence], name: str) -> list[Finding]:
    """``discusses`` only where the holder takes no stronger stance on the target that day (section 4)."""
    stances: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for item in evidence:
        stances[_without_stance(item)].add(item.position.stance)
    return [
        Finding(
            name,
            iri_of(item),
            "discusses-with-stronger",
            "The same holder takes a stronger stance on the same target that day in this article; "
            "take the position with discusses out.",
            value=", ".join(sorted(stances[_without_stance(item)] - {"discusses"})),
        )
        for item in evidence
        if item.position.stance == "discusses" and stances[_without_stance(item)] != {"discusses"}
    ]


def _without_stance(item: Evidence) -> tuple[object, ...]:
    said: Position = item.position
    return (item.article, item.annotator, said.holder, said.target, said.stated_on, said.ascribed_by)


def _nested(mentions: list[Mention], name: str) -> list[Finding]:
    """The longest match, no nesting; several referents of the very same words are allowed (section 6)."""
    findings = []
    ordered = sorted(
        mentions, key=lambda item: (item.article, item.annotator, item.span.start, -item.span.end)
    )
    widest: Mention | None = None
    for item in ordered:
        same_text = widest and (widest.article, widest.annotator) == (item.article, item.annotator)
        if widest and same_text and item.span != widest.span and item.span.start < widest.span.end:
            findings.append(
                Finding(
                    name,
                    iri_of(item),
                    "mention-nested",
                    "This mention overlaps another one; keep the longest stretch that names one thing.",
                    value=iri_of(widest),
                )
            )
        elif widest is None or not same_text or item.span.end > widest.span.end:
            widest = item
    return findings
