"""Phrases: wordings given as regular expressions over words, many of which are looked for at once.

Trying a thousand expressions at every word would be slow. Each phrase is therefore filed under the letters
that it
can begin with, and only those filed under a word's first letters are tried at that word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from communique.model import Span

Label = TypeVar("Label")

_LETTERS = 6
"""How many first letters phrases are filed under."""
_REMEMBERED = 20_000
"""For how many beginnings of words the phrases to try are remembered; it bounds the memory."""
_LONGEST = 250
"""Code points that a phrase may stretch over; it bounds the time that any text can take."""
_SPACE = r"""(?:["']*[^\S\n]+["']*)"""
"""What a space in a phrase stands for: space within a paragraph, with the marks of a word quoted."""
_WORD = re.compile(r"[^\W_]+|[+]")
_NAME = re.compile(r"\{([a-z][a-z0-9]*)\}")
_VERB = re.compile(r"<([a-z]+|[a-z]+\[[a-z]+\][a-z]+)>")
_LIKENED = str.maketrans("’‘ʼ`´“”„«»–—‑\u00a0\u202f", "'''''\"\"\"\"\"---  ")
"""Marks that mean the same, one for one, so that offsets stay."""
_DOUBLED = frozenset(
    [
        "commit",
        "refer",
        "stop",
        "submit",
        "admit",
        "permit",
        "plan",
        "drop",
        "regret",
        "rebut",
        "ban",
        "slam",
        "quit",
        "slip",
        "spur",
        "tap",
        "rip",
        "set",
        "cut",
        "begin",
    ]
)


def likened(text: str) -> str:
    """The text in lower case with quotation marks, dashes and spaces made alike; every offset stays."""
    plain = text.translate(_LIKENED)
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(letter if len(letter.lower()) != 1 else letter.lower() for letter in plain)


@dataclass(frozen=True, slots=True)
class Found(Generic[Label]):
    """A phrase found in a text."""

    span: Span
    label: Label


class Phrasebook(Generic[Label]):
    """Phrases with what they stand for."""

    def __init__(self, phrases: Iterable[tuple[str, Label]], names: Mapping[str, str]) -> None:
        """Compile phrases.

        Args:
            phrases: expressions and their labels; of two of one label that match at one place, the longer
            match
                counts.
            names: what ``{name}`` in a phrase stands for.

        Raises:
            ValueError: a phrase that is not a regular expression, or uses a name that is not given.
        """
        self._by_letters: dict[str, list[tuple[re.Pattern[str], int]]] = defaultdict(list)
        self._labels: list[Label] = []
        self._tried: dict[str, tuple[tuple[re.Pattern[str], int], ...]] = {}
        for number, (source, label) in enumerate(phrases):
            expanded = expand(source, names)
            try:
                compiled = re.compile(_spaced(expanded) + r"(?:(?<!\w)|(?!\w))")
            except re.error as error:
                raise ValueError(f"the phrase “{source}” is not a regular expression: {error}") from error
            self._labels.append(label)
            for letters in _Openings(expanded).all():
                self._by_letters[letters].append((compiled, number))

    @property
    def labels(self) -> tuple[Label, ...]:
        """The label of each phrase, in their order."""
        return tuple(self._labels)

    def _beginning_with(self, letters: str) -> tuple[tuple[re.Pattern[str], int], ...]:
        """The phrases that may match at a place with these letters."""
        known = self._tried.get(letters)
        if known is None:
            filed = {
                number: pattern
                for size in range(len(letters) + 1)
                for pattern, number in self._by_letters.get(letters[:size], ())
            }
            known = tuple((filed[number], number) for number in sorted(filed))
            if len(self._tried) < _REMEMBERED:
                self._tried[letters] = known
        return known

    def find(self, text: str) -> Iterator[Found[Label]]:
        """Every phrase at every word, for each label the longest at that word, in the order of the text.

        Args:
            text: as ``likened`` gives it.
        """
        for word in _WORD.finditer(text):
            place = word.start()
            if place and text[place - 1] in "_":
                continue
            ends: dict[int, int] = {}
            for pattern, number in self._beginning_with(text[place : place + _LETTERS]):
                if match := pattern.match(text, place, place + _LONGEST):
                    ends[number] = match.end()
            if not ends:
                continue
            best: dict[int, tuple[int, int]] = {}
            for number, end in ends.items():
                key = id(self._labels[number])
                if key not in best or (-end, number) < best[key]:
                    best[key] = (-end, number)
            for end, number in sorted(best.values()):
                if -end > place:
                    yield Found(Span(place, -end), self._labels[number])


def expand(source: str, names: Mapping[str, str]) -> str:
    """A phrase with its names and verbs written out.

    Raises:
        ValueError: a name that is not given.
    """
    for _ in range(5):
        missing = [name for name in _NAME.findall(source) if name not in names]
        if missing:
            raise ValueError(f"the phrase “{source}” uses {{{missing[0]}}}, which is not among the names")
        if not _NAME.search(source):
            break
        source = _NAME.sub(lambda match: names[match.group(1)], source)
    source = _VERB.sub(lambda match: f"(?:{'|'.join(verb_forms(match.group(1)))})", source)
    return _lowered(source)


def verb_forms(verb: str) -> list[str]:
    """The forms of a regular verb; a class of letters (``recogni[sz]e``) is left as it is.

    >>> verb_forms("welcome"), verb_forms("deny"), verb_forms("commit")[2]
    (['welcome', 'welcomes', 'welcomed', 'welcoming'], ['deny', 'denies', 'denied', 'denying'], 'committed')
    """
    if verb.endswith("e"):
        stem = verb[:-1]
        if verb.endswith("ee"):
            return [verb, f"{verb}s", f"{verb}d", f"{verb}ing"]
        return [verb, f"{verb}s", f"{stem}ed", f"{stem}ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    stem = verb + verb[-1] if verb in _DOUBLED else verb
    plural = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"
    more = ["fulfill", "fulfills", "fulfilled", "fulfilling"] if verb == "fulfil" else []
    return [verb, plural, f"{stem}ed", f"{stem}ing", *more]


def _lowered(source: str) -> str:
    r"""Lower case but for classes such as ``\S``."""
    return re.sub(r"\\.|[^\\]+", lambda match: match[0] if match[0][0] == "\\" else match[0].lower(), source)


def _spaced(source: str) -> str:
    """Each space outside a class of characters replaced by what it stands for."""
    parts = re.split(r"(\[(?:\\.|[^\]\\])*\])", source)
    return "".join(part if number % 2 else part.replace(" ", _SPACE) for number, part in enumerate(parts))


class _Openings:
    """The letters that a phrase can begin with, up to ``_LETTERS``, fewer where anything may follow.

    A reader of the small part of regular expressions that phrases use: letters, groups, alternatives,
    classes of characters and quantifiers.
    """

    _OPEN = "\0"
    """Ends letters after which anything may follow."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._place = 0

    def all(self) -> set[str]:
        found = self._alternatives()
        return {item.partition(self._OPEN)[0][:_LETTERS] for item in found}

    def _peek(self) -> str:
        return self._source[self._place : self._place + 1]

    def _take(self) -> str:
        self._place += 1
        return self._source[self._place - 1]

    def _alternatives(self) -> set[str]:
        found = self._sequence()
        while self._peek() == "|":
            self._take()
            found |= self._sequence()
        return found

    def _sequence(self) -> set[str]:
        found = {""}
        while self._peek() not in ("", "|", ")"):
            found = self._joined(found, self._quantified(self._one()))
        return found

    def _joined(self, heads: set[str], tails: set[str]) -> set[str]:
        whole = {head for head in heads if len(head) >= _LETTERS or self._OPEN in head}
        return whole | {head + tail for head in heads - whole for tail in tails}

    def _one(self) -> set[str]:
        letter = self._take()
        if letter == "(":
            if self._source.startswith("?:", self._place):
                self._place += 2
                found = self._alternatives()
            else:  # a look-ahead: it takes no letters
                self._place += 2
                self._alternatives()
                found = {""}
            self._take()
            return found
        if letter == "[":
            self._place = self._source.index("]", self._place) + 1
            return {self._OPEN}
        if letter == "\\":
            escaped = self._take()
            return {self._OPEN} if escaped.isalpha() else {escaped}
        return {self._OPEN} if letter in ". " else {letter}  # quotation marks never begin a word

    def _quantified(self, found: set[str]) -> set[str]:
        mark = self._peek()
        if mark in ("?", "*"):
            found = found | {""}
        elif mark == "{":
            if self._source[self._place + 1] == "0":
                found = found | {""}
            self._place = self._source.index("}", self._place)
        elif mark != "+":
            return found
        self._take()
        if mark in ("*", "+", "{"):  # it may come again: what follows is not known
            found = {item if len(item) >= _LETTERS else item + self._OPEN for item in found if item} | (
                found & {""}
            )
        if self._peek() == "?":  # a lazy quantifier
            self._take()
        return found
