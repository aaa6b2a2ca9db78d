"""Strangers: people whom an article names as speakers or with a post, and whom the graph does not have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from communique.annotator.knowledge import Knowledge, ProposedActor
from communique.annotator.knowledge.states import WOMEN
from communique.annotator.linking.announcing import ANNOUNCED_BY
from communique.annotator.linking.names import FoundName, NameFinder
from communique.annotator.linking.persons import STARTERS
from communique.annotator.linking.posts import (
    HEAD_NOUNS,
    is_head_of_post,
    is_of_outlet,
    is_woman_by,
    office_of,
    plain_title,
    state_in_brackets,
    title_after,
    title_before,
)
from communique.annotator.linking.stranger import Stranger
from communique.annotator.linking.surnames import (
    FEWEST,
    Capitals,
    capitals_in,
    family_of,
    is_name,
    is_of_institution,
    slug_of,
)
from communique.annotator.linking.words import ADJECTIVE, CITIES, NOUN, SPEECH, states_in
from communique.annotator.sentences import Sentence
from communique.model import PartialDate, Span

_ADVERBS = (
    r"(?:(?:also|has|have|had|then|further|again|later|meanwhile|once\s+again|in\s+turn|[a-z]+ly)\s+){0,3}"
)
_SPEAKS = re.compile(
    rf"(?:,[^,.;:]{{2,90}},)?\s+{_ADVERBS}(?!report)(?:{SPEECH}|answered|spoke)\b|['’]s?\s+(?:words|statement|remarks)\b"
)
_IS_SAID = re.compile(
    rf"(?:[,”\"’]\s*(?!report){SPEECH}\s+|\b[Aa]ccording\s+to\s+|\b[Ii]nterview\s+with\s+|\bin\s+the\s+words\s+of\s+)$"
)
_PRONOUN = re.compile(r"\b(?:[Ss]?[Hh]e|[Hh]is|[Hh]er)\b")
_NEAR = 250
"""Code points behind a name in which “he” or “she” tells that it is a person's."""
_OF_A_STATE = re.compile(rf"\b(?:{NOUN}|{ADJECTIVE})\b")
_STATE = re.compile(rf"(?:{NOUN})(?!\w)")
_OF = re.compile(r"\bof(?:\s+the)?\s+$")
_REMIT = re.compile(rf"\b(?i:{HEAD_NOUNS})\s+(?:for|on|of)\s+(?:the\s+)?$")
"""Before the remit of a post, which is written with capitals like the name behind it."""
_OPENS = re.compile(rf"[\s“\"']*(?:In\s+)?(?P<who>{NOUN})(?!\w)")
_IS_OF_A_STATE = re.compile(
    r"\b(?:minister|president|premier|chancellor|secretary|speaker|mp|lawmaker|ambassador)\b"
)
"""Posts of which a state has one or a few."""
_TOWNS = frozenset(CITIES)
FEWEST_LABELS = 2
"""Paragraphs that must begin with a name and a colon for it to be a speaker's."""


