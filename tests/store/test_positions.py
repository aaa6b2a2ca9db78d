import itertools

import pytest

from communique.store.positions import FILTERS, PositionIndex, is_within
from communique.vocabulary import CQ, kind_and_slug, thing
from sample.workspace import ACCORD, COURIER, HERALD, MEETING, ORDER


@pytest.fixture(scope="module")
def index(store):
    return PositionIndex.of(store)


def keys(page):
    return [(key.stated_on, kind_and_slug(key.position)[1].split("/")[1]) for key in page.keys]


def numbers(index, *choices, **more):
    return index.find(*choices, limit=1000, **more).keys


def test_everything_in_the_order_of_days(index):
    assert len(index) == 7
    page = index.find({}, limit=10)
    assert keys(page) == [
        ("2021-06", "denies"),
        ("2021-06", "criticises"),
        ("2021-06-10", "calls-for"),
        ("2021-06-10", "calls-for"),
        ("2021-06-10", "calls-for"),
        ("2021-06-10", "invokes"),
        ("2021-06-10", "affirms"),
    ]
    assert (page.next, page.total) == (None, 7)
    assert page.keys == sorted(page.keys)
    assert index.find(limit=10) == page


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"holder": thing("actor", "anna-berg")}, 4),
        ({"actor": thing("actor", "anna-berg")}, 5),  # with what she ascribes
        ({"actor": thing("actor", "sudmark")}, 2),  # what is said in its name, and what is ascribed to it
        ({"within": thing("agreement", ACCORD)}, 5),
        ({"target": thing("agreement", ACCORD)}, 1),
        ({"target": thing("provision", f"{ACCORD}/1")}, 3),
        ({"event": thing("event", MEETING)}, 5),
        ({"outlet": thing("actor", "morning-herald")}, 3),
        ({"article": thing("article", COURIER), "method": CQ.hand}, 3),
        ({"article": thing("article", COURIER), "within": thing("agreement", ORDER)}, 0),
        ({"stance": thing("stance", "rejects")}, 0),
        ({"ascribed": "own"}, 6),
    ],
)
def test_filters(index, filters, number):
    found = numbers(index, {name: str(value) for name, value in filters.items()})
    assert len(found) == len(set(found)) == number


def test_any_of_several_choices_each_once(index):
    herald, berg = {"article": str(thing("article", HERALD))}, {"holder": str(thing("actor", "anna-berg"))}
    assert set(numbers(index, herald, berg)) == {*numbers(index, herald), *numbers(index, berg)}
    assert len(numbers(index, herald, berg)) == 5


def test_the_same_as_by_looking_at_every_key(index):
    """Two filters together give what both give, for every value of every two filters."""
    for one, other in itertools.combinations(FILTERS, 2):
        for left, right in itertools.product(index.having(one), index.having(other)):
            both = set(numbers(index, {one: left})) & set(numbers(index, {other: right}))
            assert set(numbers(index, {one: left, other: right})) == both


def test_pages_go_on_after_any_place(index):
    whole = numbers(index)
    for limit in (1, 2, 3, 7):
        found, after = [], None
        while True:
            page = index.find(after=after, limit=limit)
            found += page.keys
            assert page.total == 7
            assert len(found) <= 7
            after = page.next
            if after is None:
                break
        assert found == whole
    assert index.find(after="2021-06-11", limit=5).keys == []
    assert index.find(after="", limit=9).keys == whole


@pytest.mark.parametrize(
    ("day", "earliest", "latest", "expected"),
    [
        ("2021-06-10", "2021-06-10", "2021-06-10", True),
        ("2021-06-10", "2021-06-11", None, False),
        ("2021-06", "2021-06-11", None, True),  # it may have been that day
        ("2021-06", "2021-07", None, False),
        ("2021", None, "2021-01-01", True),
        ("2021-06-10", None, "2021", True),
        ("2021-06-10", None, "2020", False),
        ("2021-06-10", None, None, True),
    ],
)
def test_days_are_compared_at_the_precision_that_both_have(day, earliest, latest, expected):
    assert is_within(day, earliest, latest) is expected


def test_days_narrow_down(index):
    assert len(numbers(index, earliest="2021-06-11")) == 2
    assert len(numbers(index, {"method": str(CQ.hand)}, latest="2021-06-09")) == 2
    assert index.find(earliest="2022", limit=1).total == 0


def test_the_nearest_positions(index):
    wanted = str(thing("position", f"anna-berg/calls-for/{ACCORD}.1/2021-06-11"))
    assert index.nearest(wanted)[0] == str(thing("position", f"anna-berg/calls-for/{ACCORD}.1/2021-06-10"))
    assert len(index.nearest("")) == 5


def test_an_unknown_filter_is_a_mistake(index):
    with pytest.raises(KeyError):
        index.find({"colour": "red"}, limit=1)
