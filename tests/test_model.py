import datetime

import pytest

from communique.model import PartialDate, Span, Tenure, Thing


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-07-25", "2023-07-25", "2023-07-25"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_partial_date_covers_its_days(text, first, last):
    date = PartialDate(text)
    assert (date.first_day, date.last_day) == (day(first), day(last))


@pytest.mark.parametrize(
    "text", ["", "23-07-25", "2023-7-5", "2023-13", "2023-02-30", "yesterday", "2023-07-25T10"]
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="is not a date; write YYYY-MM-DD"):
        PartialDate(text)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2)])
def test_an_empty_or_backward_span_is_refused(start, end):
    with pytest.raises(ValueError, match="start < end"):
        Span(start, end)


def test_overlap_is_intersection_over_union():
    assert Span(0, 10).overlap(Span(5, 15)) == pytest.approx(5 / 15)
    assert Span(0, 10).overlap(Span(10, 20)) == 0
    assert Span(3, 7).overlap(Span(3, 7)) == 1


def test_a_tenure_is_held_from_its_first_to_its_last_day():
    tenure = Tenure("someone", "somewhere", day("2020-03-10"), day("2021-03-10"))
    held = [
        tenure.held_on(PartialDate(text)) for text in ("2020-03-09", "2020-03-10", "2021-03-10", "2021-03-11")
    ]
    assert held == [False, True, True, False]


def test_a_month_counts_if_any_of_its_days_does():
    tenure = Tenure("someone", "somewhere", day("2020-03-31"), None)
    assert tenure.held_on(PartialDate("2020-03"))
    assert not tenure.held_on(PartialDate("2020-02"))


def test_a_thing_is_written_kind_slash_slug():
    assert Thing.parse("provision/statement/6") == Thing("provision", "statement/6")
    with pytest.raises(ValueError, match="kind/slug"):
        Thing.parse("lachin-corridor")
