"""The setting in which things are said: behind closed doors, as a readout tells it, or before the public."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.annotator.attribution.cast import Cast
from communique.annotator.attribution.frame import Form
from communique.annotator.attribution.told import Reading

_PUBLIC = re.compile(
    r"\b(?:press conference|news conference|briefing|reporters|journalists|interview|tweet|twitter|"
    r"facebook|telegram|"
    r"televised|addressing|parliament|speech|post on)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"\b(?:during|at|in the course of|in|following|throughout)\s+(?:the|his|her|their|a|"
    r"this)\s+(?:\w+\s){0,3}"
    r"(?:meetings?|talks|conversation|call|consultations|negotiations|discussions?)\b|"
    r"\A\W*(?:(?:both|the two|the) (?:sides|interlocutors|parties|ministers))\b"
    r"(?! (?:must|should|need|have to|ought|could|cannot|may|to)\b)|"
    r"\b(?:both|the two|the) (?:sides|interlocutors|parties|ministers) (?:\w+ )?"
    r"(?:discussed|exchanged|considered|touched|reviewed|addressed|emphasi[sz]ed|stressed|noted|agreed|focused|"
    r"spoke|talked)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a sentence's words were said."""

    is_readout: bool = False
    side: str | None = None
    """The side whose ministry tells of it, if one does."""


def settings_of(text: str, readings: Sequence[Reading], cast: Cast) -> dict[int, Setting]:
    """The setting of each sentence, by its number; it stays until the text tells of another.

    Args:
        text: the canonical text.
        readings: the sentences, with the frames that name a source.
        cast: bodies and their sides.
    """
    found: dict[int, Setting] = {}
    is_closed = False
    for reading in readings:
        words = text[reading.span.start : reading.span.end]
        if _PUBLIC.search(words):
            is_closed = False
        elif _CLOSED.search(words) or reading.participants:
            is_closed = is_closed or bool(_CLOSED.search(words))
        teller = [
            actor
            for item in reading.roots
            if item.frame.form is Form.SOURCE
            for actor in item.actors
            if cast.is_body(actor)
        ]
        side = cast.side(teller[0]) if teller else None
        agentless = any(item.frame.form is Form.AGENTLESS for item in reading.roots)
        met = agentless and bool(reading.participants)
        found[reading.sentence.number] = Setting(is_closed or side is not None or met, side)
    return found
