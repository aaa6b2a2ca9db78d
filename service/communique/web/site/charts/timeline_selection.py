"""Which positions a timeline shows: in rows, where those of one day, stance and voice are one mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.web.site.charts.positions import VOICES, ChartData, ChartPosition, ChartStance
from communique.web.site.charts.question import Question

BY_HOLDER, BY_TARGET = "holder", "target"
"""What the rows of a timeline are."""
MOST_ROWS, MOST_MARKS = 12, 240
"""How many rows there are where none are chosen, and how many marks."""


@dataclass(frozen=True, slots=True)
class PositionGroup:
    """The positions that one mark stands for.

    Attributes:
        row: the actor or target whose row it is in.
        stated_on: the day, month or year.
        stance: the stance.
        voice: in whose voice it is told.
        positions: the positions.
    """

    row: str
    stated_on: str
    stance: ChartStance
    voice: str
    positions: tuple[ChartPosition, ...]

    @property
    def is_machine_only(self) -> bool:
        """Whether no person has found any of them."""
        return all(position.is_machine_only for position in self.positions)


@dataclass(frozen=True, slots=True)
class Selection:
    """What a timeline shows of the positions asked for.

    Attributes:
        rows: its rows in order.
        groups: its marks in the order of their days.
        shown: how many different positions they stand for.
        found: how many were asked for.
        without: what was chosen for a row and has no position recorded that could be shown.
    left_out_rows: how many rows there would be beside.
        continues_on: the day of the first mark that had no room, if any had none.
    """

    rows: tuple[str, ...]
    groups: tuple[PositionGroup, ...]
    shown: int
    found: int
    without: tuple[str, ...]
    left_out_rows: int
    continues_on: str | None


def select(data: ChartData, question: Question, by: str) -> Selection:
    """The positions that a question asks for, as rows of marks.

    Args:
        data: all positions.
        question: what is asked for.
        by: :data:`BY_HOLDER` or :data:`BY_TARGET`.
    """
    found = [position for position in data.positions if _is_asked_for(position, question)]
    places = {position.iri: _rows_of(position, question, by) for position in found}
    counts = Counter(row for rows in places.values() for row in rows)
    chosen = question.actors if by == BY_HOLDER else question.targets
    ordered = chosen or sorted(counts, key=lambda row: (-counts[row], row))
    rows = tuple(row for row in ordered if row in counts)
    shown_rows = rows if chosen else rows[:MOST_ROWS]
    groups = _groups(data.stances, found, places, shown_rows)
    kept = groups[:MOST_MARKS]
    return Selection(
        shown_rows,
        tuple(kept),
        len({position.iri for group in kept for position in group.positions}),
        len(found),
        tuple(row for row in chosen if row not in counts),
        len(rows) - len(shown_rows),
        groups[MOST_MARKS].stated_on if len(groups) > MOST_MARKS else None,
    )


def _is_asked_for(position: ChartPosition, question: Question) -> bool:
    return (
        question.passes(position)
        and (not question.actors or not set(question.actors).isdisjoint(position.actors))
        and (not question.targets or not set(question.targets).isdisjoint(position.within))
    )


def _rows_of(position: ChartPosition, question: Question, by: str) -> Sequence[str]:
    """The rows that a position stands in: the chosen ones, or its own holder or target."""
    if by == BY_HOLDER:
        chosen = [actor for actor in position.actors if actor in question.actors]
        return chosen if question.actors else [position.holder]
    chosen = [target for target in position.within if target in question.targets]
    return chosen if question.targets else [position.target]


def _groups(
    stances: Mapping[str, ChartStance],
    found: Sequence[ChartPosition],
    places: Mapping[str, Sequence[str]],
    rows: Sequence[str],
) -> list[PositionGroup]:
    order = {row: number for number, row in enumerate(rows)}
    gathered: dict[tuple[str, str, str, str], list[ChartPosition]] = {}
    for position in found:
        for row in places[position.iri]:
            if row in order:
                key = (row, position.stated_on, position.stance, position.voice)
                gathered.setdefault(key, []).append(position)
    groups = [
        PositionGroup(row, stated_on, stances[stance], voice, tuple(positions))
        for (row, stated_on, stance, voice), positions in gathered.items()
    ]
    return sorted(groups, key=lambda g: (g.stated_on, order[g.row], g.stance.order, VOICES.index(g.voice)))
