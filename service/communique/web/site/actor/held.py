"""What an actor holds: its positions by agreement, clause and issue, and how they change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from communique.store.positions import ASCRIBED
from communique.vocabulary import kind_and_slug
from communique.web.site.agreement.clauses import natural
from communique.web.site.charts.positions import ChartData, ChartPosition, ChartStance
from communique.web.site.charts.scales import Period
from communique.web.site.standing.stances import Share, cell_address, shares
from communique.web.site.standing.strip import Axis, Strip, draw_strip

MOST_TARGETS = 30
"""How many targets a page has: those with most positions."""
MOST_SHARES = 10
"""How many stances in one voice it names for one target; their evidence opens all of them."""
MOST_CHANGES = 20
"""How many changes: the latest."""
_KINDS = ("agreement", "collection", "issue", "event", "actor")
_TITLES = {
    "agreement": "Agreements and their clauses",
    "collection": "Collections",
    "issue": "Issues",
    "event": "Events",
    "actor": "Actors",
}


@dataclass(frozen=True, slots=True)
class Held:
    """What an actor holds on one target.

    Attributes:
        target: the target.
        positions: how many positions there are.
        shares: they, by stance and voice; the thing of each is the stance.
        left_out: how many more of these there are.
        days: the first and the last date.
        strip: the positions over time.
        address: where their evidence is.
    """

    target: str
    positions: int
    shares: list[Share]
    left_out: int
    days: tuple[str, str]
    strip: Strip
    address: str


@dataclass(frozen=True, slots=True)
class HeldGroup:
    """What an actor holds on targets of one kind."""

    title: str
    rows: list[Held]


@dataclass(frozen=True, slots=True)
class Change:
    """That an actor took another stance on a target than the time before.

    Attributes:
        target: the target.
        before: the date before and the stances of then.
        after: the date and the stances of it.
        is_of_sign: whether it is no longer, or not only, the same sign.
    """

    target: str
    before: tuple[str, tuple[ChartStance, ...]]
    after: tuple[str, tuple[ChartStance, ...]]
    is_of_sign: bool


def held_groups(
    data: ChartData, actor: str, positions: Sequence[ChartPosition], axis: Axis
) -> tuple[list[HeldGroup], int]:
    """What an actor holds, by kind of target; and on how many more targets it holds anything.

    Args:
        data: the positions of the dataset, with their stances.
        actor: the actor.
        positions: those that it holds, or that are held in its name.
        axis: the time that is shown.
    """
    by_target = _by_target(positions)
    commonest = sorted(by_target, key=lambda target: (-len(by_target[target]), target))[:MOST_TARGETS]
    groups = [
        HeldGroup(
            _TITLES[kind],
            [
                _held(data, actor, target, by_target[target], axis)
                for target in sorted(commonest, key=_order)
                if _kind(target) == kind
            ],
        )
        for kind in _KINDS
    ]
    return [group for group in groups if group.rows], len(by_target) - len(commonest)


def _held(data: ChartData, actor: str, target: str, positions: Sequence[ChartPosition], axis: Axis) -> Held:
    found = shares(
        positions, lambda one: one.stance, lambda stance, voice: cell_address(actor, target, voice)
    )
    dates = [one.stated_on for one in positions]
    return Held(
        target,
        len(positions),
        sorted(found[:MOST_SHARES], key=lambda share: data.stances[share.thing].order),
        len(found[MOST_SHARES:]),
        (min(dates), max(dates)),
        draw_strip(axis, positions, data),
        cell_address(actor, target),
    )


def changes(data: ChartData, positions: Sequence[ChartPosition]) -> list[Change]:
    """Where an actor took another stance in its own voice than the time before, the latest first.

    Dates that are not known well enough to tell which came first are not compared.

    Args:
        data: the positions of the dataset, with their stances.
        positions: those of the actor.
    """
    found = []
    periods = {date: Period.of(date) for date in {one.stated_on for one in positions}}
    for target, own in _by_target([one for one in positions if one.voice != ASCRIBED]).items():
        taken: dict[str, set[str]] = {}
        for one in own:
            taken.setdefault(one.stated_on, set()).add(one.stance)
        dates = sorted(taken, key=lambda date: (periods[date].first, date))
        for before, after in pairwise(dates):
            if periods[before].last < periods[after].first and taken[before] != taken[after]:
                found.append(
                    Change(
                        target,
                        (before, _stances(data, taken[before])),
                        (after, _stances(data, taken[after])),
                        _signs(data, taken[before]) != _signs(data, taken[after]),
                    )
                )
    return sorted(found, key=lambda change: (change.after[0], change.target), reverse=True)


def _stances(data: ChartData, iris: set[str]) -> tuple[ChartStance, ...]:
    return tuple(sorted((data.stances[iri] for iri in iris), key=lambda stance: stance.order))


def _signs(data: ChartData, iris: set[str]) -> set[int]:
    return {data.stances[iri].polarity for iri in iris}


def _by_target(positions: Sequence[ChartPosition]) -> Mapping[str, list[ChartPosition]]:
    found: dict[str, list[ChartPosition]] = {}
    for one in positions:
        found.setdefault(one.target, []).append(one)
    return found


def _kind(target: str) -> str:
    """The kind of a target; a clause stands with its agreement."""
    kind = (kind_and_slug(target) or ("", ""))[0]
    return "agreement" if kind == "provision" else kind


def _order(target: str) -> tuple[str, list[tuple[int, str]]]:
    """Agreements by name, each before its clauses, and these in the order of their numbers."""
    kind, slug = kind_and_slug(target) or ("", target)
    if kind != "provision":
        return slug, []
    agreement, _, number = slug.rpartition("/")
    return agreement, natural(number)
