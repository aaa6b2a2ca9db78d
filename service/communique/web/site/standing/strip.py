"""Small drawings of stances over time; what they look like is the template's matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from string import ascii_uppercase

from communique.web.site.charts.positions import ChartData, ChartPosition, ChartStance
from communique.web.site.charts.scales import Period, Tick, TimeScale
from communique.web.site.charts.timeline_items import DatedThing

WIDTH = 420
"""How wide a strip is, in units of its drawing."""
_EDGE = 12
_LANE = 18
_REACH = 8
"""How far a mark reaches to each side of its middle."""
MOST_MARKS = 20
"""With more, the marks of a month or of a year are drawn as one."""
MOST_LANES = 3
"""How many marks of one sign that stand close together are drawn below each other."""
_PRECISIONS = (len("YYYY-MM-DD"), len("YYYY-MM"), len("YYYY"))


@dataclass(frozen=True, slots=True)
class Guide:
    """A line through all strips of a page.

    Attributes:
        letter: what stands at the line.
        x: where it is.
        item: the agreement or court order of that day.
    """

    letter: str
    x: float
    item: DatedThing


@dataclass(frozen=True, slots=True)
class Axis:
    """The time that all strips of a page show.

    Attributes:
        scale: the days as places.
        ticks: what is written at the axis.
        guides: agreements and orders whose days fall into it.
        left_out: how many more of these there are than letters.
    """

    scale: TimeScale
    ticks: tuple[Tick, ...]
    guides: tuple[Guide, ...] = ()
    left_out: int = 0

    @property
    def width(self) -> int:
        """How wide the strips are."""
        return WIDTH

    def ruling(self, height: int) -> str:
        """The lines of the ticks through a strip, as the data of an SVG path."""
        return "".join(f"M{tick.x} 0V{height}" for tick in self.ticks)

    def guiding(self, height: int) -> str:
        """The lines of the guides, likewise."""
        return "".join(f"M{guide.x} 0V{height}" for guide in self.guides)

    @classmethod
    def of(cls, dates: Iterable[str], things: Sequence[DatedThing] = ()) -> Axis | None:
        """The whole years that have all of some dates; None for no dates.

        Args:
            dates: days, months and years.
            things: agreements and orders in the order of their days; of those that are too many to have a
                letter each, those are drawn of which most positions speak.
        """
        periods = [Period.of(date) for date in set(dates)]
        if not periods:
            return None
        period = reduce(Period.including, periods).whole_years()
        scale = TimeScale(period, _EDGE, WIDTH - _EDGE)
        fitting = [item for item in things if item.period.days == 1 and item.period.overlaps(period)]
        first = sorted(fitting, key=lambda item: -item.positions)[: len(ascii_uppercase)]
        kept = [item for item in fitting if item in first]
        guides = tuple(
            Guide(letter, scale.span(item.period)[0], item)
            for letter, item in zip(ascii_uppercase, kept, strict=False)
        )
        return cls(scale, tuple(scale.ticks()), guides, len(fitting) - len(kept))


@dataclass(frozen=True, slots=True)
class StripMark:
    """The positions of one stance in one voice on one day, or in one month or year.

    Attributes:
        x: its middle.
        y: likewise.
        begin: where the days begin that it may be of, if there are several.
        end: where they end.
        stated_on: the day, month or year.
        stance: the stance.
        voice: one of :data:`communique.web.site.charts.positions.VOICES`.
        positions: how many there are.
    """

    x: float
    y: float
    begin: float
    end: float
    stated_on: str
    stance: ChartStance
    voice: str
    positions: int

    @property
    def is_long(self) -> bool:
        """Whether it stands for so long a time that this can be seen."""
        return self.end - self.begin > 2 * _REACH


@dataclass(frozen=True, slots=True)
class Strip:
    """Some positions over time: higher what is in favour of the target, lower what is against it.

    Attributes:
        height: how high it is; the width is :data:`WIDTH`.
        marks: what is drawn, from left to right.
        unit: what a mark stands for: ``day``, ``month`` or ``year``; dates less precise are as they are.
    """

    height: int
    marks: tuple[StripMark, ...]
    unit: str


def draw_strip(axis: Axis, positions: Iterable[ChartPosition], data: ChartData) -> Strip:
    """Draw some positions over time.

    Args:
        axis: the time that is shown.
        positions: what to draw.
        data: the positions of the dataset, with their stances.
    """
    counts, unit = _counted([(one.stated_on, one.stance, one.voice) for one in positions])
    placed = sorted(
        ((axis.scale.span(Period.of(date)), date, data.stances[stance], voice, number)
         for (date, stance, voice), number in counts.items()),
        key=lambda one: (one[0], one[2].order, one[3]),
    )  # fmt: skip
    marks: list[StripMark] = []
    top = 0
    for sign in (1, 0, -1):
        ends: list[float] = []
        for (begin, end), date, stance, voice, number in placed:
            if stance.polarity != sign:
                continue
            x = round((begin + end) / 2, 1)
            lane = _lane(ends, x)
            y = top + lane * _LANE + _LANE / 2
            marks.append(StripMark(x, y, begin, end, date, stance, voice, number))
        top += len(ends) * _LANE
    return Strip(max(top, _LANE), tuple(sorted(marks, key=lambda mark: (mark.x, mark.y))), unit)


def _counted(found: Sequence[tuple[str, str, str]]) -> tuple[Counter[tuple[str, str, str]], str]:
    """How many positions there are by date, stance and voice: by month or year where days are too many."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for precision, unit in zip(_PRECISIONS, ("day", "month", "year"), strict=True):
        counts = Counter((date[:precision], stance, voice) for date, stance, voice in found)
        if len(counts) <= MOST_MARKS:
            return counts, unit
    return counts, "year"


def _lane(ends: list[float], x: float) -> int:
    """The first lane with room at a place; the last one where none has any. The lane is then taken."""
    lane = next((number for number, end in enumerate(ends) if end <= x - _REACH), len(ends))
    if lane == len(ends) and lane < MOST_LANES:
        ends.append(0)
    lane = min(lane, MOST_LANES - 1)
    ends[lane] = x + _REACH
    return lane
