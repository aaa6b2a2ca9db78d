"""Knowledge from the files of a workspace."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import TypeVar

from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from communique.annotator.knowledge.facts import (
    AgreementFacts,
    CollectionFacts,
    EventFacts,
    IssueFacts,
    Name,
    Office,
    OfficeTenure,
    Person,
    ProvisionFacts,
)
from communique.annotator.knowledge.known import Knowledge
from communique.annotator.knowledge.states import WOMEN
from communique.annotator.knowledge.subjects import with_keywords
from communique.annotator.timing.dates import dates_in
from communique.model import PartialDate, Thing
from communique.vocabulary import CQ, ORG, RDF, SKOS, kind_and_slug
from communique.workspace import Workspace

_T = TypeVar("_T")
_CLASSES = {
    CQ.Person: "person",
    CQ.State: "state",
    CQ.Body: "body",
    CQ.Population: "population",
    CQ.Collective: "collective",
    CQ.Outlet: "outlet",
}
_NAMED = (CQ.Agreement, CQ.Collection, CQ.Provision, CQ.Issue, CQ.Event)


def read_knowledge(workspace: Workspace) -> Knowledge:
    """What the ontology and the reference files of a workspace say.

    Raises:
        TurtleError: a file cannot be read.
    """
    graph = workspace.reference + workspace.ontology
    kinds = {slug: kind for class_, kind in _CLASSES.items() for slug, _ in _instances(graph, class_)}
    parents = {
        slug: parent
        for slug, node in _instances(graph, CQ.Body)
        if (parent := _slug(graph, node, ORG.subOrganizationOf))
    }
    issues = {slug: IssueFacts(slug, _texts(graph, node)) for slug, node in _instances(graph, CQ.Issue)}
    provisions = _provisions(graph, issues)
    offices = dict(_offices(graph))
    return Knowledge(
        names=tuple(_names(graph)),
        kinds=_in_order(kinds),
        parents=_in_order(parents),
        people=dict(_people(graph)),
        offices=offices,
        tenures=tuple(_tenures(graph, offices)),
        agreements=dict(_agreements(graph, provisions, kinds)),
        collections=dict(_collections(graph)),
        provisions=provisions,
        issues=_in_order(issues),
        events=dict(_events(graph)),
    )


def _in_order(found: dict[str, _T]) -> dict[str, _T]:
    return dict(sorted(found.items()))


def _instances(graph: Graph, class_: URIRef) -> Iterator[tuple[str, Node]]:
    """The things of a class by slug, in order."""
    found = []
    for node in graph.subjects(RDF.type, class_):
        named = kind_and_slug(str(node))
        if named:
            found.append((named[1], node))
    yield from sorted(found)


def _slug(graph: Graph, node: Node, predicate: URIRef) -> str | None:
    """The slug of the one thing that a property points to."""
    named = kind_and_slug(str(graph.value(node, predicate)))
    return named[1] if named else None


def _slugs(graph: Graph, node: Node, predicate: URIRef) -> tuple[str, ...]:
    found = (kind_and_slug(str(value)) for value in graph.objects(node, predicate))
    return tuple(sorted(named[1] for named in found if named))


def _date(graph: Graph, node: Node, predicate: URIRef) -> PartialDate | None:
    value = graph.value(node, predicate)
    return PartialDate(str(value)) if value else None


def _english(graph: Graph, node: Node, predicate: URIRef) -> list[str]:
    """English texts of a property, in order."""
    return sorted(
        str(value)
        for value in graph.objects(node, predicate)
        if isinstance(value, Literal) and (value.language or "en").startswith("en")
    )


def _texts(graph: Graph, node: Node) -> tuple[str, ...]:
    """All English labels, the preferred one first."""
    labels = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
    return tuple(text for predicate in labels for text in _english(graph, node, predicate))


def _first(graph: Graph, node: Node, predicate: URIRef) -> str:
    return next(iter(_english(graph, node, predicate)), "")


def _names(graph: Graph) -> Iterator[Name]:
    for class_ in (*_CLASSES, *_NAMED):
        for _, node in _instances(graph, class_):
            kind, slug = kind_and_slug(str(node)) or ("", "")
            for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
                for text in _english(graph, node, predicate):
                    yield Name(
                        text,
                        Thing(kind, slug),
                        is_hidden=predicate == SKOS.hiddenLabel,
                        is_preferred=predicate == SKOS.prefLabel,
                    )


def _people(graph: Graph) -> Iterator[tuple[str, Person]]:
    for slug, node in _instances(graph, CQ.Person):
        yield slug, Person(slug, _texts(graph, node), is_woman=slug.partition("-")[0] in WOMEN)


def _offices(graph: Graph) -> Iterator[tuple[str, Office]]:
    for slug, node in _instances(graph, ORG.Post):
        organization = _slug(graph, node, ORG.postIn)
        if organization:
            kind = slug.removesuffix(f"-{organization}")
            yield slug, Office(slug, kind, organization, _texts(graph, node))


def _tenures(graph: Graph, offices: dict[str, Office]) -> Iterator[OfficeTenure]:
    for _, node in _instances(graph, CQ.Tenure):
        person, office = _slug(graph, node, ORG.member), _slug(graph, node, CQ.post)
        started, ended = _date(graph, node, CQ.startedOn), _date(graph, node, CQ.endedOn)
        if person and office in offices and started:
            organization = offices[office].organization
            end = ended.last_day if ended else None
            yield OfficeTenure(person, office, organization, started.first_day, end)


def _provisions(graph: Graph, issues: dict[str, IssueFacts]) -> dict[str, ProvisionFacts]:
    by_agreement: dict[str, list[ProvisionFacts]] = defaultdict(list)
    for slug, node in _instances(graph, CQ.Provision):
        agreement = _slug(graph, node, CQ.provisionOf)
        if agreement:
            facts = ProvisionFacts(
                slug,
                agreement,
                str(graph.value(node, CQ.number) or slug.rpartition("/")[2]),
                _first(graph, node, SKOS.prefLabel),
                _first(graph, node, SKOS.definition),
                _slugs(graph, node, CQ.about),
                (),
            )
            by_agreement[agreement].append(facts)
    found = [item for of_one in by_agreement.values() for item in with_keywords(of_one, issues)]
    return {item.slug: item for item in sorted(found, key=lambda item: item.slug)}


def _agreements(
    graph: Graph, provisions: dict[str, ProvisionFacts], kinds: dict[str, str]
) -> Iterator[tuple[str, AgreementFacts]]:
    cases = {
        slug: court for slug, node in _instances(graph, CQ.Case) if (court := _slug(graph, node, CQ.court))
    }
    for slug, node in _instances(graph, CQ.Agreement):
        labels = _texts(graph, node)
        adopted = _date(graph, node, CQ.adoptedOn)
        case = _slug(graph, node, CQ.inCase)
        own = [item for item in provisions.values() if item.agreement == slug]
        persons, parties = _took_part(graph, node)
        yield (
            slug,
            AgreementFacts(
                slug=slug,
                kind=_slug(graph, node, CQ.agreementKind) or "",
                labels=labels,
                adopted=adopted,
                days=_days(adopted, labels),
                place=_first(graph, node, CQ.place),
                parties=frozenset(parties),
                persons=frozenset(slug for slug in persons if kinds.get(slug) == "person"),
                court=cases.get(case) if case else None,
                case=case,
                issues=frozenset(issue for item in own for issue in item.issues),
                changes_nothing=any("no modification" in item.label for item in own),
            ),
        )


def _days(adopted: PartialDate | None, labels: tuple[str, ...]) -> frozenset[datetime.date]:
    """The day of adoption and the days that the names give."""
    found = {adopted.first_day} if adopted and adopted.is_day else set()
    for label in labels:
        for told in dates_in(label):
            date = told.on(None)
            if date and date.is_day:
                found.add(date.first_day)
    return frozenset(found)


def _took_part(graph: Graph, node: Node) -> tuple[list[str], list[str]]:
    """Who took part in an agreement or event: persons and, for agreements, the sides they acted for."""
    actors, sides = [], []
    for participation in graph.objects(node, CQ.participation):
        participant = _slug(graph, participation, CQ.participant)
        if participant is None:
            continue
        side = _slug(graph, participation, CQ.onBehalfOf)
        actors.append(participant)
        sides.append(side or participant)
    return sorted(set(actors)), sorted(set(sides))


def _collections(graph: Graph) -> Iterator[tuple[str, CollectionFacts]]:
    for slug, node in _instances(graph, CQ.Collection):
        members = []
        for membership in graph.objects(node, CQ.membership):
            member, since = _slug(graph, membership, CQ.member), _date(graph, membership, CQ.memberFrom)
            if member and since:
                members.append((member, since))
        yield slug, CollectionFacts(slug, _texts(graph, node), tuple(sorted(members, key=lambda m: m[1])))


def _events(graph: Graph) -> Iterator[tuple[str, EventFacts]]:
    for slug, node in _instances(graph, CQ.Event):
        held = _date(graph, node, CQ.heldOn)
        if held:
            participants, _ = _took_part(graph, node)
            yield (
                slug,
                EventFacts(
                    slug=slug,
                    kind=_slug(graph, node, CQ.eventKind) or "",
                    held=held,
                    ended=_date(graph, node, CQ.endedOn),
                    place=_first(graph, node, CQ.place),
                    participants=tuple(participants),
                ),
            )
