"""The words of speaking, wanting, judging and discussing, read from ``cues.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import yaml

GAP = 3
"""Words that may stand between a verb and its noun where the entry has ``*`` ("draw *their* attention")."""
_VOWELS = "aeiou"


class CueKind(StrEnum):
    """What kind of act a cue tells of; see ``cues.yaml``."""

    SAYS = "says"
    STRESSES = "stresses"
    WANTS = "wants"
    JUDGES = "judges"
    UNDERTAKES = "undertakes"
    THINKS = "thinks"
    DISCUSSES = "discusses"


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue found in a row of words."""

    lemma: str
    """The entry, with the noun in place of a final ``*``: ``call for``, ``express concern``."""
    kind: CueKind
    length: int
    """How many words it covers, those between included."""


@dataclass(frozen=True, slots=True)
class _Entry:
    lemma: str
    rest: tuple[str, ...]
    needed: frozenset[str]
    kind: CueKind


class Lexicon:
    """Looks up cues; made once from the data file."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        """Index the entries.

        Args:
            content: what ``cues.yaml`` holds.
        """
        self.words: dict[str, frozenset[str]] = {
            name: frozenset(words) for name, words in content["words"].items()
        }
        self._irregular: Mapping[str, list[str]] = content["irregular"]
        self._entries: dict[str, list[_Entry]] = {}
        for kind, lemmas in content["kinds"].items():
            for lemma in lemmas:
                verb, *rest = lemma.split()
                self._entries.setdefault(verb, []).append(
                    _Entry(lemma, tuple(rest), frozenset(rest) - {"*"}, CueKind(kind))
                )
        for entries in self._entries.values():
            entries.sort(
                key=lambda entry: (
                    -len([word for word in entry.rest if word != "*"]),
                    -len(entry.rest),
                    entry.lemma,
                )
            )
        self._noun_kinds = {noun: CueKind(kind) for kind, nouns in content["nouns"].items() for noun in nouns}
        self._forms: dict[str, list[str]] = {}
        others = [*content["carriers"], *content["withholders"], *content["encounters"]["verbs"]]
        for verb in [*self._entries, *others]:
            for form in self.inflected(verb):
                known = self._forms.setdefault(form, [])
                if verb not in known:
                    known.append(verb)
        self.nominals = {noun: CueKind(kind) for kind, nouns in content["nominals"].items() for noun in nouns}
        self.clausal = frozenset(content["clausal"])
        self.sources: tuple[str, ...] = tuple(content["sources"])
        self.possessed_sources = frozenset(content["possessed_sources"])
        self.mouthpieces = frozenset(content["mouthpieces"])
        self.carriers = frozenset(content["carriers"])
        self.withholders = frozenset(content["withholders"])
        self.negations = frozenset(content["negations"])
        self.hypothetical = frozenset(content["hypothetical"])
        self.conditional = frozenset(content["conditional"])
        self.encounter_verbs = frozenset(content["encounters"]["verbs"])
        self.encounter_nouns = frozenset(content["encounters"]["nouns"])
        self.participants = frozenset(content["participants"])
        self.accepting = frozenset(content["accepting"])
        self.imputed = frozenset(content["imputed"])
        self.opposed = frozenset(frozenset(pair) for pair in content["opposed"])

    @classmethod
    @cache
    def load(cls) -> Lexicon:
        """The lexicon of the package, read once per process."""
        text = (resources.files(__package__) / "cues.yaml").read_text(encoding="utf-8")
        return cls(yaml.safe_load(text))

    def inflected(self, verb: str) -> tuple[str, ...]:
        """All forms of a verb."""
        if verb in self._irregular:
            return (verb, *self._irregular[verb])
        if verb.endswith("e"):
            return (verb, verb + "s", verb + "d", verb[:-1] + "ing")
        if verb.endswith("y") and verb[-2] not in _VOWELS:
            return (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        return (verb, third, verb + "ed", verb + "ing")

    def lemmas(self, form: str) -> Sequence[str]:
        """The verbs of which a lower-case word may be a form."""
        return self._forms.get(form, ())

    def match(self, words: Sequence[str]) -> Cue | None:
        """The longest cue that begins a row of lower-case words.

        Args:
            words: a possible verb and what follows it; of a passive, put the noun of its subject second.
        """
        verbs = self._forms.get(words[0], ()) if words else ()
        if not verbs:
            return None
        present = {*words, *map(singular, words)}
        for verb in verbs:
            for entry in self._entries.get(verb, ()):
                if not entry.needed <= present:
                    continue
                length = self._fit(entry.rest, words)
                if length and not self._is_silence(verb, words[length : length + 3]):
                    return self._cue(entry, words, length)
        return None

    def _is_silence(self, verb: str, following: Sequence[str]) -> bool:
        """“Declined to comment”: nothing is refused, nothing is said."""
        if verb not in self.withholders or len(following) < 2 or following[0] != "to":
            return False
        return any(
            entry.kind is CueKind.SAYS
            for lemma in self.lemmas(following[1])
            for entry in self._entries.get(lemma, ())
        )

    def _cue(self, entry: _Entry, words: Sequence[str], length: int) -> Cue:
        if not entry.rest or entry.rest[-1] != "*":
            return Cue(entry.lemma.replace(" * ", " "), entry.kind, length)
        noun = singular(words[length - 1])
        return Cue(entry.lemma[:-1] + noun, self._noun_kinds.get(noun, entry.kind), length)

    def _fit(self, rest: Sequence[str], words: Sequence[str]) -> int:
        """How many words an entry covers; 0 if it does not fit."""
        place = 1
        for before, wanted in pairwise(["", *rest]):
            if wanted == "*":
                continue
            place = self._found(wanted, words, place, GAP if before == "*" else 0)
            if not place:
                return 0
        if rest and rest[-1] == "*":
            return self._noun_end(words, place)
        return place

    def _found(self, wanted: str, words: Sequence[str], place: int, gap: int) -> int:
        """The place behind a wanted word; 0 if it does not come soon enough."""
        while place < len(words):
            word = words[place]
            if word == wanted or (len(wanted) > 3 and singular(word) == wanted):
                return place + 1
            if word in self.words["skipped"] or word.endswith("ly"):
                place += 1
            elif gap and word not in self.words["phrase_ends"]:
                place, gap = place + 1, gap - 1
            else:
                return 0
        return 0

    def _noun_end(self, words: Sequence[str], place: int) -> int:
        """The place behind the noun phrase that begins at a place; 0 if there is none."""
        start = place
        while (
            place < len(words) and place - start <= GAP + 2 and words[place] not in self.words["phrase_ends"]
        ):
            place += 1
        return place if place > start and words[place - 1][-1].isalpha() else 0


def singular(noun: str) -> str:
    """The noun without its plural ending, as far as the nouns of this lexicon need it."""
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun
