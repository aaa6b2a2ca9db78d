"""The IRIs of things in the reference data: kind and class agree, and the slug is in the one form."""

from __future__ import annotations

import re

from rdflib import Graph, URIRef
from rdflib.term import Node

from communique.validation.report import Finding
from communique.vocabulary import BASE, CQ, DCTERMS, ORG, RDF, kind_and_slug

_KINDS: dict[Node, tuple[str, ...]] = {
    **dict.fromkeys(
        (CQ.Actor, CQ.Person, CQ.State, CQ.Body, CQ.Outlet, CQ.Population, CQ.Collective), ("actor",)
    ),
    CQ.Agreement: ("agreement",),
    CQ.Annotator: ("annotator",),
    CQ.Article: ("article",),
    CQ.Case: ("case",),
    CQ.Collection: ("collection",),
    CQ.CollectionMembership: ("collection",),
    CQ.Event: ("event",),
    CQ.Participation: ("agreement", "event", "case"),
    CQ.Provision: ("provision",),
    CQ.Tenure: ("tenure",),
    DCTERMS.BibliographicResource: ("source",),
    ORG.Post: ("post",),
}
"""Under which kinds the things of a class have their IRIs; a part has its own under its whole."""

_PARTS = {CQ.CollectionMembership, CQ.Participation}

_NAME = "[a-z0-9]+(-[a-z0-9]+)*"
_SLUG = re.compile(_NAME)
_SLUG_OF_PROVISION = re.compile(f"{_NAME}/[a-z0-9]+([.-][a-z0-9]+)*")
_SLUG_OF_PART = re.compile(f"{_NAME}#{_NAME}")


def check_things(graph: Graph, file_of: dict[str, str]) -> list[Finding]:
    """Check the IRI of every thing that has one of our classes.

    Args:
        graph: the reference data.
        file_of: the file that describes each thing.
    """
    findings = []
    for node in sorted({node for node in graph.subjects(RDF.type, None) if isinstance(node, URIRef)}):
        classes = {kind for kind in graph.objects(node, RDF.type) if kind in _KINDS}
        fault = _fault(node, classes)
        if fault:
            rule, message = fault
            findings.append(Finding(file_of.get(str(node), "data/reference"), str(node), rule, message))
    return findings


def _fault(node: URIRef, classes: set[Node]) -> tuple[str, str] | None:
    """The rule that an IRI breaks and what to do; None if it is sound or its class is none of these."""
    named = kind_and_slug(node)
    kind, slug = named or ("", "")
    for cls in sorted(classes, key=str):
        if kind not in _KINDS[cls]:
            name = re.split("[#/]", str(cls))[-1]
            expected = " or ".join(f"{BASE}id/{allowed}/" for allowed in _KINDS[cls])
            return (
                "thing-kind",
                f"A thing of the class {name} has an IRI that begins with {expected}; "
                "correct the IRI or the class.",
            )
    if not classes:
        return None
    pattern = _SLUG_OF_PART if classes & _PARTS else _SLUG_OF_PROVISION if kind == "provision" else _SLUG
    if pattern.fullmatch(slug):
        return None
    return (
        "thing-slug",
        "An IRI ends in lower-case letters without accents, digits and single hyphens "
        "(of a provision, with / before its number); write the name in this form.",
    )
