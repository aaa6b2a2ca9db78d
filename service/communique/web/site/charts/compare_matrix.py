"""The stance matrix: how many positions of which stance each actor takes on each target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from communique.web.site.charts.positions import VOICES, ChartData, ChartPosition, ChartStance
from communique.web.site.charts.question import Question
from communique.web.site.charts.scales import Period

SHOWN_ACTORS, SHOWN_TARGETS = 12, 8
"""How many rows and columns there are where none are chosen."""


@dataclass(slots=True)
class Tally:
    """Positions of one stance in one voice."""

    stance: ChartStance
    voice: str
    positions: int = 0
    machine_only: int = 0


@dataclass(slots=True)
class Cell:
    """What one actor holds on one target."""

    target: str
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    recorded: int = 0
    """How many positions are recorded at all, whether they pass the filters or not."""

    @property
    def shown(self) -> list[Tally]:
        """The tallies, those in favour first, and the actor's own before those of others."""
        return sorted(
            self.tallies.values(), key=lambda tally: (tally.stance.order, VOICES.index(tally.voice))
        )

    @property
    def positions(self) -> int:
        """How many positions pass the filters."""
        return sum(tally.positions for tally in self.tallies.values())

    def count(self, position: ChartPosition, stance: ChartStance) -> None:
        """Count a position that passes the filters."""
        tally = self.tallies.setdefault((stance.iri, position.voice), Tally(stance, position.voice))
        tally.positions += 1
        tally.machine_only += position.is_machine_only


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """What one actor holds, column by column."""

    actor: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A stance matrix.

    Attributes:
        targets: its columns.
        rows: its rows.
        left_out_actors: how many actors with positions on these targets have no row.
        left_out_targets: how many targets that are spoken of in the period have no column.
        days: first and last date of what is counted, to the precision known; none if nothing is.
        positions: how many different positions are counted.
    """

    targets: tuple[str, ...]
    rows: list[MatrixRow]
    left_out_actors: int
    left_out_targets: int
    days: tuple[str, str] | None
    positions: int


def make_matrix(data: ChartData, question: Question, eligible: Iterable[str]) -> Matrix:
    """The matrix that answers a question.

    A position on a provision counts for its agreement as well, one in somebody's name for both.

    Args:
        data: the positions.
        question: what is asked for.
        eligible: targets that may become columns where none are chosen.
    """
    passing = [position for position in data.positions if question.passes(position)]
    allowed, wanted = set(eligible), set(question.actors)
    spoken_of = Counter(
        target
        for position in passing
        if not wanted or not wanted.isdisjoint(position.actors)
        for target in position.within
        if target in allowed
    )
    targets = question.targets or _commonest(spoken_of, SHOWN_TARGETS)
    columns = set(targets)
    speaking = Counter(
        actor for position in passing if not columns.isdisjoint(position.within) for actor in position.actors
    )
    actors = question.actors or _commonest(speaking, SHOWN_ACTORS)
    cells = {actor: {target: Cell(target) for target in targets} for actor in actors}
    counted = list(_fill(cells, data, question))
    return Matrix(
        tuple(targets),
        [MatrixRow(actor, list(cells[actor].values())) for actor in actors],
        0 if question.actors else len(speaking) - len(actors),
        0 if question.targets else len(spoken_of) - len(targets),
        _first_and_last({position.stated_on for position in counted}),
        len(counted),
    )


def _fill(cells: dict[str, dict[str, Cell]], data: ChartData, question: Question) -> Iterator[ChartPosition]:
    """Count every position in all cells that it belongs to; those that pass the filters are given."""
    for position in data.positions:
        found = [
            cells[actor][target]
            for actor in position.actors
            if actor in cells
            for target in position.within
            if target in cells[actor]
        ]
        for cell in found:
            cell.recorded += 1
        if found and question.passes(position):
            for cell in found:
                cell.count(position, data.stances[position.stance])
            yield position


def _first_and_last(dates: Collection[str]) -> tuple[str, str] | None:
    """The date that begins first, and the one that ends last."""
    if not dates:
        return None
    first = min(dates, key=lambda date: (Period.of(date).first, date))
    return first, max(dates, key=lambda date: (Period.of(date).last, date == first, date))


def _commonest(counter: Counter[str], limit: int) -> tuple[str, ...]:
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return tuple(iri for iri, _ in ordered[:limit])


def provisions_of(data: ChartData, agreement: str) -> Sequence[str]:
    """The provisions of an agreement that positions are on, unordered."""
    return list(
        dict.fromkeys(
            position.target
            for position in data.positions
            if agreement in position.within and position.target != agreement
        )
    )
