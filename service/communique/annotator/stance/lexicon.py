"""The wordings of targets and of stances, from ``targets.yaml`` and ``cues.yaml`` in ``annotator/data``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import yaml

from communique.annotator.stance.phrases import Phrasebook
from communique.model import Thing


class Tone(StrEnum):
    """How a wording names its matter."""

    PLAIN = "phrases"
    UNWANTED = "unwanted"
    """By its trouble: the blockade, the crisis, the use of force."""
    INVERSE = "inverse"
    """By its opposite: a ceasefire for the use of force."""
    FRAGMENT = "fragments"
    """By a word that counts only where the matter was named before: “the corridor”."""


class Scope(StrEnum):
    """Where the target of a cue stands."""

    AFTER = "after"
    BEFORE = "before"
    AROUND = "around"


@dataclass(frozen=True, slots=True, eq=False)
class TargetWording:
    """What phrases of one kind name."""

    thing: Thing
    tone: Tone
    about: str | None = None
    unless_before: str | None = None
    """A regular expression: where it matches the words just before, something else is meant."""


@dataclass(frozen=True, slots=True, eq=False)
class CueWording:
    """What phrases of one rule say of their target."""

    rule: str
    stance: str | None
    role: str
    """``stance`` for cues that stand for themselves; other roles say something only together with others."""
    scope: Scope
    rank: int
    """0 for acts of speech, 1 for what is needed, offered or undertaken, 2 for what is to be done."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All wordings, ready to be looked for."""

    targets: Phrasebook[TargetWording]
    cues: Phrasebook[CueWording]
    occasions: Phrasebook[str]


@cache
def lexicon() -> Lexicon:
    """The wordings that come with the package.

    Raises:
        ValueError: an entry that cannot be used (a mistake in the files of the package).
    """
    targets, cues = _content("targets.yaml"), _content("cues.yaml")
    names = {**targets["names"], **cues["names"]}
    return Lexicon(
        Phrasebook(list(_target_phrases(targets["targets"])), names),
        Phrasebook(list(_cue_phrases(cues["cues"])), names),
        Phrasebook([(phrase, "occasion") for phrase in targets["occasions"]], names),
    )


def _content(name: str) -> dict[str, Any]:
    text = (resources.files("communique.annotator") / "data" / name).read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content


def _target_phrases(entries: list[dict[str, Any]]) -> list[tuple[str, TargetWording]]:
    found = []
    for entry in entries:
        thing = Thing.parse(entry["target"])
        about = entry["about"].partition("/")[2] if "about" in entry else None
        for tone in Tone:
            wording = TargetWording(thing, tone, about, entry.get("unless_before"))
            found += [(phrase, wording) for phrase in entry.get(tone.value, ())]
    return found


def _cue_phrases(entries: list[dict[str, Any]]) -> list[tuple[str, CueWording]]:
    found = []
    for entry in entries:
        wording = CueWording(
            entry["rule"],
            entry.get("stance"),
            entry.get("role", "stance"),
            Scope(entry["scope"]),
            entry["rank"],
        )
        found += [(phrase, wording) for phrase in entry["phrases"]]
    return found
