"""The page of an event: what every outlet reported of it, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import URIRef

from communique.store.protocol import Row
from communique.vocabulary import DCTERMS, SKOS, kind_and_slug, thing
from communique.web.details import Details
from communique.web.errors import ProblemError
from communique.web.items import ArticleItem, EventItem
from communique.web.lookups.loading import load_articles, load_events
from communique.web.records import PositionRecord, by_position, find_positions
from communique.web.rendering import Pages
from communique.web.served import ServedDataset
from communique.web.site.events.coverage import Coverage, Utterance
from communique.web.site.events.sides import by_side
from communique.web.views import by_role

PAGE_UTTERANCES = 30
"""How many utterances a page of an event has."""
MOST_ARTICLES = 50
"""How many articles on an event its page lists."""
MOST_POSITIONS = 30
"""How many pieces of evidence of positions on the event itself its page shows."""


@dataclass(frozen=True, slots=True)
class Report:
    """An article that reports an event.

    Attributes:
        article: its record.
        here: how many positions it tells that were stated at the event.
        others: how many it tells beside these.
    """

    article: ArticleItem
    here: int
    others: int


@dataclass(frozen=True, slots=True)
class Matter:
    """What several participants are reported to have spoken of together.

    Attributes:
        target: what they spoke of.
        voices: who spoke how: participants by one of the words of the canned query ``joint-readouts``.
    """

    target: str
    voices: dict[str, list[Row]]


def event_page(served: ServedDataset, pages: Pages, iri: str, after: str | None = None) -> str:
    """The page of an event.

    Args:
        served: the dataset.
        pages: the templates.
        iri: the event.
        after: slug of the last utterance of the page before, for an event with more than a page holds.

    Raises:
        ProblemError: there is no such utterance at the event.
    """
    event = load_events(served, [iri])[0]
    details = Details(served, [iri])
    coverage = Coverage(served, iri)
    utterances, following = _page_of(coverage.utterances, after)
    told = coverage.told(utterances)
    tallies = coverage.tallies()
    participations = by_role(served.rows("participations", {"whole": URIRef(iri)}))
    return pages.render(
        "event.html",
        event=event,
        slug=(kind_and_slug(iri) or ("", ""))[1],
        notes=details.all(iri, SKOS.note),
        sources=details.all(iri, DCTERMS.source),
        participations=participations,
        same_day=[row["other"] for row in served.rows("same-day", {"event": URIRef(iri)})],
        sides=by_side(served, iri, participations, {tally.outlet.id for tally in tallies}),
        total=len(coverage.utterances),
        told=told,
        tallies=tallies,
        readable=sum(not tally.not_read for tally in tallies),
        shared=[utterance for utterance in told if len(utterance.tellers) > 1],
        alone=_by_outlet([one for one in told if len(one.tellers) == 1 and one.is_missed]),
        uncompared=[one for one in told if len(one.tellers) == 1 and not one.is_missed],
        absent=coverage.without_article(),
        matters=_matters(served, iri),
        on_event=_on_event(served, iri),
        reports=_reports(served, event),
        articles=len(event.articles),
        following=following,
        continued=after is not None,
    )


def _page_of(utterances: list[str], after: str | None) -> tuple[list[str], str]:
    """The utterances of one page, and the ``after`` of the next, empty for the last."""
    begin = 0
    if after is not None:
        last = str(thing("position", after)) if after else ""
        if last not in utterances:
            raise ProblemError(
                400, "after: no such utterance is recorded of this event; leave it out to begin at the first"
            )
        begin = utterances.index(last) + 1
    page = utterances[begin : begin + PAGE_UTTERANCES]
    has_more = bool(page) and begin + len(page) < len(utterances)
    return page, (kind_and_slug(page[-1]) or ("", ""))[1] if has_more else ""


def _by_outlet(utterances: Sequence[Utterance]) -> list[tuple[str, list[Utterance]]]:
    """Utterances that one outlet tells each, put together by outlet."""
    found: dict[str, list[Utterance]] = {}
    for utterance in utterances:
        found.setdefault(utterance.tellers[0].outlet.id, []).append(utterance)
    return sorted(found.items())


def _matters(served: ServedDataset, iri: str) -> list[Matter]:
    query = served.catalogue.queries["joint-readouts"]
    matters: dict[str, dict[str, list[Row]]] = {}
    for row in served.store.query(query.text, bindings={"event": URIRef(iri)}).rows():
        matters.setdefault(row["target"], {}).setdefault(row["voice"], []).append(row)
    return [Matter(target, voices) for target, voices in matters.items()]


def _on_event(served: ServedDataset, iri: str) -> list[list[PositionRecord]]:
    """The positions whose target is the event, each with its evidence."""
    return by_position(find_positions(served, {"target": iri}, limit=MOST_POSITIONS).positions)


def _reports(served: ServedDataset, event: EventItem) -> list[Report]:
    """The articles that report an event, by outlet and headline."""
    index = served.positions
    stated = set(index.having("event").get(event.id, ()))

    def positions(numbers: set[int]) -> int:
        return len({index.key(number).position for number in numbers})

    found = []
    for article in load_articles(served, [article.id for article in event.articles[:MOST_ARTICLES]]):
        numbers = set(index.having("article").get(article.id, ()))
        found.append(Report(article, positions(numbers & stated), positions(numbers - stated)))
    return sorted(found, key=lambda one: (one.article.outlet.label, one.article.headline, one.article.id))
