"""The lists that the service has, each with its filters."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import NamedNode

from communique.store.canned import Parameter
from communique.store.things import ThingIndex
from communique.vocabulary import CQ, kind_and_slug
from communique.web.items import ActorItem, AgreementItem, ArticleItem, EventItem, IssueItem, OutletItem
from communique.web.lookups.filters import Filter, day_filters, thing_filter, word_filter
from communique.web.lookups.listing import Listing, ThingListing
from communique.web.lookups.loading import (
    ACTOR_CLASSES,
    load_actors,
    load_agreements,
    load_articles,
    load_events,
    load_issues,
    load_outlets,
)
from communique.web.lookups.positions import PositionListing
from communique.web.served import ServedDataset

_BY_LABEL = (
    "OPTIONAL { ?item skos:prefLabel ?label FILTER(LANG(?label) = 'en') } BIND(LCASE(STR(?label)) AS ?first)"
)
_AGREEMENT = "trilateral-statement-2020-11-09"
_EVENT = "meeting-lavrov-mirzoyan-2023-03-20"


def listings(things: ThingIndex) -> list[Listing]:
    """All lists.

    Args:
        things: the things of the dataset; the kinds of agreements and events are choices.
    """
    return [
        actors(),
        agreements(things),
        events(things),
        issues(),
        outlets(),
        articles(),
        PositionListing.described(),
    ]


def actors() -> ThingListing:
    """The list of actors."""
    return ThingListing(
        "actors",
        "actor",
        "actor",
        ActorItem,
        (
            word_filter(
                "kind",
                "What they are",
                {name.lower(): f"?item a cq:{name} ." for name in ACTOR_CLASSES},
            ),
            _taking_part("agreement", "Who took part in an agreement, or in whose name", _AGREEMENT),
            _taking_part("event", "Who took part in an event, or in whose name", _EVENT),
            _with_positions(),
        ),
        "sergey-lavrov",
        classes=ACTOR_CLASSES,
        order=_BY_LABEL,
        load=load_actors,
    )


def agreements(things: ThingIndex) -> ThingListing:
    """The list of agreements; their kinds are those that the dataset knows."""
    return ThingListing(
        "agreements",
        "agreement",
        "agreement",
        AgreementItem,
        (
            _kind(things, CQ.AgreementKind, "cq:agreementKind"),
            _participant("party", "Who took part, or in whose name", "armenia"),
            thing_filter(
                "collection",
                "collection",
                "A collection that they belong to, on whatever day",
                "?collection cq:membership ?collectionPart . ?collectionPart cq:member ?item .",
                "trilateral-statements",
            ),
            *day_filters("cq:adoptedOn", "they were adopted; drafts have none"),
            _with_positions(),
        ),
        _AGREEMENT,
        classes=("Agreement",),
        order="OPTIONAL { ?item cq:adoptedOn ?first }",
        load=load_agreements,
    )


def events(things: ThingIndex) -> ThingListing:
    """The list of events; their kinds are those that the dataset knows."""
    return ThingListing(
        "events",
        "event",
        "event",
        EventItem,
        (
            _kind(things, CQ.EventKind, "cq:eventKind"),
            _participant("participant", "Who took part, or in whose name", "sergey-lavrov"),
            thing_filter(
                "article",
                "article",
                "An article that reports them",
                "?article cq:reports ?item .",
                "asbarez-2023-07-26-talks-productive",
            ),
            *day_filters("cq:heldOn", "they were held"),
            _with_positions(),
        ),
        _EVENT,
        classes=("Event",),
        order="OPTIONAL { ?item cq:heldOn ?first }",
        load=load_events,
    )


def issues() -> ThingListing:
    """The list of issues."""
    return ThingListing(
        "issues",
        "issue",
        "issue",
        IssueItem,
        (
            thing_filter(
                "agreement",
                "agreement",
                "An agreement with a provision about them",
                "?agreementPart cq:provisionOf ?agreement ; cq:about ?item .",
                _AGREEMENT,
            ),
            _with_positions(),
        ),
        "lachin-corridor",
        classes=("Issue",),
        order=_BY_LABEL,
        load=load_issues,
    )


def outlets() -> ThingListing:
    """The list of outlets."""
    return ThingListing(
        "outlets",
        "actor",
        "outlet",
        OutletItem,
        (
            thing_filter(
                "event",
                "event",
                "An event that an article of theirs reports",
                "?eventArticle cq:reports ?event ; schema:publisher ?item .",
                _EVENT,
            ),
            _with_positions(),
        ),
        "massis-post",
        classes=("Outlet",),
        order=_BY_LABEL,
        load=load_outlets,
    )


def articles() -> ThingListing:
    """The list of articles."""
    return ThingListing(
        "articles",
        "article",
        "article",
        ArticleItem,
        (
            thing_filter(
                "outlet", "outlet", "Who published them", "?item schema:publisher ?outlet .", "asbarez"
            ),
            thing_filter("event", "event", "An event that they report", "?item cq:reports ?event .", _EVENT),
            Filter(
                Parameter(
                    "agreement",
                    "agreement",
                    "An agreement that a position in them is on, as a whole or in one of its provisions",
                    example=_AGREEMENT,
                ),
                passes=_with_position_on,
            ),
            *day_filters("schema:datePublished", "they were published"),
        ),
        "asbarez-2023-07-26-talks-productive",
        classes=("Article",),
        order="OPTIONAL { ?item schema:datePublished ?first }",
        load=load_articles,
    )


def _kind(things: ThingIndex, class_iri: str, term: str) -> Filter:
    """The filter of a kind; the kinds are those that the dataset knows."""
    slugs = {named[1]: iri for iri in things.of_class(str(class_iri)) if (named := kind_and_slug(iri))}
    return word_filter(
        "kind",
        "What kind they are of",
        {slug: f"?item {term} {NamedNode(iri)} ." for slug, iri in sorted(slugs.items())},
    )


def _taking_part(name: str, description: str, example: str) -> Filter:
    """Actors by what they took part in."""
    pattern = f"?{name} cq:participation ?{name}Part . ?{name}Part cq:participant|cq:onBehalfOf ?item ."
    return thing_filter(name, name, description, pattern, example)


def _participant(name: str, description: str, example: str) -> Filter:
    """Agreements and events by who took part in them."""
    pattern = f"?{name}Part cq:participant|cq:onBehalfOf ?{name} . ?item cq:participation ?{name}Part ."
    return thing_filter(name, "actor", description, pattern, example)


def _with_positions() -> Filter:
    """Things by whether positions have to do with them."""

    def passes(served: ServedDataset, value: str) -> Callable[[str], bool]:
        return lambda iri: (served.position_counts.get(iri, 0) > 0) == (value == "true")

    described = "Whether there are positions of theirs, or on them: true, false"
    parameter = Parameter("positions", "text", described, example="true", choices=("true", "false"))
    return Filter(parameter, passes=passes)


def _with_position_on(served: ServedDataset, agreement: str) -> Callable[[str], bool]:
    """Articles by the agreements that positions in them are on."""
    index = served.positions
    numbers = index.having("within").get(agreement, ())
    articles = index.values_of("article", numbers)
    return lambda iri: iri in articles