class StrangerFinder:
    """Finds strangers in articles, one after the other, with the same knowledge."""

    def __init__(self, knowledge: Knowledge, names: NameFinder) -> None:
        """Keep what all articles share.

        Args:
            knowledge: who is no stranger.
            names: finds the names of those.
        """
        self._knowledge = knowledge
        self._names = names

    def find(
        self, text: str, sentences: Sequence[Sentence], when: PartialDate | None
    ) -> tuple[Stranger, ...]:
        """The strangers of an article, in the order in which they are told of.

        Args:
            text: the text of the article.
            sentences: its sentences.
            when: the day of the article.
        """
        found: dict[str, Stranger] = {}
        labels: Counter[str] = Counter()
        opening: tuple[int, str | None] = (-1, None)
        for sentence in sentences:
            words = sentence.words(text)
            if sentence.is_headline and not ANNOUNCED_BY.match(words):
                continue
            opening = _opening(words, sentence.paragraph, opening)
            runs = [run for run in capitals_in(words) if len(run.words) > 1]
            known = self._names.find(words) if runs else ()
            for run in runs:
                stranger, is_label = self._stranger(words, run, known, sentence.span.start, when)
                if stranger is None or not (stranger.actor.title or _is_person_of(stranger, text)):
                    continue
                stranger = _of_state(stranger, opening[1])
                labels[stranger.actor.slug] += is_label
                if not is_label or labels[stranger.actor.slug] >= FEWEST_LABELS:
                    _add(found, stranger)
        return tuple(found.values())

    def _stranger(
        self, sentence: str, run: Capitals, known: Sequence[FoundName], offset: int, when: PartialDate | None
    ) -> tuple[Stranger | None, bool]:
        """The stranger that words with capitals name, if they do, and whether only as a label."""
        first = _first_of_name(sentence, run)
        places = run.words[first:]
        words = [sentence[start:end] for start, end in places]
        slug = slug_of(words) if places and is_name(words) else None
        if slug is None or slug in self._knowledge.kinds or _is_place(" ".join(words)):
            return None, False
        start, end = places[0][0], places[-1][1]
        before, after = sentence[:start], sentence[end:]
        if is_of_outlet(before):
            return None, False
        title, is_after = title_before(before), False
        if not title:
            title, is_after = title_after(after), True
        state = state_in_brackets(after)
        speaks = bool(state or _SPEAKS.match(after) or _IS_SAID.search(before[-40:]))
        is_label = not before.strip(" —–-") and after.startswith(":")
        if not (title or speaks or is_label) or self._is_known(
            known, start, end, words, is_titled=bool(title)
        ):
            return None, False
        if title and not state:
            state = self._state_of(title, sentence, known, end if is_after else start, is_after, when)
        found = Stranger(_actor(slug, words, title, state), tuple(words), Span(offset + start, offset + end))
        return found, is_label and not (title or speaks)

    def _is_known(
        self, known: Sequence[FoundName], start: int, end: int, words: list[str], *, is_titled: bool
    ) -> bool:
        """Whether the graph has a name for some of the words; a namesake with a post is a stranger still."""
        for name in known:
            if name.end <= start or end <= name.start or name.kind not in ("actor", "agreement", "provision"):
                continue
            person = self._knowledge.people.get(name.things[0].slug)
            has_given_name = name.end - name.start > len(words[-1])
            if person is None or not is_titled or name.end != end or name.start == start or has_given_name:
                return True
            if person.slug[:2] == (slug_of(words) or "")[:2]:
                return True
        return False

    def _state_of(
        self,
        title: str,
        sentence: str,
        known: Sequence[FoundName],
        place: int,
        is_after: bool,
        when: PartialDate | None,
    ) -> str | None:
        """The state that a post is of: named in it, or that of the known person whom one works for."""
        states = states_in(title)
        if states:
            return states[0]
        first, last = (place, place + len(title) + 4) if is_after else (place - len(title) - 4, place)
        for name in known:
            if name.kind == "actor" and first <= name.start and name.end <= last:
                return self._knowledge.state_of(name.things[0].slug, when)
        return None


def _actor(slug: str, words: list[str], title: str, state: str | None) -> ProposedActor:
    post = plain_title(title)
    is_woman = is_woman_by(title, words[0], words[-1], WOMEN)
    return ProposedActor(slug, "person", " ".join(words), state, post, office_of(post), is_woman)


def _opening(sentence: str, paragraph: int, before: tuple[int, str | None]) -> tuple[int, str | None]:
    """The paragraph, and the state with which the sentence, or the one before it there, begins."""
    match = _OPENS.match(sentence)
    states = states_in(match["who"]) if match else ()
    if states:
        return paragraph, states[0]
    return (paragraph, before[1] if before[0] == paragraph else None)


