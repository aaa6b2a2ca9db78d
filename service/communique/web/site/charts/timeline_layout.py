"""Where everything of a timeline is drawn; what it looks like is the template's matter."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from communique.web.site.charts.question import target_name
from communique.web.site.charts.scales import Period, Tick, TimeScale
from communique.web.site.charts.timeline_items import LANES, DatedThing
from communique.web.site.charts.timeline_selection import PositionGroup, Selection

WIDTH = 1000
"""How wide the drawing is, in its own units; about a pixel each on a wide screen."""
_LEFT, _RIGHT = 12, WIDTH - 12
_TOP = 30
_ROW_TITLE, _LANE, _ROW_GAP = 20, 20, 8
_REACH = 9
"""How far a mark reaches to each side of its middle."""
_LETTER = 6.1
"""How wide a letter of a label is, about."""
_LONGEST_LABEL = 60
_MOST_LANES = 10
"""A row with more lanes than this is drawn without labels, so that marks can stand closer together."""
_KEY_HEIGHT = 70


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a timeline.

    Attributes:
        anchor: the name of its line in the table.
        item: what it stands for.
        x: its middle.
        y: likewise.
        begin: where the days begin that it may be of, if there are several.
        end: where they end.
        is_imprecise: whether the day is not known.
        label: what is written beside it; empty where there is no room.
        is_label_before: whether that stands to its left.
    """

    anchor: str
    item: PositionGroup | DatedThing
    x: float
    y: float
    begin: float
    end: float
    is_imprecise: bool
    label: str
    is_label_before: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a timeline.

    Attributes:
        title: what is written above it.
        iri: the thing that it is about; empty for a kind of things.
        y: its upper edge.
        height: its height.
        marks: its marks.
    """

    title: str
    iri: str
    y: float
    height: float
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A timeline, laid out.

    Attributes:
        period: what it shows.
        height: its height; the width is :data:`WIDTH`.
        rows: its rows: agreements, court orders and events first, then positions.
        ticks: places on the axis.
        guides: places of agreements and orders that are drawn through all rows.
        bottom: where the rows end.
    """

    period: Period
    height: float
    rows: list[Row]
    ticks: list[Tick]
    guides: list[float]
    bottom: float

    @property
    def marks(self) -> list[Mark]:
        """All marks, row by row."""
        return [mark for row in self.rows for mark in row.marks]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark that has its place in time, and not yet its lane."""

    anchor: str
    item: PositionGroup | DatedThing
    begin: float
    end: float
    is_imprecise: bool
    words: str

    @property
    def x(self) -> float:
        """Its middle."""
        return round((self.begin + self.end) / 2, 1)

    @property
    def label_width(self) -> float:
        return 4 + len(self.words) * _LETTER

    @property
    def is_label_before(self) -> bool:
        """Whether there is no room for the label on the right, but on the left."""
        return self.x + _REACH + self.label_width > _RIGHT

    def extent(self, *, labelled: bool) -> tuple[float, float]:
        """How far it reaches to the left and to the right."""
        low, high = self.x - _REACH, self.x + _REACH
        if labelled and self.is_label_before:
            low -= self.label_width
        elif labelled:
            high += self.label_width
        return min(low, self.begin), max(high, self.end)


def draw(
    period: Period,
    selection: Selection,
    things: Sequence[DatedThing],
    titles: Mapping[str, str],
    label: Callable[[str], str],
) -> Drawing:
    """Lay out a timeline.

    Args:
        period: what it shows.
        selection: the positions.
        things: agreements, orders and events.
        titles: the titles of the rows of these, by their kind.
        label: what a thing is called.
    """
    scale = TimeScale(period, _LEFT + _REACH, _RIGHT - _REACH)
    rows: list[Row] = []
    y: float = _TOP
    for lane in LANES:
        placed = [_place_thing(scale, item) for item in things if item.lane == lane]
        if placed:
            rows.append(_row(titles[lane], "", y, placed))
            y += rows[-1].height
    numbered = list(enumerate(selection.groups, start=1))
    for row in selection.rows:
        placed = [_place_group(scale, group, number) for number, group in numbered if group.row == row]
        if placed:
            rows.append(_row(label(row), row, y, placed))
            y += rows[-1].height
    return Drawing(period, y + _KEY_HEIGHT, rows, scale.ticks(), _guides(rows), y)


def _place_thing(scale: TimeScale, item: DatedThing) -> _Placed:
    begin, end = scale.span(item.period)
    words = textwrap.shorten(item.label, _LONGEST_LABEL, placeholder=" …")
    # A thing that took some days is drawn over all of them too, and its dates tell which of both it is.
    anchor = f"thing-{target_name(item.iri).replace('/', '-')}"
    return _Placed(anchor, item, begin, end, item.period.days > 1, words)


def _place_group(scale: TimeScale, group: PositionGroup, number: int) -> _Placed:
    period = Period.of(group.stated_on)
    begin, end = scale.span(period)
    count = f" ×{len(group.positions)}" if len(group.positions) > 1 else ""
    voice = {"ascribed": ", ascribed", "article": ", article’s voice"}.get(group.voice, "")
    machine = ", machine" if group.is_machine_only else ""
    words = f"{group.stance.label}{count}{voice}{machine}"
    return _Placed(f"mark-{number}", group, begin, end, period.days > 1, words)


def _row(title: str, iri: str, y: float, placed: Sequence[_Placed]) -> Row:
    labelled = True
    lanes = _lanes([one.extent(labelled=True) for one in placed])
    if max(lanes) >= _MOST_LANES:
        labelled = False
        lanes = _lanes([one.extent(labelled=False) for one in placed])
    marks = [
        Mark(
            one.anchor,
            one.item,
            one.x,
            y + _ROW_TITLE + lane * _LANE + _LANE / 2,
            one.begin,
            one.end,
            one.is_imprecise,
            one.words if labelled else "",
            one.is_label_before,
        )
        for one, lane in zip(placed, lanes, strict=True)
    ]
    height = _ROW_TITLE + (max(lanes) + 1) * _LANE + _ROW_GAP
    return Row(textwrap.shorten(title, 120, placeholder=" …"), iri, y, height, marks)


def _lanes(extents: Sequence[tuple[float, float]]) -> list[int]:
    """For each of some stretches, the first lane in which it meets none of those before it."""
    lanes = [0] * len(extents)
    ends: list[float] = []
    for number in sorted(range(len(extents)), key=lambda number: (extents[number][0], number)):
        low, high = extents[number]
        lane = next((place for place, end in enumerate(ends) if end <= low), len(ends))
        if lane == len(ends):
            ends.append(high)
        ends[lane] = high
        lanes[number] = lane
    return lanes


def _guides(rows: Collection[Row]) -> list[float]:
    """Where lines are drawn through all rows, so that before and after an agreement can be told."""
    return sorted(
        {
            mark.x
            for row in rows
            for mark in row.marks
            if isinstance(mark.item, DatedThing) and mark.item.lane != LANES[-1] and not mark.is_imprecise
        }
    )
