"""Where names are written in a drawing: beside their nodes, and over no other name or node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

FONT_SIZE = 12
"""Of names, in units of the drawing."""
LETTER_WIDTH = 7.0
"""How wide a letter is, at the most as a rule: fonts differ, and a name must not run into the next one."""
LONGEST = (34, 24, 16)
"""To how many letters a name is shortened: at first, and then where it would have no room."""
_GAP = 2.0
_ASCENT = 0.8 * FONT_SIZE
_HEIGHT = FONT_SIZE + 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have a place in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_within(self, width: float, height: float) -> bool:
        """Whether all of it lies in a drawing of some size."""
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


@dataclass(frozen=True, slots=True)
class Named:
    """A node that wants its name written: its middle, how far it reaches, and what it is called."""

    iri: str
    name: str
    across: float
    down: float
    radius: float

    @property
    def box(self) -> Box:
        """What the node itself covers."""
        return Box(
            self.across - self.radius,
            self.down - self.radius,
            self.across + self.radius,
            self.down + self.radius,
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A name as it is written.

    Attributes:
        text: the name, or its beginning.
        across: where it begins, ends or has its middle.
        down: where its letters stand.
        anchor: which of these: ``start``, ``end`` or ``middle``.
        box: what it covers.
    """

    text: str
    across: float
    down: float
    anchor: str
    box: Box


def place_labels(nodes: Sequence[Named], width: float, height: float) -> dict[str, Label]:
    """The labels of nodes.

    Args:
        nodes: those that matter most come first, and get the better places. One that finds no room beside it,
            however short its name, gets no label.
        width: of the drawing.
        height: of the drawing.
    """
    taken = {node.iri: node.box for node in nodes}
    placed: dict[str, Label] = {}
    for node in nodes:
        others = [box for iri, box in taken.items() if iri != node.iri]
        others += [label.box for label in placed.values()]
        for label in _candidates(node):
            if label.box.is_within(width, height) and not _meets_any(label.box, others):
                placed[node.iri] = label
                break
    return placed


def shortened(name: str, most: int = LONGEST[0]) -> str:
    """A name of so many letters at the most."""
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _candidates(node: Named) -> Iterator[Label]:
    """Where a name could stand, and how long; the best first."""
    for text in dict.fromkeys(shortened(node.name, most) for most in LONGEST):
        wide = len(text) * LETTER_WIDTH
        beside = node.radius + _GAP
        above, below = node.down - beside - _HEIGHT, node.down + beside
        level = node.down - _HEIGHT / 2
        yield _label(text, node.across, "middle", node.across - wide / 2, below, wide)
        yield _label(text, node.across, "middle", node.across - wide / 2, above, wide)
        yield _label(text, node.across + beside, "start", node.across + beside, level, wide)
        yield _label(text, node.across - beside, "end", node.across - beside - wide, level, wide)
        for top in (below, above):
            yield _label(text, node.across - node.radius, "start", node.across - node.radius, top, wide)
            yield _label(text, node.across + node.radius, "end", node.across + node.radius - wide, top, wide)


def _label(text: str, across: float, anchor: str, left: float, top: float, wide: float) -> Label:
    box = Box(left, top, left + wide, top + _HEIGHT)
    return Label(text, round(across, 1), round(top + _ASCENT + 1, 1), anchor, box)


def _meets_any(box: Box, others: Iterable[Box]) -> bool:
    return any(box.meets(other) for other in others)
