"""What is recorded of a clause before court orders that have to do with it, and after them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.store.positions import ASCRIBED, OWN
from communique.vocabulary import CQ
from communique.web.details import Details
from communique.web.served import ServedDataset
from communique.web.site.agreement.related import COURT_ORDER, RelatedAgreement, as_dated, related_agreements
from communique.web.site.charts.positions import ChartData, ChartPosition, ChartStance, chart_data
from communique.web.site.charts.question import Question
from communique.web.site.charts.scales import Period
from communique.web.site.charts.timeline_items import DatedThing
from communique.web.site.standing.stances import CELL_PATH, MOST_VOICES, Share, party, shares

_BY_CLAUSE = ("cites this one", "on the same matter")
"""The relations that an order can have to a single clause."""
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Said:
    """The positions of one stance on one side of an order.

    Attributes:
        stance: the stance.
        positions: how many there are.
        shares: who takes it, those with most positions first, each with where the words are.
        left_out: how many more do.
    """

    stance: ChartStance
    positions: int
    shares: list[Share]
    left_out: int


@dataclass(frozen=True, slots=True)
class AroundOrder:
    """A court order with what is recorded before it and after it.

    Attributes:
        order: the order.
        before: what was said on the days before its day, by stance.
        after: what was said on the days after it, likewise.
        unclear: how many positions are of its very day, or of a month or year that has it.
    """

    order: DatedThing
    before: list[Said]
    after: list[Said]
    unclear: int


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """A clause and the court orders that have to do with it.

    Attributes:
        orders: the orders in the order of their days.
        first: the earliest day of any position in the dataset, on whatever; empty if no position has a day.
        last: the latest.
    """

    orders: list[AroundOrder]
    first: str
    last: str


def before_and_after(served: ServedDataset, provision: str) -> BeforeAfter | None:
    """What is recorded of a clause around court orders; None without any order.

    Orders count that cite the clause or its agreement, or that regulate the same matter.

    Args:
        served: the dataset.
        provision: the clause.
    """
    agreement = Details(served, [provision]).one(provision, str(CQ.provisionOf))
    data = chart_data(served)
    if agreement is None:
        return None
    related = [item for item in related_agreements(served, agreement) if concerns(item, provision)]
    dated = [item for item in as_dated(served, related) if item.period.days == 1]
    found = [one for one in data.positions if one.target == provision]
    orders = [around(data, found, order, provision) for order in dated]
    # Of a month or a year, nobody could tell on which side of what it is.
    days = [one.stated_on for one in data.positions if len(one.stated_on) == len("YYYY-MM-DD")]
    return BeforeAfter(orders, min(days, default=""), max(days, default="")) if orders else None


def concerns(item: RelatedAgreement, provision: str) -> bool:
    """Whether a court order has to do with a clause: cites it or its agreement, or regulates the same matter.

    Args:
        item: what has to do with the agreement of the clause.
        provision: the clause.
    """
    return item.kind == COURT_ORDER and any(
        provision in link.clauses or (link.relation == _BY_CLAUSE[0] and not link.clauses)
        for link in item.links
        if link.relation in _BY_CLAUSE
    )


def around(
    data: ChartData, positions: Sequence[ChartPosition], order: DatedThing, provision: str
) -> AroundOrder:
    """Positions on a clause by the side of an order on which they are.

    Args:
        data: the positions of the dataset, with their stances.
        positions: those on the clause.
        order: an order whose day is known.
        provision: the clause.
    """
    day = order.period
    before = [one for one in positions if Period.of(one.stated_on).last < day.first]
    after = [one for one in positions if Period.of(one.stated_on).first > day.last]
    return AroundOrder(
        order,
        _said(data, before, Question(targets=(provision,), latest=(day.first - _DAY).isoformat())),
        _said(data, after, Question(targets=(provision,), earliest=(day.last + _DAY).isoformat())),
        len(positions) - len(before) - len(after),
    )


def _said(data: ChartData, positions: Sequence[ChartPosition], question: Question) -> list[Said]:
    """Positions by stance, affirmative ones first; the question is what their evidence is asked for by."""

    def address(actor: str, voice: str) -> str:
        voice = ASCRIBED if voice == ASCRIBED else OWN
        return replace(question, actors=(actor,), voice=voice).address(CELL_PATH)

    rows = []
    for stance in sorted({one.stance for one in positions}, key=lambda iri: data.stances[iri].order):
        taken = [one for one in positions if one.stance == stance]
        found = shares(taken, party, address)
        rows.append(Said(data.stances[stance], len(taken), found[:MOST_VOICES], len(found[MOST_VOICES:])))
    return rows
