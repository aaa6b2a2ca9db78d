"""Segments: for each stretch of the text, who says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from communique.annotator.attribution.afterwards import speakers_told_afterwards
from communique.annotator.attribution.cast import Cast
from communique.annotator.attribution.clauses import confidence_of, evidence_of
from communique.annotator.attribution.continuing import for_own_side, goes_on, opinion_of_outlet
from communique.annotator.attribution.frame import Form
from communique.annotator.attribution.holders import Holders
from communique.annotator.attribution.lexicon import Lexicon
from communique.annotator.attribution.quotes import Quotation
from communique.annotator.attribution.segment import Segment
from communique.annotator.attribution.settings import settings_of
from communique.annotator.attribution.spans import overlap, shared
from communique.annotator.attribution.speakers import Speakers
from communique.annotator.attribution.statement import Rendering
from communique.annotator.attribution.told import Reading, Told
from communique.annotator.attribution.turns import Turn
from communique.corpus.reading.article import ReadArticle
from communique.model import Span

QUOTED_SHARE = 0.4
"""From this share of quoted words on, a statement counts as quoted."""
_ANSWERS = frozenset({"agree", "disagree", "refuse", "decline", "object", "accept", "consent", "reject"})
"""Verbs that may stand alone: what they answer stands before them in the sentence."""


class Segmenter:
    """Goes through the sentences of one article."""

    def __init__(
        self,
        article: ReadArticle,
        readings: Sequence[Reading],
        quotations: Sequence[Quotation],
        cast: Cast,
        lexicon: Lexicon,
        turns: Mapping[int, Turn],
        parties: tuple[str, ...] = (),
    ) -> None:
        """Keep what was read.

        Args:
            article: the article.
            readings: its sentences with their frames.
            quotations: its quotations.
            cast: kinds and sides of actors.
            lexicon: the cues.
            turns: who speaks which paragraph, in interviews and transcripts.
            parties: who speaks together in a joint document; nobody for other articles.
        """
        self._parties = parties
        self._article = article
        self._text = article.text
        self._readings = readings
        self._quotations = quotations
        self._cast = cast
        self._lexicon = lexicon
        self._turns = turns
        self._settings = settings_of(article.text, readings, cast)
        self._holders = Holders(self._text, readings, cast, lexicon, turns, self._settings, parties)
        self._afterwards = speakers_told_afterwards(
            self._text, readings, cast, lambda item, reading: self._holders.of(item, reading)[0]
        )
        self._speakers = Speakers(
            self._text, quotations, readings, turns, lambda item, reading: self._holders.of(item, reading)[0]
        )

    def segments(self) -> list[Segment]:
        """The segments of the article in the order of the text."""
        found: list[Segment] = []
        for reading in self._readings:
            if reading.sentence.is_headline:
                continue
            found += self._of_sentence(reading, found)
        said = self._cast.sides(holder for segment in found for holder in segment.holders)
        for reading in self._readings:
            if reading.sentence.is_headline:
                found += [
                    item for item in self._of_roots(reading) if not said & self._cast.sides(item.holders)
                ]
        return sorted(found, key=lambda item: (item.span, item.content))

    def _of_sentence(self, reading: Reading, before: list[Segment]) -> Iterator[Segment]:
        turn = self._turns.get(reading.sentence.paragraph)
        if turn is not None and (not turn.holders or turn.label == reading.span):
            return
        if turn is None and reading.sentence.number in self._afterwards:
            yield from self._told_afterwards(reading)
            return
        own = list(self._of_roots(reading))
        quoted = list(self._of_quotations(reading, own))
        if turn is not None and turn.holders and not quoted and self._is_spoken(reading, turn, own):
            yield self._of_turn(reading, turn)
            return
        yield from own
        yield from quoted
        if not own and not quoted:
            yield from self._without_cue(reading, before)

    # What frames tell

    def _of_roots(self, reading: Reading) -> Iterator[Segment]:
        for number, item in enumerate(reading.roots):
            holders, is_inferred, why = self._holders.of(item, reading)
            speaker = for_own_side(item, reading, self._readings, self._cast)
            if speaker:
                yield self._continued(reading, speaker, "goes on for the own side of whoever spoke before")
                continue
            if item.content is None and number and item.frame.lemma in _ANSWERS:
                item.content = reading.roots[number - 1].content
            if not holders or item.content is None:
                continue
            span = evidence_of(reading, number)
            yield Segment(
                sentence=reading.sentence.number,
                span=span,
                content=item.content,
                holders=holders,
                rendering=self._rendering(item, reading, holders),
                confidence=confidence_of(item, is_inferred=is_inferred),
                explanation=why,
                clause=item.frame.clause if overlap(item.frame.clause, item.content) else None,
                cue=item.frame.cue,
                cue_lemma=item.frame.lemma,
                is_negated=item.is_silent,
                is_inferred=is_inferred,
                inner=item.inner,
                participants=reading.participants,
            )

    def _told_afterwards(self, reading: Reading) -> Iterator[Segment]:
        holders, telling = self._afterwards[reading.sentence.number]
        if not holders:
            return
        quoted = self._is_quoted(reading.span)
        yield Segment(
            sentence=reading.sentence.number,
            span=Span(reading.span.start, telling.span.end),
            content=reading.span,
            holders=holders,
            rendering=Rendering.DIRECT_QUOTATION if quoted else Rendering.INDIRECT_SPEECH,
            confidence=0.8,
            explanation="a sentence behind it tells who said this",
            inner=[*reading.roots, *reading.quoted],
            participants=reading.participants,
            told_in=telling.sentence.number,
        )

    # What quotation marks tell

    def _of_quotations(self, reading: Reading, own: list[Segment]) -> Iterator[Segment]:
        for number, quotation in enumerate(self._quotations):
            part = shared(reading.span, quotation.span)
            if part is None or not quotation.is_speech or len(self._words(part).split()) < 3:
                continue
            if any(overlap(item.content, part) for item in own) or self._is_covered(reading, part):
                continue
            owner = self._speakers.of(number)
            if not owner:
                continue
            yield Segment(
                sentence=reading.sentence.number,
                span=reading.span,
                content=part,
                holders=owner,
                rendering=Rendering.DIRECT_QUOTATION,
                confidence=0.85,
                explanation="quoted; the speaker is named with another part of the quotation",
                inner=self._quoted_frames(reading, part),
                is_inferred=True,
                participants=reading.participants,
            )

    def _is_covered(self, reading: Reading, part: Span) -> bool:
        """Whether a frame of the sentence already has these words, though nobody known holds them."""
        return any(item.content is not None and overlap(item.content, part) for item in reading.roots)

    def _quoted_frames(self, reading: Reading, part: Span) -> list[Told]:
        return [item for item in reading.quoted if part.start <= item.frame.cue.start < part.end]

    # What neither tells

    def _is_spoken(self, reading: Reading, turn: Turn, own: list[Segment]) -> bool:
        """Whether a sentence of a transcript is the speaker's, not a report of what others say."""
        if not turn.is_document:
            return True
        if any(item.holding.is_person_unknown for item in reading.roots):
            return False
        others = [actor for item in reading.roots for actor in item.actors if actor not in turn.holders]
        return not any(self._cast.is_person(actor) or self._cast.is_body(actor) for actor in others)

    def _of_turn(self, reading: Reading, turn: Turn) -> Segment:
        start = (
            turn.label.end
            if turn.label and turn.label.start <= reading.span.start + 1
            else reading.span.start
        )
        content = Span(min(start, reading.span.end - 1), reading.span.end)
        is_first_person = not turn.is_document or bool(
            re.search(r"\b(?:I|[Ww]e|[Oo]ur)\b", self._words(content))
        )
        return Segment(
            sentence=reading.sentence.number,
            span=reading.span,
            content=content,
            holders=turn.holders,
            rendering=Rendering.DIRECT_QUOTATION if is_first_person else Rendering.READOUT,
            confidence=0.8,
            explanation="the speaker's own turn" if not turn.is_document else "a statement of its own",
            inner=[*reading.roots, *reading.quoted],
            is_inferred=turn.label is None,
            participants=reading.participants,
        )

    def _without_cue(self, reading: Reading, before: list[Segment]) -> Iterator[Segment]:
        holders, why = goes_on(self._text, reading, self._readings, before)
        rendering, confidence = Rendering.INDIRECT_SPEECH, 0.5
        if self._parties and not reading.roots:
            holders, why, rendering = self._parties, "words of a joint document", Rendering.JOINT
        elif holders and self._settings[reading.sentence.number].is_readout:
            rendering = Rendering.READOUT
        if not holders and self._article.outlet and opinion_of_outlet(self._text, reading):
            holders, why = (self._article.outlet,), "the article's own verdict, with no source named"
            rendering, confidence = Rendering.ARTICLE_VOICE, 0.3
        if holders:
            yield self._continued(reading, holders, why, rendering, confidence)

    def _continued(
        self,
        reading: Reading,
        holders: tuple[str, ...],
        why: str,
        rendering: Rendering = Rendering.INDIRECT_SPEECH,
        confidence: float = 0.5,
    ) -> Segment:
        return Segment(
            sentence=reading.sentence.number,
            span=reading.span,
            content=reading.span,
            holders=holders,
            rendering=rendering,
            confidence=confidence,
            explanation=why,
            is_inferred=True,
            inner=reading.quoted,
            participants=reading.participants,
        )

    # Evidence and rendering

    def _rendering(self, item: Told, reading: Reading, holders: tuple[str, ...]) -> Rendering:
        if item.content is not None and self._is_quoted(item.content):
            return Rendering.DIRECT_QUOTATION
        if self._parties:
            return Rendering.JOINT
        if item.frame.form is Form.AGENTLESS or self._holders.is_about_talks(item):
            return Rendering.READOUT
        if len(holders) > 1:
            return Rendering.JOINT
        setting = self._settings[reading.sentence.number]
        return Rendering.READOUT if setting.is_readout else Rendering.INDIRECT_SPEECH

    def _is_quoted(self, content: Span) -> bool:
        quoted = sum(overlap(content, item.span) for item in self._quotations)
        return quoted >= QUOTED_SHARE * len(content)

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]