def _of_state(stranger: Stranger, state: str | None) -> Stranger:
    """A stranger with an office of no state told: of the state that is spoken of."""
    if stranger.actor.state or not state or not _IS_OF_A_STATE.search(stranger.actor.title):
        return stranger
    return replace(stranger, actor=replace(stranger.actor, state=state))


def _add(found: dict[str, Stranger], stranger: Stranger) -> None:
    """Keep a stranger; what is told of the post later completes what was told first."""
    first = found.setdefault(stranger.actor.slug, stranger)
    if first is stranger:
        return
    one, other = first.actor, stranger.actor
    actor = replace(
        one,
        state=one.state or other.state,
        title=one.title or other.title,
        office=one.office or other.office,
        is_woman=other.is_woman if one.is_woman is None else one.is_woman,
    )
    found[actor.slug] = replace(first, actor=actor)


def _first_of_name(sentence: str, run: Capitals) -> int:
    """Which word of a run is the first of the name: titles and openings of sentences stand before it."""
    first = 0
    for number, (start, end) in enumerate(run.words):
        word = sentence[start:end]
        if is_head_of_post(word):
            first = number + 1
    while first < len(run.words):
        start, end = run.words[first]
        is_opening = not sentence[:start].strip(" “\"'‘—–-") and sentence[start:end].lower() in STARTERS
        if not is_opening:
            break
        first += 1
    first = _behind_remit(sentence, run, _behind_state(sentence, run, first))
    is_mixed = not _is_all_capitals(sentence, run)
    for place in range(len(run.words) - FEWEST - 1, first - 1, -1):
        word = sentence[slice(*run.words[place])]
        is_acronym = word.isupper() and len(word) > 1 and is_mixed
        if is_of_institution(word) or is_acronym:
            return place + 1  # “Member of Parliament X Y”, “to the UN X Y”
    return first


def _is_all_capitals(sentence: str, run: Capitals) -> bool:
    """Whether all words of a run are in capitals, as in headings."""
    return all(sentence[start:end].isupper() for start, end in run.words)


def _behind_state(sentence: str, run: Capitals, first: int) -> int:
    """Which word is the first behind the state of a post: “Deputy Foreign Minister of Armenia X Y”."""
    if len(run.words) - first <= FEWEST or not _OF.search(sentence[: run.words[first][0]]):
        return first
    match = _STATE.match(sentence, run.words[first][0])
    behind = [place for place, (start, _) in enumerate(run.words) if match and start > match.end()]
    return behind[0] if len(behind) >= FEWEST else first


def _behind_remit(sentence: str, run: Capitals, first: int) -> int:
    """Which word is the first behind the remit of a post: “Senior Advisor for Caucasus Negotiations X Y”."""
    if len(run.words) - first <= FEWEST or not _REMIT.search(sentence[: run.words[0][0]]):
        return first
    words = [sentence[start:end] for start, end in run.words]
    remit = [place for place, word in enumerate(words[:-FEWEST], 1) if is_of_institution(word)]
    if remit:
        return max(first, remit[-1])
    family = family_of(words)
    last = len(run.words) - family.count(" ") - FEWEST
    while last > first and len(words[last].strip(".")) == 1:
        last -= 1  # “John F Kerry”
    return max(first, last)


def _is_place(name: str) -> bool:
    return name in _TOWNS or bool(_OF_A_STATE.search(name))


def _is_person_of(stranger: Stranger, text: str) -> bool:
    """Whether the text treats a name without a post as a person's: by the family name alone, by “he”."""
    if stranger.actor.state is not None:
        return True
    given, family = stranger.words[0], family_of(list(stranger.words))
    if re.search(rf"(?<![\w’'-]){re.escape(given.lower())}(?![\w’'-])", text):
        return False  # a word that stands in the text without a capital, too, is no given name
    whole = " ".join(stranger.words)
    rest = text.replace(whole, " " * len(whole))
    after = text[stranger.span.end : stranger.span.end + _NEAR]
    return bool(re.search(rf"(?<![\w-]){re.escape(family)}(?![\w-])", rest) or _PRONOUN.search(after))
