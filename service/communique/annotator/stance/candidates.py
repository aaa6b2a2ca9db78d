"""Candidates: words of an article that name something on which a stance may be taken."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.linked import Linked
from communique.annotator.stance.lexicon import TargetWording, Tone, lexicon
from communique.annotator.stance.phrases import Found
from communique.model import PartialDate, Span, Thing

INSTRUMENTS = frozenset({"agreement", "provision", "collection"})
_IN_PASSING = re.compile(
    r"\b(?:during|at|after|following|before|in|ahead of|(?<!\bcalled )(?<!\bcalls )(?<!\bcalling )"
    r"(?<!\basked )(?<!\bhoped )(?<!\bhopes )(?<!\bready )(?<!\breadiness )for|"
    r"since|until|through|via|under|with) "
    r"(?:(?:the|their|his|her|a|an|this|that|these|its|our|today's) )?(?:\w+ )?$"
)
"""What stands before a meeting that only tells when or where something was said."""
_OCCASION = Thing("event", "occasion")
_PROCESS = re.compile(r"\b(?:talks|negotiations)\b")
_BLOCKADE = ("2022-12-12", "2023-09-30")
"""Between these days “the blockade” meant that of the Lachin corridor to any reader."""
_AT_THAT_TIME = re.compile(r"\b(?:in|during|after|since|before|following|from) the (?:[\w-]+ ){0,2}$")
"""“Captured in the 2020 war”: when something was, and not what is spoken of."""
_SHARED_WORDS = {
    "corridor": ("lachin-corridor", "zangezur-corridor"),
    "mission": ("fact-finding-mission", "eu-monitoring-mission"),
}
"""Words that may mean either of two matters: the one named last before them is meant."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that words of the article name, and how."""

    thing: Thing
    span: Span
    tone: Tone = Tone.PLAIN
    confidence: float = 1.0
    about: tuple[str, ...] = ()
    """Issues that the naming itself brings along."""
    named_with: tuple[str, ...] = ()
    """Issues that stand beside an instrument in the sentence that words such as “it” take it up from."""
    is_occasion: bool = False
    """“The talks”: which event it is depends on the statement."""
    is_process: bool = False
    """Such words may as well mean the talks as a whole, where no event is known."""

    @property
    def is_instrument(self) -> bool:
        """Whether it is an agreement, a provision of one, or a collection of agreements."""
        return self.thing.kind in INSTRUMENTS


def candidates_of(
    text: str, linked: Linked, knowledge: Knowledge, published: PartialDate | None
) -> tuple[Candidate, ...]:
    """All candidates of an article, in the order of the text.

    Args:
        text: the text as ``phrases.likened`` gives it.
        linked: what linking found.
        knowledge: what the graph knows.
        published: the day of the article; agreements adopted later cannot be meant.
    """
    named = list(_mentioned(linked, knowledge, published))
    worded = list(_worded(text, published))
    occasions = [
        Candidate(
            _OCCASION,
            found.span,
            is_occasion=True,
            is_process=bool(_PROCESS.search(text, found.span.start, found.span.end)),
        )
        for found in lexicon().occasions.find(text)
        if not _IN_PASSING.search(text, max(0, found.span.start - 40), found.span.start)
    ]
    kept = _without_overlap(named, worded)
    for item in _longest(occasions):
        if not kept.overlapping(item.span):
            kept.add(item)
    return tuple(sorted(kept.all, key=lambda item: (item.span, str(item.thing))))


def _mentioned(linked: Linked, knowledge: Knowledge, published: PartialDate | None) -> Iterator[Candidate]:
    for mention in linked.mentions:
        for thing in mention.referents:
            if thing.kind not in INSTRUMENTS and thing.kind != "event":
                continue
            if thing.kind == "agreement" and not knowledge.was_adopted(thing.slug, published):
                continue
            about: tuple[str, ...] = ()
            if thing.kind == "provision" and thing.slug in knowledge.provisions:
                about = knowledge.provisions[thing.slug].issues[:1]
            if thing.slug == "armenia-azerbaijan-peace-treaty":
                about = ("peace-treaty",)
            yield Candidate(thing, mention.span, confidence=mention.confidence, about=about)


