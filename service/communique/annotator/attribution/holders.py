"""Who holds what a frame tells: its subject, those who met, or whoever spoke before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from communique.annotator.attribution.ascription import OF_ONE
from communique.annotator.attribution.cast import Cast
from communique.annotator.attribution.frame import Form
from communique.annotator.attribution.lexicon import CueKind, Lexicon
from communique.annotator.attribution.partners import discussed_with
from communique.annotator.attribution.settings import Setting
from communique.annotator.attribution.told import Reading, Told
from communique.annotator.attribution.turns import Turn
from communique.model import Span

_OF_TEXTS = frozenset({CueKind.SAYS, CueKind.STRESSES, CueKind.JUDGES, CueKind.WANTS})
"""What a statement or letter may do in place of whoever wrote it."""
_IMPERSONAL_KINDS = frozenset(
    {CueKind.STRESSES, CueKind.SAYS, CueKind.JUDGES, CueKind.UNDERTAKES, CueKind.THINKS}
)
_WAS_SAID = re.compile(
    r"\W*(?:In addition,?\s+|At the same time,?\s+|Moreover,?\s+)?It (?:was|has been) "
    r"(?:also |further |particularly |once again |again )?(?:emphasi[sz]ed|stressed|noted|underlined|"
    r"underscored|added|pointed out|recalled|stated|highlighted|reminded)\s+that\b"
)
"""How a text goes on with what the same speaker said, in the manner of ministries."""


class Holders:
    """The holders of the frames of one article."""

    def __init__(
        self,
        text: str,
        readings: Sequence[Reading],
        cast: Cast,
        lexicon: Lexicon,
        turns: Mapping[int, Turn],
        settings: Mapping[int, Setting],
        parties: tuple[str, ...],
    ) -> None:
        """Keep what was read.

        Args:
            text: the canonical text.
            readings: the sentences with their frames.
            cast: kinds and sides of actors.
            lexicon: the cues.
            turns: who speaks which paragraph.
            settings: where each sentence's words were said, by its number.
            parties: who speaks together in a joint document.
        """
        self._text = text
        self._readings = readings
        self._cast = cast
        self._lexicon = lexicon
        self._turns = turns
        self._settings = settings
        self._parties = parties

    def of(self, item: Told, reading: Reading) -> tuple[tuple[str, ...], bool, str]:
        """Who holds what a frame tells, whether that is inferred, and why."""
        frame = item.frame
        if item.actors:
            if all(self._cast.is_outlet(actor) for actor in item.actors):
                return (), False, ""
            actors = self._for_own_side(item, reading) or self._with_partners(item, reading)
            return actors, item.is_continued, f"“{self._words(frame.cue)}” ({frame.form.value})"
        turn = self._turns.get(reading.sentence.paragraph)
        if item.holding.is_self:
            if turn or self._parties:
                return (turn.holders if turn else self._parties), True, "first person in a transcript"
            is_one = len(reading.before) == 1
            return (reading.before if is_one else ()), True, "first person goes on with whoever spoke before"
        if frame.form is Form.AGENTLESS or self.is_about_talks(item):
            return self._at_the_table(item, reading)
        if item.holding.is_person_unknown or frame.subject is None:
            return (), False, ""
        words = self._words(frame.subject.words).lower()
        is_text = words.split()[-1] in self._lexicon.mouthpieces or words.startswith("this ")
        if is_text and frame.kind in _OF_TEXTS:
            return reading.before, True, f"“{words}” goes on with whoever spoke before"
        return (), False, ""

    def _for_own_side(self, item: Told, reading: Reading) -> tuple[str, ...]:
        """“X conveyed to Y their country's support for …”: X, who speaks for the country, holds it."""
        if item.frame.form is not Form.NOMINAL or self._cast.is_person(item.actors[0]):
            return ()
        before = [
            other.actors
            for other in reading.roots
            if other.frame.kind in _OF_TEXTS and other.content is None and other.frame.cue < item.frame.cue
        ]
        is_own = bool(before) and len(before[-1]) == 1 and self._cast.is_person(before[-1][0])
        return before[-1] if is_own and self._cast.sides(before[-1]) == self._cast.sides(item.actors) else ()

    def _with_partners(self, item: Told, reading: Reading) -> tuple[str, ...]:
        """“X discussed … with Y”, “X met Y to discuss …”: both did."""
        if item.frame.kind is not CueKind.DISCUSSES or item.frame.lemma in OF_ONE:
            return item.actors
        table = set(reading.participants)
        here = set(self._cast.actors_in(reading.span))
        if set(item.actors) < table and len(table & here) > 1:
            return reading.participants
        return (*item.actors, *discussed_with(self._text, item, self._cast))

    def is_about_talks(self, item: Told) -> bool:
        """“The meeting touched upon”, “the treaty was on the agenda”: everybody at the table discussed it."""
        if item.frame.kind is not CueKind.DISCUSSES or item.frame.subject is None:
            return False
        words = self._words(item.frame.subject.words).lower().split()
        return item.frame.lemma.startswith(("be ", "top ", "dominate", "feature")) or any(
            word.strip(",.’'s") in self._lexicon.participants or word in self._lexicon.participants
            for word in words
        )

    def _lately(self, reading: Reading) -> tuple[str, ...]:
        """Who held the sentence right before, in the same paragraph; nobody if several did."""
        place = reading.sentence.number - 1
        previous = next((item for item in self._readings if item.sentence.number == place), None)
        if previous is None or previous.sentence.paragraph != reading.sentence.paragraph:
            return ()
        actors = {actor for item in previous.roots for actor in item.actors}
        return tuple(actors) if len(actors) == 1 else ()

    def _at_the_table(self, item: Told, reading: Reading) -> tuple[tuple[str, ...], bool, str]:
        """Those who took part in the talks; for what was stressed there, the side that tells of it."""
        frame = item.frame
        talks = frame.kind is CueKind.DISCUSSES
        if not talks and frame.kind not in _IMPERSONAL_KINDS:
            return (), False, ""
        if not talks and not self._settings[reading.sentence.number].is_readout:
            return self._goes_on(item, reading)
        table = reading.participants
        if frame.lemma.split()[0] in self._lexicon.words["addressed"]:
            tellers = self._tellers(item, table)
            return tellers, True, f"“{self._words(frame.cue)}”: the others at the table told it"
        if not talks and len(self._lately(reading)) == 1:
            return self._lately(reading), True, f"“{self._words(frame.cue)}” goes on with the words before"
        side = self._settings[reading.sentence.number].side
        if not talks and side is not None:
            own = tuple(actor for actor in table if self._cast.side(actor) == side)
            return (own or (side,)), True, f"“{self._words(frame.cue)}” without a subject, told by one side"
        return table, True, f"“{self._words(frame.cue)}” without a subject: those who met"

    def _goes_on(self, item: Told, reading: Reading) -> tuple[tuple[str, ...], bool, str]:
        """“It was emphasised that …” outside talks: whoever spoke before, if that was one alone."""
        if len(reading.before) != 1 or not _WAS_SAID.match(self._text, reading.span.start):
            return (), False, ""
        return reading.before, True, f"“{self._words(item.frame.cue)}” goes on with whoever spoke before"

    def _tellers(self, item: Told, table: tuple[str, ...]) -> tuple[str, ...]:
        """Who told it to those who “were informed”: the side that tells of it, or else the others."""
        side = self._cast.side_of_outlet()
        own = tuple(actor for actor in table if self._cast.side(actor) == side)
        if own or item.content is None:
            return own
        heard = self._cast.actors_in(
            Span(item.content.start, max(item.content.start + 1, item.frame.cue.start))
        )
        return tuple(actor for actor in table if actor not in heard) if heard else ()

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]
