"""Numbers by name, or by name and category, as bars."""

from __future__ import annotations

from dataclasses import dataclass

from communique.web.canned.charting.columns import Answer
from communique.web.canned.charting.lettering import LINE, width_of, wrapped

MOST_BARS = 40
"""With more, those with the largest numbers are drawn."""
WIDTH = 940
_LABEL, _GAP, _TOP = 300, 12, 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        y: its upper edge.
        width: how long it is.
        words: the number, and the category if there are several.
    """

    y: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class BarGroup:
    """The bars of one name, with the name in lines."""

    y: float
    lines: list[str]
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars, laid out.

    Attributes:
        number: the column that is drawn.
        by: the columns that it is drawn by.
        groups: a group of bars for each name.
        shown: how many rows are drawn.
        total: how many there are.
        height: how high the drawing is; its width is :data:`WIDTH`.
    """

    number: str
    by: tuple[str, ...]
    groups: list[BarGroup]
    shown: int
    total: int
    height: float
    width: float = WIDTH
    left: float = _LABEL


def bars(answer: Answer) -> BarChart | None:
    """Bars for an answer of which one or two columns tell the rows apart and one counts something."""
    # Stances are taken by somebody on something; without both, a bar would not say whose they are.
    if answer.record or answer.stance or len(answer.rows) < 2:
        return None
    by = _key(answer)
    if not answer.counts or by is None:
        return None
    number = answer.counts[0]
    counted = [(row, int(row[number]["value"])) for row in answer.rows if number in row]
    largest = sorted(range(len(counted)), key=lambda place: (-counted[place][1], place))[:MOST_BARS]
    named: dict[str, list[tuple[str, int]]] = {}
    labels: dict[str, str] = {}
    for place in sorted(largest):
        row, value = counted[place]
        key = row[by[0]]["value"]
        labels[key] = answer.label(row, by[0])
        named.setdefault(key, []).append((answer.label(row, by[1]) if len(by) > 1 else "", value))
    groups, height = _laid_out([(labels[key], found) for key, found in named.items()])
    return BarChart(number, by, groups, len(largest), len(counted), height)


def _key(answer: Answer) -> tuple[str, ...] | None:
    """The first column, or else the first two, by which every row differs from every other."""
    names = [name for name in answer.names if all(name in row for row in answer.rows)]
    pairs = ((one, other) for place, one in enumerate(names) for other in names[place + 1 :])
    for key in (*((name,) for name in names), *pairs):
        if len({tuple(row[name]["value"] for name in key) for row in answer.rows}) == len(answer.rows):
            return key
    return None


def _laid_out(named: list[tuple[str, list[tuple[str, int]]]]) -> tuple[list[BarGroup], float]:
    most = max((value for _, found in named for _, value in found), default=0) or 1
    told = [f"{value:,} {category}".strip() for _, found in named for category, value in found]
    room = WIDTH - _LABEL - max(min(max(map(width_of, told), default=0), 320), 60) - 10
    groups: list[BarGroup] = []
    y: float = _TOP
    for label, found in named:
        lines = wrapped(label, _LABEL - 16, 2)
        drawn = [
            Bar(y + place * LINE, round(room * value / most, 1), wrapped(f"{value:,} {category}", 320, 1)[0])
            for place, (category, value) in enumerate(found)
        ]
        groups.append(BarGroup(y, lines, drawn))
        y += max(len(lines), len(drawn)) * LINE + _GAP
    return groups, y
