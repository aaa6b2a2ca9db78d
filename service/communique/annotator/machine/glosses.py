"""A position as a plain English sentence, made from names alone and never from the words of an article."""

from __future__ import annotations

from communique.annotator.machine.names import Names
from communique.model import Position


def claim(position: Position, names: Names) -> str:
    """Who does what about what: “Anna Berg calls for the river accord toward Sudmark”."""
    said = (
        f"{names.of('actor', position.holder)} {names.of('stance', position.stance)} "
        f"{names.of_thing(position.target)}"
    )
    if position.towards:
        said += f", toward {_listed([names.of('actor', slug) for slug in position.towards])}"
    if position.ascribed_by:
        said = f"According to {names.of('actor', position.ascribed_by)}, {said}"
    return said


def gloss(position: Position, rendering: str, names: Names) -> str:
    """The same as a sentence of its own, with the rendering: “… (indirect speech).”."""
    return f"{claim(position, names)} ({names.of('rendering', rendering)})."


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
