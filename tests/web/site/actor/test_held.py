import pytest

from communique.web.site.actor.held import MOST_SHARES, MOST_TARGETS, changes, held_groups
from communique.web.site.charts.positions import ChartData, ChartPosition, ChartStance
from communique.web.site.standing.strip import Axis

STANCES = {
    "calls-for": ChartStance("calls-for", "calls for", "affirmative", 1),
    "rejects": ChartStance("rejects", "rejects", "critical", -1),
}
ISSUE = "https://w3id.org/communique/id/issue/"


def data(*held):
    """Positions of one actor: day, stance, voice, and the issue if it is not always the same."""
    positions = tuple(
        ChartPosition(f"p{number}", day, "a", ("a",), stance, ISSUE + more, (ISSUE + more,), voice, ("hand",))
        for number, (day, stance, voice, more) in enumerate(held)
    )
    return ChartData(positions, STANCES)


@pytest.mark.parametrize(
    ("first", "then", "is_change"),
    [
        ("2021-06-10", "2021-06-11", True),
        ("2021-06", "2021-06-11", False),  # the first may be the later
        ("2021", "2021-06-11", False),
        ("2020", "2021-06-11", True),
    ],
)
def test_only_what_is_known_to_come_later_is_a_change(first, then, is_change):
    found = data((first, "calls-for", "own", "x"), (then, "rejects", "own", "x"))
    assert bool(changes(found, found.positions)) == is_change


def test_what_others_ascribe_is_no_change():
    found = data(("2021-06-10", "calls-for", "own", "x"), ("2021-06-11", "rejects", "ascribed", "x"))
    assert changes(found, found.positions) == []


def test_another_target_is_no_change():
    found = data(("2021-06-10", "calls-for", "own", "x"), ("2021-06-11", "rejects", "own", "y"))
    assert changes(found, found.positions) == []


def test_of_very_many_stances_the_commonest_are_named():
    voices = ("own", "ascribed", "article")
    stances = {
        f"stance-{number}": ChartStance(f"stance-{number}", f"stance {number}", "procedural", 0)
        for number in range(5)
    }
    once = data(*(("2021-06-10", name, voice, "x") for name in stances for voice in voices))
    rare = ("2021-06-11", "stance-4", "article", "x")
    found = ChartData((*once.positions, *data(rare, rare).positions), stances)
    ((group,), _) = held_groups(found, "a", found.positions, Axis.of(["2021-06-10"]))
    (row,) = group.rows
    assert (len(row.shares), row.left_out) == (MOST_SHARES, 5)
    assert {(share.thing, share.voice): share.positions for share in row.shares}["stance-4", "article"] == 3


def test_of_very_many_targets_those_with_most_positions_are_shown():
    held = [("2021-06-10", "calls-for", "own", f"issue-{number:03}") for number in range(MOST_TARGETS + 7)]
    twice = ("2021-06-11", "calls-for", "own", f"issue-{MOST_TARGETS + 6:03}")
    found = data(*held, twice)
    (group,), left_out = held_groups(found, "a", found.positions, Axis.of(["2021-06-10"]))
    assert (group.title, len(group.rows), left_out) == ("Issues", MOST_TARGETS, 7)
    assert {row.target: row.positions for row in group.rows}[ISSUE + twice[3]] == 2
