"""Positions put together: which stances are taken, by whom, when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from communique.store.positions import ASCRIBED, OWN
from communique.web.site.charts.positions import VOICES, ChartData, ChartPosition, ChartStance
from communique.web.site.charts.question import Question
from communique.web.site.standing.strip import Axis, Strip, draw_strip

MOST_VOICES = 8
"""How many parties one stance names; for the others there is the matrix."""
CELL_PATH = "/compare/cell"


@dataclass(frozen=True, slots=True)
class Share:
    """Positions of one stance and voice that belong together.

    Attributes:
        thing: whose they are, or what they are on.
        voice: one of :data:`communique.web.site.charts.positions.VOICES`.
        positions: how many there are.
        machine_only: how many of them no person has found.
        address: where their evidence is; empty if it is in several places.
    """

    thing: str
    voice: str
    positions: int
    machine_only: int
    address: str


@dataclass(frozen=True, slots=True)
class StanceRow:
    """One stance on one target.

    Attributes:
        stance: the stance.
        positions: how many positions there are.
        shares: who takes it, those with most positions first.
        left_out: how many more do.
        strip: the positions over time.
    """

    stance: ChartStance
    positions: int
    shares: list[Share]
    left_out: int
    strip: Strip


def party(position: ChartPosition) -> str:
    """In whose name a position is held, or else its holder."""
    return position.actors[1] if len(position.actors) > 1 else position.actors[0]


def stance_rows(
    data: ChartData, positions: Sequence[ChartPosition], axis: Axis, target: str
) -> list[StanceRow]:
    """The stances that some positions take on one target, affirmative ones first.

    Args:
        data: the positions of the dataset, with their stances.
        positions: those on the target.
        axis: the time that is shown.
        target: the target.
    """
    rows = []
    for stance in sorted({one.stance for one in positions}, key=lambda iri: data.stances[iri].order):
        taken = [one for one in positions if one.stance == stance]
        found = shares(taken, party, lambda actor, voice: cell_address(actor, target, voice))
        strip = draw_strip(axis, taken, data)
        rows.append(
            StanceRow(data.stances[stance], len(taken), found[:MOST_VOICES], len(found[MOST_VOICES:]), strip)
        )
    return rows


def shares(
    positions: Iterable[ChartPosition],
    of: Callable[[ChartPosition], str],
    address: Callable[[str, str], str],
) -> list[Share]:
    """Positions counted by something of theirs and by voice, those with most first.

    Args:
        positions: what to count.
        of: what they are counted by.
        address: where the evidence is of what belongs to one thing and voice.
    """
    counts: Counter[tuple[str, str]] = Counter()
    machine: Counter[tuple[str, str]] = Counter()
    for position in positions:
        key = (of(position), position.voice)
        counts[key] += 1
        machine[key] += position.is_machine_only
    ordered = sorted(counts, key=lambda key: (-counts[key], VOICES.index(key[1]), key[0]))
    return [Share(*key, counts[key], machine[key], address(*key)) for key in ordered]


def cell_address(actor: str, target: str, voice: str = "") -> str:
    """Where the evidence is for the positions of one actor on one target.

    Args:
        actor: the actor.
        target: the target.
        voice: only those in this voice; empty for all.
    """
    chosen = {"": "", ASCRIBED: ASCRIBED}.get(voice, OWN)
    return Question((actor,), (target,), voice=chosen).address(CELL_PATH)
