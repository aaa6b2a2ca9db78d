"""Dates as English articles write them: absolute in any style, incomplete, or relative to a day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from communique.model import PartialDate


class DateKind(StrEnum):
    """What a date expression says of the day."""

    ABSOLUTE = "absolute"
    """A year, with month and day or without."""
    NO_YEAR = "no year"
    """“20 March”, “in March”: the nearest one that is not after the day of reference."""
    WEEKDAY = "weekday"
    DAYS_BEFORE = "days before"
    """“today”, “yesterday”, “two days ago”."""
    SPAN_OF_TIME = "span of time"
    """“earlier this month”, “last year”: no day."""
    SAME_DAY = "same day"
    """“later that day”: the day spoken of before."""
    DAY_BEFORE_THAT = "day before that"
    """“the previous day”: counted from the day spoken of before."""
    DAY_AFTER_THAT = "day after that"
    """“the next day”: counted from the day spoken of before."""


@dataclass(frozen=True, slots=True)
class ToldDate:
    """A date expression and where it stands."""

    start: int
    end: int
    kind: DateKind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    second_day: int | None = None
    """Of “9/10 November”."""
    number: int = 0
    """Days before or after, or 0 for Monday to 6 for Sunday, or months or years before."""
    unit: str = ""
    """``week``, ``month`` or ``year`` for spans of time; ``last`` for “last Friday”, “March of last year”."""

    def on(self, reference: datetime.date | None) -> PartialDate | None:
        """The date meant by somebody who writes (or, for SAME_DAY, speaks of) a day.

        Args:
            reference: that day; absolute dates need none.

        Returns:
            The date to the precision told; None where it cannot be known.
        """
        if self.kind is DateKind.ABSOLUTE:
            return _partial(self.year, self.month, self.day)
        if reference is None:
            return None
        return _RESOLVERS[self.kind](self, reference)

    @property
    def has_day(self) -> bool:
        """Whether it tells a day, and not only a month or a year."""
        if self.kind in (DateKind.ABSOLUTE, DateKind.NO_YEAR):
            return self.day is not None
        return self.kind is not DateKind.SPAN_OF_TIME


def _partial(year: int | None, month: int | None, day: int | None) -> PartialDate | None:
    parts = [f"{year:04d}" if year else "", f"{month:02d}" if month else "", f"{day:02d}" if day else ""]
    try:
        return PartialDate("-".join(part for part in parts if part))
    except ValueError:
        return None  # 31 February and the like


def _without_year(told: ToldDate, reference: datetime.date) -> PartialDate | None:
    if told.unit == "last":
        return _partial(reference.year - 1, told.month, told.day)
    date = _partial(reference.year, told.month, told.day)
    if date and date.first_day > reference + datetime.timedelta(days=1):  # publishers ahead in the time zone
        date = _partial(reference.year - 1, told.month, told.day)
    return date


def _weekday(told: ToldDate, reference: datetime.date) -> PartialDate:
    back = (reference.weekday() - told.number) % 7
    if not back and told.unit == "last":
        back = 7  # who says “last Friday” on a Friday does not mean today
    return PartialDate((reference - datetime.timedelta(days=back)).isoformat())


def _days_before(told: ToldDate, reference: datetime.date) -> PartialDate:
    return PartialDate((reference - datetime.timedelta(days=told.number)).isoformat())


def _days_after(told: ToldDate, reference: datetime.date) -> PartialDate:
    return PartialDate((reference + datetime.timedelta(days=told.number)).isoformat())


def _span_of_time(told: ToldDate, reference: datetime.date) -> PartialDate | None:
    if told.unit == "year":
        return _partial(reference.year - told.number, None, None)
    if told.unit == "week":
        reference -= datetime.timedelta(weeks=told.number)
        return _partial(reference.year, reference.month, None)
    months = reference.year * 12 + reference.month - 1 - told.number
    return _partial(months // 12, months % 12 + 1, None)


_RESOLVERS: dict[DateKind, Callable[[ToldDate, datetime.date], PartialDate | None]] = {
    DateKind.NO_YEAR: _without_year,
    DateKind.WEEKDAY: _weekday,
    DateKind.DAYS_BEFORE: _days_before,
    DateKind.SPAN_OF_TIME: _span_of_time,
    DateKind.SAME_DAY: lambda told, reference: PartialDate(reference.isoformat()),
    DateKind.DAY_BEFORE_THAT: _days_before,
    DateKind.DAY_AFTER_THAT: _days_after,
}

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(_MONTHS, start=1)}
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_COUNTS_LIST = "a two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: number for number, word in enumerate(_COUNTS_LIST.split(), 1)} | {
    "one": 1,
    "an": 1,
    "several": 3,
    "few": 3,
}

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|" + "|".join(name.upper() for name in _MONTHS) + ")"
)
MONTH = _MONTH
"""The name of a month as a regular expression without groups."""
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:19[0-9]{2}|20[0-9]{2})"
_COUNT = r"(?:[0-9]{1,2}|" + "|".join(_NUMBERS) + ")"

_YEAR_OF = r"(?:,\s*|\s+(?:of\s+)?)"
_RANGE = r"\s?[/–—-]\s?"
_LEADING = ("in", "In", "since", "last", "of", "early", "late", "this", "until", "by")
_LEADING_IN = "".join(rf"(?<=\b{word}\s)|" for word in _LEADING)
_COUNTED = "metres|meters|km|soldiers|troops|people|persons|square|residents|peacekeepers"
_WEEKDAY = "|".join(name for day in _WEEKDAYS for name in (day, day.upper()))

_PATTERN = re.compile(
    rf"""(?<![\w.])(?:
      (?P<iso>{_YEAR}-[01][0-9]-[0-3][0-9])\b
    | (?P<dotted>[0-3]?[0-9][./][01]?[0-9][./]{_YEAR})\b
    | (?P<m1>{_MONTH})\s+(?P<d1>{_DAY})(?:{_RANGE}(?P<e1>{_DAY}))?(?![0-9:])(?:{_YEAR_OF}(?P<y1>{_YEAR}))?\b
    | (?P<d2>{_DAY})(?:{_RANGE}(?P<e2>{_DAY}))?(?:\s+of)?\s+(?P<m2>{_MONTH})
      (?:{_YEAR_OF}(?P<y2>{_YEAR}))?(?![a-z])
    | (?P<m3>{_MONTH})(?:\s+of|,)?\s+(?P<y3>{_YEAR})\b
    | (?:{_LEADING_IN}(?<=\bmid-))(?P<m4>{_MONTH})(?=[\s,.;:)’'”"]|$)
    | (?P<y5>{_YEAR})(?![0-9]|\s?(?:{_COUNTED}))\b
    | (?P<next>(?:next|coming|following)\s+)?(?:(?P<last>[Ll]ast|[Pp]revious)\s+)?
      (?P<weekday>{_WEEKDAY})\b(?!-)
    | (?P<today>[Tt]oday|[Tt]onight|[Tt]his\s(?:morning|afternoon|evening))\b
    | (?P<before_yesterday>[Tt]he\sday\sbefore\syesterday)\b
    | (?P<yesterday>[Yy]esterday|[Ll]ast\snight)\b
    | (?P<same>(?:[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate)\s(?:in\sthe|that|the\ssame|on\sthe\ssame)\sday
      |[Oo]n\s(?:that|the\ssame)\s(?:very\s)?day|(?:[Tt]he\s)?same\sday
      |(?:[Tt]he|[Tt]hat)\s(?:same|very)\s(?:same\s)?(?:morning|afternoon|evening|night)
      |[Tt]hat\s(?:morning|afternoon|evening|night)
      |(?:[Aa]\s(?:few|couple\sof)\s|[Ss]everal\s|[Ss]ome\s)?[Hh]ours\s(?:later|earlier))\b
    | (?P<after>[Tt]he\s(?:next|following)\s(?:day|morning|afternoon|evening)
      |[Tt]he\sday\safter(?!\s(?:the|a|an|his|her|its|their|[A-Z]))|a\sday\slater)\b
    | (?P<previous>[Tt]he\s(?:previous\s(?:day|evening|night)|day\sbefore)
      |(?:[Aa]|[Oo]ne)\sday\s(?:earlier|before))\b
    | (?P<count>(?i:{_COUNT}))\s(?P<unit>day|week|month|year)s?\s(?P<ago>ago|earlier|before|later)\b
    | (?P<this>(?:[Ee]arlier\s|[Ll]ater\s|[Ll]ate\s|[Ee]arly\s)?[Tt]his|[Ll]ast|(?:the\s)?[Pp]revious
      |(?:the\s)?[Pp]ast)\s(?P<period>week|month|year)\b
    )""",
    re.VERBOSE,
)

_HINT = re.compile(
    r"\d|day|DAY|night|month|week|year|hours|morning|evening|afternoon|"
    + "|".join(name[:3] for name in _MONTHS)
)
"""Stands in every text with a date; most sentences have none, and looking for dates is dear."""


def dates_in(text: str) -> tuple[ToldDate, ...]:
    """The date expressions of a text, in order; positions are offsets into it."""
    if not _HINT.search(text):
        return ()
    found = (_calendar(match) or _relative(match) for match in _PATTERN.finditer(text))
    return tuple(item for item in found if item is not None)


_OF_LAST_YEAR = re.compile(r"\s+(?:of\s+)?last\s+year\b")


def _calendar(match: re.Match[str]) -> ToldDate | None:
    """A date of the calendar, with its year or without."""
    start, end = match.span()
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return ToldDate(start, end, DateKind.ABSOLUTE, year, month, day)
    if match["dotted"]:
        day, month, year = (int(part) for part in re.split(r"[./]", match["dotted"]))
        return ToldDate(start, end, DateKind.ABSOLUTE, year, month, day)
    if match["y5"]:
        return ToldDate(start, end, DateKind.ABSOLUTE, int(match["y5"]))
    name = match["m1"] or match["m2"] or match["m3"] or match["m4"]
    if not name:
        return None
    is_last = not match["y1"] and bool(_OF_LAST_YEAR.match(match.string, end))
    given_year = match["y1"] or match["y2"] or match["y3"]
    first, second = match["d1"] or match["d2"], match["e1"] or match["e2"]
    return ToldDate(
        start,
        end,
        DateKind.ABSOLUTE if given_year else DateKind.NO_YEAR,
        int(given_year) if given_year else None,
        _MONTH_NUMBERS[name[:3].lower()],
        _number(first) if first else None,
        _number(second) if second else None,
        unit="last" if is_last else "",
    )


def _number(text: str) -> int:
    """“9th” as 9."""
    return int(re.sub(r"\D", "", text))


_RELATIVE = (
    ("today", DateKind.DAYS_BEFORE, 0),
    ("before_yesterday", DateKind.DAYS_BEFORE, 2),
    ("yesterday", DateKind.DAYS_BEFORE, 1),
    ("same", DateKind.SAME_DAY, 0),
    ("previous", DateKind.DAY_BEFORE_THAT, 1),
    ("after", DateKind.DAY_AFTER_THAT, 1),
)


_DAYS_COUNTED = {"ago": DateKind.DAYS_BEFORE, "later": DateKind.DAY_AFTER_THAT}


def _relative(match: re.Match[str]) -> ToldDate | None:
    """A date that counts from another day."""
    start, end = match.span()
    if match["weekday"]:
        if match["next"]:
            return None  # still to come; nothing was said then
        number = _WEEKDAYS.index(match["weekday"].capitalize())
        return ToldDate(start, end, DateKind.WEEKDAY, number=number, unit="last" if match["last"] else "")
    for group, kind, number in _RELATIVE:
        if match[group]:
            return ToldDate(start, end, kind, number=number)
    if match["period"]:
        number = 0 if match["this"].lower().endswith("this") else 1
        return ToldDate(start, end, DateKind.SPAN_OF_TIME, number=number, unit=match["period"])
    count = int(match["count"]) if match["count"].isdigit() else _NUMBERS[match["count"].lower()]
    if match["unit"] == "day":
        return ToldDate(start, end, _DAYS_COUNTED.get(match["ago"], DateKind.DAY_BEFORE_THAT), number=count)
    if match["ago"] == "later":
        return None  # from a day that may be long past
    return ToldDate(start, end, DateKind.SPAN_OF_TIME, number=count, unit=match["unit"])


DATE = (
    rf"(?:{_MONTH}\s+{_DAY}(?:\s?[/–—-]\s?{_DAY})?(?:(?:,\s*|\s+(?:of\s+)?){_YEAR})?|"
    rf"{_DAY}(?:\s?[/–—-]\s?{_DAY})?(?:\s+of)?\s+{_MONTH}(?:(?:,\s*|\s+(?:of\s+)?){_YEAR})?|"
    rf"{_MONTH}(?:,|\s+of)?\s+{_YEAR}|{_YEAR}-[01][0-9]-[0-3][0-9]|[0-3]?[0-9][./][01]?[0-9][./]{_YEAR}|{_YEAR})(?![\w/–-]|,\d)"
)
"""A calendar date as a regular expression without groups, for grammars that have dates in them."""