def _worded(text: str, published: PartialDate | None) -> Iterator[Candidate]:
    """What wordings name; a fragment means what was named last before it, and nothing where nothing was."""
    last: dict[str, tuple[int, Thing]] = {}
    is_time_of_blockade = published is not None and (
        _BLOCKADE[0] <= published.first_day.isoformat() <= _BLOCKADE[1]
    )
    for item in lexicon().targets.find(text):
        if not _is_meant(item, text):
            continue
        if item.label.tone is not Tone.FRAGMENT:
            last[item.label.thing.slug] = (item.span.start, item.label.thing)
            yield _candidate(item, 0.95)
            continue
        words = text[item.span.start : item.span.end]
        rivals = next(
            (slugs for word, slugs in _SHARED_WORDS.items() if f" {words}".endswith(f" {word}")), None
        )
        named = [last[slug] for slug in rivals or (item.label.thing.slug,) if slug in last]
        if not named and is_time_of_blockade and words in ("blockade", "siege"):
            named = [(0, item.label.thing)]
        if named:
            tone = Tone.UNWANTED if _is_trouble(words) else Tone.PLAIN
            yield replace(_candidate(item, 0.8), thing=max(named)[1], tone=tone)


def _is_trouble(words: str) -> bool:
    return words in {"blockade", "siege", "crisis"}


def _candidate(item: Found[TargetWording], confidence: float) -> Candidate:
    about = (item.label.about,) if item.label.about else ()
    return Candidate(item.label.thing, item.span, item.label.tone, confidence, about)


def _is_meant(item: Found[TargetWording], text: str) -> bool:
    guard = item.label.unless_before
    start, end = item.span.start, item.span.end
    is_war = item.label.thing.slug == "use-of-force" and text.endswith("war", start, end)
    if is_war and _AT_THAT_TIME.search(text, max(0, start - 40), start):
        return False
    return not (
        guard and re.search(guard, text[max(0, item.span.start - 40) : item.span.start], re.IGNORECASE)
    )


class _Kept:
    """Candidates that do not overlap, but for those of one mention; quick to ask what overlaps a stretch."""

    def __init__(self, items: Iterable[Candidate]) -> None:
        self._places: list[tuple[int, int]] = []
        self._items: dict[tuple[int, int], list[Candidate]] = {}
        for item in items:
            self.add(item)

    def add(self, item: Candidate) -> None:
        place = (item.span.start, item.span.end)
        if place not in self._items:
            insort(self._places, place)
        self._items.setdefault(place, []).append(item)

    def overlapping(self, span: Span) -> list[Candidate]:
        """Those that share a letter with a stretch."""
        first = bisect_left(self._places, (span.start, 0))
        while first and self._places[first - 1][1] > span.start:
            first -= 1
        found = []
        for place in self._places[first:]:
            if place[0] >= span.end:
                break
            found += self._items[place] if place[1] > span.start else []
        return found

    def widen(self, item: Candidate, span: Span) -> None:
        """Let a candidate take in further words of the same naming."""
        place = (item.span.start, item.span.end)
        self._items[place].remove(item)
        if not self._items[place]:
            del self._items[place]
            self._places.remove(place)
        wide = Span(min(item.span.start, span.start), max(item.span.end, span.end))
        self.add(replace(item, span=wide))

    @property
    def all(self) -> list[Candidate]:
        return [item for place in self._places for item in self._items[place]]


def _without_overlap(named: Iterable[Candidate], worded: Iterable[Candidate]) -> _Kept:
    """Names before wordings, longer wordings before shorter ones; a wording for the named thing widens it."""
    kept = _Kept(named)
    for item in _longest(worded):
        touching = kept.overlapping(item.span)
        same = [other for other in touching if other.thing == item.thing]
        if same:
            kept.widen(same[0], item.span)
        elif not touching:
            kept.add(item)
    return kept


def _longest(items: Iterable[Candidate]) -> list[Candidate]:
    kept = _Kept(())
    for item in sorted(items, key=lambda item: (-len(item.span), item.span, str(item.thing))):
        if not kept.overlapping(item.span):
            kept.add(item)
    return sorted(kept.all, key=lambda item: (-len(item.span), item.span, str(item.thing)))
