"""Reads an article sentence by sentence and links its words, with the discourse so far in mind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.annotator.knowledge import Knowledge
from communique.annotator.linking.bodies import bodies_in
from communique.annotator.linking.candidate import Candidate, blocker, choose
from communique.annotator.linking.discourse import Discourse
from communique.annotator.linking.ellipsis import instrument_pointed_to
from communique.annotator.linking.linked import Linked, Naming, Unlinked
from communique.annotator.linking.maps import maps_in
from communique.annotator.linking.named import ADJECTIVE_RANK, NamedThings
from communique.annotator.linking.namesakes import family_names_in
from communique.annotator.linking.offices import offices_in
from communique.annotator.linking.pointer import Pointer
from communique.annotator.linking.pointing import pointers_in
from communique.annotator.linking.posts import is_sent_by
from communique.annotator.linking.proposed import proposed_actors
from communique.annotator.linking.provisions import with_parts
from communique.annotator.linking.reference import Reference, references_in
from communique.annotator.linking.resolving import Resolver
from communique.annotator.linking.sides import sides_in, speaks_of_karabakh
from communique.annotator.linking.stranger import Stranger, named_strangers
from communique.annotator.linking.strangers import StrangerFinder
from communique.annotator.linking.titles import without_titles
from communique.annotator.linking.unknown import unknown_speakers
from communique.annotator.linking.words import CAPITALS
from communique.annotator.sentences import Sentence
from communique.annotator.timing.dates import dates_in
from communique.corpus.reading.article import ReadArticle, RegionKind
from communique.model import PartialDate

_JOINT = re.compile(r"\b(?:[Jj]oint|meeting|talks|conversation|call)\b")
"""In a headline that names those who came together."""
_APPOSITION = re.compile(r",\s+(?:the|its|their)\s+")
_ENDS_APPOSITION = re.compile(r"\s*(?:,|of\b|for\b|\.)")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_FIRST = 40
"""Mentions of a text among which those are whom its headline calls by their posts."""


class Linker:
    """Links articles, one after the other, with the same knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Build what all articles share."""
        self._knowledge = knowledge
        self._resolver = Resolver(knowledge)
        self._named = NamedThings(knowledge, self._resolver)
        self._strangers = StrangerFinder(knowledge, self._named.finder)

    def link(self, article: ReadArticle, sentences: tuple[Sentence, ...]) -> Linked:
        """The mentions of an article; see :func:`communique.annotator.linking.link`."""
        when = day_of(article)
        strangers = self._strangers.find(article.text, sentences, when)
        knowledge = self._knowledge.with_proposed(item.actor for item in strangers)
        discourse = Discourse(knowledge, when, of_karabakh=speaks_of_karabakh(article.text))
        discourse.home = _home(article)
        discourse.unlinked.extend(item.unlinked for item in strangers)
        found: list[Candidate] = []
        heads = [sentence for sentence in sentences if sentence.is_headline]
        for sentence in heads:
            self._announce(sentence.words(article.text), discourse)
        for sentence in sentences:
            if not sentence.is_headline:
                words = sentence.words(article.text)
                found.extend(self._sentence(words, sentence, discourse, strangers))
                is_last = sentence.number + 1 == len(sentences)
                goes_on = not is_last and sentences[sentence.number + 1].paragraph == sentence.paragraph
                discourse.previous = words if goes_on else ""
        for sentence in heads:  # a headline says “ministers” of those whom the text names later
            ahead = Discourse(knowledge, when, discourse.of_karabakh, is_ahead=True)
            ahead.meetings, ahead.bearers = discourse.meetings[:1], discourse.bearers
            ahead.announced = tuple(item.thing for item in discourse.seen[:_FIRST])
            found.extend(self._sentence(sentence.words(article.text), sentence, ahead, strangers))
        ordered = [item.mention for item in sorted(found, key=lambda item: item.start)]
        proposed = proposed_actors(article.text, ordered, self._knowledge, strangers)
        slugs = {actor.slug for actor in proposed}
        mentions = (
            replace(item, is_proposed=True)
            if any(thing.kind == "actor" and thing.slug in slugs for thing in item.referents)
            else item
            for item in ordered
        )
        return Linked(tuple(mentions), tuple(_each_once(discourse.unlinked)), proposed)

    def _sentence(
        self, words: str, sentence: Sentence, discourse: Discourse, strangers: tuple[Stranger, ...]
    ) -> list[Candidate]:
        """The mentions of one sentence, noted in the discourse."""
        offset, number = sentence.span.start, sentence.number
        is_headline = sentence.is_headline or looks_like_headline(words)
        references = references_in(words)
        fixed = choose(
            without_titles(
                words,
                [
                    *self._named.names(words, references, discourse.when, is_headline=is_headline),
                    *self._named.references(words, references, discourse.when),
                    *bodies_in(words),
                    *maps_in(words, self._knowledge),
                    *named_strangers(words, strangers, is_headline=is_headline),
                    *family_names_in(words, discourse.bearers, is_headline=is_headline),
                    *sides_in(words, discourse),
                ],
                offices_in(words, discourse.knowledge, discourse.when),
                is_headline=is_headline,
            )
        )
        discourse.note_meeting(_those_present(fixed, words), words)
        fixed = self._with_pointers(words, number, offset, fixed, references, discourse)
        kept = [_moved(item, offset) for item in fixed if item.referents]
        self._note_bearers(words, fixed, discourse)
        if not is_headline:
            discourse.note_unknown(number, unknown_speakers(words, offset, [item.mention for item in kept]))
        discourse.note_meeting(_those_present(fixed, words), words)
        return kept

    def _announce(self, words: str, discourse: Discourse) -> None:
        """Take down what a headline names in so many words; the text may begin with “the ministers”."""
        named = choose(
            [
                *self._named.names(words, [], discourse.when, is_headline=True),
                *sides_in(words, discourse),
            ]
        )
        things = (thing for item in named for thing in item.referents)
        discourse.announced = (*discourse.announced, *things)
        if _JOINT.search(words):
            discourse.note_meeting(named, words, is_told=True)

    def _note_bearers(self, words: str, items: list[Candidate], discourse: Discourse) -> None:
        """Take down who is named in full and has a family name that is no name of one alone."""
        for item in items:
            if item.naming is Naming.NAME and item.referents and discourse.is_person(item.referents[0]):
                _, _, family = words[item.start : item.end].rpartition(" ")
                if family != words[item.start : item.end] and not self._named.finder.knows(family):
                    discourse.bearers[family] = item.referents[0].slug

    def _with_pointers(
        self,
        words: str,
        number: int,
        offset: int,
        fixed: list[Candidate],
        references: list[Reference],
        discourse: Discourse,
    ) -> list[Candidate]:
        """The fixed mentions and those that point back, resolved from left to right."""
        merged: list[Candidate] = []
        found: list[Candidate | Pointer | Reference] = [
            *fixed,
            *pointers_in(words, number, discourse),
            *references,
        ]
        taken = [(item.start, item.end) for item in fixed]
        adjectives = {(item.start, item.end) for item in fixed if item.rank == ADJECTIVE_RANK}
        for item in sorted(found, key=lambda one: (one.start, -one.end)):
            candidate: Candidate | None
            if isinstance(item, Candidate):
                candidate = item
            elif any(
                item.start < end and start < item.end
                for start, end in taken
                if not (isinstance(item, Pointer) and start == item.start and (start, end) in adjectives)
            ):
                continue
            elif isinstance(item, Reference):
                candidate = instrument_pointed_to(item, words, number, discourse, self._resolver)
            else:
                candidate = item.candidate()
            if candidate is None:
                continue
            candidate = _unless_title(candidate, item, words, fixed)
            merged.append(candidate)
            taken.append((candidate.start, candidate.end))
            discourse.note(_moved(candidate, offset), words, number, offset)
        return with_parts(words, number, merged, discourse)


def day_of(article: ReadArticle) -> PartialDate | None:
    """The day of publication, else the latest that the text tells; offices and instruments are of it."""
    if article.published:
        return article.published
    told = (item.on(None) for item in dates_in(article.text))
    days = [date for date in told if date and date.is_day]
    return max(days, default=None)


def _home(article: ReadArticle) -> str | None:
    """The state whose capital the dateline names, if it names one."""
    for region in article.regions:
        if region.kind is RegionKind.DATELINE:
            words = article.text[region.span.start : region.span.end].lower()
            found = {state for town, state in CAPITALS.items() if town.lower() in words}
            return found.pop() if len(found) == 1 else None
    return None


def _each_once(found: list[Unlinked]) -> Iterator[Unlinked]:
    """Each unknown name where it first stands."""
    told: list[str] = []
    for item in found:
        if not any(item.name in name for name in told):  # a family name alone after the full name
            told.append(item.name)
            yield item


def looks_like_headline(words: str) -> bool:
    """Whether nearly all words of a sentence have capitals and no full stop ends it."""
    if words.rstrip().endswith((".", "”", "!", "?")):
        return False
    longer = [word for word in _WORD.findall(words) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in longer)
    return len(longer) > 2 and capitals >= 0.75 * len(longer)


def _moved(item: Candidate, offset: int) -> Candidate:
    """A candidate of a sentence at the offsets of the article."""
    return Candidate(
        item.start + offset, item.end + offset, item.referents, item.naming, item.confidence,
        item.explanation, item.rank,
    )  # fmt: skip


def _those_present(items: list[Candidate], words: str) -> Iterator[Candidate]:
    """The mentions without those for whom somebody else comes: “the envoy of the president”."""
    return (item for item in items if not is_sent_by(words[: item.start]))


def _unless_title(candidate: Candidate, origin: object, words: str, fixed: list[Candidate]) -> Candidate:
    """Words that point back are no mention where the name itself follows: “the minister Ararat Mirzoyan”."""
    if isinstance(origin, Candidate):
        return candidate
    follows = any(
        item.naming is Naming.NAME
        and candidate.end < item.start
        and not words[candidate.end : item.start].strip(" ,")
        and (
            words[candidate.end : item.start].strip() == "" or set(item.referents) <= set(candidate.referents)
        )
        and item.referents
        and item.referents[0].kind == "actor"
        for item in fixed
    )
    if follows:
        return blocker(candidate.start, candidate.end, "a title before a name")
    if candidate.naming is Naming.EPITHET and _ENDS_APPOSITION.match(words, candidate.end):
        for item in fixed:
            is_named = item.naming is Naming.NAME and item.referents == candidate.referents
            if is_named and _APPOSITION.fullmatch(words, item.end, candidate.start):
                return blocker(candidate.start, candidate.end, "a title behind a name")
    return candidate
