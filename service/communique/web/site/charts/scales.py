"""Time as a place on a line: days, months and years to the precision known, and the ticks of an axis."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from communique.model import PartialDate

MOST_TICKS = 10
_DAY = datetime.timedelta(days=1)
_STEPS = (
    *(("day", count) for count in (1, 2, 7)),
    *(("month", count) for count in (1, 3, 6)),
    *(("year", count) for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
)
"""How far apart ticks may be, in units of the calendar."""
_FORMATS = {"day": "%-d %b %Y", "month": "%b %Y"}


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis with what is written there."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both included."""

    first: datetime.date
    last: datetime.date

    @classmethod
    def of(cls, text: str) -> Period:
        """What a day, month or year covers."""
        date = PartialDate(text)
        return cls(date.first_day, date.last_day)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def whole_years(self) -> Period:
        """From the beginning of the year in which it begins to the end of the year in which it ends."""
        return Period(self.first.replace(month=1, day=1), self.last.replace(month=12, day=31))

    def including(self, other: Period) -> Period:
        """The shortest period that has all days of both."""
        return Period(min(self.first, other.first), max(self.last, other.last))


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A period drawn from left to right, every day as wide as every other.

    Attributes:
        period: what is drawn.
        left: where it begins, in units of the drawing.
        right: where it ends.
    """

    period: Period
    left: float
    right: float

    def span(self, period: Period) -> tuple[float, float]:
        """Where a period begins and ends on the line; what lies outside is cut off."""
        begin = self._at((period.first - self.period.first).days)
        end = self._at((period.last - self.period.first).days + 1)
        return begin, end

    def ticks(self) -> list[Tick]:
        """The beginnings of days, months or years, as many as can be told apart."""
        for unit, count in _STEPS:
            # A bound before any day is listed, for there may be a million.
            if self.period.days > MOST_TICKS * count * {"day": 1, "month": 31, "year": 366}[unit]:
                continue
            days = list(_beginnings(self.period, unit, count))
            if len(days) <= MOST_TICKS:
                return [Tick(self.span(Period(day, day))[0], _name(day, unit)) for day in days]
        return []

    def _at(self, days: int) -> float:
        share = min(max(days / self.period.days, 0.0), 1.0)
        return round(self.left + share * (self.right - self.left), 1)


def _beginnings(period: Period, unit: str, count: int) -> Iterator[datetime.date]:
    """The days of a period on which every so many days, months or years begin."""
    if unit == "day":
        day = period.first
        while day <= period.last:
            yield day
            if (period.last - day).days < count:
                return
            day += count * _DAY
        return
    months = count * (12 if unit == "year" else 1)
    number = period.first.year * 12 + period.first.month - 1
    number = -(-number // months) * months if period.first.day == 1 else (number // months + 1) * months
    while number // 12 <= datetime.MAXYEAR:
        day = datetime.date(max(number // 12, 1), number % 12 + 1, 1)
        if day > period.last:
            return
        yield day
        number += months


def _name(day: datetime.date, unit: str) -> str:
    return str(day.year) if unit == "year" else day.strftime(_FORMATS[unit])
