"""Who says what: those who hold stances in one direction, what these are on in the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from communique.web.canned.charting.columns import Answer
from communique.web.canned.charting.lettering import BOLD_LETTER, LINE, width_of, wrapped
from communique.web.canned.paging import SparqlRow
from communique.web.rendering import SIGNS
from communique.web.site.charts.positions import ChartStance

MOST_ROWS, MOST_COLUMNS = 40, 12
"""With more, those are drawn that most of the answer is about."""
_HEAD, _PADDING = 240, 10


@dataclass(slots=True)
class Tally:
    """What a cell says of one stance, taken from the rows of the answer.

    Attributes:
        stance: the stance.
        own: the positions, or the rows if the answer has no positions, in the holder's own voice.
        ascribed: those that somebody else ascribes.
        voice: those that an article takes itself.
        hand: those that a person found.
        machine: those that a program found.
        numbers: what the answer counts itself: positions, and how many of them are ascribed.
    """

    stance: ChartStance
    own: set[str] = field(default_factory=set)
    ascribed: set[str] = field(default_factory=set)
    voice: set[str] = field(default_factory=set)
    hand: set[str] = field(default_factory=set)
    machine: set[str] = field(default_factory=set)
    numbers: list[tuple[int, int]] = field(default_factory=list)

    def count(self, row: SparqlRow, identity: str) -> None:
        """Take in a row, which may be one of several about the same position."""
        is_ascribed = "ascribedBy" in row
        (self.ascribed if is_ascribed else self.own).add(identity)
        if row.get("rendering", {}).get("value", "").endswith("/article-voice"):
            self.voice.add(identity)
        method = row.get("method", {}).get("value", "")
        (self.machine if method.endswith("machine") else self.hand).add(identity)
        if "positions" in row:
            self.numbers.append((int(row["positions"]["value"]), _number(row, "ascribed")))

    def lines(self, *, has_positions: bool) -> list[str]:
        """What is written in the cell: sign, word and number, and below it what is to be known of that."""
        total, ascribed, number = len(self.own | self.ascribed), len(self.ascribed), ""
        if has_positions:
            number = f" ×{total}"
        elif len(self.numbers) == 1:
            # Several rows for one stance may count the same positions, so that no sum would be right.
            total, ascribed_of_all = self.numbers[0]
            number, ascribed = f" ×{total}", total if ascribed else ascribed_of_all
        found = [f"{SIGNS.get(self.stance.polarity, SIGNS[0])[0]} {self.stance.label}{number}"]
        if ascribed:
            found.append("ascribed" if ascribed >= total else f"{ascribed} of them ascribed")
        if self.voice:
            found.append("article’s own voice")
        if self.machine - self.hand:
            found.append("by machine only" if not self.hand else "some by machine only")
        return found


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of a cell with the family of their stance and where the first stands."""

    family: str
    y: float
    lines: list[str]


@dataclass(frozen=True, slots=True)
class SayingRow:
    """One row of the matrix: its name, and what stands in each column."""

    y: float
    height: float
    lines: list[str]
    cells: list[list[Words]]


@dataclass(frozen=True, slots=True)
class SayingMatrix:
    """A matrix, laid out.

    Attributes:
        is_turned: whether rows are what the stances are on, and columns those who hold them.
        heads: the names of the columns in lines.
        rows: its rows.
        totals: how many rows and columns there are.
        unstated: how many rows of the answer have no stance to be drawn.
        column: how wide a column is.
        head: how high the row of heads is.
        height: how high the drawing is.
        width: how wide.
    """

    is_turned: bool
    heads: list[list[str]]
    rows: list[SayingRow]
    totals: tuple[int, int]
    unstated: int
    column: float
    head: float
    height: float
    width: float
    left: float = _HEAD


def saying(answer: Answer, stances: Mapping[str, ChartStance]) -> SayingMatrix | None:
    """Who says what, for an answer that has a column of holders, of stances and of what these are on."""
    holder, stance, target = answer.holder, answer.stance, answer.target
    if holder is None or stance is None or target is None or holder == target:
        return None
    stated = [row for row in answer.rows if all(name in row for name in (holder, stance, target))]
    sides = [Counter(row[name]["value"] for row in stated) for name in (holder, target)]
    is_turned = len(sides[1]) > len(sides[0])
    down, across = (target, holder) if is_turned else (holder, target)
    totals = (len(sides[is_turned]), len(sides[not is_turned]))
    rows = _commonest(sides[is_turned], MOST_ROWS)
    columns = _commonest(sides[not is_turned], MOST_COLUMNS)
    cells: dict[tuple[str, str], dict[str, Tally]] = {}
    labels: dict[str, str] = {}
    for row in stated:
        place = (row[down]["value"], row[across]["value"])
        labels |= {row[name]["value"]: answer.label(row, name) for name in (down, across)}
        iri = row[stance]["value"]
        known = stances.get(iri) or ChartStance(iri, answer.label(row, stance), "procedural", 0)
        tally = cells.setdefault(place, {}).setdefault(iri, Tally(known))
        tally.count(row, answer.identity(row))
    written = {
        place: [
            (tally.stance.family, tally.lines(has_positions=answer.record is not None))
            for tally in sorted(found.values(), key=lambda tally: tally.stance.order)
        ]
        for place, found in cells.items()
        if place[0] in rows and place[1] in columns
    }
    widest = max(
        (width_of(line) for found in written.values() for _, lines in found for line in lines), default=0
    )
    column = max(150.0, widest + 2 * _PADDING)
    heads = [wrapped(labels[one], column - 2 * _PADDING, 4, BOLD_LETTER) for one in columns]
    head = max((len(lines) for lines in heads), default=1) * LINE + 2 * _PADDING
    laid: list[SayingRow] = []
    y: float = head
    for one in rows:
        laid.append(_row(y, labels[one], [written.get((one, other), []) for other in columns]))
        y += laid[-1].height
    width = _HEAD + column * len(columns)
    unstated = len(answer.rows) - len(stated)
    return SayingMatrix(is_turned, heads, laid, totals, unstated, column, head, y + 1, round(width, 1))


def _row(y: float, label: str, cells: Iterable[list[tuple[str, list[str]]]]) -> SayingRow:
    name = wrapped(label, _HEAD - 2 * _PADDING, 4, BOLD_LETTER)
    placed: list[list[Words]] = []
    most = len(name)
    for found in cells:
        words, line = [], 0
        for family, lines in found:
            words.append(Words(family, y + _PADDING + line * LINE, lines))
            line += len(lines)
        placed.append(words)
        most = max(most, line)
    return SayingRow(y, most * LINE + 2 * _PADDING, name, placed)


def _commonest(found: Counter[str], limit: int) -> list[str]:
    """The values with most rows, in the order in which the answer has them."""
    kept = {value for value, _ in found.most_common(limit)}
    return [value for value in found if value in kept]


def _number(row: SparqlRow, name: str) -> int:
    text = row.get(name, {}).get("value", "0")
    return int(text) if text.isdecimal() else 0
