"""Names: every label of the graph, found in one pass by an Aho–Corasick automaton."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

from communique.annotator.knowledge import STATES, Knowledge, Name
from communique.annotator.linking.folding import fold, is_word
from communique.annotator.linking.words import CAPITALS, SEATS_OF_AUTHORITIES
from communique.model import Thing

_TOWNS = frozenset(name.lower() for name in (*CAPITALS, *SEATS_OF_AUTHORITIES))
_SENTENCES = 256
"""Sentences whose names are kept; most articles have fewer."""
_HYPHENS = frozenset("-‑–")
_LOWER_NEXT = re.compile(r"[-‑–][a-z]")
_PREFIX = re.compile(r"\b(?:pro|anti|non|post|pre|ex|intra)[-‑]$", re.IGNORECASE)
_REGION = re.compile(r"\b(?:Latin|North|South|Central|Western|Eastern|Northern|Southern)\s$")
_DOTTED = re.compile(r"(?:[A-Z]\.)+")
_LINKED = ("actor", "agreement", "collection", "provision", "issue", "event")


@dataclass(frozen=True, slots=True)
class FoundName:
    """A label in a text, with all things that bear it."""

    start: int
    end: int
    things: tuple[Thing, ...]
    is_preferred: bool

    @property
    def kind(self) -> str:
        """The kind of the things that bear the label."""
        return self.things[0].kind


class NameFinder:
    """Finds the labels of the graph in a text: word bounds, letter case, longest match."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Build the automaton.

        Args:
            knowledge: whose names are looked for; capitals of its states are added.
        """
        by_label: dict[str, list[Name]] = {}
        for name in (*knowledge.names_of(_LINKED), *_names_of_states(), *_posts(knowledge)):
            by_label.setdefault(fold(name.text), []).append(name)
        self._automaton = ahocorasick.Automaton()
        for label, names in sorted(by_label.items()):
            self._automaton.add_word(label, (len(label), tuple(names)))
        self._automaton.make_automaton()
        self._kept = lru_cache(maxsize=_SENTENCES)(self._find)

    def knows(self, text: str) -> bool:
        """Whether some words are a name of something."""
        return fold(text) in self._automaton

    def find(self, text: str) -> tuple[FoundName, ...]:
        """The names in a text; of names of one group that overlap, the longest.

        A sentence is asked for more than once while its article is read; the answers to the last are kept.
        """
        return self._kept(text)

    def _find(self, text: str) -> tuple[FoundName, ...]:
        folded = fold(text)
        found: list[FoundName] = []
        for last, (length, names) in self._automaton.iter(folded):
            start, end = last - length + 1, last + 1
            if not is_word(folded, start, end) or _is_part_of_compound(text, start, end):
                continue
            fitting = [name for name in names if _case_fits(name, text[start:end])]
            found.extend(_grouped(start, end, fitting))
        return tuple(_longest(found))


def _grouped(start: int, end: int, names: list[Name]) -> Iterator[FoundName]:
    """The names at one place by kind of thing: an agreement and an issue may share a label."""
    if len(names) == 1:
        yield FoundName(start, end, (names[0].thing,), names[0].is_preferred)
        return
    for kind in sorted({name.thing.kind for name in names}):
        own = [name for name in names if name.thing.kind == kind]
        things = tuple(sorted({name.thing for name in own}))
        yield FoundName(start, end, things, any(name.is_preferred for name in own))


def _longest(found: list[FoundName]) -> list[FoundName]:
    """Without those that lie inside another of the same kind."""
    kept: list[FoundName] = []
    for item in sorted(found, key=lambda one: (one.start, -one.end)):
        if not any(
            other.kind == item.kind and other.start <= item.start and item.end <= other.end for other in kept
        ):
            kept.append(item)
    return kept


def _names_of_states() -> Iterator[Name]:
    """Names and capitals of states, where the labels of the graph lack them or the states."""
    for state in STATES:
        for text in (*state.nouns, *state.capitals):
            yield Name(text, Thing("actor", state.slug), is_hidden=text in state.capitals)


def _posts(knowledge: Knowledge) -> Iterator[Name]:
    """Names of posts; who is meant is decided by the day."""
    for office in knowledge.offices.values():
        for label in office.labels:
            yield Name(label, Thing("post", office.slug))


def _case_fits(name: Name, words: str) -> bool:
    """Whether the letter case fits: proper names begin with a capital, acronyms are all capitals."""
    if name.thing.kind != "actor":
        return True
    if name.text.isupper() or _DOTTED.fullmatch(name.text):
        return words == name.text
    return not name.text[0].isupper() or words[0].isupper()


def _is_part_of_compound(text: str, start: int, end: int) -> bool:
    """Whether it is an adjective or names a region: “Moscow-brokered”, “pro-Russia”, “Latin America”."""
    if _REGION.search(text[max(0, start - 10) : start]):
        return True
    if text[end : end + 1] in _HYPHENS and _LOWER_NEXT.match(text, end):
        return True
    return text[max(0, start - 1) : start] in _HYPHENS and bool(
        _PREFIX.search(text[max(0, start - 6) : start])
    )


def is_town(words: str) -> bool:
    """Whether a name is that of a town, so that it names a place more often than a side."""
    return words.lower() in _TOWNS
