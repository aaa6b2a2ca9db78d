"""A position in plain words, as one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from communique.web.items import Reference
from communique.web.records import PositionRecord
from communique.web.rendering import day


def sentence(record: PositionRecord) -> str:
    """Who takes which stance on what, for and towards whom, on which day, according to whom.

    The words are those of the labels, in the same order for every position, so that no position is worded
    more kindly than another; there is no full stop.
    """
    parts = [f"according to {record.ascribed_by.label}"] if record.ascribed_by else []
    parts.append(record.holder.label)
    if record.on_behalf_of:
        parts.append(f"for {record.on_behalf_of.label}")
    said = f"{', '.join(parts)}, " if record.on_behalf_of else f"{', '.join(parts)} "
    said += f"{record.stance.label} {record.target.label}"
    if record.towards:
        said += f", towards {listed(record.towards)}"
    said += f", {day(record.stated_on)}"
    return said[:1].upper() + said[1:]


def listed(things: Sequence[Reference]) -> str:
    """Things by their labels, as people list them: a, b and c."""
    labels = [thing.label for thing in things]
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


def preposition(stated_on: str) -> str:
    """What stands before a date in a sentence, by its precision."""
    return "on" if len(stated_on) > len("2021-06") else "in"
