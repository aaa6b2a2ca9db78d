from communique.vocabulary import thing
from communique.web.site.charts.positions import ChartData, ChartPosition, ChartStance
from communique.web.site.charts.timeline_items import ORDERS, DatedThing
from communique.web.site.standing.strip import MOST_LANES, MOST_MARKS, WIDTH, Axis, draw_strip

CALLS = ChartStance("calls-for", "calls for", "affirmative", 1)
DISCUSSES = ChartStance("discusses", "discusses", "procedural", 0)
REJECTS = ChartStance("rejects", "rejects", "critical", -1)


def data(*held):
    positions = tuple(
        ChartPosition(f"p{n}", day, "a", ("a",), stance.iri, "t", ("t",), "own", ("hand",))
        for n, (day, stance) in enumerate(held)
    )
    return ChartData(positions, {one.iri: one for one in (CALLS, DISCUSSES, REJECTS)})


def drawn(*held):
    found = data(*held)
    axis = Axis.of(one.stated_on for one in found.positions)
    return draw_strip(axis, found.positions, found)


def test_in_favour_is_above_and_against_below():
    strip = drawn(("2021-03-01", REJECTS), ("2021-06-01", CALLS), ("2021-09-01", DISCUSSES))
    heights = {mark.stance: mark.y for mark in strip.marks}
    assert heights[CALLS] < heights[DISCUSSES] < heights[REJECTS] < strip.height
    assert [mark.stance for mark in strip.marks] == [REJECTS, CALLS, DISCUSSES]


def test_the_axis_has_whole_years():
    axis = Axis.of(["2021-06-01", "2019"])
    assert (axis.scale.period.first.isoformat(), axis.scale.period.last.isoformat()) == (
        "2019-01-01",
        "2021-12-31",
    )
    assert Axis.of([]) is None


def test_what_is_of_one_day_and_stance_is_one_mark():
    strip = drawn(("2021-06-01", CALLS), ("2021-06-01", CALLS), ("2021-06-01", REJECTS))
    assert [(mark.stance, mark.positions) for mark in strip.marks] == [(CALLS, 2), (REJECTS, 1)]
    assert strip.unit == "day"


def test_a_date_that_is_not_known_to_the_day_is_as_long_as_it_may_be():
    strip = drawn(("2021", CALLS), ("2021-06-01", REJECTS))
    whole, day = sorted(strip.marks, key=lambda mark: mark.stance.label)
    assert whole.is_long
    assert not day.is_long
    assert whole.end - whole.begin > 0.9 * WIDTH


def test_too_many_days_become_months_and_too_many_months_years():
    days = [(f"2021-0{month}-{day:02}", CALLS) for month in (1, 2) for day in range(1, 29)]
    assert len(days) > MOST_MARKS
    months = drawn(*days)
    assert (months.unit, [(mark.stated_on, mark.positions) for mark in months.marks]) == (
        "month", [("2021-01", 28), ("2021-02", 28)],
    )  # fmt: skip
    years = drawn(*((f"{2000 + n}-0{month}", CALLS) for n in range(10) for month in (1, 3, 5)))
    assert (years.unit, len(years.marks)) == ("year", 10)


def test_marks_that_stand_close_are_below_each_other_up_to_a_bound():
    strip = drawn(("1990-01-01", CALLS), *((f"2021-06-0{day}", CALLS) for day in range(1, 8)))
    assert len({mark.y for mark in strip.marks}) == MOST_LANES
    assert all(0 < mark.y < strip.height for mark in strip.marks)


def test_guides_are_days_within_the_axis():
    def order(day, positions=0):
        return DatedThing(str(thing("agreement", f"order-{day}")), day, ORDERS, day, day, positions)

    axis = Axis.of(
        ["2021-06-01"], [order("2020-12-31"), order("2021-02-03"), order("2021"), order("2021-05-06")]
    )
    assert [(guide.letter, guide.item.began) for guide in axis.guides] == [
        ("A", "2021-02-03"),
        ("B", "2021-05-06"),
    ]
    assert axis.guides[0].x < axis.guides[1].x
    many = [order(f"2021-{month:02}-{day:02}", day) for month in (1, 2) for day in range(1, 21)]
    crowded = Axis.of(["2021-06-01"], many)
    assert (len(crowded.guides), crowded.left_out) == (26, 14)
    assert (
        min(guide.item.positions for guide in crowded.guides) == 8
    )  # those of which fewer speak are left out
