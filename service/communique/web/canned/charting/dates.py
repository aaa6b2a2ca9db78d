"""Who says something when: a line for each holder, a mark for each date and stance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce

from communique.web.canned.charting.columns import Answer
from communique.web.canned.charting.lettering import LINE, width_of, wrapped
from communique.web.site.charts.positions import ChartStance
from communique.web.site.charts.scales import Period, Tick, TimeScale

MOST_LINES = 40
"""With more holders, those with most rows are drawn."""
MOST_MARKS = 30
"""With more marks on a line, the marks of a month or of a year are drawn as one."""
WIDTH = 940
_EDGE, _AXIS, _LANE, _REACH = 40, 30, 26, 13
_PRECISIONS = (len("YYYY-MM-DD"), len("YYYY-MM"), len("YYYY"))
_Said = tuple[str, ChartStance | None, bool]
"""When, with what stance, and whether somebody else says so."""


@dataclass(frozen=True, slots=True)
class DateMark:
    """What was said with one stance on one day, or in one month or year."""

    x: float
    y: float
    stated_on: str
    stance: ChartStance | None
    is_ascribed: bool
    number: int


@dataclass(frozen=True, slots=True)
class DateLine:
    """What one holder said over time."""

    y: float
    height: float
    title: str
    unit: str
    marks: list[DateMark]


@dataclass(frozen=True, slots=True)
class DateStrip:
    """Lines over one axis, laid out.

    Attributes:
        date: the column that is drawn.
        period: what the axis shows.
        ticks: places on the axis.
        lines: a line for each holder.
        total: how many holders there are.
        unstated: how many rows of the answer have no date or no holder.
        bottom: where the lines end.
        height: how high the drawing is; its width is :data:`WIDTH`.
    """

    date: str
    period: Period
    ticks: list[Tick]
    lines: list[DateLine]
    total: int
    unstated: int
    bottom: float
    height: float
    width: float = WIDTH


def strip(answer: Answer, stances: Mapping[str, ChartStance]) -> DateStrip | None:
    """A strip for an answer that has a column of dates and one of holders."""
    holder, date, stance = answer.holder, answer.date, answer.stance
    if holder is None or date is None:
        return None
    dated = [row for row in answer.rows if holder in row and date in row]
    said: dict[str, dict[str, _Said]] = {}
    labels: dict[str, str] = {}
    for row in dated:
        iri = row[stance]["value"] if stance and stance in row else ""
        taken = stances.get(iri)
        name = row[holder]["value"]
        labels[name] = answer.label(row, holder)
        identity = answer.identity(row)
        said.setdefault(name, {})[identity] = (row[date]["value"], taken, "ascribedBy" in row)
    kept = [
        name
        for name, _ in Counter({name: len(found) for name, found in said.items()}).most_common(MOST_LINES)
    ]
    periods = [Period.of(when) for name in kept for when, _, _ in said[name].values()]
    period = reduce(Period.including, periods).whole_years()
    scale = TimeScale(period, _EDGE, WIDTH - _EDGE)
    lines: list[DateLine] = []
    y: float = _AXIS
    for name in kept:
        lines.append(_line(scale, y, labels[name], list(said[name].values())))
        y += lines[-1].height
    return DateStrip(
        date, period, scale.ticks(), lines, len(said), len(answer.rows) - len(dated), y, y + _AXIS + 6
    )


def _line(scale: TimeScale, y: float, title: str, said: list[_Said]) -> DateLine:
    counts, unit = _counted(said)
    placed = sorted(
        ((sum(scale.span(Period.of(date))) / 2, date, stance, ascribed, number)
         for (date, stance, ascribed), number in counts.items()),
        key=lambda one: (one[0], one[2].order if one[2] else (0, ""), one[3]),
    )  # fmt: skip
    marks: list[DateMark] = []
    ends: list[float] = []
    for x, date, stance, ascribed, number in placed:
        lane = next((place for place, end in enumerate(ends) if end <= x - _REACH), len(ends))
        if lane == len(ends):
            ends.append(0)
        ends[lane] = x + _REACH + (width_of(f"×{number}") if number > 1 else 0)
        middle = y + LINE + 6 + lane * _LANE + _LANE / 2
        marks.append(DateMark(round(x, 1), middle, date, stance, ascribed, number))
    return DateLine(y, LINE + 12 + len(ends) * _LANE, wrapped(title, WIDTH - 20, 1)[0], unit, marks)


def _counted(said: list[_Said]) -> tuple[Counter[_Said], str]:
    """How much there is by date, stance and voice: by month or year where days are too many."""
    counts: Counter[_Said] = Counter()
    for precision, unit in zip(_PRECISIONS, ("day", "month", "year"), strict=True):
        counts = Counter((date[:precision], stance, ascribed) for date, stance, ascribed in said)
        if len(counts) <= MOST_MARKS:
            return counts, unit
    return counts, "year"
