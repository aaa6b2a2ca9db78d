import datetime

import pytest

from communique.annotator.timing.dates import dates_in

WEDNESDAY = datetime.date(2023, 7, 26)


def told(text, reference=WEDNESDAY):
    """The words of each date of a text and the date they mean."""
    return [
        (text[item.start : item.end], date.text if (date := item.on(reference)) else None)
        for item in dates_in(text)
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("on 9 November 2020", "2020-11-09"),
        ("on November 9, 2020", "2020-11-09"),
        ("on Nov. 9, 2020", "2020-11-09"),
        ("on the 9th of November 2020", "2020-11-09"),
        ("on 2020-11-09", "2020-11-09"),
        ("on 09.11.2020", "2020-11-09"),
        ("on 9/10 November 2020", "2020-11-09"),
        ("in November 2020", "2020-11"),
        ("in 2020", "2020"),
        ("on 20 March", "2023-03-20"),
        ("on 20 December", "2022-12-20"),
        ("in March", "2023-03"),
        ("in September", "2022-09"),
        ("late on Tuesday", "2023-07-25"),
        ("on Wednesday", "2023-07-26"),
        ("on Thursday", "2023-07-20"),
        ("earlier today", "2023-07-26"),
        ("yesterday", "2023-07-25"),
        ("the day before yesterday", "2023-07-24"),
        ("two days ago", "2023-07-24"),
        ("earlier this month", "2023-07"),
        ("last month", "2023-06"),
        ("last year", "2022"),
        ("two weeks ago", "2023-07"),
        ("later that day", "2023-07-26"),
        ("the previous day", "2023-07-25"),
    ],
)
def test_a_date_in_any_style(text, date):
    assert [found for _, found in told(text)] == [date]


@pytest.mark.parametrize(
    "text",
    [
        "they may march on",
        "1960 soldiers stood there",
        "resolution 822 of the council",
        "next Tuesday they meet",
        "on 31 February 2023",
        "the sun shone",
    ],
)
def test_what_is_no_date_or_is_still_to_come_means_none(text):
    assert not any(date for _, date in told(text))


def test_months_of_last_year_are_meant_around_new_year():
    assert told("on December 30", datetime.date(2023, 1, 2)) == [("December 30", "2022-12-30")]
    assert told("on December 30", datetime.date(2023, 1, 2))[0][1] == "2022-12-30"


def test_relative_dates_mean_nothing_without_a_day_to_count_from():
    assert told("on Tuesday and on 9 November 2020", None) == [
        ("Tuesday", None),
        ("9 November 2020", "2020-11-09"),
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("the next day", "2023-07-27"),
        ("a day later", "2023-07-27"),
        ("two days later", "2023-07-28"),
        ("that evening", "2023-07-26"),
        ("the same afternoon", "2023-07-26"),
        ("hours later", "2023-07-26"),
        ("last Wednesday", "2023-07-19"),
        ("last Monday", "2023-07-24"),
        ("in October of last year", "2022-10"),
        ("on 1 March of last year", "2022-03-01"),
        ("twelve months ago", "2022-07"),
        ("a day earlier", "2023-07-25"),
    ],
)
def test_a_date_that_counts_from_another(text, date):
    assert told(text)[0][1] == date


def test_the_day_after_something_is_no_date():
    assert told("the day after the meeting") == []
