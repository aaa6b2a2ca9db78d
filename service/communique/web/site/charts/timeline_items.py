"""What has a day of its own beside positions: agreements, court orders and events."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from communique.vocabulary import thing
from communique.web.served import ServedDataset
from communique.web.site.charts.scales import Period

AGREEMENTS, ORDERS, EVENTS = "agreements", "orders", "events"
LANES = (AGREEMENTS, ORDERS, EVENTS)
"""The kinds of dated things, in the order in which they are drawn."""
MOST_ITEMS = 15
"""Most things of one kind in one chart."""
_COURT_ORDER = str(thing("agreement-kind", "court-order"))


@dataclass(frozen=True, slots=True)
class DatedThing:
    """An agreement, court order or event.

    Attributes:
        iri: the thing.
        label: what it is called.
        lane: one of :data:`LANES`.
        began: the day, month or year on which it was adopted or began.
        ended: the one on which it ended; for most that is the same.
        positions: how many positions have to do with it.
    """

    iri: str
    label: str
    lane: str
    began: str
    ended: str
    positions: int

    @property
    def period(self) -> Period:
        """The days from which to which it may have lasted."""
        return Period.of(self.began).including(Period.of(self.ended))


def dated_things(served: ServedDataset) -> list[DatedThing]:
    """All agreements that were adopted and all events that were held, in the order of their days."""
    found: dict[str, DatedThing] = {}
    for row in served.rows("dated-things"):
        iri, began = row["thing"], row["began"]
        of_agreements = ORDERS if row.get("kind") == _COURT_ORDER else AGREEMENTS
        lane = of_agreements if "adopted" in row else EVENTS
        positions = served.position_counts.get(iri, 0)
        item = DatedThing(iri, served.things.label(iri), lane, began, row.get("ended", began), positions)
        found.setdefault(iri, item)
    return sorted(found.values(), key=lambda item: (item.began, item.label, item.iri))


def within(
    things: Collection[DatedThing], period: Period, lanes: Collection[str], chosen: Collection[str]
) -> tuple[list[DatedThing], dict[str, int]]:
    """The things that a chart shows, and how many of each kind it leaves out for want of room.

    Args:
        things: all of them, in the order of their days.
        period: what is drawn.
        lanes: the kinds asked for.
        chosen: IRIs of those that must not be left out.
    """
    shown: list[DatedThing] = []
    left_out: dict[str, int] = {}
    for lane in LANES:
        if lane not in lanes:
            continue
        fitting = [item for item in things if item.lane == lane and item.period.overlaps(period)]
        first = sorted(fitting, key=lambda item: (item.iri not in chosen, -item.positions, item.began))
        kept = {item.iri for item in first[:MOST_ITEMS]}
        shown += [item for item in fitting if item.iri in kept]
        if len(fitting) > len(kept):
            left_out[lane] = len(fitting) - len(kept)
    return shown, left_out
