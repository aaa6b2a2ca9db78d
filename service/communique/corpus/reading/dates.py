"""Days that a page prints beside an article: “21:26 - 20 March, 2023”, “July 26, 2023”, “20.03.2023”."""

from __future__ import annotations

import re

from communique.model import PartialDate

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

MONTH = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|" \
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"  # fmt: skip
"""The name of a month, in full or short, in lower case."""

_ISO = r"(?P<iso_year>(?:19|20)\d\d)[-/.](?P<iso_month>\d\d)[-/.](?P<iso_day>\d\d)"
_DIGITS = r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>(?:19|20)\d\d)"
_DAY_FIRST = (
    rf"(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -](?P<name1>{MONTH})\.?,?[ -](?P<year1>(?:19|20)\d\d)"
)
_MONTH_FIRST = (
    rf"(?P<name2>{MONTH})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?(?: \d\d:\d\d,?)? (?P<year2>(?:19|20)\d\d)"
)

FULL_DATE = re.compile(
    rf"(?<![\w/.-])(?:{_ISO}|{_DIGITS}|{_DAY_FIRST}|{_MONTH_FIRST})(?![\w/-])", re.IGNORECASE
)
"""A day with its month and year, in the ways in which pages print it."""


def printed_day(text: str) -> PartialDate | None:
    """The first full date in a text; None if there is none, or it is no day of the calendar.

    A date in digits is read as day, month, year, as all outlets of the region and of Europe write it, unless
    that gives no month.
    """
    found = FULL_DATE.search(text)
    return None if found is None else _day(found)


def _day(found: re.Match[str]) -> PartialDate | None:
    part = found.groupdict()
    if part["iso_year"]:
        year, month, day = part["iso_year"], int(part["iso_month"]), int(part["iso_day"])
    elif part["year"]:
        year, month, day = part["year"], int(part["month"]), int(part["day"])
        if month > len(MONTHS) >= day:
            month, day = day, month
    else:
        number = "1" if part["year1"] else "2"
        year, day = part[f"year{number}"], int(part[f"day{number}"])
        month = month_number(part[f"name{number}"])
    try:
        return PartialDate(f"{year}-{month:02}-{day:02}")
    except ValueError:
        return None


def month_number(name: str) -> int:
    """The number of a month, from 1, by its name or the first three letters of it."""
    return next(number for number, month in enumerate(MONTHS, start=1) if month[:3] == name[:3].lower())
